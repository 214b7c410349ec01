# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weerbaar.figures.spacing import spaced


def test_what_does_not_overlap_stays() -> None:
    assert spaced([10, 30, 50], [10, 10, 10]) == [10, 30, 50]


def test_two_that_want_the_same_place_share_the_move() -> None:
    assert spaced([20, 20], [10, 10]) == [15, 25]


def test_a_block_lies_at_the_mean_of_its_wishes() -> None:
    """Three of size 10 that want 0, 0 and 6: least squares puts the middle one at (0 + 10 - 0 + 6 - 10) / 3 + ..."""
    placed = spaced([0, 0, 6], [10, 10, 10])
    assert placed == pytest.approx([-8, 2, 12])


def test_ends_of_the_row_are_kept_and_an_order_against_the_wishes_too() -> None:
    assert spaced([0, 0], [10, 10], low=0, high=100) == [5, 15]
    assert spaced([99, 99], [10, 10], low=0, high=100) == [85, 95]
    assert spaced([50, 10], [10, 10]) == pytest.approx([25, 35])


def test_too_much_begins_at_the_low_end() -> None:
    assert spaced([0, 0, 0], [10, 10, 10], low=0, high=20) == [5, 15, 25]


@settings(max_examples=60)
@given(st.lists(st.tuples(st.floats(-100, 100), st.floats(0.5, 20)), max_size=12))
def test_neighbours_never_overlap(things: list[tuple[float, float]]) -> None:
    wishes, sizes = [w for w, _ in things], [s for _, s in things]
    placed = spaced(wishes, sizes, 0.0, 1000.0)
    for (a, size_a), (b, size_b) in zip(
        zip(placed, sizes, strict=True), list(zip(placed, sizes, strict=True))[1:], strict=False
    ):
        assert b - a >= (size_a + size_b) / 2 - 1e-6
    assert all(y - size / 2 >= -1e-9 for y, size in zip(placed, sizes, strict=True))
