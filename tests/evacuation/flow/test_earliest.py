# SPDX-License-Identifier: EUPL-1.2
"""The optimum: known patterns, conservation, and flows that can be driven."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from tests.evacuation.flow.timed_nets import FORD_FULKERSON, ZIG_ZAG, Link, at_once, cases, lp_out_by, timed
from weerbaar.evacuation.demand import Departures
from weerbaar.evacuation.flow import optimum
from weerbaar.evacuation.network import RoadNetwork


@pytest.mark.parametrize(
    ("links", "vehicles", "first", "pattern"),
    [
        (ZIG_ZAG, 64.0, 2, [2, 3, 4, 6, 8, 10]),
        (FORD_FULKERSON, 160.0, 4, [2, 6, 11, 16, 21, 26, 31, 36]),
    ],
)
def test_known_patterns_all_at_once(links: list[Link], vehicles: float, first: int, pattern: list[float]) -> None:
    """One flow has the largest number out by every step; a step that begins at T ends at the moment T + 1."""
    network = timed(links, {"t": np.inf})
    found = optimum(network, at_once(network, {"s": vehicles}), layer_s=0.25)
    per_step = round(1 / found.layer_s)
    assert per_step * found.layer_s == pytest.approx(1)
    out = found.exit_veh.sum(1).cumsum()
    assert out[first * per_step - 1 :: per_step][: len(pattern)] == pytest.approx(pattern)


@given(cases())
def test_what_enters_a_node_leaves_it(case: tuple[RoadNetwork, Departures]) -> None:
    network, departures = case
    found = optimum(network, departures)
    entered, left = found.link_veh.sum(0), found.exit_veh.sum(0)
    balance = np.bincount(network.end, weights=entered, minlength=network.n_nodes)
    balance -= np.bincount(network.begin, weights=entered, minlength=network.n_nodes)
    np.add.at(balance, departures.nodes, departures.vehicles)
    np.add.at(balance, network.exits, -left)
    assert balance == pytest.approx(np.zeros(network.n_nodes), abs=1e-8 * departures.total_veh)
    assert np.all(found.link_veh >= 0)
    assert left.sum() == pytest.approx(departures.total_veh)
    assert np.all(found.link_veh <= network.capacity_veh_s * found.layer_s * (1 + 1e-9))
    assert np.all(found.exit_veh <= network.exit_capacity_veh_s * found.layer_s * (1 + 1e-9))


@given(cases())
def test_the_flow_can_be_driven(case: tuple[RoadNetwork, Departures]) -> None:
    """Nobody leaves a node before he has come there: by the end of each layer and the one that flows spread over."""
    network, departures = case
    found = optimum(network, departures)
    borders = np.arange(len(found.link_veh) + 1) * found.layer_s
    entered = np.vstack([np.zeros(network.n_links), found.link_veh.cumsum(0)])
    left = np.vstack([np.zeros(len(network.exits)), found.exit_veh.cumsum(0)])
    for at, now in enumerate(borders):
        ready = np.zeros(network.n_nodes)
        np.add.at(ready, departures.nodes, departures.released(float(now)))
        for link in range(network.n_links):
            # Flows of a layer on the clock of a node lie across two layers of real time.
            came = np.interp(now - network.free_time_s[link] + found.layer_s, borders, entered[:, link])
            ready[network.end[link]] += came
        gone = np.bincount(network.begin, weights=entered[at], minlength=network.n_nodes)
        np.add.at(gone, network.exits, left[at])
        assert np.all(gone <= ready + 1e-6 + 1e-6 * departures.total_veh)


@given(cases())
def test_no_more_is_out_than_an_exact_lp_allows(case: tuple[RoadNetwork, Departures]) -> None:
    network, departures = case
    found = optimum(network, departures)
    out = np.concatenate([[0.0], found.exit_veh.sum(1).cumsum()])
    moment = min(int(found.clearance_s) // 2 + 1, 12)
    by_then = np.interp(moment, np.arange(len(out)) * found.layer_s, out)
    assert by_then <= lp_out_by(network, departures, moment) + 1e-6


def test_nobody() -> None:
    network = timed([("a", "t", 5, 1)], {"t": 1})
    found = optimum(network, at_once(network, {"a": 0.0}))
    assert found.clearance_s == 0
    assert found.link_veh.shape == (0, 1)
