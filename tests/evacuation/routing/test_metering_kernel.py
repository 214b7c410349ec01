# SPDX-License-Identifier: EUPL-1.2
"""The kernel of metering against a slow and obvious twin that follows every step of people by itself."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from hypothesis import given
from hypothesis import strategies as st

from tests.evacuation.routing.random_roads import networks
from weerbaar.evacuation.network import RoadNetwork
from weerbaar.evacuation.routing.metering_kernel import share_that_fits

Floats = npt.NDArray[np.float64]


def _followed(
    network: RoadNetwork, steps: int, lag: Floats, links: Floats, node: int, at: int, veh: float, load: Floats
) -> None:
    """Twin: let those at one node in one step drive on, and count them on every link; shares are of one stage."""
    if at >= steps or veh < 1e-12:
        return
    for link in np.flatnonzero(network.begin == node).tolist():
        going = veh * links[link]
        load[at, link] += going
        whole, part = int(lag[link]), lag[link] % 1
        _followed(network, steps, lag, links, int(network.end[link]), at + whole, going * (1 - part), load)
        if part > 0:
            _followed(network, steps, lag, links, int(network.end[link]), at + whole + 1, going * part, load)


@given(networks(most_nodes=5), st.data())
def test_no_road_is_asked_for_more_than_it_carries(network: RoadNetwork, data: st.DataObject) -> None:
    """Who is held back comes nowhere too many; where there is room for all nobody is held back."""
    steps, n, m = 6, network.n_nodes, network.n_links
    rng = np.random.default_rng(data.draw(st.integers(0, 10**6)))
    lag = rng.choice([1.0, 1.5, 2.0, 2.25], m)
    links = rng.random(m)
    out = np.bincount(network.begin, links, n)
    links /= np.where(out > 0, out, 1.0)[network.begin]
    setting_out = rng.random((steps, n)) * (rng.random((steps, n)) < 0.5)
    capacity = rng.random(m) * 2
    ways = (network.begin, network.end, lag)
    exits, none = network.exits, np.zeros((1, len(network.exits)))
    # Two steps a period.
    stage = np.zeros((steps // 2, n), np.int64)

    def loads(leave: Floats) -> Floats:
        load = np.zeros((steps, m))
        for at in range(steps):
            for node in range(n):
                _followed(network, steps, lag, links, node, at, leave[at, node], load)
        return load

    def shares(room: Floats) -> Floats:
        found = setting_out.copy()
        share_that_fits(*ways, room, exits, np.ones(len(exits)), stage, links[None], none, found)
        return found

    fits = shares(capacity)
    assert np.all((fits >= 0) & (fits <= 1))
    assert np.all(loads(setting_out * fits) <= capacity + 1e-9)
    assert np.all(shares(loads(setting_out).max(0) + 1e-9) == 1.0)


def test_an_exit_that_is_full_holds_back_who_comes_there() -> None:
    """2 in each step, two steps from an exit for 1: half can go, but for the last two, who are not there in time."""
    ends, exits = (np.array([0]), np.array([1])), np.array([1])
    setting_out = np.zeros((6, 2))
    setting_out[:, 0] = 2.0
    share_that_fits(
        *ends,
        np.array([2.0]),
        np.array([9.0]),
        exits,
        np.array([1.0]),
        np.zeros((6, 2), np.int64),
        np.ones((1, 1)),
        np.ones((1, 1)),
        setting_out,
    )
    assert setting_out[:, 0].tolist() == [0.5] * 4 + [1.0] * 2


def test_roads_of_less_than_a_step_are_passed_within_it() -> None:
    """2 a step over a road of half a step to one for 1: half can go; who are spread over two steps meet both."""
    setting_out = np.zeros((4, 3))
    setting_out[:, 0] = 2.0
    share_that_fits(
        np.array([0, 1]),
        np.array([1, 2]),
        np.array([0.5, 0.5]),
        np.array([9.0, 1.0]),
        np.array([2]),
        np.array([9.0]),
        np.zeros((4, 3), np.int64),
        np.ones((1, 2)),
        np.zeros((1, 1)),
        setting_out,
    )
    # In the first step half of those who set out come to the second road, from then on as many as set out.
    assert setting_out[:, 1].tolist() == [1.0, 0.5, 0.5, 0.5]
    assert setting_out[:, 0].tolist() == [0.5, 0.5, 0.5, 0.5]
