# SPDX-License-Identifier: EUPL-1.2
"""Numbers of nrb-method.md 8.3 and 9.4, and those of the tests in the public repository of the BNRA."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.method.belgium import (
    FORMULAS,
    conditional_probability_from_cp7,
    euro_from_d5,
    euro_from_i7,
    euro_from_t5,
    p_in_t_months,
    probability_3y_from_m7,
    return_period_months_from_p5,
    return_period_months_from_p7,
)


def test_d5_of_three_is_1_6_billion_euro() -> None:
    assert euro_from_d5(3) == pytest.approx(1.6e9)


def test_p7_of_one_and_a_half_is_about_5170_years() -> None:
    assert return_period_months_from_p7(1.5) / 12 == pytest.approx(5_170, rel=0.001)


@pytest.mark.parametrize(("P", "months"), [(2.5, 500 * 12), (3.5, 50 * 12), (4.5, 5 * 12), (5.5, 6)])
def test_p7_at_the_printed_class_bounds(P: float, months: float) -> None:
    assert return_period_months_from_p7(P) / months == pytest.approx(1, abs=0.06)


def test_other_scales() -> None:
    assert euro_from_d5(0.25) == pytest.approx(2.5e6)
    assert euro_from_t5(1) == pytest.approx(8e8)
    assert euro_from_t5(0.5) == pytest.approx(4e8)
    assert euro_from_t5(3) == pytest.approx(2e10)
    assert euro_from_i7(0.25) == pytest.approx(250_000)
    assert euro_from_i7(1.5) == pytest.approx(math.exp(15.12))
    assert euro_from_i7(1.5, 10) == pytest.approx(10 * math.exp(15.12))
    assert return_period_months_from_p5(4.5) == pytest.approx(36)
    assert p_in_t_months(36, 36) == pytest.approx(1 - math.exp(-1))


@pytest.mark.parametrize(
    ("CP", "p"),
    [(0, 0), (0.25, 0.00005), (0.5, 0.0001), (1, 0.05005), (1.5, 0.1), (2, 0.175), (2.5, 0.25), (3.5, 0.4), (4.5, 0.55),
     (5.5, 0.75), (6.5, 0.9), (7, 0.95), (7.5, 1), (8, 1)],
)  # fmt: skip
def test_conditional_probability_and_motivation(CP: float, p: float) -> None:
    assert conditional_probability_from_cp7(CP) == pytest.approx(p)
    assert probability_3y_from_m7(CP) == pytest.approx(p)


@given(st.floats(0, 8), st.floats(0, 8))
def test_scales_ascend(a: float, b: float) -> None:
    low, high = sorted((a, b))
    assert conditional_probability_from_cp7(low) <= conditional_probability_from_cp7(high)
    assert return_period_months_from_p7(low) >= return_period_months_from_p7(high)
    assert euro_from_t5(low) <= euro_from_t5(high)


@pytest.mark.parametrize("place", [-1, math.nan, math.inf])
def test_no_place_on_the_scale(place: float) -> None:
    with pytest.raises(ValueError, match="not a place"):
        euro_from_d5(place)


def test_a_return_period_is_positive() -> None:
    with pytest.raises(ValueError, match="return period"):
        p_in_t_months(0, 12)


def test_formulas_are_known_by_their_names() -> None:
    assert FORMULAS["euro_from_t5"] is euro_from_t5
