# SPDX-License-Identifier: EUPL-1.2
"""Counts of positive numbers in narrow bins that never straddle a class bound.

Bins are 1/128 of a power of two wide, so at most 0.8 % of the value, and cut at every class bound. Which bin a
number falls in is read from its bits: the exponent and the first seven bits of the fraction, plus the number
of bounds reached. Every bin keeps the sum of its numbers too; the mean of a bin stands for it, which makes a
distribution of separate points come back exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from weerbaar.assessment.aggregation import BOUND_TOLERANCE

Float = NDArray[np.float64]
Int = NDArray[np.int64]

_SHIFT = 45  # 52 bits of fraction, of which 7 choose the bin
_OCTAVES = 24
_PER_OCTAVE = 1 << (52 - _SHIFT)
_INFINITY = int(np.float64(np.inf).view(np.int64))


@dataclass(frozen=True, eq=False)
class LogBins:
    """How numbers from 0 to ``top`` are divided.

    Numbers below ``top`` / 2^24, zero included, share the lowest bin of their class.

    Attributes:
        top: the largest number that can occur, above 0.
        bounds: (K-1,) class bounds, ascending, above 0; a number within 1e-9 below one counts as the bound.
    """

    top: float
    bounds: Float

    def __post_init__(self) -> None:
        limits = np.asarray(self.bounds, dtype=np.float64)
        if limits.ndim != 1 or np.any(limits <= 0) or np.any(np.diff(limits) <= 0):
            raise ValueError("class bounds must be one ascending row of numbers above 0")
        object.__setattr__(self, "bounds", limits)

    @cached_property
    def _first(self) -> int:
        """Bit pattern, shifted, of the lowest bin; 0 is its lower edge."""
        return (_bits(self.top) >> _SHIFT) - _OCTAVES * _PER_OCTAVE

    @cached_property
    def _limits(self) -> tuple[int, ...]:
        return tuple(_bits(float(b) / (1.0 + BOUND_TOLERANCE)) for b in self.bounds)

    @property
    def size(self) -> int:
        """Number of bins; one above the top takes sums that rounding lifts over it."""
        return _OCTAVES * _PER_OCTAVE + 2 + len(self.bounds)

    def index(self, values: Float) -> Int:
        """Return the bin of each number, (n,); numbers are not negative."""
        bits = values.view(np.int64)
        place = bits >> _SHIFT
        place -= self._first
        np.maximum(place, 0, out=place)
        below = np.empty_like(place)
        lowest, highest = int(bits.min(initial=_INFINITY)), int(bits.max(initial=0))
        reached = sum(limit <= lowest for limit in self._limits)
        crossed = [limit for limit in self._limits if lowest < limit <= highest]
        for limit in crossed:
            # The sign bit of the difference is 1 for a number below the bound: minus one after the shift.
            np.subtract(bits, limit, out=below)
            below >>= 63
            place += below
        place += reached + len(crossed)
        return place

    @cached_property
    def _merged(self) -> tuple[Float, Int]:
        octave = np.arange(self._first, self._first + _OCTAVES * _PER_OCTAVE + 2, dtype=np.int64)
        fine = (octave << _SHIFT).view(np.float64)
        fine[0] = 0.0
        limits = np.array(self._limits, dtype=np.int64).view(np.float64)
        edges = np.concatenate([fine, limits])
        order = np.argsort(edges, kind="stable")
        return edges[order], np.cumsum(order >= len(fine))

    @property
    def edges(self) -> Float:
        """Lower edge of every bin, ascending, (size,)."""
        return self._merged[0]

    @property
    def class_of_bin(self) -> Int:
        """Class index of every bin, (size,)."""
        return self._merged[1]


@dataclass(frozen=True, eq=False)
class Histogram:
    """Distributions of S quantities in the same bins.

    Attributes:
        bins: the division.
        counts: (S, size) draws per bin.
        sums: (S, size) sum of the draws in the bin.
    """

    bins: LogBins
    counts: Int
    sums: Float

    @property
    def class_counts(self) -> Int:
        """Draws per class, (S, K)."""
        k = len(self.bins.bounds) + 1
        cut = np.searchsorted(self.bins.class_of_bin, np.arange(k), side="left")
        return np.add.reduceat(self.counts, cut, axis=1)

    def quantiles(self, probabilities: ArrayLike) -> Float:
        """Return quantiles, (S, P): the mean of the bin in which the draw of that rank lies.

        Off by at most the width of a bin (0.8 %), and never in another class; exact when the bin holds equal
        draws only.
        """
        wanted = np.asarray(probabilities, dtype=np.float64)
        reached = np.cumsum(self.counts, axis=1)
        result = np.empty((len(self.counts), wanted.size))
        for s, (cumulative, counts, sums) in enumerate(zip(reached, self.counts, self.sums, strict=True)):
            rank = np.maximum(np.ceil(wanted * cumulative[-1] - 1e-9), 1.0)
            place = np.searchsorted(cumulative, rank, side="left")
            result[s] = sums[place] / counts[place]
        return result


def _bits(value: float) -> int:
    return int(np.float64(value).view(np.int64))
