# SPDX-License-Identifier: EUPL-1.2
"""Feeds: requests over connections that are kept, and one more alert beside 2,000 in the archive.

The server is one process on loopback; its start counts. The client, in this process, has 16 connections with one
request at a time on each, in turn for the list that clients poll, the Atom feed, GeoJSON and a CAP file. Beside it:
Python's own file server on the same folder; and, for publishing, making every file anew. Processor time is that of
server and client together.
"""

from __future__ import annotations

import atexit
import selectors
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from functools import cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.registry import Facts, Job, benchmark
from weerbaar.alerting.area import Area, Circle
from weerbaar.alerting.compose import Draft
from weerbaar.alerting.feeds import publish
from weerbaar.alerting.register import (
    FIRST,
    CellReceipt,
    Content,
    Event,
    Head,
    Kind,
    Ordered,
    Receipt,
    Schedule,
    Use,
    draft_hash,
    drafted,
    event_after,
    fold,
)
from weerbaar.base import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

REQUESTS, SMOKE_REQUESTS = 20_000, 200
CONNECTIONS = 16
ARCHIVE, SMOKE_ARCHIVE = 2_000, 20
PER_YEAR = 170
ADDRESS = "https://feeds.nl-alert.nl"
NOW = datetime(2026, 11, 26, 14, 5, tzinfo=timezone(timedelta(hours=1)))
LIST = "/api/v1/providers/nl-alert/alerts.json"
TARGETS = (LIST, "/active.atom", "/active.geojson", "/2026/current.xml")
TEXTS = Text(
    nl="NL-Alert 26-11-2026 14:05: Brand met veel rook in Utrecht. Ga naar binnen. Sluit ramen en deuren. Zet "
    "ventilatie uit. Meer informatie: vru.nl.",
    en="NL-Alert 26-11-2026 14:05: Fire with a lot of smoke in Utrecht. Go inside. Close windows and doors. Turn off "
    "ventilation. More information: vru.nl.",
)

SERVE = Job(
    "feeds requests",
    f"{REQUESTS:,} requests over {CONNECTIONS} connections, start of the server included",
    facts={"octets": 0},
    smoke_facts={"octets": 0},
)
PUBLISH = Job(
    "feeds publish",
    f"one more alert beside {ARCHIVE:,} in the archive",
    facts={"current": 0},
    smoke_facts={"current": 0},
)

OURS = (
    "import socket, sys; from pathlib import Path; from weerbaar.alerting.feeds import serve; "
    "s = socket.socket(fileno=int(sys.argv[2])); serve(Path(sys.argv[1]), s)"
)
PLAIN = (
    "import functools, socket, sys; from http.server import SimpleHTTPRequestHandler as H, ThreadingHTTPServer as T; "
    "H.protocol_version = 'HTTP/1.1'; H.log_message = lambda *a: None; "
    "t = T(('127.0.0.1', 0), functools.partial(H, directory=sys.argv[1]), bind_and_activate=False); "
    "t.socket = socket.socket(fileno=int(sys.argv[2])); t.serve_forever()"
)


def one_use(name: str) -> Use:
    """A fire that two cells took."""
    draft = Draft(
        id=name,
        region="VR09",
        sender_name="Veiligheidsregio Utrecht",
        kind="fire-smoke",
        area=Area(Text(nl="Utrecht"), circles=(Circle(52.09, 5.12, 5.0),), codes=("GM0344",)),
        texts=TEXTS,
        starts=NOW,
        expires=NOW + timedelta(hours=4),
    )
    said = drafted(draft, offered=True)
    order = Ordered(
        order="o1",
        channel="bsc",
        purpose="live",
        message_identifier=4371,
        serial=0x4010,
        dcs=15,
        pages=("ab" * 82,),
        cells=("c1", "c2"),
        schedule=Schedule(period=40, broadcasts=90),
        draft=draft_hash(said),
    )
    receipt = Receipt(order="o1", cells={cell: CellReceipt(result="taken") for cell in ("c1", "c2")})
    events: list[Event] = []
    happened: tuple[tuple[Kind, Content], ...] = (
        (Kind.DRAFTED, said),
        (Kind.ORDERED, order),
        (Kind.RECEIPT, receipt),
    )
    for kind, content in happened:
        before = Head(events[-1].number, events[-1].hash) if events else Head(0, FIRST)
        events.append(event_after(before, kind, name, "bench", content, NOW))
    return fold(events)[name]


@cache
def archive(size: int) -> dict[str, Use]:
    """So many fires of before, 170 a year."""
    one, uses = one_use("fire"), {}
    assert one.draft is not None
    for i in range(size):
        at = NOW - timedelta(days=1 + i * 365 / PER_YEAR)
        said = one.draft.model_copy(update={"starts": at, "expires": at + timedelta(hours=4)})
        orders = tuple(replace(order, at=at, on_air_at=at) for order in one.orders)
        name = f"fire-{i:05d}"
        uses[name] = replace(
            one, id=name, draft=said, orders=orders, moments=replace(one.moments, ordered=at, on_air=at)
        )
    return uses


