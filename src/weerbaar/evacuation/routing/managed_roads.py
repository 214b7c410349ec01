# SPDX-License-Identifier: EUPL-1.2
"""The roads of a managed plan: the least driving for rates that the roads can carry.

A flow that is repeated for as long as people leave, and that nowhere exceeds what a road carries, has no queues: nobody
keeps up somebody who goes another way, and a simulation follows it to the minute (temporally repeated flows, Ford and
Fulkerson 1958).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from weerbaar.base import Text
from weerbaar.evacuation.network import RoadNetwork
from weerbaar.evacuation.routing.managed_rates import carried_veh_s
from weerbaar.evacuation.routing.paths import RouteError, SafetyTree, safety_tree, tree_shares

Floats = npt.NDArray[np.float64]

# Room for rounding, as a share of the rates, and what counts as nothing beside them.
_SLACK = 1e-6
_NOTHING = 1e-9
_LEAST_TIME_S = 1e-3
_APART_S = 1e-2


@dataclass(frozen=True, eq=False)
class SteadyFlow:
    """A flow without queues that lasts as long as people leave; Z origins, M links, X exits, N nodes.

    Attributes:
        rate_veh_s: of each origin, length Z.
        link_veh_s: of each link, length M.
        exit_veh_s: of each exit, length X.
        links: shares of the people at each node that take each link, length M; where nobody comes, the way that is
            best beside the flow. There is no loop.
        exits: the same for exits, length X.
        time_s: to an exit over those roads, on average, from each node, length N; infinite where there is no way.
    """

    rate_veh_s: Floats
    link_veh_s: Floats
    exit_veh_s: Floats
    links: Floats
    exits: Floats
    time_s: Floats


def least_driving(
    network: RoadNetwork, nodes: npt.NDArray[np.int64], rates_veh_s: Floats, reserve: float
) -> SteadyFlow:
    """Return the roads for rates with the least time on the road for all together.

    Args:
        network: the roads.
        nodes: of each origin, length Z.
        rates_veh_s: of each origin, which the roads can carry together, length Z.
        reserve: share of every capacity that is kept free.

    Raises:
        RouteError: no flow was found.
    """
    from scipy import sparse
    from scipy.optimize import linprog

    n_links, n_exits = network.n_links, len(network.exits)
    links, exits = np.arange(n_links), n_links + np.arange(n_exits)
    rows = np.concatenate([network.begin, network.end, network.exits])
    signs = np.repeat([1.0, -1.0, 1.0], [n_links, n_links, n_exits])
    matrix = sparse.csr_array(
        (signs, (rows, np.concatenate([links, links, exits]))), (network.n_nodes, n_links + n_exits)
    )
    high = np.concatenate([carried_veh_s(network), network.exit_capacity_veh_s]) * (1.0 - reserve)
    # Of flows that take as long the solver would return any, another on each machine: so none take quite as long.
    time = np.maximum(network.free_time_s, _LEAST_TIME_S) + np.random.default_rng(0).uniform(0.0, _APART_S, n_links)
    cost = np.where(high > 0, np.concatenate([time, np.zeros(n_exits)]), 0.0)
    setting_out = np.bincount(nodes, weights=rates_veh_s, minlength=network.n_nodes) * (1 - _SLACK)
    found = linprog(cost, A_eq=matrix, b_eq=setting_out, bounds=np.c_[np.zeros(len(high)), high], method="highs-ds")
    if found.x is None:
        raise RouteError(
            Text(
                nl=f"voor dit net is geen beheerd plan gevonden ({found.message}).",
                en=f"no managed plan was found for this network ({found.message}).",
            )
        )
    price = np.maximum(-found.upper.marginals, 0.0)
    flow = np.where(found.x > _NOTHING * max(float(rates_veh_s.sum()), _NOTHING), found.x, 0.0)
    tree = safety_tree(
        network,
        np.where(network.capacity_veh_s > 0, time + price[:n_links], np.inf),
        np.where(network.exit_capacity_veh_s > 0, price[n_links:], np.inf),
    )
    # With the price of the full roads no road with flow leads away from safety; rounding could say otherwise.
    nearer = (tree.rank[network.end] >= 0) & (tree.rank[network.end] < tree.rank[network.begin])
    link_veh_s, exit_veh_s = np.where(nearer, flow[:n_links], 0.0), flow[n_links:]
    shares = _shares(network, tree, link_veh_s, exit_veh_s)
    return SteadyFlow(rates_veh_s, link_veh_s, exit_veh_s, *shares, _times(network, tree, shares[0]))


def _shares(network: RoadNetwork, tree: SafetyTree, links: Floats, exits: Floats) -> tuple[Floats, Floats]:
    """Return shares of links and exits by their flows; by the tree where nobody comes."""
    through = np.bincount(network.begin, weights=links, minlength=network.n_nodes)
    np.add.at(through, network.exits, exits)
    beside_links, beside_exits = tree_shares(network, tree)
    used = through > 0
    per = np.where(used, through, 1.0)
    return (
        np.where(used[network.begin], links / per[network.begin], beside_links),
        np.where(used[network.exits], exits / per[network.exits], beside_exits),
    )


def _times(network: RoadNetwork, tree: SafetyTree, shares: Floats) -> Floats:
    """Return the time to an exit by shares of links, on average, s; infinite where there is no way."""
    mean = np.where(tree.rank >= 0, 0.0, np.inf)
    first, links = network.out_links
    nodes = np.flatnonzero(tree.rank >= 0)
    for node in nodes[np.argsort(tree.rank[nodes])]:
        out = links[first[node] : first[node + 1]]
        out = out[shares[out] > 0]
        mean[node] = (shares[out] * (network.free_time_s[out] + mean[network.end[out]])).sum()
    return mean
