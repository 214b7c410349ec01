# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import numpy as np
import pytest
from scipy.special import ndtri
from scipy.stats import spearmanr

from weerbaar.assessment.correlation import (
    check_correlation,
    correlated_positions,
    dependent_indices,
    mixed_apart,
    mixed_through,
)
from weerbaar.assessment.factors import Factor, saltelli_sample
from weerbaar.assessment.known_functions import Ishigami, LinearGaussian
from weerbaar.assessment.sobol import sobol_indices

THREE = np.array([[1.0, 0.4, -0.3], [0.4, 1.0, 0.5], [-0.3, 0.5, 1.0]])


@pytest.mark.parametrize("rho", [-0.8, 0.0, 0.5, 0.8])
def test_linear_model_of_kucherenko_2012_test_case_1(rho: float) -> None:
    known = LinearGaussian((1, 1, 1), (1, 1, 2), ((1, 0, 0), (0, 1, rho), (0, rho, 1)))
    found = dependent_indices(known, known.factors, known.correlation, 1 << 13, seed=1)
    for indices, expected in ((found.full, known.full), (found.uncorrelated, known.uncorrelated)):
        assert indices.first.value == pytest.approx(expected, abs=0.004)
        assert indices.total.value == pytest.approx(expected, abs=0.004)


def normal(mean: float, deviation: float, u: np.ndarray) -> np.ndarray:
    return mean + deviation * ndtri(u)


def test_portfolio_published_by_kucherenko_2012_test_case_2() -> None:
    """x1 x3 + x2 x4; both tables of the article to three digits."""
    parameters = [(0, 4), (0, 2), (250, 200), (400, 300)]
    factors = [Factor(f"x{k}", partial(normal, *p)) for k, p in enumerate(parameters, start=1)]
    correlation = np.eye(4)
    correlation[0, 1] = correlation[1, 0] = 0.3
    correlation[2, 3] = correlation[3, 2] = -0.3
    found = dependent_indices(
        lambda x: x[:, 0] * x[:, 2] + x[:, 1] * x[:, 3], factors, correlation, 1 << 15, seed=2, resamples=0
    )
    assert found.full.first.value == pytest.approx([0.507, 0.399, 0.0, 0.0], abs=0.005)
    assert found.uncorrelated.total.value == pytest.approx([0.492, 0.300, 0.192, 0.108], abs=0.005)


def test_three_normal_inputs_with_every_correlation() -> None:
    known = LinearGaussian((1.0, -2.0, 0.5), (1.0, 1.5, 3.0), tuple(map(tuple, THREE.tolist())))
    found = dependent_indices(known, known.factors, THREE, 1 << 13, seed=5)
    assert found.full.first.value == pytest.approx(known.full, abs=0.004)
    assert found.uncorrelated.total.value == pytest.approx(known.uncorrelated, abs=0.004)


def test_group_of_correlated_factors_explains_all_that_it_carries() -> None:
    known = LinearGaussian((1, 1, 1), (1, 1, 2), ((1, 0, 0), (0, 1, 0.8), (0, 0.8, 1)))
    factors = [known.factors[0], *(Factor(f.name, f.quantile, "pair") for f in known.factors[1:])]
    found = dependent_indices(known, factors, known.correlation, 1 << 12, seed=1)
    assert found.full.names == ("x1", "pair")
    # nothing correlates the pair with x1, so both sets agree and add up
    for indices in (found.full, found.uncorrelated):
        assert indices.first.value == pytest.approx([1 / 9.2, 8.2 / 9.2], abs=0.004)


def test_without_correlation_both_sets_are_the_ordinary_indices() -> None:
    known = Ishigami()
    found = dependent_indices(known, known.factors, np.eye(3), 1 << 10, seed=3, resamples=20)
    plain = sobol_indices(known, known.factors, 1 << 10, seed=3, resamples=20)
    for indices in (found.full, found.uncorrelated):
        assert indices.first.value == pytest.approx(plain.first.value, abs=1e-9)
        assert indices.total.standard_error == pytest.approx(plain.total.standard_error, abs=1e-9)
    assert found.evaluations == 8 * (1 << 10)


