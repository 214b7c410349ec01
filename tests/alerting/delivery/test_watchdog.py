# SPDX-License-Identifier: EUPL-1.2
"""A controller that was away, came late or started anew has what it should have after one round of the watch."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.alerting.delivery.fake_bsc import FakeBsc, running
from tests.alerting.delivery.messages import THREE_CELLS, USE, Clock, desk, kinds, message
from weerbaar.alerting.delivery import BscChannel, Desk, ForReal, Watched, bsc_channel, send, watch, withdraw
from weerbaar.alerting.delivery.watchdog import last_known
from weerbaar.alerting.register import Kind


@pytest.fixture
def bsc() -> Iterator[FakeBsc]:
    with running(FakeBsc()) as found:
        yield found


@pytest.fixture
def channel(bsc: FakeBsc) -> Iterator[BscChannel[ForReal]]:
    found = bsc_channel("noord", ForReal(), "127.0.0.1", bsc.port, answer_s=0.3)
    yield found
    found.close()


@pytest.fixture
def at(tmp_path: Path) -> Desk:
    return desk(tmp_path)


@pytest.fixture
def watched(channel: BscChannel[ForReal]) -> list[Watched]:
    return [Watched(channel, frozenset({"noord"}))]


def test_a_quiet_round_writes_nothing(at: Desk, channel: BscChannel[ForReal], watched: list[Watched]) -> None:
    assert watch(at, watched).changed == (("noord", "noord", "found"),)
    send(at, channel, message())
    assert watch(at, watched).changed == ()
    before = len(at.store.events())
    assert watch(at, watched).changed == ()
    assert len(at.store.events()) == before


def test_after_a_restart_the_rest_is_sent_again(
    at: Desk, bsc: FakeBsc, channel: BscChannel[ForReal], watched: list[Watched]
) -> None:
    clock = at.clock
    assert isinstance(clock, Clock)
    watch(at, watched)
    sent = send(at, channel, message())
    clock.pass_by(25 * 16 * 1.883)
    bsc.restart()
    found = watch(at, watched)

    assert found.changed == (("noord", "noord", "restarted"),)
    assert found.resent == ((USE, THREE_CELLS),)
    first, second = bsc.writes()
    assert (second.new_serial, second.broadcasts) == (first.new_serial, 75)
    assert len(bsc.air(4371, sent.order.serial)) == 3
    assert watch(at, watched).resent == ()


def test_one_cell_that_lost_it_gets_it_and_the_others_do_not(
    at: Desk, bsc: FakeBsc, channel: BscChannel[ForReal], watched: list[Watched]
) -> None:
    sent = send(at, channel, message())
    bsc.on_air[101, 1002].clear()
    assert watch(at, watched).resent == ((USE, ("101-1002",)),)
    assert bsc.starts[(101, 1001), (4371, sent.order.serial)] == 1


def test_a_reconnection_alone_repeats_nothing(
    at: Desk, bsc: FakeBsc, channel: BscChannel[ForReal], watched: list[Watched]
) -> None:
    send(at, channel, message())
    bsc.hang_up()
    assert watch(at, watched).resent == ()
    assert len(bsc.writes()) == 1


def test_what_is_withdrawn_replaced_or_over_does_not_come_back(
    at: Desk, bsc: FakeBsc, channel: BscChannel[ForReal], watched: list[Watched]
) -> None:
    clock = at.clock
    assert isinstance(clock, Clock)
    send(at, channel, message())
    withdraw(at, channel, USE, "veilig")
    send(at, channel, message("NL-Alert: kort.", use="kort", broadcasts=5))
    clock.pass_by(5 * 16 * 1.883 + 1)
    bsc.restart()
    found = watch(at, watched)
    assert (found.resent, found.ended) == ((), ("kort",))
    assert len(bsc.writes()) == 2
    assert watch(at, watched).ended == ()


def test_a_withdrawal_that_nobody_confirmed_is_not_undone(
    at: Desk, bsc: FakeBsc, channel: BscChannel[ForReal], watched: list[Watched]
) -> None:
    sent = send(at, channel, message())
    bsc.mute = True
    withdraw(at, channel, USE, "veilig")
    bsc.mute = False
    bsc.restart()
    assert watch(at, watched).resent == ()
    assert bsc.air(4371, sent.order.serial) == set()


def test_who_is_away_is_missing_and_noted_once(tmp_path: Path) -> None:
    at = desk(tmp_path)
    nobody = bsc_channel("noord", ForReal(), "127.0.0.1", 1)
    watched = [Watched(nobody, frozenset({"noord"}))]
    assert watch(at, watched).missing == (("noord", "noord"),)
    assert watch(at, watched).changed == ()
    assert kinds(at.store.events()) == [Kind.PEER]
    assert last_known(at.store.events()) == {("noord", "noord"): "lost"}


def test_a_use_that_nobody_took_is_not_ended_by_the_clock(
    at: Desk, bsc: FakeBsc, channel: BscChannel[ForReal], watched: list[Watched]
) -> None:
    clock = at.clock
    assert isinstance(clock, Clock)
    bsc.full = {(101, 1001), (101, 1002), (202, 2001)}
    send(at, channel, message(broadcasts=5))
    clock.pass_by(3600)
    assert watch(at, watched).ended == ()
