# SPDX-License-Identifier: EUPL-1.2
"""Who can be safe by one moment when some go first: what the roads still carry for the next in line."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from weerbaar.evacuation.demand import Departures
from weerbaar.evacuation.flow.expansion import LAYER_S, Expansion
from weerbaar.evacuation.flow.optimum import Floats
from weerbaar.evacuation.flow.ways import ways_out
from weerbaar.evacuation.network import RoadNetwork


def safe_in_turn(
    network: RoadNetwork,
    departures: Departures,
    order: Sequence[int],
    horizon_s: float,
    *,
    layer_s: float = LAYER_S,
) -> Floats:
    """Return how many of each origin are safe by the horizon when those before it in ``order`` go first, length Z.

    Every origin gets as many out as it can without costing those before it a single vehicle (they may take other
    roads). In layers of time with travel times rounded up: what comes out can be driven, and a little more may be
    possible.

    Args:
        network: roads and exits.
        departures: who sets out where and when.
        order: numbers of origins, first the one that goes first; who is not in it stays.
        horizon_s: the moment, above 0, s.
        layer_s: longest length of a layer, s.

    Raises:
        NoWayOutError: vehicles set out where no exit is reached.
        TooManyRoadsError: more open roads than can be worked out.
    """
    safe = np.zeros(len(departures.nodes))
    ways = ways_out(network, departures)
    if departures.total_veh <= 0 or not len(order):
        return safe
    n_layers = max(math.ceil(horizon_s / layer_s - 1e-9), 1)
    layers = Expansion(network, departures, ways, horizon_s / n_layers, feasible=True)
    layers.grow(n_layers)
    waiting = layers.supply.copy()
    layers.supply[:] = 0
    for origin in order:
        if departures.vehicles[origin] <= 0:
            continue
        node = ways.number[departures.nodes[origin]]
        before = layers.out
        layers.join(int(node), waiting[node])
        layers.fill(n_layers)
        safe[origin] = (layers.out - before) / layers.units_per_veh
    return safe
