# SPDX-License-Identifier: EUPL-1.2
"""What the register says of orders, read back event by event."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.alerting.delivery.messages import THREE_CELLS, USE, Clock, desk, message, order
from weerbaar.alerting.delivery import Delivery, Desk, Ledger
from weerbaar.alerting.delivery.ledger import deliveries, order_of
from weerbaar.alerting.register import (
    CancelOrdered,
    CancelReceipt,
    CellCancel,
    CellReceipt,
    Ended,
    Kind,
    Ordered,
    Receipt,
    Sent,
    StatusReport,
)

ID = "order-1"


def only(at: Desk) -> Delivery:
    (delivery,) = deliveries(at.store.events()).values()
    return delivery


def test_an_order_reads_back_as_it_was_written(tmp_path: Path) -> None:
    at = desk(tmp_path)
    at.ordered(order(), "noord", 1)
    event = at.store.events()[0]
    assert isinstance(event.said, Ordered)
    back = order_of(event, event.said)
    assert back.message.identifiers == (4371,)
    assert (back.id, back.serial, back.message.pages, back.message.cells) == (
        ID,
        0x4010,
        order().message.pages,
        THREE_CELLS,
    )
    delivery = only(at)
    assert delivery.under_way
    assert delivery.open_cells == delivery.standing == THREE_CELLS


def test_later_silence_does_not_take_back_an_answer(tmp_path: Path) -> None:
    at = desk(tmp_path)
    at.ordered(order(), "noord", 1)
    at.write(Kind.SENT, USE, Sent(order=ID, ended="timeout"))
    silent, taken = CellReceipt(result="silent"), CellReceipt(result="taken")
    at.write(Kind.RECEIPT, USE, Receipt(order=ID, cells={"101-1001": silent, "101-1002": taken}))
    assert only(at).open_cells == ("101-1001", "202-2001")
    at.write(Kind.RECEIPT, USE, Receipt(order=ID, cells={"101-1001": taken, "101-1002": silent}))
    delivery = only(at)
    assert (delivery.under_way, delivery.ended, delivery.open_cells) == (False, "timeout", ("202-2001",))


def test_counts_only_grow(tmp_path: Path) -> None:
    at = desk(tmp_path)
    at.ordered(order(), "noord", 1)
    for count in (3, 7, 5, None):
        at.write(Kind.STATUS, USE, StatusReport(order=ID, cells={"101-1001": count}))
    assert only(at).counted == {"101-1001": 7}


def test_a_refused_cell_does_not_stand_and_a_lasting_refusal_is_known(tmp_path: Path) -> None:
    at = desk(tmp_path)
    at.ordered(order(), "noord", 1)
    cells = {
        "101-1001": CellReceipt(result="refused", cause="3: zendcel bestaat niet"),
        "101-1002": CellReceipt(result="refused", cause="6: vol"),
    }
    at.write(Kind.RECEIPT, USE, Receipt(order=ID, cells=cells))
    assert only(at).standing == ("202-2001",)
    assert only(at).lasting_refusals == {"101-1001"}


def test_a_withdrawal_is_open_until_every_cell_answered(tmp_path: Path) -> None:
    at = desk(tmp_path)
    at.ordered(order(), "noord", 1)
    at.write(Kind.CANCEL_ORDERED, USE, CancelOrdered(order=ID))
    assert only(at).stopping == THREE_CELLS
    stopped, silent = CellCancel(result="stopped", broadcasts=4), CellCancel(result="silent")
    at.write(Kind.CANCEL_RECEIPT, USE, CancelReceipt(order=ID, cells={"101-1001": stopped, "101-1002": silent}))
    assert only(at).stopping == ("101-1002", "202-2001")
    assert only(at).standing == ("101-1002", "202-2001")
    assert only(at).counted == {"101-1001": 4}
    at.write(Kind.CANCEL_RECEIPT, USE, CancelReceipt(order=ID, cells={"all": stopped}))
    assert only(at).standing == ()


def test_a_withdrawal_in_a_part_is_kept_apart(tmp_path: Path) -> None:
    at = desk(tmp_path)
    at.ordered(order(), "noord", 1)
    at.write(Kind.CANCEL_ORDERED, USE, CancelOrdered(order=ID, cells=("202-2001",)))
    assert only(at).stopping == ("202-2001",)


def test_over_by_the_clock_by_an_end_and_by_a_replacement(tmp_path: Path) -> None:
    clock = Clock()
    at = desk(tmp_path, clock)
    at.ordered(order(message(broadcasts=10)), "noord", 1)
    assert only(at).active(clock())
    clock.pass_by(10 * 16 * 1.883 + 0.1)
    assert not only(at).active(clock())
    clock.pass_by(-100)
    at.write(Kind.ENDED, "another-use", Ended(reason="expired"))
    assert only(at).active(clock())
    at.write(Kind.ENDED, USE, Ended(reason="cancelled"))
    assert not only(at).active(clock())


def test_a_replaced_order_stands_where_its_successor_was_not_taken(tmp_path: Path) -> None:
    at = desk(tmp_path)
    at.ordered(order(), "noord", 1)
    second = type(order())("order-2", message("NL-Alert: anders."), 4371, 0x4011, 0x4010)
    at.ordered(second, "noord", 1)
    at.write(
        Kind.RECEIPT,
        USE,
        Receipt(
            order="order-2",
            cells={"101-1001": CellReceipt(result="taken"), "101-1002": CellReceipt(result="refused", cause="6: vol")},
        ),
    )
    old = deliveries(at.store.events())[ID]
    assert (old.replaced_by, old.standing) == ("order-2", ("101-1002", "202-2001"))


def test_cells_of_a_whole_network_become_known(tmp_path: Path) -> None:
    at = desk(tmp_path)
    at.ordered(order(message(cells=())), "noord", 1)
    assert only(at).asked == only(at).open_cells == ("all",)
    taken, silent = CellReceipt(result="taken"), CellReceipt(result="silent")
    at.write(Kind.RECEIPT, USE, Receipt(order=ID, cells={"101-1001": taken, "all": silent}))
    assert only(at).open_cells == ("all",)
    at.write(Kind.RECEIPT, USE, Receipt(order=ID, cells={"202-2001": taken}))
    assert (only(at).asked, only(at).open_cells) == (("101-1001", "202-2001"), ())


def test_events_of_unknown_orders_are_passed_over(tmp_path: Path) -> None:
    at = desk(tmp_path)
    at.write(Kind.SENT, USE, Sent(order="nobody", ended="answered"))
    assert deliveries(at.store.events()) == {}


def test_a_ledger_makes_only_what_changed_anew_and_says_the_same(tmp_path: Path) -> None:
    at, ledger = desk(tmp_path), Ledger()
    at.ordered(order(), "noord", 1)
    at.ordered(replace(order(message(use="andere")), id="order-2"), "noord", 1)
    first = ledger.of(at.store.events())
    assert list(first) == [ID, "order-2"]
    assert ledger.of(at.store.events()) == first
    at.write(Kind.SENT, USE, Sent(order=ID, ended="timeout"))
    second = ledger.of(at.store.events())
    assert second == deliveries(at.store.events())
    assert (first[ID].under_way, second[ID].under_way) == (True, False)
    assert second["order-2"] is first["order-2"]
