# SPDX-License-Identifier: EUPL-1.2
"""The way to safety: nearest exit, links side by side, ties, closed roads, bad costs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from tests.evacuation.routing.random_roads import follow, networks
from tests.evacuation.routing.roads import roads
from weerbaar.evacuation.network import RoadNetwork
from weerbaar.evacuation.routing import RouteError, safety_tree
from weerbaar.evacuation.routing.paths import tree_shares
from weerbaar.evacuation.simulation import RouteShares


@given(networks())
def test_as_scipy_has_it(network: RoadNetwork) -> None:
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import dijkstra

    best: dict[tuple[int, int], float] = {}
    for a, b, time in zip(network.end, network.begin, network.free_time_s, strict=True):
        best[int(a), int(b)] = min(best.get((int(a), int(b)), np.inf), float(time))
    graph = csr_matrix((list(best.values()), tuple(zip(*best, strict=True))), shape=(network.n_nodes, network.n_nodes))
    expected = dijkstra(graph, indices=network.exits, min_only=True)
    tree = safety_tree(network, network.free_time_s)
    np.testing.assert_allclose(tree.cost, expected, rtol=1e-12)
    for node in np.flatnonzero(np.isfinite(tree.cost)):
        assert follow(network, tree.next_link, network.free_time_s, int(node)) == pytest.approx(tree.cost[node])


@given(networks())
def test_shares_of_a_tree_are_whole(network: RoadNetwork) -> None:
    links, exits = tree_shares(network, safety_tree(network, network.free_time_s))
    RouteShares(60.0, links[None, :], exits[None, :]).check(network)
    assert np.all(exits == 1.0)


def test_side_by_side_ties_and_closed() -> None:
    net = roads([("a", "t", 60, 1), ("a", "t", 50, 1), ("a", "t", 50, 1), ("b", "a", 10, 1)], ["t"])
    tree = safety_tree(net, net.free_time_s)
    assert tree.next_link.tolist() == [1, -1, 3]
    assert tree.cost.tolist() == [50.0, 0.0, 60.0]
    closed = safety_tree(net, np.array([60.0, np.inf, np.inf, 10.0]))
    assert closed.next_link.tolist() == [0, -1, 3]
    none = safety_tree(net, net.free_time_s, np.array([np.inf]))
    assert np.all(np.isinf(none.cost))
    assert none.next_link.tolist() == none.rank.tolist() == [-1, -1, -1]
    assert not any(part.any() for part in tree_shares(net, none))


def test_links_that_cost_nothing_make_no_loop() -> None:
    net = roads([("a", "b", 10, 1), ("b", "a", 10, 1), ("b", "t", 10, 1)], ["t"])
    tree = safety_tree(net, np.array([0.0, 0.0, 5.0]))
    assert tree.next_link[:2].tolist() == [0, 2]


def test_an_exit_that_costs_more_than_the_next_is_driven_past() -> None:
    net = roads([("a", "x", 10, 1), ("x", "t", 10, 1)], ["x", "t"])
    tree = safety_tree(net, net.free_time_s, np.array([100.0, 0.0]))
    assert tree.cost.tolist() == [20.0, 10.0, 0.0]
    assert tree_shares(net, tree)[1].tolist() == [0.0, 1.0]


@pytest.mark.parametrize("cost", [[-1.0], [np.nan], [1.0, 2.0]])
def test_bad_costs(cost: list[float]) -> None:
    net = roads([("a", "t", 10, 1)], ["t"])
    with pytest.raises(RouteError, match=r"1 roads and 1 exits costs of 0 or more"):
        safety_tree(net, np.array(cost))
    with pytest.raises(RouteError, match=r"1 exits costs"):
        safety_tree(net, net.free_time_s, np.array(cost))
