# SPDX-License-Identifier: EUPL-1.2
"""Rings that a hostile file could keep us busy with; sizes are counted, not timed."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.alerting.cap import CapValueError
from weerbaar.alerting.cap.rings import Rings, _most_pairs, has_twice


def overlapping(points: list[tuple[int, int]]) -> int:
    """The slow twin: pairs of edges whose boxes share a point."""
    boxes = [((min(a[0], b[0]), min(a[1], b[1])), (max(a[0], b[0]), max(a[1], b[1]))) for a, b in pairwise(points)]
    return sum(
        low[0] <= other_high[0] and other_low[0] <= high[0] and low[1] <= other_high[1] and other_low[1] <= high[1]
        for n, (low, high) in enumerate(boxes)
        for other_low, other_high in boxes[n + 1 :]
    )


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=2, max_size=30))
def test_no_more_pairs_overlap_than_is_counted(points: list[tuple[int, int]]) -> None:
    assert overlapping(points) <= _most_pairs(np.array(points, dtype=np.float64))


def test_a_coast_has_few_pairs_and_a_slanting_saw_has_nearly_all() -> None:
    round_ = np.array([(math.cos(k / 500), math.sin(k / 500)) for k in range(3_142)])
    assert _most_pairs(round_) < 4 * len(round_)
    saw = np.array([(k / 1_000 + k % 2, float(k % 2)) for k in range(1_000)])
    assert _most_pairs(saw) > 0.9 * 1_000 * 999 / 2


def test_the_work_is_shared_by_all_rings_of_a_message() -> None:
    def saw(lat: int) -> str:
        points = [(lat + k % 2, k / 1_000 + k % 2) for k in range(2_000)]
        return " ".join(f"{a},{b}" for a, b in [*points, (lat - 1, 4), (lat - 1, -1), points[0]])

    rings = Rings()
    shapes = [rings.shape(saw(lat))[0] for lat in range(0, 40, 2)]
    assert shapes[0] == "good"
    assert shapes[-1] == "intricate"
    assert shapes == sorted(shapes)
    assert rings.shape(saw(0))[0] == "good"


@pytest.mark.parametrize("text", ["1,1 " * 100_000, "52,5", "52,5 52,6", "1,1 2,2 3,3 1,1"])
def test_what_encloses_nothing_is_a_line(text: str) -> None:
    assert Rings().shape(text) == ("line", None)


def test_a_fault_is_remembered() -> None:
    rings = Rings()
    for _time in range(2):
        with pytest.raises(CapValueError):
            rings.read("52,x")


def test_the_first_point_that_stands_twice_is_given() -> None:
    rings = Rings()
    assert has_twice(rings.read("1,1 1,2 1,2 1,1")) == (1.0, 2.0)
    assert has_twice(rings.read("1,1 1,2 2,2 1,1")) is None