def rosenblatt(z: np.ndarray, order: Sequence[int]) -> np.ndarray:
    """Independent normal variables from correlated ones, one conditional after the other."""
    free = np.empty_like(z)
    for k, j in enumerate(order):
        given = list(order[:k])
        slope = np.linalg.solve(THREE[np.ix_(given, given)], THREE[given, j]) if given else np.empty(0)
        deviation = np.sqrt(1 - THREE[j, given] @ slope) if given else 1.0
        free[:, k] = (z[:, j] - z[:, given] @ slope) / deviation
    return free


@pytest.mark.parametrize("factor", [0, 1, 2])
def test_mixtures_are_those_of_mara_and_tarantola_2012(factor: int) -> None:
    """The factor comes first in the Rosenblatt order (through) or last (apart); one independent variable is new."""
    rng = np.random.default_rng(factor)
    a, b = (rng.normal(size=(50, 3)) @ np.linalg.cholesky(THREE).T for _ in range(2))
    others = [k for k in range(3) if k != factor]
    first, last = [factor, *others], [*others, factor]
    through, apart = mixed_through(THREE, a, b, (factor,)), mixed_apart(THREE, a, b, (factor,))
    expected = rosenblatt(a, first)
    expected[:, 0] = rosenblatt(b, first)[:, 0]
    assert rosenblatt(through, first) == pytest.approx(expected)
    expected = rosenblatt(a, last)
    expected[:, 2] = rosenblatt(b, last)[:, 2]
    assert rosenblatt(apart, last) == pytest.approx(expected)


def test_all_columns_of_the_other_sample_are_the_other_sample() -> None:
    rng = np.random.default_rng(1)
    a, b = rng.normal(size=(2, 20, 3))
    assert mixed_through(THREE, a, b, (0, 1, 2)) == pytest.approx(b)
    assert mixed_apart(THREE, a, b, (0, 1, 2)) == pytest.approx(b)


def test_rank_correlation_of_pearson_1907_is_reached() -> None:
    normal = 2 * np.sin(np.pi * 0.6 / 6)
    sample = saltelli_sample(2, 1 << 13, 1)
    u = correlated_positions(np.array([[1.0, normal], [normal, 1.0]]), sample.a)
    assert float(spearmanr(u).statistic) == pytest.approx(0.6, abs=0.003)
    assert u.mean(axis=0) == pytest.approx([0.5, 0.5], abs=1e-3)


@pytest.mark.parametrize(
    ("matrix", "said"),
    [
        ([[1.0, 0.5]], "2 factors need 2 rows"),
        ([[1.0, 0.5], [0.4, 1.0]], "not symmetric"),
        ([[0.9, 0.5], [0.5, 1.0]], "ones on its diagonal"),
        ([[1.0, np.nan], [np.nan, 1.0]], "finite numbers"),
        ([[1.0, 1.0], [1.0, 1.0]], "cannot hold together"),
    ],
)
def test_correlations_that_do_not_work_are_refused(matrix: list[list[float]], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        check_correlation(matrix, 2)


def test_correlations_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(ValueError, match=r"smallest eigenvalue is -0\.8"):
        check_correlation([[1, 0.9, 0.9], [0.9, 1, -0.9], [0.9, -0.9, 1]], 3)


def test_result_says_which_kind_it_is_and_does_not_depend_on_the_executor() -> None:
    known = LinearGaussian((1, 1), (1, 1), ((1, 0.5), (0.5, 1)))
    seen: list[float] = []
    here = dependent_indices(known, known.factors, known.correlation, 64, seed=1, progress=seen.append)
    with ThreadPoolExecutor(2) as pool:
        there = dependent_indices(known, known.factors, known.correlation, 64, seed=1, executor=pool)
    assert json.dumps(here.as_dict()) == json.dumps(there.as_dict())
    assert seen == pytest.approx([0.25, 0.5, 0.75, 1.0])
    assert (here.full.inputs, here.uncorrelated.inputs) == ("full", "uncorrelated")
    assert "through the others" in here.full.statement.en
    assert "apart from the others" in here.uncorrelated.statement.en
