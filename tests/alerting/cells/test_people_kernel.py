# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import shapely

from tests.alerting.cells.networks import people
from weerbaar.alerting.cells.edges import edges_of


def test_every_place_gets_the_highest_value_of_the_shapes_it_lies_in() -> None:
    rng = np.random.default_rng(5)
    near = people(0, 0, 30).near((0, 0, 3_000, 3_000))
    ring = shapely.Point(1_500, 1_500).buffer(900).difference(shapely.Point(1_500, 1_500).buffer(500))
    two = shapely.MultiPolygon([shapely.box(3, 3, 600, 700), shapely.box(2_000, 5, 9_000, 800)])
    discs = [shapely.Point(*rng.uniform(0, 3_000, 2)).buffer(rng.uniform(30, 600)) for _ in range(20)]
    shapes = np.array([*discs, ring, two], dtype=object)
    edges = edges_of(shapes)
    begins = np.searchsorted(edges.shape, np.arange(len(shapes) + 1))
    wanted, value = np.arange(0, len(shapes), 2), rng.uniform(0, 1, len(shapes))[::2]
    found = near.highest(edges, begins, wanted, value)
    y = np.repeat(near.heights_m, np.diff(near.begins))
    twin = np.full(len(found), -1.0)
    for shape, of_shape in zip(shapes[wanted], value, strict=True):
        twin = np.where(shapely.contains_xy(shape, near.x_m, y), np.maximum(twin, of_shape), twin)
    assert found.tolist() == twin.tolist()


def test_a_range_past_both_ends_of_its_row_takes_the_row() -> None:
    near = people(0, 0, 3).near((0, 0, 300, 300))
    assert near.within(shapely.box(-500, 120, 5_000, 199)).tolist() == [False] * 3 + [True] * 3 + [False] * 3
