# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.figures.svg import document, element, group, lines, path, short, text
from weerbaar.figures.textmetrics import text_width


@pytest.mark.parametrize(("value", "shown"), [(1, "1"), (1.5, "1.5"), (1.239, "1.24"), (-0.001, "0"), (100.0, "100")])
def test_coordinates_are_short(value: float, shown: str) -> None:
    assert short(value) == shown


def test_underscores_become_hyphens_and_none_is_left_out() -> None:
    assert element("rect", stroke_width=2, viewBox="0 0 1 1", fill=None).render() == (
        '<rect stroke-width="2" viewBox="0 0 1 1"/>'
    )


def test_text_and_attributes_are_escaped() -> None:
    drawn = group(element("text", "<script>alert(1)</script> & \"'"), aria_label='"><script>').render()
    assert "<script>" not in drawn
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp;" in drawn
    assert ElementTree.fromstring(drawn).get("aria-label") == '"><script>'


@given(st.text(max_size=40))
def test_any_text_survives_as_valid_xml(words: str) -> None:
    root = ElementTree.fromstring(element("g", element("text", words, aria_label=words)).render())
    assert root[0].tag == "text"


def test_text_carries_its_measured_width() -> None:
    drawn = text(10, 20, "Pandemie", 12, weight=600)
    assert float(drawn.attributes["textLength"]) == pytest.approx(text_width("Pandemie", 12, 600), abs=0.01)
    assert "textLength" not in text(10, 20, "שלום עולם", 12).attributes


def test_lines_stand_one_leading_apart() -> None:
    assert [line.attributes["y"] for line in lines(0, 10, ["a", "b", "c"], 12, 15)] == ["10", "25", "40"]


def test_path_through_points() -> None:
    assert path([(0, 0), (1.5, 2)], closed=True).attributes["d"] == "M0 0L1.5 2Z"


def test_document_names_and_describes_itself() -> None:
    root = ElementTree.fromstring(document("proef", 100, 50, "Titel", "Wat er staat", "nl", [], focusable=True))
    space = "{http://www.w3.org/2000/svg}"
    assert root.get("role") == "graphics-document"
    assert root.get("lang") == "nl"
    assert root.get("aria-labelledby") == root.find(f"{space}title").get("id") == "proef-title"  # type: ignore[union-attr]
    assert root.find(f"{space}desc").text == "Wat er staat"  # type: ignore[union-attr]
    assert document("x", 1, 1, "a", "b", "nl", []).count('role="img"') == 1
