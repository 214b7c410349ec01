# SPDX-License-Identifier: EUPL-1.2
"""Receipts in the words of the register, and which refusals last."""

import pytest

from weerbaar.alerting.broadcast import Cause
from weerbaar.alerting.delivery import Outcome, Receipt
from weerbaar.alerting.delivery.outcome import is_final


def test_a_cause_is_kept_with_its_number() -> None:
    assert Receipt("1-1", "refused", Cause.CELL_NOT_VALID).cause_words == "3: zendcel bestaat niet"
    assert Receipt("1-1", "refused", 99).cause_words == "99: onbekende oorzaak 99"
    assert Receipt("1-1", "taken").cause_words == ""


@pytest.mark.parametrize(
    ("cause", "final"), [(0, True), (3, True), (9, True), (15, True), (2, False), (6, False), (10, False)]
)
def test_who_does_not_exist_is_not_asked_again(cause: int, final: bool) -> None:
    assert is_final(Receipt("1-1", "refused", cause).cause_words) is final


def test_words_of_another_register_are_no_final_cause() -> None:
    assert not is_final("")
    assert not is_final("geweigerd")


def test_cells_by_what_they_did() -> None:
    outcome = Outcome("answered", (Receipt("1-1", "taken"), Receipt("1-2", "refused", 2), Receipt("1-3", "silent")))
    assert (outcome.cells("taken"), outcome.cells("silent"), outcome.absent) == (("1-1",), ("1-3",), ("1-2",))
