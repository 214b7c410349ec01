# SPDX-License-Identifier: EUPL-1.2
"""How many cars keep the wait short: the Erlang C formula, and what it asks of a shift of basic police care.

Incidents come at random, each keeps one car busy, and a caller waits when every car is out: an M/M/c queue. Real
handling times are not exponential and cars differ; the formula is the usual first answer, and errs on the safe side
for service times that vary less.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

HOURS_PER_YEAR = 8766.0
_MOST_CARS = 1_000_000


def erlang_b(servers: int, load: float) -> float:
    """Return the part of the callers that an M/M/c/c system turns away (Erlang 1917).

    Args:
        servers: c, 0 or more.
        load: offered load a in erlang, arrivals per hour times hours of handling.
    """
    blocked = 1.0
    for c in range(1, servers + 1):
        blocked = load * blocked / (c + load * blocked)
    return blocked


def erlang_c(servers: int, load: float) -> float:
    """Return the probability of having to wait in an M/M/c queue; 1 where the load is not below the servers.

    From Erlang B by C = B / (1 - (a/c)(1 - B)), which needs no factorials.
    """
    if load <= 0:
        return 0.0
    if servers <= load:
        return 1.0
    blocked = erlang_b(servers, load)
    return blocked / (1 - load / servers * (1 - blocked))


def served_within(servers: int, load: float, handling_h: float, within_h: float) -> float:
    """Return the probability of waiting at most ``within_h`` hours: 1 - C exp(-(c - a) t / h)."""
    if load <= 0:
        return 1.0
    if servers <= load:
        return 0.0
    return 1 - erlang_c(servers, load) * math.exp(-(servers - load) * within_h / handling_h)


def cars_needed(load: float, handling_h: float, within_h: float, level: float) -> int:
    """Return the fewest servers with which a share ``level`` waits at most ``within_h`` hours.

    Raises:
        ValueError: more than a million of them.
    """
    if load <= 0:
        return 0
    if load >= _MOST_CARS:
        raise ValueError("a load of a million cars or more")
    servers = math.floor(load) + 1
    blocked = erlang_b(servers, load)
    # One more server at a time, carrying Erlang B along: the load is walked through once.
    while True:
        waits = blocked / (1 - load / servers * (1 - blocked))
        if 1 - waits * math.exp(-(servers - load) * within_h / handling_h) >= level:
            return servers
        servers += 1
        blocked = load * blocked / (servers + load * blocked)


def handling_hours(incidents: Sequence[float], time: Sequence[float], mean_h: float) -> Floats:
    """Return hours of handling per class from parts of the number and of the time, in any unit.

    A class with a part p of the incidents and q of the time takes q/p times the mean.
    """
    number, spent = np.asarray(incidents, dtype=float), np.asarray(time, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        relative = (spent / spent.sum()) / (number / number.sum())
    return mean_h * np.where(number > 0, relative, 0.0)


def workload(
    per_hour: float, shares: Sequence[float], hours: Sequence[float], factors: Sequence[float]
) -> tuple[float, float]:
    """Return the offered load in erlang and the mean handling time in hours.

    Args:
        per_hour: incidents per hour at ordinary times, all classes together.
        shares: parts of the classes, adding up to 1.
        hours: of handling per class.
        factors: how many times as often each class happens now.
    """
    arrivals = per_hour * np.asarray(shares, dtype=float) * np.asarray(factors, dtype=float)
    load = float(arrivals @ np.asarray(hours, dtype=float))
    total = float(arrivals.sum())
    return load, load / total if total > 0 else 0.0


def profile_of_shift(profile: Sequence[float], clock_h: float, hours: float) -> Floats:
    """Return the relative number of incidents in each hour of the clock that a shift touches; the mean day is 1.

    Args:
        profile: 24 numbers from midnight.
        clock_h: hour of the clock at which the shift begins.
    """
    relative = np.asarray(profile, dtype=float)
    relative = relative / relative.mean()
    first, last = math.floor(clock_h), math.ceil(clock_h + hours)
    hours_of_day: Floats = relative[np.arange(first, last) % 24]
    return hours_of_day


def officers_for_shift(
    per_hour: float,
    shares: Sequence[float],
    hours: Sequence[float],
    factors: Sequence[float],
    profile: Floats,
    *,
    crew: int,
    within_h: float,
    level: float,
) -> tuple[int, float]:
    """Return the officers that a shift needs, and the hours of work of officers that are expected in an hour.

    Every hour is taken as steady by itself, and officers are there for the whole shift: its busiest hour counts.
    """
    needed, work = 0, 0.0
    for relative in profile:
        load, mean_h = workload(per_hour * float(relative), shares, hours, factors)
        needed = max(needed, crew * cars_needed(load, mean_h, within_h, level))
        work += crew * load / len(profile)
    return needed, work
