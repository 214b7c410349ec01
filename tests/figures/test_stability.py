# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from xml.etree import ElementTree

import pytest

from tests.figures.rounds import IMPACT, a_round, judged, letter_2012, made_up, scenario
from weerbaar.assessment import Variant
from weerbaar.base import Text
from weerbaar.figures import FigureError, stability

SVG = "{http://www.w3.org/2000/svg}"


def test_a_class_that_changes_is_framed_and_one_that_stays_is_not() -> None:
    variants = (
        Variant("w", "weights", Text(nl="gelijk", en="equal"), "C", 1.0),
        Variant("b", "base", Text(nl="grondtal 2", en="base 2"), "D", 1.0),
        Variant("e", "method", Text(nl="EVAMIX"), None, 1.5),
    )
    figure = stability(a_round([scenario("x", "Proef", impact=judged(IMPACT, 0.05, 2), variants=variants)]))
    assert figure.table.rows == (("Proef", "C", "C", "D", "#1,5", "75%"),)
    assert figure.table.header[2:5] == ("gewichten: gelijk", "grondtal: grondtal 2", "methode: EVAMIX")
    frames = [r for r in ElementTree.fromstring(figure.svg).iter(f"{SVG}rect") if r.get("fill") == "#154273"]
    assert len(frames) == 2  # the cell, and the sign in the key
    assert "0 van de 1 scenario's houden overal hun klasse." in figure.description


def test_a_variant_that_a_scenario_lacks_is_a_dash() -> None:
    one = Variant("w", "weights", Text(nl="gelijk"), "C", 1.0)
    other = Variant("v", "weights", Text(nl="anders"), "C", 1.0)
    results = [
        scenario("a", "Eén", impact=judged(IMPACT, 0.05, 2), variants=(one,)),
        scenario("b", "Twee", impact=judged(IMPACT, 0.05, 2), variants=(other,)),
    ]
    assert [row[2:4] for row in stability(a_round(results)).table.rows] == [("C", "–"), ("–", "C")]


def test_seventy_scenarios_fit() -> None:
    figure = stability(made_up(70), width="phone")
    for rect in ElementTree.fromstring(figure.svg).iter(f"{SVG}rect"):
        assert float(rect.get("x", 0)) + float(rect.get("width", 0)) <= figure.width + 0.01
    assert len(figure.table.rows) == 70


def test_without_variants_there_is_nothing_to_draw() -> None:
    with pytest.raises(FigureError, match="No variants"):
        stability(letter_2012())
