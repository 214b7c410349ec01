# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from weerbaar.base import Text
from weerbaar.figures import Width
from weerbaar.figures.geometry import Box, length_inside
from weerbaar.figures.marks import reach
from weerbaar.figures.moves import MARK, Move, draw_key, draw_move, draw_names, kind_sign, list_moves, name_moves
from weerbaar.figures.sheet import SHEETS
from weerbaar.figures.svg import Element

PLOT = Box(60, 8, 630, 408)


def move(number: int, end: tuple[float, float], start: tuple[float, float] | None = None) -> Move:
    return Move(number, Text(nl=f"Scenario nummer {number}", en=f"Scenario number {number}"), "threat", start, end)


def shapes(elements: list[Element]) -> int:
    return len(elements)


def test_a_move_takes_room_at_both_ends_and_its_name_stands_where_it_comes() -> None:
    far = reach("threat", MARK) + 1
    one = move(1, (200, 100), (300, 250))
    assert one.box == Box(200 - far, 100 - far, 200 + far, 100 + far)
    assert one.boxes == [Box(300 - far, 250 - far, 300 + far, 250 + far), one.box]
    assert move(1, (200, 100)).boxes == [one.box]


def test_what_stays_gets_one_mark_and_no_arrow() -> None:
    assert shapes(draw_move(move(1, (200, 100)))) == 1
    # Two marks, and an arrow of a line and a head.
    assert shapes(draw_move(move(1, (200, 100), (300, 250)))) == 4
    # Marks that touch leave no room for an arrow.
    assert shapes(draw_move(move(1, (200, 100), (203, 100)))) == 2


@pytest.mark.parametrize(("width", "first"), [("a4", "Scenario nummer 1"), ("phone", "1")])
def test_names_stand_off_every_mark_and_off_each_other(width: Width, first: str) -> None:
    moves = [move(i, (150 + 40 * i, 120 + 25 * i), (180 + 45 * i, 200 + 10 * i)) for i in range(1, 6)]
    names = name_moves(moves, PLOT, "nl", SHEETS[width], width)
    assert names is not None
    assert " ".join(names[0][0]) == first
    boxes = [label.box for _, label in names]
    assert not [1 for box in boxes for m in moves for taken in m.boxes if box.overlaps(taken)]
    assert not [1 for i, box in enumerate(boxes) for other in boxes[:i] if box.overlaps(other)]
    assert shapes(draw_names(moves, names, SHEETS[width], PLOT)) >= 5


def test_names_keep_off_the_lines_that_are_told() -> None:
    one = [move(1, (300, 200))]
    free = name_moves(one, PLOT, "nl", SHEETS["a4"], "a4")
    assert free is not None
    box = free[0][1].box
    stroke = (box.left, box.centre[1], box.right, box.centre[1])
    moved = name_moves(one, PLOT, "nl", SHEETS["a4"], "a4", [stroke])
    assert moved is not None
    assert length_inside(stroke, moved[0][1].box) < length_inside(stroke, box)


def test_with_too_many_there_are_numbers_and_a_list() -> None:
    moves = [move(i, (80 + 7 * i, 60 + 4 * i)) for i in range(1, 41)]
    assert name_moves(moves, PLOT, "nl", SHEETS["a4"], "a4") is None
    assert shapes(draw_names(moves, None, SHEETS["a4"], PLOT)) == 40
    one, bottom = list_moves(moves, "nl", SHEETS["a4"], 1, 400)
    two, half = list_moves(moves, "nl", SHEETS["a4"], 2, 400)
    assert shapes(one) == shapes(two) == 80
    assert (half - 406) / (bottom - 406) == pytest.approx(0.5, abs=0.03)


def test_a_key_breaks_its_lines_at_the_edge() -> None:
    sheet = SHEETS["phone"]
    sign = kind_sign("threat", sheet)
    _, one = draw_key([(sign, 22.0, "kort")], sheet, 0)
    _, two = draw_key([(sign, 22.0, "woorden " * 4), (sign, 22.0, "woorden " * 4)], sheet, 0)
    assert two - one == pytest.approx(sheet.leading + 5)
