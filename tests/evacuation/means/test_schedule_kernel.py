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
)
def test_as_trying_every_way(steps: int, made: list[tuple[int, float, int, int, int, int]], rest: int) -> None:
    trips = sorted(made, key=lambda trip: (trip[0], -trip[5]))
    rest = min(rest, steps)
    window = np.array([rest if t < rest else steps for t in range(steps + 1)])
    window[rest] = -1

    @cache
    def most(t: int, place: int) -> float:
        """Wait a step, or make any trip that can begin now."""
        if t >= steps:
            return 0.0
        ways = [most(t + 1, place)]
        for begin, value, duration, to, earliest, latest in trips:
            if begin == place and earliest <= t <= latest and t + duration <= window[t]:
                ways.append(value + most(t + duration, to))
        return max(ways)

    columns = [np.array(column) for column in zip(*trips, strict=True)] or [np.zeros(0, int)] * 6
    worth, choice = np.empty((steps + 1, 3)), np.empty((steps + 1, 3), np.int64)
    first = np.searchsorted(columns[0], np.arange(4))
    whole = [column.astype(np.int64) for column in columns]
    best_days(first, columns[1].astype(float), whole[2], whole[3], whole[4], whole[5], window, worth, choice)
    for t in range(steps + 1):
        for place in range(3):
            np.testing.assert_allclose(worth[t, place], most(t, place), atol=1e-12)
            trip = choice[t, place]
            if trip >= 0:
                assert trips[trip][0] == place
