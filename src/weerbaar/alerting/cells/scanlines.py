# SPDX-License-Identifier: EUPL-1.2
"""How much a pile of overlapping shapes covers, for every share that a shape must have, without a union of polygons.

Every shape is cut by horizontal lines into stretches. Along a line the length of a union of stretches is exact and
costs one pass over them in order of their start; lines close together turn lengths into an area.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from weerbaar.alerting.cells.edges import Edges, edges_of
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
    return crossed(edges_of(shapes), lines_m)


def crossed(edges: Edges, lines_m: Floats) -> Stretches:
    """Cut the shapes with these ``edges`` by the lines at ``lines_m`` (ascending)."""
    low, high = np.minimum(edges.y1, edges.y2), np.maximum(edges.y1, edges.y2)
    # Half open, so that a line through a corner crosses there once, or not at all.
    first, last = np.searchsorted(lines_m, low, side="left"), np.searchsorted(lines_m, high, side="left")
    number = last - first
    edge = np.repeat(np.arange(len(edges)), number)
    line = np.arange(len(edge)) - np.repeat(np.cumsum(number) - number, number) + first[edge]
    slope = np.divide(edges.x2 - edges.x1, edges.y2 - edges.y1, out=np.zeros(len(edges)), where=number > 0)
    x = edges.x1[edge] + (lines_m[line] - edges.y1[edge]) * slope[edge]
    shape = edges.shape[edge]
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
