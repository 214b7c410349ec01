# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.capability.needs.course import Course, Relay, lacking, served, window


def test_three_needs_and_two_holders_by_hand() -> None:
    """Needs 10 in [0, 4), 20 in [2, 6), 5 in [6, 8); a holder of 25 from hour 0 and one of 8 from hour 3."""
    course = Course.of([(0, 4), (2, 6), (6, 8)], [Relay(), Relay(deploy_h=3)])
    assert course.moments.tolist() == [0, 2, 6]
    demand = course.demand(np.array([[10.0], [20.0], [5.0]]))
    supply = course.supply(np.array([[25.0], [8.0]]))
    assert demand[:, 0].tolist() == [10, 30, 5]
    assert supply[:, 0].tolist() == [25, 25, 33]
    assert lacking(demand, supply)[:, 0].tolist() == [-15, 5, -28]


def test_a_need_ends_before_the_next_begins_at_that_hour() -> None:
    course = Course.of([(0, 4), (4, 8)], [])
    assert course.running.tolist() == [[True, False], [False, True]]
    assert course.supply(np.zeros((0, 3))).tolist() == [[0, 0, 0], [0, 0, 0]]


def test_a_window_without_an_end() -> None:
    assert window(3.0, None) == (3.0, math.inf)
    assert window(3.0, 2.0) == (3.0, 5.0)


def test_rounding_is_not_a_shortfall() -> None:
    third = np.array([[0.1 + 0.2]])
    assert lacking(third, np.array([[0.3]]))[0, 0] == 0.0
    assert lacking(np.array([[0.3001]]), np.array([[0.3]]))[0, 0] == pytest.approx(1e-4)


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 20)), min_size=1, max_size=6),
    st.lists(st.tuples(st.integers(0, 20), st.integers(2, 30), st.integers(1, 30)), max_size=3),
)
def test_the_worst_moment_is_one_at_which_a_need_begins(
    needs: list[tuple[int, int]], holders: list[tuple[int, int, int]]
) -> None:
    """Slow twin: every half hour, not only the moments of the course."""
    windows = [(float(a), float(a + b)) for a, b in needs]
    relays = [Relay(float(d), float(e), float(r)) for d, e, r in holders]
    amounts = np.array([[3.0 + k] for k in range(len(needs))])
    held = np.array([[2.0 + k] for k in range(len(holders))]).reshape(len(holders), 1)
    course = Course.of(windows, relays)
    ours = float((course.demand(amounts) - course.supply(held)).max())
    slow = -math.inf
    for half in range(2 * 52):
        moment = half / 2
        running = [a <= moment < b for a, b in windows]
        if not any(running):
            continue
        asked = sum(float(amounts[k, 0]) for k, runs in enumerate(running) if runs)
        there = 0.0
        for k, relay in enumerate(relays):
            # The share of the course at this moment, from a course that has a need of nothing begin here.
            probe = Course.of([*windows, (moment, moment + 0.5)], [relay])
            there += float(held[k, 0]) * float(probe.share[probe.moments.tolist().index(moment), 0])
        slow = max(slow, asked - there)
    assert ours == pytest.approx(slow)


def test_rationing_by_hand() -> None:
    demand = np.array([[30.0], [10.0], [20.0]])
    assert served(demand, np.array([35.0]), in_order=True)[:, 0].tolist() == [30, 5, 0]
    assert served(demand, np.array([30.0]), in_order=False)[:, 0].tolist() == [15, 5, 10]
    assert served(demand, np.array([90.0]), in_order=False)[:, 0].tolist() == [30, 10, 20]
    assert served(np.zeros((2, 1)), np.array([0.0]), in_order=False)[:, 0].tolist() == [0, 0]


@given(st.lists(st.floats(0, 100), min_size=1, max_size=4), st.floats(0, 300), st.booleans())
def test_nobody_gets_more_than_it_asks_and_nothing_is_kept_back(
    demand: list[float], supply: float, in_order: bool
) -> None:
    asked = np.array(demand)[:, None]
    given_ = served(asked, np.array([supply]), in_order=in_order)
    assert (given_ >= 0).all()
    assert (given_ <= asked * (1 + 1e-12)).all()
    assert given_.sum() == pytest.approx(min(supply, sum(demand)))
