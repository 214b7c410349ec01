# SPDX-License-Identifier: EUPL-1.2
"""Figures are drawn once, and shown in part."""

from __future__ import annotations

import re

import pytest

from weerbaar.figures import Figure, FigureTable
from weerbaar.workbench.results import drawing
from weerbaar.workbench.results.drawing import drawn, zoomed

FIGURE = Figure(
    id="f",
    title="t",
    description="d",
    svg='<svg viewBox="0 0 900 600"><g/></svg>',
    table=FigureTable("", (), ()),
    caption="",
    lang="nl",
    width=900,
    height=600,
)


def _view(svg: str) -> tuple[int, ...]:
    match = re.search(r'viewBox="([^"]*)"', svg)
    assert match is not None
    return tuple(int(part) for part in match.group(1).split())


def test_a_figure_is_drawn_once_and_the_oldest_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "_figures", {})
    monkeypatch.setattr(drawing, "_REMEMBERED", 2)
    made: list[str] = []

    def draw(name: str) -> Figure:
        return drawn(name, lambda: (made.append(name), FIGURE)[1])

    for name in ("a", "b", "a", "c", "a", "b"):
        draw(name)
    assert made == ["a", "b", "c", "b"]


def test_the_whole_is_shown_as_drawn() -> None:
    found = zoomed(FIGURE, None)
    assert found.svg == FIGURE.svg
    assert found.steps["in"] == (150, 70, 600, 400)
    assert found.steps["out"] is None


def test_a_part_keeps_the_shape_of_the_drawing_and_stays_inside() -> None:
    found = zoomed(FIGURE, (800, 500, 300, 50))
    assert _view(found.svg) == (600, 400, 300, 200)
    assert found.steps["whole"] is None
    assert found.steps["left"] == (525, 400, 300, 200)
    assert found.steps["right"] == (600, 400, 300, 200)
    assert found.steps["out"] == (450, 300, 450, 300)


def test_zooming_ends_at_the_deepest() -> None:
    view = zoomed(FIGURE, (0, 0, 10, 10)).steps["in"]
    assert view == (0, 0, 75, 50)
