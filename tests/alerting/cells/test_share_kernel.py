# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.alerting.cells.networks import box, discs
from weerbaar.alerting.cells import Touched, touch


def shares(shapes: list[Any], west: float, south: float, east: float, north: float) -> dict[int, float]:
    network = discs(*((150_000 + k, 450_000, 10) for k in range(len(shapes))), mapped=dict(enumerate(shapes)))
    touched = touch(network, box(west, south, east, north))
    places = {id(network.shapes[shape]): share for shape, share in zip(touched.shapes, touched.share, strict=True)}
    return {k: places.get(id(shape), 0.0) for k, shape in enumerate(shapes)}


def test_what_is_mapped_with_holes_and_parts_in_closed_form() -> None:
    west, south = 150_000.0, 450_000.0
    square = shapely.box(west, south, west + 200, south + 200)
    ring = square.difference(shapely.box(west + 50, south + 50, west + 150, south + 150))
    two = shapely.MultiPolygon(
        [shapely.box(west - 100, south, west, south + 100), shapely.box(west + 10, south + 10, west + 60, south + 60)]
    )
    found = shares([square, ring, two, square.reverse()], west - 1_000, south - 1_000, west + 100, south + 1_000)
    # The sides of the area bend a little on their way from degrees to the grid.
    assert found == pytest.approx({0: 0.5, 1: 0.5, 2: 1.0, 3: 0.5}, abs=2e-3)


@settings(max_examples=25)
@given(st.integers(0, 10_000), st.integers(3, 300), st.floats(20, 3_000))
def test_equals_intersection_for_ragged_areas_and_shapes(seed: int, points: int, size: float) -> None:
    rng = np.random.default_rng(seed)

    def ragged(x: float, y: float, radius: float, corners: int) -> shapely.Polygon:
        angle = np.linspace(0, 2 * np.pi, corners, endpoint=False)
        away = radius * rng.uniform(0.2, 1.0, corners)
        # Whole metres, so that corners and upright and level sides often coincide.
        ring = np.round(np.column_stack([x + away * np.cos(angle), y + away * np.sin(angle)]))
        return shapely.Polygon(ring)

    target = ragged(150_000, 450_000, 1_000, points).buffer(0)
    places = np.array([[150_000, 450_000]]) + rng.uniform(-1_000, 1_000, (12, 2))
    shapes = [ragged(x, y, size, 9) for x, y in places]
    kept = [shape for shape in shapes if shape.is_valid and shape.area > 1]
    if target.is_empty or not kept:
        return
    network = discs(*((150_000 + k, 450_000, 10) for k in range(len(kept))), mapped=dict(enumerate(kept)))
    number = len(network.shapes)
    touched = Touched(network, target, np.arange(number), np.zeros(number, dtype=bool))
    twin = shapely.area(shapely.intersection(network.shapes, target)) / shapely.area(network.shapes)
    assert touched.share == pytest.approx(twin, abs=3e-9)
