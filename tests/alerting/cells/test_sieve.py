# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest
import shapely

from weerbaar.alerting.cells.edges import edges_of
from weerbaar.alerting.cells.sieve import Sieve

RING = shapely.Point(500, 500).buffer(400).difference(shapely.Point(450, 520).buffer(150))
AREAS = [
    RING,
    shapely.box(0, 0, 1_000, 1_000),
    shapely.MultiPolygon([shapely.box(100, 100, 300, 900), shapely.box(600, 0, 900, 250)]),
    shapely.Polygon([(0, 0), (1_000, 10), (20, 1_000), (400, 300)]),
    shapely.Polygon([(500, 500), (500.2, 500), (500, 500.1)]),
]


@pytest.mark.parametrize("area", AREAS)
def test_what_is_said_of_a_box_is_so(area: shapely.Geometry) -> None:
    """Boxes of many sizes, some with their sides on those of the area or of the raster."""
    rng = np.random.default_rng(3)
    west, south = rng.uniform(-100, 1_050, (2, 4_000)).round(rng.integers(0, 3))
    wide, high = rng.choice([0.1, 5.0, 15.625, 60.0, 300.0], (2, 4_000))
    boxes = np.column_stack([west, south, west + wide, south + high])
    inside, unsure = Sieve(edges_of(np.array([area], dtype=object)), area.bounds).sort(boxes)
    shapes = shapely.box(*boxes.T)
    assert not (inside & unsure).any()
    assert shapely.contains_properly(area, shapes[inside]).all()
    assert shapely.disjoint(area, shapes[~inside & ~unsure]).all()


def test_most_small_boxes_are_sorted_at_once() -> None:
    x, y = (grid.ravel() for grid in np.meshgrid(np.arange(0, 1_000, 10.0), np.arange(0, 1_000, 10.0)))
    inside, unsure = Sieve(edges_of(np.array([RING], dtype=object)), RING.bounds).sort(
        np.column_stack([x, y, x + 5, y + 5])
    )
    assert unsure.mean() < 0.15
    assert inside.mean() > 0.3
