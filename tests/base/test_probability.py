# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import math
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.base import (
    ProbabilityError,
    WeerbaarError,
    convert_window,
    probability_from_rate,
    rate_per_year,
    return_period_years,
    significant,
)

windows = st.floats(0.01, 1000)


@pytest.mark.parametrize(
    ("percent", "years", "printed"),
    [(0.05, 9997.5, "10,000"), (0.5, 997.498, "1,000"), (5.0, 97.479, "97"), (50.0, 7.21348, "7.2")],
    ids=str,
)
def test_return_periods_of_nrb_method_3_3(percent: float, years: float, printed: str) -> None:
    """Class bounds over five years: about once in 10,000, 1,000, 97 and 7.2 years."""
    period = return_period_years(percent / 100, 5)
    assert period == pytest.approx(years, rel=1e-5)
    assert significant(period, "en") == printed


@given(st.floats(0, 1, exclude_max=True), windows)
def test_conversion_from_five_years_is_the_formula_of_nrb_method_3_3(p: float, years: float) -> None:
    assert convert_window(p, 5, years) == pytest.approx(1 - (1 - p) ** (years / 5), abs=1e-12)


@given(st.floats(0, 1), windows)
def test_the_same_window_changes_nothing(p: float, window: float) -> None:
    assert convert_window(p, window, window) == pytest.approx(p, rel=1e-12, abs=1e-300)


@given(st.floats(0, 0.99), st.floats(1, 20), st.floats(1, 20))
def test_there_and_back_again(p: float, here: float, there: float) -> None:
    # Near 1 the way there loses digits: 1 - 0.01**20 is 1 for a computer.
    away = convert_window(p, here, there)
    if away < 0.999:
        assert convert_window(away, there, here) == pytest.approx(p, rel=1e-9, abs=1e-300)


@given(st.floats(1e-300, 1e-9))
def test_very_small_probabilities_keep_their_digits(p: float) -> None:
    assert convert_window(p, 5, 10) == pytest.approx(2 * p, rel=1e-8)


@given(st.floats(0, 1), st.floats(0.1, 100), st.floats(0.1, 100))
def test_a_longer_window_never_lowers_the_probability(p: float, one: float, other: float) -> None:
    shorter, longer = sorted((one, other))
    assert 0 <= convert_window(p, 5, shorter) <= convert_window(p, 5, longer) <= 1


def test_never_and_certainly() -> None:
    assert rate_per_year(0, 5) == 0
    assert rate_per_year(1, 5) == math.inf
    assert return_period_years(0, 5) == math.inf
    assert return_period_years(1, 5) == 0
    assert convert_window(0, 5, 100) == 0
    assert convert_window(1, 5, 0.001) == 1
    assert probability_from_rate(math.inf, 5) == 1


def test_zero_never_carries_a_minus_sign() -> None:
    for zero in (rate_per_year(-0.0, 5), probability_from_rate(-0.0, 5), convert_window(-0.0, 5, 1)):
        assert math.copysign(1, zero) == 1


@pytest.mark.parametrize("wrong", [-1e-9, 1.0000001, 5.0, math.nan, math.inf, -math.inf])
def test_what_is_no_probability_is_refused(wrong: float) -> None:
    for ask, windows_asked in ((rate_per_year, [5]), (convert_window, [5, 1]), (return_period_years, [5])):
        with pytest.raises(ProbabilityError, match="not a probability between 0 and 1"):
            ask(wrong, *windows_asked)


@pytest.mark.parametrize("wrong", [0.0, -5.0, math.nan, math.inf])
@pytest.mark.parametrize("p", [0.0, 0.1, 1.0])
def test_what_is_no_window_is_refused_also_at_certainty(wrong: float, p: float) -> None:
    for ask, given_windows in (
        (rate_per_year, [wrong]),
        (convert_window, [wrong, 5]),
        (convert_window, [5, wrong]),
        (probability_from_rate, [wrong]),
    ):
        with pytest.raises(ProbabilityError, match="positive time"):
            ask(p, *given_windows)


@pytest.mark.parametrize("wrong", [-1.0, math.nan, -math.inf])
def test_what_is_no_rate_is_refused(wrong: float) -> None:
    with pytest.raises(ProbabilityError, match="rate of 0 or more"):
        probability_from_rate(wrong, 5)


def test_the_error_speaks_both_languages_and_crosses_processes() -> None:
    with pytest.raises(ProbabilityError) as caught:
        rate_per_year(2, 5)
    back = pickle.loads(pickle.dumps(caught.value))
    assert back.message.nl == "2 is geen kans tussen 0 en 1."
    assert str(back) == "2 is not a probability between 0 and 1."
    assert isinstance(back, WeerbaarError)
    assert isinstance(back, ValueError)
