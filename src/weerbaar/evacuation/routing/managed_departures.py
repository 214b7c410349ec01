# SPDX-License-Identifier: EUPL-1.2
"""Phased departure: who is ready waits at home for the turn of the zone, so that no queue grows on the roads.

Where zones are ready hours apart one set of rates leaves roads empty that later zones are to use. Every hour the rates
are held against what those who are ready could use together and against what each zone has a right to; as soon as what
is missed adds up, people are divided anew.

Hours are reckoned on the clock of the exits: by it who sets out at 9:00 half an hour from safety does so at 9:30. Rates
that change at one moment on that clock hardly let the traffic of before and after meet on the roads.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from weerbaar.evacuation.demand import Departures
from weerbaar.evacuation.routing.managed_rates import Leaving, Rates

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

STEPS = 12
"""Moments of the plan per hour."""

MISSED = 0.0075
"""People are divided anew when so large a share of all could have been gone and is not."""

WORTH = 0.01
"""More than one stage is only worth its orders when it saves this share of the time until people are safe."""

_ALL = 1 - 1e-12
_NEARLY_ALL = 0.999


class Phasing:
    """A plan as it is filled hour by hour; Z origins.

    Attributes:
        hour_s: time that is filled at once, s: an hour, longer where the evacuation takes days, a whole part of an hour
            where it takes less than four.
        step_s: time between moments of the plan, s.
        stages: from when on the clock of the exits each set of rates (veh/s, length Z) holds.
        delay_veh_s: until who is ready has gone, all vehicles together.
    """

    def __init__(self, ready: Departures, rates_veh_s: Floats, way_s: Floats) -> None:
        """Begin at 0, when nobody has set out.

        Args:
            ready: who is ready to go when.
            rates_veh_s: at which every origin with vehicles can go, length Z.
            way_s: from each origin to safety, length Z; 0 where nobody sets out.
        """
        self._departures, self._rates, self._way_s = ready, rates_veh_s, way_s
        drive_s = ready.vehicles / np.where(ready.vehicles > 0, rates_veh_s, 1.0)
        last_s = ready.times_s[-1] + way_s.max(initial=0.0)
        self._end_s = float(ready.times_s[-1] + (drive_s + way_s).max(initial=0.0))
        self.hour_s = max(3600.0 / math.ceil(4 * 3600.0 / max(self._end_s, 60.0)), self._end_s / 50)
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
            self._step += 1
            ready = self._ready[min(self._step, len(self._ready) - 1)]
            self._gone = np.maximum(np.minimum(self._gone + rates_veh_s * self.step_s, ready), self._gone)
            self.delay_veh_s += float(self._departures.total_veh - self._gone.sum()) * self.step_s

    def stage_at(self, clock_s: Floats) -> Integers:
        """Return the number of the stage in each step so long before the exits (length N), shape (steps, N)."""
        middle_s = (np.arange(self._step) + 0.5) * self.step_s
        begins_s = [begin_s for begin_s, _ in self.stages]
        return np.asarray(np.searchsorted(begins_s, middle_s[:, None] + clock_s, "right") - 1)

    def rates(self) -> Floats:
        """Return the rates of each origin in each step, on the clock of all, veh/s, shape (steps, Z)."""
        of_stages = np.array([rates for _, rates in self.stages])
        return np.asarray(of_stages[self.stage_at(self._way_s), np.arange(len(self._way_s))])

    def departures(self, rates_veh_s: Floats) -> Departures:
        """Return who sets out when by rates for each step; who is left after the last one goes at the highest rate."""
        ready, last_veh_s = self._departures, np.maximum(rates_veh_s.max(0), self._rates)
        grid = np.union1d(np.arange(self._step + 1) * self.step_s, ready.times_s)
        moments, gone = [0.0], [np.zeros(len(self._way_s))]
        while len(moments) < 2 or not np.all(gone[-1] >= ready.vehicles * _ALL):
            at = moments[-1]
            until = float(grid[len(moments)]) if len(moments) < len(grid) else at + self.step_s
            rate = rates_veh_s[int((at + until) / 2 / self.step_s)] if until <= self.now_s else last_veh_s
            gone.append(np.maximum(np.minimum(gone[-1] + rate * (until - at), ready.released(until)), gone[-1]))
            moments.append(until)
        gone[-1] = ready.vehicles
        return Departures(ready.nodes, np.array(moments), np.array(gone), ready.people_per_vehicle)


def staged(ready: Departures, way_s: Floats, rates: Rates, whole_veh_s: Floats) -> Phasing:
    """Return a plan whose last hour is filled: in one stage, or in more where that lets people go clearly sooner.

    Args:
        ready: who is ready to go when.
        way_s: from each origin to safety, length Z.
        rates: what the roads allow.
        whole_veh_s: fair rates for all who ever set out, length Z.
    """
    one, more = (Phasing(ready, whole_veh_s, way_s) for _ in range(2))
    while not one.done or not one.stages:
        one.fill(whole_veh_s)
    now, missed_veh, enough_veh = whole_veh_s, 0.0, MISSED * ready.total_veh
    while not more.done or not more.stages:
        soon = more.left(within_the_hour=True)
        sent = np.minimum(soon.most_veh_s, now)
        # What all that are ready could use in full needs no looking for.
        if sent.sum() < soon.most_veh_s.sum() * (1 - 1e-3):
            fair = rates.fair(more.left(within_the_hour=False))
            right = np.minimum(fair, soon.most_veh_s)
            together = rates.together(soon)
            missed_veh += max(together - sent.sum(), np.maximum(right - now, 0.0).sum()) * more.hour_s
            if missed_veh > enough_veh:
                # Where who is not ready yet leaves room, each gets at least what is fair, and the rest is shared out.
                now = rates.raised(soon, right) if (together - right.sum()) * more.hour_s > enough_veh / 2 else fair
                missed_veh = 0.0
        more.fill(now)
    return more if more.delay_veh_s < (1 - WORTH) * one.delay_veh_s else one
