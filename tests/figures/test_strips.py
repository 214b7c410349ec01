# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from tests.figures.rounds import IMPACT, LIKELIHOOD, a_round, judged, letter_2012, made_up, scenario
from weerbaar.assessment import Rank
from weerbaar.figures import class_probability_strips
from weerbaar.figures.figure import Width
from weerbaar.figures.strips import by_rank

SVG = "{http://www.w3.org/2000/svg}"


def split(shares: dict[str, float]) -> list[float]:
    """Draw one scenario with these impact probabilities; give the widths of the parts as shares."""
    estimate = replace(judged(IMPACT, 0.1, 2), class_probability=shares)
    root = ElementTree.fromstring(class_probability_strips(a_round([scenario("x", "Proef", impact=estimate)])).svg)
    widths = [
        float(r.get("width", 0)) for r in root.iter(f"{SVG}rect") if r.get("stroke") == "#ffffff" and r.get("height")
    ]
    return [width / sum(widths) for width in widths]


def words(svg: str) -> list[str]:
    return [t.text or "" for t in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_parts_are_as_wide_as_their_probability() -> None:
    assert split({"A": 0.0, "B": 0.25, "C": 0.5, "D": 0.25, "E": 0.0}) == pytest.approx([0.25, 0.5, 0.25], abs=1e-3)


def test_letters_and_percentages_stand_in_the_parts() -> None:
    shown = words(class_probability_strips(letter_2012()).svg)
    assert "D 50%" in shown
    assert "E 50%" in shown
    assert any(w.startswith("Gestreept kader") for w in shown)


def test_the_highest_impact_is_on_top_and_unranked_last() -> None:
    ranks = {"a": Rank(2.0, 2.0, (0, 1)), "b": Rank(1.0, 1.0, (1, 0)), "c": None}
    results = [scenario(id_, id_, impact=judged(IMPACT, 0.1, 2), rank=rank) for id_, rank in ranks.items()]
    assert [r.id for r in by_rank(a_round(results))] == ["b", "a", "c"]


def test_unknown_is_a_dotted_frame_or_a_name_below_never_a_strip() -> None:
    half = scenario("h", "Half", likelihood=judged(LIKELIHOOD, 0.1, 2))
    nothing = scenario("n", "Niets")
    figure = class_probability_strips(a_round([half, nothing]))
    assert "niet bekend" in words(figure.svg)
    assert "Geen uitkomst bekend: Niets." in words(figure.svg)
    assert figure.table.rows[1][1:] == ("niet bekend",) * 12


def test_the_table_has_every_probability() -> None:
    figure = class_probability_strips(letter_2012(), "nl")
    assert len(figure.table.header) == 13
    loner = next(row for row in figure.table.rows if row[0] == "Gewelddadige eenling")
    assert loner == (
        "Gewelddadige eenling", "hoog", "0%", "0%", "0%", "50%", "50%", "beperkt", "100%", "0%", "0%", "0%", "0%"
    )  # fmt: skip


def test_a_method_without_total_has_strips_of_likelihood_only() -> None:
    figure = class_probability_strips(replace(made_up(3), impact_axis=None))
    assert len(figure.table.header) == 7


@pytest.mark.parametrize("width", ["phone", "screen", "a4"])
def test_seventy_scenarios_fit_the_width(width: Width) -> None:
    figure = class_probability_strips(made_up(70), width=width)
    for rect in ElementTree.fromstring(figure.svg).iter(f"{SVG}rect"):
        assert float(rect.get("x", 0)) + float(rect.get("width", 0)) <= figure.width + 0.01
        assert float(rect.get("y", 0)) + float(rect.get("height", 0)) <= figure.height + 0.01
