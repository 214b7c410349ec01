# SPDX-License-Identifier: EUPL-1.2
"""Class probabilities given one answer, against listing every combination."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weerbaar.assessment.aggregation import class_of_total
from weerbaar.assessment.leave_one import class_probability_given, coarsened
from weerbaar.assessment.sampling import CellTable

BOUNDS = [1 / 81, 1 / 27, 1 / 9, 1 / 3]
LABELS = np.concatenate([[0.0], 3.0 ** np.arange(-4, 1)])


def listed(cells: list[CellTable], weights: np.ndarray) -> list[np.ndarray]:
    """Every combination of answers, one after the other."""
    found = [np.zeros((len(c.values), len(BOUNDS) + 1)) for c in cells]
    for places in product(*(range(len(c.values)) for c in cells)):
        mass = np.prod([c.masses[p] for c, p in zip(cells, places, strict=True)])
        total = sum(w * c.values[p] for w, c, p in zip(weights, cells, places, strict=True))
        klass = int(class_of_total(np.array([total]), BOUNDS)[0])
        for i, p in enumerate(places):
            found[i][p, klass] += mass / cells[i].masses[p]
    return found


@given(st.integers(1, 4), st.integers(0, 10**6), st.booleans())
@settings(max_examples=20)
def test_probabilities_are_those_of_listing_all_combinations(c: int, seed: int, even: bool) -> None:
    """Equal weights put many totals exactly on a bound."""
    rng = np.random.default_rng(seed)
    cells = [CellTable.from_masses(LABELS, rng.dirichlet(np.ones(6)) * (rng.random(6) < 0.6) + 1e-12) for _ in range(c)]
    weights = np.full(c, 1 / c) if even else rng.dirichlet(np.ones(c))
    found = class_probability_given(cells, weights, BOUNDS)
    for own, expected in zip(found, listed(cells, weights), strict=True):
        assert own == pytest.approx(expected, abs=1e-9)


def test_ten_cells_of_six_labels_are_left_as_they_are() -> None:
    cells = [CellTable.from_masses(LABELS, np.ones(6))] * 10
    kept, exact = coarsened(cells)
    assert exact
    assert all(a is b for a, b in zip(kept, cells, strict=True))


def test_amounts_are_made_coarser_and_keep_their_mean() -> None:
    amounts = CellTable.from_masses(np.arange(1024.0), np.ones(1024))
    kept, exact = coarsened([amounts] * 6, limit=5000)
    assert not exact
    assert all(len(c.values) ** 3 <= 5000 for c in kept)
    assert all(c.mean == pytest.approx(amounts.mean) for c in kept)
    assert kept[0].masses.max() < 0.15
