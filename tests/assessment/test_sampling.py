# SPDX-License-Identifier: EUPL-1.2
"""Cell tables: exact moments and quantiles, drawn frequencies, quantisation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from weerbaar.assessment.sampling import MAX_ATOMS, STRATA, CellGrid, CellTable

N = 200_000


def rng(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_two_points_are_drawn_with_their_masses() -> None:
    draws = CellTable.from_masses([1 / 9, 1 / 3], [0.3, 0.7]).draw(N, rng())
    assert set(draws.tolist()) == {1 / 9, 1 / 3}
    error = np.sqrt(0.3 * 0.7 / N)
    assert np.mean(draws == 1 / 3) == pytest.approx(0.7, abs=4 * error)


@pytest.mark.parametrize("k", [3, 6, MAX_ATOMS, MAX_ATOMS + 1, 200])
def test_every_atom_is_drawn_with_its_mass(k: int) -> None:
    masses = rng(k).dirichlet(np.ones(k))
    cell = CellTable.from_masses(np.arange(k, dtype=float), masses)
    share = np.bincount(cell.draw(N, rng()).astype(int), minlength=k) / N
    assert np.all(np.abs(share - masses) <= 4.5 * np.sqrt(masses * (1 - masses) / N) + 2.0**-14)


@given(hnp.arrays(np.float64, 8, elements=st.floats(0, 1)).filter(lambda m: m.sum() > 0.01))
@settings(deadline=None)
def test_drawn_cumulative_probability_is_off_by_at_most_two_to_the_minus_17(masses: np.ndarray) -> None:
    cell = CellTable.from_masses(np.arange(8.0), masses)
    thresholds, values = cell.lookup if not cell.is_constant else (np.empty(0), cell.values)
    numbers = np.arange(65536)
    drawn = values[(numbers >= thresholds[:, None]).sum(axis=0)]
    for value, exact in zip(cell.values, np.cumsum(cell.masses), strict=True):
        assert abs(np.mean(drawn <= value) - exact) <= 2.0**-17 + 1e-12


def test_a_mass_too_small_to_draw_leaves_the_other_atom() -> None:
    low = CellTable.from_masses([1.0, 2.0], [1 - 1e-9, 1e-9])
    high = CellTable.from_masses([1.0, 2.0], [1e-9, 1 - 1e-9])
    assert set(low.draw(1000, rng()).tolist()) == {1.0}
    assert set(high.draw(1000, rng()).tolist()) == {2.0}


def test_equal_values_merge_and_values_without_mass_go() -> None:
    cell = CellTable.from_masses([3.0, 1.0, 3.0, 9.0], [1, 2, 1, 0])
    assert cell.values.tolist() == [1.0, 3.0]
    assert cell.masses.tolist() == [0.5, 0.5]
    assert cell.mean == 2.0


def test_quantiles_of_atoms_are_exact() -> None:
    cell = CellTable.from_masses([1.0, 2.0, 3.0], [0.2, 0.5, 0.3])
    assert cell.quantile([0.0, 0.2, 0.21, 0.7, 0.71, 1.0]).tolist() == [1.0, 1.0, 2.0, 2.0, 3.0, 3.0]


def test_exponential_distribution_keeps_mean_variance_and_tail() -> None:
    cell = CellTable.from_quantiles(lambda u: -np.log1p(-u))
    assert cell.mean == pytest.approx(1.0, abs=1e-5)
    variance = float(np.mean(cell.values**2)) - cell.mean**2
    assert variance == pytest.approx(1.0, abs=2e-3)
    above = np.mean(cell.draw(N, rng()) > 3.0)
    assert above == pytest.approx(np.exp(-3), abs=4 * np.sqrt(np.exp(-3) / N) + 2.0**-14)


def test_strata_of_a_uniform_distribution_are_their_midpoints() -> None:
    cell = CellTable.from_quantiles(lambda u: u)
    assert cell.values == pytest.approx((np.arange(STRATA) + 0.5) / STRATA)
    assert cell.quantile([0.25, 0.5]) == pytest.approx([0.25, 0.5], abs=1 / STRATA)


def test_a_constant_costs_no_random_numbers() -> None:
    grid = CellGrid.of([[CellTable.constant(0.5), CellTable.from_quantiles(lambda u: 0 * u + 2)]])
    generator = rng()
    before = generator.bit_generator.state
    out = np.zeros(8)
    grid.add_uncertain(0, np.ones((2, 8)), generator, out)
    assert generator.bit_generator.state == before
    assert grid.constants.tolist() == [[0.5, 2.0]]
    assert out.tolist() == [0.0] * 8


def test_cells_of_one_scenario_are_independent_and_weighted() -> None:
    a = CellTable.from_masses([0.0, 1.0], [0.5, 0.5])
    b = CellTable.from_masses([0.0, 1.0, 2.0], [0.2, 0.3, 0.5])
    c = CellTable.from_quantiles(lambda u: u)
    grid = CellGrid.of([[a, CellTable.constant(7.0), b, c]])
    weights = np.repeat([[0.1], [0.2], [0.3], [0.4]], N, axis=1)
    out = np.zeros(N)
    grid.add_uncertain(0, weights, rng(), out)
    mean = 0.1 * 0.5 + 0.3 * 1.3 + 0.4 * 0.5
    variance = 0.01 * 0.25 + 0.09 * 0.61 + 0.16 / 12
    assert out.mean() == pytest.approx(mean, abs=4 * np.sqrt(variance / N))
    assert out.var() == pytest.approx(variance, rel=0.02)


@given(st.integers(1, 7), st.integers(2, 7))
@settings(deadline=None)
def test_raising_an_atom_never_lowers_a_draw(place: int, k: int) -> None:
    values = np.arange(k, dtype=float)
    masses = np.full(k, 1 / k)
    raised = values.copy()
    raised[min(place, k - 1) :] += 0.5
    low = CellTable.from_masses(values, masses).draw(500, rng(9))
    high = CellTable.from_masses(raised, masses).draw(500, rng(9))
    assert np.all(high >= low)


@pytest.mark.parametrize(
    ("values", "masses", "message"),
    [
        ([1.0, -0.1], [0.5, 0.5], "not negative"),
        ([np.inf], [1.0], "finite"),
        ([1.0, 2.0], [0.0, 0.0], "not all zero"),
        ([1.0, 2.0], [1.5, -0.5], "not negative"),
        ([1.0, 2.0], [1.0], "same length"),
    ],
)
def test_impossible_distributions_are_refused(values: list[float], masses: list[float], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        CellTable.from_masses(values, masses)


def test_impossible_quantile_functions_and_grids_are_refused() -> None:
    with pytest.raises(ValueError, match="must not decrease"):
        CellTable.from_quantiles(lambda u: 1 - u)
    with pytest.raises(ValueError, match="one value per probability"):
        CellTable.from_quantiles(lambda u: u[:3])
    with pytest.raises(ValueError, match="one cell for every criterion"):
        CellGrid.of([[CellTable.constant(1.0)], []])


def test_a_generator_of_32_bit_numbers_is_refused() -> None:
    with pytest.raises(TypeError, match="MT19937"):
        CellTable.from_masses([0, 1], [1, 1]).draw(8, np.random.Generator(np.random.MT19937(1)))
