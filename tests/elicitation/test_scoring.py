# SPDX-License-Identifier: EUPL-1.2
"""Scoring rules: closed forms, integrals as slow twins, and propriety."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, norm

from weerbaar.elicitation.distributions import PiecewiseDistribution, distribution_of
from weerbaar.elicitation.scoring import (
    brier,
    crps,
    hit_rate,
    interval_score,
    logarithmic,
    murphy,
    pinball,
)

NAN = float("nan")
P3 = np.array([0.05, 0.5, 0.95])


def test_brier_by_hand() -> None:
    assert brier([0.8, 0.3, NAN, 0.5], [1, 0, 1, NAN]) == pytest.approx((0.04 + 0.09) / 2)
    assert brier([1, 0], [1, 0]) == 0
    assert math.isnan(brier([NAN], [1]))


def test_murphy_1973_by_hand() -> None:
    p = [0.2] * 5 + [0.8] * 5
    o = [1, 0, 0, 0, 0, 1, 1, 1, 0, 0]
    found = murphy(p, o)
    assert found.reliability == pytest.approx(0.5 * 0 + 0.5 * 0.04)
    assert found.resolution == pytest.approx(0.5 * 0.04 + 0.5 * 0.04)
    assert found.uncertainty == pytest.approx(0.24)
    assert found.within == 0
    assert found.brier == pytest.approx(brier(p, o))


@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 1)), min_size=1, max_size=40), st.integers(1, 12))
@settings(deadline=None, max_examples=60)
def test_the_parts_add_up_to_the_brier_score(events: list[tuple[float, int]], groups: int) -> None:
    p, o = zip(*events, strict=True)
    assert murphy(p, o).brier == pytest.approx(brier(p, o), abs=1e-12)
    grouped = murphy(p, o, groups)
    assert grouped.brier == pytest.approx(brier(p, o), abs=1e-12)
    assert min(grouped.reliability, grouped.resolution, grouped.uncertainty) >= 0


def test_logarithmic_by_hand() -> None:
    assert logarithmic([0.8, 0.3], [1, 0]) == pytest.approx(-(math.log(0.8) + math.log(0.7)) / 2)
    assert logarithmic([1e-20], [0]) == pytest.approx(1e-20)
    assert logarithmic([0.0], [1]) == math.inf
    assert logarithmic([0.0, 1.0], [0, 1]) == 0
    assert math.isnan(logarithmic([], []))


@pytest.mark.parametrize("p", [0.1, 0.37, 0.9])
@pytest.mark.parametrize("score", [brier, logarithmic])
def test_honesty_pays(p: float, score: object) -> None:
    said = np.linspace(0.01, 0.99, 99)
    expected = [p * score([s], [1]) + (1 - p) * score([s], [0]) for s in said]  # type: ignore[operator]
    assert said[int(np.argmin(expected))] == pytest.approx(p, abs=0.006)


@pytest.mark.parametrize(
    ("p", "o", "message"), [([1.1], [1], "between 0 and 1"), ([0.5], [2], "0 or 1"), ([0.5], [0, 1], "outcomes")]
)
def test_events_that_are_none(p: list[float], o: list[float], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        brier(p, o)
    with pytest.raises(ValueError, match="at least one event"):
        murphy([NAN], [1])


@pytest.mark.parametrize("y", [0.0, 0.2, 0.5, 1.0])
def test_crps_of_the_uniform_distribution(y: float) -> None:
    d = PiecewiseDistribution(np.array([0.0, 1.0]), np.array([0.0, 1.0]), False)
    assert crps(d, y) == pytest.approx(y**3 / 3 + (1 - y) ** 3 / 3)
    assert crps(d, 3.0) == pytest.approx(1 / 3 + 2)
    assert crps(d, -1.5) == pytest.approx(1 / 3 + 1.5)
    assert math.isnan(crps(d, NAN))


def test_crps_of_a_fine_normal_is_that_of_gneiting_and_raftery_2007() -> None:
    p = np.linspace(0, 1, 20_001)[1:-1]
    d = distribution_of(norm.ppf(p), p, -8.0, 8.0, log_scale=False)
    for y in (-1.0, 0.3, 2.5):
        closed = y * (2 * norm.cdf(y) - 1) + 2 * norm.pdf(y) - 1 / math.sqrt(math.pi)
        assert crps(d, y) == pytest.approx(closed, abs=1e-5)


@pytest.mark.parametrize("log_scale", [False, True])
@pytest.mark.parametrize("outcome", [0.2, 1.0, 2.5, 4.0, 7.7, 12.0])
def test_crps_equals_its_integral(log_scale: bool, outcome: float) -> None:
    d = distribution_of(np.array([1, 4, 4.1]), P3, 0.5, 9.0, log_scale=log_scale)
    x = np.linspace(0, 14, 1_400_001)[:-1] + 5e-6
    integral = np.sum((d.cdf(x) - (x >= outcome)) ** 2) * 1e-5
    assert crps(d, outcome) == pytest.approx(integral, abs=2e-5)


def test_crps_of_narrow_logarithmic_pieces_keeps_its_digits() -> None:
    # A ratio near 1 is a straight piece in all but name.
    knots = 1e6 * np.array([1, 1 + 1e-9, 1 + 2e-9])
    log = PiecewiseDistribution(knots, np.array([0, 0.3, 1]), True)
    straight = PiecewiseDistribution(knots, np.array([0, 0.3, 1]), False)
    assert crps(log, float(knots[1])) == pytest.approx(crps(straight, float(knots[1])), rel=1e-6)
    for ratio in (1.10, 1.11):  # either side of where the closed form takes over
        d = PiecewiseDistribution(np.array([1.0, ratio]), np.array([0.0, 1.0]), True)
        x = np.linspace(1, ratio, 200_001)[:-1] + (ratio - 1) / 400_000
        assert crps(d, 1.0) == pytest.approx(np.mean((1 - d.cdf(x)) ** 2) * (ratio - 1), rel=1e-7)


def test_crps_is_twice_the_mean_pinball_loss() -> None:
    d = distribution_of(np.array([1, 4, 6.0]), P3, 0.0, 9.0, log_scale=False)
    p = (np.arange(100_000) + 0.5) / 100_000
    assert 2 * pinball(d.quantile(p), p, 3.0).mean() == pytest.approx(crps(d, 3.0), abs=1e-6)


def test_pinball_by_hand() -> None:
    assert pinball([1, 4, 6], P3, 5) == pytest.approx([0.05 * 4, 0.5 * 1, 0.05 * 1])
    assert pinball([[1, 4, 6], [2, 3, 4]], P3, [5, 2]).shape == (2, 3)
    assert np.isnan(pinball([1, 4, 6], P3, NAN)).all()


def test_interval_score_by_hand() -> None:
    assert interval_score(2, 5, [3, 1, 7]) == pytest.approx([3, 3 + 20, 3 + 40])
    assert interval_score(2, 5, 7, coverage=0.5) == pytest.approx(3 + 8)
    with pytest.raises(ValueError, match="coverage"):
        interval_score(1, 2, 3, coverage=1)


def test_interval_score_is_the_pinball_loss_of_both_ends() -> None:
    ends = pinball([2, 5], [0.05, 0.95], 7)
    assert interval_score(2, 5, 7) == pytest.approx(2 / 0.1 * ends.sum())


def test_hit_rate_by_hand() -> None:
    found = hit_rate([1, 1, NAN, 1, 1], [2, 2, 2, 2, 2], [1, 2, 1.5, 3, NAN])
    assert (found.hits, found.asked) == (2, 3)
    assert found.rate == pytest.approx(2 / 3)


def test_hit_rate_interval_of_clopper_and_pearson_1934() -> None:
    found = hit_rate(np.zeros(20), np.ones(20), np.where(np.arange(20) < 14, 0.5, 2))
    assert binom.sf(13, 20, found.low) == pytest.approx(0.025)
    assert binom.cdf(14, 20, found.high) == pytest.approx(0.025)
    # 14 of 20: 0.457 to 0.881 in any table.
    assert (found.low, found.high) == pytest.approx((0.4572, 0.8811), abs=5e-5)


def test_hit_rates_of_none_and_of_all() -> None:
    none = hit_rate([0], [1], [NAN])
    assert math.isnan(none.rate)
    assert (none.low, none.high) == (0, 1)
    every = hit_rate(np.zeros(10), np.ones(10), np.full(10, 0.5))
    assert every.high == 1
    assert every.low == pytest.approx(0.025**0.1)
    nothing = hit_rate(np.zeros(10), np.ones(10), np.full(10, 5))
    assert nothing.low == 0
    assert nothing.high == pytest.approx(1 - 0.025**0.1)
