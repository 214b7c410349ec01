# SPDX-License-Identifier: EUPL-1.2
"""The edge of an area by tile, so that a shape is held only against what is near it.

Rows of tiles cut the area off: with the edges of the rows that a shape is in, and the top of the last of them where the
area goes on above it, the shape sees the same area as with all edges.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from weerbaar.alerting.cells.edges import Edges
from weerbaar.alerting.cells.scanlines import crossed
from weerbaar.alerting.cells.wedges import Floats, Integers

_MOST_TILES = 128


@dataclass(frozen=True, eq=False, slots=True)
class Lines:
    """Straight lines over a stretch each.

    Attributes:
        left, right: from where to where, in metres.
        x, y: a point of the line.
        slope: how much it rises per metre.
        sign: 1 where the inside of the area is below it, -1 where it is above.
    """

    left: Floats
    right: Floats
    x: Floats
    y: Floats
    slope: Floats
    sign: Floats

    def joined(self, other: Lines) -> Lines:
        """Return these lines and then the others."""
        return Lines(*(np.concatenate([getattr(self, name), getattr(other, name)]) for name in self.__slots__))


@dataclass(frozen=True, eq=False)
class Tiles:
    """An area in rows and columns of tiles.

    Attributes:
        heights: between rows, evenly spaced.
        cuts: between columns, evenly spaced.
        lines: the edges of the area, each in one row, and then the tops of rows.
        edges_begin, tops_begin: column by column, and within each row by row, where a tile begins in ``of_tile``; one
            more at the end.
        of_tile: places in ``lines``.
    """

    heights: Floats
    cuts: Floats
    lines: Lines
    edges_begin: Integers
    tops_begin: Integers
    of_tile: Integers


def tiles(edges: Edges) -> Tiles:
    """Lay tiles over the area with these ``edges``, about as many as there are edges."""
    number = int(np.clip(np.sqrt(len(edges)), 1, _MOST_TILES))
    heights = np.linspace(min(edges.y1.min(), edges.y2.min()), max(edges.y1.max(), edges.y2.max()), number + 1)
    own, row = _in_rows(edges.picked(edges.x1 != edges.x2), heights)
    tops, top_row = _tops(edges, heights)
    cuts = np.linspace(own.left.min(), own.right.max(), number + 1)
    of_own, own_begin = _by_tile(own, row, cuts)
    of_tops, tops_begin = _by_tile(tops, top_row, cuts)
    of_tile = np.concatenate([of_own, of_tops + len(row)])
    return Tiles(heights, cuts, own.joined(tops), own_begin, tops_begin + len(of_own), of_tile)


def _in_rows(edges: Edges, heights: Floats) -> tuple[Lines, Integers]:
    """Return ``edges`` (none upright) as lines cut where they pass from row to row, and the row of each."""
    low, high = np.minimum(edges.y1, edges.y2), np.maximum(edges.y1, edges.y2)
    last = np.clip(np.searchsorted(heights, high, side="left") - 1, 0, len(heights) - 2)
    # A level edge between two rows is in the one below, where the top of that row counts what is above it.
    first = np.minimum(_band(low, heights), last)
    edge, row = _spread(first, last)
    x, y, slope = edges.x1[edge], edges.y1[edge], ((edges.y2 - edges.y1) / (edges.x2 - edges.x1))[edge]
    left, right = np.minimum(edges.x1, edges.x2)[edge], np.maximum(edges.x1, edges.x2)[edge]
    run = np.divide(1.0, slope, out=np.zeros_like(slope), where=slope != 0)
    enters = np.where(row == first[edge], np.where(slope > 0, left, right), x + (heights[row] - y) * run)
    leaves = np.where(row == last[edge], np.where(slope > 0, right, left), x + (heights[row + 1] - y) * run)
    # Which way round the area runs shows in its own surface.
    turn = np.sign(((edges.x1 - edges.x2) * (edges.y1 + edges.y2)).sum())
    sign = np.where(edges.x2 < edges.x1, turn, -turn)[edge]
    start, end = np.minimum(enters, leaves), np.maximum(enters, leaves)
    return Lines(np.clip(start, left, right), np.clip(end, left, right), x, y, slope, sign), row


def _tops(edges: Edges, heights: Floats) -> tuple[Lines, Integers]:
    """Return where the area goes on above each row but the last, and which row that is."""
    found = crossed(edges, heights[1:-1])
    level = np.zeros(len(found.line))
    return Lines(found.start, found.end, found.start, heights[1:-1][found.line], level, level + 1.0), found.line


def _by_tile(lines: Lines, row: Integers, cuts: Floats) -> tuple[Integers, Integers]:
    """Return lines in order of their tiles, and where each tile begins in that order."""
    number = len(cuts) - 1
    line, column = _spread(_band(lines.left, cuts), _band(lines.right, cuts))
    tile = column * number + row[line]
    order = np.argsort(tile, kind="stable")
    counts = np.bincount(tile, minlength=number * number)
    return line[order], np.concatenate([[0], np.cumsum(counts)])


def _band(places: Floats, bounds: Floats) -> Integers:
    return np.clip(np.searchsorted(bounds, places, side="right") - 1, 0, len(bounds) - 2)


def _spread(first: Integers, last: Integers) -> tuple[Integers, Integers]:
    """Return for every row all numbers from ``first`` to ``last``, and which row each is of."""
    number = last - first + 1
    row = np.repeat(np.arange(len(first)), number)
    return row, np.arange(len(row)) + np.repeat(first - (np.cumsum(number) - number), number)
