# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from weerbaar.alerting.compose.clauses import clauses
from weerbaar.alerting.compose.instructions import instructions
from weerbaar.alerting.compose.phrases import small_letters
from weerbaar.alerting.compose.sentences import Sentence
from weerbaar.base import Lang


def _told(text: str, lang: Lang) -> list[tuple[str, bool]]:
    """What a sentence tells people, each with whether it is concrete."""
    found = instructions(clauses(Sentence(0, len(text), text), small_letters(text), lang), lang)
    return [(text[one.start : one.end], one.concrete) for one in found if one]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("nl", "Blijf binnen."),
        ("nl", "Op de weg geldt: rijd stapvoets."),
        ("nl", "Gaat u naar binnen."),
        ("nl", "Niet drinken."),
        ("nl", "Kelder niet in!"),
        ("nl", "Geen open vuur!"),
        ("nl", "Ramen dicht."),
        ("nl", "Bewoners moeten direct naar buiten."),
        ("nl", "U mag weer luchten."),
        ("nl", "Bewoners kunnen terug naar huis."),
        ("nl", "U hoeft niet te vertrekken."),
        ("nl", "U wordt verzocht binnen te blijven."),
        ("nl", "Wie buiten is gaat naar binnen."),
        ("nl", "Volg de gele borden."),
        ("en", "Walk away."),
        ("en", "In an emergency go to the hospital."),
        ("en", "Do not drink it."),
        ("en", "No smoking."),
        ("en", "Residents must be out before noon."),
        ("en", "You may open windows again."),
    ],
)
def test_what_people_must_do_in_many_forms(lang: Lang, text: str) -> None:
    assert any(concrete for _, concrete in _told(text, lang))


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("nl", "Houd rekening met overlast."),
        ("nl", "Blijf alert."),
        ("nl", "Wees voorzichtig."),
        ("nl", "Volg het nieuws."),
        ("nl", "Wacht op nader bericht."),
        ("en", "Stay calm."),
        ("en", "Expect delays."),
    ],
)
def test_what_leaves_open_what_to_do_is_hollow(lang: Lang, text: str) -> None:
    assert [concrete for _, concrete in _told(text, lang)] == [False]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("nl", "De politie sluit de straat."),
        ("nl", "Hulpdiensten blijven ter plaatse."),
        ("nl", "Alle ramen zijn uit het pand."),
        ("nl", "Ziet u de auto?"),
        ("nl", "Wij houden u op de hoogte."),
        ("en", "Phones do not ring."),
        ("en", "Emergency services remain on site."),
        ("en", "The police closed the road."),
    ],
)
def test_a_statement_or_a_question_tells_nothing(lang: Lang, text: str) -> None:
    assert _told(text, lang) == []


def test_each_clause_is_told_apart() -> None:
    text = "De sluis is dicht, rijd om en blijf alert."
    assert _told(text, "nl") == [("rijd om", True), ("blijf alert", False)]
