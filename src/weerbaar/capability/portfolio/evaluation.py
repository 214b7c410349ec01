# SPDX-License-Identifier: EUPL-1.2
"""What a choice is worth: one at a time, or many choices in many states of the world at once."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from weerbaar.capability.portfolio.problem import Choice, Problem
from weerbaar.capability.portfolio.sparse import grouped

Float = NDArray[np.float64]
Bool = NDArray[np.bool_]


def saturated(total: Float, cap: Float, scale: Float) -> Float:
    """Return ``phi_s(z_s)``: the lower of the cap and the exponential curve.

    Args:
        total: (..., m) z.
        cap, scale: (m,), or any shape that broadcasts with ``total``; infinite where there is none.
    """
    finite = np.isfinite(scale)
    safe = np.where(finite, scale, 1.0)
    with np.errstate(over="ignore"):
        curved = np.where(finite, -safe * np.expm1(-total / safe), total)
    result: Float = np.minimum(curved, cap)
    return result


def slope(total: Float, cap: Float, scale: Float) -> Float:
    """Return the derivative of ``phi_s`` at z, from the left at a cap."""
    finite = np.isfinite(scale)
    safe = np.where(finite, scale, 1.0)
    with np.errstate(over="ignore"):
        curved = np.where(finite, -safe * np.expm1(-total / safe), total)
        steep = np.where(finite, np.exp(-total / safe), 1.0)
    return np.where(curved <= cap, steep, 0.0)


def totals(problem: Problem, taken: ArrayLike) -> Float:
    """Return z, (..., m), of choices (..., n) of zeros and ones."""
    x = np.asarray(taken, dtype=np.float64)
    flat = x.reshape(-1, problem.n)
    z = np.asarray(problem.effect.scipy().T @ flat.T).T
    if len(problem.pairs):
        both = flat[:, problem.pairs.first] * flat[:, problem.pairs.second] * problem.pairs.amount
        np.add.at(z.T, problem.pairs.cell, both.T)
    return z.reshape(*x.shape[:-1], problem.m)


def cell_values(problem: Problem, taken: ArrayLike) -> Float:
    """Return ``phi_s(z_s)`` of choices (..., n), not weighted, (..., m)."""
    return saturated(totals(problem, taken), problem.cap, problem.scale)


def values(problem: Problem, taken: ArrayLike) -> Float:
    """Return what choices (..., n) are worth, (...)."""
    # einsum, not a matrix product: a threaded BLAS may add in another order and change the last bit.
    worth: Float = np.einsum("...m,m->...", cell_values(problem, taken), problem.weight)
    return worth


def vector(problem: Problem, chosen: Iterable[int]) -> Float:
    """Return chosen options as zeros and ones, (n,)."""
    x = np.zeros(problem.n)
    x[list(chosen)] = 1.0
    return x


def choice_of(problem: Problem, taken: ArrayLike, bound: float, *, requested_gap: float, nodes: int = 0) -> Choice:
    """Return zeros and ones (n,) as a choice; a bound below the value by rounding is lifted to it."""
    x = np.asarray(taken, dtype=np.float64)
    cells = cell_values(problem, x)
    value = float(np.einsum("m,m->", cells, problem.weight))
    chosen = tuple(np.nonzero(x > 0.5)[0].tolist())
    use = problem.bounded().use
    return Choice(
        chosen=chosen,
        names=tuple(problem.options[i] for i in chosen),
        value=value,
        bound=max(bound, value),
        cell_values=cells,
        use=grouped(use.row_of, use.value * x[use.column], use.rows),
        requested_gap=requested_gap,
        nodes=nodes,
    )
