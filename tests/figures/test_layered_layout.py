# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weerbaar.figures.layered_layout import Layout, Tie, layered_layout, trophic_levels


def test_levels_of_a_chain_are_its_steps() -> None:
    ties = [Tie(0, 1, 1.0), Tie(1, 2, 5.0), Tie(2, 3, 2.0)]
    assert trophic_levels(4, ties).tolist() == [0, 1, 2, 3]


def test_levels_of_a_loop_are_equal() -> None:
    assert trophic_levels(3, [Tie(0, 1, 1.0), Tie(1, 2, 1.0), Tie(2, 0, 1.0)]).tolist() == [0, 0, 0]


def test_a_feed_forward_triangle_balances() -> None:
    """0 to 1, 1 to 2 and 0 to 2 of equal weight: levels 0, 2/3 and 4/3 (normal equations by hand)."""
    levels = trophic_levels(3, [Tie(0, 1, 1.0), Tie(1, 2, 1.0), Tie(0, 2, 1.0)])
    assert levels == pytest.approx([0, 2 / 3, 4 / 3], abs=1e-6)


def test_separate_parts_both_begin_at_the_left() -> None:
    assert trophic_levels(4, [Tie(0, 1, 1.0), Tie(3, 2, 1.0)]).tolist() == [0, 1, 1, 0]


def test_a_chain_runs_to_the_right_in_a_straight_line() -> None:
    layout = layered_layout([20.0] * 3, [Tie(0, 1, 1.0), Tie(1, 2, 1.0)], 3, 6.0)
    assert layout.column == (0, 1, 2)
    assert layout.middle == (13.0, 13.0, 13.0)
    assert layout.height == 26.0


def test_a_long_link_says_where_it_passes() -> None:
    ties = [Tie(0, 1, 1.0), Tie(1, 2, 1.0), Tie(0, 2, 1.0)]
    layout = layered_layout([20.0] * 3, ties, 3, 6.0)
    assert [column for column, _ in layout.passing[2]] == [1]
    [(_, height)] = layout.passing[2]
    assert abs(height - layout.middle[1]) >= 10.0 + 2.5


def test_those_that_must_stand_first_do() -> None:
    ties = [Tie(0, 1, 1.0), Tie(1, 2, 1.0), Tie(3, 2, 1.0)]
    assert layered_layout([10.0] * 4, ties, 3, 4.0, {3}).column[3] == 0


def test_crossings_that_can_be_avoided_are() -> None:
    """Two pairs that cross in the order given."""
    layout = layered_layout([10.0] * 4, [Tie(0, 3, 1.0), Tie(1, 2, 1.0)], 2, 4.0)
    assert (layout.middle[0] < layout.middle[1]) == (layout.middle[3] < layout.middle[2])


def overlaps(layout: Layout, heights: list[float]) -> int:
    found = 0
    for i in range(len(heights)):
        for j in range(i):
            if layout.column[i] == layout.column[j]:
                found += abs(layout.middle[i] - layout.middle[j]) < (heights[i] + heights[j]) / 2 - 1e-6
    return found


@settings(max_examples=40)
@given(st.integers(1, 25), st.integers(1, 6), st.integers(0, 2**32 - 1))
def test_boxes_never_overlap_and_no_column_bursts(count: int, columns: int, seed: int) -> None:
    dice = np.random.default_rng(seed)
    pairs = {(int(a), int(b)) for a, b in dice.integers(0, count, (2 * count, 2)) if a != b}
    ties = [Tie(a, b, float(dice.uniform(0.5, 4))) for a, b in sorted(pairs)]
    heights = [float(h) for h in dice.uniform(10, 40, count)]
    layout = layered_layout(heights, ties, columns, 5.0)
    assert overlaps(layout, heights) == 0
    assert set(layout.column) == set(range(max(layout.column) + 1))
    assert max(layout.column) < columns
    assert all(0 <= y <= layout.height for y in layout.middle)
    assert layered_layout(heights, ties, columns, 5.0) == layout


def test_nothing_gives_nothing() -> None:
    assert layered_layout([], [], 4, 5.0) == Layout((), (), (), 0.0)
