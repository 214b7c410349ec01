# SPDX-License-Identifier: EUPL-1.2
"""What would turn the verdict on one measure over: forcing it in or out, its cost, its effect.

Every answer is an exact choice of its own, with all other measures free to change.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from weerbaar.base import Text
from weerbaar.capability.choice.building import Built
from weerbaar.capability.choice.result import Flip
from weerbaar.capability.measures import MOST
from weerbaar.capability.portfolio import (
    AtLeast,
    Choice,
    InfeasibleError,
    Limits,
    Pairs,
    Problem,
    SparseRows,
    reaches,
    solve,
)

Float = NDArray[np.float64]

GAP = 1e-5
"""Relative gap of each of these choices: far below any difference that is told."""
PRECISION = 0.03
"""Relative precision of a factor: two digits are told."""
MOST_EFFECT = 10.0
"""Largest factor on an effect that is tried."""
MOST_COST = 20.0
"""Largest factor on a cost that is tried."""


@dataclass(frozen=True)
class Forced:
    """The best choice when one measure is forced in or out; ``choice`` is None where the rules forbid it."""

    choice: Choice | None
    blocked: Text | None


@dataclass(frozen=True)
class Turned:
    """The best choice with the opposite verdict on a measure, and the factors at which the verdict turns over.

    Attributes:
        opposite: None where the rules forbid it; ``blocked`` then says which.
    """

    opposite: Choice | None
    blocked: Text | None
    cost: Flip | None
    effect: Flip | None

    @classmethod
    def unknown(cls) -> Turned:
        """Return what is known when nothing was worked out."""
        return cls(None, None, None, None)


@dataclass(frozen=True, eq=False)
class Turning:
    """One measure whose verdict is to be turned over.

    Attributes:
        built: the problem as it is.
        measure: number.
        chosen: whether it is in the best choice.
        best: value of that choice.
    """

    built: Built
    measure: int
    chosen: bool
    best: float


def turn(job: Turning) -> Turned:
    """Return what turns the verdict on one measure over."""
    built, i = job.built, job.measure
    forced = forced_out(built, i) if job.chosen else forced_in(built, i)
    if forced.choice is None:
        return Turned(None, forced.blocked, None, None)
    target = forced.choice.value if job.chosen else job.best
    return Turned(
        forced.choice, None, cost_flip(built, i, job.chosen, target), effect_flip(built, i, job.chosen, target)
    )


def forced_out(built: Built, measure: int) -> Forced:
    """Return the best choice without a measure."""
    return _forced(built.problem.with_fixed(fixed_out=built.groups[measure]))


def forced_in(built: Built, measure: int, start: Sequence[int] | None = None) -> Forced:
    """Return the best choice with a measure, in any of the years in which it may start."""
    return _forced(with_measure(built, built.problem, measure), start)


def with_measure(built: Built, problem: Problem, measure: int) -> Problem:
    """Return a problem in which a measure must be taken."""
    group = built.groups[measure]
    name = problem.options[group[0]].partition(" (")[0]
    words = Text(nl=f"het opnemen van {name}", en=f"including {name}")
    return replace(problem, at_least=(*problem.at_least, AtLeast(words, tuple(group))))


def cost_flip(built: Built, measure: int, chosen: bool, target: float) -> Flip | None:
    """Return the factor on the cost of a measure at which the verdict turns over.

    Args:
        built: the problem as it is.
        measure: number.
        chosen: whether it is in the best choice.
        target: value of the best choice without it (chosen), or of the best choice as it is (not chosen).

    Returns:
        None where costs do not matter, because there are no budgets or it costs nothing.
    """
    limits = built.problem.bounded()
    columns = np.isin(limits.use.column, built.groups[measure])
    if not len(limits.names) or not limits.use.value[columns].any():
        return None

    def holds(factor: float) -> bool:
        use = limits.use.with_values(np.where(columns, limits.use.value * factor, limits.use.value))
        problem = replace(built.problem, limits=Limits(limits.names, use, limits.bound))
        return reaches(with_measure(built, problem, measure), target * (1 - GAP))

    if chosen:
        return _last(holds, 1.0, MOST_COST)
    return _first_down(holds)


def effect_flip(built: Built, measure: int, chosen: bool, target: float) -> Flip | None:
    """Return the factor on what a measure takes away at which the verdict turns over; see :func:`cost_flip`."""
    group = built.groups[measure]
    if not np.isin(built.problem.effect.row_of, group).any():
        return None

    def holds(factor: float) -> bool:
        return reaches(with_measure(built, with_effect(built.problem, group, factor), measure), target * (1 - GAP))

    if chosen:
        return _first_up_from_zero(holds)
    return _first_up(holds, MOST_EFFECT)


def with_effect(problem: Problem, group: Sequence[int], factor: float) -> Problem:
    """Return a problem in which what some options take away is multiplied, up to all there is."""
    rows = np.isin(problem.effect.row_of, group)
    share = np.minimum(-np.expm1(-problem.effect.value) * factor, MOST)
    value = np.where(rows, -np.log1p(-share), problem.effect.value)
    effect = problem.effect.with_values(value)
    pairs = problem.pairs
    if not len(pairs):
        return replace(problem, effect=effect)
    before, after = _smaller(problem.effect, pairs), _smaller(effect, pairs)
    amount = pairs.amount * np.divide(after, before, out=np.ones_like(after), where=before > 0)
    return replace(problem, effect=effect, pairs=Pairs(pairs.first, pairs.second, pairs.cell, amount))


def _smaller(effect: SparseRows, pairs: Pairs) -> Float:
    dense = effect.dense()
    smaller: Float = np.minimum(dense[pairs.first, pairs.cell], dense[pairs.second, pairs.cell])
    return smaller


def _forced(problem: Problem, start: Sequence[int] | None = None) -> Forced:
    try:
        return Forced(solve(problem, gap=GAP, start=start), None)
    except InfeasibleError as error:
        return Forced(None, error.message)


def _last(holds: Callable[[float], bool], low: float, high: float) -> Flip:
    """Return the largest factor at which it still holds, which it does at ``low``."""
    if holds(high):
        return Flip(None, high)
    while high / low > 1 + PRECISION:
        middle = (low * high) ** 0.5
        low, high = (middle, high) if holds(middle) else (low, middle)
    return Flip((low * high) ** 0.5, MOST_COST)


def _first_down(holds: Callable[[float], bool]) -> Flip:
    """Return the largest factor below 1 at which it holds."""
    if not holds(0.0):
        return Flip(None, 0.0)
    low, high = 0.0, 1.0
    while high - low > PRECISION:
        middle = (low + high) / 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return Flip((low + high) / 2, 0.0)


def _first_up(holds: Callable[[float], bool], most: float) -> Flip:
    """Return the smallest factor above 1 at which it holds."""
    if not holds(most):
        return Flip(None, most)
    low, high = 1.0, most
    while high / low > 1 + PRECISION:
        middle = (low * high) ** 0.5
        low, high = (low, middle) if holds(middle) else (middle, high)
    return Flip((low * high) ** 0.5, most)


def _first_up_from_zero(holds: Callable[[float], bool]) -> Flip:
    """Return the smallest factor at which it holds, which it does at 1."""
    if holds(0.0):
        return Flip(None, 0.0)
    low, high = 0.0, 1.0
    while high - low > PRECISION:
        middle = (low + high) / 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return Flip((low + high) / 2, 0.0)
