# SPDX-License-Identifier: EUPL-1.2
"""Sends what was approved, in a thread of the server: one desk at a time, whoever of the processes holds its lock.

The lock ends with the process. Whoever takes the desk over first picks up what an earlier one left half done: each step
stood in the register before it was taken, so nothing is lost and nothing is broadcast twice.
"""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import close_old_connections, connection, transaction
from django.utils import timezone

from weerbaar.alerting.delivery import (
    Desk,
    FolderHolds,
    HeldError,
    Holds,
    Ledger,
    WrongPurposeError,
    resume,
    send,
    status,
    watch,
    withdraw,
)
from weerbaar.alerting.register import Kind, Note, Use
from weerbaar.base import Text, WeerbaarError
from weerbaar.workbench.alerts import facts, models, publishing
from weerbaar.workbench.alerts.channels import Ways, forget_channels, ways
from weerbaar.workbench.alerts.orders import message_of
from weerbaar.workbench.alerts.store import DatabaseStore
from weerbaar.workbench.alerts.uses import ON_AIR, KnownStore, all_uses, follow, held

BY = "weerbaar"
_DESK = ".desk"
_PAUSE_S = 2.0
_WATCH_S = 30.0
_SOON, _LATER = timedelta(seconds=20), timedelta(minutes=15)
"""How long after the last word a use is asked how it stands: until it is heard, and from then on."""

log = logging.getLogger(__name__)
_awake = threading.Event()
_ending = threading.Event()
_starting = threading.Lock()
_thread: threading.Thread | None = None
_ledger = Ledger()


def start_desk() -> threading.Thread:
    """Start the thread, where it does not run in this process yet. Several processes may each run one."""
    global _thread
    with _starting:
        if _thread is None or not _thread.is_alive():
            _ending.clear()
            _thread = threading.Thread(target=_run, name="nl-alert", daemon=True)
            _thread.start()
        return _thread


def stop_desk() -> None:
    """Let the thread end what it is sending, stop, and hang up."""
    global _thread
    with _starting:
        if _thread is None:
            return
        _ending.set()
        _awake.set()
        _thread.join()
        _thread = None
        forget_channels()


def wake() -> None:
    """Let the thread look at once."""
    _awake.set()


class DatabaseHolds:
    """Holds by a lock of PostgreSQL, for processes on several machines; it ends with the connection.

    Args:
        patience_s: how long to wait for another process, in seconds.
    """

    def __init__(self, patience_s: float) -> None:
        self._patience_s = patience_s

    @contextlib.contextmanager
    def __call__(self, what: str) -> Iterator[None]:
        """Hold a use for as long as the block takes. See :meth:`weerbaar.alerting.delivery.Holds.__call__`."""
        key = _key_of(what)
        until = time.monotonic() + self._patience_s
        while not _asked("SELECT pg_try_advisory_lock(%s)", key):
            if time.monotonic() >= until:
                raise HeldError(
                    Text(
                        nl=f'Met "{what}" is een ander bezig; er is niets verzonden.',
                        en=f'Somebody else is busy with "{what}"; nothing was sent.',
                    )
                )
            time.sleep(0.02)
        try:
            yield
        finally:
            _asked("SELECT pg_advisory_unlock(%s)", key)


def _key_of(what: str) -> int:
    return int.from_bytes(sha256(f"nl-alert/{what}".encode()).digest()[:8], "big", signed=True)


