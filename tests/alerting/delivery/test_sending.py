# SPDX-License-Identifier: EUPL-1.2
"""Send, update, withdraw and resume against a controller that answers well and badly; a killed sender loses nothing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import nullcontext, suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.alerting.delivery.fake_bsc import FakeBsc, running
from tests.alerting.delivery.killed_senders import killed
from tests.alerting.delivery.lossy import LossyLink, MemoryStore
from tests.alerting.delivery.messages import THREE_CELLS, USE, Clock, desk, exercise, kinds, message
from weerbaar.alerting.delivery import (
    BscChannel,
    Delivery,
    Desk,
    FolderHolds,
    ForReal,
    HeldError,
    RehearsalChannel,
    SendingError,
    Watched,
    WrongPurposeError,
    bsc_channel,
    resume,
    send,
    status,
    update,
    watch,
    withdraw,
)
from weerbaar.alerting.delivery.ledger import deliveries
from weerbaar.alerting.register import Kind, State, fold

ALL_THREE = {(101, 1001), (101, 1002), (202, 2001)}


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


def results(delivery: Delivery) -> dict[str, str]:
    return {name: cell.result for name, cell in delivery.cells.items()}


def test_what_is_sent_is_written_before_and_after(at: Desk, channel: BscChannel[ForReal], bsc: FakeBsc) -> None:
    delivery = send(at, channel, message())

    assert kinds(at.store.events()) == [Kind.ORDERED, Kind.SENT, Kind.RECEIPT]
    assert results(delivery) == dict.fromkeys(THREE_CELLS, "taken")
    assert delivery.ended == "answered"
    assert bsc.air(4371, delivery.order.serial) == ALL_THREE
    assert bsc.writes()[0].broadcasts == 100


def test_receipts_end_in_the_entry_of_the_register(at: Desk, channel: BscChannel[ForReal], bsc: FakeBsc) -> None:
    bsc.unheard = {(202, 2001)}
    send(at, channel, message(cells=(*THREE_CELLS, "101-9999")))
    counts = fold(at.store.events())[USE].cells
    assert (counts.asked, counts.taken, counts.refused, counts.silent) == (4, 2, 1, 1)
    withdraw(at, channel, USE, "veilig")
    bsc.unheard = set()
    resume(at, {"noord": channel})
    assert fold(at.store.events())[USE].state in (State.CANCELLED, State.ENDED)


def test_one_cell_refuses_and_is_named_with_its_cause(at: Desk, channel: BscChannel[ForReal]) -> None:
    delivery = send(at, channel, message(cells=(*THREE_CELLS, "101-9999")))

    assert results(delivery) == {**dict.fromkeys(THREE_CELLS, "taken"), "101-9999": "refused"}
    assert delivery.cells["101-9999"].cause == "3: zendcel bestaat niet"


def test_lack_of_room_is_a_refusal_of_every_cell(at: Desk, channel: BscChannel[ForReal], bsc: FakeBsc) -> None:
    bsc.full = set(ALL_THREE)
    delivery = send(at, channel, message())

    assert set(results(delivery).values()) == {"refused"}
    assert delivery.cells["101-1001"].cause.startswith("6: ")
    assert not delivery.active(at.clock())


def test_silence_is_written_as_silence(at: Desk, channel: BscChannel[ForReal], bsc: FakeBsc) -> None:
    bsc.mute = True
    delivery = send(at, channel, message())

    assert delivery.ended == "timeout"
    assert set(results(delivery).values()) == {"silent"}
    assert delivery.active(at.clock())


def test_a_cell_that_is_left_out_of_the_answer_is_silent(at: Desk, channel: BscChannel[ForReal], bsc: FakeBsc) -> None:
    bsc.unheard = {(202, 2001)}
    assert results(send(at, channel, message())) == {"101-1001": "taken", "101-1002": "taken", "202-2001": "silent"}


def test_after_silence_the_controller_is_asked_and_not_sent_to_again(
    at: Desk, channel: BscChannel[ForReal], bsc: FakeBsc
) -> None:
    bsc.mute = True
    send(at, channel, message())
    bsc.mute = False

    assert resume(at, {"noord": channel}) == (f"{USE}.1",)
    delivery = at.of_use(USE)[f"{USE}.1"]
    assert results(delivery) == dict.fromkeys(THREE_CELLS, "taken")
    assert len(bsc.writes()) == 1
    assert resume(at, {"noord": channel}) == ()


def test_what_never_arrived_is_sent_again_under_the_same_serial(
    at: Desk, channel: BscChannel[ForReal], bsc: FakeBsc
) -> None:
    clock = at.clock
    assert isinstance(clock, Clock)
    bsc.deaf = True
    send(at, channel, message())
    bsc.deaf = False
    clock.pass_by(10 * 16 * 1.883)
    resume(at, {"noord": channel})

    first, second = bsc.writes()
    assert (first.new_serial, first.broadcasts, second.new_serial, second.broadcasts) == (
        second.new_serial,
        100,
        first.new_serial,
        90,
    )
    assert bsc.air(4371, first.new_serial) == ALL_THREE
    assert set(bsc.starts.values()) == {1}
    assert at.of_use(USE)[f"{USE}.1"].attempts == 2


def test_what_is_over_is_not_sent_again(at: Desk, channel: BscChannel[ForReal], bsc: FakeBsc) -> None:
    clock = at.clock
    assert isinstance(clock, Clock)
    bsc.deaf = True
    send(at, channel, message(broadcasts=10))
    bsc.deaf = False
    clock.pass_by(10 * 16 * 1.883 + 1)
    resume(at, {"noord": channel})

    assert len(bsc.writes()) == 1
    assert bsc.air(4371, bsc.writes()[0].new_serial) == set()


def test_asking_twice_sends_once(at: Desk, channel: BscChannel[ForReal], bsc: FakeBsc) -> None:
    first = send(at, channel, message())
    second = send(at, channel, message())

    assert first.order.id == second.order.id
    assert len(bsc.writes()) == 1


def test_answers_that_come_twice_are_written_once(at: Desk, channel: BscChannel[ForReal], bsc: FakeBsc) -> None:
    bsc.twice = True
    send(at, channel, message())
    status(at, channel, USE)
    status(at, channel, USE)

    assert kinds(at.store.events()).count(Kind.RECEIPT) == 1


def test_a_connection_that_breaks_before_the_answer_is_not_taken_for_a_refusal(
    at: Desk, channel: BscChannel[ForReal], bsc: FakeBsc
) -> None:
    bsc.hang_up_after = True
    assert send(at, channel, message()).ended == "disconnected"
    bsc.hang_up_after = False
    resume(at, {"noord": channel})

    assert len(bsc.writes()) == 1
    assert results(at.of_use(USE)[f"{USE}.1"]) == dict.fromkeys(THREE_CELLS, "taken")


def test_another_text_replaces_the_first_and_its_broadcasts_are_counted(
    at: Desk, channel: BscChannel[ForReal], bsc: FakeBsc
) -> None:
    first = send(at, channel, message())
    bsc.counts.update({(place, (4371, first.order.serial)): 7 for place in ALL_THREE})
    second = update(at, channel, message("NL-Alert: het vuur is uit."), first.order.id)

    assert second.order.serial == first.order.serial + 1
    assert bsc.air(4371, second.order.serial) == ALL_THREE
    assert bsc.air(4371, first.order.serial) == set()
    assert at.of_use(USE)[first.order.id].counted == dict.fromkeys(THREE_CELLS, 7)
    assert not at.of_use(USE)[first.order.id].active(at.clock())


def test_an_update_that_is_refused_leaves_the_first_to_be_withdrawn(
    at: Desk, channel: BscChannel[ForReal], bsc: FakeBsc
) -> None:
    first = send(at, channel, message())
    bsc.full = set(ALL_THREE)
    update(at, channel, message("NL-Alert: het vuur is uit."), first.order.id)
    assert bsc.air(4371, first.order.serial) == ALL_THREE

    withdraw(at, channel, USE, "vals alarm")
    assert bsc.air(4371, first.order.serial) == set()
    assert at.store.events()[-1].kind is Kind.ENDED


def test_a_cell_that_lost_the_first_gets_the_update_all_the_same(
    at: Desk, channel: BscChannel[ForReal], bsc: FakeBsc
) -> None:
    first = send(at, channel, message())
    bsc.on_air[101, 1002].clear()
    second = update(at, channel, message("NL-Alert: het vuur is uit."), first.order.id)

    assert results(second) == dict.fromkeys(THREE_CELLS, "taken")
    assert bsc.air(4371, second.order.serial) == ALL_THREE


def test_another_area_keeps_the_serial_and_touches_only_what_changes(
    at: Desk, channel: BscChannel[ForReal], bsc: FakeBsc
) -> None:
    first = send(at, channel, message(cells=("101-1001", "101-1002")))
    second = update(at, channel, message(cells=("101-1002", "202-2001")), first.order.id)

    assert second.order.serial == first.order.serial
    assert bsc.air(4371, first.order.serial) == {(101, 1002), (202, 2001)}
    assert bsc.starts[(101, 1002), (4371, first.order.serial)] == 1
    withdraw(at, channel, USE, "veilig")
    assert bsc.air(4371, first.order.serial) == set()


def test_other_times_start_anew_under_the_same_serial(at: Desk, channel: BscChannel[ForReal], bsc: FakeBsc) -> None:
    first = send(at, channel, message())
    second = update(at, channel, message(period=32, broadcasts=50), first.order.id)

    assert second.order.serial == first.order.serial
    assert [(w.repetition_period, w.broadcasts) for w in bsc.writes()] == [(16, 100), (32, 50)]
    assert bsc.air(4371, first.order.serial) == ALL_THREE


def test_what_is_not_on_the_air_cannot_be_updated(at: Desk, channel: BscChannel[ForReal]) -> None:
    first = send(at, channel, message())
    withdraw(at, channel, USE, "veilig")
    with pytest.raises(SendingError, match="not \\(any more\\) on the air"):
        update(at, channel, message("NL-Alert: anders."), first.order.id)


def test_a_withdrawal_is_proven_cell_by_cell(at: Desk, channel: BscChannel[ForReal], bsc: FakeBsc) -> None:
    first = send(at, channel, message())
    bsc.counts.update({(place, (4371, first.order.serial)): 12 for place in ALL_THREE})
    (delivery,) = withdraw(at, channel, USE, "veilig")

    assert {name: (stop.result, stop.broadcasts) for name, stop in delivery.stopped.items()} == dict.fromkeys(
        THREE_CELLS, ("stopped", 12)
    )
    assert kinds(at.store.events())[-4:] == [Kind.CANCEL_ORDERED, Kind.CANCEL_SENT, Kind.CANCEL_RECEIPT, Kind.ENDED]
    assert bsc.air(4371, first.order.serial) == set()


def test_a_withdrawal_without_answer_is_repeated_and_proven(
    at: Desk, channel: BscChannel[ForReal], bsc: FakeBsc
) -> None:
    send(at, channel, message())
    bsc.mute = True
    (unproven,) = withdraw(at, channel, USE, "veilig")
    assert {stop.result for stop in unproven.stopped.values()} == {"silent"}
    assert Kind.ENDED not in kinds(at.store.events())
    bsc.mute = False
    resume(at, {"noord": channel})

    # It had stopped the first time; that the message is not known there any more is the proof.
    assert {stop.result for stop in at.of_use(USE)[f"{USE}.1"].stopped.values()} == {"stopped"}
    assert at.store.events()[-1].kind is Kind.ENDED


def test_a_part_of_the_cells_can_stop(at: Desk, channel: BscChannel[ForReal], bsc: FakeBsc) -> None:
    first = send(at, channel, message())
    (delivery,) = withdraw(at, channel, USE, "kleiner gebied", ("202-2001",))

    assert delivery.standing == ("101-1001", "101-1002")
    assert bsc.air(4371, first.order.serial) == {(101, 1001), (101, 1002)}
    assert Kind.ENDED not in kinds(at.store.events())


def test_the_whole_network_is_asked_and_its_cells_become_known(
    at: Desk, channel: BscChannel[ForReal], bsc: FakeBsc
) -> None:
    delivery = send(at, channel, message(cells=()))
    assert results(delivery) == {
        "204-08-101-1001": "taken",
        "204-08-101-1002": "taken",
        "204-08-202-2001": "taken",
    }
    withdraw(at, channel, USE, "veilig")
    assert bsc.air(4371, delivery.order.serial) == set()


def test_counts_are_written_when_they_grow_and_hearing_it_once(
    at: Desk, channel: BscChannel[ForReal], bsc: FakeBsc
) -> None:
    first = send(at, channel, message())
    status(at, channel, USE)
    bsc.counts[(101, 1001), (4371, first.order.serial)] = 3
    status(at, channel, USE)
    bsc.counts[(101, 1001), (4371, first.order.serial)] = 4
    (delivery,) = status(at, channel, USE)

    assert delivery.counted["101-1001"] == 4
    assert kinds(at.store.events()).count(Kind.ON_AIR) == 1


def test_two_at_once_send_once(tmp_path: Path, bsc: FakeBsc) -> None:
    bsc.late_s = 0.05

    def sender() -> None:
        own = bsc_channel("noord", ForReal(), "127.0.0.1", bsc.port)
        try:
            send(desk(tmp_path), own, message())
        finally:
            own.close()

    threads = [threading.Thread(target=sender) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(bsc.writes()) == 1


def test_a_use_that_is_held_by_another_is_not_sent(at: Desk, channel: BscChannel[ForReal], tmp_path: Path) -> None:
    impatient = Desk(at.store, FolderHolds(tmp_path / "holds", 0.05), at.clock, "meldkamer")
    with at.holds(USE), pytest.raises(HeldError):
        send(impatient, channel, message())
    assert at.store.events() == ()


def test_an_exercise_does_not_reach_a_real_channel(at: Desk, channel: BscChannel[ForReal], bsc: FakeBsc) -> None:
    with pytest.raises(WrongPurposeError):
        send(at, channel, exercise())  # type: ignore[misc]
    assert at.store.events() == ()
    assert bsc.writes() == []


def test_an_exercise_that_is_resumed_does_not_reach_a_real_channel_of_the_same_name(
    at: Desk, channel: BscChannel[ForReal], bsc: FakeBsc
) -> None:
    rehearsal = RehearsalChannel("noord", THREE_CELLS, at.clock, silent=1.0)
    send(at, rehearsal, exercise())
    with pytest.raises(WrongPurposeError):
        resume(at, {"noord": channel})
    assert bsc.asked == []


def test_an_exercise_that_must_not_be_resumed_holds_up_no_other(
    at: Desk, channel: BscChannel[ForReal], bsc: FakeBsc
) -> None:
    send(at, RehearsalChannel("noord", THREE_CELLS, at.clock, silent=1.0), exercise())
    bsc.mute = True
    send(at, channel, message())
    bsc.mute = False
    with pytest.raises(WrongPurposeError):
        resume(at, {"noord": channel})
    assert results(at.of_use(USE)[f"{USE}.1"]) == dict.fromkeys(THREE_CELLS, "taken")
    assert watch(at, [Watched(channel, frozenset({"noord"}))]).resent == ()
    assert {write.message_identifier for write in bsc.writes()} == {4371}


def test_a_use_that_somebody_else_holds_holds_up_no_other(
    at: Desk, channel: BscChannel[ForReal], bsc: FakeBsc, tmp_path: Path
) -> None:
    bsc.mute = True
    send(at, channel, message())
    send(at, channel, message("Brand in Weert.", use="andere"))
    bsc.mute = False
    impatient = Desk(at.store, FolderHolds(tmp_path / "holds", 0.05), at.clock, "meldkamer")
    with at.holds(USE), pytest.raises(HeldError):
        resume(impatient, {"noord": channel})
    assert set(results(at.of_use("andere")["andere.1"]).values()) == {"taken"}
    assert set(results(at.of_use(USE)[f"{USE}.1"]).values()) == {"silent"}


@pytest.mark.parametrize("what", ["send", "update", "withdraw"])
def test_a_sender_that_is_killed_at_any_step_loses_nothing_and_repeats_nothing(
    what: str, tmp_path: Path, bsc: FakeBsc
) -> None:
    step = 0
    while True:
        folder = tmp_path / str(step)
        bsc.on_air.clear()
        bsc.starts.clear()
        at = desk(folder)
        channel = bsc_channel("noord", ForReal(), "127.0.0.1", bsc.port)
        try:
            if what != "send":
                send(at, channel, message())
            channel.close()
            steps = killed(folder, bsc.port, what, step)
            channel = bsc_channel("noord", ForReal(), "127.0.0.1", bsc.port)
            resume(at, {"noord": channel})
            # Whoever was at it asks again: what was not even ordered is done now, and nothing else.
            if what == "send":
                send(at, channel, message())
            elif what == "update" and f"{USE}.2" not in at.of_use(USE):
                update(at, channel, message("NL-Alert: het vuur is uit."), f"{USE}.1")
            elif what == "withdraw":
                withdraw(at, channel, USE, "veilig")
        finally:
            channel.close()
        assert set(bsc.starts.values()) == {1}, f"step {step}"
        if what == "withdraw":
            assert not any(bsc.on_air.values()), f"step {step}"
            assert kinds(at.store.events()).count(Kind.ENDED) == 1
        else:
            last = list(deliveries(at.store.events()).values())[-1]
            assert {p for p, numbers in bsc.on_air.items() if numbers == {(4371, last.order.serial)}} == ALL_THREE
            assert {name: cell.result for name, cell in last.cells.items()} == dict.fromkeys(THREE_CELLS, "taken")
        if steps is not None:
            assert step >= steps > 6
            break
        step += 1


@given(
    st.lists(st.sampled_from(["fine", "request lost", "answer lost"]), max_size=12),
    st.lists(st.sampled_from(["send", "resume", "update text", "update area", "withdraw"]), min_size=1, max_size=6),
)
def test_whatever_is_lost_on_the_way_every_cell_starts_each_message_once(luck: list[str], steps: list[str]) -> None:
    bsc = FakeBsc()
    channel = BscChannel("noord", ForReal(), LossyLink(bsc, iter(luck)))
    at = Desk(MemoryStore(), lambda _: nullcontext(), Clock(), "meldkamer")
    south = message("NL-Alert: anders.", ("202-2001", "101-1001"))
    for step in steps:
        last = next(reversed(at.of_use(USE)), "")
        with suppress(SendingError):
            if step == "send" and not at.of_use(USE):
                send(at, channel, message())
            elif step == "resume":
                resume(at, {"noord": channel})
            elif step == "update text":
                update(at, channel, south, last)
            elif step == "update area":
                update(at, channel, message(cells=("101-1001",)), last)
            elif step == "withdraw":
                withdraw(at, channel, USE, "veilig")
    for _ in range(len(luck) + 2):
        resume(at, {"noord": channel})

    assert set(bsc.starts.values()) <= {1}
    known = list(at.of_use(USE).values())
    expected = {
        (name, delivery.order.serial) for delivery in known if delivery.active(at.clock()) for name in delivery.standing
    }
    on_air = {(f"{lac}-{ci}", serial) for (lac, ci), numbers in bsc.on_air.items() for _, serial in numbers}
    assert on_air == expected
    assert not any(delivery.open_cells or delivery.under_way for delivery in known if delivery.active(at.clock()))
