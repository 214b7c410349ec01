# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import math
from pathlib import Path

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.alerting.area.drawings import SQUARE, area, coast, on_the_phone
from weerbaar.alerting.area import (
    Area,
    Circle,
    SimplifyError,
    area_km2,
    geofence_octets,
    geometry,
    load_boundaries,
    rd_plane,
    simplify_outward,
)


def _by_widening(made: Area, octets: int) -> float:
    """What the usual way adds: widen and draw a coarser line, further each time until it fits."""
    shape = rd_plane().to_metres(geometry(made))
    distance = 5.0
    while True:
        coarse = shape.buffer(distance).simplify(distance)
        if 5 + sum(2 + math.ceil(5.5 * len(part.exterior.coords)) for part in shapely.get_parts(coarse)) <= octets:
            return float(coarse.area - shape.area) / 1e6
        distance *= 1.1


@settings(max_examples=25)
@given(st.integers(0, 10_000), st.sampled_from([5, 60, 300]), st.sampled_from([60, 300, 1024]))
def test_what_the_phone_reads_contains_the_area(seed: int, points: int, octets: int) -> None:
    made = coast(points, seed)
    found = simplify_outward(made, octets)
    assert shapely.covers(on_the_phone(found.area), geometry(made))
    assert found.octets == geofence_octets(found.area) <= octets
    assert found.added_km2 == pytest.approx(area_km2(found.area) - area_km2(made))


def test_a_coast_of_1000_points_grows_by_less_than_widening_would_make_it() -> None:
    made = coast(1000, 2)
    found = simplify_outward(made)
    assert found.added_km2 < 0.5 * _by_widening(made, 1024)


def test_every_region_fits_and_grows_little(shared: Path) -> None:
    known = load_boundaries(shared / "data" / "nl" / "nl-vr-gm.topo.json")
    for code in ("VR02", "VR06", "VR09"):
        made = known.area_of(code)
        found = simplify_outward(made)
        assert found.octets <= 1024
        assert shapely.covers(on_the_phone(found.area), geometry(made))
        assert found.added_km2 < 0.01 * area_km2(made)
        assert found.added_km2 < 0.3 * _by_widening(made, 1024)


def test_sea_arms_between_parts_are_not_filled(shared: Path) -> None:
    zeeland = load_boundaries(shared / "data" / "nl" / "nl-vr-gm.topo.json").area_of("VR19")
    found = simplify_outward(zeeland)
    assert shapely.covers(on_the_phone(found.area), geometry(zeeland))
    assert found.added_km2 < 0.08 * area_km2(zeeland)


def test_a_ring_of_50_000_points_fits() -> None:
    made = coast(50_000, 3)
    found = simplify_outward(made)
    assert found.octets <= 1024
    assert shapely.covers(on_the_phone(found.area), geometry(made))
    assert found.added_km2 < 0.1 * area_km2(made)


def test_a_square_grows_by_metres_only() -> None:
    found = simplify_outward(area(SQUARE))
    assert found.octets == 2 + 3 + 2 + 28
    assert 0 < found.added_km2 < 0.25


def test_a_large_hole_stays_open() -> None:
    ring = shapely.Point(5.5, 52).buffer(0.3).difference(shapely.Point(5.5, 52).buffer(0.2))
    from weerbaar.alerting.area.shapes import from_geometry
    from weerbaar.base import Text

    made = from_geometry(ring, Text(nl="ring"))
    found = simplify_outward(made)
    assert shapely.covers(on_the_phone(found.area), geometry(made))
    assert not on_the_phone(found.area).covers(shapely.Point(5.5, 52))


def test_circles_stay_circles_on_the_grid() -> None:
    made = area(circles=(Circle(52.05, 5.23, 0.3), Circle(52.9, 5.3, 2)))
    found = simplify_outward(made)
    assert found.octets == 2 + 3 + 2 * 10
    assert shapely.covers(geometry(found.area), geometry(made))
    for circle in found.area.circles:
        assert (circle.radius_km * 64).is_integer()
        assert (circle.latitude + 90) / 180 * 2**22 % 1 < 1e-3


def test_many_circles_become_polygons() -> None:
    made = area(circles=tuple(Circle(52 + i % 10 / 20, 5 + i // 10 / 10, 0.5) for i in range(30)))
    found = simplify_outward(made)
    assert found.octets <= 1024
    assert found.area.circles == ()
    assert shapely.covers(on_the_phone(found.area), geometry(made))


def test_a_triangle_is_the_least_that_fits() -> None:
    made = coast(40, 1)
    found = simplify_outward(made, 29)
    assert found.octets == 29
    assert shapely.covers(on_the_phone(found.area), geometry(made))
    with pytest.raises(SimplifyError, match="29"):
        simplify_outward(made, 28)
