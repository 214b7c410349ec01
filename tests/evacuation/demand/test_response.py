# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from scipy import stats

from weerbaar.base import Distribution
from weerbaar.evacuation.demand.response import Response, Settled
from weerbaar.evacuation.network import read_instance

HOURS = np.linspace(0, 40, 401)


def median(quantity: Distribution) -> float:
    return float(quantity.ppf(0.5))


def settled(**fields: object) -> Settled:
    curve: Response = TypeAdapter(Response).validate_python(fields)
    return curve.settle(median)


def test_rayleigh_is_that_of_scipy() -> None:
    ours = settled(curve="rayleigh", median_h=4.0).share_left(HOURS)
    np.testing.assert_allclose(ours, stats.rayleigh(scale=4 / np.sqrt(2 * np.log(2))).cdf(HOURS), atol=1e-14)


def test_weibull_is_that_of_scipy_and_with_shape_2_rayleigh() -> None:
    ours = settled(curve="weibull", median_h=4.0, shape=1.3).share_left(HOURS)
    expected = stats.weibull_min(1.3, scale=4 / np.log(2) ** (1 / 1.3)).cdf(HOURS)
    np.testing.assert_allclose(ours, expected, atol=1e-14)
    two = settled(curve="weibull", median_h=4.0, shape=2.0).share_left(HOURS)
    np.testing.assert_array_equal(two, settled(curve="rayleigh", median_h=4.0).share_left(HOURS))


def test_logistic_is_that_of_scipy_cut_off_at_the_call() -> None:
    whole = stats.logistic(loc=5, scale=1 / 0.7)
    expected = (whole.cdf(HOURS) - whole.cdf(0)) / whole.sf(0)
    ours = settled(curve="logistic", half_h=5.0, slope_per_h=0.7).share_left(HOURS)
    np.testing.assert_allclose(ours, expected, atol=1e-14)


def test_the_departures_of_the_instances_are_a_logistic_curve(shared: Path) -> None:
    """evac_common.py: half at 3 h, spread 2,400 s, cut off at the begin and after 28 bins, and scaled to 1."""
    instance = read_instance(shared / "data" / "networks" / "evac_instances" / "grid11x11_200k.json")
    ours = settled(curve="logistic", half_h=3.0, slope_per_h=1.5).share_left(instance.times_s / 3600)
    np.testing.assert_allclose(instance.share_released, ours / ours[-1], atol=1e-12)


def test_an_observed_curve_is_straight_between_its_hours() -> None:
    curve = settled(curve="observed", hours=[1, 2, 5], shares=[0, 0.4, 1])
    np.testing.assert_allclose(curve.share_left([0, 1, 1.5, 2, 3.5, 5, 9]), [0, 0, 0.2, 0.4, 0.7, 1, 1], atol=1e-15)
    assert curve.hours_until(0.7) == pytest.approx(3.5)
    assert curve.hours_until(0.0) == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"curve": "rayleigh", "median_h": 3.0},
        {"curve": "weibull", "median_h": 6.0, "shape": 0.8},
        {"curve": "logistic", "half_h": 4.0, "slope_per_h": 0.5},
        {"curve": "logistic", "half_h": 200.0, "slope_per_h": 20.0},
    ],
)
@given(share=st.floats(0.001, 0.9999))
def test_hours_until_is_the_inverse(fields: dict[str, object], share: float) -> None:
    curve = settled(**fields)
    assert float(curve.share_left(curve.hours_until(share))) == pytest.approx(share, rel=1e-9)


@given(st.floats(0.02, 240), st.floats(0.02, 60))
def test_a_logistic_curve_rises_from_0_to_1(half: float, slope: float) -> None:
    shares = settled(curve="logistic", half_h=half, slope_per_h=slope).share_left(np.linspace(-5, 2000, 500))
    assert shares[0] == 0
    assert np.all(np.diff(shares) >= 0)
    assert shares[-1] == pytest.approx(1, abs=1e-9)


@pytest.mark.parametrize(
    ("hours", "shares"),
    [
        ([0, 1, 1], [0, 0.5, 1]),
        ([-1, 1], [0, 1]),
        ([0, 1], [0, 0.9]),
        ([0, 1, 2], [0, 0.6, 0.5]),
        ([0, 1], [0, 0.5, 1]),
    ],
)
def test_an_observed_curve_that_falls_or_does_not_end_is_refused(hours: list[float], shares: list[float]) -> None:
    with pytest.raises(ValidationError):
        settled(curve="observed", hours=hours, shares=shares)


def test_quantiles_of_drawn_medians_are_those_of_the_distribution() -> None:
    curve: Response = TypeAdapter(Response).validate_python(
        {"curve": "rayleigh", "median_h": {"distribution": "uniform", "low": 2, "high": 6}}
    )
    for chance in (0.1, 0.5, 0.9):
        assert curve.settle(lambda d, p=chance: float(d.ppf(p))).hours_until(0.5) == pytest.approx(2 + 4 * chance)
