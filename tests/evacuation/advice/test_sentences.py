# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import re

import pytest

from tests.evacuation.advice.plans import STARTS, flooded, study
from weerbaar.alerting.compose import readability
from weerbaar.base import Lang, Text
from weerbaar.evacuation.advice import STRATEGIES, Advice, advise
from weerbaar.evacuation.advice.sentences import deep, drive_to, help_line, listed, place_words
from weerbaar.evacuation.advice.water_here import WaterHere


def some() -> list[Advice]:
    floods = [
        (),
        (flooded({"W": 1.0, "S": 2.7, "I": 4.0}, dry={"H": 50.0}),),
        (flooded({"W": 3.6, "S": 0.2}, velocity_m_s=3.0, arrival_h=float("nan"), outside={"W": 9.0}),),
    ]
    return [
        advice
        for exposures in floods
        for strategy in STRATEGIES
        for advice in advise(study(), STARTS, exposures=exposures, strategy=strategy)
    ]


def test_sentences_are_short_and_in_both_languages() -> None:
    for advice in some():
        for line in advice.lines:
            assert line.text.nl
            assert line.text.en
            assert line.text.nl != line.text.en
            for language in (line.text.nl, line.text.en):
                assert language[0].isupper()
                assert language[-1] in ".?"
                for sentence in re.split(r"(?<=[.?:;])\s", language):
                    assert len(sentence.split()) <= 20, sentence


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_easy_to_read(lang: Lang) -> None:
    for advice in some():
        # Flesch (English) and Flesch-Douma (Dutch): 60 and up is plain language.
        reading = readability(advice.text.in_(lang), lang)
        assert reading.score is not None
        assert reading.score >= 60, (advice.zone, advice.action)
        assert reading.words / reading.sentences <= 12


def test_the_formal_you_and_nothing_else() -> None:
    dutch = " ".join(advice.text.nl for advice in some()).lower().split()
    assert "u" in dutch
    assert not {"je", "jij", "jouw", "jullie"} & set(dutch)


def test_depth_is_rounded_up_to_half_a_metre() -> None:
    def words(depth: float) -> Text:
        return deep(WaterHere(1.0, depth, None, None, 0.0))

    assert "ongeveer 2,5 meter" in words(2.2).nl
    assert "about 2.5 metres" in words(2.5).en
    assert "ongeveer 1 meter" in words(0.7).nl
    assert "about 1 metre." in words(0.7).en
    assert "ongeveer 0,5 meter" in words(0.01).nl


@pytest.mark.parametrize(
    ("name", "nl", "en"),
    [
        ("Knp. Deil", "knooppunt Deil", "the Deil interchange"),
        ("Grens Elten", "de grens bij Elten", "the border at Elten"),
        ("gemeente Tiel", "Tiel", "Tiel"),
        ("Apeldoorn", "Apeldoorn", "Apeldoorn"),
        ("Knp.", "Knp.", "Knp."),
    ],
)
def test_places_as_people_call_them(name: str, nl: str, en: str) -> None:
    assert place_words(name) == Text(nl=nl, en=en)


def test_a_place_with_only_a_number_is_no_place_to_drive_to() -> None:
    assert drive_to("Knop. 3").nl == "Rijd naar Knop. 3."
    assert drive_to("").nl == "Rijd het gebied uit."


def test_lists() -> None:
    assert listed(["a"]) == Text(nl="a", en="a")
    assert listed(["a", "b", "c"]) == Text(nl="a, b en c", en="a, b and c")


def test_the_number_of_the_municipality_only_where_it_was_given() -> None:
    assert "14 0344" in help_line("14 0344").nl
    assert not re.search(r"\d", help_line("").nl)
