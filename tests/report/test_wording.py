# SPDX-License-Identifier: EUPL-1.2
"""How values are said."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.report.rounds import example
from weerbaar.base import Lang, Text
from weerbaar.dossier import Mark, Source
from weerbaar.report.wording import (
    MARKS,
    capital,
    class_range,
    class_word,
    computed_impact,
    computed_likelihood,
    count,
    counted,
    day,
    enumeration,
    month,
    published_words,
    round_name,
    share,
    source_words,
)


def test_every_mark_has_words_in_both_languages() -> None:
    assert set(MARKS) == set(get_args(Mark))
    assert all(text.nl and text.en for text in MARKS.values())


@pytest.mark.parametrize(
    ("amount", "lang", "shown"),
    [
        (4, "nl", "vier"),
        (20, "nl", "twintig"),
        (21, "nl", "21"),
        (1234, "nl", "1.234"),
        (12, "en", "twelve"),
        (13, "en", "13"),
    ],
)
def test_small_counts_are_written_in_words(amount: int, lang: Lang, shown: str) -> None:
    assert count(amount, lang) == shown


@pytest.mark.parametrize(("amount", "shown"), [(0, "geen besluiten"), (1, "één besluit"), (2, "twee besluiten")])
def test_counted_things_agree_in_number(amount: int, shown: str) -> None:
    assert counted(amount, "nl", Text(nl="besluit"), Text(nl="besluiten")) == shown


def test_dates_are_written_out() -> None:
    assert day(date(2012, 11, 8), "nl") == "8 november 2012"
    assert day(date(2012, 11, 8), "en") == "8 November 2012"
    assert month(date(2013, 3, 1), "nl") == "maart 2013"


def test_enumeration() -> None:
    assert enumeration([], "nl") == ""
    assert enumeration(["a"], "nl") == "a"
    assert enumeration(["a", "b", "c"], "nl") == "a, b en c"
    assert enumeration(["a", "b"], "en") == "a and b"


@pytest.mark.parametrize(
    ("probability", "shown"),
    [
        (0.0, "–"),
        (4e-13, "–"),
        (0.001, "< 1%"),
        (0.126, "13%"),
        (0.997, "> 99%"),
        (0.9999999999996, "100%"),
        (1.0, "100%"),
    ],
)
def test_only_true_zeros_and_ones_look_like_one(probability: float, shown: str) -> None:
    assert share(probability, "nl") == shown


@given(st.floats(min_value=0.005, max_value=0.995, exclude_max=True))
def test_a_share_is_rounded_to_the_nearest_per_cent(probability: float) -> None:
    assert abs(float(share(probability, "en").rstrip("%")) - 100 * probability) <= 0.5


def test_classes_in_words() -> None:
    axis = example("nrb-2012")[1].impact_axis
    assert class_word(axis, "C", "nl") == "ernstig (C)"
    assert class_word(None, "C", "nl") == "C"
    assert class_range(axis, ("B", "C"), "nl") == "aanzienlijk tot ernstig"
    assert class_range(axis, ("D",), "en") == "very serious"


def test_nothing_is_called_computed_that_was_not() -> None:
    assessment = example("nrb-2012")[1]
    result = assessment.scenarios[0]
    assert computed_impact(result.impact, assessment.impact_axis, "nl") == "–"
    assert computed_likelihood(None, assessment.likelihood_axis, "nl") == "–"


def test_published_words_or_a_dash() -> None:
    place = example("nrb-2012")[1].scenario("gewelddadige-eenling").published
    assert published_words(place, "likelihood") == "hoog"
    assert published_words(None, "impact") == "–"


def test_sources_are_named_once_with_their_year() -> None:
    sources = {"a": Source(title="Brief", year=2013), "b": Source(title="Site")}
    assert source_words(["a", "b", "a", "c"], sources) == "Brief (2013); Site; c"


def test_the_round_fits_in_a_sentence() -> None:
    assert round_name("NRB 2012", "nl") == "de NRB 2012"
    assert round_name("RRP Utrecht 2024", "nl") == "de ronde RRP Utrecht 2024"
    assert round_name("NRB 2012", "en") == "the NRB 2012"


def test_capital_changes_the_first_letter_only() -> None:
    assert capital("de NRB") == "De NRB"
    assert capital("") == ""
