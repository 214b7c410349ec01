# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import math

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from tests.alerting.area.drawings import BOW_TIE, SQUARE, area, saw
from weerbaar.alerting.area import AreaError, Circle, area_km2, circle_ring, geometry, plane_for, rd_plane
from weerbaar.alerting.area.shapes import from_geometry, is_intricate, valid_shape
from weerbaar.base import Text


def _geodesic_km2(ring: tuple[tuple[float, float], ...]) -> float:
    return abs(Geod(ellps="WGS84").polygon_area_perimeter([p[1] for p in ring], [p[0] for p in ring])[0]) / 1e6


def test_the_middle_of_the_dutch_grid_is_the_tower_of_amersfoort() -> None:
    x, y = rd_plane().transformer.transform(5.38720621, 52.15517440)
    assert (x, y) == (pytest.approx(155_000, abs=1), pytest.approx(463_000, abs=1))


@pytest.mark.parametrize("move", [(0, 0), (0, 1.5), (-85, 146)])
def test_square_kilometres_agree_with_the_geodesic_area(move: tuple[float, float]) -> None:
    ring = tuple((latitude + move[0], longitude + move[1]) for latitude, longitude in SQUARE)
    assert area_km2(area(ring)) == pytest.approx(_geodesic_km2(ring), rel=1e-3)


def test_an_area_elsewhere_is_measured_on_a_plane_of_its_own() -> None:
    assert plane_for(geometry(area(SQUARE))).name == "EPSG:28992"
    assert plane_for(geometry(area([(p[0] - 85, p[1]) for p in SQUARE]))).name.startswith("+proj=laea +lat_0=-33")


def test_what_is_covered_twice_counts_once() -> None:
    assert area_km2(area(SQUARE, SQUARE)) == pytest.approx(area_km2(area(SQUARE)))


def test_both_halves_of_a_bow_tie_count() -> None:
    assert area_km2(area(BOW_TIE)) == pytest.approx(area_km2(area(SQUARE)) / 2, rel=1e-3)


def test_the_middle_of_a_five_pointed_star_that_is_gone_around_twice_stays_in() -> None:
    star = shapely.Polygon([(math.sin(4 * math.pi * k / 5), math.cos(4 * math.pi * k / 5)) for k in range(5)])
    assert valid_shape(star).contains(shapely.Point(0, 0))


def test_a_hopeless_tangle_becomes_its_hull() -> None:
    tangle = shapely.Polygon(np.random.default_rng(1).uniform(0, 1, (3000, 2)))
    assert valid_shape(tangle).equals(tangle.convex_hull)


def test_a_saw_with_thousands_of_slanting_teeth_is_intricate_and_a_long_border_is_not() -> None:
    toothed = shapely.Polygon(np.array(saw(40_000))[:, ::-1])
    assert is_intricate(toothed)
    assert valid_shape(toothed).equals(toothed.convex_hull)
    border = shapely.Point(5, 52).buffer(0.1, quad_segs=10_000)
    assert not is_intricate(border)
    assert valid_shape(border) is border


@given(
    latitude=st.floats(50.8, 53.4),
    longitude=st.floats(3.5, 7.0),
    radius_km=st.floats(0.05, 100),
    points=st.integers(8, 90),
)
def test_a_circle_as_a_polygon_contains_the_circle(
    latitude: float, longitude: float, radius_km: float, points: int
) -> None:
    ring = shapely.Polygon([p[::-1] for p in circle_ring(Circle(latitude, longitude, radius_km), points)])
    count = 720
    there = Geod(ellps="WGS84").fwd(
        np.full(count, longitude),
        np.full(count, latitude),
        np.linspace(0, 360, count),
        np.full(count, radius_km * 1000),
    )
    assert shapely.covers(ring, shapely.MultiPoint(np.column_stack(there[:2])))


def test_a_circle_of_64_corners_is_a_thousandth_too_large() -> None:
    made = area_km2(area(circles=(Circle(52.1, 4.9, 5),)))
    assert 1 < made / (math.pi * 25) < 1.001


def test_a_shape_with_holes_becomes_pieces_without_that_cover_the_same() -> None:
    disc = shapely.Point(5, 52).buffer(0.1)
    holes = [shapely.Point(5 + dx, 52).buffer(0.02).exterior.coords for dx in (-0.05, 0.03)]
    shape = shapely.Polygon(disc.exterior, holes)
    pieces = from_geometry(shape, Text(nl="ring"))
    assert len(pieces.polygons) >= 2
    assert geometry(pieces).symmetric_difference(shape).area == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize(
    "wrong",
    [
        area(),
        area([(52, 5), (52.1, 5)]),
        area([(52, 5), (52, 5), (52.1, 5), (52, 5)]),
        area([(float("nan"), 5), (52, 5), (52, 6)]),
        area([(91, 5), (52, 5), (52, 6)]),
        area(circles=(Circle(52, 5, 0),)),
        area(circles=(Circle(52, 5, float("nan")),)),
        area(circles=(Circle(99, 5, 1),)),
    ],
)
def test_what_encloses_nothing_or_lies_nowhere_has_no_shape(wrong: object) -> None:
    with pytest.raises(AreaError):
        geometry(wrong)  # type: ignore[arg-type]
