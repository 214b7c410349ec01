# SPDX-License-Identifier: EUPL-1.2
"""Demand against supply for one capability: alone in each scenario, and in scenarios that run at the same time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from weerbaar.capability.needs.course import TOLERANCE, Course, Relay, lacking, served
from weerbaar.capability.needs.endurance import Stretch
from weerbaar.capability.needs.outcomes import Drawing, Outcomes, Uncertain
from weerbaar.capability.needs.result import CLOSING, Numbers, Spread

Float = NDArray[np.float64]


@dataclass(frozen=True)
class Asked:
    """What one need asks, and when."""

    window: Stretch
    amount: Uncertain


@dataclass(frozen=True)
class Held:
    """What one holder can bring, and how."""

    relay: Relay
    amount: Uncertain


@dataclass(frozen=True)
class Group:
    """Scenarios that run at the same time, as places in :attr:`Job.asked`."""

    scenarios: tuple[int, ...]
    in_order: bool


@dataclass(frozen=True)
class Job:
    """All that is to be computed for one capability; it can travel to another process.

    Attributes:
        asked: per scenario what its tasks ask of this capability; no tasks, nothing.
        held: what there is; None when nobody said.
        groups: combinations to compute.
    """

    asked: tuple[tuple[Asked, ...], ...]
    held: tuple[Held, ...] | None
    groups: tuple[Group, ...]
    draws: int
    seed: int


@dataclass(frozen=True)
class Rivalry:
    """Expected shortfall, and its probability, of scenarios of a group, alone and together; see ``Competing``."""

    alone: tuple[float, ...]
    together: tuple[float, ...]
    alone_probability: tuple[float, ...]
    together_probability: tuple[float, ...]
    extra: float
    extra_error: float
    extra_probability: float


@dataclass(frozen=True)
class Balance:
    """What became of a job: per scenario the largest need with its moment, and the numbers; per group the rivalry.

    None where nothing is asked, or where nobody said what there is.
    """

    needs: tuple[tuple[Spread, float] | None, ...]
    numbers: tuple[Numbers | None, ...]
    rivalries: tuple[Rivalry | None, ...]


def balance(job: Job) -> Balance:
    """Compute one capability; the same job gives the same numbers, wherever it is computed."""
    drawing = Drawing(job.seed, job.draws)
    needs: list[tuple[Spread, float] | None] = []
    numbers: list[Numbers | None] = []
    for asked in job.asked:
        if not asked:
            needs.append(None)
            numbers.append(None)
            continue
        held = job.held or ()
        course = Course.of([part.window for part in asked], [part.relay for part in held])
        ways = drawing.outcomes([part.amount for part in asked], [part.amount for part in held])
        demand = course.demand(ways.needs)
        peak = max(range(len(demand)), key=lambda t: ways.mean(demand[t]))
        largest = spread(ways, demand[peak])
        needs.append((largest, float(course.moments[peak])))
        numbers.append(None if job.held is None else _numbers(course, ways, demand, (peak, largest), asked, held))
    rivalries = tuple(None if job.held is None else _rivalry(job, job.held, group, drawing) for group in job.groups)
    return Balance(tuple(needs), tuple(numbers), rivalries)


def spread(ways: Outcomes, values: Float) -> Spread:
    """Return the mean and quantiles of ``values`` (n,)."""
    low, median, high = ways.quantiles(values, (0.05, 0.5, 0.95))
    return Spread(ways.mean(values), median, low, high)


def _numbers(
    course: Course,
    ways: Outcomes,
    demand: Float,
    largest: tuple[int, Spread],
    asked: Sequence[Asked],
    held: Sequence[Held],
) -> Numbers:
    supply = course.supply(ways.held)
    difference = lacking(demand, supply)
    worst = difference.argmax(axis=0)
    margin = difference.max(axis=0)
    short = np.maximum(margin, 0.0)
    asked_then = demand[worst, np.arange(len(worst))]
    share = np.divide(short, asked_then, out=np.zeros_like(short), where=short > 0)
    moment = _worst_moment(ways, difference)
    certain = _certain(course, asked, held)
    closing = tuple(max(0.0, q) for q in ways.quantiles(margin, CLOSING))
    chance, error = ways.chance((short > 0).astype(np.float64)) if certain is None else (certain, 0.0)
    return Numbers(
        moment_h=float(course.moments[moment]),
        need=largest[1] if moment == largest[0] else spread(ways, demand[moment]),
        present=spread(ways, supply[moment]),
        probability=chance,
        error=error,
        shortfall=ways.mean(short),
        shortfall_error=ways.error(short),
        # What closes the gap with a probability is, at the same probability, the quantile of the gap.
        shortfall_95=closing[CLOSING.index(0.95)],
        share=ways.mean(share),
        closing=closing,
        exact=ways.exact,
        certain=ways.exact or certain is not None,
    )


def _worst_moment(ways: Outcomes, difference: Float) -> int:
    expected = [ways.mean(np.maximum(row, 0.0)) for row in difference]
    if max(expected) == 0.0:
        expected = [ways.mean(row) for row in difference]
    return max(range(len(expected)), key=lambda t: expected[t])


def _certain(course: Course, asked: Sequence[Asked], held: Sequence[Held]) -> float | None:
    """Return the probability of a shortfall where the ends of the distributions decide it: 0 or 1."""
    low, high = (
        np.array([[getattr(part.amount, end)] for part in parts]).reshape(len(parts), 1)
        for parts, end in ((asked, "lowest"), (asked, "highest"))
    )
    least, most = (
        np.array([[getattr(part.amount, end)] for part in parts]).reshape(len(parts), 1)
        for parts, end in ((held, "lowest"), (held, "highest"))
    )
    if (course.demand(high) <= course.supply(least) * (1 + TOLERANCE)).all():
        return 0.0
    if (course.demand(low) > course.supply(most) * (1 + TOLERANCE) + TOLERANCE).any():
        return 1.0
    return None


def _rivalry(job: Job, held: Sequence[Held], group: Group, drawing: Drawing) -> Rivalry | None:
    asking = [s for s in group.scenarios if job.asked[s]]
    if len(asking) < 2:
        return None
    asked = [part for s in asking for part in job.asked[s]]
    relays = [part.relay for part in held]
    course = Course.of([part.window for part in asked], relays)
    ways = drawing.outcomes([part.amount for part in asked], [part.amount for part in held])
    demands, alone, first = [], [], 0
    for s in asking:
        own = ways.needs[first : first + len(job.asked[s])]
        # Of the whole course only the needs of this scenario.
        mine = np.zeros(len(asked), dtype=np.bool_)
        mine[first : first + len(own)] = True
        demands.append(Course(course.moments, course.running & mine, course.share).demand(ways.needs))
        single = Course.of([part.window for part in job.asked[s]], relays)
        alone.append(np.maximum(lacking(single.demand(own), single.supply(ways.held)).max(axis=0), 0.0))
        first += len(own)
    demand = np.array(demands)
    given = served(demand, course.supply(ways.held), in_order=group.in_order)
    # What is alone is lacking is lacking together too; only rounding could say otherwise.
    together = [np.maximum(lacking(d, g).max(axis=0), a) for d, g, a in zip(demand, given, alone, strict=True)]
    extra = sum(together) - sum(alone)
    none = np.zeros_like(extra)

    def each(rows: Sequence[Float], *, chance: bool) -> tuple[float, ...]:
        found = dict(zip(asking, rows, strict=True))
        values = (found.get(s, none) for s in group.scenarios)
        return tuple(ways.mean((v > 0).astype(np.float64) if chance else v) for v in values)

    more = extra > TOLERANCE * np.maximum(sum(together), 1.0)
    return Rivalry(
        each(alone, chance=False),
        each(together, chance=False),
        each(alone, chance=True),
        each(together, chance=True),
        ways.mean(extra),
        ways.error(extra),
        ways.mean(more.astype(np.float64)),
    )