@cache
def folder() -> Path:
    """A folder that goes away with this process."""
    made = Path(tempfile.mkdtemp(prefix="bench-feeds-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


@cache
def site(size: int) -> Path:
    """A site with an archive of ``size`` alerts and one that holds now."""
    place = folder() / f"site-{size}"
    publish(place, archive(size) | {"current": one_use("current")}, base_url=ADDRESS, now=NOW)
    return place


@dataclass
class Client:
    """One connection, with one request at a time."""

    connection: socket.socket
    received: bytearray = field(default_factory=bytearray)
    length: int | None = None
    body: int = 0

    def ask(self, target: str) -> None:
        self.received.clear()
        self.length = None
        self.connection.sendall(f"GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())

    def octets(self) -> int | None:
        """Take what came in; the length of the body when it is there as a whole."""
        self.received += self.connection.recv(1 << 18)
        if self.length is None:
            end = self.received.find(b"\r\n\r\n")
            if end < 0:
                return None
            head = bytes(self.received[:end]).lower()
            assert head.startswith(b"http/1.1 200"), head
            body = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
            self.length = end + 4 + body
            self.body = body
        return self.body if len(self.received) >= self.length else None


@contextmanager
def server(program: str, place: Path) -> Iterator[int]:
    """The port of a server on loopback; it is stopped and waited for afterwards, so that its time counts."""
    listening = socket.create_server(("127.0.0.1", 0), backlog=128)
    port: int = listening.getsockname()[1]
    handle = listening.fileno()
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(place), str(handle)],
        pass_fds=(handle,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield port
    finally:
        process.terminate()
        try:
            process.wait(30)
        finally:
            process.kill()
            listening.close()


def load(port: int, requests: int) -> int:
    """Ask for ``requests`` files; return the octets of all bodies."""
    selector, total, asked, answered = selectors.DefaultSelector(), 0, 0, 0
    clients = [Client(socket.create_connection(("127.0.0.1", port), timeout=60)) for _ in range(CONNECTIONS)]
    for client in clients:
        selector.register(client.connection, selectors.EVENT_READ, client)
        client.ask(TARGETS[asked % len(TARGETS)])
        asked += 1
    while answered < requests:
        for key, _ in selector.select(60):
            client = key.data
            octets = client.octets()
            if octets is None:
                continue
            total += octets
            answered += 1
            if asked < requests:
                client.ask(TARGETS[asked % len(TARGETS)])
                asked += 1
    for client in clients:
        client.connection.close()
    selector.close()
    return total


@benchmark("weerbaar", SERVE)
def serve_ours(smoke: bool) -> Facts:
    return requests_to(OURS, smoke)


@benchmark("http.server", SERVE, peer=True, share=0.1)
def serve_plain(smoke: bool) -> Facts:
    return requests_to(PLAIN, smoke, share=0.1)


def requests_to(program: str, smoke: bool, share: float = 1.0) -> Facts:
    requests = SMOKE_REQUESTS if smoke else round(REQUESTS * share)
    with server(program, site(SMOKE_ARCHIVE)) as port:
        return {"octets": load(port, requests) / requests}


_NAMES = count()


@benchmark("weerbaar", PUBLISH)
def publish_one_more(smoke: bool) -> Facts:
    size = SMOKE_ARCHIVE if smoke else ARCHIVE
    place = site(size)
    name = f"more-{next(_NAMES)}"
    found = publish(place, archive(size) | {name: one_use(name)}, base_url=ADDRESS, now=NOW)
    return {"current": len(found.current)}


@benchmark("all files anew", PUBLISH, peer=True, share=0.01, repeats=1)
def publish_all_anew(smoke: bool) -> Facts:
    place = folder() / f"anew-{next(_NAMES)}"
    size = SMOKE_ARCHIVE if smoke else round(ARCHIVE * 0.01)
    found = publish(place, archive(size) | {"more": one_use("more")}, base_url=ADDRESS, now=NOW)
    return {"current": len(found.current)}


def main() -> None:
    """Print how many requests a second the server answers, of its own processor time and by the clock."""
    import resource

    place = site(SMOKE_ARCHIVE)
    for name, program in (("weerbaar", OURS), ("http.server", PLAIN)):
        spent = []
        for requests in (CONNECTIONS, REQUESTS // (1 if program is OURS else 10)):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            began = time.perf_counter()
            with server(program, place) as port:
                load(port, requests)
                wall = time.perf_counter() - began
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            spent.append((requests, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall))
        (few, start, start_wall), (many, whole, whole_wall) = spent
        per_core, by_clock = (many - few) / (whole - start), (many - few) / (whole_wall - start_wall)
        print(f"{name}: {per_core:,.0f} requests per second of processor time, {by_clock:,.0f} by the clock")


if __name__ == "__main__":
    main()
