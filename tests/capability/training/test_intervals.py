# SPDX-License-Identifier: EUPL-1.2
"""Published intervals, slow and obvious twins, and what must hold for any numbers."""

from __future__ import annotations

import math
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize, stats

from weerbaar.capability.training.intervals import (
    Interval,
    differences,
    mcnemar_exact,
    newcombe_independent,
    newcombe_paired,
    t_interval,
    wilson,
)

COUNTS = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
TABLES = st.tuples(*[st.integers(0, 80)] * 4).filter(any)


def ends(found: Interval) -> tuple[float, float]:
    return round(found.low, 4), round(found.high, 4)


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [((81, 263), 0.2553, 0.3662), ((15, 148), 0.0624, 0.1605), ((0, 20), 0.0, 0.1611), ((1, 29), 0.0061, 0.1718)],
)
def test_newcombe_1998_table_i_of_single_proportions(count: tuple[int, int], low: float, high: float) -> None:
    """Statistics in Medicine 17, 857-872, method 3."""
    assert ends(wilson(*count)) == (low, high)


@pytest.mark.parametrize(
    ("after", "before", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_newcombe_1998_table_ii_of_independent_proportions(
    after: tuple[int, int], before: tuple[int, int], low: float, high: float
) -> None:
    """Statistics in Medicine 17, 873-890, method 10, contrasts (a) to (h)."""
    assert ends(newcombe_independent(before, after)) == (low, high)


def test_newcombe_1998_paired_proportions() -> None:
    """Statistics in Medicine 17, 2635-2650, method 10, the table 36, 12, 2, 0."""
    assert ends(newcombe_paired(36, 12, 2, 0)) == (0.0569, 0.3404)


@pytest.mark.parametrize(
    ("table", "low", "high"), [((1, 1, 7, 12), -0.5069, -0.0256), ((59, 6, 16, 80), -0.1186, -0.0046)]
)
def test_fagerland_lydersen_laake_2014_paired_proportions(
    table: tuple[int, int, int, int], low: float, high: float
) -> None:
    """Airway hyper-responsiveness (Bentur 2009) and complete response (Cavo 2012), by Newcombe."""
    assert ends(newcombe_paired(*table)) == (low, high)


def test_newcombe_2001_difference_of_differences() -> None:
    """Bristol antenatal care: (17/65 - 17/75) - (18/72 - 16/65) is 0.031 (-0.169 to 0.234)."""
    found = differences(newcombe_independent((17, 75), (17, 65)), newcombe_independent((16, 65), (18, 72)))
    assert (round(found.estimate, 3), round(found.low, 3), round(found.high, 3)) == (0.031, -0.169, 0.234)


def test_mcnemar_exact_of_fagerland_lydersen_laake_2013() -> None:
    """BMC Medical Research Methodology 13:91: 1 against 7 gives 0.0703, 6 against 16 gives 0.0525."""
    assert round(mcnemar_exact(1, 7), 4) == 0.0703
    assert round(mcnemar_exact(6, 16), 4) == 0.0525


def test_student_1908_sleep() -> None:
    """Ten patients, hours of sleep gained with two drugs: mean 1.58, sd 1.23 of the differences; 95 %: 0.70 to 2.46."""
    found = t_interval(1.58, [(1.2299593, 10)])
    assert (round(found.low, 2), round(found.high, 2)) == (0.70, 2.46)


def slow_wilson(successes: int, n: int, level: float) -> tuple[float, float]:
    """The two shares that the data just do not reject, found by search in the score test itself."""
    z = stats.norm.ppf((1 + level) / 2)
    p = successes / n

    def excess(pi: float) -> float:
        return (p - pi) ** 2 - z * z * pi * (1 - pi) / n

    low = 0.0 if successes == 0 else optimize.brentq(excess, 0.0, min(p, 1 - 1e-12))
    high = 1.0 if successes == n else optimize.brentq(excess, max(p, 1e-12), 1.0)
    return low, high


@pytest.mark.parametrize(("count", "level"), list(product([(0, 7), (3, 7), (7, 7), (41, 96)], [0.5, 0.95, 0.99])))
def test_wilson_is_the_inverse_of_the_score_test(count: tuple[int, int], level: float) -> None:
    found = wilson(*count, level)
    assert (found.low, found.high) == pytest.approx(slow_wilson(*count, level), abs=1e-9)


def slow_paired(both: int, gained: int, lost: int, neither: int) -> tuple[float, float]:
    """Newcombe's recipe step by step, in his letters e, f, g, h."""
    e, f, g, h = both, gained, lost, neither
    n = e + f + g + h
    l2, u2 = slow_wilson(e + f, n, 0.95)
    l3, u3 = slow_wilson(e + g, n, 0.95)
    dl2, du2 = (e + f) / n - l2, u2 - (e + f) / n
    dl3, du3 = (e + g) / n - l3, u3 - (e + g) / n
    product_ = (e + f) * (g + h) * (e + g) * (f + h)
    if product_ == 0:
        phi = 0.0
    elif e * h > f * g:
        phi = max(e * h - f * g - n / 2, 0) / math.sqrt(product_)
    else:
        phi = (e * h - f * g) / math.sqrt(product_)
    theta = (f - g) / n
    delta = math.sqrt(max(0.0, dl2**2 - 2 * phi * dl2 * du3 + du3**2))
    epsilon = math.sqrt(max(0.0, du2**2 - 2 * phi * du2 * dl3 + dl3**2))
    return theta - delta, theta + epsilon


@settings(max_examples=40)
@given(TABLES)
def test_paired_against_the_recipe(table: tuple[int, int, int, int]) -> None:
    found = newcombe_paired(*table)
    low, high = slow_paired(*table)
    assert (found.low, found.high) == pytest.approx((max(-1, low), min(1, high)), abs=1e-8)


def test_mcnemar_is_a_sum_of_binomials() -> None:
    for gained, lost in product(range(9), repeat=2):
        n = gained + lost
        tail = sum(math.comb(n, k) for k in range(min(gained, lost) + 1)) / 2**n
        assert mcnemar_exact(gained, lost) == pytest.approx(min(1.0, 2 * tail))


@settings(max_examples=60)
@given(COUNTS, COUNTS)
def test_an_interval_holds_its_estimate_and_turns_with_the_groups(one: tuple[int, int], other: tuple[int, int]) -> None:
    found, turned = newcombe_independent(one, other), newcombe_independent(other, one)
    assert -1 - 1e-12 <= found.low <= found.estimate <= found.high <= 1 + 1e-12
    assert (turned.low, turned.high) == pytest.approx((-found.high, -found.low), abs=1e-12)
    wide = newcombe_independent(one, other, 0.99)
    assert wide.low <= found.low
    assert found.high <= wide.high


@settings(max_examples=60)
@given(TABLES)
def test_a_table_turns_with_gains_and_losses(table: tuple[int, int, int, int]) -> None:
    both, gained, lost, neither = table
    found, turned = newcombe_paired(*table), newcombe_paired(both, lost, gained, neither)
    assert -1 <= found.low <= found.estimate + 1e-12
    assert found.estimate - 1e-12 <= found.high <= 1
    assert (turned.low, turned.high) == pytest.approx((-found.high, -found.low), abs=1e-12)


def test_welch_against_scipy() -> None:
    one, other = (27.5, 19.1, 24.4, 21.9, 30.2), (21.4, 22.8, 19.9, 17.1, 23.0, 20.2, 18.8)
    welch = stats.ttest_ind(one, other, equal_var=False).confidence_interval(0.95)
    parts = [(float(stats.tstd(group)), len(group)) for group in (one, other)]
    found = t_interval(sum(one) / len(one) - sum(other) / len(other), parts)
    assert (found.low, found.high) == pytest.approx((welch.low, welch.high))


def test_one_mean_has_n_minus_1_degrees_of_freedom() -> None:
    half = stats.t.ppf(0.975, 8) * 3 / 3
    found = t_interval(10, [(3, 9)])
    assert (found.low, found.high) == pytest.approx((10 - half, 10 + half))


@pytest.mark.parametrize("sd", [0.0, 1e-200, 1e150])
def test_very_small_and_very_large_spreads(sd: float) -> None:
    found = t_interval(1.0, [(sd, 5), (sd, 5)])
    assert found.low <= 1.0 <= found.high
    assert math.isfinite(found.high)
