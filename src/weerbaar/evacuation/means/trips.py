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

    A trip takes its time rounded up to whole steps, so that what is planned can be driven.

    Attributes:
        steps: length of the day, T.
        first: trips from place p are ``first[p]`` up to ``first[p + 1]``; place 0 is where the vehicles stand at the
            start, place r + 1 the receiving place r. Length R + 2.
        need: number of the need each serves, length J.
        refuge: number of the receiving place it goes to, length J.
        load: people it takes, length J.
        duration: in steps, length J.
        pick_up_s: from setting out until people get in, s, length J.
        travel_s: all it takes, s, length J.
        earliest: first step at which it can begin, length J.
        latest: last such step, length J; from late to early among the trips from one place.
        window_end: see :func:`~weerbaar.evacuation.means.schedule_kernel.best_days`, length T + 1.
    """

    steps: int
    first: Integers
    need: Integers
    refuge: Integers
    load: Floats
    duration: Integers
    pick_up_s: Floats
    travel_s: Floats
    earliest: Integers
    latest: Integers
    window_end: Integers


def trips_of(
    means: Means, needs: Sequence[Need], refuges: Sequence[Refuge], travel: TravelTimes, step_s: float
) -> Trips:
    """Return the trips by which vehicles of one kind can bring somebody in time."""
    seconds = travel.of(means)
    steps = int(max((need.before_h for need in needs), default=0.0) * 3600 / step_s + _ROUNDING)
    start = _up(means.from_h * 3600 / step_s)
    zone = np.array([travel.number[need.zone] for need in needs], np.int64)
    place = np.array([travel.number[means.place], *(travel.number[refuge.place] for refuge in refuges)], np.int64)
    carries = np.array([float(means.carries.get(need.category, 0)) for need in needs])
    taken = np.array([[need.category in refuge.takes for refuge in refuges] for need in needs], bool)
    taken = taken.reshape(len(needs), len(refuges)) & (carries > 0)[:, None]

    # Axes: place where the vehicle is, need, receiving place.
    to_zone = seconds[place[:, None], zone[None, :]][:, :, None]
    to_refuge = seconds[zone[:, None], place[None, 1:]][None, :, :]
    travel_s = to_zone + means.load_s + to_refuge + means.unload_s
    can = np.broadcast_to(taken[None, :, :], travel_s.shape) & np.isfinite(travel_s)
    at, at_need, refuge = np.nonzero(can)
    travel_s = travel_s[can]
    pick_up_s = np.broadcast_to(to_zone, can.shape)[can]
    duration = np.maximum(np.ceil(travel_s / step_s - _ROUNDING).astype(np.int64), 1)
    from_s = np.array([need.from_h * 3600 for need in needs], np.float64)[at_need]
    before = np.array([int(need.before_h * 3600 / step_s + _ROUNDING) for need in needs], np.int64)[at_need]
    earliest = np.maximum(np.ceil((from_s - pick_up_s) / step_s - _ROUNDING).astype(np.int64), start)
    latest = before - duration
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
        duration=duration[useful],
        pick_up_s=pick_up_s[useful],
        travel_s=travel_s[useful],
        earliest=earliest[useful],
        latest=latest[useful],
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
