# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.elicitation.standardising import standardised


def test_linear_extrapolation_hemming_2018() -> None:
    """Formula of Hemming et al. (2018): 10, 20, 40 held with 80 % become 8.75 and 42.5 at 90 %."""
    assert standardised(10, 20, 40, 80, target_pct=90) == pytest.approx((8.75, 20, 42.5))


def test_an_interval_of_the_confidence_asked_stays() -> None:
    assert standardised(10, 20, 40, 90, target_pct=90) == (10, 20, 40)


def test_more_confidence_than_asked_narrows() -> None:
    assert standardised(10, 20, 40, 100, target_pct=50) == (15, 20, 30)


def test_on_a_logarithmic_scale_the_ratios_are_extrapolated() -> None:
    low, best, high = standardised(10, 20, 80, 50, target_pct=100, log_scale=True)
    assert (low, best, high) == pytest.approx((5, 20, 320))


def test_an_end_is_held_inside_the_natural_limits() -> None:
    low, best, high = standardised(0.02, 0.1, 0.6, 40, target_pct=90, lower=0.0, upper=1.0)
    assert low == pytest.approx(0.0001)
    assert high == pytest.approx(1 - 0.9 * 0.001)
    assert low < best < high


@given(
    st.floats(0.01, 0.4),
    st.floats(0.01, 0.4),
    st.floats(0.01, 0.19),
    st.floats(1, 100),
    st.floats(50, 99),
    st.booleans(),
)
def test_order_and_limits_hold_for_every_answer(
    low: float, to_best: float, to_high: float, confidence: float, target: float, log: bool
) -> None:
    ends = standardised(
        low,
        low + to_best,
        low + to_best + to_high,
        confidence,
        target_pct=target,
        log_scale=log,
        lower=None if log else 0.0,
        upper=1.0,
    )
    assert ends[0] < ends[1] < ends[2] < 1
    assert ends[0] > 0
    if target <= confidence:
        assert ends[0] >= low * (1 - 1e-12)
        assert math.isclose(ends[1], low + to_best)


def test_an_end_too_large_for_a_number_is_infinite() -> None:
    low, best, high = standardised(1e-90, 1.0, 1e90, 10, target_pct=90, log_scale=True)
    assert (low, best, high) == (0.0, 1.0, math.inf)
