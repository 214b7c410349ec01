# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest

from tests.alerting.area.drawings import SQUARE, area
from weerbaar.alerting.area import AreaError, Circle, area_km2, from_geojson, geojson


def test_polygons_circles_codes_and_description_come_back() -> None:
    made = area(SQUARE[::-1], circles=(Circle(52.3, 5.3, 2.5),), codes=("GM0344",))
    back = from_geojson(json.loads(json.dumps(geojson(made))))
    assert back == made or back == area(SQUARE, circles=made.circles, codes=made.codes)


def test_rings_run_counter_clockwise_with_longitude_first() -> None:
    ring = geojson(area(SQUARE))["geometry"]["coordinates"][0][0]
    assert ring[0] == [5.0, 52.0]
    assert sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) > 0


def test_a_point_with_a_radius_in_metres_is_a_circle() -> None:
    feature = {
        "type": "Feature",
        "properties": {"radius": 500},
        "geometry": {"type": "Point", "coordinates": [5.0, 52.0]},
    }
    assert from_geojson(feature).circles == (Circle(52.0, 5.0, 0.5),)


def test_a_hole_stays_out() -> None:
    outer = [[5.0, 52.0], [5.1, 52.0], [5.1, 52.1], [5.0, 52.1], [5.0, 52.0]]
    hole = [[5.025, 52.025], [5.075, 52.025], [5.075, 52.075], [5.025, 52.075], [5.025, 52.025]]
    read = from_geojson({"type": "Polygon", "coordinates": [outer, hole]})
    assert area_km2(read) == pytest.approx(0.75 * area_km2(area(SQUARE)), rel=1e-3)


def _nested(depth: int) -> Any:
    inner: Any = {"type": "Point", "coordinates": [5, 52]}
    for _ in range(depth):
        inner = {"type": "GeometryCollection", "geometries": [inner]}
    return inner


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        {},
        {"type": 3},
        {"type": "Polygon"},
        {"type": "Polygon", "coordinates": "x"},
        {"type": "Polygon", "coordinates": [5]},
        {"type": "Polygon", "coordinates": [[["a", "b"]]]},
        {"type": "Polygon", "coordinates": [[[float("nan"), 52]]]},
        {"type": "Polygon", "coordinates": [[[5, 52], [5, 53]], [[5, 52]]]},
        {"type": "FeatureCollection"},
        {"type": "FeatureCollection", "features": []},
        {"type": "Feature", "geometry": None},
        {"type": "Point", "coordinates": [5, 52]},
        _nested(500),
    ],
)
def test_what_is_no_area_is_refused(value: Any) -> None:
    with pytest.raises(AreaError):
        from_geojson(value)
