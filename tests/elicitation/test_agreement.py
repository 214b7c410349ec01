# SPDX-License-Identifier: EUPL-1.2
"""Agreement: published examples, a slow twin over pairs, and the degenerate cases."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.elicitation.panels import plain_panel
from weerbaar.elicitation.agreement import (
    LEVELS,
    krippendorff_alpha,
    krippendorff_interval,
    mean_pairwise_kappa,
    spread,
    weighted_kappa,
)

NAN = float("nan")

KRIPPENDORFF_2011 = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, NAN, NAN, NAN],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NAN, 3],
        [NAN, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NAN],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NAN],
    ]
)


@pytest.mark.parametrize(
    ("level", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_krippendorff_2011_four_observers_twelve_units(level: str, alpha: float) -> None:
    assert krippendorff_alpha(KRIPPENDORFF_2011, level) == pytest.approx(alpha, abs=5e-4)  # type: ignore[arg-type]


def slow_alpha(ratings: np.ndarray, level: str) -> float:
    units = [[x for x in column if not np.isnan(x)] for column in ratings.T]
    units = [unit for unit in units if len(unit) > 1]
    pooled = [x for unit in units for x in unit]

    def apart(a: float, b: float) -> float:
        if level == "nominal":
            return float(a != b)
        if level == "interval":
            return (a - b) ** 2
        if level == "ratio":
            return ((a - b) / (a + b)) ** 2 if a + b else 0.0
        low, high = min(a, b), max(a, b)
        between = sum(low <= x <= high for x in pooled)
        return (between - (pooled.count(a) + pooled.count(b)) / 2) ** 2 if a != b else 0.0

    observed = sum(apart(a, b) / (len(unit) - 1) for unit in units for a, b in permutations(unit, 2)) / len(pooled)
    expected = sum(apart(a, b) for a, b in permutations(pooled, 2)) / (len(pooled) * (len(pooled) - 1))
    return 1 - observed / expected


@given(st.integers(0, 10_000), st.sampled_from(LEVELS), st.sampled_from([3, 10, 1000]))
@settings(deadline=None, max_examples=40)
def test_alpha_equals_its_slow_twin(seed: int, level: str, values: int) -> None:
    rng = np.random.default_rng(seed)
    ratings = rng.integers(0, values, (4, 8)).astype(float)
    ratings[rng.random((4, 8)) < 0.3] = NAN
    pairable = ratings[:, (~np.isnan(ratings)).sum(axis=0) > 1]
    if np.unique(pairable[~np.isnan(pairable)]).size < 2:
        assert np.isnan(krippendorff_alpha(ratings, level))  # type: ignore[arg-type]
        return
    assert krippendorff_alpha(ratings, level) == pytest.approx(slow_alpha(ratings, level), abs=1e-9)  # type: ignore[arg-type]


@pytest.mark.parametrize("level", LEVELS)
def test_perfect_agreement_is_1(level: str) -> None:
    ratings = np.tile([1.0, 5, 2, 8], (3, 1))
    assert krippendorff_alpha(ratings, level) == pytest.approx(1)  # type: ignore[arg-type]


@pytest.mark.parametrize("level", LEVELS)
def test_alpha_is_undefined_where_nothing_varies_or_nothing_compares(level: str) -> None:
    assert np.isnan(krippendorff_alpha(np.full((3, 4), 2.0), level))  # type: ignore[arg-type]
    alone = [[1, NAN, NAN], [NAN, 2, NAN]]
    assert np.isnan(krippendorff_alpha(alone, level))  # type: ignore[arg-type]
    empty = krippendorff_interval(alone, level, seed=1)  # type: ignore[arg-type]
    assert np.isnan(empty.low)
    assert empty.used == 0
    constant = krippendorff_interval(np.full((3, 4), 2.0), level, seed=1, resamples=5)  # type: ignore[arg-type]
    assert np.isnan(constant.high)
    assert constant.used == 0


def test_interval_alpha_ignores_unit_and_zero_and_keeps_large_numbers_apart() -> None:
    alpha = krippendorff_alpha(KRIPPENDORFF_2011, "interval")
    assert krippendorff_alpha(KRIPPENDORFF_2011 * 7 + 1e7, "interval") == pytest.approx(alpha, abs=1e-6)


def test_ordinal_alpha_ignores_monotone_changes() -> None:
    alpha = krippendorff_alpha(KRIPPENDORFF_2011, "ordinal")
    assert krippendorff_alpha(np.exp(KRIPPENDORFF_2011), "ordinal") == pytest.approx(alpha, abs=1e-12)


def test_levels_and_signs() -> None:
    with pytest.raises(ValueError, match="level must be one of"):
        krippendorff_alpha(KRIPPENDORFF_2011, "cardinal")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="must not be negative"):
        krippendorff_alpha([[-1, 2], [1, 2]], "ratio")
    with pytest.raises(ValueError, match="a row per expert"):
        krippendorff_alpha([1, 2, 3], "nominal")


@pytest.mark.parametrize("level", LEVELS)
def test_the_bootstrap_interval_holds_alpha_and_repeats_with_its_seed(level: str) -> None:
    one = krippendorff_interval(KRIPPENDORFF_2011, level, seed=4, resamples=300)  # type: ignore[arg-type]
    assert one.low < krippendorff_alpha(KRIPPENDORFF_2011, level) < one.high  # type: ignore[arg-type]
    assert one == krippendorff_interval(KRIPPENDORFF_2011, level, seed=4, resamples=300)  # type: ignore[arg-type]
    assert one != krippendorff_interval(KRIPPENDORFF_2011, level, seed=5, resamples=300)  # type: ignore[arg-type]
    assert one.used == 300
    narrower = krippendorff_interval(KRIPPENDORFF_2011, level, seed=4, resamples=300, confidence=0.5)  # type: ignore[arg-type]
    assert one.low < narrower.low < narrower.high < one.high


def test_resamples_in_which_nothing_varies_are_not_used() -> None:
    ratings = [[1, 2], [1, 2.0]]
    found = krippendorff_interval(ratings, "nominal", seed=0, resamples=400)
    assert 150 < found.used < 250
    assert (found.low, found.high) == (1, 1)


COHEN_1968 = np.array([[44, 7, 9], [5, 20, 5], [1, 3, 6]])
COHEN_WEIGHTS = [[0, 1, 3], [1, 0, 6], [3, 6, 0]]


def raters(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    pairs = [(i, j) for (i, j), n in np.ndenumerate(table) for _ in range(n)]
    return np.array(pairs, dtype=float).T[0], np.array(pairs, dtype=float).T[1]


def test_cohen_1968_weighted_and_plain_kappa() -> None:
    first, second = raters(COHEN_1968)
    assert weighted_kappa(first, second, 3, COHEN_WEIGHTS) == pytest.approx(0.348, abs=5e-4)
    assert weighted_kappa(first, second, 3, "none") == pytest.approx(0.492, abs=5e-4)


def test_linear_and_quadratic_kappa_by_hand() -> None:
    first, second = raters(np.array([[3, 1, 0], [0, 2, 1], [1, 0, 2]]))
    # Rows 4 3 3, columns 4 3 3 of ten: expected disagreement by distance.
    linear = 1 - (1 + 1 + 2) / 10 / ((4 * 3 + 3 * 4 + 3 * 3 + 3 * 3 + 2 * (4 * 3 + 3 * 4)) / 100)
    quadratic = 1 - (1 + 1 + 4) / 10 / ((4 * 3 + 3 * 4 + 3 * 3 + 3 * 3 + 4 * (4 * 3 + 3 * 4)) / 100)
    assert weighted_kappa(first, second, 3) == pytest.approx(linear)
    assert weighted_kappa(first, second, 3, "quadratic") == pytest.approx(quadratic)


def test_quadratic_kappa_with_equal_marginals_is_the_correlation() -> None:
    # Fleiss and Cohen (1973): the intraclass correlation; with equal means and variances Pearson's.
    first, second = raters(np.array([[3, 1, 0], [0, 2, 1], [1, 0, 2]]))
    assert weighted_kappa(first, second, 3, "quadratic") == pytest.approx(np.corrcoef(first, second)[0, 1])


def test_kappa_counts_only_what_both_rated() -> None:
    first, second = raters(COHEN_1968)
    kappa = weighted_kappa(first, second, 3)
    assert weighted_kappa([*first, NAN, 1], [*second, 2, NAN], 3) == pytest.approx(kappa)
    assert np.isnan(weighted_kappa([0, NAN], [NAN, 1], 3))
    assert np.isnan(weighted_kappa([1, 1], [1, 1], 3))


def test_mean_pairwise_kappa_is_the_mean_over_pairs_that_have_one() -> None:
    a, b = raters(COHEN_1968)
    c = b[::-1]
    expected = np.mean([weighted_kappa(a, b, 3), weighted_kappa(a, c, 3), weighted_kappa(b, c, 3)])
    assert mean_pairwise_kappa([a, b, c], 3) == pytest.approx(expected)
    assert mean_pairwise_kappa([a, b, c, np.full(a.size, NAN)], 3) == pytest.approx(expected)
    assert np.isnan(mean_pairwise_kappa([[1, NAN], [NAN, 1]], 3))


@pytest.mark.parametrize(
    ("first", "weights", "message"),
    [
        ([0, 3], "linear", "whole numbers from 0 to 2"),
        ([0, 0.5], "linear", "whole numbers from 0 to 2"),
        ([0, 1], "cubic", "weights must be none, linear, quadratic"),
        ([0, 1], [[0, 1], [1, 0]], "must be square"),
        ([0, 1], [[1, 1, 1]] * 3, "0 on the diagonal"),
    ],
)
def test_codes_and_weights_that_are_none(first: list[float], weights: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        weighted_kappa(first, [0, 1], 3, weights)  # type: ignore[arg-type]


def test_spread_by_hand() -> None:
    panel = plain_panel(
        [[[0, 2, 4], [1, 10, 100]], [[2, 4, 6], [10, 100, 1000]], [[10, 11, 12], [NAN] * 3]],
        [NAN, NAN],
        log_scale=[False, True],
    )
    found = spread(panel)
    assert found.lowest == pytest.approx([2, 10])
    assert found.highest == pytest.approx([11, 100])
    assert found.lower_quartile == pytest.approx([3, 10**1.25])
    assert found.upper_quartile == pytest.approx([7.5, 10**1.75])
    assert found.range == pytest.approx([9, 90])
    assert found.interquartile[0] == pytest.approx(4.5)
    # Medians 2 9 7 apart; widths 4 4 2. On the logarithmic scale 1 apart, widths 2.
    assert found.distance == pytest.approx([6 / (10 / 3), 0.5])
    # Overlap: 2 of 6, and nothing with the third; 1 of 3.
    assert found.overlap == pytest.approx([1 / 3 / 3, 1 / 3])


def test_spread_of_one_answer_and_of_none() -> None:
    panel = plain_panel([[[0, 2, 4], [NAN] * 3]], [NAN, NAN])
    found = spread(panel)
    assert found.lowest[0] == found.highest[0] == 2
    assert np.isnan([found.distance[0], found.overlap[0], found.lowest[1], found.distance[1]]).all()


def test_a_median_that_was_not_asked_is_interpolated() -> None:
    panel = plain_panel([[[0, 10]], [[2, 6]]], [NAN], [0.1, 0.7])
    assert spread(panel).highest == pytest.approx([10 * 4 / 6])
    assert spread(panel).lowest == pytest.approx([2 + 4 * 4 / 6])


def test_one_quantile_has_medians_but_no_intervals() -> None:
    found = spread(plain_panel([[[3]], [[5]]], [NAN], [0.5]))
    assert found.range.tolist() == [2]
    assert np.isnan(found.distance[0])
    with pytest.raises(ValueError, match=r"both sides of 0\.5"):
        spread(plain_panel([[[3, 4]]], [NAN], [0.6, 0.9]))
