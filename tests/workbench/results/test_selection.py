# SPDX-License-Identifier: EUPL-1.2
"""What an address says about the diagram, and the address that says it."""

from __future__ import annotations

from functools import lru_cache

import pytest
from django.http import QueryDict

from weerbaar.assessment import Assessment, assess
from weerbaar.dossier import load_dossier
from weerbaar.workbench.results.selection import Choice, choice_of, chosen, in_order, status_of, themes_of


@lru_cache
def _assessed(name: str) -> Assessment:
    return assess(load_dossier(name), draws=500)


def _ids(choice: Choice, name: str = "voorbeeld-2012") -> list[str]:
    return [result.id for result in chosen(_assessed(name), choice)[0].scenarios]


@pytest.mark.parametrize(
    "query",
    [
        "gewichten=profiles&onzekerheid=cloud&thema=Cyber&soort=threat&toestand=complete&zoek=een%20woord",
        "verberg=a&verberg=b&met=nrb-2012&sorteer=-impact&zoom=10,20,300,200",
        "",
    ],
)
def test_an_address_comes_back_from_the_choice_it_stands_for(query: str) -> None:
    choice = choice_of(QueryDict(query))
    assert choice_of(QueryDict(choice.query().removeprefix("?"))) == choice


@pytest.mark.parametrize(
    "query",
    ["onzekerheid=x", "soort=x", "toestand=x", "sorteer=x", "zoom=1,2", "zoom=0,0,0,0", "zoom=a,b,c,d"],
)
def test_what_an_address_says_wrongly_is_not_said(query: str) -> None:
    assert choice_of(QueryDict(query)) == Choice()


def test_changes_make_another_address() -> None:
    choice = Choice(kind="threat", zoom=(0, 0, 100, 100))
    assert choice.query(zoom=None) == "?soort=threat"
    assert Choice().query() == "?"
    assert choice.query(order="-rang") == "?soort=threat&sorteer=-rang&zoom=0,0,100,100"


def test_scenarios_are_chosen_by_text_kind_state_and_by_hand() -> None:
    everything = _ids(Choice())
    assert len(everything) == 4
    assert _ids(Choice(text="CYBER")) == ["cyberhacktivisme"]
    assert _ids(Choice(text="falende wapen")) == ["wapenbeheersing-falende-staat"]
    assert _ids(Choice(kind="hazard")) == []
    assert _ids(Choice(status="published")) == []
    assert len(_ids(Choice(status="published"), "nrb-2012")) == 4
    drawn, hidden = chosen(_assessed("voorbeeld-2012"), Choice(hidden=("cyberhacktivisme", "onbekend")))
    assert [r.id for r in hidden] == ["cyberhacktivisme"]
    assert len(drawn.scenarios) == 3


def test_themes_filter_too() -> None:
    assessment = _assessed("nrb-history")
    theme = themes_of(assessment)[0]
    found = chosen(assessment, Choice(theme=theme.nl))[0].scenarios
    assert found
    assert {result.theme for result in found} == {theme}


def test_the_table_is_sorted_with_the_unknown_last() -> None:
    results = list(_assessed("nrb-history").scenarios)
    for order in ("impact", "-impact"):
        values = [None if r.impact is None else r.impact.value for r in in_order(results, order, "nl", lambda r: r)]
        known = [v for v in values if v is not None]
        assert known == sorted(known, reverse=order.startswith("-"))
        assert values[: len(known)] == known
    names = [r.title.nl.casefold() for r in in_order(results, "scenario", "nl", lambda r: r)]
    assert names == sorted(names)
    assert in_order(results, "-nr", "nl", lambda r: r) == results[::-1]


def test_how_far_a_scenario_was_judged() -> None:
    assert {status_of(r) for r in _assessed("nrb-2012").scenarios} == {"published"}
    assert "unplaced" in {status_of(r) for r in _assessed("nrb-history").scenarios}