def _asked(question: str, key: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(question, [key])
        return bool(cursor.fetchone()[0])


def holds(patience_s: float = 5.0) -> Holds:
    """Return what keeps other processes off what is being sent.

    Args:
        patience_s: how long to wait for another process, in seconds.
    """
    if connection.vendor == "postgresql":
        return DatabaseHolds(patience_s)
    return FolderHolds(Path(settings.DATA) / "alerts" / "holds", patience_s)


def _run() -> None:
    while not _ending.is_set():
        close_old_connections()
        try:
            _work_or_wait()
        except Exception:  # a database that is away for a moment must not end the thread
            log.exception("nl-alert: the desk failed, trying again")
            _rest()
        finally:
            close_old_connections()


def _work_or_wait() -> None:
    try:
        with _the_desk():
            _work()
    except HeldError:
        # Another process has the desk; it is taken over when that one ends.
        read_ahead()
        _rest()


def _the_desk() -> AbstractContextManager[None]:
    return holds(0.0)(_DESK)


def _work() -> None:
    """Keep the desk until it is time to end, or until the connection to the database is another."""
    connection.ensure_connection()
    session = connection.connection
    pick_up()
    watched = float("-inf")
    # What goes wrong with one use is no end; yet a lock of PostgreSQL ended with the connection that it was asked over.
    while not _ending.is_set() and connection.connection is session:
        changed = deliver_wanted() > 0
        round_due = time.monotonic() - watched >= _WATCH_S
        if round_due:
            go_round()
            watched = time.monotonic()
        if changed or round_due:
            # Also without a change: what was current may be over by the clock.
            publishing.publish_now()
        if not changed:
            read_ahead()
            _rest()


@cache
def read_ahead() -> None:
    """Begin, once in a process, to read what its first pages would wait for: cells, borders, the register.

    What cannot be read is told by the page that needs it.
    """
    for read in (facts.cells_now, facts.borders_now, all_uses):
        with contextlib.suppress(WeerbaarError):
            read()


def _rest() -> None:
    if not _ending.is_set():
        _awake.wait(_PAUSE_S)
        _awake.clear()


def pick_up() -> tuple[str, ...]:
    """Pick up what an earlier desk left half done, and return the ids of those orders."""
    picked: tuple[str, ...] = ()
    try:
        picked = resume(_desk(BY), ways().by_name)
    except WrongPurposeError as error:
        # All others were picked up; one that must not be sent is no reason to send nothing.
        log.error("nl-alert: %s", error.render("nl"))
    except HeldError as error:
        # Whoever holds it finishes it; what dies half way is made good on the next round.
        log.info("nl-alert: %s", error.render("nl"))
    _follow_all()
    publishing.publish_now()
    return picked


def deliver_wanted() -> int:
    """Do what is asked for of every use, and return how many uses that were."""
    done = 0
    wanted = models.Use.objects.exclude(wanted="")
    for key in list(wanted.order_by("changed", "pk").values_list("pk", flat=True)):
        # Those before it took their time: what is wanted by now counts, such as not to send it after all.
        row = wanted.filter(pk=key).first()
        if row is None:
            continue
        try:
            _deliver(row)
            done += 1
        except HeldError:
            # Somebody at another desk has it in hand; what is wanted stays wanted.
            continue
        except Exception:  # one use must not hold up the others
            log.exception("nl-alert: %s could not be delivered, trying again", row.use)
    return done


def go_round(now: datetime | None = None) -> bool:
    """Go round the channels once: make good what was lost, end what is over, ask how it stands.

    Args:
        now: the time; that of the clock where none is given.

    Returns:
        Whether anything was written down.
    """
    before = DatabaseStore().head
    there = ways()
    desk = _desk(BY)
    try:
        watch(desk, there.watched)
    except HeldError:
        return DatabaseStore().head != before
    for use in _to_ask(now or timezone.now()):
        _ask(desk, there, use.id)
    _follow_all()
    return DatabaseStore().head != before


def _to_ask(now: datetime) -> list[Use]:
    """Return the uses of which nothing was heard for long enough to ask."""
    found = []
    for use in all_uses().values():
        if use.state not in ON_AIR or not use.orders:
            continue
        counted = any(cell.broadcasts for order in use.orders for cell in order.cells.values())
        last = models.Event.objects.filter(use=use.id).order_by("-number").values_list("at", flat=True).first()
        if last is not None and now - last >= (_LATER if counted else _SOON):
            found.append(use)
    return found


def _deliver(row: models.Use) -> None:
    wanted, by = row.wanted, row.wanted_by or BY
    there, desk = ways(), _desk(by)
    if wanted == "send":
        _send(desk, there, row)
    elif wanted == "cancel":
        _withdraw(desk, there, row.use, row.wanted_why)
    else:
        _ask(desk, there, row.use)
    with transaction.atomic():
        current = held(row)
        # Who asked for something else meanwhile is not forgotten.
        same = (current.wanted, current.channels) == (wanted, row.channels)
        follow(current, **({"wanted": "", "wanted_why": ""} if same else {}))


def _send(desk: Desk, there: Ways, row: models.Use) -> None:
    use = all_uses().get(row.use)
    if use is None or use.moments.approved is None or row.approved_share is None:
        _note(desk, row.use, "", Text(nl="Niet verzonden: dit concept is niet goedgekeurd."))
        return
    # By construction: the one list or the other.
    channels: dict[str, Any] = dict(there.exercise if use.status == "exercise" else there.live)
    rows = {channel.name: channel for channel in models.Channel.objects.select_related("network")}
    took = False
    for name in row.channels:
        channel = channels.get(name)
        if channel is None:
            _note(desk, row.use, name, there.broken.get(name, Text(nl="dit kanaal is niet in gebruik.")))
            continue
        try:
            message = message_of(use, rows[name], row.approved_share, desk.clock())
            delivery = send(desk, channel, message)
        except HeldError:
            raise
        except WeerbaarError as error:
            _note(desk, row.use, name, error.message)
            continue
        took = took or any(cell.result == "taken" for cell in delivery.cells.values())
    if took and use.replaces:
        # Phones have the new text; the old one need not go on beside it.
        _withdraw(desk, there, use.replaces, f"vervangen door {use.id}")
        _follow(use.replaces)


def _withdraw(desk: Desk, there: Ways, use: str, reason: str) -> None:
    """Withdraw a use from every channel on which it may be."""
    now = desk.clock()
    for name in sorted({d.channel for d in desk.of_use(use).values() if d.active(now)}):
        channel = there.by_name.get(name)
        if channel is None:
            _note(desk, use, name, there.broken.get(name, Text(nl="dit kanaal is niet in gebruik.")))
            continue
        try:
            withdraw(desk, channel, use, reason)
        except HeldError:
            raise
        except WeerbaarError as error:
            _note(desk, use, name, error.message)


def _ask(desk: Desk, there: Ways, use: str) -> None:
    now = desk.clock()
    for name in sorted({d.channel for d in desk.of_use(use).values() if d.active(now)} & there.by_name.keys()):
        try:
            status(desk, there.by_name[name], use)
        except HeldError:
            continue
        except WrongPurposeError as error:
            _note(desk, use, name, error.message)


def _note(desk: Desk, use: str, channel: str, why: Text) -> None:
    """Write down what could not be done, once."""
    text = f"Kanaal {channel}: {why.nl}" if channel else why.nl
    last = desk.store.events(use)[-1:]
    if last and last[0].said == Note(text=text[:200]):
        return
    desk.write(Kind.NOTE, use, Note(text=text[:200]))


def _follow_all() -> None:
    """Have the rows repeat what the register says, where that changed."""
    known = dict(models.Use.objects.values_list("use", "state"))
    for name, use in all_uses().items():
        if known.get(name, use.state.value) != use.state.value:
            _follow(name)


@transaction.atomic
def _follow(use: str) -> None:
    row = models.Use.objects.filter(use=use).first()
    if row is not None:
        follow(held(row))


def _desk(by: str) -> Desk:
    return Desk(KnownStore(), holds(), timezone.now, by, _ledger)
