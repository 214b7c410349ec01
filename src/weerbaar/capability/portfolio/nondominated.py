# SPDX-License-Identifier: EUPL-1.2
"""All choices that no other beats for every admissible weighting and every effect within its interval.

Liesiö, Mild & Salo, Preference programming for robust portfolio modeling and project selection, European Journal of
Operational Research 181 (2007), and Robust portfolio modeling with incomplete cost information and project
interdependencies, ibid. 190 (2008). Value is linear in the weights, so the extreme points of their polytope suffice.
Every choice is looked at, which is why there is a most number of options.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from weerbaar.base import Text, WeerbaarError
from weerbaar.capability.portfolio.evaluation import saturated
from weerbaar.capability.portfolio.problem import Problem
from weerbaar.capability.portfolio.relaxation import bounds_of
from weerbaar.capability.portfolio.rules import InfeasibleError, conflict, rows_of

Float = NDArray[np.float64]
Bool = NDArray[np.bool_]

MOST_OPTIONS = 20
"""A million choices."""

_EQUAL = 1e-9


class TooManyOptionsError(WeerbaarError):
    """More options than all choices of can be looked at."""


@dataclass(frozen=True, eq=False)
class NonDominated:
    """The choices that no other beats.

    Attributes:
        options: n names.
        taken: (N, n) the choices, the best on the average of the extreme weightings first.
    """

    options: tuple[str, ...]
    taken: Bool

    @property
    def core_index(self) -> Float:
        """Share of the choices that have each option, (n,): 1 is core, 0 exterior, between them borderline."""
        share: Float = self.taken.mean(axis=0)
        return share


def nondominated(
    problem: Problem, extreme_weights: ArrayLike, effect_interval: ArrayLike | None = None
) -> NonDominated:
    """Return all choices within the rules that are not dominated.

    One dominates another if it is worth at least as much for all weights and effects, and more for some.

    Args:
        problem: the choice; its own cell weights multiply the extreme ones.
        extreme_weights: (E, m) corners of the set of admissible weights; not negative.
        effect_interval: (2, N) lowest and highest effects in the order of ``problem.effect.value``; without it effects
            are certain. Intervals need a problem without interactions and saturation.

    Raises:
        TooManyOptionsError: there are more than 20 options.
        InfeasibleError: no choice is within the rules.
        ValueError: shapes do not fit, or intervals come with interactions or saturation.
    """
    corners = np.atleast_2d(np.asarray(extreme_weights, dtype=np.float64)) * problem.weight
    if corners.shape[1] != problem.m or not np.all(np.isfinite(corners)) or np.any(corners < 0):
        raise ValueError("extreme weights must have one column per cell, finite and not negative")
    if problem.n > MOST_OPTIONS:
        raise TooManyOptionsError(
            Text(
                nl="de verzameling van alle niet-overtroffen keuzes kan worden bepaald voor hoogstens "
                f"{MOST_OPTIONS} maatregelen; dit zijn er {problem.n}. Voeg maatregelen samen of gebruik een "
                "steekproef van toestanden.",
                en=f"the set of all non-dominated choices can be found for at most {MOST_OPTIONS} measures; these are "
                f"{problem.n}. Merge measures or use the sample of states.",
            )
        )
    allowed = _allowed(problem)
    if not allowed.any():
        raise InfeasibleError(conflict(problem))
    if effect_interval is None:
        codes = np.nonzero(allowed)[0]
        worth = _worth(problem, corners)[codes]
        kept = _unbeaten_certain(worth)
    else:
        low, high = _interval(problem, corners, effect_interval)
        # What could still take in an option that does good somewhere is beaten by doing so.
        beaten = np.zeros(len(allowed), np.bool_)
        every = np.arange(len(allowed))
        for i in range(problem.n):
            if high[:, i].max() > 0:
                with_i = every | (1 << i)
                beaten |= (with_i != every) & allowed[with_i]
        codes = np.nonzero(allowed & ~beaten)[0]
        kept = _unbeaten(_bits(codes, problem.n), low, high)
    return NonDominated(problem.options, _bits(codes[kept], problem.n))


def _bits(codes: NDArray[np.int64], n: int) -> Bool:
    return (codes[:, None] >> np.arange(n)) & 1 > 0


def _sums(amounts: Float) -> Float:
    """Return the sum of every subset of (n,) amounts, (2^n,); option i is bit i."""
    sums = np.zeros(1)
    for amount in amounts:
        sums = np.concatenate([sums, sums + amount])
    return sums


def _allowed(problem: Problem) -> Bool:
    rows = rows_of(problem)
    fine = np.ones(1 << problem.n, np.bool_)
    for row, bound in zip(rows.dense, rows.bound, strict=True):
        fine &= _sums(row) <= bound + 1e-12
    low, high = bounds_of(problem)
    every = np.arange(1 << problem.n)
    for i in range(problem.n):
        taken = (every >> i) & 1
        fine &= (low[i] <= taken) & (taken <= high[i])
    return fine


def _worth(problem: Problem, corners: Float) -> Float:
    """Return the value of every subset at every corner, (2^n, E)."""
    effect, pairs = problem.effect.dense(), problem.pairs
    every = np.arange(1 << problem.n)
    worth = np.zeros((len(every), len(corners)))
    for s in range(problem.m):
        total = _sums(effect[:, s])
        for p in np.nonzero(pairs.cell == s)[0]:
            total += pairs.amount[p] * ((every >> pairs.first[p]) & (every >> pairs.second[p]) & 1)
        worth += saturated(total, problem.cap[s], problem.scale[s])[:, None] * corners[:, s]
    return worth


def _interval(problem: Problem, corners: Float, effect_interval: ArrayLike) -> tuple[Float, Float]:
    """Return lowest and highest value of every option at every corner, (E, n) each."""
    ends = np.asarray(effect_interval, dtype=np.float64)
    if ends.shape != (2, len(problem.effect.value)) or np.any(~(ends[0] <= ends[1])) or np.any(ends[0] < 0):
        raise ValueError("effect_interval must be a lowest and a highest for every effect, not negative")
    if len(problem.pairs) or np.any(np.isfinite(problem.cap)) or np.any(np.isfinite(problem.scale)):
        raise ValueError("intervals of effects cannot be combined with interactions or saturation")
    low, high = (corners @ problem.effect.with_values(end).dense().T for end in ends)
    return low, high


def _unbeaten_certain(worth: Float) -> NDArray[np.int64]:
    """Return the rows of (N, E) that no other row beats, greatest sum first."""
    tolerance = _EQUAL * max(float(np.abs(worth).max()), 1e-300)
    left = np.argsort(-worth.sum(axis=1), kind="stable")
    kept = []
    while len(left):
        best = left[0]
        kept.append(best)
        ahead = worth[best] - worth[left]
        left = left[~((ahead.min(axis=1) >= -tolerance) & (ahead.max(axis=1) > tolerance))][1:]
    return np.array(kept, dtype=np.int64)


def _unbeaten(taken: Bool, low: Float, high: Float) -> NDArray[np.int64]:
    """Return the choices (N, n) that no other beats for every corner and every value in the intervals.

    What one has and the other has not counts at its lowest, the reverse at its highest. Whatever beats a choice has a
    higher sum of middle values, so the highest that is left is never beaten.
    """
    x = taken.astype(np.float64)
    tolerance = _EQUAL * max(float(high.sum(axis=1).max()), 1e-300)
    left = np.argsort(-(x @ (low + high).sum(axis=0)), kind="stable")
    kept = []
    while len(left):
        best = left[0]
        kept.append(best)
        mine = x[best]
        others = x[left]
        least = (mine * low).sum(axis=1) - others @ (mine * low + (1 - mine) * high).T
        most = (mine * high).sum(axis=1) - others @ (mine * high + (1 - mine) * low).T
        left = left[~((least.min(axis=1) >= -tolerance) & (most.max(axis=1) > tolerance))][1:]
    return np.array(kept, dtype=np.int64)
