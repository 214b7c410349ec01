# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.alerting.area.drawings import BOW_TIE, SQUARE, area, saw
from weerbaar.alerting.area import Circle, area_km2, check_area, geometry, repair


def test_a_sound_area_is_given_back_itself() -> None:
    made = area(SQUARE, circles=(Circle(52.5, 5, 1),))
    assert repair(made).area is made
    assert repair(made).what == ()


@pytest.mark.parametrize(
    ("made", "done"),
    [
        (area(SQUARE[:-1]), ["repair.closed"]),
        (area([p[::-1] for p in SQUARE]), ["repair.swapped"]),
        (area([SQUARE[0], SQUARE[1][::-1], *SQUARE[2:]]), ["repair.swapped"]),
        (area([SQUARE[0], *SQUARE]), ["repair.repeated-points"]),
        (area([*SQUARE[:3], (52.1, 5.3), *SQUARE[2:]]), ["repair.spikes"]),
        (area([(float("nan"), 5), *SQUARE]), ["repair.removed-points"]),
        (area(SQUARE, SQUARE), ["repair.merged"]),
    ],
)
def test_what_has_one_meaning_becomes_the_square_that_was_meant(made: Any, done: list[str]) -> None:
    repaired = repair(made)
    assert [finding.rule for finding in repaired.what] == done
    assert check_area(repaired.area) == []
    assert geometry(repaired.area).equals(geometry(area(SQUARE)))


def test_a_bow_tie_keeps_both_halves_and_says_how_large_they_are() -> None:
    repaired = repair(area(BOW_TIE))
    assert len(repaired.area.polygons) == 2
    assert area_km2(repaired.area) == pytest.approx(38.2, abs=0.1)
    assert "38,2 km²" in repaired.what[0].message.nl


def test_circles_are_put_back_or_left_out() -> None:
    repaired = repair(area(circles=(Circle(5, 52, 3), Circle(52, 5, -1))))
    assert repaired.area.circles == (Circle(52, 5, 3),)
    assert [finding.rule for finding in repaired.what] == ["repair.swapped", "repair.removed-circle"]


def test_what_encloses_nothing_is_left_out() -> None:
    repaired = repair(area([(52, 5), (52.1, 5), (52.2, 5), (52, 5)]))
    assert repaired.area.polygons == ()
    assert [finding.rule for finding in repaired.what] == ["repair.removed-polygon"]


corners = st.tuples(st.floats(51.5, 52.5), st.floats(5.0, 6.0))


@settings(max_examples=15)
@given(st.lists(st.lists(corners, min_size=3, max_size=8), min_size=1, max_size=2))
def test_repair_leaves_nothing_to_repair_and_loses_nothing_drawn(
    rings: list[list[tuple[float, float]]],
) -> None:
    drawn = area(*([*ring, ring[0]] for ring in rings))
    repaired = repair(drawn)
    wrong = {"area.crossing", "area.unclosed", "area.hole", "area.overlap", "area.flat", "area.points"}
    assert not wrong & {finding.rule for finding in check_area(repaired.area)} or not repaired.area.polygons
    if repaired.area.polygons and all(len(set(ring)) > 3 for ring in rings):
        before = shapely.union_all(
            [shapely.make_valid(shapely.Polygon([p[::-1] for p in ring]), method="structure") for ring in rings]
        )
        assert before.difference(geometry(repaired.area).buffer(2e-3)).area < 1e-9


def test_an_edge_too_intricate_to_check_becomes_what_a_line_around_it_encloses() -> None:
    drawn = area(saw(5_000))
    done = repair(drawn)
    assert [finding.rule for finding in done.what] == ["repair.intricate"]
    assert geometry(done.area).covers(shapely.MultiPoint([(lon, lat) for lat, lon in drawn.polygons[0]]))
    assert check_area(done.area) == []
