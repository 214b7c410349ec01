# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from tests.evacuation.decision.threats import chain, option
from tests.figures.drawn import outside, smallest_text, touching, words
from tests.figures.evacuations import NONE, policy
from weerbaar.base import Lang
from weerbaar.evacuation.decision import decide_when
from weerbaar.figures import Width, decision_chart


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("width", ["phone", "screen", "a4"])
def test_nothing_touches_or_leaves_the_drawing(width: Width, lang: Lang) -> None:
    figure = decision_chart(policy(), lang, width)
    assert touching(figure) == []
    assert outside(figure) == []
    assert smallest_text(figure) >= 11


def test_it_waits_first_and_decides_when_the_forecast_is_high() -> None:
    figure = decision_chart(policy(), "nl", "screen")
    assert words(figure).count("A") == 2  # one cell and the key
    assert words(figure).count("–") == 3  # two cells and the key
    # Now 60 million; waiting costs half of 70 million.
    assert "€ 25 miljoen" in words(figure)
    assert figure.description.startswith("24 uur ervoor, bij hoog: leave.")
    assert len(figure.table.rows) == 3


def test_after_a_decision_waiting_brings_nothing_more() -> None:
    deadly = decide_when(chain(), (option("leave", (0, 90), (30e6, 30e6)),), NONE, 1e6)
    shown = words(decision_chart(deadly, "en", "screen"))
    assert {"−€ 20 million", "decided"} <= set(shown)


def test_a_policy_that_never_acts_says_so() -> None:
    never = decide_when(chain(), (option("leave", (0, 90), (30e6, 30e6)),), NONE, 0.0)
    assert decision_chart(never, "en").description.startswith("Nothing is ever decided.")
