# SPDX-License-Identifier: EUPL-1.2
"""An osmo-cbc for tests, in threads: its REST interface and its console, with every bad habit of the real one."""

from __future__ import annotations

import json
import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from weerbaar.alerting.delivery import CbcAddress

CGIS = ("204-08-101-1001", "204-08-101-1002", "204-08-202-2001")
_STATES = {True: "IDLE", False: "<disconnected>"}


@dataclass
class Shown:
    """A message as the console shows it."""

    identifier: int
    serial: int
    state: str = "ACTIVE"
    peers: dict[str, list[str]] = field(default_factory=dict)


@dataclass
class FakeCbc:
    """What it holds, what it was asked, and how it misbehaves.

    Attributes:
        peers: controllers and whether they are connected.
        installs: lines under the controllers of a message that is posted.
        lost_answer: does as it is asked and never answers.
        lost_call: does nothing and never answers.
        status: what it says instead of 201 or 200.
        stuck: a deleted message stays.
        counts: tells how often cells had broadcast a message that is deleted.
        console_silent: the console says nothing.
    """

    peers: dict[str, bool] = field(default_factory=lambda: {"noord": True})
    installs: tuple[str, ...] = tuple(f"Installed CGI {cgi}" for cgi in CGIS)
    lost_answer: bool = False
    lost_call: bool = False
    status: int | None = None
    stuck: bool = False
    counts: int | None = None
    console_silent: bool = False
    messages: list[Shown] = field(default_factory=list)
    calls: list[tuple[str, int]] = field(default_factory=list)
    posts: list[dict[str, Any]] = field(default_factory=list)
    address: CbcAddress = field(default_factory=lambda: CbcAddress("127.0.0.1"))

    def on(self, identifier: int) -> Shown | None:
        """The message on an identifier that is not deleted."""
        return next((m for m in self.messages if m.identifier == identifier and m.state != "DELETED"), None)

    def post(self, body: dict[str, Any]) -> int:
        message = body["smscb_message"]
        decoded = message["serial_nr"]["serial_nr_decoded"]
        serial = 0x4000 | decoded["msg_code"] << 4 | decoded["update_nr"]
        self.calls.append(("POST", serial))
        self.posts.append(body)
        if self.lost_call:
            return 0
        if self.on(message["message_id"]):
            return 409
        lines = {name: list(self.installs) for name, connected in self.peers.items() if connected}
        self.messages.append(Shown(message["message_id"], serial, peers=lines))
        return 201

    def delete(self, identifier: int) -> int:
        found = self.on(identifier)
        self.calls.append(("DELETE", found.serial if found else 0))
        if self.lost_call:
            return 0
        if found is None:
            return 404
        if not self.stuck:
            found.state = "DELETED"
            if self.counts is not None:
                for lines in found.peers.values():
                    lines += [
                        line.replace("Installed", "Completed") + f" ({self.counts}/0)"
                        for line in lines
                        if line.startswith("Installed")
                    ]
        return 200

    def console(self, command: str) -> str:
        if command == "show peers":
            rows = [
                f"|{name:<20}| 192.0.2.1      | 48051| CBSP  | {_STATES[up]:<20}|" for name, up in self.peers.items()
            ]
            return "\n".join(["|Name |IP |Port |Proto |State |", "|-----|---|-----|------|------|", *rows])
        identifier = int(command.rsplit(" ", 1)[1])
        if command.startswith("delete message expired id"):
            self.messages = [m for m in self.messages if m.identifier != identifier or m.state != "DELETED"]
            return ""
        found = self.on(identifier) or next((m for m in self.messages if m.identifier == identifier), None)
        return f"Unknown Message ID {identifier}" if found is None else _show(found)


def _show(message: Shown) -> str:
    lines = [
        f"Message ID {message.identifier:04X}, Serial Number {message.serial:04X}, State: {message.state}",
        " Created by CBE 'weerbaar' at Mon Nov 23 13:05:00 2026",
        " Repetition Period: 16 (30.13s), Number of broadcasts: 100",
        " Warning Period: 4294967295s",
        " DCS: 0x0f, Number of pages: 1, User Data Bytes: 82",
        f" Page 0: {'0d' * 82}",
    ]
    for name, told in message.peers.items():
        lines.append(f" Peer: '{name}', State: {message.state}")
        for heading, word in (
            ("Cells Installed:", "Installed"),
            ("Cells Failed:", "Failed"),
            ("Number of Broadcasts Completed:", "Completed"),
        ):
            lines.append(f"  {heading}")
            lines += [f"   {line.removeprefix(word + ' ')}" for line in told if line.startswith(word)]
    return "\n".join(lines)


@contextmanager
def running(cbc: FakeCbc, timeout_s: float = 0.5) -> Iterator[FakeCbc]:
    """Let it listen on free ports of this machine, for the duration of the block."""
    over = threading.Event()

    class Rest(BaseHTTPRequestHandler):
        def reply(self, status: int) -> None:
            if not status or cbc.lost_answer:
                over.wait(5)
                return
            if cbc.status is not None and status < 400:
                status = cbc.status
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_POST(self) -> None:
            self.reply(cbc.post(json.loads(self.rfile.read(int(self.headers["Content-Length"])))))

        def do_DELETE(self) -> None:
            self.reply(cbc.delete(int(self.path.rsplit("/", 1)[1])))

        def log_message(self, *_: object) -> None:
            pass

    class Console(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):
                if cbc.console_silent:
                    over.wait(5)
                    return
                self.wfile.write(b'Welcome\r\nFree > $ it. \r\n\xff\xfb\x01\xff\xfb\x03\xff\xfe"\xff\xfd\x1fOsmoCBC> ')
                while line := self.rfile.readline().decode().strip():
                    said = cbc.console(line).replace("\n", "\r\n")
                    self.wfile.write(f"{line}\r\n{said}\r\n".encode())
                    time.sleep(0)
                    self.wfile.write(b"OsmoCBC> ")

    class Threads(socketserver.ThreadingTCPServer):
        daemon_threads = True

    with ThreadingHTTPServer(("127.0.0.1", 0), Rest) as rest, Threads(("127.0.0.1", 0), Console) as console:
        rest.block_on_close = console.block_on_close = False
        cbc.address = CbcAddress("127.0.0.1", rest.server_address[1], console.server_address[1], timeout_s)
        for server in (rest, console):
            threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield cbc
        finally:
            over.set()
            rest.shutdown()
            console.shutdown()
