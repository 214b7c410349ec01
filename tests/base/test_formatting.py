# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.base import Lang, euro, number, percentage, significant


@pytest.mark.parametrize(
    ("value", "decimals", "nl", "en"),
    [
        (0, 0, "0", "0"),
        (0, 2, "0,00", "0.00"),
        (1234.5, 1, "1.234,5", "1,234.5"),
        (1234567, 0, "1.234.567", "1,234,567"),
        (-1234.5, 2, "-1.234,50", "-1,234.50"),
        (-0.0, 0, "0", "0"),
        (-0.004, 2, "0,00", "0.00"),
        (-0.006, 2, "-0,01", "-0.01"),
        (math.nan, 2, "onbekend", "unknown"),
        (math.inf, 0, "oneindig", "infinite"),
        (-math.inf, 0, "-oneindig", "-infinite"),
    ],
)
def test_number(value: float, decimals: int, nl: str, en: str) -> None:
    assert number(value, "nl", decimals) == nl
    assert number(value, "en", decimals) == en


@pytest.mark.parametrize(
    ("value", "digits", "nl", "en"),
    [
        (0, 2, "0", "0"),
        (-0.0, 2, "0", "0"),
        (3.14159, 3, "3,14", "3.14"),
        (123456, 2, "120.000", "120,000"),
        (0.000123, 2, "0,00012", "0.00012"),
        (-0.0456, 2, "-0,046", "-0.046"),
        # Rounding up to the next power of ten must not add a digit.
        (9.96, 2, "10", "10"),
        (0.0999, 2, "0,10", "0.10"),
        (99.96, 3, "100", "100"),
        (999.6, 2, "1.000", "1,000"),
        (0.96, 1, "1", "1"),
        (1e15, 2, "1.000.000.000.000.000", "1,000,000,000,000,000"),
        (1e-12, 1, "0,000000000001", "0.000000000001"),
        (math.inf, 2, "oneindig", "infinite"),
        (math.nan, 2, "onbekend", "unknown"),
    ],
)
def test_significant(value: float, digits: int, nl: str, en: str) -> None:
    assert significant(value, "nl", digits) == nl
    assert significant(value, "en", digits) == en


@pytest.mark.parametrize(
    ("share", "digits", "nl", "en"),
    [
        (0, 2, "0%", "0%"),
        (1, 2, "100%", "100%"),
        (0.0005, 1, "0,05%", "0.05%"),
        (0.0005, 2, "0,050%", "0.050%"),
        (0.05, 2, "5,0%", "5.0%"),
        (0.5, 2, "50%", "50%"),
        (0.123456, 3, "12,3%", "12.3%"),
        # Not quite nothing, not quite certain.
        (1e-9, 2, "< 0,0001%", "< 0.0001%"),
        (1e-6, 1, "0,0001%", "0.0001%"),
        (0.99, 2, "99%", "99%"),
        (0.999, 2, "> 99%", "> 99%"),
        (0.999, 3, "99,9%", "99.9%"),
        (0.9997, 3, "> 99,9%", "> 99.9%"),
        (1 - 1e-16, 2, "> 99%", "> 99%"),
        (-0.05, 2, "-5,0%", "-5.0%"),
        (-0.0, 2, "0%", "0%"),
        (1.5, 2, "150%", "150%"),
        (math.nan, 2, "onbekend", "unknown"),
    ],
)
def test_percentage(share: float, digits: int, nl: str, en: str) -> None:
    assert percentage(share, "nl", digits) == nl
    assert percentage(share, "en", digits) == en


@pytest.mark.parametrize(
    ("value", "nl", "en"),
    [
        (0, "€ 0", "€ 0"),
        (950, "€ 950", "€ 950"),
        (999_000, "€ 1,0 miljoen", "€ 1.0 million"),
        (1_600_000, "€ 1,6 miljoen", "€ 1.6 million"),
        (999_600_000, "€ 1,0 miljard", "€ 1.0 billion"),
        (1_600_000_000, "€ 1,6 miljard", "€ 1.6 billion"),
        (2.5e13, "€ 25.000 miljard", "€ 25,000 billion"),
        (-1_600_000_000, "€ -1,6 miljard", "€ -1.6 billion"),
        (-0.0, "€ 0", "€ 0"),
        (math.nan, "onbekend", "unknown"),
    ],
)
def test_euro(value: float, nl: str, en: str) -> None:
    assert euro(value, "nl") == nl
    assert euro(value, "en") == en


def _read(text: str, lang: Lang) -> float:
    return float(text.replace(".", "").replace(",", ".") if lang == "nl" else text.replace(",", ""))


numbers = st.floats(-1e15, 1e15).filter(lambda x: x == 0 or abs(x) > 1e-15)


@given(numbers, st.integers(1, 6), st.sampled_from(["nl", "en"]))
def test_what_is_printed_is_the_value_to_that_many_digits(value: float, digits: int, lang: Lang) -> None:
    shown = significant(value, lang, digits)
    assert _read(shown, lang) == pytest.approx(value, rel=0.51 * 10.0 ** (1 - digits))
    assert "e" not in shown
    figures = shown.lstrip("-0.,").replace(".", "").replace(",", "")
    assert value == 0 or len(figures.rstrip("0")) <= digits


@given(st.floats(0, 1), st.integers(1, 4))
def test_only_never_is_0_and_only_certain_is_100_percent(share: float, digits: int) -> None:
    shown = percentage(share, "nl", digits)
    assert (shown == "0%") == (share == 0)
    assert shown.startswith("100") == (share == 1)
