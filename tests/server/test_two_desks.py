# SPDX-License-Identifier: EUPL-1.2
"""Two server processes on one database of PostgreSQL: one desk sends, the other takes over, and nothing goes twice."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any

import psycopg
import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from tests.alerting.delivery.fake_bsc import FakeBsc, running
from tests.server.conftest import Place
from tests.server.web_server import WebServer
from tests.workbench.alerts.offered import approve, asked_by, hash_of, offered, rehearsal
from tests.workbench.alerts.uses import in_region
from weerbaar.alerting.delivery import HeldError
from weerbaar.alerting.register import Kind, Note, State
from weerbaar.workbench.accounts.models import Role, User
from weerbaar.workbench.alerts import channels, delivery_verbs, desk, draft_verbs
from weerbaar.workbench.alerts.models import Channel, ChannelKind, Event, Use
from weerbaar.workbench.alerts.store import DatabaseStore
from weerbaar.workbench.alerts.uses import register_use

pytestmark = pytest.mark.parametrize("place", ["postgresql"], indirect=True)

WRITERS, TIMES = 4, 10


@pytest.fixture
def send(place: Place) -> Iterator[Callable[[str, str], Use]]:
    """Return what has an exercise sent over a channel, by name of the use and of the channel."""
    officer = in_region(User.objects.create_user("piet"), Role.ALERT_OFFICER)
    approver = in_region(User.objects.create_user("kim"), Role.ALERT_APPROVER)

    def one(name: str, channel: str) -> Use:
        row = offered(officer, name)
        approve(row, approver)
        delivery_verbs.send(asked_by(officer), row, channels=[channel], draft=hash_of(row))
        return row

    yield one
    channels.forget_channels()


def until(holds: Callable[[], Any]) -> None:
    """Wait for what another process does; a minute is never needed."""
    end = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


def desks() -> list[int]:
    """Return the sessions of the database that hold the desk."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1 "
            "AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) "
            "AND (classid::bigint << 32 | objid::bigint) = %s",
            [desk._key_of(desk._DESK)],
        )
        return [pid for (pid,) in cursor.fetchall()]


def test_killed_between_order_and_receipt_the_other_process_finishes_it(
    place: Place, send: Callable[[str, str], Use]
) -> None:
    with running(FakeBsc(mute=True)) as bsc:
        address = {"host": "127.0.0.1", "port": bsc.port}
        Channel.objects.create(name="centrale", kind=ChannelKind.BSC, purpose="exercise", address=address)
        first = WebServer(place.data, place.url)
        until(desks)
        [before] = desks()
        second = WebServer(place.data, place.url)
        try:
            row = send("VR20-1", "centrale")
            until(bsc.writes)
            assert desks() == [before]
            first.kill()
            bsc.mute = False
            until(lambda: Use.objects.get(pk=row.pk).wanted == "")
            send("VR20-2", "centrale")
            until(lambda: Use.objects.get(use="VR20-2").wanted == "")
        finally:
            assert second.stop() == 0
        assert register_use("VR20-1").state is register_use("VR20-2").state is State.ON_AIR
        assert set(bsc.starts.values()) == {1}
        assert len(bsc.starts) == 2 * len(bsc.cells)
    assert DatabaseStore().fault() is None


def test_two_desks_at_once_send_each_order_once(place: Place, send: Callable[[str, str], Use]) -> None:
    rehearsal()
    names = [f"VR20-{number}" for number in range(4)]
    for name in names:
        send(name, "oefennet")
    gate = threading.Barrier(2)

    def deliver(number: int) -> None:
        try:
            gate.wait()
            # Not even the desk keeps these two apart: the hold on each use does.
            desk.deliver_wanted()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(deliver, range(2)))
    ordered = Event.objects.filter(kind=Kind.ORDERED)
    assert sorted(ordered.values_list("use", flat=True)) == names
    assert {register_use(name).state for name in names} == {State.ON_AIR}
    assert not desks()


def test_a_desk_that_lost_its_connection_is_a_desk_no_more(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lock ended with the connection: who went on over a new one would be a second desk."""
    url = place.url or ""
    sessions: list[int] = []

    def lose_it() -> int:
        sessions.append(connection.connection.info.backend_pid)
        if len(sessions) > 1:
            desk._ending.set()
            return 1
        with closing(psycopg.connect(url, autocommit=True)) as other:
            other.execute("SELECT pg_terminate_backend(%s, 5000)", sessions)
        with pytest.raises(OperationalError), transaction.atomic():
            Use.objects.count()
        # A question after that goes over a connection of its own, as if nothing had happened.
        assert Use.objects.count() == 0
        return 1

    monkeypatch.setattr(desk, "deliver_wanted", lose_it)
    try:
        with desk._the_desk():
            desk._work()
    finally:
        desk._ending.clear()
    assert len(sessions) == 1
    assert not desks()


def test_somebody_elses_hold_is_waited_for_and_then_told(place: Place) -> None:
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        try:
            with desk.holds(0.0)("VR20-1"):
                held.set()
                done.wait(60)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        busy = pool.submit(hold)
        assert held.wait(60)
        with pytest.raises(HeldError, match="VR20-1"), desk.holds(0.05)("VR20-1"):
            pass
        with desk.holds(0.0)("VR20-2"):
            pass
        done.set()
        busy.result(60)
        with desk.holds(5.0)("VR20-1"):
            pass


def test_writers_at_once_make_one_chain_of_events(place: Place) -> None:
    gate = threading.Barrier(WRITERS)

    def write(number: int) -> None:
        try:
            gate.wait()
            for n in range(TIMES):
                store = DatabaseStore()
                store.append(Kind.NOTE, "VR20-1", f"schrijver-{number}", Note(text=f"{n}"), timezone.now())
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))
    assert list(Event.objects.values_list("number", flat=True)) == list(range(1, WRITERS * TIMES + 1))
    assert DatabaseStore().fault() is None
    said = sorted((event.by, int(event.content["text"])) for event in DatabaseStore().events())
    assert said == [(f"schrijver-{w}", n) for w in range(WRITERS) for n in range(TIMES)]


def test_a_form_that_was_sent_twice_at_once_begins_one_draft(place: Place) -> None:
    officer = in_region(User.objects.create_user("piet"), Role.ALERT_OFFICER)
    gate = threading.Barrier(2)

    def begin(token: str) -> str:
        try:
            gate.wait()
            return draft_verbs.start(asked_by(officer), region="VR20", status="exercise", token=token).use
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        for number in range(TIMES):
            assert len(set(pool.map(begin, [f"{number}"] * 2))) == 1
            # Two that were meant get an id each, in one and the same minute.
            assert len(set(pool.map(begin, [f"{number}-a", f"{number}-b"]))) == 2
    assert Use.objects.count() == 3 * TIMES
