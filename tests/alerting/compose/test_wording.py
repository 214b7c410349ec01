# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.alerting.compose.wording import readability, syllables, wording_findings
from weerbaar.base import Lang


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "nl",
            "uur:1 gaat:1 ramen:2 deuren:2 auto:2 ademen:3 onveilig:3 evacueren:5 idee:2 belgië:3 brandweer:2",
        ),
        ("en", "smoke:1 close:1 fire:1 people:2 windows:2 open:2 evacuate:4 water:2 outside:2"),
    ],
)
def test_syllables_as_a_reader_counts_them(lang: Lang, words: str) -> None:
    expected = {word: int(count) for word, _, count in (pair.partition(":") for pair in words.split())}
    assert {word: syllables(word, lang) for word in expected} == expected


def test_flesch_douma_by_hand() -> None:
    """Two sentences, four words, five syllables; heading and site do not count."""
    read = readability("NL-Alert 18-02-2022 17:12: Ga naar binnen. Help! vru.nl", "nl")
    assert (read.words, read.sentences, read.syllables) == (4, 2, 5)
    assert read.score == pytest.approx(206.84 - 77 * 5 / 4 - 0.93 * 4 / 2)


def test_flesch_by_hand() -> None:
    read = readability("Close the windows.", "en")
    assert (read.words, read.syllables) == (3, 4)
    assert read.score == pytest.approx(206.835 - 84.6 * 4 / 3 - 1.015 * 3)


def test_a_text_without_words_has_no_score() -> None:
    assert readability("112", "nl").score is None


_HARD = (
    "Indien u hinder ondervindt van rookontwikkeling dient u ramen te sluiten, waarbij wordt geadviseerd om de VRMWB "
    "op de radio goed te blijven volgen. ATTENTIE"
)


def test_what_makes_a_text_hard_is_named_with_a_replacement() -> None:
    found = {(finding.rule, finding.value): finding.fix.nl for finding in wording_findings(_HARD, "nl", "text.nl")}
    assert found[("wording.hard-word", "Indien")] == "Schrijf: als."
    assert found[("wording.hard-word", "rookontwikkeling")] == "Schrijf: rook."
    assert ("wording.passive", "wordt geadviseerd") in found
    assert ("wording.abbreviation", "VRMWB") in found
    assert ("wording.capitals", "ATTENTIE") in found
    assert any(rule == "wording.long-sentence" for rule, _ in found)


def test_wording_is_advice_only() -> None:
    assert {finding.level for finding in wording_findings(_HARD, "nl", "text.nl")} == {"advice"}


def test_a_plain_text_gets_no_advice() -> None:
    text = "Brand met veel rook in Uden. Ga naar binnen. Doe de ramen dicht. Zet de radio aan."
    assert wording_findings(text, "nl", "text.nl") == []


def test_a_score_under_sixty_is_said() -> None:
    text = (
        "Verontreinigingsconcentraties overschrijden veiligheidsgrenswaarden volgens "
        "laboratoriumanalyses van overheidsinstellingen en internationale waterschapsorganisaties."
    )
    (finding,) = (one for one in wording_findings(text, "nl", "text.nl") if one.rule == "wording.score")
    assert finding.value == "Verontreinigingsconcentraties"
    assert finding.where == "text.nl[0:29]"
    assert finding.fix.nl.startswith(
        "Gebruik kortere woorden dan ‘Verontreinigingsconcentraties’, ‘laboratoriumanalyses’"
    )


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        # One word that nobody can shorten, and the name of a place.
        ("nl", "In flatgebouw De Berk in Delft is koolmonoxide gemeten. Bewoners moeten direct naar buiten. Bel 112."),
        (
            "nl",
            "Brand in de Burgemeester van Haarenlaan in Sint-Oedenrode. Blijf weg. Houd de deuren en de ramen dicht.",
        ),
        (
            "en",
            "The whole of Leiden is without electricity, probably until tomorrow morning. Do not use candles at home.",
        ),
    ],
)
def test_a_plain_text_with_one_long_word_or_with_names_is_not_called_hard(lang: Lang, text: str) -> None:
    assert "wording.score" not in {finding.rule for finding in wording_findings(text, lang, "text")}


@given(st.lists(st.sampled_from("ga naar binnen sluit ramen deuren evacueren".split()), min_size=1, max_size=12))
def test_a_longer_sentence_never_reads_easier(words: list[str]) -> None:
    apart, together = ". ".join(words) + ".", " ".join(words) + "."
    easy, hard = readability(apart, "nl").score, readability(together, "nl").score
    assert easy is not None
    assert hard is not None
    assert hard <= easy + 1e-9
