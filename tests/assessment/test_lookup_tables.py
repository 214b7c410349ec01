# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest

from weerbaar.assessment.lookup_tables import LookUpTables
from weerbaar.assessment.sampling import CellTable


def exponential(u: np.ndarray) -> np.ndarray:
    return -np.log1p(-u)


def test_certain_cells_stay_exact_and_are_filled_up_to_five() -> None:
    tables = LookUpTables.of([[CellTable.constant(0.1), CellTable.constant(1 / 3)]])
    assert tables.certain
    assert tables.shape == (1, 2)
    assert tables.constants.tolist() == [[0.1, 1 / 3, 0.0, 0.0, 0.0]]


def test_strata_keep_the_mean_and_the_cumulative_probabilities() -> None:
    """A continuous distribution, and one of more atoms than thresholds are used for."""
    many = CellTable.from_masses(np.arange(100.0), np.random.default_rng(1).dirichlet(np.ones(100)))
    curve = CellTable.from_quantiles(exponential)
    tables = LookUpTables.of([[curve, many]])
    assert tables.kinds.tolist() == [[2, 2]]
    assert tables.strata.shape == (2, 4096)
    assert tables.strata[0].mean() == pytest.approx(curve.mean, rel=1e-6)
    assert tables.strata[1].mean() == pytest.approx(many.mean, rel=1e-3)
    for level in (0.1, 1.0, 3.0):
        assert np.mean(tables.strata[0] <= level) == pytest.approx(1 - np.exp(-level), abs=2.0**-12)


def test_atoms_keep_their_thresholds_and_shorter_rows_repeat_their_last() -> None:
    two = CellTable.from_masses([1.0, 2.0], [0.25, 0.75])
    four = CellTable.from_masses([1.0, 2.0, 3.0, 4.0], [0.25] * 4)
    tables = LookUpTables.of([[two, CellTable.constant(5.0)], [CellTable.constant(6.0), four]])
    assert tables.kinds.tolist() == [[1, 0], [0, 1]]
    assert tables.thresholds.tolist() == [[16384] * 3, [16384, 32768, 49152]]
    assert tables.atoms.tolist() == [[1, 2, 2, 2], [1, 2, 3, 4]]
    assert tables.constants[:, :2].tolist() == [[0, 5], [6, 0]]


def test_rows_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="every scenario needs"):
        LookUpTables.of([[CellTable.constant(1.0)], []])
