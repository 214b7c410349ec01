# SPDX-License-Identifier: EUPL-1.2
"""What is different on PostgreSQL: dumps as backup, and several web processes that serve one database."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection

from tests.postgres_server import PostgresServer
from tests.server.conftest import Panel, Place, on, postgresql_at
from tests.server.web_server import WebServer
from weerbaar.base import InputError
from weerbaar.workbench.audit import log
from weerbaar.workbench.operations.backup import POSTGRESQL, back_up
from weerbaar.workbench.operations.restore import load_dump, unpack
from weerbaar.workbench.rounds.models import Round

only_postgresql = pytest.mark.parametrize("place", ["postgresql"], indirect=True)


@only_postgresql
def test_a_backup_comes_back_in_another_database_and_in_no_other(
    place: Place, panel: Panel, postgres: PostgresServer, tmp_path: Path
) -> None:
    log.record(None, "round.changed", panel.round, value=0.25)
    (place.data / "attachments").mkdir()
    (place.data / "attachments" / "ab").write_bytes(b"a picture")
    made = back_up(tmp_path / "kopie.zip", data=place.data, database=connection.settings_dict, migrations={}, head=None)
    assert made.files == 2
    folder = tmp_path / "nieuw"
    folder.mkdir()
    assert unpack(made.path, folder).database == "postgresql"
    with pytest.raises(InputError, match="pg_restore"):
        load_dump(folder, connection.settings_dict)
    assert Round.objects.get() == panel.round
    with on(postgresql_at(postgres.database())):
        with pytest.raises(DatabaseError):
            Round.objects.get()
        connection.close()
        load_dump(folder, connection.settings_dict)
        assert Round.objects.get().slug == panel.round.slug
        assert log.faults() == []
    assert (folder / "attachments" / "ab").read_bytes() == b"a picture"
    assert not (folder / POSTGRESQL).exists()


@only_postgresql
def test_several_web_processes_serve_one_database(place: Place, panel: Panel) -> None:
    server = WebServer(place.data, place.url, "--workers", "2", "--log", "json")
    try:
        sessions = panel.sessions()
        browsers = [server.browser(sessions[number % len(sessions)]) for number in range(12)]
        for number, browser in enumerate(browsers):
            text = f"opmerking {number}"
            assert browser.post("/rondes/proefronde/scenarios/scenario-1/opmerkingen", text=text)[0] == 302
        for browser in browsers:
            status, page = browser.get("/rondes/proefronde/scenarios/scenario-1/")
            assert status == 200
            assert set(re.findall(r"opmerking \d+", page)) == {f"opmerking {number}" for number in range(12)}
        # Whichever process is asked adds up what all of them counted.
        asked = {_counted(server.browser("").get("/metrics")[1]) for _ in range(4)}
        assert asked == {12.0}
        assert '"view": "comment"' in server.log.read_text(encoding="utf-8")
    finally:
        assert server.stop() == 0
    assert log.faults() == []


def _counted(page: str) -> float:
    found = re.search(
        r'^weerbaar_requests_total\{method="POST",status="302",view="comment"\} (.+)$', page, re.MULTILINE
    )
    assert found is not None, page
    return float(found[1])


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_several_web_processes_need_postgresql(place: Place, settings: Any) -> None:
    from weerbaar.workbench import console

    listening = console.bind("127.0.0.1", 0)
    with listening, pytest.raises(InputError, match="needs PostgreSQL"):
        console.run(listening, workers=2, ready=lambda: None)
