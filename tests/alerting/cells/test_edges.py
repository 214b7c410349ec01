# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest
import shapely

from weerbaar.alerting.cells.edges import edges_of


def test_edges_enclose_the_surface_of_their_shape_with_holes_and_parts() -> None:
    ring = shapely.Point(50, 50).buffer(40).difference(shapely.Point(50, 50).buffer(20))
    two = shapely.MultiPolygon([shapely.box(0, 0, 10, 10), shapely.Polygon([(20, 0), (20, 5), (25, 0)])])
    for shapes in ([shapely.box(0, 0, 1, 2), shapely.box(5, 5, 7, 7)], [ring, two, shapely.box(0, 0, 1, 2)]):
        made = np.array(shapes, dtype=object)
        found = edges_of(made)
        assert np.all(np.diff(found.shape) >= 0)
        surface = np.bincount(found.shape, (found.x1 - found.x2) * (found.y1 + found.y2) / 2)
        assert np.abs(surface) == pytest.approx(shapely.area(made))


def test_no_shapes_have_no_edges() -> None:
    assert len(edges_of(np.empty(0, dtype=object))) == 0
