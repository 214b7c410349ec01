# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from weerbaar.base import Text
from weerbaar.cascade import (
    EURO,
    circumstances_words,
    error_words,
    impact_words,
    intensity_word,
    load_catalogue,
    rate_words,
    return_period_words,
    supported_digits,
)


@pytest.mark.parametrize(
    ("value", "se", "digits"),
    [
        (0.35917, 0.0036, 3),
        (0.35917, 0.05, 2),
        (0.9, 2.0, 1),
        (1234.0, 1.0, 4),
        (5.0, 0.0, 4),
        (5.0, None, 2),
        (0, 1, 2),
    ],
)
def test_the_last_digit_is_of_the_size_of_the_error(value: float, se: float | None, digits: int) -> None:
    assert supported_digits(value, se) == digits


@pytest.mark.parametrize(
    ("rate", "se", "nl", "en"),
    [
        (0.35917, 0.0036, "0,359", "0.359"),
        (1.234e-6, 3e-8, "1,23e-6", "1.23e-6"),
        (9.96e-7, 1e-8, "1,0e-6", "1.0e-6"),
        (12.3, 0.0, "12,30", "12.30"),
        (0.0, None, "0", "0"),
    ],
)
def test_rates(rate: float, se: float | None, nl: str, en: str) -> None:
    assert rate_words(rate, se, "nl") == nl
    assert rate_words(rate, se, "en") == en


@pytest.mark.parametrize(
    ("rate", "se", "words"),
    [
        (2.0, 0.05, "± 2,5%"),
        (-2.0, 0.05, "± 2,5%"),
        (2.0, 1e-6, "± < 0,1%"),
        (2.0, 0.0, "exact"),
        (0.0, 1e-9, "± 1,0e-9"),
    ],
)
def test_errors_are_a_share(rate: float, se: float, words: str) -> None:
    assert error_words(rate, se, "nl") == words


def test_an_unknown_error_is_not_zero() -> None:
    assert (error_words(1.0, None, "nl"), error_words(1.0, None, "en")) == ("onbekend", "unknown")


@pytest.mark.parametrize(
    ("rate", "nl", "en"),
    [
        (1 / 320, "eens in 320 jaar", "once in 320 years"),
        (2.4, "2,4 keer per jaar", "2.4 times a year"),
        (1.0, "eens in 1,0 jaar", "once in 1.0 years"),
        (1e-6, "eens in 1,0 miljoen jaar", "once in 1.0 million years"),
        (2.5e-10, "eens in 4,0 miljard jaar", "once in 4.0 billion years"),
        (0.0, "nooit", "never"),
    ],
)
def test_return_periods(rate: float, nl: str, en: str) -> None:
    assert return_period_words(rate, "nl") == nl
    assert return_period_words(rate, "en") == en


def test_usual_intensities_have_a_dutch_name_and_others_keep_their_own() -> None:
    assert [intensity_word(code, "nl") for code in ("considerable", "major", "zwaar")] == [
        "aanzienlijk",
        "ernstig",
        "zwaar",
    ]


def test_a_score_is_no_amount() -> None:
    assert impact_words(2.5e6, EURO, "nl") == "€ 2,5 miljoen"
    assert impact_words(0.0125, Text(nl="score van 0 tot 1"), "nl") == "0,013"


def test_trend_and_catalysts_of_a_run_are_named_in_catalogue_order() -> None:
    catalogue = load_catalogue("voorbeeld-cascade")
    everything = {"trend": "2050", "catalysts": ["desinformatie", "hittegolf"]}
    assert circumstances_words(catalogue, everything, "nl") == (
        "trend: Klimaat rond 2050; met: Aanhoudende hittegolf, Desinformatie"
    )
    assert circumstances_words(catalogue, {"trend": "2050"}, "en") == "trend: Climate around 2050"
    assert circumstances_words(catalogue, {"trend": None, "catalysts": ["hittegolf"]}, "en") == (
        "with: Prolonged heatwave"
    )
    assert circumstances_words(catalogue, {"trend": None, "catalysts": []}, "nl") == ""


@pytest.mark.parametrize("rate", [9e-13, 1e-300, 5e-324])
def test_what_all_but_never_happens_is_not_a_row_of_zeros(rate: float) -> None:
    assert return_period_words(rate, "nl") == "minder dan eens in 1.000 miljard jaar"
    assert return_period_words(rate, "en") == "less than once in 1,000 billion years"
    assert return_period_words(1.1e-12, "nl") == "eens in 910 miljard jaar"


def test_an_impact_of_almost_nothing_has_an_exponent() -> None:
    assert impact_words(1.234e-300, EURO, "nl") == "€ 1,2e-300"
    assert impact_words(-1.234e-9, Text(nl="score"), "en", 3) == "-1.23e-9"
    assert impact_words(0.00062, Text(nl="score"), "nl") == "0,00062"
    assert impact_words(0.0, EURO, "nl") == "€ 0"
