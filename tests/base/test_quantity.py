# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from scipy import stats

from weerbaar.base import (
    Distribution,
    Explained,
    LogNormal,
    LogUniform,
    Pert,
    Point,
    Quantiles,
    Triangular,
    Uniform,
    as_distribution,
)

ADAPTER: TypeAdapter[Any] = TypeAdapter(Distribution)
Q = np.linspace(0, 1, 101)
INNER = Q[1:-1]


def pert(low: float, mode: float, high: float) -> Pert:
    return Pert(distribution="pert", low=low, mode=mode, high=high)


def triangular(low: float, mode: float, high: float) -> Triangular:
    return Triangular(distribution="triangular", low=low, mode=mode, high=high)


def lognormal(p5: float, p95: float) -> LogNormal:
    return LogNormal(distribution="lognormal", p5=p5, p95=p95)


def loguniform(low: float, high: float) -> LogUniform:
    return LogUniform(distribution="loguniform", low=low, high=high)


def quantiles(probabilities: list[float], values: list[float]) -> Quantiles:
    return Quantiles(distribution="quantiles", probabilities=tuple(probabilities), values=tuple(values))


lows = st.floats(-1e3, 1e3)
widths = st.floats(1, 1e6)
positive = st.floats(1e-6, 1e6)
ratios = st.floats(1.001, 1e6)


@st.composite
def three_points(draw: st.DrawFn) -> dict[str, float]:
    low, width = draw(lows), draw(widths)
    high = low + width
    # Modes on the ends too: a triangle with one flank is allowed.
    mode = draw(st.sampled_from([low, high]) | st.floats(low, high))
    return {"low": low, "mode": mode, "high": high}


@st.composite
def two_points(draw: st.DrawFn) -> tuple[float, float]:
    low = draw(positive)
    return low, low * draw(ratios)


@st.composite
def quantile_lists(draw: st.DrawFn) -> Quantiles:
    n = draw(st.integers(0, 5))
    inner = draw(st.lists(st.integers(1, 999), min_size=n, max_size=n, unique=True).map(sorted))
    values = draw(st.lists(st.integers(-1000, 1000), min_size=n + 2, max_size=n + 2, unique=True).map(sorted))
    return quantiles([0, *(i / 1000 for i in inner), 1], [float(v) for v in values])


distributions = st.one_of(
    st.tuples(lows, widths).map(lambda t: Uniform(distribution="uniform", low=t[0], high=t[0] + t[1])),
    two_points().map(lambda t: loguniform(*t)),
    three_points().map(lambda t: triangular(**t)),
    three_points().map(lambda t: pert(**t)),
    two_points().map(lambda t: lognormal(*t)),
    quantile_lists(),
)


def support(distribution: Any) -> tuple[float, float]:
    if isinstance(distribution, LogNormal):
        return 0.0, math.inf
    if isinstance(distribution, Quantiles):
        return distribution.values[0], distribution.values[-1]
    return distribution.low, distribution.high


@given(distributions)
def test_cdf_undoes_ppf(distribution: Any) -> None:
    np.testing.assert_allclose(distribution.cdf(distribution.ppf(INNER)), INNER, rtol=0, atol=1e-8)


@given(distributions, st.lists(st.floats(0, 1), min_size=2, max_size=50).map(sorted))
def test_quantiles_ascend_inside_the_support(distribution: Any, q: list[float]) -> None:
    x = distribution.ppf(q)
    low, high = support(distribution)
    # Rounding of the inverse beta function may show in the last digit.
    slack = np.where(np.isfinite(x[1:]), 1e-13 * np.abs(x[1:]), 0.0)
    assert np.all(x[1:] + slack >= x[:-1])
    assert np.all((low <= x) & (x <= high))


@given(distributions, st.lists(st.floats(-1e7, 1e13), min_size=2, max_size=50).map(sorted))
def test_the_cdf_ascends_from_0_to_1(distribution: Any, x: list[float]) -> None:
    p = distribution.cdf(x)
    assert np.all((p >= 0) & (p <= 1))
    # Rounding of the incomplete beta function may show in the last digit.
    assert np.all(np.diff(p) >= -1e-14)
    low, high = support(distribution)
    assert distribution.cdf(low) == 0
    assert distribution.cdf(high) == 1
    assert distribution.cdf(math.inf) == 1
    assert distribution.cdf(-math.inf) == 0


@given(distributions)
def test_the_centre_lies_inside_the_support(distribution: Any) -> None:
    low, high = support(distribution)
    assert low <= distribution.expected <= high
    if isinstance(distribution, Uniform | LogUniform | LogNormal | Quantiles):
        assert distribution.cdf(distribution.expected) == pytest.approx(0.5, abs=1e-8)
    if isinstance(distribution, Triangular | Pert):
        assert distribution.expected == distribution.mode


@given(distributions)
def test_numbers_in_give_as_many_numbers_out(distribution: Any) -> None:
    assert np.shape(distribution.cdf(3.0)) == np.shape(distribution.ppf(0.3)) == ()
    assert np.shape(distribution.cdf(np.ones((2, 3)))) == np.shape(distribution.ppf(np.full((2, 3), 0.5))) == (2, 3)
    assert np.asarray(distribution.ppf(0.25)).dtype == np.float64


