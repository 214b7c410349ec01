# SPDX-License-Identifier: EUPL-1.2
"""Ranks with shared ties, and how often each scenario takes each rank.

Rank 1 is the highest score. Scores tie when neighbours in the order differ by no more than 1e-12 of the
largest absolute score of the draw: sums of the same terms in another order differ that much and no more.
Tied scenarios share the average of the ranks they take (C7), and their credit is spread equally over them.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Float = NDArray[np.float64]
Int = NDArray[np.int64]

TIE_TOLERANCE = 1e-12
"""Relative to the largest absolute score of the draw."""

MAX_SCENARIOS = 4096
"""The scenario's number is kept in the last bits of its score; twelve of them stay below the tolerance."""

# Draws per sort. Keys of 70 scenarios then stay in the second-level cache; a power of two would put all rows of
# the transposition in the same lines of it.
_BLOCK = 1000


def ranks(scores: ArrayLike) -> Float:
    """Return average ranks, 1 = highest score, ties shared.

    Args:
        scores: (S,), or (N, S) for N draws.

    Returns:
        The same shape.

    Raises:
        ValueError: a score is not a finite number.
    """
    x = np.asarray(scores, dtype=np.float64)
    rows = np.atleast_2d(x)
    if not np.all(np.isfinite(rows)):
        raise ValueError("a score is not a finite number")
    order = np.argsort(-rows, axis=1, kind="stable")
    ordered = np.take_along_axis(rows, order, axis=1)
    tolerance = TIE_TOLERANCE * np.abs(rows).max(axis=1, initial=0.0)[:, None]
    first, last = _groups(ordered[:, :-1] - ordered[:, 1:] <= tolerance)
    result = np.empty_like(rows)
    np.put_along_axis(result, order, 0.5 * (first + last) + 1.0, axis=1)
    return result.reshape(x.shape)


def ranks_of_keys(keys: ArrayLike) -> Float:
    """Return average ranks of rows compared lexicographically: first column first, larger is higher.

    Args:
        keys: (S, K) whole numbers.
    """
    table = np.asarray(keys)
    _, place, size = np.unique(table, axis=0, return_inverse=True, return_counts=True)
    below = np.cumsum(size) - size
    ascending = below + 0.5 * (size + 1)
    result: Float = len(table) + 1 - ascending[place.reshape(-1)]
    return result


def rank_acceptability(scores: ArrayLike) -> Float:
    """Return the share of draws in which each scenario takes each rank.

    Args:
        scores: (N, S), one row per draw, higher = more impact.

    Returns:
        (S, S): row = scenario, column = rank, first rank first. Rows and columns sum to 1.

    Raises:
        ValueError: no draws, or more than 4,096 scenarios.
    """
    x = np.asarray(scores, dtype=np.float64)
    if x.ndim != 2 or not len(x):
        raise ValueError(f"scores must have shape (draws, scenarios) with at least one draw, not {x.shape}")
    credit = RankCredit(x.shape[1])
    # Net flows may be negative; the distance to the lowest keeps order and scale.
    lift = np.minimum(x.min(axis=1, keepdims=True), 0.0)
    credit.add(np.ascontiguousarray((x - lift).T), np.abs(x).max(axis=1))
    return credit.total() / len(x)


class RankCredit:
    """Sums, over batches of draws, the credit of S scenarios for each rank.

    The sort runs on 64-bit whole numbers made of the score's bits with the scenario's number in the last
    few: non-negative floats order as their bits do, and one plain sort then gives order and owner at once,
    three times faster than sorting indices.
    """

    def __init__(self, scenarios: int) -> None:
        if not 1 <= scenarios <= MAX_SCENARIOS:
            raise ValueError(f"ranks are for 1 to {MAX_SCENARIOS} scenarios, not {scenarios}")
        self.scenarios = scenarios
        self._owner_mask = (1 << max(1, (scenarios - 1).bit_length())) - 1
        self._untied = np.zeros(scenarios * scenarios, dtype=np.int64)
        # Credit of ties as differences between successive ranks, so that a tie over many ranks is two entries.
        self._tied = np.zeros((scenarios, scenarios + 1))

    def add(self, totals: Float, scale: Float | None = None) -> None:
        """Add a batch.

        Args:
            totals: (S, n), C-contiguous, not negative.
            scale: (n,) what the tolerance is relative to; without it the largest total of the draw.
        """
        s = self.scenarios
        owner = np.arange(s, dtype=np.int64)[:, None]
        column = np.arange(s - 1, -1, -1, dtype=np.int64)
        bits = totals.view(np.int64)
        for start in range(0, totals.shape[1], _BLOCK):
            block = bits[:, start : start + _BLOCK] & ~self._owner_mask
            block |= owner
            keys = np.ascontiguousarray(block.T)
            keys.sort(axis=1)
            scores = keys.view(np.float64)
            largest = scores[:, -1] if scale is None else scale[start : start + _BLOCK]
            # A zero with the owner in its last bits is a number below `tiny`: zeros tie with each other.
            tolerance = np.maximum(TIE_TOLERANCE * largest, np.finfo(np.float64).tiny)[:, None]
            gaps = scores[:, 1:] - scores[:, :-1]
            keys &= self._owner_mask
            if not gaps.size or gaps.min() > tolerance.max():
                self._count(keys, column)
            else:
                self._share(keys, gaps <= tolerance)

    def _count(self, owners: Int, column: Int) -> None:
        owners *= self.scenarios
        owners += column
        self._untied += np.bincount(owners.ravel(), minlength=self._untied.size)

    def _share(self, owners: Int, tied: NDArray[np.bool_]) -> None:
        s = self.scenarios
        first, last = _groups(tied)
        size = last - first + 1
        alone = size == 1
        flat = (owners * s + (s - 1 - last))[alone]
        self._untied += np.bincount(flat, minlength=self._untied.size)
        together = ~alone
        share = 1.0 / size[together]
        begin = (owners * (s + 1) + (s - 1 - last))[together]
        for place, sign in ((begin, 1.0), (begin + size[together], -1.0)):
            gained = np.bincount(place, weights=share, minlength=self._tied.size)
            self._tied += sign * gained.reshape(self._tied.shape)

    def merge(self, other: RankCredit) -> None:
        """Add what another instance has summed."""
        self._untied += other._untied
        self._tied += other._tied

    def total(self) -> Float:
        """Return the credit summed so far, (S, S), first rank first."""
        s = self.scenarios
        shared: Float = np.cumsum(self._tied, axis=1)[:, :s]
        # The differences cancel to within rounding; a share below zero is rounding only.
        return self._untied.reshape(s, s).astype(np.float64) + np.maximum(shared, 0.0)


def _groups(tied: NDArray[np.bool_]) -> tuple[Int, Int]:
    """First and last position of the tie group of each position.

    Args:
        tied: (n, S-1), true where position k ties with k + 1.
    """
    n, s = tied.shape[0], tied.shape[1] + 1
    position = np.arange(s, dtype=np.int64)
    first = np.zeros((n, s), dtype=np.int64)
    np.multiply(~tied, position[1:], out=first[:, 1:])
    np.maximum.accumulate(first, axis=1, out=first)
    last = np.full((n, s), s - 1, dtype=np.int64)
    last[:, :-1] = np.where(tied, s - 1, position[:-1])
    last[:, ::-1] = np.minimum.accumulate(last[:, ::-1], axis=1)
    return first, last
