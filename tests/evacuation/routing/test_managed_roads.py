# SPDX-License-Identifier: EUPL-1.2
"""The roads of a managed plan: the least driving, without a loop."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize, sparse

from tests.evacuation.routing.random_roads import networks
from tests.evacuation.routing.roads import at_once, even, roads
from tests.evacuation.simulation.roads import street_grid
from weerbaar.evacuation.demand import Departures
from weerbaar.evacuation.flow import NoWayOutError
from weerbaar.evacuation.network import RoadNetwork
from weerbaar.evacuation.routing.managed_rates import Rates, everybody
from weerbaar.evacuation.routing.managed_roads import SteadyFlow, least_driving


def _flow(network: RoadNetwork, departures: Departures, reserve: float = 0.0) -> SteadyFlow:
    rates = Rates(network, reserve).fair(everybody(network, departures))
    return least_driving(network, departures.nodes, rates, reserve)


def test_exits_are_balanced_when_the_nearest_is_full() -> None:
    """3 veh/s of peak; the near exit takes 1, the far one 1: all that fits, half each."""
    network = roads([("s", "x", 60, 1), ("s", "y", 600, 1)], ["x", "y"])
    flow = _flow(network, even(network, "s", 3.0, 7200.0))
    assert flow.links == pytest.approx([0.5, 0.5], abs=1e-5)
    assert flow.time_s[0] == pytest.approx(330.0, rel=1e-4)


def test_nobody_is_sent_round_while_the_quickest_road_has_room() -> None:
    network = roads([("s", "x", 60, 1), ("s", "y", 600, 1)], ["x", "y"])
    flow = _flow(network, even(network, "s", 0.9, 7200.0))
    assert flow.rate_veh_s == pytest.approx([0.9])
    assert flow.links.tolist() == [1.0, 0.0]
    assert _flow(network, even(network, "s", 0.9, 7200.0), reserve=0.2).links == pytest.approx([8 / 9, 1 / 9], abs=1e-5)


def test_ways_of_two_lengths_have_an_average() -> None:
    """Half over 60 s and half over 600 s from m, 60 s from s."""
    network = roads([("s", "m", 60, 9), ("m", "x", 60, 1), ("m", "y", 600, 1)], ["x", "y"])
    flow = _flow(network, even(network, "s", 3.0, 7200.0))
    assert flow.time_s[[network.node_number[name] for name in "sm"]] == pytest.approx([390.0, 330.0], rel=1e-4)


@given(networks(most_nodes=6), st.lists(st.integers(0, 9000), min_size=6, max_size=6), st.floats(0.1, 2.0))
def test_on_any_network(network: RoadNetwork, vehicles: list[int], exit_veh_s: float) -> None:
    """Conserved, within capacity, and without a loop."""
    network = replace(network, exit_capacity_veh_s=np.full(len(network.exits), exit_veh_s))
    departures = at_once(network, {name: float(vehicles[at]) for at, name in enumerate(network.node_ids)})
    try:
        flow = _flow(network, departures)
    except NoWayOutError:
        return
    assert np.all(flow.link_veh_s <= network.capacity_veh_s + 1e-6)
    assert np.all(flow.exit_veh_s <= exit_veh_s + 1e-6)
    into = np.bincount(network.end, weights=flow.link_veh_s, minlength=network.n_nodes)
    out = np.asarray(np.bincount(network.begin, weights=flow.link_veh_s, minlength=network.n_nodes), float)
    np.add.at(out, network.exits, flow.exit_veh_s)
    assert out - into == pytest.approx(flow.rate_veh_s, abs=1e-4)
    used = np.flatnonzero(flow.links > 0)
    assert np.all(flow.time_s[network.begin[used]] >= network.free_time_s[used] * flow.links[used] - 1e-9)
    going = departures.nodes[departures.vehicles > 0]
    assert np.all(np.isfinite(flow.time_s[going]))


def test_of_flows_that_take_as_long_it_is_always_the_same_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """On streets of one length many flows are best: whatever the order in which the solver sees the roads."""
    network = street_grid(4, 4_000)[0]
    nodes, rates = np.arange(network.n_nodes), np.full(network.n_nodes, 0.01)
    found = least_driving(network, nodes, rates, 0.0)
    solve = optimize.linprog

    def in_another_order(cost: np.ndarray, *, A_eq: sparse.csr_array, bounds: np.ndarray, **other: Any) -> Any:
        order = np.random.default_rng(1).permutation(len(cost))
        result = solve(cost[order], A_eq=A_eq[:, order], bounds=bounds[order], **other)
        back = np.argsort(order)
        result.x, result.upper.marginals = result.x[back], result.upper.marginals[back]
        return result

    monkeypatch.setattr(optimize, "linprog", in_another_order)
    again = least_driving(network, nodes, rates, 0.0)
    assert again.links == pytest.approx(found.links, abs=1e-6)
