# SPDX-License-Identifier: EUPL-1.2
"""Every trip that vehicles of one kind can make: from where they are, past a zone, to a receiving place."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from weerbaar.evacuation.means.model import Means, Need, Refuge
from weerbaar.evacuation.means.travel import TravelTimes

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

_ROUNDING = 1e-9


@dataclass(frozen=True, eq=False)
class Trips:
    """The trips of one kind of means on a clock of whole steps; J trips, R receiving places, T steps.

    A trip takes its time rounded up to whole steps, so that what is planned can be driven. Times that depend on the
    hour have a row for each step; others have one row. Who sets out later never arrives earlier, so that the steps at
    which a trip can begin follow on each other.

    Attributes:
        steps: length of the day, T.
        first: trips from place p are ``first[p]`` up to ``first[p + 1]``; place 0 is where the vehicles stand at the
            start, place r + 1 the receiving place r. Length R + 2.
        need: number of the need each serves, length J.
        refuge: number of the receiving place it goes to, length J.
        load: people it takes, length J.
        row: of ``duration`` and ``pick_up_s`` for a trip that begins at each step, length T.
        duration: in steps, shape (1 or T, J); longer than the day where it cannot be made.
        pick_up_s: from setting out until people get in, s, shape (1 or T, J).
        earliest: first step at which it can begin, length J.
        latest: last such step, length J; from late to early among the trips from one place.
        window_end: see :func:`~weerbaar.evacuation.means.schedule_kernel.best_days`, length T + 1.
    """

    steps: int
    first: Integers
    need: Integers
    refuge: Integers
    load: Floats
    row: Integers
    duration: Integers
    pick_up_s: Floats
    earliest: Integers
    latest: Integers
    window_end: Integers

    def takes(self, trip: int, step: int) -> int:
        """Return how many steps a trip takes that begins at a step."""
        return int(self.duration[self.row[step], trip])


def trips_of(
    means: Means, needs: Sequence[Need], refuges: Sequence[Refuge], travel: TravelTimes, step_s: float
) -> Trips:
    """Return the trips by which vehicles of one kind can bring somebody in time."""
    steps = int(max((need.before_h for need in needs), default=0.0) * 3600 / step_s + _ROUNDING)
    zone = np.array([travel.number[need.zone] for need in needs], np.int64)
    place = np.array([travel.number[means.place], *(travel.number[refuge.place] for refuge in refuges)], np.int64)
    carries = np.array([float(means.carries.get(need.category, 0)) for need in needs])
    taken = np.array([[need.category in refuge.takes for refuge in refuges] for need in needs], bool)
    taken = taken.reshape(len(needs), len(refuges)) & (carries > 0)[:, None]

    # Each from a place where a vehicle can be, past a need, to a receiving place.
    at, at_need, refuge = np.nonzero(np.broadcast_to(taken, (len(place), *taken.shape)))
    varies = travel.varies(means) and steps > 0
    clock = np.arange(steps)[:, None]
    row = np.arange(steps) if varies else np.zeros(steps, np.int64)
    begin_s = np.asarray(clock * step_s if varies else np.zeros((1, 1)), float)
    pick_up_s = travel.leg_s(means, place[at], zone[at_need], begin_s)
    leaves_s = begin_s + pick_up_s + means.load_s
    travel_s = pick_up_s + means.load_s + means.unload_s
    travel_s = travel_s + travel.leg_s(means, zone[at_need], place[1:][refuge], leaves_s)
    whole = np.ceil(np.where(np.isfinite(travel_s), travel_s, 0.0) / step_s - _ROUNDING).astype(np.int64)
    duration = np.where(np.isfinite(travel_s), np.maximum(whole, 1), steps + 1)
    from_s = np.array([need.from_h * 3600 for need in needs], np.float64)[at_need]
    before = np.array([int(need.before_h * 3600 / step_s + _ROUNDING) for need in needs], np.int64)[at_need]
    too_early = clock * step_s + pick_up_s < from_s - _ROUNDING * step_s
    earliest = np.maximum(np.count_nonzero(too_early, axis=0), _up(means.from_h * 3600 / step_s))
    latest = np.count_nonzero(clock + duration <= before, axis=0) - 1
    in_time = earliest <= latest
    # From a receiving place to which no trip goes none begins.
    gone_to = np.concatenate([[True], np.bincount(refuge[in_time], minlength=len(refuges)) > 0])
    useful = np.flatnonzero(in_time & gone_to[at])
    useful = useful[np.lexsort((-latest[useful], at[useful]))]
    at, at_need, refuge = at[useful], at_need[useful], refuge[useful]
    return Trips(
        steps=steps,
        first=np.searchsorted(at, np.arange(len(place) + 1)).astype(np.int64),
        need=at_need.astype(np.int64),
        refuge=refuge.astype(np.int64),
        load=carries[at_need],
        row=row,
        duration=np.ascontiguousarray(duration[:, useful]),
        pick_up_s=pick_up_s[:, useful],
        earliest=earliest[useful].astype(np.int64),
        latest=latest[useful].astype(np.int64),
        window_end=_window_end(means, steps, step_s),
    )


def _up(steps: float) -> int:
    return math.ceil(steps - _ROUNDING)


def _window_end(means: Means, steps: int, step_s: float) -> Integers:
    """By when a trip that begins at each step must have ended, so that it fits in one shift."""
    if means.shift_h is None:
        return np.full(steps + 1, steps, np.int64)
    ends = np.full(steps + 1, -1, np.int64)
    begin_s = means.from_h * 3600
    while begin_s <= steps * step_s:
        begin, end = _up(begin_s / step_s), int((begin_s + means.shift_h * 3600) / step_s + _ROUNDING)
        ends[begin : end + 1] = end
        begin_s += (means.shift_h + means.rest_h) * 3600
    return np.minimum(ends, steps)
