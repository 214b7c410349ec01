# SPDX-License-Identifier: EUPL-1.2
"""What more budget buys: the best choice at each of a row of budgets, with its gap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from weerbaar.capability.portfolio.evaluation import choice_of
from weerbaar.capability.portfolio.local_search import starting_choice
from weerbaar.capability.portfolio.problem import Choice, Problem
from weerbaar.capability.portfolio.robust import NODE_LIMIT
from weerbaar.capability.portfolio.rules import rows_of
from weerbaar.capability.portfolio.solver import Experience, Search, search

Float = NDArray[np.float64]

CHUNK = 10
"""Neighbouring budgets that share what they learn: part of the definition of the result."""


def frontier(
    problem: Problem,
    limit: int | None,
    budgets: Sequence[float],
    *,
    gap: float = 1e-3,
    node_limit: int = NODE_LIMIT,
    executor: Executor | None = None,
) -> tuple[Choice, ...]:
    """Return the best choice at each budget; between two of them the frontier is not known.

    Args:
        problem: what there is to choose from.
        limit: number of the limit whose bound is varied; None varies all of them.
        budgets: bounds of that limit, ascending; with ``limit`` None, factors on all bounds.
        gap: relative gap to stop at.
        node_limit: relaxations per budget.
        executor: who does the chunks of budgets; None = here and now. The outcome is the same.

    Raises:
        InfeasibleError: at the lowest budget no choice is within the rules.
        ValueError: the problem has no such limit, or the budgets do not ascend.
    """
    limits = problem.bounded()
    if not limits.names or not (limit is None or 0 <= limit < len(limits.names)):
        raise ValueError("the problem has no such limit")
    if not len(budgets) or np.any(np.diff(np.asarray(budgets, dtype=np.float64)) < 0):
        raise ValueError("there must be at least one budget, and budgets must ascend")
    problems = [_at(problem, limit, float(budget)) for budget in budgets]
    jobs = [_Chunk(tuple(problems[a : a + CHUNK]), gap, node_limit) for a in range(0, len(problems), CHUNK)]
    parts: Iterable[list[Search]] = map(_solved, jobs) if executor is None else executor.map(_solved, jobs)
    found = [one for part in parts for one in part]
    # A choice within a budget is within a larger one; a bound at a budget holds for a smaller one.
    for k in range(1, len(found)):
        if found[k - 1].value > found[k].value:
            found[k] = replace(found[k], taken=found[k - 1].taken, value=found[k - 1].value)
    for k in range(len(found) - 2, -1, -1):
        found[k] = replace(found[k], bound=min(found[k].bound, found[k + 1].bound))
    return tuple(
        choice_of(one, s.taken, s.bound, requested_gap=gap, nodes=s.nodes)
        for one, s in zip(problems, found, strict=True)
    )


def _at(problem: Problem, limit: int | None, budget: float) -> Problem:
    limits = problem.bounded()
    bound = limits.bound * budget if limit is None else limits.bound.copy()
    if limit is not None:
        bound[limit] = budget
    return replace(problem, limits=limits.with_bounds(bound))


@dataclass(frozen=True, eq=False)
class _Chunk:
    problems: tuple[Problem, ...]
    gap: float
    node_limit: int


def _solved(chunk: _Chunk) -> list[Search]:
    found: list[Search] = []
    experience = Experience.none(chunk.problems[0].n)
    for problem in chunk.problems:
        rows = rows_of(problem)
        start = found[-1].taken if found else starting_choice(problem, rows)
        found.append(search(problem, rows, start, gap=chunk.gap, node_limit=chunk.node_limit, experience=experience))
    return found
