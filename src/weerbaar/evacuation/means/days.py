# SPDX-License-Identifier: EUPL-1.2
"""Days of one vehicle, and the most valuable one at given prices."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from weerbaar.evacuation.means.trips import Trips

Floats = npt.NDArray[np.float64]
Booleans = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Day:
    """What one vehicle does: trips one after the other.

    Attributes:
        means: number of the kind of means.
        trips: number of each trip among those of its kind, with the step at which it begins.
    """

    means: int
    trips: tuple[tuple[int, int], ...]


def best_day(
    means: int, trips: Trips, value: Floats, step_cost: float = 0.0, worth_it: Booleans | None = None
) -> tuple[float, Day]:
    """Return the most that one vehicle can earn, and a day on which it does.

    Args:
        means: number of the kind of means.
        trips: of that kind.
        value: of each trip, length J.
        step_cost: what each step that a vehicle is on the way costs.
        worth_it: trips that are looked at, length J; None for all.
    """
    from weerbaar.evacuation.means.schedule_kernel import best_days

    looked_at = np.arange(len(value)) if worth_it is None else np.flatnonzero(worth_it)
    duration = trips.duration if worth_it is None else np.ascontiguousarray(trips.duration[:, looked_at])
    first = np.searchsorted(looked_at, trips.first)
    to = trips.refuge[looked_at] + 1
    worth = np.empty((trips.steps + 1, len(trips.first) - 1))
    choice = np.empty(worth.shape, np.int64)
    limits = (trips.earliest[looked_at], trips.latest[looked_at], trips.window_end)
    best_days(first, value[looked_at], step_cost, trips.row, duration, to, *limits, worth, choice)
    done: list[tuple[int, int]] = []
    step, place = 0, 0
    while step < trips.steps:
        trip = int(choice[step, place])
        if trip < 0:
            step += 1
            continue
        done.append((int(looked_at[trip]), step))
        step, place = step + int(duration[trips.row[step], trip]), int(to[trip])
    return float(worth[0, 0]), Day(means, tuple(done))


def every_day(means: int, trips: Trips, most: int) -> list[Day] | None:
    """Return every day that is not part of a longer one, when there are no more than ``most`` to look at; else None.

    Of days with the same trips that end at the same place only the earliest counts, because a vehicle can wait.
    """
    # By where the vehicle is and what it has done: when, and in which order.
    reached: dict[tuple[int, tuple[int, ...]], tuple[int, tuple[tuple[int, int], ...]]] = {(0, ()): (0, ())}
    frontier = list(reached)
    while frontier:
        found: list[tuple[int, tuple[int, ...]]] = []
        for place, made in frontier:
            now, driven = reached[place, made]
            for trip in range(int(trips.first[place]), int(trips.first[place + 1])):
                begin = _begin(trips, trip, now)
                if begin is None:
                    continue
                pair = int(trips.need[trip]) * len(trips.first) + int(trips.refuge[trip])
                key = (int(trips.refuge[trip]) + 1, tuple(sorted((*made, pair))))
                end = begin + trips.takes(trip, begin)
                if key not in reached or end < reached[key][0]:
                    reached[key] = (end, (*driven, (trip, begin)))
                    found.append(key)
            if len(reached) > most:
                return None
        frontier = list(dict.fromkeys(found))
    days: dict[tuple[int, ...], Day] = {made: Day(means, driven) for (_, made), (_, driven) in reached.items()}
    counts = {made: Counter(made) for made in days}
    return [
        day
        for made, day in days.items()
        if not any(len(other) > len(made) and counts[made] <= counts[other] for other in days)
    ]


def _begin(trips: Trips, trip: int, now: int) -> int | None:
    """The first step from ``now`` on at which a trip can begin; None where it no longer can."""
    for step in range(max(now, int(trips.earliest[trip])), int(trips.latest[trip]) + 1):
        if step + trips.takes(trip, step) <= trips.window_end[step]:
            return step
    return None
