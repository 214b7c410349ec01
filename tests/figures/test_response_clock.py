# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import datetime
import math

import pytest

from tests.capability.cooperation.registers import ON, own, register, request, unit
from tests.figures.drawn import elements, outside, smallest_text, touching, words
from weerbaar.base import Lang
from weerbaar.capability.cooperation import Answer, load_cooperation, who_may
from weerbaar.figures import Figure, FigureError, Width
from weerbaar.figures.palette import HAZARD, HAZARD_SOFT
from weerbaar.figures.response_clock import LAST_HOUR, MOST_ROWS, response_clock

EXAMPLE = load_cooperation("voorbeeld-capaciteiten")


def asking(at_h: float = 6.0, on: datetime.date = ON) -> Answer:
    return who_may(EXAMPLE, "nuclear-threat", at_h, on=on)


@pytest.mark.parametrize("lang", ["nl", pytest.param("en", marks=pytest.mark.thorough)])
@pytest.mark.parametrize("width", ["phone", "screen", "a4"])
@pytest.mark.parametrize("at_h", [0, 6, 71, 500])
def test_nothing_touches_or_leaves_the_drawing(at_h: float, width: Width, lang: Lang) -> None:
    figure = response_clock(asking(at_h), lang, width)
    assert touching(figure) == []
    assert outside(figure) == []
    assert smallest_text(figure) >= 11


def test_the_inventory_fits_too() -> None:
    answer = who_may(load_cooperation(), "nuclear-threat", 6, on=datetime.date(2024, 1, 1))
    for width in ("phone", "a4"):
        figure = response_clock(answer, "en", width)  # type: ignore[arg-type]
        assert touching(figure) == []
        assert outside(figure) == []
    assert "Nog te controleren tegen de wettekst." in words(response_clock(answer))


def bars(figure: Figure, fill: str) -> list[tuple[float, float]]:
    """Left and right end of every bar of a colour, as a share of the axis; the keys stand left of it."""
    ticks = sorted({float(e.get("x1", 0)) for e in elements(figure, "line") if e.get("x1") == e.get("x2")})
    left, right = ticks[0], ticks[-1]
    found = [
        (float(r.get("x", 0)), float(r.get("width", 0))) for r in elements(figure, "rect") if r.get("fill") == fill
    ]
    return [((x - left) / (right - left), (x + w - left) / (right - left)) for x, w in found if w > 21 or x > left]


def place(hour: float) -> float:
    return math.log1p(hour) / math.log1p(LAST_HOUR)


def test_bars_stand_at_the_hours_of_the_answer() -> None:
    given = register(
        ["a", "b"],
        [own("a", 1.0), request("x", "a", ("a", "b", 2.0))],
        [unit("u", "b", arrival_h=5, self_sufficient_h=20, agreements=["x"])],
    )
    figure = response_clock(who_may(given, "nuclear-threat", 6, on=ON), "nl", "screen")
    assert bars(figure, HAZARD_SOFT)[-1] == pytest.approx((place(3), place(8)), abs=0.002)
    assert bars(figure, HAZARD)[-1] == pytest.approx((place(8), place(28)), abs=0.002)


def test_the_table_has_every_line_and_every_hour() -> None:
    answer = asking()
    figure = response_clock(answer)
    table = figure.table
    assert len(table.rows) == len(answer.powers) + len(answer.requests) + len(answer.units)
    assert (
        "eenheid",
        "Ontsmettingscompagnie van Defensie",
        "onderweg",
        "T+1",
        "T+2,5",
        "T+8,5",
        "T+56,5",
    ) in table.rows
    assert all(len(row) == len(table.header) and all(row) for row in table.rows)
    assert "Ter plaatse: Meetwagens van het meetbedrijf, CBRN-team van Defensie." in figure.description


def test_a_long_list_is_cut_in_the_drawing_and_says_so() -> None:
    units = [unit(f"u{k}", "a", arrival_h=1) for k in range(MOST_ROWS + 1)]
    figure = response_clock(who_may(register(["a"], [own("a")], units), "nuclear-threat", 6, on=ON), "nl", "screen")
    assert f"u{MOST_ROWS - 1}" in words(figure)
    assert f"u{MOST_ROWS}" not in words(figure)
    assert any(f"eerste {MOST_ROWS} regels" in w for w in words(figure))
    assert len(figure.table.rows) == 1 + len(units)


def test_confidential_is_said_in_the_drawing() -> None:
    whole = who_may(EXAMPLE, "nuclear-threat", 6, on=ON, confidential=True)
    assert any(w.startswith("VERTROUWELIJK") for w in words(response_clock(whole)))
    assert not any(w.startswith("VERTROUWELIJK") for w in words(response_clock(asking())))


def test_nothing_at_all_cannot_be_drawn() -> None:
    with pytest.raises(FigureError):
        response_clock(who_may(register(["a"], []), "nuclear-threat", 6, on=ON))
