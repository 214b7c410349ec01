# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from xml.etree import ElementTree

import pytest

from tests.figures.drawings import SVG, stays_inside, texts
from tests.figures.elicitations import example, made_up
from weerbaar.figures import Width, expert_scores


def test_the_table_holds_every_score() -> None:
    table = expert_scores(example()).table
    assert table.header == ("Nr.", "Wie", "Kalibratie", "Informatie", "Gewicht")
    assert [row[0] for row in table.rows] == ["1", "2", "3", "4", "5", "P", "G"]
    assert table.rows[0][2:] == ("0,59", "0,92", "66%")
    assert table.rows[1][2] == "< 0,000001"
    assert table.rows[5][4] == "niet van toepassing"


def test_more_calibration_is_higher_and_more_information_further_right() -> None:
    figure = expert_scores(example(), width="screen")
    marks = list(ElementTree.fromstring(figure.svg).iter(f"{SVG}circle"))
    one, two, three = marks[0], marks[1], marks[2]
    assert float(one.get("cy", 0)) < float(three.get("cy", 0)) < float(two.get("cy", 0))
    assert float(three.get("cx", 0)) < float(one.get("cx", 0)) < float(two.get("cx", 0))
    assert one.get("fill") != two.get("fill")  # with and without weight
    assert "drempel 0,59" in texts(figure)


def test_a_mark_that_gives_way_stays_at_its_own_height() -> None:
    drawn = ElementTree.fromstring(expert_scores(example(), width="a4").svg).iter(f"{SVG}text")
    heights: dict[str | None, float] = {}
    for element in drawn:  # of the mark, which comes before the name in the key
        heights.setdefault(element.text, float(element.get("y", 0)))
    # 0.59 and 0.69 with almost the same information: the pooled answer is the higher one
    assert heights["P"] < heights["5"]


def test_with_equal_weights_there_is_no_cut_off_and_one_pooled_answer() -> None:
    figure = expert_scores(made_up(4, weighting="equal"))
    assert not any("drempel" in t for t in texts(figure))
    assert [row[0] for row in figure.table.rows] == ["1", "2", "3", "4", "P"]


@pytest.mark.parametrize("width", ["phone", "screen", "a4"])
@pytest.mark.parametrize(("count", "long_names"), [(4, False), (30, True)])
def test_everything_stays_on_the_sheet(width: Width, count: int, long_names: bool) -> None:
    stays_inside(expert_scores(made_up(count, long_names=long_names), "en", width))


def test_the_description_gives_the_pooled_scores() -> None:
    said = expert_scores(example(), "en").description
    assert "2 of 5 experts have weight." in said
    assert "Pooled, performance weights: calibration 0.69, information 0.47." in said
