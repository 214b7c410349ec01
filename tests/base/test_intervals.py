# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import math
from functools import reduce
from itertools import pairwise
from operator import add

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.base import IntervalFault, class_index, interval_faults

BOUNDS = (1 / 81, 1 / 27, 1 / 9, 1 / 3)


@pytest.mark.parametrize(
    ("value", "klass"),
    [(0.0, 0), (0.0123, 0), (1 / 81, 1), (0.04, 2), (1 / 9, 3), (0.3333, 3), (1 / 3, 4), (1.0, 4), (-5.0, 0)],
)
def test_a_class_holds_its_lower_bound_and_not_its_upper(value: float, klass: int) -> None:
    assert class_index(value, BOUNDS) == klass


def test_a_sum_that_should_equal_a_bound_is_not_lost_by_rounding() -> None:
    """Eight of ten equal weights of 0.1 add up to a hair less than 0.8."""
    total = reduce(add, [0.1] * 8)  # plain additions; sum() rounds better from Python 3.12 on
    assert total < 0.8
    assert class_index(total, (0.2, 0.8)) == 2
    assert class_index(total, (0.2, 0.8), relative_tolerance=0) == 1


def test_the_tolerance_reaches_no_further_than_it_says() -> None:
    assert class_index(100 * (1 - 0.9e-9), (100.0,)) == 1
    assert class_index(100 * (1 - 1.1e-9), (100.0,)) == 0
    assert class_index(-100 * (1 + 0.9e-9), (-100.0,)) == 1


def test_infinite_values_lie_in_the_outer_classes() -> None:
    assert class_index(math.inf, BOUNDS) == 4
    assert class_index(-math.inf, BOUNDS) == 0


def test_nan_lies_in_no_class() -> None:
    """A bisection would quietly put it in the highest one."""
    with pytest.raises(ValueError, match="NaN"):
        class_index(math.nan, BOUNDS)


@given(st.lists(st.floats(-1e9, 1e9), max_size=6, unique=True).map(sorted), st.floats(-1e9, 1e9))
def test_without_tolerance_the_class_is_the_number_of_bounds_reached(bounds: list[float], value: float) -> None:
    assert class_index(value, bounds, relative_tolerance=0) == sum(value >= b for b in bounds)


def test_half_open_classes_that_join_have_no_fault() -> None:
    assert interval_faults([(0, 0.05), (0.05, 0.5), (0.5, 5), (5, 50), (50, None)]) == []
    assert interval_faults([(None, 10), (10, None)]) == []
    assert interval_faults([]) == []


def test_edges_that_differ_by_rounding_only_join() -> None:
    assert 0.1 + 0.2 != 0.3
    assert interval_faults([(0, 0.1 + 0.2), (0.3, 1)]) == []
    assert interval_faults([(0, 0.3), (0.1 + 0.2, 1)]) == []
    assert interval_faults([(0, 0.3), (0.3000001, 1)]) == [IntervalFault("gap", (0, 1), 0.3, 0.3000001)]


def test_classes_printed_for_whole_numbers_join_at_the_next_number() -> None:
    printed = [(1, 8), (9, 40), (41, 400), (401, None)]
    assert interval_faults(printed, whole_numbers=True) == []
    assert [fault.kind for fault in interval_faults(printed)] == ["gap", "gap", "gap"]


def test_a_gap_names_both_classes_and_its_ends() -> None:
    assert interval_faults([(1, 8), (10, 40)], whole_numbers=True) == [IntervalFault("gap", (0, 1), 8, 10)]
    assert interval_faults([(0, 1), (1, 2), (3, None)]) == [IntervalFault("gap", (1, 2), 2, 3)]


def test_an_overlap_names_both_classes_and_what_they_share() -> None:
    """Belgian table Ea: class 1 printed "< 500", class 2 printed "51-500" (nrb-method, 8.3)."""
    assert interval_faults([(None, 500), (51, 500), (501, 2500)], whole_numbers=True) == [
        IntervalFault("overlap", (0, 1), 51, 500)
    ]
    assert interval_faults([(1, 9), (9, 40)], whole_numbers=True) == [IntervalFault("overlap", (0, 1), 9, 9)]


def test_a_class_that_is_turned_round_is_one_fault_and_not_three() -> None:
    """A class printed 1,000,001-1,000,000 (nrb-method, 8.3): its neighbours are judged as if it were right."""
    assert interval_faults([(150_001, 1_000_000), (1_000_001, 1_000_000)], whole_numbers=True) == [
        IntervalFault("reversed", (1, 1), 1_000_001, 1_000_000),
        IntervalFault("overlap", (0, 1), 1_000_000, 1_000_000),
    ]
    assert interval_faults([(1, 8), (40, 9), (41, 100)], whole_numbers=True) == [
        IntervalFault("reversed", (1, 1), 40, 9)
    ]


def test_a_class_without_content_is_turned_round_but_a_single_whole_number_is_not() -> None:
    assert interval_faults([(0, 5), (5, 5), (5, 9)]) == [IntervalFault("reversed", (1, 1), 5, 5)]
    assert interval_faults([(1, 1), (2, 2), (3, None)], whole_numbers=True) == []


def test_an_open_end_in_the_middle_overlaps_what_follows() -> None:
    kinds = [(f.kind, f.classes) for f in interval_faults([(0, None), (5, 9)])]
    assert kinds == [("overlap", (0, 1))]
    assert [f.kind for f in interval_faults([(0, 5), (None, 9)])] == ["overlap"]


ascending = st.lists(st.integers(-10_000, 10_000), min_size=2, max_size=8, unique=True).map(sorted)


@given(ascending)
def test_consecutive_edges_never_have_a_fault(edges: list[int]) -> None:
    assert interval_faults(list(pairwise(edges))) == []


@given(ascending, st.data())
def test_one_shifted_edge_is_one_fault_between_the_right_classes(edges: list[int], data: st.DataObject) -> None:
    intervals = [(float(a), float(b)) for a, b in pairwise([*edges, edges[-1] + 5])]
    i = data.draw(st.integers(1, len(intervals) - 1))
    low, high = intervals[i]
    kind = data.draw(st.sampled_from(["gap", "overlap"]))
    intervals[i] = (low + 0.5 if kind == "gap" else low - 0.5, high)
    assert [(f.kind, f.classes) for f in interval_faults(intervals)] == [(kind, (i - 1, i))]
