# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from tests.figures.drawn import outside, smallest_text, touching, words
from tests.figures.evacuations import study
from weerbaar.base import Lang
from weerbaar.figures import Width, plan_comparison


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("width", ["phone", "screen", "a4"])
def test_nothing_touches_or_leaves_the_drawing(width: Width, lang: Lang) -> None:
    figure = plan_comparison([study("nearest"), study("managed"), study("nearest", with_bound=False)], lang, width)
    assert touching(figure) == []
    assert outside(figure) == []
    assert smallest_text(figure) >= 11


def test_each_plan_has_its_hours_and_the_bound_comes_once() -> None:
    figure = plan_comparison([study("nearest"), study("managed")], "nl", "screen")
    assert [row[0] for row in figure.table.rows] == [
        "ieder naar de dichtstbijzijnde uitgang",
        "verkeer geleid volgens het plan",
        "geen plan eerder dan",
    ]
    last = [float(row[4].split()[0].replace(",", ".")) for row in figure.table.rows]
    assert last[0] == pytest.approx(2.0, abs=0.1)
    assert last[2] <= last[1] < last[0]
    assert {cell for row in figure.table.rows for cell in row} <= set(words(figure))
