# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace
from typing import get_args
from xml.etree import ElementTree

import pytest

from tests.figures.rounds import IMPACT, LIKELIHOOD, a_round, judged, letter_2012, made_up, scenario
from weerbaar.base import Lang
from weerbaar.figures import Figure, FigureError, NoTotalError, Width, risk_diagram
from weerbaar.figures.risk_diagram import diagram_table, quantile

SVG = "{http://www.w3.org/2000/svg}"


def scenarios_in(figure: Figure) -> list[ElementTree.Element]:
    return [g for g in ElementTree.fromstring(figure.svg).iter(f"{SVG}g") if g.get("tabindex") == "0"]


def words_in(figure: Figure) -> str:
    return " ".join(t.text or "" for t in ElementTree.fromstring(figure.svg).iter(f"{SVG}text"))


@pytest.mark.parametrize("width", get_args(Width))
@pytest.mark.parametrize("lang", get_args(Lang))
def test_the_letter_of_2012_at_every_width(width: Width, lang: Lang) -> None:
    figure = risk_diagram(letter_2012(), lang, width)
    root = ElementTree.fromstring(figure.svg)
    assert root.get("width") == {"phone": "360", "screen": "960", "a4": "640"}[width]
    assert float(root.get("height", 0)) == figure.height
    assert root.get("lang") == lang
    assert root.get("role") == "graphics-document"
    assert figure.title == {"nl": "Risicodiagram NRB 2012", "en": "Risk diagram NRB 2012"}[lang]


def test_scenarios_are_reached_in_order_and_speak_the_published_words() -> None:
    figure = risk_diagram(letter_2012())
    assert [g.get("aria-label") for g in scenarios_in(figure)] == [
        "Gewelddadige eenling: hoog; impact beperkt",
        "Cyberhacktivisme: enigszins waarschijnlijk; impact aanzienlijk tot ernstig",
        "Grootschalige onlusten: enigszins waarschijnlijk; impact zeer ernstig",
        "Wapenbeheersing falende staat: enigszins waarschijnlijk; impact zeer ernstig",
    ]
    assert {g.get("role") for g in scenarios_in(figure)} == {"graphics-symbol"}


def test_a_mark_with_an_address_is_a_link_that_speaks_the_same_words() -> None:
    plain, linked = (
        risk_diagram(letter_2012()),
        risk_diagram(letter_2012(), links={"cyber": "/hier?a=1&b=2"}),
    )
    (link,) = ElementTree.fromstring(linked.svg).iter(f"{SVG}a")
    assert link.get("href") == "/hier?a=1&b=2"
    assert link.get("aria-label") == scenarios_in(plain)[1].get("aria-label")
    assert link.get("id") == scenarios_in(plain)[1].get("id")
    assert len(scenarios_in(linked)) == len(scenarios_in(plain)) - 1


@pytest.mark.parametrize("count", [7, 70])
def test_every_scenario_has_room_for_a_finger(count: int) -> None:
    for group in scenarios_in(risk_diagram(made_up(count), width="phone")):
        hit = group.find(f"{SVG}circle[@fill-opacity='0']")
        assert hit is not None
        assert float(hit.get("r", 0)) >= 12


@pytest.mark.parametrize("width", get_args(Width))
def test_no_text_is_smaller_than_eleven_or_outside_the_drawing(width: Width) -> None:
    figure = risk_diagram(made_up(24, earlier=True), width=width)
    for text in ElementTree.fromstring(figure.svg).iter(f"{SVG}text"):
        assert float(text.get("font-size", 0)) >= 11
        if text.get("transform"):
            continue
        x, length = float(text.get("x", 0)), float(text.get("textLength", 0))
        start = x - length * {"start": 0, "middle": 0.5, "end": 1}[text.get("text-anchor", "start")]
        assert start >= 0
        assert start + length <= figure.width
        assert float(text.get("y", 0)) <= figure.height


def test_seventy_scenarios_have_numbers_and_a_list() -> None:
    figure = risk_diagram(made_up(70))
    words = words_in(figure)
    assert words.count("Grieppandemie (ernstig)") == 5
    assert len(scenarios_in(figure)) == len(figure.table.rows) == 70


def test_nothing_comes_from_outside_and_nothing_is_styled_inline() -> None:
    for choice in ("bars", "cloud", "none"):
        svg = risk_diagram(made_up(9, earlier=True), uncertainty=choice).svg
        assert svg.count("http") == 1  # the namespace
        assert not any(bad in svg for bad in ("style=", "<style", "<script", "href", "url(", "onload"))


def test_what_a_user_wrote_stays_text() -> None:
    nasty = "<script>alert('x')</script> & \u202eomgekeerd\u202c \u200f\u05e9\u05dc\u05d5\u05dd \x07"
    result = scenario(
        "x<y>", nasty, likelihood=judged(LIKELIHOOD, 0.1, 2), impact=judged(IMPACT, 0.1, 2), english="A & B"
    )
    figure = risk_diagram(a_round([result]))
    assert "<script" not in figure.svg
    assert "\u202e" not in figure.svg
    (group,) = scenarios_in(figure)
    assert group.get("aria-label", "").startswith(
        "<script>alert('x')</script> & omgekeerd \u200f\u05e9\u05dc\u05d5\u05dd"
    )
    assert group.get("id") == "risicodiagram-screen-x-y-"
    assert figure.png(1)[:4] == b"\x89PNG"
    assert "A &amp; B" in risk_diagram(a_round([result]), "en").svg


