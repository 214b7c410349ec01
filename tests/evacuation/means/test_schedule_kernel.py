# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from functools import cache

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.evacuation.means.schedule_kernel import best_days


@given(
    st.integers(1, 12),
    st.lists(
        st.tuples(
            st.integers(0, 2),
            st.floats(-3, 9),
            st.integers(1, 5),
            st.integers(1, 2),
            st.integers(0, 9),
            st.integers(0, 12),
        ),
        max_size=12,
    ),
    st.integers(0, 12),
    st.sampled_from([0.0, 0.5]),
    st.booleans(),
)
def test_as_trying_every_way(
    steps: int, made: list[tuple[int, float, int, int, int, int]], rest: int, step_cost: float, busy: bool
) -> None:
    trips = sorted(made, key=lambda trip: (trip[0], -trip[5]))
    rest = min(rest, steps)
    window = np.array([rest if t < rest else steps for t in range(steps + 1)])
    window[rest] = -1

    def took(duration: int, t: int) -> int:
        """A step longer for who sets out in the first half of the day, at a busy time."""
        return duration + (busy and t < steps // 2)

    @cache
    def most(t: int, place: int) -> float:
        """Wait a step, or make any trip that can begin now."""
        if t >= steps:
            return 0.0
        ways = [most(t + 1, place)]
        for begin, value, duration, to, earliest, latest in trips:
            if begin == place and earliest <= t <= latest and t + took(duration, t) <= window[t]:
                ways.append(value - step_cost * took(duration, t) + most(t + took(duration, t), to))
        return max(ways)

    columns = [np.array(column) for column in zip(*trips, strict=True)] or [np.zeros(0, int)] * 6
    worth, choice = np.empty((steps + 1, 3)), np.empty((steps + 1, 3), np.int64)
    first = np.searchsorted(columns[0], np.arange(4))
    whole = [column.astype(np.int64) for column in columns]
    rows = np.array([[took(int(each), t) for each in whole[2]] for t in range(steps if busy else 1)], np.int64)
    row = np.arange(steps) if busy else np.zeros(steps, np.int64)
    limits = (whole[4], whole[5], window)
    best_days(first, columns[1].astype(float), step_cost, row, rows, whole[3], *limits, worth, choice)
    for t in range(steps + 1):
        for place in range(3):
            np.testing.assert_allclose(worth[t, place], most(t, place), atol=1e-12)
            trip = choice[t, place]
            if trip >= 0:
                assert trips[trip][0] == place
