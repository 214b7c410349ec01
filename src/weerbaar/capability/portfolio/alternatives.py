# SPDX-License-Identifier: EUPL-1.2
"""What else is nearly as good, what each option is worth to the choice, and at what cost or effect it would turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from weerbaar.base import Text
from weerbaar.capability.portfolio.evaluation import choice_of, values, vector
from weerbaar.capability.portfolio.local_search import starting_choice
from weerbaar.capability.portfolio.problem import Choice, Limits, Problem
from weerbaar.capability.portfolio.rules import InfeasibleError, rows_of
from weerbaar.capability.portfolio.solver import Experience, search, solve
from weerbaar.capability.portfolio.sparse import SparseRows

Float = NDArray[np.float64]

_STEPS = 200


def alternatives(
    problem: Problem, count: int, distance: int = 1, *, gap: float = 1e-6, node_limit: int | None = None
) -> tuple[Choice, ...]:
    """Return the best choice, the best that differs from it, the best that differs from both, and so on.

    Args:
        problem: what there is to choose from.
        count: how many choices at most; fewer where the rules leave no more.
        distance: number of options by which each differs from every one before it, taken and dropped added up.
        gap, node_limit: as for :func:`solve`, for each.

    Raises:
        InfeasibleError: no choice is within the rules.
    """
    if count < 1 or distance < 1:
        raise ValueError("count and distance must be at least 1")
    found: list[Choice] = []
    while len(found) < count:
        limits = _differing(problem, [choice.chosen for choice in found], distance)
        try:
            next_best = solve(replace(problem, limits=limits), gap=gap, node_limit=node_limit)
        except InfeasibleError:
            if not found:
                raise
            break
        use = next_best.use[: len(problem.bounded().names)]
        found.append(replace(next_best, use=use))
    return tuple(found)


def _differing(problem: Problem, others: Sequence[tuple[int, ...]], distance: int) -> Limits:
    """Add a row per choice: what is kept of it less what is new is at most its size less the distance."""
    limits = problem.bounded()
    rows = [limits.use.dense()]
    for chosen in others:
        rows.append(np.where(vector(problem, chosen) > 0, 1.0, -1.0)[None, :])
    names = (*limits.names, *(Text(nl="een andere keuze", en="another choice") for _ in others))
    bound = [*limits.bound.tolist(), *(float(len(chosen) - distance) for chosen in others)]
    return Limits(names, SparseRows.of_dense(np.vstack(rows)), np.array(bound))


@dataclass(frozen=True, eq=False)
class Opposite:
    """The best choice with one option on the other side than in the choice it is compared with.

    Attributes:
        option: its number.
        taken: whether the option is in the choice that is compared with.
        choice: the best with the option on the other side; None where the rules do not allow that.
        loss: value of the choice compared with, less that of ``choice``: what having the option on its side is worth.
        loss_at_least: the same from the bound of ``choice``; above 0 it proves that every best choice has the option on
            the side where it is.
    """

    option: int
    taken: bool
    choice: Choice | None
    loss: float
    loss_at_least: float


def opposites(
    problem: Problem,
    best: Choice,
    options: Sequence[int] | None = None,
    *,
    gap: float = 1e-3,
    node_limit: int | None = 3000,
) -> tuple[Opposite, ...]:
    """Return for each option the best choice that has it on the other side than ``best``.

    Args:
        problem: what there is to choose from.
        best: the choice to compare with.
        options: numbers; None is all of them but those that are fixed.
        gap, node_limit: as for :func:`solve`, for each option.
    """
    fixed = problem.fixed_in | problem.fixed_out
    asked = [i for i in range(problem.n) if i not in fixed] if options is None else list(options)
    rows, experience = rows_of(problem), Experience.none(problem.n)
    found = []
    for i in asked:
        taken = i in best.chosen
        turned = problem.with_fixed(fixed_out=[i]) if taken else problem.with_fixed(fixed_in=[i])
        try:
            start = starting_choice(turned, rows, best.chosen)
        except InfeasibleError:
            found.append(Opposite(i, taken, None, float("inf"), float("inf")))
            continue
        one = search(turned, rows, start, gap=gap, steps=_STEPS, node_limit=node_limit, experience=experience)
        choice = choice_of(turned, one.taken, one.bound, requested_gap=gap, nodes=one.nodes)
        found.append(Opposite(i, taken, choice, best.value - choice.value, best.value - choice.bound))
    return tuple(found)


@dataclass(frozen=True)
class Flip:
    """Where an option enters or leaves the best choice.

    Attributes:
        option: its number.
        now: the number as it is: its cost, or 1 for its effects.
        stays_at, leaves_at: the option belongs to a best choice at the first and not at the second; between the two it
            turns. ``leaves_at`` is None where it stays however far one goes, ``stays_at`` None where it is never in.
    """

    option: int
    now: float
    stays_at: float | None
    leaves_at: float | None


def flip_cost(problem: Problem, option: int, limit: int, *, precision: float = 0.005) -> Flip:
    """Return the cost in one limit at which an option leaves the best choice, or below which it enters.

    Args:
        problem: what there is to choose from.
        option: its number.
        limit: number of the limit; the option's use of it is varied from 0 upward, all else stays.
        precision: width of the interval that is returned, relative to its upper end.

    Raises:
        InfeasibleError: no choice is within the rules without the option.
    """
    limits = problem.bounded()
    full = limits.use.dense()

    def at(cost: float) -> Problem:
        changed = full.copy()
        changed[limit, option] = cost
        return replace(problem, limits=replace(limits, use=SparseRows.of_dense(changed)))

    now = float(full[limit, option])
    most = float(np.abs(full[limit]).sum() + abs(limits.bound[limit]))
    other = solve(problem.with_fixed(fixed_out=[option]), gap=1e-9)
    if not _is_in(at(0.0), option, other):
        return Flip(option, now, None, 0.0)
    if _is_in(at(most), option, other):
        return Flip(option, now, most, None)
    inside, outside = 0.0, most
    probe = now if 0 < now < most else most / 2
    while outside - inside > precision * outside:
        if _is_in(at(probe), option, other):
            inside = probe
        else:
            outside = probe
        # Costs below a millionth of the limit are as good as none.
        if outside < 1e-6 * most:
            break
        probe = 0.5 * (inside + outside)
    return Flip(option, now, inside, outside)


def flip_effect(problem: Problem, option: int, *, precision: float = 0.005, largest: float = 1e6) -> Flip:
    """Return the factor on an option's own effects at which it enters the best choice, or below which it leaves.

    Raises:
        InfeasibleError: no choice is within the rules without the option.
    """
    mine = problem.effect.row_of == option

    def at(factor: float) -> Problem:
        value = np.where(mine, factor * problem.effect.value, problem.effect.value)
        return replace(problem, effect=problem.effect.with_values(value))

    other = solve(problem.with_fixed(fixed_out=[option]), gap=1e-9)
    if _is_in(at(0.0), option, other):
        return Flip(option, 1.0, 0.0, None)
    outside, inside = 0.0, 1.0
    while not _is_in(at(inside), option, other):
        outside, inside = inside, 2 * inside
        if inside > largest:
            return Flip(option, 1.0, None, outside)
    while inside - outside > precision * inside and inside > 1e-6:
        probe = 0.5 * (inside + outside)
        if _is_in(at(probe), option, other):
            inside = probe
        else:
            outside = probe
    return Flip(option, 1.0, inside, outside)


def _is_in(problem: Problem, option: int, other: Choice) -> bool:
    """Return whether some choice with the option is worth at least the best without it."""
    target = other.value - 1e-9 * abs(other.value)
    return reaches(problem.with_fixed(fixed_in=[option]), target, start=other.chosen)


def reaches(problem: Problem, target: float, *, start: Sequence[int] | None = None) -> bool:
    """Return whether some choice within the rules is worth the target; much quicker than to find the best one.

    Args:
        problem: what there is to choose from.
        target: value.
        start: a choice to start from, if it is within the rules.
    """
    rows = rows_of(problem)
    try:
        first = starting_choice(problem, rows, start)
    except InfeasibleError:
        return False
    if float(values(problem, first)) >= target:
        return True
    return search(problem, rows, first, gap=1e-9, steps=_STEPS, target=target).value >= target
