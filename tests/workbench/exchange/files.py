# SPDX-License-Identifier: EUPL-1.2
"""Files to take in, good and hostile ones; and a receiver of webhooks on the loopback."""

from __future__ import annotations

import io
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import RequestFactory

from weerbaar.dossier import Dossier, load_dossier
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.reports.archive import archive_of, dossier_archive, unpacked


def by(user: User | AnonymousUser) -> HttpRequest:
    """A request of somebody."""
    request = RequestFactory().post("/")
    request.user = user
    return request


def example() -> Dossier:
    """The illustrative round of 2012."""
    return load_dossier("voorbeeld-2012")


def changed_zip(old: str, new: str, dossier: Dossier | None = None) -> bytes:
    """The dossier as zip, with a text replaced in all its files."""
    files = unpacked(dossier_archive(dossier or example()))
    assert any(old.encode() in content for content in files.values())
    return archive_of({name: content.replace(old.encode(), new.encode()) for name, content in files.items()})


def bomb() -> bytes:
    """A zip that is small and becomes very large."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("dossier.yaml", b"0" * 4_000_000)
    return raw.getvalue()


def climbing() -> bytes:
    """A zip with a path that leads out of the folder."""
    return archive_of({"dossier.yaml": b"schema: 1\n", "../../buiten.md": b"x"})


@dataclass
class Receiver:
    """What arrived at a receiver.

    Attributes:
        answers: statuses to answer with, one after the other; 200 once they are used up.
        location: where a redirect points.
    """

    url: str = ""
    received: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    location: str = ""
    arrived: threading.Event = field(default_factory=threading.Event)


@contextmanager
def receiver() -> Iterator[Receiver]:
    """Listen on the loopback for as long as the block runs."""
    state = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            state.received.append((dict(self.headers.items()), body))
            self.send_response(state.answers.pop(0) if state.answers else 200)
            if state.location:
                self.send_header("Location", state.location)
            self.end_headers()
            state.arrived.set()

        def log_message(self, *_: object) -> None:
            """Keep the output of the tests clean."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    state.url = f"http://127.0.0.1:{server.server_port}/haak?soort=a"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
