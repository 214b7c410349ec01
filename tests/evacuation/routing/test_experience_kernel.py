# SPDX-License-Identifier: EUPL-1.2
"""The kernels of experienced times against slow and obvious twins."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.evacuation.routing.random_roads import networks
from weerbaar.evacuation.network import RoadNetwork
from weerbaar.evacuation.routing.experience_kernel import at_moment, quickest_in_time, times_over_links

MOMENTS, PERIOD_S = 6, 100.0


def test_straight_between_moments_and_level_after_the_last() -> None:
    times = np.array([[0.0], [10.0], [30.0]])
    assert [at_moment(times, 0, place) for place in (0.0, 0.5, 1.0, 1.25, 2.0, 9.0)] == [
        0.0,
        5.0,
        10.0,
        15.0,
        30.0,
        30.0,
    ]


@given(st.lists(st.tuples(st.floats(0, 50), st.floats(0, 1)), min_size=MOMENTS, max_size=MOMENTS))
def test_time_between_equal_numbers(steps: list[tuple[float, float]]) -> None:
    """Twin: the first of many fine moments at which as many have left; nobody comes off before who entered earlier."""
    entered = np.cumsum([step[0] for step in steps])
    left = np.zeros(MOMENTS)
    for at in range(1, MOMENTS):
        left[at] = left[at - 1] + steps[at][1] * max(entered[at - 1] - left[at - 1], 0.0)
    times = np.empty((MOMENTS, 1))
    times_over_links(PERIOD_S, entered[:, None], left[:, None], np.full((MOMENTS, 1), 20.0), times)
    fine = np.linspace(0, (MOMENTS - 1) * PERIOD_S, 50001)
    curve = np.interp(fine, np.arange(MOMENTS) * PERIOD_S, left)
    before = 0.0
    for moment in range(MOMENTS):
        reached = np.flatnonzero(curve >= entered[moment] - 1e-6)
        off = fine[reached[0]] if len(reached) else fine[-1]
        before = max(before, off, moment * PERIOD_S + 20.0)
        assert abs(times[moment, 0] - (before - moment * PERIOD_S)) <= 0.02


@given(networks(6), st.data())
def test_quickest_as_by_rounds(network: RoadNetwork, data: st.DataObject) -> None:
    """Twin: for each moment from the last, all links again and again until nothing changes."""
    steps = st.lists(st.floats(0, 80), min_size=MOMENTS - 1, max_size=MOMENTS - 1)
    over = np.empty((MOMENTS, network.n_links))
    for link in range(network.n_links):
        # Who enters later comes off later: a time over the link never falls by more than the time that went by.
        off = network.free_time_s[link] + np.concatenate(
            [[0.0], np.cumsum(data.draw(steps) if link < 4 else [90.0] * 5)]
        )
        over[:, link] = np.maximum(off - np.arange(MOMENTS) * PERIOD_S, 1.0)
    gates = np.ones((MOMENTS, len(network.exits)), bool)
    times = np.empty((MOMENTS, network.n_nodes))
    following = np.empty((MOMENTS, network.n_nodes), np.int64)
    extra = np.empty_like(over)
    first, links = network.in_links
    quickest_in_time(
        PERIOD_S, first, links, network.begin, network.end, over, network.exits, gates, times, following, extra
    )
    slow = np.full((MOMENTS, network.n_nodes), np.inf)
    for moment in range(MOMENTS - 1, -1, -1):
        slow[moment, network.exits] = 0.0
        for _ in range(4 * network.n_nodes):
            for link in range(network.n_links):
                through = over[moment, link] + at_moment(
                    slow, int(network.end[link]), moment + over[moment, link] / PERIOD_S
                )
                if through < slow[moment, network.begin[link]]:
                    slow[moment, network.begin[link]] = through
    np.testing.assert_allclose(times, slow, rtol=1e-9, atol=1e-6)
    assert np.all(extra >= 0)
    for moment in range(MOMENTS):
        for node in np.flatnonzero(following[moment] >= 0):
            assert extra[moment, following[moment, node]] <= 1e-6
