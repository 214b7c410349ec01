# SPDX-License-Identifier: EUPL-1.2
"""The roads as good as they ever are under measures: what a bound has to assume so that no plan can beat it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from weerbaar.evacuation.network import RoadNetwork
from weerbaar.evacuation.simulation import Measure, changes_s, conditions_at


def best_roads(network: RoadNetwork, measures: Sequence[Measure]) -> RoadNetwork:
    """Return the network with the most that each road and exit can ever carry, and nobody slowed down.

    Args:
        network: the roads as they are usually.
        measures: checked against the network.
    """
    if not measures:
        return network
    moments = [conditions_at(network, measures, float(time)) for time in (0.0, *changes_s(measures))]
    most_in = np.max([now.into_veh_s(network) for now in moments], axis=0)
    most_out = np.max([now.out_of_veh_s(network) for now in moments], axis=0)
    return replace(
        network,
        capacity_veh_s=np.minimum(most_in, most_out),
        exit_capacity_veh_s=np.max([now.exit_veh_s for now in moments], axis=0),
    )
