# SPDX-License-Identifier: EUPL-1.2
"""Calibration scores: the chi-square tail to 1e-12, a perfect expert, ties, and equal treatment."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.elicitation.panels import P3, P5
from tests.elicitation.slow_cooke import slow_calibration
from weerbaar.elicitation.calibration import (
    bin_counts,
    calibration_scores,
    chi_square_tail,
    effective_seeds,
    realization_bins,
    relative_information,
    tied,
)
from weerbaar.elicitation.distributions import bin_masses

NAN = float("nan")


@pytest.mark.parametrize(
    ("degrees", "x", "tail"),
    [
        # Γ(k/2, x/2) / Γ(k/2) with mpmath 1.4 at 50 digits.
        (1, 1e-8, 0.99992021154405269422),
        (3, 1e-6, 0.99999999973403855952),
        (3, 0.001, 0.99999159208094195384),
        (3, 0.01, 0.99973483494134439017),
        (3, 0.05, 0.99707066723538007328),
        (5, 0.001, 0.99999999831851228103),
        (5, 0.2, 0.99911386121118755751),
        (7, 0.05, 0.99999979169224725966),
        (7, 0.2, 0.99997484374916908383),
        (3, 7.8, 0.050331097859853350617),
        (3, 60, 5.878230727906912341e-13),
        (5, 300, 1.0015302305957845546e-62),
        (3, 1000, 1.7994208765314476631e-216),
    ],
)
def test_the_chi_square_tail_is_accurate_to_twelve_digits(degrees: int, x: float, tail: float) -> None:
    assert float(chi_square_tail(x, degrees)) == pytest.approx(tail, rel=1e-12, abs=0)


def test_the_complement_of_a_small_argument_has_its_digits_too() -> None:
    # For 3 degrees the distribution function begins as sqrt(2/π) x^(3/2) / 3.
    for x in (1e-4, 1e-3):
        assert 1 - float(chi_square_tail(x, 3)) == pytest.approx(np.sqrt(2 / np.pi) * x**1.5 / 3, rel=1e-3)


@pytest.mark.parametrize("probabilities", [P3, P5, np.array([0.1, 0.25, 0.35, 0.5, 0.65, 0.75, 0.9])])
@pytest.mark.parametrize("power", [1.0, 0.1])
def test_a_perfectly_calibrated_expert_scores_exactly_1(probabilities: np.ndarray, power: float) -> None:
    masses = bin_masses(probabilities)
    counts = np.rint(masses * 20).astype(int)
    assert counts.sum() == 20
    assert calibration_scores(counts, masses, 20, power) == 1.0


def test_one_quantile_at_a_probability_that_rounds_scores_exactly_1() -> None:
    for n in (3, 7, 10, 49):
        for k in range(1, n):
            masses = bin_masses(np.array([k / n]))
            assert calibration_scores([k, n - k], masses, n) == 1.0


def test_calibration_by_hand() -> None:
    # Ten seeds, 5 45 45 5 %: counts 2 4 3 1.
    masses = bin_masses(P3)
    i = 0.2 * np.log(4) + 0.4 * np.log(0.4 / 0.45) + 0.3 * np.log(0.3 / 0.45) + 0.1 * np.log(2)
    assert relative_information([2, 4, 3, 1], masses) == pytest.approx(i, rel=1e-14)
    assert calibration_scores([2, 4, 3, 1], masses, 10) == pytest.approx(chi_square_tail(20 * i, 3), rel=1e-12)


@given(st.lists(st.integers(0, 12), min_size=4, max_size=4).filter(any), st.sampled_from([1.0, 0.5, 0.1]))
@settings(deadline=None, max_examples=80)
def test_any_counts_equal_the_slow_twin(counts: list[int], power: float) -> None:
    bins = [b for b, n in enumerate(counts) for _ in range(n)]
    expected = slow_calibration(bins, P3.tolist(), len(bins), power)
    got = float(calibration_scores(counts, bin_masses(P3), len(bins), power))
    assert got == pytest.approx(expected, rel=1e-9)
    assert 0 <= got <= 1


def test_nearly_perfect_shares_keep_their_digits() -> None:
    # One of a million moved: I ≈ δ² (1/p1 + 1/p2) / 2.
    masses = np.array([0.5, 0.5])
    assert relative_information([500001, 499999], masses) == pytest.approx(2e-12, rel=1e-5)


def test_no_counts_no_score() -> None:
    assert np.isnan(calibration_scores(np.zeros(4), bin_masses(P3), 10))


def test_a_truth_on_a_quantile_falls_in_the_bin_below_as_in_excalibur() -> None:
    values = np.array([[10, 20, 30.0]])
    truths = [9, 10, 10.5, 20, 20.5, 30, 31]
    bins = [realization_bins(values, np.array([t]))[0] for t in truths]
    assert bins == [0, 0, 1, 1, 2, 2, 3]


def test_no_answer_and_no_truth_have_no_bin() -> None:
    values = np.array([[[1, 2, 3], [NAN] * 3, [1, 2, 3.0]]])
    bins = realization_bins(values, np.array([2.5, 2.5, NAN]))
    assert bins.tolist() == [[2, -1, -1]]
    assert bin_counts(bins, 4).tolist() == [[0, 0, 1, 0]]
    assert bin_counts(bins, 4, [False, True, True]).tolist() == [[0, 0, 0, 0]]


def test_experts_are_tested_with_the_smallest_number_of_seeds_or_their_own() -> None:
    answered = [[10, 8, 0], [3, 0, 0]]
    assert effective_seeds(answered, "minimum").tolist() == [[8, 8, 8], [3, 3, 3]]
    assert effective_seeds(answered, "own").tolist() == answered


def test_scores_that_differ_by_rounding_are_made_equal() -> None:
    x = 0.5690843902112812
    low = x * (1 - 1e-15)
    found = tied(np.array([[0.1, low, NAN, x, 0.2], [0.3, 0.3, 0.1, 0.1, 0.0]]))
    assert found[0].tolist() == pytest.approx([0.1, x, NAN, x, 0.2], nan_ok=True, rel=0, abs=0)
    assert found[1].tolist() == [0.3, 0.3, 0.1, 0.1, 0.0]


def test_mirrored_experts_are_tied() -> None:
    # Floating point sums of the two differ in the last digit.
    scores = calibration_scores([[1, 6, 5, 2], [2, 5, 6, 1], [2, 6, 5, 1]], bin_masses(P3), 14)[None]
    assert np.unique(tied(scores)).size == 1
