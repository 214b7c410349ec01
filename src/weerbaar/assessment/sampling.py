# SPDX-License-Identifier: EUPL-1.2
"""Uncertain cells: the value of one scenario on one criterion as a distribution that is quick to draw from.

A draw is a 16-bit random number looked up in a table. Discrete distributions of up to 32 atoms compare
it with the rounded cumulative masses, so a cumulative probability is off by at most 2^-17; a mass below that may
vanish. Longer ones and continuous ones use 16,384 equally likely strata, each represented by its mean; the
mean is then as good as that of 65,536 quantiles, and a cumulative probability is off by at most 2^-14. The
standard error of a probability after a million draws is 5·10^-4 at one half, so neither shows.
Cells without uncertainty draw nothing.

Measured per cell and draw, multiplication by the weight included: six atoms 3 ns, strata 4 ns, of which half
a nanosecond for the random number. Tables of 65,536 values would need 350 MB for 70 × 10 cells and leave the
cache at every draw.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

Float = NDArray[np.float64]
Scalar = TypeVar("Scalar", bound=np.generic)

STRATA = 1 << 14
MAX_ATOMS = 32
_FINE = 1 << 16
_DROP_BITS = 2  # 16 random bits, 14 of them choose a stratum


_EQUAL_MASSES = np.broadcast_to(np.float64(1.0 / STRATA), (STRATA,))


@dataclass(frozen=True, eq=False)
class CellTable:
    """The distribution of one cell.

    Attributes:
        values: (K,), not negative, ascending: atoms, or one value per stratum.
        masses: (K,) probabilities of the atoms; they sum to 1.
        strata: the table has equally likely strata instead of atoms to compare with.
    """

    values: Float
    masses: Float
    strata: bool = False

    @classmethod
    def constant(cls, value: float) -> CellTable:
        """Return a cell without uncertainty.

        Raises:
            ValueError: the value is negative or not a number.
        """
        return cls.from_masses([value], [1.0])

    @classmethod
    def from_masses(cls, values: ArrayLike, masses: ArrayLike) -> CellTable:
        """Return a discrete distribution.

        Args:
            values: (K,), not negative; equal values are merged.
            masses: (K,), not negative; scaled to sum to 1. Values without mass are dropped.

        Raises:
            ValueError: shapes differ, a value or mass is negative or not a number, or there is no mass.
        """
        v = np.asarray(values, dtype=np.float64)
        m = np.asarray(masses, dtype=np.float64)
        if v.ndim != 1 or v.shape != m.shape:
            raise ValueError(f"values {v.shape} and masses {m.shape} must be two rows of the same length")
        _check_values(v)
        if not np.all(np.isfinite(m)) or np.any(m < 0) or not m.sum() > 0:
            raise ValueError("masses must be finite, not negative and not all zero")
        atoms, place = np.unique(v[m > 0], return_inverse=True)
        merged = np.bincount(place.reshape(-1), weights=m[m > 0])
        return cls(_frozen(atoms), _frozen(merged / merged.sum()))

    @classmethod
    def from_quantiles(cls, quantile: Callable[[Float], ArrayLike]) -> CellTable:
        """Return a continuous distribution.

        Args:
            quantile: inverse cumulative distribution; gets probabilities strictly between 0 and 1, ascending.

        Raises:
            ValueError: a quantile is negative, not finite, or lower than the one before.
        """
        fine = np.asarray(quantile((np.arange(_FINE) + 0.5) / _FINE), dtype=np.float64)
        if fine.shape != (_FINE,):
            raise ValueError("the quantile function must return one value per probability")
        _check_values(fine)
        if np.any(np.diff(fine) < 0):
            raise ValueError("the quantile function must not decrease")
        if fine[0] == fine[-1]:
            return cls.constant(float(fine[0]))
        values = fine.reshape(STRATA, -1).mean(axis=1)
        return cls(_frozen(values), _EQUAL_MASSES, strata=True)

    @property
    def is_constant(self) -> bool:
        """Whether there is one possible value."""
        return len(self.values) == 1

    @cached_property
    def mean(self) -> float:
        """Expected value."""
        return float(self.values @ self.masses) if not self.is_constant else float(self.values[0])

    def quantile(self, probabilities: ArrayLike) -> Float:
        """Return the smallest value whose cumulative probability reaches each of these, exactly."""
        cumulative = np.cumsum(self.masses)
        wanted = np.asarray(probabilities, dtype=np.float64) - 1e-12
        place = np.searchsorted(cumulative, wanted, side="left")
        result: Float = self.values[np.minimum(place, len(self.values) - 1)]
        return result

    @cached_property
    def lookup(self) -> tuple[NDArray[np.uint16], Float]:
        """What a draw compares with and returns.

        Atoms: thresholds (K-1,) and values (K,); the atom is the number of thresholds that the 16-bit
        number reaches. Strata: no thresholds, and values (16384,) chosen by the upper 14 bits.
        """
        if self.strata:
            return np.empty(0, dtype=np.uint16), self.values
        if len(self.values) > MAX_ATOMS:
            middle = (np.arange(STRATA) + 0.5) / STRATA
            return np.empty(0, dtype=np.uint16), self.quantile(middle)
        reached = np.rint(np.cumsum(self.masses)[:-1] * _FINE)
        # The number is at most 65,535: an atom above a threshold of 65,536 cannot be drawn. One threshold
        # stays, so that a cell with nearly all mass on its lowest atom remains a row like the others.
        keep = reached < _FINE
        if not keep.any():
            return np.zeros(1, dtype=np.uint16), np.repeat(self.values[:1], 2)
        return reached[keep].astype(np.uint16), self.values[: int(keep.sum()) + 1]

    def draw(self, n: int, rng: np.random.Generator) -> Float:
        """Return n independent draws."""
        grid = CellGrid.of([[self]])
        out = np.full(n, grid.constants[0, 0])
        grid.add_uncertain(0, np.ones((1, n)), rng, out)
        return out


@dataclass(frozen=True, eq=False)
class _AtomBatch:
    """Cells of one scenario with atoms, drawn together.

    Attributes:
        criteria: (m,) their criteria.
        thresholds: (J, m, 1), shorter rows extended by repeating their last.
        values: (m × (J + 1),) the cells' atoms one cell after the other; ``offsets`` (m, 1) is where each begins.
    """

    criteria: NDArray[np.intp]
    thresholds: NDArray[np.uint16]
    values: Float
    offsets: NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class _Uncertain:
    """The uncertain cells of one scenario: those with atoms, and (criterion, table) of those with strata."""

    atoms: _AtomBatch | None
    strata: tuple[tuple[int, Float], ...]


@dataclass(frozen=True, eq=False)
class CellGrid:
    """All cells of S scenarios × C criteria, arranged for drawing.

    Attributes:
        constants: (S, C), values of the cells without uncertainty, 0 elsewhere.
        means, highest: (S, C) expected and highest value of each cell.
        uncertain: per scenario its uncertain cells.
    """

    constants: Float
    means: Float
    highest: Float
    uncertain: tuple[_Uncertain, ...]

    @classmethod
    def of(cls, cells: Sequence[Sequence[CellTable]]) -> CellGrid:
        """Arrange cells given per scenario and criterion.

        Raises:
            ValueError: no scenarios or criteria, or scenarios with different numbers of criteria.
        """
        widths = {len(row) for row in cells}
        if len(widths) != 1 or 0 in widths:
            raise ValueError("every scenario needs one cell for every criterion, and at least one")
        shape = (len(cells), widths.pop())
        constants = np.array([[c.mean if c.is_constant else 0.0 for c in row] for row in cells])
        means = np.array([[c.mean for c in row] for row in cells])
        highest = np.array([[c.values[-1] for c in row] for row in cells])
        uncertain = tuple(_uncertain(row) for row in cells)
        return cls(constants.reshape(shape), means.reshape(shape), highest.reshape(shape), uncertain)

    def add_uncertain(self, scenario: int, weights: Float, rng: np.random.Generator, out: Float) -> None:
        """Draw the uncertain cells of one scenario and add weight × value to ``out``.

        Args:
            scenario: row of the grid.
            weights: (C, n) weights per draw.
            rng: generator of 64-bit numbers (any of numpy's but MT19937).
            out: (n,) totals so far.
        """
        n = weights.shape[1]
        cells = self.uncertain[scenario]
        if cells.atoms is not None:
            batch = cells.atoms
            m = len(batch.criteria)
            number = _uint16(rng, m * n).reshape(m, n)
            atom = np.greater_equal(number, batch.thresholds[0]).view(np.uint8)
            reached = np.empty((m, n), dtype=bool)
            for threshold in batch.thresholds[1:]:
                np.greater_equal(number, threshold, out=reached)
                np.add(atom, reached.view(np.uint8), out=atom)
            index = atom.astype(np.intp)
            index += batch.offsets
            # "clip" only because "raise" makes numpy check and copy; every index is in range.
            values = np.take(batch.values, index, mode="clip")
            chosen = weights if m == len(weights) else weights[batch.criteria]
            out += np.einsum("cn,cn->n", chosen, values)
        for criterion, table in cells.strata:
            stratum = _uint16(rng, n) >> _DROP_BITS
            values = np.take(table, stratum.astype(np.intp), mode="clip")
            values *= weights[criterion]
            out += values


def _uncertain(row: Sequence[CellTable]) -> _Uncertain:
    drawn = [(k, *cell.lookup) for k, cell in enumerate(row) if not cell.is_constant]
    strata = tuple((k, values) for k, thresholds, values in drawn if len(values) == STRATA)
    stepped = [(k, thresholds, values) for k, thresholds, values in drawn if len(values) < STRATA]
    if not stepped:
        return _Uncertain(None, strata)
    width = max(len(t) for _, t, _ in stepped)
    thresholds = np.stack([_extend(t, width) for _, t, _ in stepped], axis=1)[:, :, None]
    batch = _AtomBatch(
        criteria=np.array([k for k, _, _ in stepped], dtype=np.intp),
        thresholds=np.ascontiguousarray(thresholds),
        values=np.concatenate([_extend(v, width + 1) for _, _, v in stepped]),
        offsets=np.arange(len(stepped), dtype=np.intp)[:, None] * (width + 1),
    )
    return _Uncertain(batch, strata)


def _extend(row: NDArray[Scalar], length: int) -> NDArray[Scalar]:
    """Repeat the last entry; a threshold passed twice then leads to the same value twice."""
    return np.concatenate([row, np.repeat(row[-1:], length - len(row))])


def _uint16(rng: np.random.Generator, count: int) -> NDArray[np.uint16]:
    if isinstance(rng.bit_generator, np.random.MT19937):
        raise TypeError("MT19937 yields 32-bit numbers; use PCG64DXSM, SFC64 or Philox")
    words: NDArray[np.uint64] = rng.bit_generator.random_raw(-(-count // 4))
    return words.view(np.uint16)[:count]


def _check_values(values: Float) -> None:
    if not values.size or not np.all(np.isfinite(values)) or np.any(values < 0):
        raise ValueError("values must be finite and not negative")


def _frozen(array: Float) -> Float:
    array.flags.writeable = False
    return array