def test_shapes_differ_and_not_only_colours() -> None:
    results = [
        scenario(kind, kind, kind, likelihood=judged(LIKELIHOOD, p, 2), impact=judged(IMPACT, 0.1, 2))
        for kind, p in (("hazard", 0.001), ("threat", 0.2))
    ]
    hazard, threat = scenarios_in(risk_diagram(a_round(results)))
    assert len(hazard.findall(f"{SVG}circle")) == 2
    assert len(threat.findall(f"{SVG}circle")) == 1
    assert len(threat.findall(f"{SVG}path")) == 1


def test_unknown_scenarios_are_named_below_and_in_the_table() -> None:
    known = made_up(3).scenarios
    figure = risk_diagram(a_round([*known, scenario("q", "Onbekend scenario")]))
    assert "Niet geplaatst, impact en waarschijnlijkheid niet bekend: 4\u00a0Onbekend scenario." in words_in(figure)
    assert len(scenarios_in(figure)) == 3
    assert figure.table.rows[3][3:7] == ("niet bekend",) * 4
    assert "3 van de 4 scenario's zijn geplaatst." in figure.description


def test_a_round_of_which_nothing_is_known_still_has_its_axes() -> None:
    figure = risk_diagram(a_round([scenario("q", "Onbekend")]))
    assert "catastrofaal" in words_in(figure)
    assert scenarios_in(figure) == []


def test_highlight_brings_one_forward() -> None:
    figure = risk_diagram(made_up(20, earlier=True), highlight="s3")
    words = words_in(figure)
    assert "Langdurige uitval elektriciteit" in words
    assert "Cyberspionage" not in words
    assert "2009" in words
    assert "andere scenario's van deze ronde" in words
    assert len(scenarios_in(figure)) == 20
    assert figure.id == "risicodiagram-s3"
    with pytest.raises(FigureError, match='"s99" is not in this round'):
        risk_diagram(made_up(3), highlight="s99")


def test_earlier_places_can_be_left_out() -> None:
    assessment = made_up(8, earlier=True)
    assert "eerdere ronde" in words_in(risk_diagram(assessment))
    without = risk_diagram(assessment, earlier=False)
    assert "eerdere ronde" not in words_in(without)
    assert "eerder" not in (scenarios_in(without)[0].get("aria-label") or "")
    assert "; eerder: NRB 2008/9: waarschijnlijk; impact ernstig" in (
        scenarios_in(risk_diagram(assessment))[0].get("aria-label") or ""
    )


def test_uncertainty_is_drawn_as_asked() -> None:
    assessment = made_up(5)
    assert "van 5% tot 95%" in words_in(risk_diagram(assessment))
    assert "30%, 60% en 90%" in words_in(risk_diagram(assessment, uncertainty="cloud"))
    assert "onzekerheid" not in words_in(risk_diagram(assessment, uncertainty="none"))


def test_a_lower_bound_is_marked() -> None:
    result = scenario("x", "Proef", likelihood=judged(LIKELIHOOD, 0.1, 2), impact=judged(IMPACT, 0.1, 2, ("2.1",)))
    words = words_in(risk_diagram(a_round([result])))
    assert "Proef †" in words
    assert "de impact is een ondergrens" in words


def test_a_method_without_total_is_refused() -> None:
    with pytest.raises(NoTotalError):
        risk_diagram(replace(made_up(3), impact_axis=None))


def test_same_input_same_bytes() -> None:
    for count in (7, 18, 70):
        assert risk_diagram(made_up(count)).svg == risk_diagram(made_up(count)).svg


def test_the_table_says_what_the_diagram_shows() -> None:
    table = diagram_table(letter_2012(), "nl")
    assert table.header[:3] == ("Nr.", "Scenario", "Soort")
    assert table.rows[0] == (
        "1",
        "Gewelddadige eenling",
        "dreiging",
        "hoog",
        "gepubliceerde klasse D tot E",
        "beperkt",
        "gepubliceerde klasse A",
        "geen",
    )
    judged_row = diagram_table(
        a_round([scenario("x", "P", likelihood=judged(LIKELIHOOD, 0.02, 2), impact=judged(IMPACT, 0.2, 1.5))]), "nl"
    ).rows[0]
    assert judged_row[3:7] == (
        "C, enigszins waarschijnlijk (2,0%)",
        "1,0% tot 4,0%",
        "D, zeer ernstig (0,20)",
        "0,13 tot 0,30",
    )


def test_quantiles_between_the_stored_ones() -> None:
    estimate = replace(judged(IMPACT, 0.1, 2), quantiles=tuple(i / 50 for i in range(1, 50)))
    assert quantile(estimate, 0.05) == pytest.approx(0.05)
    assert quantile(estimate, 0.5) == pytest.approx(0.5)
    assert quantile(estimate, 0.001) == pytest.approx(0.02)
    assert quantile(estimate, 0.999) == pytest.approx(0.98)
