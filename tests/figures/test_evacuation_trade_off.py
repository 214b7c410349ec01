# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from tests.figures.drawn import outside, smallest_text, touching
from tests.figures.evacuations import steps
from weerbaar.base import Lang
from weerbaar.figures import FigureError, Width, trade_off_chart


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("width", ["phone", "screen", "a4"])
def test_nothing_touches_or_leaves_the_drawing(width: Width, lang: Lang) -> None:
    figure = trade_off_chart(steps(), lang, width)
    assert touching(figure) == []
    assert outside(figure) == []
    assert smallest_text(figure) >= 11


def test_steps_are_fewer_deaths_for_more_money() -> None:
    # Never: half of 100. Wait a day: half of 10, for half of 60 million. Now: nobody, for 60 million.
    rows = trade_off_chart(steps(), "nl").table.rows
    assert [row[:3] for row in rows] == [
        ("€ 0", "50,0", "€ 0"),
        ("€ 1,0 miljoen", "5,00", "€ 30 miljoen"),
        ("€ 100 miljoen", "0", "€ 60 miljoen"),
    ]


def test_policies_that_lead_to_the_same_are_one_step() -> None:
    one = steps()[1]
    assert len(trade_off_chart([one, one], "en").table.rows) == 1
    with pytest.raises(FigureError, match="no policy"):
        trade_off_chart([])
