# SPDX-License-Identifier: EUPL-1.2
"""The kernel of the way to safety against a slow and obvious twin."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from hypothesis import given
from hypothesis import strategies as st

from tests.evacuation.routing.random_roads import networks
from weerbaar.evacuation.network import RoadNetwork
from weerbaar.evacuation.routing.tree_kernel import grow, pop, push

Floats = npt.NDArray[np.float64]


def _by_rounds(network: RoadNetwork, cost: Floats, exit_cost: Floats) -> Floats:
    """Twin: Bellman's rounds."""
    best = np.full(network.n_nodes, np.inf)
    np.minimum.at(best, network.exits, exit_cost)
    for _ in range(network.n_nodes):
        for link in range(network.n_links):
            best[network.begin[link]] = min(best[network.begin[link]], cost[link] + best[network.end[link]])
    return best


@given(networks(), st.data())
def test_as_by_rounds(network: RoadNetwork, data: st.DataObject) -> None:
    some = st.sampled_from([0.0, 10.0, 20.0, 50.0, np.inf])
    cost = np.array(data.draw(st.lists(some, min_size=network.n_links, max_size=network.n_links)))
    exit_cost = np.array(data.draw(st.lists(some, min_size=len(network.exits), max_size=len(network.exits))))
    times, following, rank = np.empty(network.n_nodes), *(np.empty(network.n_nodes, np.int64) for _ in range(2))
    first, links = network.in_links
    grow(first, links, network.begin, cost, network.exits, exit_cost, times, following, rank)
    np.testing.assert_array_equal(times, _by_rounds(network, cost, exit_cost))
    for node in range(network.n_nodes):
        assert (rank[node] >= 0) == np.isfinite(times[node])
        if following[node] >= 0:
            end = network.end[following[node]]
            assert rank[end] < rank[node]
            assert times[node] == cost[following[node]] + times[end]
            same = [
                link
                for link in np.flatnonzero(network.begin == node)
                if 0 <= rank[network.end[link]] < rank[node] and cost[link] + times[network.end[link]] == times[node]
            ]
            assert following[node] == min(same)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 9)), max_size=40))
def test_heap_gives_back_in_order(pairs: list[tuple[int, int]]) -> None:
    keys, nodes, size = np.empty(50), np.empty(50, np.int64), 0
    for key, node in pairs:
        size = push(keys, nodes, size, float(key), node)
    taken = []
    while size:
        taken.append((int(keys[0]), int(nodes[0])))
        size = pop(keys, nodes, size)
    assert taken == sorted(pairs)
