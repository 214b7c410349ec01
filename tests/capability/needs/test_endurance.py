# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import math
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from weerbaar.capability.needs.endurance import stretches, sustained_share


def feasible_patterns(hours: int, endurance: int, rest: int) -> list[tuple[int, ...]]:
    """Every way to spend whole hours in which nobody works more than the endurance since the last full rest."""
    found = []
    for pattern in product((0, 1), repeat=hours):
        worked = idle = 0
        for busy in pattern:
            idle = 0 if busy else idle + 1
            worked = 0 if idle >= rest else worked + busy
            if worked > endurance:
                break
        else:
            found.append(pattern)
    return found


def best_level(hours: int, endurance: int, rest: int) -> float:
    """The largest part that can be at work in every hour, over all ways to divide the group over the patterns."""
    columns = np.array(feasible_patterns(hours, endurance, rest)).T
    count = columns.shape[1]
    found = linprog(
        np.r_[np.zeros(count), -1.0],
        A_ub=np.c_[-columns, np.ones(hours)],
        b_ub=np.zeros(hours),
        A_eq=np.r_[np.ones(count), 0.0][None, :],
        b_eq=[1.0],
    )
    return float(-found.fun)


@pytest.mark.parametrize(("endurance", "rest"), [(1, 1), (2, 1), (2, 3), (3, 2), (3, 6), (4, 20)])
def test_no_division_of_the_group_over_shifts_does_better(endurance: int, rest: int) -> None:
    for hours in range(1, 10):
        ours = sustained_share([(0.0, hours)], 0.0, endurance_h=endurance, rest_h=rest)
        best = best_level(hours, endurance, rest)
        assert ours <= best + 1e-9
        if hours <= endurance + rest:
            assert ours == pytest.approx(best, abs=1e-9)


def test_a_long_need_is_kept_up_by_a_rotation() -> None:
    needed = [(0.0, math.inf)]
    assert sustained_share(needed, 5.0, endurance_h=12, rest_h=12) == 0.5
    assert sustained_share(needed, 5.0, endurance_h=8, rest_h=16) == pytest.approx(1 / 3)
    assert sustained_share(needed, 5.0, endurance_h=8, rest_h=0) == 1.0


def test_who_does_not_come_back_is_gone_in_the_end() -> None:
    assert sustained_share([(0.0, 8.0)], 0.0, endurance_h=12) == 1.0
    assert sustained_share([(0.0, 48.0)], 0.0, endurance_h=12) == 0.25
    assert sustained_share([(0.0, math.inf)], 0.0, endurance_h=12) == 0.0
    assert sustained_share([(0.0, math.inf)], 0.0) == 1.0


def test_before_it_is_in_place_a_group_is_nothing_and_works_only_from_then_on() -> None:
    needed = [(0.0, 24.0)]
    assert sustained_share(needed, 11.9, deploy_h=12, endurance_h=12) == 0.0
    assert sustained_share(needed, 12.0, deploy_h=12, endurance_h=12) == 1.0
    assert sustained_share(needed, 0.0, deploy_h=0, endurance_h=12) == 0.5


def test_hours_between_needs_are_rest_when_there_are_enough_of_them() -> None:
    nights = [(0.0, 8.0), (24.0, 32.0)]
    assert sustained_share(nights, 24.0, endurance_h=8, rest_h=16) == 1.0
    # 16 hours are not 20: then both nights are one piece of work of 16 hours
    assert sustained_share(nights, 24.0, endurance_h=8, rest_h=20) == 0.5
    assert sustained_share(nights, 0.0, endurance_h=8, rest_h=20) == 0.5
    assert sustained_share(nights, 0.0, endurance_h=8) == 0.5


def test_needs_that_touch_or_overlap_are_one_stretch() -> None:
    assert stretches([(5, 9), (0, 3), (3, 4), (8, 12), (20, math.inf), (21, 22)]) == (
        (0, 4),
        (5, 12),
        (20, math.inf),
    )
    assert stretches([]) == ()


WINDOWS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 20)).map(lambda w: (float(w[0]), float(w[0] + w[1]))),
    min_size=1,
    max_size=5,
)
HOURS = st.floats(0.5, 50)


@given(WINDOWS, st.tuples(st.integers(0, 40), st.integers(1, 20)), HOURS, st.none() | HOURS, st.floats(0, 30))
def test_more_need_never_raises_what_is_kept_up(
    windows: list[tuple[float, float]],
    more: tuple[int, int],
    endurance: float,
    rest: float | None,
    deploy: float,
) -> None:
    extra = (float(more[0]), float(sum(more)))
    for moment, _ in windows:
        less, most = (
            sustained_share(stretches(w), moment, deploy_h=deploy, endurance_h=endurance, rest_h=rest)
            for w in ([*windows, extra], windows)
        )
        assert 0.0 <= less <= most + 1e-12 <= 1.0 + 1e-12


@given(WINDOWS, HOURS, HOURS, st.floats(0, 20))
def test_more_endurance_and_less_rest_never_lower_it(
    windows: list[tuple[float, float]], endurance: float, rest: float, more: float
) -> None:
    needed = stretches(windows)
    for moment, _ in windows:
        base = sustained_share(needed, moment, endurance_h=endurance, rest_h=rest)
        assert sustained_share(needed, moment, endurance_h=endurance + more, rest_h=rest) >= base - 1e-12
        assert sustained_share(needed, moment, endurance_h=endurance, rest_h=rest + more) <= base + 1e-12
        assert sustained_share(needed, moment, endurance_h=endurance) <= base + 1e-12
