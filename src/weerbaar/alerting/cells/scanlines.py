# SPDX-License-Identifier: EUPL-1.2
"""How much a pile of overlapping shapes covers, for every share that a shape must have, without a union of polygons.

Every shape is cut by horizontal lines into stretches. Along a line the length of a union of stretches is exact and
costs one pass over them in order of their start; lines close together turn lengths into an area. The same pass counts
people: put all people of a line in a row, and a stretch becomes the range of people on it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from weerbaar.alerting.cells.wedges import Floats, Integers, Shapes


@dataclass(frozen=True, eq=False)
class Stretches:
    """Where lines run through shapes.

    Attributes:
        shape: which shape.
        line: which line.
        start, end: from where to where along the line, in metres.
    """

    shape: Integers
    line: Integers
    start: Floats
    end: Floats


def stretches(shapes: Shapes, lines_m: Floats) -> Stretches:
    """Cut ``shapes`` (polygons, with holes or in parts as they like) by the lines at ``lines_m`` (ascending)."""
    import shapely

    # Two steps, because the rings of a multipolygon are only given for its parts.
    parts, shape_of_part = shapely.get_parts(shapes, return_index=True)
    rings, part_of_ring = shapely.get_rings(parts, return_index=True)
    owner = shape_of_part[part_of_ring]
    points = shapely.get_coordinates(rings)
    ring = np.repeat(np.arange(len(rings)), shapely.get_num_points(rings))
    edges = np.flatnonzero(ring[1:] == ring[:-1])
    x1, y1 = points[edges].T
    x2, y2 = points[edges + 1].T
    low, high = np.minimum(y1, y2), np.maximum(y1, y2)
    # Half open, so that a line through a corner crosses there once, or not at all.
    first, last = np.searchsorted(lines_m, low, side="left"), np.searchsorted(lines_m, high, side="left")
    crossed = last - first
    edge = np.repeat(np.arange(len(edges)), crossed)
    line = np.arange(len(edge)) - np.repeat(np.cumsum(crossed) - crossed, crossed) + first[edge]
    slope = np.divide(x2 - x1, y2 - y1, out=np.zeros_like(x1), where=crossed > 0)
    x = x1[edge] + (lines_m[line] - y1[edge]) * slope[edge]
    shape = owner[ring[edges[edge]]]
    # One key to sort by is three times as fast as two: shape and line in front, the place on the line behind.
    west, width = (float(x.min()), float(x.max() - x.min()) + 1.0) if len(x) else (0.0, 1.0)
    order = np.argsort((shape * len(lines_m) + line) * width + (x - west))
    shape, line, x = shape[order], line[order], x[order]
    return Stretches(shape[::2], line[::2], x[::2], x[1::2])


def covered(start: Floats, end: Floats, share: Floats, thresholds: Floats) -> Floats:
    """Return the total length of the union of the ranges whose share is at least each threshold.

    Args:
        start, end: ranges on one axis.
        share: of each range.
        thresholds: ascending.
    """
    order = np.argsort(start)
    start, end, share = start[order], end[order], share[order]
    lengths = np.empty(len(thresholds))
    for k in range(len(thresholds)):
        taken = share >= thresholds[k]
        if k and taken.all():
            lengths[k] = lengths[k - 1]
            continue
        start, end, share = start[taken], end[taken], share[taken]
        lengths[k] = union_length(start, end)
    return lengths


def union_length(start: Floats, end: Floats) -> float:
    """Return the length of the union of ranges that are in order of their start."""
    if not len(start):
        return 0.0
    reached = np.maximum.accumulate(end)
    fresh = end.copy()
    fresh[0] -= start[0]
    fresh[1:] -= np.maximum(start[1:], reached[:-1])
    return float(np.maximum(fresh, 0.0).sum())


def spread_lines(found: Stretches, west_m: float, width_m: float) -> tuple[Floats, Floats]:
    """Return starts and ends on one axis on which the lines lie behind each other, ``width_m`` long each."""
    offset = found.line * width_m - west_m
    return found.start + offset, found.end + offset


def even_lines(low_m: float, high_m: float, spacing_m: float) -> tuple[Floats, float]:
    """Return lines in the middle of equal bands between two heights, and the height of a band, at most ``spacing_m``.

    A midpoint rule: the length of a union changes straight between corners, so that only bands with a corner in them
    are off, and by less than they are high.
    """
    bands = max(1, int(np.ceil((high_m - low_m) / spacing_m)))
    height = (high_m - low_m) / bands
    return np.asarray(low_m + (np.arange(bands) + 0.5) * height, dtype=np.float64), height


def people_positions(line_start: Integers, x_m: Floats, found: Stretches) -> npt.NDArray[np.int64]:
    """Return for the start and the end of every stretch how many places lie before it, counted row after row.

    Args:
        line_start: for every line where its places begin in ``x_m``; one more at the end.
        x_m: places, ascending within each line.
        found: stretches over those lines.
    """
    west, width = float(x_m.min()), float(x_m.max() - x_m.min()) + 2.0
    line = np.repeat(np.arange(len(line_start) - 1), np.diff(line_start))
    # One ascending key: the line in front, the place behind it, with room so that no stretch runs on to the next line.
    keys = line * width + (x_m - west)
    ends = np.stack([found.start, found.end])
    return np.searchsorted(keys, found.line * width + np.clip(ends - west, -0.5, width - 1.5), side="left")
