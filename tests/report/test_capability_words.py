# SPDX-License-Identifier: EUPL-1.2
"""Quantities, moments and probabilities of gaps in both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.report.analyses import gaps_of_example
from weerbaar.capability.needs import Frequency, Numbers, Spread
from weerbaar.report.capability_words import (
    NO_BREAK,
    cell_probability,
    frequency_words,
    gap_probability,
    moment_words,
    present_words,
    probability_words,
    quantity,
    spread_words,
    worst_cell,
)

CERTAIN = Spread(5, 5, 5, 5)


def numbers(probability: float, *, exact: bool = False, certain: bool = False) -> Numbers:
    return Numbers(0, CERTAIN, CERTAIN, probability, 0, 0, 0, 0, 0, (0, 0, 0), exact, certain)


def test_an_uncertain_quantity_has_two_digits_and_its_interval() -> None:
    assert spread_words(Spread(3412, 3412, 3049, 3733), "nl").replace(NO_BREAK, " ") == "3.400 (3.000 tot 3.700)"
    assert spread_words(Spread(3412, 3412, 3049, 3733), "en").replace(NO_BREAK, " ") == "3,400 (3,000 to 3,700)"


def test_a_certain_quantity_keeps_all_its_digits() -> None:
    assert spread_words(Spread(1253, 1253, 1253, 1253), "nl") == "1.253"
    assert quantity(2.5, "nl", certain=True) == "2,5"
    assert spread_words(None, "nl") == "–"


def test_a_line_break_cannot_part_an_interval() -> None:
    assert f"(30{NO_BREAK}tot{NO_BREAK}50)" in spread_words(Spread(40, 40, 30, 50), "nl")


@pytest.mark.parametrize(
    ("hours", "nl", "en"),
    [
        (0, "bij het begin", "at the start"),
        (0.5, "T+0,5 uur", "T+0.5 h"),
        (48, "T+48 uur", "T+48 h"),
        (96, "T+4 dagen", "T+4 days"),
    ],
)
def test_moments(hours: float, nl: str, en: str) -> None:
    assert (moment_words(hours, "nl"), moment_words(hours, "en")) == (nl, en)


def test_a_probability_from_draws_never_claims_to_be_nothing_or_everything() -> None:
    """The rule of three: of 3,000 draws without a shortfall, 0.1 % is the 95 % bound."""
    assert probability_words(numbers(0.0), 3_000, "nl") == "< 0,1%"
    assert probability_words(numbers(1.0), 3_000, "nl") == "> 99,9%"
    assert probability_words(numbers(0.0, certain=True), 3_000, "nl") == "0%"
    assert probability_words(numbers(1.0, exact=True), 3_000, "en") == "100%"
    assert probability_words(numbers(0.1234), 3_000, "nl") == "12%"


def test_what_is_withheld_unknown_or_not_needed_is_told_apart() -> None:
    gaps = gaps_of_example()
    hidden, unknown = gaps.capability("me-inzet"), gaps.capability("psychosociale-hulp")
    assert gap_probability(gaps, hidden, "nl") == "vertrouwelijk"
    assert gap_probability(gaps, unknown, "nl") == "onbekend"
    assert worst_cell(gaps, hidden) is None
    assert present_words(gaps.cell("me-inzet", "grootschalige-onlusten"), "en") == "confidential"
    assert present_words(gaps.cell("psychosociale-hulp", "grootschalige-onlusten"), "en") == "unknown"
    assert cell_probability(gaps.cell("me-inzet", "cyberhacktivisme"), 1_000, "nl") == "–"


def test_the_worst_scenario_is_the_one_with_the_largest_probability() -> None:
    gaps = gaps_of_example()
    for gap in gaps.capabilities:
        cell = worst_cell(gaps, gap)
        if cell is not None and cell.numbers is not None:
            assert cell.numbers.probability == gap.probability


def test_frequencies_are_told_in_years_when_rare_and_per_year_when_not() -> None:
    rare = Frequency(0.01, 0.005, 0.001, 0.02)
    value, detail = frequency_words(rare, "nl")
    assert (value, detail.replace(NO_BREAK, " ")) == ("Eens in 200 jaar", "90%-bereik: 50 tot 1.000")
    assert frequency_words(Frequency(3, 3, 3, 3), "en") == ("3.0 times a year", "")
    assert frequency_words(Frequency(0, 0, 0, 0), "nl") == ("Nooit", "")
    assert "onbekende waarschijnlijkheid" in frequency_words(replace(rare, missing=("x",)), "nl")[1]
