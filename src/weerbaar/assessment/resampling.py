# SPDX-License-Identifier: EUPL-1.2
"""Means over a sample and over its bootstrap resamples, for many quantities at once.

A resample is a vector of multiplicities, so the means of many quantities over many resamples are one matrix
product. The quantities are first rounded to a grid so coarse that no sum of them can need more than the 53 bits of a
number: the product is then exact, in whatever order a BLAS adds, and the same bytes come out everywhere (C9).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import NormalDist
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float64]
Counts = NDArray[np.uint8]
IntervalKind = Literal["normal", "percentile"]

_DRAWN_AT_ONCE = 1 << 22


@dataclass(frozen=True, eq=False)
class IndexEstimate:
    """A kind of index for G factors (or pairs) and any number of outputs; all arrays have shape (G, …outputs).

    Attributes:
        value: the estimate; not a number where the output does not vary.
        standard_error: standard deviation over the resamples.
        low, high: ends of the interval.
    """

    value: Float
    standard_error: Float
    low: Float
    high: Float

    def as_dict(self) -> dict[str, object]:
        """Return plain lists; None for what is not a number."""
        return {name: plain(getattr(self, name)) for name in ("value", "standard_error", "low", "high")}

    def reshaped(self, *shape: int) -> IndexEstimate:
        """Return the same numbers in another shape."""
        return IndexEstimate(*(x.reshape(shape) for x in (self.value, self.standard_error, self.low, self.high)))

    def outputs(self, columns: slice) -> IndexEstimate:
        """Return the numbers of some outputs, of those along the last axis."""
        return IndexEstimate(*(x[..., columns] for x in (self.value, self.standard_error, self.low, self.high)))

    @classmethod
    def stacked(cls, parts: Iterable[IndexEstimate]) -> IndexEstimate:
        """Return estimates as rows of one."""
        rows = [(p.value, p.standard_error, p.low, p.high) for p in parts]
        return cls(*(np.stack(column) for column in zip(*rows, strict=True)))


def plain(array: Float) -> object:
    """Return nested lists of numbers, with None for what is not a number."""
    if array.ndim == 0:
        number = float(array)
        return number if math.isfinite(number) else None
    return [plain(np.asarray(row)) for row in array]


def summary(resampled: Float, level: float, interval: IntervalKind) -> IndexEstimate:
    """Return the estimate of row 0 with the uncertainty that rows 1, 2, … (the resamples) show.

    Args:
        resampled: (1 + R, …); with R below 2 there is no uncertainty to give.
        level: of the interval, for instance 0.95.
        interval: ``normal`` for value ± z standard errors, ``percentile`` for quantiles of the resamples.
    """
    value, others = resampled[0], resampled[1:]
    if len(others) < 2:
        unknown = np.full(value.shape, np.nan)
        return IndexEstimate(value, unknown, unknown, unknown)
    error = others.std(axis=0, ddof=1)
    if interval == "normal":
        reach = NormalDist().inv_cdf(0.5 + level / 2) * error
        return IndexEstimate(value, error, value - reach, value + reach)
    low, high = np.quantile(others, [0.5 - level / 2, 0.5 + level / 2], axis=0)
    return IndexEstimate(value, error, low, high)


def check_interval(level: float, interval: str, resamples: int) -> None:
    """Refuse what no interval can be made with.

    Raises:
        ValueError: says which.
    """
    if not 0 < level < 1:
        raise ValueError(f"the level must lie between 0 and 1, not {level}")
    if interval not in ("normal", "percentile"):
        raise ValueError(f"the interval is 'normal' or 'percentile', not {interval!r}")
    if resamples < 0 or resamples == 1:
        raise ValueError(f"the number of resamples must be 0 or at least 2, not {resamples}")


def multiplicities(n: int, resamples: int, seed: int | np.random.SeedSequence) -> Counts:
    """Return how often each of n rows occurs in each resample, (1 + R, n).

    Row 0 is the sample itself: all ones. The other rows sum to n. A byte each, for there may be many; that
    one row is drawn more than 255 times in n draws has a probability below 1 / 255!.
    """
    counts = np.ones((1 + resamples, n), dtype=np.uint8)
    rng = np.random.default_rng(seed)
    at_once = max(1, _DRAWN_AT_ONCE // n)
    for start in range(0, resamples, at_once):
        size = min(at_once, resamples - start)
        drawn = rng.integers(0, n, size=(size, n))
        drawn += np.arange(size)[:, None] * n
        rows = np.bincount(drawn.ravel(), minlength=size * n).reshape(size, n)
        counts[1 + start : 1 + start + size] = rows
    return counts


def grid_for(largest: Float, n: int) -> Float:
    """Return the numbers whose addition and subtraction rounds to the grids on which sums over n rows are exact.

    Args:
        largest: (K,) no quantity k is larger than this in absolute value.
        n: sum of the multiplicities, at least 2.
    """
    # |sum| <= n * largest < 2**bits, and the grid is 2**(bits - 52): no partial sum needs more than 53 bits.
    bits = np.frexp(largest)[1] + (n - 1).bit_length()
    rounder: Float = np.ldexp(1.5, bits)
    return rounder


def round_to_grid(quantities: Float, rounder: Float) -> None:
    """Round (N, K) in place, see :func:`grid_for`; the error is at most about 2^-52 of n times the largest."""
    quantities += rounder
    quantities -= rounder
