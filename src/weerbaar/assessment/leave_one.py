# SPDX-License-Identifier: EUPL-1.2
"""The class of a total when the answer to one question is known: exact, for every question and every answer at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from weerbaar.assessment.aggregation import BOUND_TOLERANCE
from weerbaar.assessment.sampling import CellTable

Float = NDArray[np.float64]

MOST_SUMS = 60_000
"""Sums per half of the criteria; cells with many possible values are made coarser until they fit."""


def coarsened(cells: Sequence[CellTable], limit: int = MOST_SUMS) -> tuple[list[CellTable], bool]:
    """Return cells with so few values that the sums of each half can be listed, and whether nothing had to change.

    Values that lie next to each other are joined to their mean, the cell with the most values first.
    """
    found = list(cells)
    while max(_sums(found, half) for half in _halves(found)) > limit:
        widest = max(range(len(found)), key=lambda i: len(found[i].values))
        found[widest] = _joined(found[widest], max(1, len(found[widest].values) * 2 // 3))
    return found, all(a is b for a, b in zip(found, cells, strict=True))


def class_probability_given(cells: Sequence[CellTable], weights: ArrayLike, bounds: ArrayLike) -> list[Float]:
    """Return, for every criterion, the probability of each class of the total given each value of its cell.

    The criteria are split in two halves. All sums of one half are listed; for each, the chance that the other half
    lifts it over a bound is a look-up in the sorted sums of that half. Sums over the answers are then exact.

    Args:
        cells: (C,) independent cells.
        weights: (C,).
        bounds: (K-1,) ascending lower bounds of classes 1, 2, ….

    Returns:
        C arrays (values of the cell, K).
    """
    w = np.asarray(weights, dtype=np.float64)
    # As in class_of_total: a total a billionth below a bound counts as the bound.
    limits = np.asarray(bounds, dtype=np.float64) / (1.0 + BOUND_TOLERANCE)
    found: list[Float] = [np.zeros((0, len(limits) + 1))] * len(cells)
    halves = _halves(cells)
    listed = [_listed(cells, w, half) for half in halves]
    for half, (sums, masses), (others, chances) in zip(halves, listed, listed[::-1], strict=True):
        order = np.argsort(others, kind="stable")
        # P(other half ≥ x), by the position of x in its sorted sums.
        reached = np.append(np.cumsum(chances[order][::-1])[::-1], 0.0)
        above = np.stack([reached[np.searchsorted(others[order], t - sums, side="left")] for t in limits], axis=1)
        ones, zeros = np.ones((len(sums), 1)), np.zeros((len(sums), 1))
        per_class = np.hstack([ones, above]) - np.hstack([above, zeros])
        shape = [len(cells[i].values) for i in half]
        table = (masses[:, None] * per_class).reshape(*shape, -1)
        for axis, i in enumerate(half):
            rest = tuple(a for a in range(len(half)) if a != axis)
            given = table.sum(axis=rest) / cells[i].masses[:, None]
            found[i] = np.maximum(given, 0.0)
    return found


def _halves(cells: Sequence[CellTable]) -> tuple[list[int], list[int]]:
    """Divide the criteria such that both halves have about as many sums."""
    halves: tuple[list[int], list[int]] = ([], [])
    for i in sorted(range(len(cells)), key=lambda k: -len(cells[k].values)):
        smaller = halves[0] if _sums(cells, halves[0]) <= _sums(cells, halves[1]) else halves[1]
        smaller.append(i)
    return halves


def _sums(cells: Sequence[CellTable], half: Sequence[int]) -> int:
    count = 1
    for i in half:
        count *= len(cells[i].values)
    return count


def _listed(cells: Sequence[CellTable], w: Float, half: Sequence[int]) -> tuple[Float, Float]:
    """Return every sum of a half and its probability, in the order of a table with one axis per criterion."""
    sums, masses = np.zeros(1), np.ones(1)
    for i in half:
        sums = np.add.outer(sums, w[i] * cells[i].values).ravel()
        masses = np.multiply.outer(masses, cells[i].masses).ravel()
    return sums, masses


def _joined(cell: CellTable, count: int) -> CellTable:
    """Join neighbouring values to ``count`` or fewer groups of about equal probability, each at its mean."""
    group = np.minimum((np.cumsum(cell.masses) - cell.masses / 2) * count, count - 1).astype(np.int64)
    masses = np.bincount(group, weights=cell.masses, minlength=count)
    totals = np.bincount(group, weights=cell.masses * cell.values, minlength=count)
    kept = masses > 0
    return CellTable.from_masses(totals[kept] / masses[kept], masses[kept])
