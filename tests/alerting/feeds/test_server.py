# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import asyncio
import http.client
import json
import multiprocessing
import os
import shutil
import signal
import socket
from datetime import timedelta

import pytest

from tests.alerting.compose.drafts import STARTS
from tests.alerting.feeds.sites import FIRE, published, told, uses
from weerbaar.alerting.feeds import FeedApp, FeedError, serve

LIST = "/api/v1/providers/nl-alert/alerts"


async def ask(app, path, *, query=b"", raw=True, **headers):
    sent = []
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": query,
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
    }
    if raw:
        scope["raw_path"] = path.encode()

    async def send(message):
        sent.append(message)

    async def receive():
        raise AssertionError("the body of a request is of no use")

    await app(scope, receive, send)
    return sent[0]["status"], {name.decode(): value.decode() for name, value in sent[0]["headers"]}, sent[1]["body"]


def test_it_answers_as_the_site_does(tmp_path):
    published(tmp_path, uses(told(), told("second", STARTS - timedelta(minutes=1))))

    async def talk():
        app = FeedApp(tmp_path)
        status, headers, body = await ask(app, LIST, query=f"after={FIRE}".encode())
        assert (status, [alert["id"] for alert in json.loads(body)["data"]]) == (200, ["second"])
        status, headers, _ = await ask(app, "/active.atom", raw=False)
        assert status == 200
        assert (await ask(app, "/active.atom", if_none_match=headers["etag"]))[0] == 304
        assert (await ask(app, "/é"))[0] == 404

    asyncio.run(talk())


def test_a_new_alert_is_served_without_a_restart_and_the_old_site_while_the_new_one_is_read(tmp_path):
    published(tmp_path, uses(told()))

    async def talk():
        app = FeedApp(tmp_path)
        before = app.site
        published(tmp_path, uses(told(), told("second")), STARTS + timedelta(minutes=6))
        status, _, body = await ask(app, "/boards.json")
        assert (status, len(json.loads(body)["alerts"])) == (200, 1)
        await app.settled()
        _, _, body = await ask(app, "/boards.json")
        assert len(json.loads(body)["alerts"]) == 2
        assert app.site.files[f"2026/{FIRE}.xml"] is before.files[f"2026/{FIRE}.xml"]
        # Nothing changed, nothing is read.
        unchanged = app.site
        await app.settled()
        assert app.site is unchanged

    asyncio.run(talk())


def test_a_folder_that_goes_away_for_a_moment_does_not_stop_it(tmp_path):
    folder = tmp_path / "site"
    published(folder, uses(told()))

    async def talk():
        app = FeedApp(folder)
        shutil.move(folder, tmp_path / "aside")
        await app.settled()
        assert (await ask(app, "/active.atom"))[0] == 200
        await app.settled()
        shutil.move(tmp_path / "aside", folder)
        published(folder, {}, STARTS + timedelta(days=1))
        await app.settled()
        assert json.loads((await ask(app, "/boards.json"))[2]) == {"alerts": []}

    asyncio.run(talk())


def test_what_is_not_http_is_left_alone(tmp_path):
    published(tmp_path, {})

    async def talk():
        async def never(*_):
            raise AssertionError

        await FeedApp(tmp_path)({"type": "lifespan"}, never, never)

    asyncio.run(talk())


def test_without_a_site_there_is_no_server(tmp_path):
    with pytest.raises(FeedError, match="Publish first"), socket.socket() as listening:
        serve(tmp_path, listening)


def test_over_a_real_connection_that_is_kept(tmp_path):
    published(tmp_path, uses(told()))
    listening = socket.create_server(("127.0.0.1", 0))
    server = multiprocessing.get_context("forkserver").Process(target=serve, args=(tmp_path, listening), daemon=True)
    server.start()
    connection = http.client.HTTPConnection("127.0.0.1", listening.getsockname()[1], timeout=60)
    try:
        connection.request("GET", "/active.geojson", headers={"Accept-Encoding": "gzip"})
        reply = connection.getresponse()
        assert (reply.status, reply.headers["content-encoding"]) == (200, "gzip")
        assert len(reply.read()) == int(reply.headers["content-length"])
        kept = connection.sock
        connection.request("GET", "/active.geojson", headers={"If-None-Match": reply.headers["etag"]})
        reply = connection.getresponse()
        assert (reply.status, reply.read()) == (304, b"")
        connection.request("HEAD", LIST)
        reply = connection.getresponse()
        assert (reply.status, reply.read()) == (200, b"")
        connection.request("GET", "/%2e%2e/%2e%2e/etc/passwd")
        reply = connection.getresponse()
        assert (reply.status, reply.headers["server"]) == (404, None)
        reply.read()
        connection.request("POST", "/active.atom", body=b"x")
        reply = connection.getresponse()
        assert reply.status == 405
        reply.read()
        assert connection.sock is kept
    finally:
        connection.close()
        os.kill(server.pid, signal.SIGTERM)
        server.join(30)
        listening.close()
    assert not server.is_alive()
