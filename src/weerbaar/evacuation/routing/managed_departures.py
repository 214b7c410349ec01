# SPDX-License-Identifier: EUPL-1.2
"""Phased departure: who is ready waits at home for the turn of the zone, so that no queue grows on the roads.

Hours are reckoned on the clock of the exits: by it who sets out at 9:00 half an hour from safety does so at 9:30. Rates
that change at one moment on that clock do not let the traffic of before and after meet on the roads.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from weerbaar.evacuation.demand import Departures
from weerbaar.evacuation.routing.managed_rates import Leaving

Floats = npt.NDArray[np.float64]

STEPS = 12
"""Moments of the plan per hour."""

EASY = 0.5
"""After a change all leave at half the rate for a while: what does not fit exactly causes no lasting queue."""

_ALL = 1 - 1e-12
_NEARLY_ALL = 0.999


class Phasing:
    """A plan as it is filled hour by hour; Z origins.

    Attributes:
        hour_s: time that is filled at once, s; longer than an hour where the evacuation takes days.
        step_s: time between moments of the plan, s.
        stages: from when on the clock of the exits each set of rates (veh/s, length Z) holds.
        delay_veh_s: until who is ready has gone, all vehicles together.
    """

    def __init__(self, ready: Departures, rates_veh_s: Floats, way_s: Floats, easy_s: float) -> None:
        """Begin at 0, when nobody has set out.

        Args:
            ready: who is ready to go when.
            rates_veh_s: at which every origin with vehicles can go, length Z.
            way_s: from each origin to safety, length Z; 0 where nobody sets out.
            easy_s: how long a new stage begins at half its rates, s.
        """
        self._departures, self._rates, self._way_s, self._easy_s = ready, rates_veh_s, way_s, easy_s
        drive_s = ready.vehicles / np.where(ready.vehicles > 0, rates_veh_s, 1.0)
        last_s = ready.times_s[-1] + way_s.max(initial=0.0)
        self._end_s = float(ready.times_s[-1] + (drive_s + way_s).max(initial=0.0))
        self.hour_s = max(3600.0, self._end_s / 50)
        self.step_s = self.hour_s / STEPS
        moments = np.arange(np.ceil(last_s / self.step_s) + STEPS + 1) * self.step_s
        self._ready = np.zeros((len(moments), len(way_s)))
        for origin, (way, curve) in enumerate(zip(way_s.tolist(), ready.released_veh.T, strict=True)):
            self._ready[:, origin] = np.interp(moments - way, ready.times_s, curve, left=0.0)
        self._step = 0
        self._gone = np.zeros(len(way_s))
        self.stages: list[tuple[float, Floats]] = []
        self.delay_veh_s = 0.0

    @property
    def done(self) -> bool:
        """Whether no more need be said: nearly all have gone, or it takes far longer than it could."""
        left = self._departures.total_veh - self._gone.sum()
        return bool(left <= (1 - _NEARLY_ALL) * self._departures.total_veh or self.now_s > 2 * self._end_s)

    @property
    def now_s(self) -> float:
        """The moment on the clock of the exits up to which the plan is filled."""
        return self._step * self.step_s

    def left(self, *, within_the_hour: bool) -> Leaving:
        """Return who is still to set out.

        Args:
            within_the_hour: rates need only serve who is ready in the hour to come, otherwise all.
        """
        ready = self._ready[min(self._step, len(self._ready) - 1 - STEPS) :]
        waiting = np.maximum(ready - self._gone, 0.0)
        before = np.vstack([self._gone, ready[1:-STEPS]])
        most = waiting[STEPS] if within_the_hour else np.maximum(ready[STEPS:] - before, 0.0).max(0)
        some = waiting > 0
        wait = np.where(some.any(0), np.maximum(some.argmax(0) - 1.0, 0.0), 0.0) * self.step_s
        return Leaving(self._departures.nodes, self._departures.vehicles - self._gone, most / self.hour_s, wait)

    def fill(self, rates_veh_s: Floats) -> None:
        """Let people set out for an hour, nobody faster than the rates or before being ready."""
        if not self.stages or self.stages[-1][1] is not rates_veh_s:
            self.stages.append((self.now_s, rates_veh_s))
        for _ in range(STEPS):
            easy = len(self.stages) > 1 and self.now_s - self.stages[-1][0] < self._easy_s
            self._step += 1
            ready = self._ready[min(self._step, len(self._ready) - 1)]
            set_out = rates_veh_s * self.step_s * (EASY if easy else 1.0)
            self._gone = np.maximum(np.minimum(self._gone + set_out, ready), self._gone)
            self.delay_veh_s += float(self._departures.total_veh - self._gone.sum()) * self.step_s

    def departures(self) -> Departures:
        """Return who sets out when, on the clock of all; who is left after the last hour goes at the highest rate."""
        ready, origins = self._departures, np.arange(len(self._way_s))
        rates = np.array([rates for _, rates in self.stages])
        begins = np.array([at for at, _ in self.stages])[:, None] - self._way_s
        begins[0] = -np.inf
        last_rates = np.maximum(rates.max(0), self._rates)
        grid = np.union1d(np.arange(self._step + 1) * self.step_s, ready.times_s)
        moments, gone = [0.0], [np.zeros(len(origins))]
        while len(moments) < 2 or not np.all(gone[-1] >= ready.vehicles * _ALL):
            at = moments[-1]
            until = float(grid[len(moments)]) if len(moments) < len(grid) else at + self.step_s
            now = (at + until) / 2
            stage = (begins <= now).sum(0) - 1
            rate = rates[stage, origins]
            rate = np.where(now - begins[stage, origins] < self._easy_s, EASY * rate, rate)
            rate = rate if until <= self.now_s else last_rates
            turn = gone[-1] + rate * (until - at)
            gone.append(np.maximum(np.minimum(turn, ready.released(until)), gone[-1]))
            moments.append(until)
        gone[-1] = ready.vehicles
        return Departures(ready.nodes, np.array(moments), np.array(gone), ready.people_per_vehicle)
