# SPDX-License-Identifier: EUPL-1.2
"""The kernel of who looks anew against the same written out over whole arrays."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from hypothesis import given
from hypothesis import strategies as st

from tests.evacuation.routing.random_roads import networks
from weerbaar.evacuation.network import RoadNetwork
from weerbaar.evacuation.routing import SafetyTree, safety_tree
from weerbaar.evacuation.routing.choice_kernel import choose
from weerbaar.evacuation.routing.paths import tree_shares

Floats = npt.NDArray[np.float64]


def _to_one(network: RoadNetwork, weight: Floats) -> Floats:
    total = np.bincount(network.begin, weights=weight, minlength=network.n_nodes)[network.begin]
    return np.divide(weight, total, out=np.zeros_like(weight), where=total > 0)


def _written_out(
    network: RoadNetwork, tree: SafetyTree, time_s: Floats, usual: Floats, spread: float, renewed: float, before: Floats
) -> tuple[Floats, Floats]:
    """Twin: the opinion of drivers and the shares of links."""
    to, back = tree.rank[network.end], tree.rank[network.begin]
    nearer = (to >= 0) & (to < back) & np.isfinite(time_s)
    wanted = tree_shares(network, tree)[0]
    if spread > 0:
        best = tree.cost[network.begin[nearer]]
        longer = time_s[nearer] + tree.cost[network.end[nearer]] - best
        weight = np.zeros(network.n_links)
        weight[nearer] = np.exp(-longer / (spread * np.where(best > 0, best, 1.0)))
        wanted = _to_one(network, weight)
    opinion = before + renewed * (wanted - before)
    links = _to_one(network, np.where(nearer, opinion, 0.0))
    links[((tree.rank >= 0) & (tree.next_link < 0))[network.begin]] = 0.0
    return opinion, np.where((tree.rank < 0)[network.begin], usual, links)


@given(networks(), st.data())
def test_as_written_out(network: RoadNetwork, data: st.DataObject) -> None:
    some = st.sampled_from([5.0, 10.0, 20.0, 300.0, np.inf])
    usual = tree_shares(network, safety_tree(network, network.free_time_s))[0]
    spread = data.draw(st.sampled_from([0.0, 0.1, 0.5]))
    opinion, shares = np.zeros(network.n_links), np.empty(network.n_links)
    for renewed in (1.0, 0.5, data.draw(st.floats(0.0, 1.0))):
        time = np.array(data.draw(st.lists(some, min_size=network.n_links, max_size=network.n_links)))
        closed = data.draw(st.lists(st.booleans(), min_size=len(network.exits), max_size=len(network.exits)))
        tree = safety_tree(network, time, np.where(closed, np.inf, 0.0))
        expected = _written_out(network, tree, time, usual, spread, renewed, opinion)
        choose(
            *network.out_links,
            network.end,
            time,
            tree.cost,
            tree.next_link,
            tree.rank,
            usual,
            spread,
            renewed,
            opinion,
            shares,
        )
        np.testing.assert_allclose(opinion, expected[0], rtol=1e-12, atol=1e-15)
        np.testing.assert_allclose(shares, expected[1], rtol=1e-9, atol=1e-12)
