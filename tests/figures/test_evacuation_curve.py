# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest

from tests.evacuation.study.two_ways import NETWORK, leaving
from tests.figures.drawn import elements, outside, smallest_text, touching, words
from tests.figures.evacuations import ensemble, study
from weerbaar.base import Lang
from weerbaar.evacuation.study import Settings, make_study
from weerbaar.figures import Figure, FigureError, Width, evacuation_curve
from weerbaar.figures.palette import HAZARD, THREAT, THREAT_SOFT


def _line(figure: Figure, **attributes: str) -> list[tuple[float, float]]:
    found = [e for e in elements(figure, "path") if all(e.get(k.replace("_", "-")) == v for k, v in attributes.items())]
    assert len(found) == 1
    return [tuple(map(float, pair.split())) for pair in found[0].get("d", "")[1:].rstrip("Z").split("L")]  # type: ignore[misc]


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("width", ["phone", "screen", "a4"])
def test_nothing_touches_or_leaves_the_drawing(width: Width, lang: Lang) -> None:
    plans = [study("nearest"), study("managed"), study("nearest", with_bound=False)]
    figure = evacuation_curve(plans, lang, width, ensemble=ensemble(), water_h=0.75)
    assert touching(figure) == []
    assert outside(figure) == []
    assert smallest_text(figure) >= 11


def test_the_line_is_the_simulation_and_lies_below_the_bound() -> None:
    figure = evacuation_curve([study("nearest")], "nl", "screen")
    line = _line(figure, fill="none", stroke=HAZARD)
    best = _line(figure, fill="none", stroke_width="1.6")
    assert all(y >= edge - 1 for (_, y), (_, edge) in zip(line, best, strict=True))
    # Half are out after half of the time that the last needs: the way is full from begin to end.
    ys = np.array([y for _, y in line])
    half = int(np.argmin(np.abs(ys - (ys[0] + ys[-1]) / 2)))
    assert half / len(ys) == pytest.approx(0.5, abs=0.05)


def test_who_is_left_when_the_water_comes_is_told() -> None:
    # 3,000 vehicles of 2.5 people, 1,500 vehicles an hour: after an hour about half are out.
    figure = evacuation_curve([study("nearest")], "nl", "screen", water_h=1.0)
    (said,) = [word for word in words(figure) if "als het water komt" in word]
    left = float(said.rsplit(" ", 1)[1].replace(".", ""))
    assert left == pytest.approx(3750, rel=0.05)
    assert said.rsplit(" ", 1)[1] in figure.description
    assert "het water komt na 1,0 uur" in words(figure)


def test_a_bound_that_was_not_asked_is_not_drawn() -> None:
    assert "kan geen plan halen" in words(evacuation_curve([study("nearest")]))
    without = evacuation_curve([study("nearest", with_bound=False)])
    assert "kan geen plan halen" not in words(without)
    assert without.table.header == ("Uur", "ieder naar de dichtstbijzijnde uitgang")


def test_the_band_holds_nine_tenths_of_the_draws() -> None:
    figure = evacuation_curve([study("nearest")], "nl", "screen", ensemble=ensemble())
    (band,) = [e for e in elements(figure, "path") if e.get("fill") == THREAT_SOFT]
    assert band.get("fill-opacity") == "0.4"
    assert "5 tot 95% van 8 trekkingen van het eerste plan" in words(figure)
    assert figure.caption.endswith(f"{study('nearest').record.id}, {ensemble().record.id}")
    assert "kan geen plan halen, met wegen en mensen als geraamd" in words(figure)


@pytest.mark.parametrize("band", [False, True])
def test_the_marks_of_one_plan_lie_on_the_lines_of_the_shares(band: bool) -> None:
    figure = evacuation_curve([study("nearest")], "nl", "screen", ensemble=ensemble() if band else None)
    lines = sorted(float(e.get("y1", 0)) for e in elements(figure, "line") if e.get("stroke-dasharray") == "1 4")
    marks = sorted(float(e.get("cy", 0)) for e in elements(figure, "circle"))[-3:]
    assert marks == pytest.approx(lines, abs=0.02)


def test_the_table_ends_with_everybody() -> None:
    table = evacuation_curve([study("nearest"), study("managed")], "en").table
    assert table.rows[0] == ("0", "0", "0", "0")
    assert table.rows[-1][1:] == ("7,500", "7,500", "7,500")


@pytest.mark.parametrize("count", [0, 6])
def test_as_many_plans_as_can_be_told_apart(count: int) -> None:
    with pytest.raises(FigureError, match="1 to 5 plans"):
        evacuation_curve([study("nearest")] * count)


def test_the_line_ends_where_the_calculation_does() -> None:
    stopped = make_study(NETWORK, leaving(3000), Settings(routing="nearest", bin_s=300, horizon_s=1800.0))
    figure = evacuation_curve([stopped, study("managed")], "nl", "screen")
    assert "Aan het einde van de berekening zijn" in " ".join(words(figure))
    line, whole = _line(figure, fill="none", stroke=HAZARD), _line(figure, fill="none", stroke=THREAT)
    last_h = study("managed").outcome.clearance().last_h
    assert last_h is not None
    assert line[0][0] == pytest.approx(whole[0][0])
    across = whole[-1][0] - whole[0][0]
    assert (line[-1][0] - line[0][0]) / across == pytest.approx(0.5 / (1.03 * last_h), abs=0.02)
