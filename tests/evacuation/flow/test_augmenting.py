# SPDX-License-Identifier: EUPL-1.2
"""Filling layer after layer: against the plain way, a maximum flow of the whole expansion for each horizon anew."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import coo_array
from scipy.sparse.csgraph import maximum_flow

from tests.evacuation.flow.timed_nets import cases
from weerbaar.evacuation.demand import Departures
from weerbaar.evacuation.flow.expansion import Expansion
from weerbaar.evacuation.flow.ways import ways_out
from weerbaar.evacuation.network import RoadNetwork


def plain_out_by(layers: Expansion, supply: np.ndarray, horizon: int) -> int:
    """The largest flow that is out within ``horizon`` layers; all in units small enough for 32 bits."""
    ways, n = layers.ways, len(layers.ways.nodes)
    arcs: list[tuple[int, int, int]] = []
    source, sink = n * horizon, n * horizon + 1
    enough = int(supply.sum()) + 1
    for k in range(horizon):
        for link in range(len(ways.links)):
            if k + layers.steps[link] < horizon:
                come = (k + layers.steps[link]) * n + ways.end[link]
                arcs.append((k * n + ways.begin[link], come, min(layers.capacity[link], enough)))
        for node in range(n):
            arcs.append((source, k * n + node, supply[node, k]))
            if k + 1 < horizon:
                arcs.append((k * n + node, (k + 1) * n + node, enough))
            x = layers.exit_of_node[node]
            if x >= 0:
                arcs.append((k * n + node, sink, min(layers.exit_capacity[x], enough)))
    begin, end, most = np.array(arcs).T
    graph = coo_array((most.astype(np.int32), (begin, end)), shape=(sink + 1, sink + 1)).tocsr()
    graph.indices, graph.indptr = graph.indices.astype(np.int32), graph.indptr.astype(np.int32)
    return int(maximum_flow(graph, source, sink).flow_value)


@given(cases(), st.sampled_from([0.5, 1.0, 1.7]), st.booleans())
def test_largest_for_every_horizon_at_once(
    case: tuple[RoadNetwork, Departures], layer_s: float, feasible: bool
) -> None:
    network, departures = case
    layers = Expansion(network, departures, ways_out(network, departures), layer_s, feasible)
    # Fewer units to a vehicle, so that the plain way can count them.
    layers.units_per_veh = 64.0
    layers.capacity = layers._per_layer(network.capacity_veh_s[layers.ways.links])
    layers.exit_capacity = layers._per_layer(network.exit_capacity_veh_s[layers.exits])
    layers.total = int(departures.total_veh * 64)
    layers.grow(12)
    supply = layers.supply.copy()
    out = []
    for k in range(10):
        layers.fill(k + 1)
        out.append(int(layers.left[:, : k + 1].sum()))
    for horizon in (1, 4, 7, 10):
        assert out[horizon - 1] == plain_out_by(layers, supply, horizon)


@given(cases())
def test_what_is_settled_is_a_minimum_cut(case: tuple[RoadNetwork, Departures]) -> None:
    """Its capacity equals the flow: nothing can be added, and nothing is left out."""
    network, departures = case
    layers = Expansion(network, departures, ways_out(network, departures), 1.0, False)
    layers.grow(16)
    supply = layers.supply.copy()
    for horizon in range(1, 13):
        layers.fill(horizon)
        if layers.everybody_out:
            break
        ways, settled = layers.ways, layers.settled
        cut = sum(int(supply[node, : settled[node]].sum()) for node in range(len(ways.nodes)))
        for link in range(len(ways.links)):
            used = settled[ways.end[link]] - settled[ways.begin[link]] - layers.steps[link]
            cut += max(int(used), 0) * int(layers.capacity[link])
        for x, node in enumerate(network.exits[layers.exits]):
            cut += (horizon - int(settled[ways.number[node]])) * int(layers.exit_capacity[x])
        assert cut == int(layers.left.sum())
