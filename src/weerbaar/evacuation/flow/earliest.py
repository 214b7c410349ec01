# SPDX-License-Identifier: EUPL-1.2
"""The optimum: flows over the roads that bring as many out by every moment as any flow in the same layers can.

Times are rounded up to whole layers (on clocks that run ahead, so that the quickest ways are not rounded at all) and
nobody drives off before he is released: the flow can be driven, and what it gets out is a lower bound to the best.
"""

from __future__ import annotations

import numpy as np

from weerbaar.evacuation.demand import Departures
from weerbaar.evacuation.flow.expansion import LAYER_S, Expansion, layer_length, least_duration
from weerbaar.evacuation.flow.optimum import Floats, Optimum
from weerbaar.evacuation.flow.ways import ways_out
from weerbaar.evacuation.network import RoadNetwork


def optimum(network: RoadNetwork, departures: Departures, *, layer_s: float = LAYER_S) -> Optimum:
    """Return an earliest-arrival flow: the largest number out by the end of every layer, all at once.

    Args:
        network: roads and exits; a capacity may be infinite, or 0 where a road is closed.
        departures: who sets out where and when.
        layer_s: length of a layer, s; shorter where the evacuation takes less than some layers, longer where it would
            take hundreds. A shorter one comes closer to the bound and costs more.

    Raises:
        NoWayOutError: vehicles set out where no exit is reached.
        TooManyRoadsError: more open roads than can be worked out.
    """
    ways = ways_out(network, departures)
    if departures.total_veh <= 0:
        return Optimum(layer_s, np.zeros((0, network.n_links)), np.zeros((0, len(network.exits))), 0.0)
    length_s = layer_length(least_duration(network, departures, ways), layer_s)
    layers = Expansion(network, departures, ways, length_s, feasible=True)
    while not layers.everybody_out:
        layers.fill(layers.filled + 1)
    n_layers = layers.filled
    entered = layers.entered[:, :n_layers] / layers.units_per_veh
    left = layers.left[:, :n_layers] / layers.units_per_veh
    links = np.zeros((n_layers, network.n_links))
    links[:, ways.links] = _real_time(entered, ways.to_exit_s[network.begin[ways.links]] / layers.layer_s)
    exits = np.zeros((n_layers, len(network.exits)))
    exits[:, layers.exits] = left.T
    return Optimum(layers.layer_s, links, exits, n_layers * layers.layer_s)


def _real_time(flow: Floats, ahead: Floats) -> Floats:
    """Flows per layer of clocks that run ``ahead`` (layers, one for each row) as flows per layer of real time.

    A layer there lies across two layers here, and counts for each as far as it lies in it.
    """
    rows, layers = flow.shape
    whole = np.floor(ahead).astype(np.int64)
    part = ahead - whole
    row, at = np.nonzero(flow)
    amount = flow[row, at]
    out = np.zeros((layers, rows))
    # What would lie before the start is nothing but rounding: nobody is released there.
    np.add.at(out, (np.maximum(at - whole[row], 0), row), amount * (1 - part[row]))
    np.add.at(out, (np.maximum(at - whole[row] - 1, 0), row), amount * part[row])
    return out
