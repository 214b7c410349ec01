# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.evacuation.advice.plans import STARTS, flooded, study
from weerbaar.base import Point, Text
from weerbaar.evacuation.advice import advise, as_card
from weerbaar.evacuation.advice.card import LONGEST, fitted, shortened

EVERYWHERE = flooded({"W": 1.0, "S": 3.7, "I": 4.0}, dry={"H": 50.0})


def test_a_card_says_when_where_to_and_what_else() -> None:
    west, south, hill, island = advise(
        study(), STARTS, exposures=(EVERYWHERE,), breach_s=Point(value=86_400.0), phones={"W": "14 0344"}
    )
    card = as_card(west)
    assert card.nl.startswith("Westdorp: vertrek vóór za 28-11 ")
    assert "A1 naar knooppunt Oost" in card.nl
    assert "14 0344" in card.nl
    assert "crisis.nl" in card.nl
    assert card.en.startswith("Westdorp: leave before Sat 28 Nov ")
    assert "Ga naar een hoog gebouw." in as_card(south).nl
    assert as_card(hill).nl == "Heuvel: u hoeft niet weg. Blijf thuis. Nieuws: crisis.nl."
    assert "ga niet de weg op" in as_card(island).nl


@given(st.text(max_size=400), st.text(max_size=60), st.lists(st.text(max_size=20), max_size=4), st.text(max_size=90))
def test_a_card_never_is_too_long_and_always_says_what_to_do(
    name: str, phone: str, roads: list[str], towards: str
) -> None:
    for advice in advise(study(), STARTS, exposures=(EVERYWHERE,), breach_s=Point(value=86_400.0)):
        leaving = advice.leaving
        odd = replace(
            advice,
            name=name,
            phone=phone,
            leaving=None if leaving is None else replace(leaving, roads=tuple(roads), towards=towards),
        )
        card = as_card(odd)
        assert max(len(card.nl), len(card.en)) <= LONGEST
        assert any(word in card.nl for word in ("vertrek", "hoeft niet weg", "ga niet de weg op"))


def test_what_does_not_fit_is_left_out_whole() -> None:
    one, long, two = Text(nl="Een.", en="One."), Text(nl="x" * 50, en="y"), Text(nl="Twee.", en="Two.")
    assert fitted("", [one, long, two], 20) == Text(nl="Een. Twee.", en="One. Two.")
    assert shortened("abcdef", 4) == "abc…"
    assert shortened("abcd", 4) == "abcd"