@pytest.mark.parametrize(("p5", "p95"), [(1, 10), (0.001, 5), (100, 101), (1e-9, 1e9)])
def test_lognormal_is_that_of_scipy(p5: float, p95: float) -> None:
    ours = lognormal(p5, p95)
    sigma = math.log(p95 / p5) / (2 * stats.norm.ppf(0.95))
    theirs = stats.lognorm(s=sigma, scale=math.sqrt(p5 * p95))
    np.testing.assert_allclose(ours.ppf(INNER), theirs.ppf(INNER), rtol=1e-10)
    x = theirs.ppf(INNER)
    np.testing.assert_allclose(ours.cdf(x), theirs.cdf(x), rtol=0, atol=1e-10)
    np.testing.assert_allclose(ours.cdf([p5, p95]), [0.05, 0.95], atol=1e-12)


@pytest.mark.parametrize(("low", "mode", "high"), [(0, 3, 10), (-5, -5, 2), (1, 4, 4), (1e6, 2e6, 5e6)])
def test_triangle_and_beta_pert_are_those_of_scipy(low: float, mode: float, high: float) -> None:
    width = high - low
    triangle = stats.triang((mode - low) / width, loc=low, scale=width)
    # Clark (1962) as it is used today: shape 4 around the mode.
    beta = stats.beta(1 + 4 * (mode - low) / width, 1 + 4 * (high - mode) / width, loc=low, scale=width)
    for ours, theirs in ((triangular(low, mode, high), triangle), (pert(low, mode, high), beta)):
        x = np.linspace(low, high, 57)
        np.testing.assert_allclose(ours.cdf(x), theirs.cdf(x), rtol=0, atol=1e-10)
        np.testing.assert_allclose(ours.ppf(Q), theirs.ppf(Q), rtol=1e-10, atol=1e-10 * width)


def test_beta_pert_has_the_mean_that_gives_it_its_name() -> None:
    """(low + 4 mode + high) / 6, by integrating the quantiles."""
    q = (np.arange(200_000) + 0.5) / 200_000
    assert pert(2, 5, 20).ppf(q).mean() == pytest.approx((2 + 4 * 5 + 20) / 6, rel=1e-6)


def test_uniform_loguniform_and_quantiles_by_hand() -> None:
    np.testing.assert_allclose(Uniform(distribution="uniform", low=10, high=30).ppf([0, 0.25, 1]), [10, 15, 30])
    np.testing.assert_allclose(loguniform(1, 10_000).ppf([0, 0.25, 0.5, 1]), [1, 10, 100, 10_000])
    np.testing.assert_allclose(loguniform(1, 10_000).cdf([0.5, 10, 1e5, -3]), [0, 0.25, 1, 0])
    stepped = quantiles([0, 0.5, 1], [0, 10, 100])
    np.testing.assert_allclose(stepped.ppf([0.25, 0.5, 0.75]), [5, 10, 55])
    np.testing.assert_allclose(stepped.cdf([-1, 5, 55, 200]), [0, 0.25, 0.75, 1])


def test_a_point_has_all_its_probability_in_one_place() -> None:
    point = Point(value=7.5)
    assert point.expected == 7.5
    np.testing.assert_array_equal(point.cdf([7.499, 7.5, 8]), [0, 1, 1])
    np.testing.assert_array_equal(point.ppf([0, 0.5, 1]), [7.5, 7.5, 7.5])


@pytest.mark.parametrize(
    "distribution",
    [
        Uniform(distribution="uniform", low=-8e307, high=8e307),
        loguniform(1e-150, 1e150),
        loguniform(1e-320, 1e-319),
        loguniform(1e200, 1e201),
        # Neighbouring numbers, whose quotient rounds to 1.
        loguniform(1.9999999999999998, 2.0),
        lognormal(1.9999999999999998, 2.0),
        lognormal(1e-150, 1e150),
        lognormal(1e200, 1e201),
        triangular(0, 1e-200, 2e-200),
        triangular(-1e200, 0, 1e200),
        pert(0, 1e-200, 2e-200),
    ],
    ids=str,
)
def test_extreme_numbers_stay_numbers(distribution: Any) -> None:
    low, high = support(distribution)
    x = distribution.ppf(INNER)
    assert np.all(np.isfinite(x))
    assert np.all(np.diff(x) >= 0)
    assert np.all((low <= x) & (x <= high))
    assert low <= distribution.expected <= high
    assert math.isfinite(distribution.expected)
    p = distribution.cdf([low, distribution.expected, high])
    assert np.all(np.isfinite(p))
    assert p[0] == 0
    assert p[2] == 1


def test_beta_pert_has_quantiles_for_the_smallest_probabilities() -> None:
    """scipy's inverse gives NaN for these."""
    assert pert(0, 1, 2).ppf([0, 1e-300, 8.5e-242, 1e-107]) == pytest.approx([0, 0, 0, 0], abs=1e-30)


