# SPDX-License-Identifier: EUPL-1.2
"""Pick-freeze estimators: Sobol' indices from outputs that share some inputs and differ in all others.

Every index is a mean of products of outputs, so that the indices of all resamples are matrix products of
multiplicities and products. Products are made tile by tile and never kept.
Sources: Saltelli et al. (2010, table 2, b and f), Jansen (1999), Saltelli (2002) for pairs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from weerbaar.assessment.resampling import Counts, grid_for, round_to_grid

Float = NDArray[np.float64]

# A tile of products, 512 × 140 numbers, stays in the second-level cache on its way to the matrix product.
_ROWS = 512
_COLUMNS = 70

# From twice 2^18 multiplications on OpenBLAS starts threads. They wait actively for each other: on a machine with
# other work that was measured to cost ten times the work itself, and smaller products cost a third more at most.
_SINGLE_THREAD = (1 << 19) - 1
_RESAMPLES = 104


@dataclass(frozen=True, eq=False)
class PickFreeze:
    """A and B in units of their common standard deviation, and what every index needs of them.

    Attributes:
        a, b: (N, K) standardised.
        mean, variance: (K,) of the outputs themselves.
        scale: (K,) standard deviation; 1 where the output does not vary.
        counts: (1 + R, N).
        spread: (1 + R, K) variance of the standardised outputs over each resample; not a number where 0.
        largest: (K,) the largest absolute value in a and b.
    """

    a: Float
    b: Float
    mean: Float
    variance: Float
    scale: Float
    counts: Counts
    spread: Float
    largest: Float

    @classmethod
    def of(cls, a: Float, b: Float, counts: Counts) -> PickFreeze:
        n = counts.shape[1]
        if a.shape != b.shape or len(a) != n or not a.shape[1]:
            raise ValueError(f"outputs of the first sample have shape {a.shape}, of the second {b.shape}")
        _check_finite(a, b)
        centre = 0.5 * (a.mean(axis=0) + b.mean(axis=0))
        za, zb = a - centre, b - centre
        variance = 0.5 * (np.einsum("nk,nk->k", za, za) + np.einsum("nk,nk->k", zb, zb)) / n
        # Rounding in a mean of equal numbers leaves a trace of variance where there is none.
        size = np.maximum(np.abs(a).max(axis=0), np.abs(b).max(axis=0))
        varies = variance > (1e-13 * size) ** 2
        variance = np.where(varies, variance, 0.0)
        scale = np.where(varies, np.sqrt(variance), 1.0)
        za /= scale
        zb /= scale
        largest = largest_of(za, zb)
        sums, squares = _weigh(counts, _level_and_square, (za, zb), 2, 2 * np.maximum(largest, largest**2))
        with np.errstate(invalid="ignore"):
            spread = squares / (2 * n) - (sums / (2 * n)) ** 2
        spread[:, ~varies] = np.nan
        spread[spread <= 0] = np.nan
        return cls(za, zb, centre, variance, scale, counts, spread, largest)

    def standardised(self, y: Float) -> Float:
        """Return outputs of a mixed sample in the units of ``a`` and ``b``."""
        if y.shape != self.a.shape:
            raise ValueError(f"outputs of a mixed sample have shape {y.shape}, not {self.a.shape}")
        z = y - self.mean
        z /= self.scale
        return z

    def first_and_total(self, ab: Float, ba: Float | None) -> tuple[Float, Float]:
        """Return the first-order and total index of one factor, (1 + R, K) each; standardised outputs go in."""
        n = self.counts.shape[1]
        if ba is None:
            largest = np.maximum(self.largest, largest_of(ab))
            first, total = _weigh(self.counts, _one_way, (self.a, self.b, ab), 2, (2 * largest) ** 2)
            return first / n / self.spread, total / (2 * n) / self.spread
        largest = np.maximum(self.largest, largest_of(ab, ba))
        first, total = _weigh(self.counts, _both_ways, (self.a, self.b, ab, ba), 2, 2 * (2 * largest) ** 2)
        return first / (2 * n) / self.spread, total / (4 * n) / self.spread

    def second(self, one: MixedOutputs, two: MixedOutputs) -> Float:
        """Return the second-order index of a pair, (1 + R, K)."""
        # BA_i and AB_j share only factor i (of A) and factor j (of B): their covariance is that of the pair.
        arrays = (one.ba, two.ab, two.ba, one.ab)
        [shared] = _weigh(self.counts, _pair, arrays, 1, 2 * np.maximum(one.largest, two.largest) ** 2)
        closed = (shared / (2 * self.counts.shape[1]) - self.by_chance) / self.spread
        return np.asarray(closed - one.first - two.first)

    @cached_property
    def by_chance(self) -> Float:
        """The product of independent outputs over each resample, (1 + R, K): near 0, and taken off for its noise."""
        [product] = _weigh(self.counts, _product, (self.a, self.b), 1, self.largest**2)
        return np.asarray(product / self.counts.shape[1])


@dataclass(frozen=True, eq=False)
class MixedOutputs:
    """What the pairs need of one factor: standardised outputs (N, K), their largest, first-order index (1 + R, K)."""

    ab: Float
    ba: Float
    largest: Float
    first: Float


def _level_and_square(out: Sequence[Float], a: Float, b: Float) -> None:
    np.add(a, b, out=out[0])
    np.multiply(a, a, out=out[1])
    out[1] += b * b


def _one_way(out: Sequence[Float], a: Float, b: Float, ab: Float) -> None:
    step = ab - a
    np.multiply(b, step, out=out[0])
    np.multiply(step, step, out=out[1])


def _both_ways(out: Sequence[Float], a: Float, b: Float, ab: Float, ba: Float) -> None:
    _one_way(out, a, b, ab)
    step = ba - b
    out[0] += a * step
    step *= step
    out[1] += step


def _pair(out: Sequence[Float], ba_i: Float, ab_j: Float, ba_j: Float, ab_i: Float) -> None:
    np.multiply(ba_i, ab_j, out=out[0])
    out[0] += ba_j * ab_i


def _product(out: Sequence[Float], a: Float, b: Float) -> None:
    np.multiply(a, b, out=out[0])


def _weigh(
    counts: Counts, products: Callable[..., None], arrays: Sequence[Float], kinds: int, largest: Float
) -> list[Float]:
    """Return, per kind of product, its sum over the rows of every resample, (1 + R, K).

    Args:
        counts: (1 + R, N).
        products: writes its products of a tile of every array into ``kinds`` arrays.
        arrays: (N, K) each.
        kinds: number of products.
        largest: (K,) bound on the absolute value of every product.
    """
    n, k = arrays[0].shape
    # A grid per output: its indices do not depend on what else is analysed.
    grids = grid_for(largest, n)
    sums = [np.empty((len(counts), k)) for _ in range(kinds)]
    for left in range(0, k, _COLUMNS):
        width = min(_COLUMNS, k - left)
        rounder = np.tile(grids[left : left + width], kinds)
        block = np.empty((min(_ROWS, n), kinds * width))
        added = np.zeros((len(counts), kinds * width))
        partial = np.empty((_RESAMPLES, kinds * width))
        for top in range(0, n, _ROWS):
            rows = slice(top, min(top + _ROWS, n))
            tile = block[: rows.stop - top]
            views = [tile[:, i * width : (i + 1) * width] for i in range(kinds)]
            products(views, *(x[rows, left : left + width] for x in arrays))
            round_to_grid(tile, rounder)
            _add_products(counts[:, rows].astype(np.float64), tile, added, partial)
        for i in range(kinds):
            sums[i][:, left : left + width] = added[:, i * width : (i + 1) * width]
    return sums


def _add_products(weights: Float, tile: Float, added: Float, partial: Float) -> None:
    """Add the matrix product of weights (R, n) and tile (n, K) to ``added`` (R, K), by pieces below the threshold."""
    step = max(1, _SINGLE_THREAD // (min(len(weights), _RESAMPLES) * tile.shape[1]))
    for top in range(0, len(weights), _RESAMPLES):
        total = added[top : top + _RESAMPLES]
        piece = partial[: len(total)]
        for left in range(0, len(tile), step):
            np.matmul(weights[top : top + _RESAMPLES, left : left + step], tile[left : left + step], out=piece)
            total += piece


def largest_of(*arrays: Float) -> Float:
    """Return the largest absolute value per output, (K,), refusing what is not a finite number."""
    ends = np.stack([end for x in arrays for end in (x.max(axis=0), -x.min(axis=0))])
    if not np.all(np.isfinite(ends)):
        _check_finite(*arrays)
    largest: Float = ends.max(axis=0)
    return largest


def _check_finite(*arrays: Float) -> None:
    bad = sum(int((~np.isfinite(x)).any(axis=1).sum()) for x in arrays)
    if bad:
        raise ValueError(f"the model gave an output that is not a finite number in {bad} rows")
