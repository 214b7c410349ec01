# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from tests.figures.drawings import SVG, stays_inside, texts
from tests.figures.rounds import IMPACT, LIKELIHOOD, a_round, judged, made_up, scenario
from weerbaar.assessment import Assessment
from weerbaar.base import Text
from weerbaar.figures import FigureError, NoTotalError, Width, weighting_effect

NAMES = (
    Text(nl="gelijke gewichten", en="equal weights"),
    Text(nl="gewichten naar prestatie", en="performance weights"),
)


def one(likelihood: float, impact: float = 0.05) -> Assessment:
    still = scenario("b", "Blijft", "threat", likelihood=judged(LIKELIHOOD, 0.3, 2), impact=judged(IMPACT, 0.2, 2))
    open_ = scenario("c", "Onbekend", impact=judged(IMPACT, 0.2, 2))
    moving = scenario("a", "Schuift", likelihood=judged(LIKELIHOOD, likelihood, 2), impact=judged(IMPACT, impact, 1.5))
    return a_round([moving, still, open_])


def marks(svg: str, fill: str) -> int:
    return sum(e.get("fill") == fill for e in ElementTree.fromstring(svg).iter())


def test_an_arrow_from_the_first_place_to_the_second() -> None:
    figure = weighting_effect(one(0.02), one(0.001), NAMES)
    dashed = [e for e in ElementTree.fromstring(figure.svg).iter() if e.get("stroke-dasharray") == "3 2"]
    assert len(dashed) == 2  # the place before, and the sign in the key
    hollow = next(e for e in dashed if float(e.get("r", 0)) == 5 and float(e.get("cx", 0)) > 50)
    filled = next(
        e
        for e in ElementTree.fromstring(figure.svg).iter(f"{SVG}circle")
        if e.get("fill") == "#154273" and float(e.get("cx", 0)) > 50
    )
    # one class is as wide as a factor of ten: 20 times less likely is 1.3 class to the left
    classes = (float(hollow.get("cx", 0)) - float(filled.get("cx", 0))) / ((960 - 2 * 14) / 5)
    assert 1.1 < classes < 1.35
    assert "1 van de 2 scenario's verplaatsen." in figure.description
    assert "Schuift: van waarschijnlijkheid C, impact C naar waarschijnlijkheid B, impact C." in figure.description
    assert "gelijke gewichten" in texts(figure)


def test_a_move_that_hardly_shows_has_no_arrow_and_the_key_says_so() -> None:
    figure = weighting_effect(one(0.02), one(0.0205), NAMES)
    assert not any(e.get("stroke-dasharray") == "3 2" for e in ElementTree.fromstring(figure.svg).iter())
    assert "zonder pijl: verschuift nauwelijks" in texts(figure)
    assert "de klassen blijven" in figure.description


def test_nothing_moves() -> None:
    figure = weighting_effect(one(0.02), one(0.02), NAMES, "en")
    assert "0 of 2 scenarios move." in figure.description
    assert "does not change" in texts(figure)
    assert not any("performance" in t for t in texts(figure))


def test_the_table_has_both_places_and_every_scenario() -> None:
    table = weighting_effect(one(0.02), one(0.001), NAMES, "en").table
    assert table.header[3:5] == ("Likelihood, equal weights", "Likelihood, equal weights, 5% to 95%")
    assert len(table.header) == 3 + 8
    assert table.rows[0][3].startswith("C, somewhat likely (2.0%)")
    assert table.rows[0][5].startswith("B, unlikely (0.10%)")
    assert table.rows[2][3] == "not known"


@pytest.mark.parametrize(
    ("width", "count"),
    [
        *((width, 4) for width in ("phone", "screen", "a4")),
        ("phone", 40),
        *(pytest.param(width, 40, marks=pytest.mark.thorough) for width in ("screen", "a4")),
    ],
)
def test_everything_stays_on_the_sheet(width: Width, count: int) -> None:
    first = made_up(count)
    moved = []
    for i, result in enumerate(first.scenarios):
        likelihood = result.likelihood
        assert likelihood is not None
        factor = (0.2, 1.0, 5.0)[i % 3]
        moved.append(replace(result, likelihood=replace(likelihood, value=min(0.9, likelihood.value * factor))))
    figure = weighting_effect(first, replace(first, scenarios=tuple(moved)), NAMES, "nl", width)
    stays_inside(figure)
    assert len(figure.table.rows) == count


def test_what_cannot_be_compared() -> None:
    with pytest.raises(FigureError, match="not of the same round"):
        weighting_effect(one(0.02), replace(one(0.02), round_id="ander"), NAMES)
    ranks = replace(one(0.02), impact_axis=None)
    with pytest.raises(NoTotalError):
        weighting_effect(ranks, ranks, NAMES)
