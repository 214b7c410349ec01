# SPDX-License-Identifier: EUPL-1.2
"""What cells did with an order: partial answers, silence, duplicates, late and repeated answers, withdrawal."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.alerting.register.uses_told import Told, order, receipt
from weerbaar.alerting.register import (
    CancelOrdered,
    CancelReceipt,
    CellCancel,
    CellReceipt,
    Content,
    OrderState,
    Receipt,
    StatusReport,
    fold,
)
from weerbaar.alerting.register.orders import CellCounts, count_cells


def _orders(*contents: Content) -> tuple[OrderState, ...]:
    return fold(Told().say("u", *contents).events)["u"].orders


def test_a_cell_that_nothing_was_heard_of_is_pending_and_one_that_was_waited_for_in_vain_is_silent() -> None:
    (state,) = _orders(order(), receipt(c1="taken", c2="silent"))
    assert {name: cell.result for name, cell in state.cells.items()} == {"c1": "taken", "c2": "silent", "c3": "pending"}
    assert count_cells([state]) == CellCounts(asked=3, taken=1, refused=0, silent=1, pending=1)


def test_silence_does_not_undo_an_answer_and_an_answer_undoes_silence() -> None:
    (state,) = _orders(order(), receipt(c1="taken", c2="silent"), receipt(c1="silent", c2="taken", c3="refused"))
    assert [state.cells[c].result for c in ("c1", "c2", "c3")] == ["taken", "taken", "refused"]


def test_the_same_receipt_twice_counts_once() -> None:
    once, twice = _orders(order(), receipt(c1="taken")), _orders(order(), receipt(c1="taken"), receipt(c1="taken"))
    assert count_cells(once) == count_cells(twice)


def test_a_second_attempt_with_the_same_serial_is_the_same_message() -> None:
    (state,) = _orders(
        order("a"), receipt("a", c1="taken"), order("b", cells=("c2", "c3"), attempt=2), receipt("b", c2="taken")
    )
    assert state.ids == ("a", "b")
    assert count_cells([state]) == CellCounts(3, 2, 0, 0, 1)


def test_a_status_report_proves_a_cell_and_its_counter_only_goes_up() -> None:
    (state,) = _orders(
        order(),
        StatusReport(order="o1", cells={"c1": 5, "c2": None, "c3": 0}),
        StatusReport(order="o1", cells={"c1": 3}),
    )
    assert (state.cells["c1"].result, state.cells["c1"].broadcasts) == ("taken", 5)
    assert state.cells["c2"].result == "pending"
    assert (state.cells["c3"].result, state.cells["c3"].broadcasts) == ("pending", 0)
    assert state.on_air_at is not None


def test_a_withdrawal_is_proved_only_when_every_cell_that_may_have_had_it_stopped() -> None:
    sent = (order(), receipt(c1="taken", c2="taken", c3="refused"), CancelOrdered(order="o1"))
    stopped = CellCancel(result="stopped", broadcasts=7)
    assert not _orders(*sent)[0].withdrawn
    assert not _orders(*sent, CancelReceipt(order="o1", cells={"c1": stopped}))[0].withdrawn
    silent = CellCancel(result="silent")
    assert not _orders(*sent, CancelReceipt(order="o1", cells={"c1": stopped, "c2": silent}))[0].withdrawn
    (state,) = _orders(*sent, CancelReceipt(order="o1", cells={"c1": stopped, "c2": stopped}))
    assert state.withdrawn
    assert state.cells["c1"].broadcasts == 7
    assert state.cancelled_at is not None


def test_some_cells_that_stop_leave_the_message_on_the_air_in_the_others() -> None:
    stopped = CancelReceipt(order="o1", cells={"c1": CellCancel(result="stopped")})
    told = (order(), receipt(c1="taken", c2="taken", c3="taken"), CancelOrdered(order="o1", cells=("c1",)), stopped)
    (state,) = _orders(*told)
    assert state.cancel_ordered_at is None
    assert not state.withdrawn
    assert state.cells["c1"].cancelled == "stopped"
    assert state.cells["c2"].cancelled is None


def test_a_whole_network_of_which_no_cell_answered_is_not_proved_withdrawn() -> None:
    (state,) = _orders(order(cells="all"), CancelOrdered(order="o1"))
    assert not state.withdrawn
    assert count_cells([state]).asked is None


def test_a_cell_that_took_one_language_and_refused_the_other_refused() -> None:
    states = _orders(
        order("nl"),
        order("en", message_identifier=4384),
        receipt("nl", c1="taken", c2="taken"),
        receipt("en", c1="refused", c2="taken"),
    )
    assert count_cells(states) == CellCounts(3, 1, 1, 0, 1)


_RESULT = st.sampled_from(["taken", "refused", "silent"])


@given(st.lists(st.dictionaries(st.sampled_from(["c1", "c2", "c3", "c4"]), _RESULT, min_size=1), max_size=6))
def test_every_cell_is_counted_once_and_bears_the_last_thing_it_said(told: list[dict[str, str]]) -> None:
    contents = [
        Receipt(order="o1", cells={name: CellReceipt(result=what) for name, what in cells.items()})  # type: ignore[arg-type]
        for cells in told
    ]
    (state,) = _orders(order(), *contents)
    counts = count_cells([state])
    assert counts.asked == counts.taken + counts.refused + counts.silent + counts.pending
    for name, cell in state.cells.items():
        said = [cells[name] for cells in told if name in cells]
        spoken = [what for what in said if what != "silent"]
        assert cell.result == (spoken[-1] if spoken else "silent" if said else "pending")
