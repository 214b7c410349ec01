# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from weerbaar.alerting.compose.clauses import clauses
from weerbaar.alerting.compose.phrases import small_letters
from weerbaar.alerting.compose.sentences import Sentence
from weerbaar.base import Lang


@pytest.mark.parametrize(
    ("lang", "text", "parts"),
    [
        ("nl", "Sluit ramen en deuren.", ["Sluit ramen", "deuren"]),
        ("nl", "Komt u uit Ooy: ramen dicht, afzuigkap uit.", ["Komt u uit Ooy", "ramen dicht", "afzuigkap uit"]),
        ("nl", "Om 14:05 uur is 1,5 km weg dicht.", ["Om 14:05 uur is 1,5 km weg dicht"]),
        ("nl", "Ga weg, want er is gas.", ["Ga weg", "er is gas"]),
        ("en", "If you are outside, walk away and wait.", ["If you are outside", "walk away", "wait"]),
    ],
)
def test_a_sentence_is_taken_apart(lang: Lang, text: str, parts: list[str]) -> None:
    found = clauses(Sentence(0, len(text), text), small_letters(text), lang)
    assert [text[clause.start : clause.end] for clause in found] == parts


def test_a_question_is_one_in_all_its_clauses() -> None:
    text = "Ziet u de auto, of de man?"
    assert [clause.question for clause in clauses(Sentence(0, len(text), text), text.lower(), "nl")] == [True, True]
