# SPDX-License-Identifier: EUPL-1.2
"""Good choices quickly: a choice within the rules to start from, and tabu search from there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from weerbaar.capability.portfolio.problem import Problem
from weerbaar.capability.portfolio.rules import InfeasibleError, Rows, conflict, some_choice

if TYPE_CHECKING:
    from weerbaar.capability.portfolio.local_search_kernels import Terrain

Float = NDArray[np.float64]

STEPS = 600
"""Moves of a thorough search; with 200 options a move takes some 40 microseconds."""


def terrain_of(problem: Problem, rows: Rows) -> Terrain:
    """Return what the search kernel needs to know."""
    from weerbaar.capability.portfolio.local_search_kernels import Terrain

    pairs, n = problem.pairs, problem.n
    both = np.concatenate([pairs.first, pairs.second])
    order = np.argsort(both, kind="stable")
    start = np.concatenate([[0], np.cumsum(np.bincount(both, minlength=n))])
    return Terrain(
        effect_start=problem.effect.start,
        effect_cell=problem.effect.column,
        effect_amount=problem.effect.value,
        pair_start=start,
        pair_other=np.concatenate([pairs.second, pairs.first])[order],
        pair_cell=np.concatenate([pairs.cell, pairs.cell])[order],
        pair_amount=np.concatenate([pairs.amount, pairs.amount])[order],
        weight=problem.weight,
        cap=problem.cap,
        scale=problem.scale,
        use=rows.dense,
        bound=rows.bound,
    )


def improved(
    problem: Problem, rows: Rows, start: Float, price: Float, *, steps: int = STEPS, key: int = 0
) -> tuple[Float, float]:
    """Return the best choice (n,) that tabu search finds from one within the rules, and its value.

    ``price`` (R,) is what the relaxation pays for a unit of each rule.
    """
    from weerbaar.capability.portfolio.local_search_kernels import tabu_search

    fixed = np.zeros(problem.n, dtype=np.int64)
    fixed[[*problem.fixed_in, *problem.fixed_out]] = 1
    found: tuple[Float, float] = tabu_search(terrain_of(problem, rows), start, fixed, price, steps, key)
    return found


def starting_choice(problem: Problem, rows: Rows, start: Sequence[int] | None = None) -> Float:
    """Return some choice within the rules, (n,): the one given, what is fixed, or what a solver finds.

    Raises:
        InfeasibleError: there is none.
    """
    if not problem.fixed_in & problem.fixed_out:
        for options in ([] if start is None else [start]) + [()]:
            x = np.zeros(problem.n)
            x[list(options)] = 1.0
            x[list(problem.fixed_in)] = 1.0
            x[list(problem.fixed_out)] = 0.0
            if rows.allow(x):
                return x
        found = some_choice(problem)
        if found is not None:
            return found
    raise InfeasibleError(conflict(problem))
