# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest
import shapely

from tests.figures.drawn import elements, outside, smallest_text, touching, words
from tests.figures.evacuations import study
from weerbaar.base import Lang
from weerbaar.evacuation.flow import deciding
from weerbaar.figures import FloodPatch, Width, evacuation_map
from weerbaar.figures.palette import BAD, ramp

WATER = (FloodPatch(shapely.box(-1e6, -1e6, 1e6, 1e6), 1.2),)


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("width", ["phone", "screen", "a4"])
def test_nothing_touches_or_leaves_the_drawing(width: Width, lang: Lang) -> None:
    figure = evacuation_map(study("managed"), 0.5, lang, width, flood=WATER)
    assert touching(figure) == []
    assert outside(figure) == []
    assert smallest_text(figure) >= 11


def test_the_short_way_is_full_and_the_long_one_empty() -> None:
    figure = evacuation_map(study("nearest"), 0.5, "en", "screen")
    rows = {(place, what): amount for place, what, amount in figure.table.rows}
    assert rows["a → x", "of capacity used"] == "100%"
    assert ("a → b", "of capacity used") not in rows
    # 1,500 an hour for half an hour of 3,000, with 2.5 people each.
    waiting = float(rows["a", "people not set out yet"].replace(",", ""))
    assert waiting == pytest.approx(5625, rel=0.01)
    assert [e.get("stroke") for e in elements(figure, "path")].count(ramp(1.0)) == 1


def test_at_the_end_nobody_is_left_and_no_road_is_red() -> None:
    figure = evacuation_map(study("nearest"), 24, "nl")
    assert "nog niet vertrokken" in words(figure)  # the key tells all signs
    assert all(what != "mensen nog niet vertrokken" for _, what, _ in figure.table.rows)
    assert [e for e in elements(figure, "path") if e.get("stroke") == BAD] == []


def test_bottlenecks_have_numbers_on_the_map_and_names_below() -> None:
    bound = study("nearest").bound
    assert bound is not None
    found, _ = deciding(study("nearest").network, study("nearest").departures, bound)
    shown = words(evacuation_map(study("nearest"), 0.5, "nl", "screen"))
    assert found
    for at, one in enumerate(found, 1):
        assert shown.count(str(at)) == 2
        assert any(word.startswith(f"{one.name}: zeker ") for word in shown)
    without = words(evacuation_map(study("nearest", with_bound=False), 0.5))
    assert "Wegen die bepalen hoe lang het duurt" not in without


def test_the_depth_of_the_water_is_in_the_key() -> None:
    assert "water 0,5 – 2 m" in words(evacuation_map(study("nearest"), 0.5, "nl", flood=WATER))
    assert not [w for w in words(evacuation_map(study("nearest"), 0.5, "nl")) if w.startswith("water ")]
