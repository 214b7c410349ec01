# SPDX-License-Identifier: EUPL-1.2
"""What is asked for is sent once, also when the process dies between the order and its receipt."""

from __future__ import annotations

import subprocess
import sys
import threading
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import OperationalError
from django.utils import timezone

from tests.workbench.alerts.offered import approve, asked_by, hash_of, offered, rehearsal
from weerbaar.alerting.delivery import HeldError, Outcome, RehearsalChannel
from weerbaar.alerting.register import Kind, State
from weerbaar.base import Text
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.alerts import delivery_verbs, desk, supply_verbs
from weerbaar.workbench.alerts.models import Event, Use
from weerbaar.workbench.alerts.uses import register_use

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folder")]


def _sent(officer: User, approver: User, name: str = "VR20-1", **values: Any) -> Use:
    row = offered(officer, name, **values)
    approve(row, approver)
    delivery_verbs.send(asked_by(officer), row, channels=["oefennet"], draft=hash_of(row))
    return row


def _kinds(use: str) -> list[str]:
    return list(Event.objects.filter(use=use).values_list("kind", flat=True))


def test_sent_with_a_receipt_of_every_cell(officer: User, approver: User) -> None:
    rehearsal(refusing=0.2, silent=0.1)
    row = _sent(officer, approver)
    assert desk.deliver_wanted() == 1
    use = register_use(row.use)
    assert (use.cells.asked, use.cells.taken + use.cells.refused + use.cells.silent) == (None, 30)
    assert use.cells.taken > 0 < use.cells.refused
    assert use.state is State.PARTLY_REFUSED
    assert use.orders[0].order.draft == hash_of(row)
    row.refresh_from_db()
    assert (row.wanted, row.state) == ("", "partly_refused")
    assert desk.deliver_wanted() == 0


def test_asked_twice_is_sent_once(officer: User, approver: User) -> None:
    rehearsal()
    row = _sent(officer, approver)
    desk.deliver_wanted()
    delivery_verbs.send(asked_by(officer), row, channels=["oefennet"], draft=hash_of(row))
    desk.deliver_wanted()
    assert _kinds(row.use).count("ordered") == 1


