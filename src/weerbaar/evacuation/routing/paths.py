# SPDX-License-Identifier: EUPL-1.2
"""The quickest (or shortest) way from every node to whichever exit is nearest, for costs of links as they are now."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from weerbaar.base import Text, WeerbaarError
from weerbaar.evacuation.network import RoadNetwork

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


class RouteError(WeerbaarError):
    """Costs or settings with which nobody can choose a road."""


@dataclass(frozen=True, eq=False)
class SafetyTree:
    """The way to safety from every node; N nodes.

    Of ways that cost the same the one is taken whose first link has the lowest number, among links to nodes that are
    nearer (or as near, and reached before: nodes that are as near are reached in the order of their numbers). So
    there is no loop, also not over links that cost nothing, and the same costs always give the same tree.

    Attributes:
        cost: to the nearest exit, in the unit of the costs given; infinite where there is no way, length N.
        next_link: first link of that way, length N; -1 where one leaves at once or there is no way.
        rank: place in the order from near to far, length N; -1 where there is no way.
    """

    cost: Floats
    next_link: Integers
    rank: Integers


def safety_tree(network: RoadNetwork, link_cost: Floats, exit_cost: Floats | None = None) -> SafetyTree:
    """Return the cheapest way from every node to an exit, all exits together (Dijkstra 1959, from one super sink).

    Args:
        network: the roads; links side by side between the same nodes are told apart.
        link_cost: of each link, not negative, infinite where closed, length M.
        exit_cost: of leaving at each exit, length X; infinite where closed; None for nothing.

    Raises:
        RouteError: a cost that is negative or not a number.
    """
    from weerbaar.evacuation.routing.tree_kernel import grow

    n_nodes, n_links, n_exits = network.n_nodes, network.n_links, len(network.exits)
    costs = np.ascontiguousarray(link_cost, float)
    of_exits = np.zeros(n_exits) if exit_cost is None else np.ascontiguousarray(exit_cost, float)
    tree = SafetyTree(np.empty(n_nodes), np.empty(n_nodes, np.int64), np.empty(n_nodes, np.int64))
    into = (*network.in_links, network.begin, costs, network.exits, of_exits, tree.cost, tree.next_link, tree.rank)
    if len(costs) != n_links or len(of_exits) != n_exits or not grow(*into):
        raise RouteError(
            Text(
                nl=f"geef {n_links} wegen en {n_exits} uitgangen kosten van 0 of meer (oneindig voor dicht).",
                en=f"give {n_links} roads and {n_exits} exits costs of 0 or more (infinite for closed).",
            )
        )
    return tree


def tree_shares(network: RoadNetwork, tree: SafetyTree) -> tuple[Floats, Floats]:
    """Return shares of links (length M) and exits (length X) with which everybody follows the tree.

    Who has no way gets no share.
    """
    links = np.zeros(network.n_links)
    links[tree.next_link[tree.next_link >= 0]] = 1.0
    leaves = (tree.next_link[network.exits] < 0) & (tree.rank[network.exits] >= 0)
    return links, leaves.astype(float)
