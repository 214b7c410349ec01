# SPDX-License-Identifier: EUPL-1.2
"""Exact distribution of a weighted sum of independent discrete cells, where the number of atoms allows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from weerbaar.assessment.aggregation import class_of_total
from weerbaar.assessment.sampling import CellTable

Float = NDArray[np.float64]

MERGE_TOLERANCE = 1e-12
"""Sums that differ less than this, relative to the largest possible total, are one atom."""


@dataclass(frozen=True, eq=False)
class ExactTotal:
    """A discrete distribution.

    Attributes:
        values: (A,) possible totals, ascending.
        masses: (A,) their probabilities.
    """

    values: Float
    masses: Float

    @property
    def mean(self) -> float:
        """Expected value."""
        return float(self.values @ self.masses)

    def class_probability(self, bounds: ArrayLike) -> Float:
        """Return the probability of every class, (K,), for K-1 ascending lower bounds."""
        k = np.asarray(bounds).size + 1
        classes = class_of_total(self.values, bounds)
        return np.bincount(classes, weights=self.masses, minlength=k).astype(np.float64)

    def quantile(self, probabilities: ArrayLike) -> Float:
        """Return the smallest total whose cumulative probability reaches each of these."""
        wanted = np.asarray(probabilities, dtype=np.float64) - 1e-12
        place = np.searchsorted(np.cumsum(self.masses), wanted, side="left")
        result: Float = self.values[np.minimum(place, len(self.values) - 1)]
        return result


def enumerate_total(cells: Sequence[CellTable], weights: ArrayLike, *, limit: int = 1_000_000) -> ExactTotal | None:
    """Return the exact distribution of one scenario's total, or None.

    The atoms of the cells are combined one criterion at a time; sums that are equal but for rounding are
    merged at every step. With equal weights and base-3 labels that keeps the number of atoms small: ten
    criteria with five labels each have 9,765,625 combinations and 299 totals.

    Args:
        cells: (C,) independent cells.
        weights: (C,) fixed weights.
        limit: most atoms before merging at any step.

    Returns:
        None when a cell is continuous or the limit would be passed.
    """
    w = np.asarray(weights, dtype=np.float64)
    if w.shape != (len(cells),):
        raise ValueError(f"weights of shape {w.shape} do not fit {len(cells)} cells")
    if any(cell.strata for cell in cells):
        return None
    tolerance = MERGE_TOLERANCE * float(sum(c.values[-1] * x for c, x in zip(cells, w, strict=True)))
    values, masses = np.zeros(1), np.ones(1)
    for cell, weight in zip(cells, w, strict=True):
        if len(values) * len(cell.values) > limit:
            return None
        sums = np.add.outer(values, weight * cell.values).ravel()
        chances = np.multiply.outer(masses, cell.masses).ravel()
        order = np.argsort(sums, kind="stable")
        sums, chances = sums[order], chances[order]
        starts = np.flatnonzero(np.concatenate([[True], np.diff(sums) > tolerance]))
        masses = np.add.reduceat(chances, starts)
        values = np.add.reduceat(chances * sums, starts) / masses
    return ExactTotal(values, masses)
