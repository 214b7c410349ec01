# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from tests.figures.drawings import SVG, stays_inside, texts
from tests.figures.elicitations import example, made_up
from weerbaar.elicitation import Elicitation
from weerbaar.figures import Figure, FigureError, Width, range_graph


def circles(figure: Figure) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(figure.svg).iter(f"{SVG}circle"))


def test_a_mark_per_answer_hollow_without_weight() -> None:
    figure = range_graph(example(), "doden-bijlmer")
    fills = [c.get("fill") for c in circles(figure)]
    assert fills == ["#154273", "#ffffff", "#ffffff", "#ffffff", "#154273"]
    # on a logarithmic axis the middle of 20 and 80 is 40
    places = dict(zip([45, 110, 60, 28, 70], [float(c.get("cx", 0)) for c in circles(figure)], strict=True))
    ratio = (places[110] - places[60]) / (places[60] - places[28])
    assert ratio == pytest.approx(0.6061 / 0.7621, abs=2e-3)  # ln(110/60) / ln(60/28)
    assert "werkelijk: 43" in texts(figure)


def test_who_did_not_answer_keeps_a_row() -> None:
    shown = texts(range_graph(example(), "kans-onlusten"))
    assert "geen antwoord" in shown
    assert "kans binnen 5 jaar; logaritmische schaal" in shown
    assert "1%" in shown


@pytest.mark.parametrize("width", ["phone", "screen", "a4"])
@pytest.mark.parametrize("question", ["doel", "duur", "kans", "label"])
@pytest.mark.parametrize(("count", "long_names"), [(4, False), (30, True)])
def test_everything_stays_on_the_sheet(width: Width, question: str, count: int, long_names: bool) -> None:
    found: Elicitation = made_up(count, long_names=long_names)
    figure = range_graph(found, question, "nl", width)
    stays_inside(figure)
    rows = len(figure.table.rows)
    assert rows == count + 2 + (question in ("kans", "label"))


def test_english_has_no_dutch() -> None:
    for result in example().questions:
        shown = " ".join(texts(range_graph(example(), result.question.id, "en")))
        assert not re.search(r"\b(van|tot|gewicht|geen|werkelijk|mediaan)\b", shown)


def test_labels_have_columns_and_bars() -> None:
    figure = range_graph(example(), "onrust-wapens")
    shown = texts(figure)
    assert [s for s in shown if s in ("X", "A", "B", "C", "D", "E")] == ["X", "A", "B", "C", "D", "E"]
    bars = [r for r in ElementTree.fromstring(figure.svg).iter(f"{SVG}rect") if r.get("fill") == "#154273"]
    assert len(bars) == 3 + 4  # B, C, D with performance weights; A too with equal ones


def test_an_unknown_question() -> None:
    with pytest.raises(FigureError, match="is not in this study"):
        range_graph(example(), "niets")


def test_the_drawing_becomes_a_picture() -> None:
    figure = range_graph(example(), "doden-eenling", width="phone")
    assert figure.id == "antwoorden-doden-eenling"
    assert figure.png(0.5).startswith(b"\x89PNG")
