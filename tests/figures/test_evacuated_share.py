# SPDX-License-Identifier: EUPL-1.2
"""The share that is out by lead time: both lines and what was published, in words and as a table too."""

from __future__ import annotations

import numpy as np
import pytest

from weerbaar.base import Lang
from weerbaar.evacuation.flood import published
from weerbaar.figures import Width, evacuated_share

LEAD_H = np.linspace(0.0, 96.0, 25)
PLAN = np.clip((LEAD_H - 12) / 60, 0, 0.9)[:, None] * np.array([[0.9, 1.0, 1.1]])
BEST = np.clip((LEAD_H - 6) / 48, 0, 1.0)[:, None] * np.ones((1, 3))


@pytest.mark.parametrize("width", ["phone", "screen", "a4"])
@pytest.mark.parametrize(("lang", "words"), [("nl", "dit plan"), ("en", "this plan")])
def test_it_is_drawn_at_every_width_in_both_languages(width: Width, lang: Lang, words: str) -> None:
    drawn = evacuated_share(LEAD_H, PLAN, BEST, published("fraction_by_lead_time", water="river"), lang, width)
    assert words in drawn.svg
    assert ("gepubliceerd" if lang == "nl" else "published") in drawn.svg
    assert drawn.table.header[-1] == ("Ten hoogste" if lang == "nl" else "At most")


def test_it_says_in_words_what_the_end_and_the_middle_are() -> None:
    drawn = evacuated_share(LEAD_H, PLAN, None)
    assert "Met 96 uur tussen besluit en doorbraak is 90% van de mensen weg" in drawn.description
    assert "met de helft van die tijd 60%" in drawn.description
    assert drawn.table.rows[0][:2] == ("0", "0%")
    assert len(drawn.table.header) == len(drawn.table.rows[0]) == 4
    assert "geen plan is beter" not in drawn.svg
    assert "gepubliceerd" not in drawn.svg
