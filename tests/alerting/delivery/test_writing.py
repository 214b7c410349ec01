# SPDX-License-Identifier: EUPL-1.2
"""Only what is news goes into the register, and silence is not written over an answer."""

from __future__ import annotations

from pathlib import Path

from tests.alerting.delivery.messages import THREE_CELLS, USE, desk, kinds, order
from weerbaar.alerting.broadcast import Cause
from weerbaar.alerting.delivery import Delivery, Desk, Outcome, Receipt
from weerbaar.alerting.register import Kind

TAKEN = tuple(Receipt(name, "taken") for name in THREE_CELLS)


def ordered(folder: Path) -> Desk:
    at = desk(folder)
    at.ordered(order(), "noord", 1)
    return at


def known(at: Desk) -> Delivery:
    return at.of_use(USE)["order-1"]


def test_the_same_answer_is_written_once(tmp_path: Path) -> None:
    at = ordered(tmp_path)
    for _ in range(2):
        at.receipts(known(at), TAKEN)
        at.receipts(known(at), [Receipt(name, "silent") for name in THREE_CELLS])
    assert kinds(at.store.events()) == [Kind.ORDERED, Kind.RECEIPT]
    at.receipts(known(at), [Receipt("101-1001", "refused", Cause.NOT_OPERATIONAL)])
    assert known(at).cells["101-1001"].cause == "10: celuitzending werkt daar nu niet"


def test_the_others_are_named_silent_beside_news(tmp_path: Path) -> None:
    at = ordered(tmp_path)
    at.receipts(known(at), [Receipt("101-1001", "taken"), Receipt("all", "silent")])
    at.receipts(known(at), [Receipt("101-1002", "taken"), Receipt("all", "silent")])
    assert known(at).cells["all"].result == "silent"


def test_counts_and_the_first_that_is_not_none(tmp_path: Path) -> None:
    at = ordered(tmp_path)
    for count in (0, 0, 2, 2, 3):
        at.counts(known(at), [Receipt("101-1001", "taken", None, count), Receipt("101-1002", "taken")])
    assert kinds(at.store.events())[1:] == [Kind.STATUS, Kind.STATUS, Kind.ON_AIR, Kind.STATUS]
    assert known(at).heard


def test_a_cell_that_does_not_know_the_message_has_stopped(tmp_path: Path) -> None:
    at = ordered(tmp_path)
    at.stop_ordered(known(at), (), "veilig")
    at.stop_sent(
        known(at),
        Outcome(
            "answered",
            (
                Receipt("101-1001", "taken", None, 3),
                Receipt("101-1002", "refused", Cause.MESSAGE_NOT_IDENTIFIED),
                Receipt("202-2001", "refused", Cause.CELL_NOT_VALID),
            ),
        ),
    )
    assert {name: stop.result for name, stop in known(at).stopped.items()} == {
        "101-1001": "stopped",
        "101-1002": "stopped",
        "202-2001": "refused",
    }
    assert known(at).stop_attempts == 1
