# SPDX-License-Identifier: EUPL-1.2
"""The public catalogue of tests for a Cell Broadcast Centre (cbctest, LTE list), case by case, on the 2G side.

What the catalogue asks of a 4G core with tracking areas and eNBs is asked here of a controller with cells. Cases about
elements that only SBc-AP has are listed with the reason why they do not apply; every case is either here or there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.alerting.delivery.fake_bsc import FakeBsc, running
from tests.alerting.delivery.messages import THREE_CELLS, USE, Clock, desk, kinds, message
from weerbaar.alerting.broadcast import BroadcastKind, Cause, CellFailure, CellId, Failure, Restart, WriteReplace
from weerbaar.alerting.delivery import (
    BscChannel,
    Desk,
    ForReal,
    OrderError,
    Watched,
    bsc_channel,
    resume,
    send,
    update,
    watch,
    withdraw,
)
from weerbaar.alerting.register import Kind

LOCAL, ADDITIONAL = (4371,), (4384,)
HOW_MANY = {
    "START": 13,
    "STOP": 9,
    "UPDATE": 12,
    "CONCURRENCY": 6,
    "FAILRESTART": 5,
    "ERROR": 9,
    "TIMEOUT": 2,
}
_INDICATION = "asks for indications, which CBSP does not have; a status query gives the same proof (test_sending)"
_NO_INDICATION = "is about an indication of SBc-AP, which CBSP does not have"
NOT_APPLICABLE = {
    **dict.fromkeys(("START-3", "START-4"), _INDICATION),
    "START-13": "is about a pool of MMEs; a controller is the only way to its cells",
    **dict.fromkeys(("STOP-3", "STOP-4", "STOP-7", "STOP-8"), _INDICATION),
    **dict.fromkeys(("UPDATE-3", "UPDATE-4", "UPDATE-7", "UPDATE-8", "UPDATE-11", "UPDATE-12"), _INDICATION),
    **dict.fromkeys(("ERROR-3", "ERROR-4", "ERROR-8", "ERROR-9"), _NO_INDICATION),
}
NORTH, SOUTH = {(101, 1001), (101, 1002)}, {(202, 2001)}


@pytest.fixture
def bsc() -> Iterator[FakeBsc]:
    with running(FakeBsc()) as found:
        yield found


@pytest.fixture
def channel(bsc: FakeBsc) -> Iterator[BscChannel[ForReal]]:
    found = bsc_channel("noord", ForReal(), "127.0.0.1", bsc.port, answer_s=0.2)
    yield found
    found.close()


@pytest.fixture
def at(tmp_path: Path) -> Desk:
    return desk(tmp_path)


def test_every_case_of_the_catalogue_is_tested_or_explained() -> None:
    source = Path(__file__).read_text(encoding="utf-8")
    tested: set[str] = set()
    for family, numbers in re.findall(r"^def test_([a-z]+)((?:_\d+)+)_", source, re.MULTILINE):
        tested |= {f"{family.upper()}-{number}" for number in numbers.strip("_").split("_")}
    every = {f"{family}-{number}" for family, count in HOW_MANY.items() for number in range(1, count + 1)}
    assert len(every) == 56
    assert tested | NOT_APPLICABLE.keys() == every
    assert not tested & NOT_APPLICABLE.keys()


@pytest.mark.parametrize("identifiers", [LOCAL, ADDITIONAL])
def test_start_1_2_alert_in_a_language(
    identifiers: tuple[int, ...], at: Desk, channel: BscChannel[ForReal], bsc: FakeBsc
) -> None:
    sent = send(at, channel, message(identifiers=identifiers))
    (write,) = bsc.writes()
    assert (write.message_identifier, write.new_serial >> 14, write.new_serial & 15) == (identifiers[0], 1, 0)
    assert (write.old_serial, write.repetition_period, write.broadcasts) == (None, 16, 100)
    assert bsc.air(identifiers[0], sent.order.serial) == NORTH | SOUTH


def test_start_5_two_alerts_of_one_level_and_language_differ_in_code(
    at: Desk, channel: BscChannel[ForReal], bsc: FakeBsc
) -> None:
    first = send(at, channel, message(identifiers=LOCAL))
    second = send(at, channel, message("NL-Alert: iets anders.", identifiers=LOCAL, use="use-2"))
    assert first.order.identifier == second.order.identifier
    assert first.order.serial >> 4 != second.order.serial >> 4
    assert bsc.air(4371, first.order.serial) == bsc.air(4371, second.order.serial) == NORTH | SOUTH


@pytest.mark.parametrize("identifiers", [LOCAL, ADDITIONAL])
def test_start_6_7_global_alert(
    identifiers: tuple[int, ...], at: Desk, channel: BscChannel[ForReal], bsc: FakeBsc
) -> None:
    sent = send(at, channel, message(cells=(), identifiers=identifiers))
    assert bsc.writes()[0].cells.cells == ()
    assert bsc.air(identifiers[0], sent.order.serial) == NORTH | SOUTH
    assert len(sent.cells) == 3


@pytest.mark.parametrize("known", [(), THREE_CELLS])
def test_start_8_9_unknown_place_alone_and_among_others(
    known: tuple[str, ...], at: Desk, channel: BscChannel[ForReal], bsc: FakeBsc
) -> None:
    sent = send(at, channel, message(cells=(*known, "999-9")))
    assert sent.cells["999-9"].result == "refused"
    assert {sent.cells[name].result for name in known} <= {"taken"}
    # It will not exist later either: nobody asks it again.
    resume(at, {"noord": channel})
    assert len(bsc.writes()) == 1


@pytest.mark.parametrize("failing", [SOUTH, NORTH])
def test_start_10_11_broadcast_failure_in_one_and_in_several(
    failing: set[tuple[int, int]], at: Desk, channel: BscChannel[ForReal], bsc: FakeBsc
) -> None:
    bsc.full = failing
    sent = send(at, channel, message())
    refused = {name for name, cell in sent.cells.items() if cell.result == "refused"}
    assert refused == {f"{lac}-{ci}" for lac, ci in failing}
    assert bsc.air(4371, sent.order.serial) == (NORTH | SOUTH) - failing


def test_start_12_answer_that_comes_too_late(at: Desk, channel: BscChannel[ForReal], bsc: FakeBsc) -> None:
    bsc.late_s = 0.3
    assert send(at, channel, message()).ended == "timeout"
    bsc.late_s = 0
    resume(at, {"noord": channel})
    assert {cell.result for cell in at.of_use(USE)[f"{USE}.1"].cells.values()} == {"taken"}
    assert len(bsc.writes()) == 1


@pytest.mark.parametrize("identifiers", [LOCAL, ADDITIONAL])
def test_stop_1_2_time_limited_alert(
    identifiers: tuple[int, ...], at: Desk, channel: BscChannel[ForReal], bsc: FakeBsc
) -> None:
    sent = send(at, channel, message(identifiers=identifiers))
    (stopped,) = withdraw(at, channel, USE, "veilig")
    assert bsc.air(identifiers[0], sent.order.serial) == set()
    assert {stop.result for stop in stopped.stopped.values()} == {"stopped"}


def test_stop_5_6_there_is_no_continuous_alert_to_stop() -> None:
    for identifiers in (LOCAL, ADDITIONAL):
        with pytest.raises(OrderError):
            message(identifiers=identifiers, broadcasts=0)


def test_stop_9_partial_stop(at: Desk, channel: BscChannel[ForReal], bsc: FakeBsc) -> None:
    sent = send(at, channel, message())
    withdraw(at, channel, USE, "kleiner gebied", ("202-2001",))
    assert bsc.air(4371, sent.order.serial) == NORTH
    assert len(bsc.writes()) == 1


@pytest.mark.parametrize("identifiers", [LOCAL, ADDITIONAL])
def test_update_1_2_another_text_gets_the_next_update_number(
    identifiers: tuple[int, ...], at: Desk, channel: BscChannel[ForReal], bsc: FakeBsc
) -> None:
    first = send(at, channel, message(identifiers=identifiers))
    second = update(at, channel, message("NL-Alert: anders.", identifiers=identifiers), first.order.id)
    assert bsc.writes()[1].old_serial == first.order.serial
    assert second.order.serial == first.order.serial + 1
    assert bsc.on_air[101, 1001] == {(identifiers[0], second.order.serial)}


@pytest.mark.parametrize("identifiers", [LOCAL, ADDITIONAL])
def test_update_5_6_another_area_starts_and_stops_where_it_changes(
    identifiers: tuple[int, ...], at: Desk, channel: BscChannel[ForReal], bsc: FakeBsc
) -> None:
    clock = at.clock
    assert isinstance(clock, Clock)
    first = send(at, channel, message(cells=("101-1001", "101-1002"), identifiers=identifiers))
    clock.pass_by(30 * 16 * 1.883)
    update(at, channel, message(cells=("101-1002", "202-2001"), identifiers=identifiers), first.order.id)
    assert bsc.air(identifiers[0], first.order.serial) == {(101, 1002), (202, 2001)}
    assert [(w.new_serial, len(w.cells.cells), w.broadcasts) for w in bsc.writes()] == [
        (first.order.serial, 2, 100),
        (first.order.serial, 1, 70),
    ]


@pytest.mark.parametrize("identifiers", [LOCAL, ADDITIONAL])
def test_update_9_10_other_times_keep_the_serial(
    identifiers: tuple[int, ...], at: Desk, channel: BscChannel[ForReal], bsc: FakeBsc
) -> None:
    first = send(at, channel, message(identifiers=identifiers))
    update(at, channel, message(identifiers=identifiers, period=32, broadcasts=20), first.order.id)
    assert [(w.new_serial, w.repetition_period, w.broadcasts) for w in bsc.writes()] == [
        (first.order.serial, 16, 100),
        (first.order.serial, 32, 20),
    ]
    assert bsc.air(identifiers[0], first.order.serial) == NORTH | SOUTH


def test_concurrency_1_2_two_alerts_and_one_of_them_stops(at: Desk, channel: BscChannel[ForReal], bsc: FakeBsc) -> None:
    first = send(at, channel, message())
    second = send(at, channel, message("NL-Alert: iets anders.", use="use-2"))
    withdraw(at, channel, USE, "veilig")
    assert bsc.air(4371, first.order.serial) == set()
    assert bsc.air(4371, second.order.serial) == NORTH | SOUTH


@pytest.mark.parametrize("english", [THREE_CELLS, ("202-2001",)])
def test_concurrency_3_4_two_languages_in_one_and_in_two_areas(
    english: tuple[str, ...], at: Desk, channel: BscChannel[ForReal], bsc: FakeBsc
) -> None:
    send(at, channel, message(identifiers=LOCAL))
    send(at, channel, message("NL-Alert: large fire.", english, identifiers=ADDITIONAL))
    assert {w.message_identifier: len(w.cells.cells) for w in bsc.writes()} == {4371: 3, 4384: len(english)}
    withdraw(at, channel, USE, "veilig")
    assert not any(bsc.on_air.values())


def test_concurrency_5_three_languages_start_and_stop_as_one(
    at: Desk, channel: BscChannel[ForReal], bsc: FakeBsc
) -> None:
    for text, identifiers in (("NL-Alert: brand.", LOCAL), ("Fire.", ADDITIONAL), ("Feuer.", ADDITIONAL)):
        send(at, channel, message(text, identifiers=identifiers))
    assert len(bsc.on_air[101, 1001]) == 3
    withdraw(at, channel, USE, "veilig")
    assert not any(bsc.on_air.values())


def test_concurrency_6_three_languages_stop_one_by_one(at: Desk, channel: BscChannel[ForReal], bsc: FakeBsc) -> None:
    texts = {"use-nl": ("NL-Alert: brand.", LOCAL), "use-en": ("Fire.", ADDITIONAL), "use-de": ("Feuer.", ADDITIONAL)}
    for use, (text, identifiers) in texts.items():
        send(at, channel, message(text, identifiers=identifiers, use=use))
    for left, use in zip((2, 1, 0), texts, strict=True):
        withdraw(at, channel, use, "veilig")
        assert len(bsc.on_air[101, 1001]) == left


@pytest.mark.parametrize("failing", [{(101, 1001)}, NORTH])
def test_failrestart_1_2_cells_that_fail_at_the_start_get_it_when_they_are_back(
    failing: set[tuple[int, int]], at: Desk, channel: BscChannel[ForReal], bsc: FakeBsc
) -> None:
    watched = [Watched(channel, frozenset({"noord"}))]
    watch(at, watched)
    bsc.full = failing
    sent = send(at, channel, message())
    bsc.full = set()
    bsc.say(Restart())
    assert watch(at, watched).resent == ((USE, tuple(f"{lac}-{ci}" for lac, ci in sorted(failing))),)
    assert bsc.air(4371, sent.order.serial) == NORTH | SOUTH


@pytest.mark.parametrize("uses", [1, 2])
def test_failrestart_3_5_cells_that_fail_later_are_noted_and_made_good_for_every_alert(
    uses: int, at: Desk, channel: BscChannel[ForReal], bsc: FakeBsc
) -> None:
    watched = [Watched(channel, frozenset({"noord"}))]
    for number in range(uses):
        send(at, channel, message(f"NL-Alert: bericht {number}.", use=f"use-{number}"))
    watch(at, watched)
    bsc.on_air[202, 2001].clear()
    bsc.full = SOUTH
    bsc.say(Failure((CellFailure(CellId("20408", 202, 2001), Cause.NOT_OPERATIONAL),), BroadcastKind.CBS))
    noted = watch(at, watched)
    assert ("noord", "noord", "lost") in noted.changed
    event = [e for e in at.store.events() if e.kind is Kind.PEER][-1]
    assert "204-08-202-2001 (cell broadcast is not operational)" in str(event.content["detail"])

    bsc.full = set()
    assert watch(at, watched).resent == tuple((f"use-{number}", ("202-2001",)) for number in range(uses))
    assert len(bsc.on_air[202, 2001]) == uses


def test_failrestart_4_a_failure_that_touches_no_alert_of_ours(
    at: Desk, channel: BscChannel[ForReal], bsc: FakeBsc
) -> None:
    watched = [Watched(channel, frozenset({"noord"}))]
    send(at, channel, message(cells=("101-1001",)))
    watch(at, watched)
    bsc.say(Failure((CellFailure(CellId("20408", 202, 2001), Cause.NOT_OPERATIONAL),)))
    noted = watch(at, watched)
    assert (noted.changed, noted.resent) == ((("noord", "noord", "lost"),), ())
    assert len(bsc.writes()) == 1


def test_error_1_2_a_request_that_is_not_understood(at: Desk, channel: BscChannel[ForReal], bsc: FakeBsc) -> None:
    bsc.error = Cause.PARAMETER_NOT_RECOGNISED
    sent = send(at, channel, message())
    assert (sent.ended, {cell.result for cell in sent.cells.values()}) == ("refused", {"silent"})
    (stopped,) = withdraw(at, channel, USE, "veilig")
    assert {stop.result for stop in stopped.stopped.values()} == {"silent"}
    assert Kind.ENDED not in kinds(at.store.events())


def test_error_5_a_failure_that_cannot_be_read_does_not_stop_the_next_message(
    at: Desk, channel: BscChannel[ForReal], bsc: FakeBsc
) -> None:
    channel.peers()
    assert bsc._connection is not None
    bsc._connection.sendall(b"\x14\x00\x00\x03\x09\x00\x09")
    assert {cell.result for cell in send(at, channel, message()).cells.values()} == {"taken"}


def test_error_6_7_an_answer_that_cannot_be_read_is_no_answer(
    at: Desk, channel: BscChannel[ForReal], bsc: FakeBsc
) -> None:
    bsc.raw = b"\x03\x00\x00\x09\x0e\x11\x13\x03\x40\x10\x09\x00\x09"
    sent = send(at, channel, message())
    assert {cell.result for cell in sent.cells.values()} == {"silent"}
    withdraw(at, channel, USE, "veilig")
    bsc.raw = b""
    resume(at, {"noord": channel})
    assert not any(bsc.on_air.values())
    assert len([m for m in bsc.asked if isinstance(m, WriteReplace)]) == 1


def test_timeout_1_no_answer_to_a_write(at: Desk, channel: BscChannel[ForReal], bsc: FakeBsc) -> None:
    bsc.deaf = True
    sent = send(at, channel, message())
    assert (sent.ended, bsc.air(4371, sent.order.serial)) == ("timeout", set())
    assert kinds(at.store.events()) == [Kind.ORDERED, Kind.SENT, Kind.RECEIPT]


def test_timeout_2_no_answer_to_a_stop(at: Desk, channel: BscChannel[ForReal], bsc: FakeBsc) -> None:
    sent = send(at, channel, message())
    bsc.deaf = True
    withdraw(at, channel, USE, "veilig")
    assert bsc.air(4371, sent.order.serial) == NORTH | SOUTH
    assert kinds(at.store.events())[-3:] == [Kind.CANCEL_ORDERED, Kind.CANCEL_SENT, Kind.CANCEL_RECEIPT]
    bsc.deaf = False
    resume(at, {"noord": channel})
    assert bsc.air(4371, sent.order.serial) == set()
    assert at.store.events()[-1].kind is Kind.ENDED