def test_the_tail_of_a_very_wide_lognormal_is_infinite_without_a_warning() -> None:
    assert lognormal(1, 1e300).ppf([0.0, 0.9999]).tolist() == [0.0, math.inf]


ASCENDING = {
    "uniform": {"low": 5, "high": 2},
    "loguniform": {"low": 5, "high": 2},
    "triangular": {"low": 5, "mode": 3, "high": 2},
    "pert": {"low": 5, "mode": 3, "high": 2},
    "lognormal": {"p5": 5, "p95": 2},
}


def refusal(data: dict[str, Any]) -> Explained:
    with pytest.raises(ValidationError) as caught:
        ADAPTER.validate_python(data)
    (error,) = caught.value.errors()
    explained = error["ctx"]["error"]
    assert isinstance(explained, Explained)
    return explained


@pytest.mark.parametrize("kind", ASCENDING)
def test_reversed_bounds_name_both_bounds_and_values(kind: str) -> None:
    low, high = ("p5", "p95") if kind == "lognormal" else ("low", "high")
    text = refusal({"distribution": kind, **ASCENDING[kind]}).text
    assert text.nl == f"{low} (5) moet kleiner zijn dan {high} (2)."
    assert text.en == f"{low} (5) must be less than {high} (2)."


@pytest.mark.parametrize("kind", ASCENDING)
def test_equal_bounds_are_no_range(kind: str) -> None:
    text = refusal({"distribution": kind, **dict.fromkeys(ASCENDING[kind], 4)}).text
    assert "(4) moet kleiner zijn dan" in text.nl


@pytest.mark.parametrize("kind", ["triangular", "pert"])
@pytest.mark.parametrize("mode", [0.5, 11])
def test_a_mode_outside_the_bounds_is_refused(kind: str, mode: float) -> None:
    text = refusal({"distribution": kind, "low": 1, "mode": mode, "high": 10}).text
    assert text.nl == "mode moet tussen low en high liggen."


@pytest.mark.parametrize(
    "data",
    [
        {"distribution": "uniform", "low": -1e308, "high": 1e308},
        {"distribution": "loguniform", "low": 1e-300, "high": 1e300},
        {"distribution": "lognormal", "p5": 1e-300, "p95": 1e300},
    ],
)
def test_bounds_too_far_apart_for_a_computer_are_refused(data: dict[str, Any]) -> None:
    assert "liggen te ver uiteen" in refusal(data).text.nl


@pytest.mark.parametrize(
    ("probabilities", "values", "nl"),
    [
        ([0, 1], [1, 2, 3], "probabilities en values moeten even lang zijn."),
        ([0.05, 0.95], [1, 2], "probabilities moeten van 0 tot 1 lopen."),
        ([0, 0.5, 0.5, 1], [1, 2, 3, 4], "probabilities moeten oplopen."),
        ([0, 0.5, 1], [1, 3, 2], "values moeten oplopen."),
        ([0, 0.5, 1], [1, 1, 2], "values moeten oplopen."),
    ],
)
def test_quantiles_that_are_no_distribution_are_refused(
    probabilities: list[float], values: list[float], nl: str
) -> None:
    data = {"distribution": "quantiles", "probabilities": probabilities, "values": values}
    assert refusal(data).text.nl == nl


@pytest.mark.parametrize(
    "data",
    [
        {"distribution": "loguniform", "low": 0, "high": 2},
        {"distribution": "lognormal", "p5": -1, "p95": 2},
        {"distribution": "point", "value": math.nan},
        {"distribution": "uniform", "low": 0, "high": math.inf},
        {"distribution": "point", "value": True},
        {"distribution": "uniform", "low": 0, "high": 1, "mode": 0.5},
        {"distribution": "normal", "mean": 0, "sd": 1},
        {"low": 0, "high": 1},
    ],
)
def test_what_is_no_distribution_is_refused(data: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        ADAPTER.validate_python(data)


@pytest.mark.parametrize("value", [3, 3.0, np.float64(3), np.int64(3)])
def test_a_bare_number_is_a_point(value: object) -> None:
    assert ADAPTER.validate_python(as_distribution(value)) == Point(value=3)


def test_distributions_and_their_fields_pass_as_they_are() -> None:
    fields = {"distribution": "uniform", "low": 0, "high": 1}
    assert as_distribution(fields) is fields
    assert as_distribution(Point(value=1)) == Point(value=1)


@pytest.mark.parametrize("value", ["3", "", None, True, [1, 2]])
def test_anything_else_is_said_to_be_no_quantity(value: object) -> None:
    with pytest.raises(Explained) as caught:
        as_distribution(value)
    assert caught.value.text.nl == "hier hoort een getal of een verdeling (distribution: …) te staan."


@pytest.mark.parametrize("distribution", [pert(1, 2, 3), lognormal(1, 2), quantiles([0, 1], [3, 4]), Point(value=2)])
def test_a_distribution_survives_being_written_and_read(distribution: Any) -> None:
    assert ADAPTER.validate_python(distribution.model_dump(mode="json")) == distribution
