# SPDX-License-Identifier: EUPL-1.2
"""The edges of many shapes as columns, which is how areas and lengths are worked out for all of them at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from weerbaar.alerting.cells.wedges import Floats, Integers, Shapes


@dataclass(frozen=True, eq=False)
class Edges:
    """Edges in metres, along every ring from ``x1``, ``y1`` to ``x2``, ``y2``.

    Attributes:
        shape: whose edge it is, ascending.
        x1, y1, x2, y2: from where to where. Holes run the other way round than the ring that they are in.
    """

    shape: Integers
    x1: Floats
    y1: Floats
    x2: Floats
    y2: Floats

    def __len__(self) -> int:
        return len(self.shape)

    def picked(self, which: Any) -> Edges:
        """Return the edges that ``which`` (places or a mask) picks."""
        return Edges(self.shape[which], self.x1[which], self.y1[which], self.x2[which], self.y2[which])


def edges_of(shapes: Shapes) -> Edges:
    """Return the edges of ``shapes`` (polygons, with holes or in parts as they like)."""
    import shapely

    points, ring = shapely.get_coordinates(shapes, return_index=True)
    # Nearly all are one ring, and then the points are edges as they come.
    if (shapely.get_type_id(shapes) != _POLYGON).any() or shapely.get_num_interior_rings(shapes).any():
        # Two steps, because the rings of a multipolygon are only given for its parts.
        parts, shape_of_part = shapely.get_parts(shapely.orient_polygons(shapes), return_index=True)
        rings, part_of_ring = shapely.get_rings(parts, return_index=True)
        points, ring = shapely.get_coordinates(rings, return_index=True)
        owner = shape_of_part[part_of_ring][ring]
    else:
        owner = ring
    edge = np.flatnonzero(ring[1:] == ring[:-1])
    x1, y1 = points[edge].T
    x2, y2 = points[edge + 1].T
    return Edges(owner[edge], x1, y1, x2, y2)


_POLYGON = 3
