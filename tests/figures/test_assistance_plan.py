# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace

import pytest

from tests.capability.assistance.situations import line, random_situation, situation, source, text
from tests.figures.drawn import elements, outside, smallest_text, touching, words
from weerbaar.base import Lang
from weerbaar.capability.assistance import AssistanceStudy, study_assistance
from weerbaar.figures import FigureError, Width
from weerbaar.figures.assistance_plan import assistance_plan, helper_letters


def small() -> AssistanceStudy:
    helpers = (
        source("m", "police", 0, 1, 50, ("riot",), 3, from_duty=True),
        source("k", "kmar", 1, 1, 40, ("riot", "basic"), 3),
    )
    lines = [line(r, s, 0, 60) for r in range(6) for s in range(3)] + [line(0, 1, 1, 3)]
    return study_assistance(situation([[70] * 3] * 6, tuple(lines), helpers), draws=100, what_ifs=False)


def large() -> AssistanceStudy:
    made = random_situation(4, 25, 9, 0)
    short = tuple(replace(p, name=text(f"Veiligheidsregio nummer {i}")) for i, p in enumerate(made.places))
    made = replace(made, places=short, officers=made.officers // 2)
    return study_assistance(made, draws=100, what_ifs=False, without=["police"])


STUDIES = {"small": small(), "large": large()}


@pytest.mark.parametrize("lang", ["nl", pytest.param("en", marks=pytest.mark.thorough)])
@pytest.mark.parametrize("width", ["phone", "screen", "a4"])
@pytest.mark.parametrize("size", ["small", "large"])
def test_nothing_touches_or_leaves_the_drawing(size: str, width: Width, lang: Lang) -> None:
    for task in ("basic", "riot"):
        figure = assistance_plan(STUDIES[size], task, lang, width)
        assert touching(figure) == []
        assert outside(figure) == []
        assert smallest_text(figure) >= 11


def test_amounts_letters_and_shortage_stand_in_the_cell() -> None:
    figure = assistance_plan(STUDIES["small"], "riot", "nl", "phone")
    shown = words(figure)
    assert "K1" in shown
    assert "−2" in shown or "−1" in shown
    assert shown.count("–") == 2
    dashed = [r for r in elements(figure, "rect") if r.get("stroke-dasharray")]
    assert len(dashed) == 2


def test_bars_are_as_long_as_the_demand() -> None:
    lines = (line(0, 0, 0, 100), line(1, 0, 0, 50))
    study = study_assistance(situation([[100], [50]], lines), draws=100, what_ifs=False)
    bars = [
        float(r.get("width", 0))
        for r in elements(assistance_plan(study, "basic", "nl", "screen"), "rect")
        if r.get("height") == "9" and float(r.get("width", 0)) > 20
    ]
    assert bars[1] / bars[0] == pytest.approx(0.5, abs=0.01)


def test_table_says_the_same() -> None:
    study = STUDIES["small"]
    table = assistance_plan(study, "riot", "nl").table
    assert len(table.rows) == 1
    assert table.rows[0][:3] == ("Regio 0", "d1", "3 pelotons")
    assert table.header[-2:] == ("Tekort", "Kans op tekort")
    assert float(table.rows[0][-2]) == study.plan.shortage[0, 1, 1]


def test_a_task_that_nobody_asks_for_cannot_be_drawn() -> None:
    with pytest.raises(FigureError):
        assistance_plan(STUDIES["small"], "logistics")


def test_letters_are_all_different() -> None:
    names = [text(n) for n in ("politie elders", "particuliere beveiliging", "politie", "p", "1")]
    found = helper_letters(names, "nl")
    assert found[:2] == ["P", "B"]
    assert len(set(found)) == 5
