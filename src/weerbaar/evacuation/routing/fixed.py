# SPDX-License-Identifier: EUPL-1.2
"""Drivers who know their way beforehand and keep to it, whatever the queues: the nearest exit by road, or the quickest
when nobody else drives."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from weerbaar.evacuation.network import RoadNetwork
from weerbaar.evacuation.routing.paths import safety_tree, tree_shares
from weerbaar.evacuation.simulation import RouteShares

WHOLE_DAY_S = 86400.0
"""Length of the one period; the last period lasts until the end, so any length would do."""


def nearest_exit(network: RoadNetwork) -> RouteShares:
    """Everybody takes the shortest road, in metres, to the nearest exit (strategy "nearest exit", Evacuatiecalculator).

    Links of no capacity and exits of no capacity are not chosen. Who has no way to an exit gets no share.
    """
    return _kept_to(network, network.length_m)


def free_flow(network: RoadNetwork) -> RouteShares:
    """Everybody takes the road to the exit that is quickest when nobody is in the way.

    Links of no capacity and exits of no capacity are not chosen. Who has no way to an exit gets no share.
    """
    return _kept_to(network, network.free_time_s)


def _kept_to(network: RoadNetwork, cost: npt.NDArray[np.float64]) -> RouteShares:
    tree = safety_tree(
        network,
        np.where(network.capacity_veh_s > 0, cost, np.inf),
        np.where(network.exit_capacity_veh_s > 0, 0.0, np.inf),
    )
    links, exits = tree_shares(network, tree)
    return RouteShares(WHOLE_DAY_S, links[None, :], exits[None, :])
