# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.figures.geometry import Box, around, distance, length_inside

UNIT = Box(0, 0, 10, 10)


def test_boxes_that_only_touch_do_not_overlap() -> None:
    assert not UNIT.overlaps(Box(10, 0, 20, 10))
    assert UNIT.overlaps(Box(10, 0, 20, 10), slack=1)
    assert UNIT.overlaps(Box(9, 9, 20, 20))


def test_inside_counts_the_edge() -> None:
    assert UNIT.inside(UNIT)
    assert not Box(0, 0, 10.1, 10).inside(UNIT)


def test_around_and_centre_are_each_others_reverse() -> None:
    box = around(5, 7, 2, 3)
    assert (box.width, box.height, box.centre) == (4, 6, (5, 7))


def test_distance_between_corners() -> None:
    assert distance(UNIT, Box(13, 14, 20, 20)) == 5
    assert distance(UNIT, Box(5, 5, 20, 20)) == 0


@pytest.mark.parametrize(
    ("segment", "length"),
    [
        ((-5, 5, 15, 5), 10),
        ((5, 5, 5, 8), 3),
        ((-5, -5, 15, 15), math.hypot(10, 10)),
        ((-5, 11, 15, 11), 0),
        ((0, -5, 0, 15), 0),
        ((20, 0, 30, 10), 0),
    ],
)
def test_length_inside_a_box(segment: tuple[float, float, float, float], length: float) -> None:
    assert length_inside(segment, UNIT) == pytest.approx(length)


@given(*[st.floats(-20, 20) for _ in range(4)])
def test_length_inside_equals_counting_points_along_the_line(x1: float, y1: float, x2: float, y2: float) -> None:
    steps = 4000
    inside = sum(
        0 < x1 + (x2 - x1) * (i + 0.5) / steps < 10 and 0 < y1 + (y2 - y1) * (i + 0.5) / steps < 10
        for i in range(steps)
    )
    whole = math.hypot(x2 - x1, y2 - y1)
    assert length_inside((x1, y1, x2, y2), UNIT) == pytest.approx(whole * inside / steps, abs=whole * 2 / steps + 1e-9)
