# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace

import pytest

from tests.figures.drawn import elements, outside, smallest_text, touching, words
from tests.figures.sensitivities import made_up
from weerbaar.assessment import Sensitivity
from weerbaar.base import Lang, Text
from weerbaar.figures import FigureError, Width, central_weights
from weerbaar.figures.palette import HAZARD, HAZARD_SOFT


def two_places() -> Sensitivity:
    """Two scenarios: one comes first with a heavy 2.1, the other with a light one; a third never does."""
    found = made_up(3)
    heavy = tuple(0.28 if id_ == "2.1" else 0.08 for id_, _ in found.criteria)
    light = tuple(0.01 if id_ == "2.1" else 0.11 for id_, _ in found.criteria)
    places = [
        replace(found.ranks[0], share=0.75, confidence=0.8, weights=heavy, emphasised=("2.1",)),
        replace(found.ranks[1], share=0.25, confidence=0.4, weights=light, emphasised=()),
        replace(found.ranks[2], share=0.0, confidence=None, weights=None, emphasised=()),
    ]
    return replace(found, ranks=tuple(places), mean_weights=(0.1,) * 10)


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("width", ["phone", "screen", "a4"])
@pytest.mark.parametrize("count", [2, 4, 70])
def test_nothing_touches_or_leaves_the_drawing(count: int, width: Width, lang: Lang) -> None:
    figure = central_weights(made_up(count), lang, width)
    assert touching(figure) == []
    assert outside(figure) == []
    assert smallest_text(figure) >= 11


def test_bars_are_as_long_as_the_weights_and_dark_where_emphasised() -> None:
    figure = central_weights(two_places(), "nl", "screen")
    bars = [r for r in elements(figure, "rect") if float(r.get("height", 0)) == 7.0]
    assert [r.get("fill") == HAZARD for r in bars] == [id_ == "2.1" for id_, _ in two_places().criteria] + [False] * 10
    assert sum(r.get("fill") == HAZARD_SOFT for r in bars) == 19
    lengths = [float(r.get("width", 0)) for r in bars]
    assert lengths[2] / lengths[0] == pytest.approx(0.28 / 0.08, rel=0.01)
    assert lengths[10] / lengths[0] == pytest.approx(0.11 / 0.08, rel=0.01)


def test_mark_of_the_mean_stands_at_the_mean_weight() -> None:
    figure = central_weights(two_places(), "nl", "screen")
    bar = next(r for r in elements(figure, "rect") if float(r.get("height", 0)) == 7.0)
    mark = next(x for x in elements(figure, "line") if x.get("stroke-width") == "1.6")
    reach = float(mark.get("x1", 0)) - float(bar.get("x", 0))
    assert reach / float(bar.get("width", 0)) == pytest.approx(0.1 / 0.08, rel=0.02)


def test_bars_stand_where_columns_are_narrow() -> None:
    """Eighteen criteria on a phone: as high as the weight, with the mean across."""
    few = made_up(2)
    assert few.smaa is not None
    names = tuple((f"{i}.1", Text(nl=f"criterium {i}")) for i in range(1, 19))
    weights = (0.2, 0.1, *[0.7 / 16] * 16)
    found = replace(
        few,
        criteria=names,
        smaa=replace(few.smaa, criteria=tuple(i for i, _ in names)),
        ranks=(replace(few.ranks[0], weights=weights, emphasised=("1.1",)),),
        mean_weights=(0.1,) * 18,
    )
    figure = central_weights(found, "nl", "phone")
    assert touching(figure) == []
    marks = [x for x in elements(figure, "line") if x.get("stroke-width") == "1.6"]
    assert len(marks) == 18
    assert all(m.get("y1") == m.get("y2") for m in marks)
    bars = [r for r in elements(figure, "rect") if r.get("fill") in (HAZARD, HAZARD_SOFT)][-18:]
    assert [r.get("fill") == HAZARD for r in bars] == [True] + [False] * 17
    high = [float(r.get("height", 0)) for r in bars]
    assert high[0] / high[1] == pytest.approx(2, rel=0.01)
    assert float(bars[1].get("y", 0)) == pytest.approx(float(marks[1].get("y1", 0)), abs=0.02)


def test_probability_and_confidence_stand_beside_the_name() -> None:
    shown = words(central_weights(two_places(), "nl", "screen"))
    assert {"75%", "80%", "25%", "40%", "28", "11"} <= set(shown)
    assert any(w.startswith("Bij geen enkele weging op de eerste plaats:") for w in shown)


def test_table_has_the_mean_every_scenario_and_every_criterion() -> None:
    found = two_places()
    table = central_weights(found).table
    assert len(table.header) == 3 + 10
    assert [row[1] for row in table.rows] == ["–", "75%", "25%", "0%"]
    assert table.rows[1][5] == "28%"
    assert table.rows[3][2:] == ("komt niet op plaats 1", *["–"] * 10)


def test_many_scenarios_are_drawn_where_they_count_and_all_are_in_the_table() -> None:
    found = made_up(70)
    counting = sum(r.share >= 0.005 for r in found.ranks)
    seldom = sum(0 < r.share < 0.005 for r in found.ranks)
    assert counting < 20 < counting + seldom
    figure = central_weights(found, "nl", "a4")
    assert len([r for r in elements(figure, "rect") if float(r.get("height", 0)) == 7.0]) == 10 * counting
    assert any(f"Nog {seldom} scenario’s" in w for w in words(figure))
    assert len(figure.table.rows) == 1 + 70


def test_a_long_figure_repeats_its_codes_and_counts_those_that_never_come_first() -> None:
    found = made_up(40)
    often = (replace(r, share=0.04, confidence=0.5, weights=(0.1,) * 10, emphasised=()) for r in found.ranks[:25])
    never = (replace(r, share=0.0, confidence=None, weights=None, emphasised=()) for r in found.ranks[25:])
    shown = words(central_weights(replace(found, ranks=(*often, *never)), "nl", "a4"))
    assert shown.count("5.3") == 3
    assert any(w.startswith("15 scenario’s komen bij geen enkele weging op de eerste plaats") for w in shown)


def test_description_says_what_one_must_find_important() -> None:
    found = two_places()
    text = central_weights(found).description
    assert text.startswith("2 van de 3 scenario’s kunnen op de eerste plaats komen.")
    assert text.endswith("komt daar bij meer gewicht voor 2.1 Doden.")


def test_without_ranks_there_is_nothing_to_draw() -> None:
    with pytest.raises(FigureError, match="There are no ranks"):
        central_weights(made_up(3, ranks=False))
