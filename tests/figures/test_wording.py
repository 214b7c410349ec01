# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from tests.figures.rounds import IMPACT, LIKELIHOOD, judged, letter_2012, letter_place, scenario
from weerbaar.figures.wording import (
    anchor,
    axis_words,
    bound_words,
    class_and_value,
    class_word,
    earlier_words,
    kind_word,
    range_words,
    spoken,
    value_words,
)


@pytest.mark.parametrize(
    ("id_", "sentence"),
    [
        ("eenling", "Gewelddadige eenling: hoog; impact beperkt"),
        ("cyber", "Cyberhacktivisme: enigszins waarschijnlijk; impact aanzienlijk tot ernstig"),
        ("onlusten", "Grootschalige onlusten: enigszins waarschijnlijk; impact zeer ernstig"),
        ("wapens", "Wapenbeheersing falende staat: enigszins waarschijnlijk; impact zeer ernstig"),
    ],
)
def test_the_letter_of_2012_is_spoken_word_for_word(id_: str, sentence: str) -> None:
    letter = letter_2012()
    assert spoken(letter, letter.scenario(id_), "nl") == sentence


def test_in_english_published_words_outside_the_scale_follow_the_classes() -> None:
    letter = letter_2012()
    assert spoken(letter, letter.scenario("eenling"), "en") == (
        "Violent loner: likely to very likely (published as “hoog”); impact limited"
    )


def test_unknown_is_said_and_published_words_outside_the_scale_are_kept() -> None:
    assert axis_words(IMPACT, None, "", "nl") == "niet bekend"
    assert axis_words(IMPACT, None, "gevolgen enorm", "nl") == "niet bekend (gepubliceerd als „gevolgen enorm”)"
    assert range_words(IMPACT, None, "en") == "not known"
    letter = letter_2012()
    half = scenario("half", "Half bekend", impact=judged(IMPACT, 0.2, 1.5))
    assert spoken(letter, half, "nl") == "Half bekend: waarschijnlijkheid niet bekend; impact zeer ernstig"


def test_numbers_follow_the_language() -> None:
    estimate = judged(LIKELIHOOD, 0.02, 2.0)
    assert class_and_value(LIKELIHOOD, estimate, "", "nl") == "C, enigszins waarschijnlijk (2,0%)"
    assert range_words(LIKELIHOOD, estimate, "nl") == "1,0% tot 4,0%"
    assert range_words(LIKELIHOOD, estimate, "en") == "1.0% to 4.0%"
    assert value_words(IMPACT, 0.2, "nl") == "0,20"


def test_a_lower_bound_is_called_one() -> None:
    estimate = judged(IMPACT, 0.2, 2.0, incomplete=("2.1", "5.3"))
    assert class_and_value(IMPACT, estimate, "", "nl") == "D, zeer ernstig (0,20); ondergrens, zonder 2.1, 5.3"
    letter = letter_2012()
    result = scenario("x", "Proef", likelihood=judged(LIKELIHOOD, 0.02, 2), impact=estimate)
    assert spoken(letter, result, "nl").endswith("impact zeer ernstig, ten minste")


@pytest.mark.parametrize(("bound", "shown"), [(0.0005, "0,05%"), (0.005, "0,5%"), (0.05, "5%"), (0.5, "50%")])
def test_bounds_bear_no_empty_zeros(bound: float, shown: str) -> None:
    assert bound_words(LIKELIHOOD, bound, "nl") == shown


def test_published_classes_stand_for_the_range() -> None:
    letter = letter_2012()
    assert range_words(LIKELIHOOD, letter.scenario("eenling").likelihood, "nl") == "gepubliceerde klasse D tot E"
    assert range_words(IMPACT, letter.scenario("onlusten").impact, "en") == "published class D"


def test_earlier_rounds_word_for_word() -> None:
    place = letter_place("zeer ernstig", "D", "", "")
    assert earlier_words((place,), "nl") == "NRB 2012: niet gepubliceerd; impact zeer ernstig"
    assert earlier_words((), "en") == "none"


def test_small_words() -> None:
    assert (kind_word("threat", "nl"), kind_word("hazard", "en")) == ("dreiging", "hazard")
    assert class_word(IMPACT, "Z", "nl") == "Z"
    assert anchor('x" y/é-1') == "x--y---1"
