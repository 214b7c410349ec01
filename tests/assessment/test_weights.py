# SPDX-License-Identifier: EUPL-1.2
"""Drawn weights against closed forms."""

from __future__ import annotations

import numpy as np
import pytest

from weerbaar.assessment.weights import DirichletWeights, FixedWeights, WeightProfiles

N = 100_000


@pytest.mark.parametrize("alpha", [[1.0, 1.0, 1.0], [0.3, 2.0, 5.0], [4.0, 0.0, 1.0]])
def test_dirichlet_mean_and_variance(alpha: list[float]) -> None:
    spec = DirichletWeights(np.array(alpha))
    w = spec.draw(N, np.random.default_rng(2)).T
    mean = np.array(alpha) / sum(alpha)
    variance = mean * (1 - mean) / (sum(alpha) + 1)
    assert w.shape == (N, 3)
    assert w.sum(axis=1) == pytest.approx(np.ones(N))
    assert spec.mean == pytest.approx(mean)
    assert np.all(np.abs(w.mean(axis=0) - mean) <= 4 * np.sqrt(variance / N) + 1e-15)
    assert w.var(axis=0) == pytest.approx(variance, rel=0.03)


def test_flat_dirichlet_first_weight_has_the_beta_tail() -> None:
    w = DirichletWeights.flat(10).draw(N, np.random.default_rng(3)).T
    exact = (1 - 0.25) ** 9
    assert np.mean(w[:, 0] > 0.25) == pytest.approx(exact, abs=4 * np.sqrt(exact / N))


def test_concentration_narrows_around_the_profile() -> None:
    wide = DirichletWeights.around([0.6, 0.4], 5.0)
    narrow = DirichletWeights.around([0.6, 0.4], 500.0)
    assert wide.mean == pytest.approx(narrow.mean)
    assert narrow.draw(2000, np.random.default_rng(1)).var() < wide.draw(2000, np.random.default_rng(1)).var()


def test_profiles_are_taken_with_their_probabilities() -> None:
    spec = WeightProfiles(np.array([[1.0, 0.0], [0.5, 0.5], [0.0, 1.0]]), np.array([0.2, 0.5, 0.3]))
    w = spec.draw(N, np.random.default_rng(4)).T
    share = [np.mean(w[:, 0] == x) for x in (1.0, 0.5, 0.0)]
    assert share == pytest.approx([0.2, 0.5, 0.3], abs=4 * 0.5 / np.sqrt(N))
    assert spec.mean == pytest.approx([0.45, 0.55])
    assert WeightProfiles.equally_likely([[1, 0], [0, 1]]).mean == pytest.approx([0.5, 0.5])


def test_a_fixed_profile_is_the_same_in_every_draw() -> None:
    w = FixedWeights(np.array([0.25, 0.75])).draw(3, np.random.default_rng(5)).T
    assert w.tolist() == [[0.25, 0.75]] * 3


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: FixedWeights(np.array([0.5, 0.6])), "sum to 1, not 1.1"),
        (lambda: FixedWeights(np.array([1.5, -0.5])), "none negative"),
        (lambda: FixedWeights(np.array([np.nan, 1.0])), "finite"),
        (lambda: WeightProfiles(np.array([[0.5, 0.5]]), np.array([0.5, 0.5])), "2 probabilities for 1"),
        (lambda: WeightProfiles(np.array([0.5, 0.5]), np.array([1.0])), "shape"),
        (lambda: DirichletWeights(np.array([0.01, 0.02])), "concentration"),
        (lambda: DirichletWeights(np.array([-1.0, 2.0])), "none negative"),
        (lambda: DirichletWeights.around([0.5, 0.5], 0.0), "above 0"),
    ],
)
def test_impossible_weights_are_refused(make: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        make()  # type: ignore[operator]
