# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from weerbaar.evacuation.network import DEGREES, DUTCH_GRID, ProjectionError, moved
from weerbaar.evacuation.network.projection import plane_of


def test_the_origin_of_the_dutch_grid() -> None:
    """The tower of Our Lady in Amersfoort is at (155,000, 463,000) by definition; known here to the metre."""
    x, y = moved(np.array([5.38720621]), np.array([52.15517440]), source=DEGREES, target=DUTCH_GRID)
    assert x[0] == pytest.approx(155_000, abs=1)
    assert y[0] == pytest.approx(463_000, abs=1)


@pytest.mark.parametrize(
    ("lon", "lat", "plane"),
    [
        (4.9, 52.4, DUTCH_GRID),
        (-87.6, 41.9, "EPSG:32616"),
        (151.2, -33.9, "EPSG:32756"),
        (180.0, 0.0, "EPSG:32660"),
        (-180.0, 0.0, "EPSG:32601"),
    ],
)
def test_planes(lon: float, lat: float, plane: str) -> None:
    assert plane_of(np.array([lon]), np.array([lat])) == plane


@given(st.floats(-179.9, 179.9), st.floats(-75, 80))
def test_a_kilometre_is_a_kilometre(lon: float, lat: float) -> None:
    east, north, _ = Geod(ellps="WGS84").fwd(lon, lat, 40, 1000)
    there = np.array([lon, east]), np.array([lat, north])
    if abs(east - lon) > 1:
        return
    plane = plane_of(*there)
    x, y = moved(*there, source=DEGREES, target=plane)
    assert np.hypot(x[1] - x[0], y[1] - y[0]) == pytest.approx(1000, rel=1.1e-3)
    back = moved(x, y, source=plane, target=DEGREES)
    np.testing.assert_allclose(back, there, atol=1e-6)


def test_what_is_no_place_on_earth() -> None:
    for lon, lat in (([155_000.0], [463_000.0]), ([np.nan], [52.0]), ([5.0], [89.0]), ([], [])):
        with pytest.raises(ProjectionError):
            plane_of(np.array(lon), np.array(lat))
    with pytest.raises(ProjectionError, match="'EPSG:1' is not known"):
        moved(np.array([5.0]), np.array([52.0]), source="EPSG:1", target=DUTCH_GRID)
    with pytest.raises(ProjectionError, match="do not exist"):
        moved(np.array([5.0]), np.array([91.0]), source=DEGREES, target=DUTCH_GRID)
