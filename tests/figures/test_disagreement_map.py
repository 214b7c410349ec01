# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from tests.figures.drawn import elements, outside, smallest_text, touching, words
from tests.figures.sensitivities import estimate, fixed, made_up
from weerbaar.assessment import Sensitivity
from weerbaar.base import Lang
from weerbaar.figures import FigureError, Width, disagreement_map
from weerbaar.figures.disagreement_map import interval_words
from weerbaar.figures.palette import QUIET_FILL, ramp


def two_cells() -> Sensitivity:
    """One scenario whose impact depends for 80% on who is right on 1.1, half of that alone, and 20% on the range."""
    found = made_up(1, weights=False, likelihood=False)
    axis = found.disagreement.impact
    assert axis is not None
    total = np.zeros_like(axis.total.value)
    total[:2, 0] = 0.8, 0.2
    first = np.zeros_like(total)
    first[:2, 0] = 0.4, 0.2
    own = replace(axis, total=estimate(total), first=estimate(first), mean_total=total[:, 0], mean_first=first[:, 0])
    return replace(found, disagreement=replace(found.disagreement, impact=own))


@pytest.mark.parametrize("lang", ["nl", pytest.param("en", marks=pytest.mark.thorough)])
@pytest.mark.parametrize("width", ["phone", "screen", "a4"])
@pytest.mark.parametrize("count", [1, 4, 70])
def test_nothing_touches_or_leaves_the_drawing(count: int, width: Width, lang: Lang) -> None:
    figure = disagreement_map(made_up(count), lang, width)
    assert touching(figure) == []
    assert outside(figure) == []
    assert smallest_text(figure) >= 11


def test_shade_is_the_total_and_the_bar_is_the_part_alone() -> None:
    figure = disagreement_map(two_cells(), "nl", "screen")
    shown = words(figure)
    assert shown.count("80") == 2
    assert shown.count("20") == 2
    rects = elements(figure, "rect")
    dark = [r for r in rects if r.get("fill") == ramp(1.0) and float(r.get("height", 0)) > 14]
    light = [r for r in rects if r.get("fill") == ramp(0.5) and float(r.get("width", 0)) > 25]
    assert len(dark) == len(light) == 2
    bars = sorted(float(r.get("width", 0)) for r in rects if float(r.get("height", 0)) == 2.5)[1:]
    assert bars == pytest.approx([15.5, 15.5, 31.0, 31.0])


def test_table_has_totals_intervals_and_first_order_shares() -> None:
    table = disagreement_map(two_cells()).table
    assert table.header[4] == "Interval (95%)"
    assert [row[2:] for row in table.rows] == [
        ("1.1 Aantasting van de integriteit van het grondgebied: wie heeft gelijk", "80%", "78% tot 82%", "40%"),
        (
            "1.1 Aantasting van de integriteit van het grondgebied: spreiding binnen een oordeel",
            "20%",
            "18% tot 22%",
            "20%",
        ),
    ]


def test_questions_that_matter_nowhere_are_named_and_not_drawn() -> None:
    shown = words(disagreement_map(made_up(4), "nl", "screen"))
    assert "2.3" not in shown
    assert any("Nergens van belang (minder dan 1%): 2.3." in w for w in shown)
    assert {"W", "P", "5.3"} <= set(shown)


def test_a_scenario_without_spread_is_grey_and_said_to_be_fixed() -> None:
    figure = disagreement_map(made_up(4), "nl", "screen")
    grey = [r for r in elements(figure, "rect") if r.get("fill") == QUIET_FILL]
    assert len(grey) == 9 * 2 + 1
    assert any("Grijs: ligt vast." in w for w in words(figure))
    assert all(row[0] != "Hitte en droogte" or row[1] == "waarschijnlijkheid" for row in figure.table.rows)


def test_rows_stand_in_the_order_of_the_ranks_below_the_mean() -> None:
    found = made_up(4)
    shown = words(disagreement_map(found, "en", "screen"))
    names = [w for w in shown if w.startswith("Scenario ") or w == "On average"]
    assert names == ["On average", *(r.title.in_("en") for r in found.ranks)]


def test_seventy_scenarios_have_shades_only_and_codes_again_at_the_foot() -> None:
    figure = disagreement_map(made_up(70), "nl", "a4")
    shown = words(figure)
    assert shown.count("5.3") == 3
    assert not any(w.isdigit() for w in shown)


def test_description_names_the_heaviest_factor_of_each_axis() -> None:
    text = disagreement_map(two_cells()).description
    assert "1.1 Aantasting van de integriteit van het grondgebied: wie heeft gelijk (80%)" in text
    assert "waarschijnlijkheid het zwaarst" not in text


def test_without_spread_there_is_nothing_to_draw() -> None:
    found = made_up(3, likelihood=False)
    assert found.disagreement.impact is not None
    still = replace(found.disagreement, impact=fixed(found.disagreement.impact))
    with pytest.raises(FigureError, match="No scenario has any spread"):
        disagreement_map(replace(found, disagreement=still))


@pytest.mark.parametrize(
    ("low", "high", "said"), [(-0.1, 0.25, "0% tot 25%"), (0.9, 1.2, "90% tot 100%"), (math.nan, 1.0, "onbekend")]
)
def test_intervals_stay_between_nothing_and_everything(low: float, high: float, said: str) -> None:
    assert interval_words(low, high, "nl") == said
