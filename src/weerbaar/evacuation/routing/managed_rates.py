# SPDX-License-Identifier: EUPL-1.2
"""How fast each zone can empty without a queue, fairly.

First the rate is raised that all zones can have together, then that of the zones which are not held by the bottleneck
found, and so on (max-min; Megiddo 1974). Zones further away get a higher rate, so that their last vehicle can set out
earlier and all arrive together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from weerbaar.evacuation.demand import Departures
from weerbaar.evacuation.flow import NoWayOutError, Throughput
from weerbaar.evacuation.network import RoadNetwork
from weerbaar.evacuation.routing.paths import SafetyTree, safety_tree

Floats = npt.NDArray[np.float64]

PEAK_S, PEAK_PART = 3600.0, 0.25
"""Nobody's rate need be higher than that of the busiest hour in which people are ready to go, or of the busiest quarter
of the time that the roads need at least, where that is shorter."""

_AT_ONCE_S = 60.0

_LEAST_SHARE_OF_TIME = 0.2
_NOTHING = 1e-7
"""Of all rates together; no more than the rounding in whole units on large networks."""


@dataclass(frozen=True, eq=False)
class Leaving:
    """Who is still to set out, Z origins.

    Attributes:
        nodes: number of the node of each origin, length Z.
        vehicles: still there, length Z.
        most_veh_s: the highest rate of each origin that is of use, length Z; with 0 it is left out.
        wait_s: until the first can be at an exit, length Z.
    """

    nodes: npt.NDArray[np.int64]
    vehicles: Floats
    most_veh_s: Floats
    wait_s: Floats


def quickest(network: RoadNetwork) -> SafetyTree:
    """Return the quickest ways over open roads to open exits when nobody is in the way."""
    return safety_tree(
        network,
        np.where(network.capacity_veh_s > 0, network.free_time_s, np.inf),
        np.where(network.exit_capacity_veh_s > 0, 0.0, np.inf),
    )


def everybody(network: RoadNetwork, departures: Departures, peak_s: float = PEAK_S) -> Leaving:
    """Return all who ever set out, over the quickest roads; ``peak_s``: see :func:`peak_rate`.

    Raises:
        NoWayOutError: vehicles set out where no exit is reached.
    """
    tree = quickest(network)
    going = departures.vehicles > 0
    lost = going & ~np.isfinite(tree.cost[departures.nodes])
    if lost.any():
        names = tuple(network.node_ids[node] for node in departures.nodes[lost])
        raise NoWayOutError(names, float(departures.vehicles[lost].sum()))
    wait = np.where(going, tree.cost[departures.nodes], 0.0)
    return Leaving(departures.nodes, departures.vehicles, peak_rate(departures, peak_s), wait)


def peak_rate(departures: Departures, peak_s: float = PEAK_S) -> Floats:
    """Return the rate at which people of each origin are ready in their busiest ``peak_s``, veh/s, length Z."""
    times = departures.times_s
    begins = np.unique(np.concatenate([[-peak_s], times - peak_s, times]))
    # Who is ready at the very start was ready in no time; that is as long as well.
    busiest = [
        np.max(np.interp(begins + peak_s, times, curve) - np.interp(begins, times, curve, left=0.0))
        for curve in departures.released_veh.T
    ]
    return np.array(busiest) / peak_s


def carried_veh_s(network: RoadNetwork) -> Floats:
    """Return what each link carries for long, veh/s: its capacity, or less where it is full before that flow is on it.

    In the fundamental diagram free flow and queue meet at ``jam / (1 / v + 1 / w)``.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        turned_s = network.free_time_s + network.length_m / network.wave_speed_m_s
        most = np.where(turned_s > 0, network.storage_veh / turned_s, np.inf)
    return np.asarray(np.where(network.capacity_veh_s > 0, np.minimum(network.capacity_veh_s, most), 0.0))


class Rates:
    """The rates that the roads of one network allow, with a share of every capacity kept free."""

    def __init__(self, network: RoadNetwork, reserve: float) -> None:
        usable = 1.0 - reserve
        self._roads = Throughput(network, carried_veh_s(network) * usable, network.exit_capacity_veh_s * usable)
        self._n_nodes = network.n_nodes

    def peak_s(self, departures: Departures) -> float:
        """Return the time over which the busiest rate of an origin is taken, s; see :data:`PEAK_PART`."""
        at_once = departures.vehicles / _AT_ONCE_S
        _, rest = self._roads.held_up(np.asarray(np.bincount(departures.nodes, at_once, self._n_nodes), float))
        through = float(at_once.sum()) - rest
        return min(PEAK_S, PEAK_PART * departures.total_veh / through) if through > 0 else PEAK_S

    def together(self, leaving: Leaving) -> float:
        """Return how many of all origins together can set out without a queue, veh/s."""
        _, rest = self._roads.held_up(self._at_nodes(leaving, leaving.most_veh_s))
        return float(leaving.most_veh_s.sum()) - rest

    def fair(self, leaving: Leaving) -> Floats:
        """Return the fairest rates that cause no queue, so that all arrive together, veh/s, length Z."""
        going = (leaving.vehicles > 0) & (leaving.most_veh_s > 0)
        rates = self.raised(leaving, np.zeros(len(going)))
        # Whoever comes later has to be through in what is left of the time, at a higher rate.
        drive_s = leaving.vehicles / np.where(going, rates, 1.0)
        left = np.where(going, drive_s / np.where(going, drive_s + leaving.wait_s, 1.0), 1.0)
        return self.raised(leaving, np.zeros(len(going)), 1.0 / np.maximum(left, _LEAST_SHARE_OF_TIME))

    def raised(self, leaving: Leaving, least_veh_s: Floats, per_vehicle: Floats | float = 1.0) -> Floats:
        """Return rates above the least ones (which fit) that are as fair as the roads allow, veh/s, length Z.

        Args:
            leaving: who is to set out.
            least_veh_s: rates that nobody gets less than, length Z.
            per_vehicle: what each vehicle of an origin counts for in what is fair, length Z.
        """
        weight = leaving.vehicles * per_vehicle
        more = np.where(weight > 0, np.maximum(leaving.most_veh_s - least_veh_s, 0.0), 0.0)
        free = more > 0
        rates = least_veh_s + more
        while free.any():
            # From above: the bottleneck that holds most at this level says which level it allows, until none is left.
            held, level = free, np.inf
            while True:
                behind, rest = self._roads.held_up(self._at_nodes(leaving, rates))
                behind = free & behind[leaving.nodes]
                if rest <= _NOTHING * rates.sum() or not behind.any():
                    break
                lower = _level(weight[behind], more[behind], float((rates - least_veh_s)[behind].sum() - rest))
                if lower >= level:
                    break
                held, level = behind, lower
                rates = np.where(free, least_veh_s + np.minimum(level * weight, more), rates)
            free = free & ~held
            rates = np.where(free, least_veh_s + more, rates)
        return rates

    def _at_nodes(self, leaving: Leaving, rates: Floats) -> Floats:
        return np.asarray(np.bincount(leaving.nodes, weights=rates, minlength=self._n_nodes), float)


def _level(weight: Floats, most: Floats, amount: float) -> float:
    """Return the level at which as much as ``amount`` is given out, each its weight times the level up to its most."""
    order = np.argsort(most / weight, kind="stable")
    weight, most = weight[order], most[order]
    before = np.concatenate([[0.0], np.cumsum(most)[:-1]])
    after = np.cumsum(weight[::-1])[::-1]
    levels = (amount - before) / after
    at = np.flatnonzero(levels <= most / weight)
    return max(float(levels[at[0]]), 0.0) if len(at) else np.inf
