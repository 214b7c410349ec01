# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from tests.figures.rounds import CODES, CRITERIA, a_round, made_up, scenario
from weerbaar.assessment import Contribution
from weerbaar.base import Text
from weerbaar.figures import FigureError, impact_profile
from weerbaar.figures.impact_profile import label_classes, label_place

SVG = "{http://www.w3.org/2000/svg}"


def one(state: str, label: str | None, lowest: str | None, highest: str | None, share: float = 0.5) -> Contribution:
    return Contribution("2.1", Text(nl="Doden", en="Fatalities"), state, label, lowest, highest, 1, 1, 1, share, 2)  # type: ignore[arg-type]


def drawing(*contributions: Contribution) -> ElementTree.Element:
    return ElementTree.fromstring(
        impact_profile(a_round([scenario("x", "Proef", contributions=contributions)]), "x").svg
    )


def words(root: ElementTree.Element) -> list[str]:
    return [t.text or "" for t in root.iter(f"{SVG}text")]


def bar_width(root: ElementTree.Element) -> float:
    return max((float(r.get("width", 0)) for r in root.iter(f"{SVG}rect") if r.get("fill") == "#154273"), default=0)


@pytest.mark.parametrize(
    ("label", "place"), [("A", 1), ("E", 5), ("D hoog", 4.35), ("B laag", 1.65), ("X", None), (None, None), ("F", None)]
)
def test_places_of_labels(label: str | None, place: float | None) -> None:
    assert label_place(label, CODES) == place


def test_a_bar_is_as_many_steps_as_its_class() -> None:
    steps = []
    for code in CODES:
        root = drawing(one("judged", code, code, code))
        # the bar in the key is 26 wide
        bars = [float(r.get("width", 0)) for r in root.iter(f"{SVG}rect") if r.get("fill") == "#154273"]
        steps.append(bars[0])
    assert [step / steps[0] for step in steps] == pytest.approx([1, 2, 3, 4, 5], abs=0.01)


def test_absent_is_not_zero() -> None:
    missing = drawing(one("missing", None, None, None))
    assert "niet beoordeeld" in words(missing)
    assert bar_width(missing) == 0
    crossed = drawing(one("not applicable", "X", "X", "X"))
    assert "X niet van toepassing" in [w.replace("  ", " ") for w in words(crossed)]
    assert "niet beoordeeld" not in words(crossed)
    judged_none = drawing(one("judged", "X", "X", "E", 0.0))
    assert "X" in words(judged_none)
    assert "0%" in words(judged_none)
    assert "niet beoordeeld" not in words(judged_none)


def test_experts_who_differ_are_shown_as_a_range_of_expected_labels() -> None:
    root = drawing(one("judged", "B-D", "A", "E"))
    assert "B–D" in words(root)
    assert "deskundigen verschillen" in words(root)


def test_the_table_says_the_same_and_the_figure_is_one_image() -> None:
    figure = impact_profile(made_up(3), "s2", "nl")
    assert [row[0] for row in figure.table.rows] == [id_ for id_, _, _ in CRITERIA]
    assert figure.table.rows[0][2:6] == ("X (niet van toepassing)", "–", "–", "–")
    assert figure.table.rows[1][2] == "niet beoordeeld"
    assert figure.table.rows[2][5] == "12%"
    assert 'role="img"' in figure.svg
    assert "2.1 Doden: " in figure.description
    assert impact_profile(made_up(3), "s2", "en").table.rows[1][2] == "not judged"


def test_unknown_scenario_is_refused() -> None:
    with pytest.raises(FigureError, match='"nee"'):
        impact_profile(made_up(2), "nee")


def test_a_scenario_without_judgements_says_so() -> None:
    figure = impact_profile(a_round([scenario("x", "Proef")]), "x")
    assert figure.description.endswith("Er zijn geen oordelen per criterium.")
    assert figure.table.rows == ()


def test_classes_without_a_total_come_from_the_labels() -> None:
    ones = scenario("x", "Proef", contributions=(one("judged", "4", "2", "4"),))
    assert label_classes(a_round([ones], impact_axis=None)) == ("1", "2", "3", "4", "5")
    assert label_classes(replace(made_up(2), impact_axis=None)) == CODES
    odd = scenario("x", "Proef", contributions=(one("judged", "hoog", "laag", "hoog"),))
    assert label_classes(a_round([odd], impact_axis=None)) == ("hoog", "laag")
