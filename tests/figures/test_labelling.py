# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import random
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weerbaar.figures.geometry import Box, around, length_inside
from weerbaar.figures.labelling import Label, place_labels

FIELD = Box(0, 0, 800, 600)


def a_label(x: float, y: float, *shapes: tuple[float, float]) -> Label:
    return Label(around(x, y, 10, 10), shapes or ((80, 16), (50, 32)))


def test_a_lone_label_stands_right_of_its_mark() -> None:
    (placed,) = place_labels([a_label(100, 100)], FIELD, [around(100, 100, 10, 10)]) or []
    assert (placed.side, placed.shape, placed.leader) == (1, 0, None)
    assert placed.box.left == 113
    assert placed.box.centre[1] == 100


def test_at_the_right_edge_it_stands_left() -> None:
    (placed,) = place_labels([a_label(780, 300)], FIELD, [around(780, 300, 10, 10)]) or []
    assert placed.side == -1
    assert placed.box.right == 767


def test_a_label_keeps_off_the_lines_of_uncertainty() -> None:
    strokes = [(0.0, 100.0, 200.0, 100.0), (100.0, 20.0, 100.0, 180.0)]
    (placed,) = place_labels([a_label(100, 100)], FIELD, [around(100, 100, 10, 10)], strokes) or []
    assert sum(length_inside(stroke, placed.box) for stroke in strokes) == 0


def test_a_label_prefers_its_home() -> None:
    home = Box(60, 60, 170, 200)
    label = Label(around(100, 100, 10, 10), ((200, 16), (50, 32)), home)
    (placed,) = place_labels([label], FIELD, [label.mark]) or []
    assert placed.shape == 1
    assert placed.box.inside(home)


def test_a_label_moved_away_has_a_line_to_its_mark() -> None:
    wall = [around(100, 100, 10, 10), Box(112, 0, 160, 600), Box(0, 0, 88, 600), Box(88, 115, 112, 600)]
    (placed,) = place_labels([a_label(100, 100, (24, 16))], FIELD, [*wall, Box(88, 60, 112, 88)]) or []
    assert placed.leader is not None
    x1, y1, x2, y2 = placed.leader
    assert (x1 - 100) ** 2 + (y1 - 100) ** 2 == pytest.approx(100)
    assert placed.box.left <= x2 <= placed.box.right
    assert placed.box.top <= y2 <= placed.box.bottom


def test_no_room_is_said() -> None:
    assert place_labels([a_label(20, 20, (900, 16))], FIELD, []) is None
    tight = Box(0, 0, 130, 24)
    assert place_labels([a_label(12, 12, (90, 16)), a_label(12, 12, (90, 16))], tight, []) is None


def test_no_labels_take_no_room() -> None:
    assert place_labels([], FIELD, []) == []


def test_the_same_input_gives_the_same_places() -> None:
    dice = random.Random(5)
    labels = [a_label(dice.uniform(100, 700), dice.uniform(100, 500)) for _ in range(15)]
    blocked = [label.mark for label in labels]
    assert place_labels(labels, FIELD, blocked) == place_labels(labels, FIELD, blocked)


@settings(max_examples=12)
@given(st.integers(0, 10_000), st.integers(2, 22))
def test_what_is_placed_overlaps_nothing(seed: int, count: int) -> None:
    dice = random.Random(seed)
    labels = [
        a_label(dice.uniform(20, 780), dice.uniform(20, 580), (dice.uniform(40, 160), 16), (dice.uniform(40, 80), 32))
        for _ in range(count)
    ]
    blocked = [label.mark for label in labels]
    placed = place_labels(labels, FIELD, blocked)
    if placed is None:
        return
    boxes = [label.box for label in placed]
    assert all(box.inside(FIELD) for box in boxes)
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))
    assert not any(box.overlaps(mark) for box in boxes for mark in blocked)
