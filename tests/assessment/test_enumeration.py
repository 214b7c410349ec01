# SPDX-License-Identifier: EUPL-1.2
"""Exact totals against all combinations and closed forms."""

from __future__ import annotations

import itertools
from math import comb

import numpy as np
import pytest

from weerbaar.assessment.enumeration import enumerate_total
from weerbaar.assessment.sampling import CellTable

BOUNDS = [1 / 81, 1 / 27, 1 / 9, 1 / 3]
BASE3 = 3.0 ** np.arange(-4, 1)


def test_equal_two_point_cells_are_binomial() -> None:
    cells = [CellTable.from_masses([0.0, 1.0], [0.7, 0.3])] * 10
    total = enumerate_total(cells, np.full(10, 0.1))
    assert total is not None
    assert total.values == pytest.approx(np.arange(11) / 10)
    assert total.masses == pytest.approx([comb(10, k) * 0.3**k * 0.7 ** (10 - k) for k in range(11)])
    assert total.mean == pytest.approx(0.3)


def test_enumeration_equals_all_combinations() -> None:
    rng = np.random.default_rng(1)
    cells = [CellTable.from_masses(rng.choice(BASE3, 3, replace=False), rng.dirichlet(np.ones(3))) for _ in range(4)]
    weights = np.array([0.4, 0.3, 0.2, 0.1])
    expected = np.zeros(5)
    for chosen in itertools.product(*[range(3)] * 4):
        value = sum(w * c.values[i] for w, c, i in zip(weights, cells, chosen, strict=True))
        mass = np.prod([c.masses[i] for c, i in zip(cells, chosen, strict=True)])
        expected[sum(value >= b * (1 - 1e-9) for b in BOUNDS)] += mass
    total = enumerate_total(cells, weights)
    assert total is not None
    assert total.masses.sum() == pytest.approx(1.0)
    assert total.class_probability(BOUNDS) == pytest.approx(expected)
    assert total.mean == pytest.approx(sum(w * c.mean for w, c in zip(weights, cells, strict=True)))


def test_ten_criteria_with_five_labels_have_299_totals() -> None:
    cell = CellTable.from_masses(BASE3, np.ones(5))
    total = enumerate_total([cell] * 10, np.full(10, 0.1))
    assert total is not None
    distinct = {
        sum(n * 3**k for k, n in enumerate(counts))
        for counts in itertools.product(range(11), repeat=5)
        if sum(counts) == 10
    }
    assert len(total.values) == len(distinct) == 299
    assert total.values * 810 == pytest.approx(sorted(distinct))


def test_a_constant_scenario_is_one_atom() -> None:
    total = enumerate_total([CellTable.constant(0.2), CellTable.constant(0.4)], [0.5, 0.5])
    assert total is not None
    assert total.values == pytest.approx([0.3])
    assert total.quantile([0.05, 0.95]) == pytest.approx([0.3, 0.3])
    assert total.class_probability(BOUNDS).tolist() == [0, 0, 0, 1, 0]


def test_too_many_atoms_and_continuous_cells_give_none() -> None:
    rng = np.random.default_rng(2)
    odd = [CellTable.from_masses(rng.random(6), np.ones(6)) for _ in range(5)]
    assert enumerate_total(odd, np.full(5, 0.2), limit=1000) is None
    assert enumerate_total([CellTable.from_quantiles(lambda u: u)], [1.0]) is None


def test_weights_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="do not fit 1 cells"):
        enumerate_total([CellTable.constant(1.0)], [0.5, 0.5])
