# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest
import shapely

from weerbaar.alerting.cells.edges import edges_of
from weerbaar.alerting.cells.tiles import tiles

STAR = shapely.Polygon(
    [
        ((5 + 2 * (-1) ** k) * np.cos(k * np.pi / 20) * 100, (5 + 2 * (-1) ** k) * np.sin(k * np.pi / 20) * 100)
        for k in range(40)
    ]
)
RING = shapely.box(0, 0, 800, 640).difference(shapely.box(160, 80, 640, 320))


@pytest.mark.parametrize("area", [STAR, RING, STAR.reverse()])
def test_edges_of_the_rows_up_to_a_top_enclose_the_area_below_it(area: shapely.Polygon) -> None:
    found = tiles(edges_of(np.array([area], dtype=object)))
    west, south, east, _ = area.bounds
    lines, number = found.lines, len(found.heights) - 1
    assert number > 1
    for row in range(number):
        surface = 0.0
        for column in range(number):
            tile = column * number
            places = [
                *found.of_tile[found.edges_begin[tile] : found.edges_begin[tile + row + 1]],
                *found.of_tile[found.tops_begin[tile + row] : found.tops_begin[tile + row + 1]],
            ]
            for line in places:
                left = max(lines.left[line], found.cuts[column])
                right = min(lines.right[line], found.cuts[column + 1])
                middle = lines.y[line] + ((left + right) / 2 - lines.x[line]) * lines.slope[line]
                surface += max(right - left, 0.0) * lines.sign[line] * (middle - south)
        below = shapely.box(west, south, east, found.heights[row + 1])
        assert surface == pytest.approx(area.intersection(below).area, abs=1e-6)
