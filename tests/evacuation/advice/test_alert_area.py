# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from tests.evacuation.advice.plans import polder
from weerbaar.evacuation.advice.alert_area import AlertArea, AlertAreaError, alert_area
from weerbaar.evacuation.flood import example_scenario
from weerbaar.evacuation.network import DEGREES, DUTCH_GRID, moved


def on_grid(area: AlertArea) -> shapely.Geometry:
    shapes = []
    for ring in area.rings:
        assert ring[0] == ring[-1]
        lat, lon = np.array(ring).T
        x, y = moved(lon, lat, source=DEGREES, target=DUTCH_GRID)
        shapes.append(shapely.Polygon(np.column_stack([x, y])))
    return shapely.union_all(shapes)


def test_borders_are_taken_where_every_zone_has_one() -> None:
    borders = {
        "W": shapely.box(145_000, 435_000, 155_000, 445_000),
        "S": shapely.box(155_000, 425_000, 165_000, 435_000),
    }
    area = alert_area(polder(), ["W", "S"], borders=borders)
    assert not area.estimated
    shape = on_grid(area)
    assert shape.buffer(2).covers(shapely.union_all(list(borders.values())))
    assert shape.area < 1.15 * 2e8


def test_the_water_is_covered() -> None:
    scenario = example_scenario()
    area = alert_area(polder(), ["W"], scenario=scenario)
    x, y = scenario.centres_rd()
    assert shapely.contains_xy(on_grid(area), x, y).all()
    assert area.estimated
    assert all(len(ring) <= 100 for ring in area.rings)


def test_without_either_it_is_an_estimate_around_the_roads() -> None:
    area = alert_area(polder(), ["W", "I"], borders={"W": shapely.box(0, 0, 1, 1)})
    assert "schatting" in area.basis.nl
    assert shapely.contains_xy(on_grid(area), [150_000.0, 150_000.0], [440_000.0, 430_000.0]).all()
    lat, lon = area.rings[0][0]
    assert 51 < lat < 53
    assert 4 < lon < 7


def test_a_network_without_coordinates_is_refused() -> None:
    with pytest.raises(AlertAreaError, match="no coordinates"):
        alert_area(replace(polder(), crs=""), ["W"])


@given(st.lists(st.tuples(st.floats(0, 30_000), st.floats(0, 30_000)), min_size=3, max_size=400))
def test_few_points_and_nobody_left_outside(points: list[tuple[float, float]]) -> None:
    shape = shapely.buffer(shapely.MultiPoint([(150_000 + x, 430_000 + y) for x, y in points]), 500)
    area = alert_area(polder(), ["W"], borders={"W": shape})
    assert all(len(ring) <= 100 for ring in area.rings)
    assert on_grid(area).buffer(2).covers(shape)
