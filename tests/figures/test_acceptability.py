# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from xml.etree import ElementTree

import pytest

from tests.figures.rounds import a_round, letter_2012, made_up, scenario
from weerbaar.assessment import Rank
from weerbaar.figures import FigureError, rank_acceptability
from weerbaar.figures.acceptability import likely_ranks

SVG = "{http://www.w3.org/2000/svg}"


def words(svg: str) -> list[str]:
    return [t.text or "" for t in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_few_scenarios_have_a_number_in_every_cell_that_counts() -> None:
    results = [
        scenario("a", "Eerste", rank=Rank(1.0, 1.25, (0.75, 0.25))),
        scenario("b", "Tweede", rank=Rank(2.0, 1.75, (0.25, 0.75))),
    ]
    figure = rank_acceptability(a_round(results))
    shown = words(figure.svg)
    assert shown.count("75") == 2
    assert shown.count("25") == 2
    assert figure.table.rows == (("Eerste", "1", "1,2", "75%", "25%"), ("Tweede", "2", "1,8", "25%", "75%"))


def test_the_best_expected_rank_is_on_top() -> None:
    results = [
        scenario("a", "Laag", rank=Rank(2.0, 1.9, (0.1, 0.9))),
        scenario("b", "Hoog", rank=Rank(1.0, 1.1, (0.9, 0.1))),
        scenario("c", "Onbekend"),
    ]
    figure = rank_acceptability(a_round(results))
    assert [row[0] for row in figure.table.rows] == ["Hoog", "Laag"]
    assert "Hoog met verwachte rang 1,1" in figure.description


def test_seventy_scenarios_have_shades_and_a_range() -> None:
    figure = rank_acceptability(made_up(70))
    assert len(figure.table.rows) == 70
    assert len(figure.table.header) == 4
    assert any(w.startswith("tint: kans van 0% tot") for w in words(figure.svg))
    rects = list(ElementTree.fromstring(figure.svg).iter(f"{SVG}rect"))
    assert all(float(r.get("x", 0)) + float(r.get("width", 0)) <= figure.width + 0.01 for r in rects)


def test_shared_ranks_are_shown_as_shared() -> None:
    results = [scenario(i, i, rank=Rank(1.5, 1.5, (0.5, 0.5))) for i in ("a", "b")]
    assert rank_acceptability(a_round(results)).table.rows[0][1:3] == ("1,5", "1,5")


@pytest.mark.parametrize(
    ("acceptability", "ranks"),
    [((1.0, 0.0, 0.0), (1, 1)), ((0.0, 0.0, 1.0), (3, 3)), ((0.04, 0.92, 0.04), (2, 2)), ((0.2, 0.6, 0.2), (1, 3))],
)
def test_ranks_that_hold_ninety_percent(acceptability: tuple[float, ...], ranks: tuple[int, int]) -> None:
    assert likely_ranks(acceptability) == ranks


def test_without_ranks_there_is_nothing_to_draw() -> None:
    with pytest.raises(FigureError, match="No scenario has a rank"):
        rank_acceptability(letter_2012())
