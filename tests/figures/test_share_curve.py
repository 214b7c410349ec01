# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import math

import pytest

from tests.figures.drawn import elements, outside, smallest_text, touching, words
from weerbaar.alerting.cells import Curve, CurvePoint
from weerbaar.base import Lang
from weerbaar.figures import Figure, Width, share_curve
from weerbaar.figures.palette import HAZARD, THREAT


def _curve(size: float = 103.0, *, synthetic: bool = False) -> Curve:
    points = (
        CurvePoint(k / 20, 1100 - 50 * k, size * math.exp(-k / 6), size / 60 + size * (k / 20) ** 3) for k in range(21)
    )
    return Curve(tuple(points), size, None, 50.0, synthetic)


def _line(figure: Figure, colour: str) -> list[tuple[float, float]]:
    (drawn,) = [e for e in elements(figure, "g") if e.get("stroke") == colour]
    return [tuple(map(float, pair.split())) for pair in drawn[0].get("d", "")[1:].split("L")]  # type: ignore[misc]


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("width", ["phone", "screen", "a4"])
@pytest.mark.parametrize("size", [0.004, 0.7, 103.0, 41_526.0])
@pytest.mark.parametrize("share", [0.0, 0.25, 1.0])
def test_nothing_touches_or_leaves_the_drawing(size: float, share: float, width: Width, lang: Lang) -> None:
    figure = share_curve(_curve(size, synthetic=True), share, lang, width)
    assert touching(figure) == []
    assert outside(figure) == []
    assert smallest_text(figure) >= 11


def test_points_stand_where_they_are() -> None:
    figure = share_curve(_curve(), 0.25, "nl", "screen")
    outside_line, unserved = _line(figure, THREAT), _line(figure, HAZARD)
    assert len(outside_line) == len(unserved) == 21
    xs = [x for x, _ in outside_line]
    assert xs[10] == pytest.approx((xs[0] + xs[20]) / 2, abs=0.02)
    # Km² per pixel is the same for both lines.
    per_pixel = (103 - 103 * math.exp(-20 / 6)) / (outside_line[20][1] - outside_line[0][1])
    assert (unserved[0][1] - unserved[20][1]) * per_pixel == pytest.approx(103, rel=0.01)
    (dot,) = [e for e in elements(figure, "circle") if float(e.get("cy", 0)) > 40]
    assert (float(dot.get("cx", 0)), float(dot.get("cy", 0))) == pytest.approx(outside_line[5], abs=0.02)


def test_lines_differ_in_more_than_colour() -> None:
    drawn = elements(share_curve(_curve(), 0.5), "g")
    assert len({e.get("stroke-dasharray") for e in drawn}) == 2


def test_the_chosen_share_is_told_in_words_and_figures() -> None:
    figure = share_curve(_curve(), 0.26, "nl", "screen")
    assert {"buiten het gebied te horen: 44,8 km²", "erbinnen zonder bericht: 3,3 km²", "gekozen deel: 25%"} <= set(
        words(figure)
    )
    assert figure.description.startswith("Bij 25%: buiten het gebied te horen: 44,8 km²")
    assert figure.table.rows[0] == ("0%", "1.100", "103,0", "1,7")
    assert len(figure.table.rows) == 21


def test_made_up_cells_are_named_so() -> None:
    assert "Verzonnen zendcellen of inwoners." in words(share_curve(_curve(synthetic=True), 0.0))
    assert "Verzonnen zendcellen of inwoners." not in words(share_curve(_curve(), 0.0))


def test_an_area_that_no_cell_leaves_has_a_flat_line() -> None:
    flat = Curve(tuple(CurvePoint(k / 20, 3, 0.0, 0.0) for k in range(21)), 1.0, None, 50.0, synthetic=False)
    figure = share_curve(flat, 0.0)
    assert {y for _, y in _line(figure, THREAT)} == {y for _, y in _line(figure, HAZARD)}
