# SPDX-License-Identifier: EUPL-1.2
"""A certificate made as sharp as it gets: nodes whose moment is better a little later (or earlier) are moved together.

Which nodes to move, all at once, is a minimum cut of the network itself, because what a road counts for is convex in
the difference of its two moments (Murota's steepest descent for such functions, in ever smaller steps).
"""

from __future__ import annotations

import numpy as np

from weerbaar.evacuation.demand import Departures
from weerbaar.evacuation.flow.certifying import certified_veh, released_before
from weerbaar.evacuation.flow.optimum import Certificate, Floats
from weerbaar.evacuation.flow.ways import Ways
from weerbaar.evacuation.network import RoadNetwork

SMALLEST_S = 0.01
"""A road without limit costs more than all vehicles together from this step on."""
_SHRINK = 4.0
_UNITS = 2.0**40
_ROUNDS = 200


class Tightening:
    """Sharpens certificates of one network and one set of departures; N nodes, M links, X exits."""

    def __init__(self, network: RoadNetwork, departures: Departures, ways: Ways) -> None:
        self.network, self.departures, self.ways = network, departures, ways
        self._enough = max(departures.total_veh, 1e-9)
        self._capacity = np.minimum(network.capacity_veh_s[ways.links], 4 * self._enough / SMALLEST_S)
        self._exit_capacity = np.minimum(network.exit_capacity_veh_s, 4 * self._enough / SMALLEST_S)
        self._time = network.free_time_s[ways.links]
        self._begin, self._end = network.begin[ways.links], network.end[ways.links]
        self._exits = network.exits
        self._units = _UNITS / self._enough

    def __call__(
        self, certificate: Certificate, first_step_s: float, last_step_s: float, gain: float = 1e-7
    ) -> tuple[Certificate, float]:
        """Return a certificate for the same horizon that proves no more, and what it proves.

        Args:
            certificate: where to begin.
            first_step_s: how far moments move at first.
            last_step_s: no step is smaller, s.
            gain: a move that gains less is not made; a part of all vehicles.
        """
        horizon = certificate.horizon_s
        moments = np.clip(certificate.moments_s, 0.0, horizon)
        moments[~np.isfinite(self.ways.to_exit_s)] = 0.0
        value = self._value(moments, horizon)
        step = first_step_s
        while step >= last_step_s:
            idle = 0
            sign = 1.0
            for _ in range(_ROUNDS):
                moved = self._moved(moments, horizon, sign * step)
                better = self._value(moved, horizon)
                if better < value - gain * self._enough:
                    moments, value, idle = moved, better, 0
                else:
                    idle += 1
                    sign = -sign
                    if idle == 2:
                        break
            step /= _SHRINK
        found = Certificate(horizon, self.within_limits(moments, horizon))
        return found, certified_veh(self.network, self.departures, found)

    def with_the_horizon(self, certificate: Certificate, ahead_s: float) -> Floats:
        """Return 1 for the nodes whose moment had better move along when the horizon moves by ``ahead_s``, else 0."""
        moments = certificate.moments_s
        moved = self._moved(moments, certificate.horizon_s + ahead_s, ahead_s)
        return (moved > moments).astype(float)

    def _value(self, moments: Floats, horizon: float) -> float:
        return float(
            released_before(self.departures, moments[self.departures.nodes]).sum()
            + (self._capacity * np.maximum(moments[self._end] - moments[self._begin] - self._time, 0)).sum()
            + (self._exit_capacity * np.maximum(horizon - moments[self._exits], 0)).sum()
        )

    def _moved(self, moments: Floats, horizon: float, step: float) -> Floats:
        """Move the nodes that make the sum least, each by ``step`` or to the end of the range, or not at all."""
        from weerbaar.evacuation.flow.cutting import cut_off

        ways, departures = self.ways, self.departures
        moved = np.clip(moments + step, 0.0, horizon)
        moved[~np.isfinite(ways.to_exit_s)] = 0.0

        def cost(begin: Floats, end: Floats) -> Floats:
            return np.asarray(self._capacity * np.maximum(end[self._end] - begin[self._begin] - self._time, 0.0))

        stay, only_end, only_begin = cost(moments, moments), cost(moments, moved), cost(moved, moments)
        both = cost(moved, moved)
        own = np.zeros(len(moments))
        np.add.at(own, self._begin, only_begin - stay)
        np.add.at(own, self._end, both - only_begin)
        np.add.at(
            own,
            departures.nodes,
            released_before(departures, moved[departures.nodes])
            - released_before(departures, moments[departures.nodes]),
        )
        np.add.at(
            own,
            self._exits,
            self._exit_capacity
            * (np.maximum(horizon - moved[self._exits], 0) - np.maximum(horizon - moments[self._exits], 0)),
        )
        units = np.rint(np.clip(own, -4 * self._enough, 4 * self._enough) * self._units).astype(np.int64)[ways.nodes]
        pairs = np.clip(only_end + only_begin - stay - both, 0, 4 * self._enough)
        goes, _ = cut_off(ways.end, ways.begin, np.rint(pairs * self._units).astype(np.int64), -units)
        out = moments.copy()
        going = ways.nodes[goes]
        out[going] = moved[going]
        return out

    def within_limits(self, moments: Floats, horizon: float) -> Floats:
        """Raise moments so that roads and exits without limit count for nothing at all, rounding included."""
        network = self.network
        endless = np.flatnonzero(np.isinf(network.capacity_veh_s))
        exits = network.exits[np.isinf(network.exit_capacity_veh_s)]
        if not len(endless) and not len(exits):
            return moments
        moments = moments.copy()
        moments[exits] = horizon
        begin, end, time = network.begin[endless], network.end[endless], network.free_time_s[endless]
        while True:
            over = moments[end] > moments[begin] + time
            if not over.any():
                return moments
            needed = moments[end[over]] - time[over]
            short = needed + time[over] < moments[end[over]]
            np.maximum.at(moments, begin[over], np.where(short, np.nextafter(needed, np.inf), needed))
