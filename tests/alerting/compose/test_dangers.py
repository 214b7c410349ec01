# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from weerbaar.alerting.compose.clauses import clauses
from weerbaar.alerting.compose.dangers import danger
from weerbaar.alerting.compose.instructions import instructions
from weerbaar.alerting.compose.phrases import small_letters
from weerbaar.alerting.compose.sentences import Sentence
from weerbaar.base import Lang


def _danger(text: str, lang: Lang) -> tuple[str, bool] | None:
    parts = clauses(Sentence(0, len(text), text), small_letters(text), lang)
    found = danger(parts, instructions(parts, lang), text, lang)
    return None if found is None else (text[found.start : found.end], found.certain)


@pytest.mark.parametrize(
    ("lang", "text", "words"),
    [
        ("nl", "Er hangt een gaslucht.", "gaslucht"),
        ("nl", "Zeer grote rietdakbrand.", "rietdakbrand"),
        ("nl", "Een zware zuurlekkage.", "zuurlekkage"),
        ("nl", "De pinautomaten doen het niet.", "pinautomaten doen het niet"),
        ("nl", "De Maas stijgt snel.", "Maas stijgt"),
        ("nl", "Geen internet in Friesland.", "Geen internet"),
        ("nl", "Het wordt 39 graden.", "39 graden"),
        ("nl", "Het gevaar is geweken.", "gevaar is geweken"),
        ("nl", "Er is geen rook meer.", "rook"),
        ("nl", "Verlaat uw huis wegens explosiegevaar.", "explosiegevaar"),
        ("en", "A man with a knife walks around.", "man with a knife"),
        ("en", "Card payments are down.", "Card payments are down"),
        ("en", "The dike has weakened.", "dike has weakened"),
        ("en", "There is no longer any smoke.", "smoke"),
        ("en", "A tiger is on the loose.", "on the loose"),
    ],
)
def test_a_danger_is_named_or_is_a_thing_with_its_state(lang: Lang, text: str, words: str) -> None:
    assert _danger(text, lang) == (words, True)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("nl", "Er is geen asbest gevonden."),
        ("nl", "Bel 112 bij brand."),
        ("nl", "Blijf uit de rook."),
        ("nl", "Er is een incident."),
        ("nl", "Er is gevaar."),
        ("en", "There is no smoke."),
        ("en", "Call 112 in case of fire."),
        ("en", "There is a situation."),
    ],
)
def test_what_is_denied_only_a_case_or_vague_leaves_doubt(lang: Lang, text: str) -> None:
    found = _danger(text, lang)
    assert found is not None
    assert not found[1]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("nl", "De brandweer komt."),
        ("nl", "De Storm en de Rembrand varen uit."),
        ("nl", "Houd de deur van de tunnel dicht."),
        ("nl", "De rookmelder hangt in de gang."),
        ("en", "The fire station is open."),
        ("en", "The mayor is on her way."),
    ],
)
def test_what_is_no_danger(lang: Lang, text: str) -> None:
    found = _danger(text, lang)
    assert found is None or not found[1]
