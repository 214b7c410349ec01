# SPDX-License-Identifier: EUPL-1.2
"""The Link Transmission Model written out: the whole past of every road, one road and one node after the other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from weerbaar.evacuation.demand import Departures
from weerbaar.evacuation.network import RoadNetwork
from weerbaar.evacuation.simulation import RouteShares

Floats = npt.NDArray[np.float64]


@dataclass
class PlainRun:
    """Counts at every step; K + 1 moments."""

    entered: Floats
    left: Floats
    waiting: Floats
    arrived: Floats


def shared_room(total: float, wants: list[float], weights: list[float]) -> list[float]:
    """Find by bisection the level λ at which ``min(wants, λ weight)`` add up to the room."""
    if total >= sum(wants) * (1 - 1e-12):
        return wants
    low, high = 0.0, max(want / weight for want, weight in zip(wants, weights, strict=True) if want > 0)
    for _ in range(200):
        middle = (low + high) / 2
        if sum(min(want, middle * weight) for want, weight in zip(wants, weights, strict=True)) > total:
            high = middle
        else:
            low = middle
    return [min(want, low * weight) for want, weight in zip(wants, weights, strict=True)]


def plain_run(
    network: RoadNetwork,
    departures: Departures,
    guide: RouteShares,
    *,
    step_s: float,
    steps: int,
    speed: Floats | None = None,
    drop: float = 0.0,
) -> PlainRun:
    """Simulate without thinking of speed.

    Args:
        speed: factor on all free speeds in each step, length ``steps``; None: 1.
        drop: share of its capacity that a bottleneck with a queue loses.
    """
    n, m = network.n_nodes, network.n_links
    factor = np.ones(steps) if speed is None else speed
    times = np.arange(steps + 1) * step_s
    driven = np.concatenate([[0.0], np.cumsum(factor * step_s)])
    """How far, in seconds at free speed, somebody has come who drove all the time."""
    entered, left = np.zeros((steps + 1, m)), np.zeros((steps + 1, m))
    waiting, arrived = np.zeros((steps + 1, n)), np.zeros((steps + 1, len(network.exits)))
    released = np.zeros((steps + 1, n))
    for k in range(steps + 1):
        released[k, departures.nodes] = departures.released(times[k])
    free = np.maximum(network.length_m / network.free_speed_m_s, step_s)
    wave = np.maximum(network.length_m / network.wave_speed_m_s, step_s)
    storage = np.maximum(network.length_m * network.jam_veh_m, network.capacity_veh_s * (free + wave))
    widest = [
        max([network.capacity_veh_s[x] for x in range(m) if network.begin[x] == v], default=1.0) for v in range(n)
    ]

    def at(counts: Floats, k: int, moment: float) -> float:
        """A count as it was at a moment, straight between the steps that have been; nobody before the start."""
        return float(np.interp(moment, times[: k + 1], counts[: k + 1])) if moment > 0 else 0.0

    for k in range(steps):
        period = min(int((times[k] + 1e-9) / (round(guide.period_s / step_s) * step_s)), guide.n_periods - 1)
        share, exit_share = guide.links[period], guide.exits[period]
        entered[k + 1], left[k + 1], arrived[k + 1] = entered[k], left[k], arrived[k]
        sends, takes = [], []
        for x in range(m):
            far = driven[k + 1] - free[x]
            moment = float(np.interp(far, driven, times)) if far > 0 else 0.0
            most = network.capacity_veh_s[x] * step_s
            there = max(at(entered[:, x], k, moment) - left[k, x], 0.0)
            sends.append(min(there, most) if there <= most * (1 + 1e-9) else most * (1 - drop))
            gone = at(left[:, x], k, times[k + 1] - wave[x])
            takes.append(min(max(gone + storage[x] - entered[k, x], 0.0), most))
        for v in range(n):
            waits = waiting[k, v] + released[k + 1, v] - released[k, v]
            into = [x for x in range(m) if network.end[x] == v]
            doors = [
                (x, share[x], takes[x], network.capacity_veh_s[x] * step_s) for x in range(m) if network.begin[x] == v
            ]
            for e, node in enumerate(network.exits):
                if node == v:
                    most = network.exit_capacity_veh_s[e] * step_s
                    doors.append((-1 - e, exit_share[e], most, most))
            wants = [sends[x] for x in into] + [waits]
            demand = sum(wants)
            out = [
                (x, part, min(room, most * (1 - drop)) if demand * part > most * (1 + 1e-9) else room)
                for x, part, room, most in doors
                if part > 0
            ]
            level = min([demand, *(room / part for _, part, room in out)])
            flows = [level * part for _, part, _ in out]
            for flow, (x, _, _) in zip(flows, out, strict=True):
                if x >= 0:
                    entered[k + 1, x] += flow
                else:
                    arrived[k + 1, -1 - x] += flow
            total = sum(flows)
            weights = [*(network.capacity_veh_s[x] for x in into), widest[v]]
            goes = shared_room(total, wants, weights) if total > 0 else [0.0] * len(wants)
            for x, gone in zip(into, goes[:-1], strict=True):
                left[k + 1, x] += gone
            waiting[k + 1, v] = waits - goes[-1]
    return PlainRun(entered, left, waiting, arrived)
