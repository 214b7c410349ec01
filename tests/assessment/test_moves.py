# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from weerbaar.assessment.cells import Cell, opinion, pool
from weerbaar.assessment.moves import moves
from weerbaar.dossier import Judgement
from weerbaar.method import Method, load_method

CRITERIA = ("1.1", "1.2", "2.1", "2.2", "2.3", "3.1", "4.1", "5.1", "5.2", "5.3")
EVEN = (0.1,) * 10


@pytest.fixture(scope="module")
def method() -> Method:
    return load_method("nl-nrb-2009")


def cell(method: Method, criterion: str, *labels: str) -> Cell:
    said = [Judgement.model_validate({"scenario": "s", "criterion": criterion, "label": label}) for label in labels]
    return pool(method, [opinion(method, j, 1.0) for j in said])


def row(method: Method, labels: str) -> list[Cell]:
    return [cell(method, c, label) for c, label in zip(CRITERIA, labels, strict=True)]


def test_smallest_move_up_and_down(method: Method) -> None:
    """Ten times C is exactly 1/9, the lower edge of D: any step down leaves the class.

    From 1/9, E on one criterion gives 0.1 · (1 - 1/9) = 0.0889 more: 0.2, still D. No single step reaches 1/3.
    """
    found = {m.direction: m for m in moves(method, row(method, "CCCCCCCCCC"), CRITERIA, EVEN)}
    assert set(found) == {"down"}
    assert (found["down"].from_label, found["down"].to_label, found["down"].to_class) == ("C", "B", "C")


def test_move_names_the_criterion_with_the_fewest_steps(method: Method) -> None:
    """9 X and one D: 0.0333, class B. E instead of D gives 0.1, class C, one step; another criterion needs more."""
    found = {m.direction: m for m in moves(method, row(method, "XXXXXDXXXX"), CRITERIA, EVEN)}
    assert (found["up"].criterion, found["up"].to_label, found["up"].steps) == ("3.1", "E", 1)
    assert (found["down"].criterion, found["down"].to_label, found["down"].to_class) == ("3.1", "C", "A")


def test_missing_criterion_is_no_move(method: Method) -> None:
    cells = row(method, "CCCCCCCCCC")
    cells[0] = pool(method, [])
    assert all(m.criterion != "1.1" for m in moves(method, cells, CRITERIA, EVEN))


def test_experts_who_differ_need_no_step_when_agreeing_is_enough(method: Method) -> None:
    """5.3 is D for one expert and C for the other, the rest A and X: 0.1 · (2/9 + 4/27) = 1/27, just class C.

    When both say C the total is 0.1 · (1/9 + 4/27) = 0.0259, class B: no step, they only have to agree.
    """
    cells = row(method, "BBBBXXXXXX")
    cells[-1] = cell(method, "5.3", "D", "C")
    down = next(m for m in moves(method, cells, CRITERIA, EVEN) if m.direction == "down")
    assert (down.criterion, down.from_label, down.to_label, down.to_class, down.steps) == ("5.3", "C-D", "C", "B", 0)
