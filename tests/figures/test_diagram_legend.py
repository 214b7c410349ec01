# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from tests.figures.rounds import IMPACT, LIKELIHOOD, a_round, judged, letter_2012, letter_place, made_up, scenario
from weerbaar.figures.diagram_layout import Entry
from weerbaar.figures.diagram_legend import Shown, draw_list, key, listed_names, not_placed
from weerbaar.figures.sheet import SHEETS
from weerbaar.figures.svg import Element

SHEET = SHEETS["screen"]
NOTHING = Shown(False, False, False, False, False, False, False)


def words(drawn: list[Element]) -> list[str]:
    found: list[str] = []
    for part in drawn:
        found += [child for child in part.children if isinstance(child, str)]
        found += words([child for child in part.children if isinstance(child, Element)])
    return found


def test_only_what_occurs_is_explained() -> None:
    assert key(NOTHING, "bars", "nl", SHEET, 0)[0] == []
    shown = Shown(True, True, True, True, True, True, True, ("† ondergrens",))
    drawn = words(key(shown, "bars", "nl", SHEET, 0)[0])
    assert drawn == [
        "gevaar (niet moedwillig)",
        "dreiging (moedwillig)",
        "onzekerheid: van 5% tot 95% van de uitkomsten",
        "gepubliceerde klassen; de plaats binnen het kader zegt niets",
        "klasse in een eerdere ronde, met pijl naar de volgende",
        "plaats van een opgeschoven teken",
        "andere scenario's van deze ronde",
        "† ondergrens",
    ]
    assert "uncertainty: 30%, 60% and 90% of the outcomes, per axis" in words(key(shown, "cloud", "en", SHEET, 0)[0])


def test_the_key_flows_within_the_sheet() -> None:
    shown = Shown(True, True, True, True, True, True, True)
    _, wide = key(shown, "bars", "nl", SHEET, 0)
    _, narrow = key(shown, "bars", "nl", SHEETS["phone"], 0)
    assert narrow > wide


def test_the_list_has_every_number_and_name_in_columns_of_equal_height() -> None:
    assessment = made_up(70)
    entries = [Entry(i, r) for i, r in enumerate(assessment.scenarios, start=1)]
    listed = listed_names(assessment, entries, "nl", SHEET, 300)
    drawn, end = draw_list(listed, SHEET, 0, 100, 310, 3)
    shown = words(drawn)
    numbers = [part.children[0] for part in drawn if part.attributes.get("font-weight") == "600"]
    assert numbers == [str(i) for i in range(1, 71)]
    assert "Overstroming westelijke kust" in shown
    assert end - 100 <= sum(listed.heights) / 3 + 2 * max(listed.heights)


def test_a_short_list_says_the_place_in_words() -> None:
    letter = letter_2012()
    entries = [Entry(i, r) for i, r in enumerate(letter.scenarios, start=1)]
    shown = words(draw_list(listed_names(letter, entries, "nl", SHEET, 400), SHEET, 0, 0, 0, 1)[0])
    assert "hoog; impact beperkt" in shown


def test_unknown_is_listed_and_not_drawn_as_zero() -> None:
    results = [
        scenario("a", "Alles bekend", likelihood=judged(LIKELIHOOD, 0.1, 2), impact=judged(IMPACT, 0.1, 2)),
        scenario("b", "Niets bekend"),
        scenario(
            "c", "Geen impact", likelihood=judged(LIKELIHOOD, 0.1, 2), place=letter_place("gevolgen enorm", "", "", "")
        ),
        scenario("d", "Geen kans", impact=judged(IMPACT, 0.1, 2)),
    ]
    entries = [Entry(i, r) for i, r in enumerate(results, start=1)]
    drawn, end = not_placed(a_round(results), entries, "nl", SHEET, 0)
    assert [w.replace(chr(160), " ") for w in words(drawn)] == [
        "Niet geplaatst, impact en waarschijnlijkheid niet bekend: 2 Niets bekend.",
        "Niet geplaatst, impact niet bekend: 3 Geen impact "
        "(waarschijnlijk; impact niet bekend (gepubliceerd als „gevolgen enorm”)).",
        "Niet geplaatst, waarschijnlijkheid niet bekend: 4 Geen kans (impact ernstig).",
    ]
    assert end > 0
    assert not_placed(letter_2012(), [Entry(1, letter_2012().scenarios[0])], "nl", SHEET, 7) == ([], 7)


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_columns_stay_in_order(columns: int) -> None:
    assessment = made_up(30)
    entries = [Entry(i, r) for i, r in enumerate(assessment.scenarios, start=1)]
    drawn, _ = draw_list(listed_names(assessment, entries, "nl", SHEET, 280), SHEET, 0, 0, 300, columns)
    places = [
        (float(part.attributes["x"]) // 300, float(part.attributes["y"]))
        for part in drawn
        if part.name == "text" and part.attributes.get("font-weight") == "600"
    ]
    assert places == sorted(places)
    assert len({column for column, _ in places}) == columns
