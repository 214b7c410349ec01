# SPDX-License-Identifier: EUPL-1.2
"""A problem in the form that the branch and bound kernels take."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from weerbaar.capability.portfolio.evaluation import saturated
from weerbaar.capability.portfolio.problem import Problem
from weerbaar.capability.portfolio.rules import Rows
from weerbaar.capability.portfolio.sparse import SparseRows, grouped

if TYPE_CHECKING:
    from weerbaar.capability.portfolio.kernels import Model

Float = NDArray[np.float64]


def model_of(problem: Problem, rows: Rows, unit: float) -> Model:
    """Return the relaxation's data in units of value; fixed options are left to the bounds of the variables."""
    from weerbaar.capability.portfolio.kernels import Model

    n, m, pairs = problem.n, problem.m, problem.pairs
    used = np.nonzero(pairs.amount)[0]
    a, b = np.minimum(pairs.first, pairs.second)[used], np.maximum(pairs.first, pairs.second)[used]
    amount, cell = pairs.amount[used], pairs.cell[used]
    sign = np.sign(amount).astype(np.int64)
    key, product = np.unique((a * n + b) * 2 + (sign > 0), return_inverse=True)
    first, second = key // 2 // n, key // 2 % n
    reinforcing = sign > 0
    # x_i x_j = x_i - max(0, x_i - x_j): the first end carries the gain, the loss takes it back.
    row = np.concatenate([problem.effect.row_of, a[reinforcing]])
    column = np.concatenate([problem.effect.column, cell[reinforcing]])
    value = np.concatenate([problem.effect.value, amount[reinforcing]])
    size = grouped(column, value, m) + grouped(cell, np.abs(amount), m)
    size[size == 0] = 1.0
    weight = problem.weight * size / unit
    effect = SparseRows.of_triplets(row, column, value / size[column], (n, m))
    place = SparseRows.of_triplets(product, cell, np.abs(amount) / size[cell], (len(key), m))
    by_cell = effect.transposed()
    loss = place.transposed()
    profit = grouped(effect.row_of, effect.value * weight[effect.column], n)
    price = grouped(place.row_of, place.value * weight[place.column], len(key))
    most = grouped(effect.column, effect.value, m)
    least = -grouped(place.column, place.value, m)
    cap, scale = problem.cap / size, problem.scale / size
    return Model(
        profit=profit,
        weight=weight,
        cap=cap,
        scale=scale,
        most_lost=np.maximum(most - saturated(most, cap, scale), least - saturated(least, cap, scale)),
        cell_start=by_cell.start,
        cell_option=by_cell.column,
        cell_amount=by_cell.value,
        first=first,
        second=second,
        sign=np.where(key % 2 == 1, 1, -1),
        price=price,
        loss_start=loss.start,
        loss_product=loss.column,
        loss_amount=loss.value,
        place_start=place.start,
        place_cell=place.column,
        place_amount=place.value,
        row_start=rows.matrix.start,
        row_option=rows.matrix.column,
        row_amount=rows.matrix.value,
        row_bound=rows.bound,
    )


def bounds_of(problem: Problem) -> tuple[Float, Float]:
    """Return the lowest and highest value of each option, (n,) each."""
    low, high = np.zeros(problem.n), np.ones(problem.n)
    low[list(problem.fixed_in)] = 1.0
    high[list(problem.fixed_out)] = 0.0
    return low, high


def ceiling_of(problem: Problem) -> float:
    """Return what no choice can exceed: every cell with all that adds to it."""
    most = grouped(problem.effect.column, problem.effect.value, problem.m)
    pairs = problem.pairs
    most += grouped(pairs.cell, np.maximum(pairs.amount, 0.0), problem.m)
    height = float(np.einsum("m,m->", saturated(most, problem.cap, problem.scale), problem.weight))
    # Sums of the same terms in another order differ by so much.
    return height + 1e-12 * abs(height)
