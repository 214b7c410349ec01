# SPDX-License-Identifier: EUPL-1.2
"""Uncertain cells arranged for a kernel: 16 random bits choose a value from a small table.

Up to 32 atoms are told apart by thresholds on all 16 bits, as in ``sampling.py``. Longer and continuous distributions
are 4,096 equally likely strata, each represented by its mean and kept in 32 bits: a table then fits the first-level
cache. The mean of a cell is kept, and a cumulative probability of one cell is off by at most 2^-12.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from weerbaar.assessment.sampling import STRATA, CellGrid, CellTable

Float = NDArray[np.float64]

BLOCK = 5
"""Certain values are filled up with zeros to a multiple of this many criteria."""

_STRATA = 4096
_ATOMS_KIND, _STRATA_KIND = 1, 2


@dataclass(frozen=True, eq=False)
class LookUpTables:
    """Cells of S scenarios × C criteria.

    Attributes:
        constants: (S, C') values of certain cells, 0 elsewhere; C' is C filled up to a multiple of five.
        kinds: (S, C) 0 for certain, 1 for atoms, 2 for strata.
        places: (S, C) row in the tables of its kind.
        thresholds, atoms: (A, J) and (A, J + 1), shorter rows extended by repeating their last.
        strata: (B, 4096).
    """

    constants: Float
    kinds: NDArray[np.int64]
    places: NDArray[np.int64]
    thresholds: NDArray[np.uint16]
    atoms: Float
    strata: NDArray[np.float32]

    @classmethod
    def of(cls, cells: Sequence[Sequence[CellTable]]) -> LookUpTables:
        """Arrange cells given per scenario and criterion.

        Raises:
            ValueError: no scenarios or criteria, or scenarios with different numbers of criteria.
        """
        known = CellGrid.of(cells).constants
        s, c = known.shape
        constants = np.zeros((s, -(-c // BLOCK) * BLOCK))
        constants[:, :c] = known
        kinds, places = np.zeros((s, c), dtype=np.int64), np.zeros((s, c), dtype=np.int64)
        stepped: list[tuple[NDArray[np.uint16], Float]] = []
        strata: list[Float] = []
        for i, row in enumerate(cells):
            for k, cell in enumerate(row):
                if cell.is_constant:
                    continue
                limits, values = cell.lookup
                if len(values) == STRATA:
                    kinds[i, k], places[i, k] = _STRATA_KIND, len(strata)
                    strata.append(values.reshape(_STRATA, -1).mean(axis=1))
                else:
                    kinds[i, k], places[i, k] = _ATOMS_KIND, len(stepped)
                    stepped.append((limits, values))
        width = max((len(limits) for limits, _ in stepped), default=1)
        thresholds = np.zeros((len(stepped), width), dtype=np.uint16)
        atoms = np.zeros((len(stepped), width + 1))
        for n, (limits, values) in enumerate(stepped):
            # A threshold passed twice leads to the same value twice.
            thresholds[n, : len(limits)], thresholds[n, len(limits) :] = limits, limits[-1]
            atoms[n, : len(values)], atoms[n, len(values) :] = values, values[-1]
        table = np.array(strata, dtype=np.float32).reshape(-1, _STRATA)
        return cls(constants, kinds, places, thresholds, atoms, table)

    @property
    def shape(self) -> tuple[int, int]:
        """Scenarios and criteria."""
        return self.kinds.shape[0], self.kinds.shape[1]

    @property
    def certain(self) -> bool:
        """Whether no cell is uncertain."""
        return not self.kinds.any()

    @property
    def arrays(
        self,
    ) -> tuple[Float, NDArray[np.int64], NDArray[np.int64], NDArray[np.uint16], Float, NDArray[np.float32]]:
        """What the kernels take, in their order."""
        return self.constants, self.kinds, self.places, self.thresholds, self.atoms, self.strata