class _DiesError(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("reached", [False, True])
def test_a_death_between_order_and_receipt_neither_loses_nor_repeats(
    officer: User, approver: User, monkeypatch: pytest.MonkeyPatch, reached: bool
) -> None:
    rehearsal()
    row = _sent(officer, approver)
    real = RehearsalChannel.deliver
    delivered: list[int] = []

    def dies(self: RehearsalChannel, order: Any) -> Outcome:
        if reached:
            delivered.append(order.serial)
            real(self, order)
        raise _DiesError

    monkeypatch.setattr(RehearsalChannel, "deliver", dies)
    with pytest.raises(_DiesError):
        desk.deliver_wanted()
    assert _kinds(row.use)[-1] == "ordered"
    assert register_use(row.use).state is State.SENDING

    def counts(self: RehearsalChannel, order: Any) -> Outcome:
        delivered.append(order.serial)
        return real(self, order)

    monkeypatch.setattr(RehearsalChannel, "deliver", counts)
    assert desk.pick_up() == ("VR20-1.1",)
    desk.deliver_wanted()
    assert len(delivered) == 1
    assert register_use(row.use).state is State.ON_AIR
    assert register_use(row.use).cells.taken == 30
    assert Use.objects.get().wanted == ""


def test_the_desk_is_free_when_its_process_was_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "connection", SimpleNamespace(vendor="sqlite"))
    program = (
        "import sys, os, signal\nfrom pathlib import Path\nfrom weerbaar.alerting.delivery import FolderHolds\n"
        "with FolderHolds(Path(sys.argv[1]), 0.0)('.desk'):\n"
        "    print('held', flush=True)\n    sys.stdin.readline()\n    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    folder = tmp_path / "alerts" / "holds"
    other = subprocess.Popen(
        [sys.executable, "-c", program, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert other.stdout is not None
    assert other.stdin is not None
    with other:
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(HeldError), desk.holds(0.0)(".desk"):
            pass
        other.stdin.write(b"\n")
        other.stdin.close()
        other.wait(30)
    with desk.holds(0.0)(".desk"):
        pass


def test_a_lock_of_the_database_keeps_others_off_and_is_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "connection", SimpleNamespace(vendor="postgresql"))
    taken: set[int] = set()

    def asked(question: str, key: int) -> bool:
        if "unlock" in question:
            taken.remove(key)
            return True
        assert -(2**63) <= key < 2**63
        free = key not in taken
        taken.add(key)
        return free

    monkeypatch.setattr(desk, "_asked", asked)
    with desk.holds(0.0)("VR20-1"), desk.holds(0.0)("VR20-2"):
        assert len(taken) == 2
        with pytest.raises(HeldError), desk.holds(0.0)("VR20-1"):
            pass
    assert not taken


def test_withdrawn_with_proof_per_cell(officer: User, approver: User) -> None:
    rehearsal()
    row = _sent(officer, approver)
    desk.deliver_wanted()
    delivery_verbs.cancel(asked_by(officer), row, reason="vals alarm")
    assert desk.deliver_wanted() == 1
    use = register_use(row.use)
    assert use.orders[0].withdrawn
    assert {cell.cancelled for cell in use.orders[0].cells.values()} == {"stopped"}
    assert use.state is State.ENDED
    assert Use.objects.get().state == "ended"


def test_a_withdrawal_that_not_every_cell_proves(officer: User, approver: User, manager: User) -> None:
    channel = rehearsal(silent=0.3)
    channel.network = supply_verbs.make_up(asked_by(manager), cells=30_000, seed=4)
    channel.save()
    row = _sent(officer, approver)
    desk.deliver_wanted()
    assert register_use(row.use).cells.silent > 0
    delivery_verbs.cancel(asked_by(officer), row, reason="vals alarm")
    desk.deliver_wanted()
    assert register_use(row.use).state is State.CANCELLING
    assert Use.objects.get().state == "cancelling"


def test_withdrawn_before_it_was_sent_goes_nowhere(officer: User, approver: User) -> None:
    rehearsal()
    row = _sent(officer, approver)
    delivery_verbs.cancel(asked_by(officer), row, reason="vals alarm")
    desk.deliver_wanted()
    assert "ordered" not in _kinds(row.use)


def test_withdrawn_while_another_was_being_sent_goes_nowhere(
    officer: User, approver: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    rehearsal()
    _sent(officer, approver)
    second = _sent(officer, approver, "VR20-2")
    real = desk._send

    def slowly(there: Any, ways: Any, row: Use) -> None:
        real(there, ways, row)
        delivery_verbs.cancel(asked_by(officer), second, reason="vals alarm")

    monkeypatch.setattr(desk, "_send", slowly)
    assert desk.deliver_wanted() == 2
    assert "ordered" not in _kinds(second.use)
    assert Use.objects.get(pk=second.pk).wanted == ""


def test_an_update_ends_what_it_replaces(officer: User, approver: User) -> None:
    rehearsal()
    first = _sent(officer, approver)
    desk.deliver_wanted()
    second = _sent(officer, approver, "VR20-2", replaces="VR20-1", texts=Text(nl="OEFENING NL-Alert: rook weg."))
    desk.deliver_wanted()
    assert register_use(second.use).state is State.ON_AIR
    assert register_use(first.use).state is State.ENDED
    assert {row.use: row.state for row in Use.objects.all()} == {"VR20-1": "ended", "VR20-2": "on_air"}


def test_a_channel_that_is_gone_is_told(officer: User, approver: User) -> None:
    channel = rehearsal()
    row = _sent(officer, approver)
    channel.change(1, active=False)
    desk.deliver_wanted()
    last = Event.objects.filter(use=row.use).last()
    assert last is not None
    assert last.kind == Kind.NOTE
    assert "niet in gebruik" in last.content
    assert Use.objects.get().wanted == ""


def test_a_round_asks_how_it_stands_and_ends_what_is_over(officer: User, approver: User) -> None:
    rehearsal()
    row = _sent(officer, approver, expires=timezone.now() + timedelta(seconds=70))
    desk.deliver_wanted()
    assert desk.go_round(timezone.now() + timedelta(seconds=25))
    assert "status" in _kinds(row.use)
    assert not desk.go_round(timezone.now() + timedelta(seconds=25))


def test_one_use_that_fails_does_not_hold_up_another(
    officer: User, approver: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    rehearsal()
    bad, good = _sent(officer, approver), _sent(officer, approver, "VR20-2")
    real = desk._send

    def fails(there: Any, ways: Any, row: Use) -> None:
        if row.use == bad.use:
            raise RuntimeError
        real(there, ways, row)

    monkeypatch.setattr(desk, "_send", fails)
    assert desk.deliver_wanted() == 1
    assert register_use(good.use).state is State.ON_AIR
    assert Use.objects.get(use=bad.use).wanted == "send"


@pytest.mark.django_db(transaction=True)
def test_the_thread_sends_and_stops(officer: User, approver: User) -> None:
    rehearsal()
    done = threading.Event()
    real = desk.publishing.publish_now

    def published() -> tuple[str, ...]:
        found = real()
        if register_use("VR20-1").orders:
            done.set()
        return found

    desk.publishing.publish_now = published  # type: ignore[assignment]
    try:
        _sent(officer, approver)
        thread = desk.start_desk()
        assert desk.start_desk() is thread
        assert done.wait(60)
    finally:
        desk.stop_desk()
        desk.publishing.publish_now = real
    assert not thread.is_alive()
    assert register_use("VR20-1").state is State.ON_AIR


def test_what_the_first_pages_need_is_read_once_beside_the_desk(manager: User, monkeypatch: pytest.MonkeyPatch) -> None:
    supply = supply_verbs.make_up(asked_by(manager), cells=300, seed=4)
    read: list[str] = []
    monkeypatch.setattr(desk.facts, "borders_now", lambda: read.append("borders"))
    monkeypatch.setattr(desk, "all_uses", lambda: read.append("register"))
    desk.read_ahead.cache_clear()
    for _ in range(2):
        desk.read_ahead()
    assert read == ["borders", "register"]
    assert (desk.facts.SupplyKind.NETWORK, supply.sha256) in desk.facts._files._found


def test_the_thread_that_waits_for_the_desk_outlives_a_database_that_is_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rests: list[str] = []

    def taken() -> AbstractContextManager[None]:
        raise HeldError(Text(nl="Een ander heeft de balie."))

    def away() -> None:
        raise OperationalError

    def rest() -> None:
        rests.append("rest")
        if len(rests) == 2:
            desk._ending.set()

    monkeypatch.setattr(desk, "_the_desk", taken)
    monkeypatch.setattr(desk, "read_ahead", away)
    monkeypatch.setattr(desk, "_rest", rest)
    monkeypatch.setattr(desk, "close_old_connections", lambda: None)
    try:
        desk._run()
    finally:
        desk._ending.clear()
    assert rests == ["rest", "rest"]
