# SPDX-License-Identifier: EUPL-1.2
"""Which boxes lie wholly inside an area and which wholly outside, by a raster over it: most do one or the other.

The raster knows of every square whether the edge of the area may pass through it. A box without such a square is on one
side as a whole, and a table of sums says so at once however large it is. Only boxes near the edge need geometry.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from weerbaar.alerting.cells.edges import Edges
from weerbaar.alerting.cells.wedges import Floats

Marks = npt.NDArray[np.bool_]

_SQUARES = 64
# Edges are cut into pieces somewhat shorter than a square, and marked somewhat wider than they are: far more than
# rounding can move a point, which is why the raster is never laid over less than a metre.
_PIECE, _SLACK = 0.9, 0.01
_SMALLEST_M = 1.0


class Sieve:
    """A raster of 64 by 64 squares over an area, and a rim of one square around it that is outside."""

    def __init__(self, edges: Edges, bounds: tuple[float, float, float, float]) -> None:
        """Lay the raster.

        Args:
            edges: of the area.
            bounds: west, south, east and north of it, in metres.
        """
        west, south, east, north = bounds
        self._origin = np.array([west, south])
        self._size = np.maximum(np.array([east - west, north - south]), _SMALLEST_M) / _SQUARES
        pieces = self._pieces(edges)
        number = _SQUARES + 2
        passed = np.zeros((number, number), dtype=bool)
        # A piece is shorter than a square, so that the squares of its ends are all that its box can have.
        low = _square(np.minimum(*pieces) - _SLACK)
        high = _square(np.maximum(*pieces) + _SLACK)
        for columns in (low[0], high[0]):
            for rows in (low[1], high[1]):
                passed[rows, columns] = True
        self._inside = _odd_to_the_west(pieces, number)
        self._passed_before = np.zeros((number + 1, number + 1), dtype=np.int32)
        np.cumsum(np.cumsum(passed, axis=0, dtype=np.int32), axis=1, out=self._passed_before[1:, 1:])

    def sort(self, boxes: Floats) -> tuple[Marks, Marks]:
        """Return which boxes lie wholly inside, and of which it is not known; the others lie wholly outside.

        Args:
            boxes: west, south, east and north of each, in metres; one row for each.
        """
        left, low = _square(self._in_squares(boxes[:, 0], boxes[:, 1]))
        right, high = _square(self._in_squares(boxes[:, 2], boxes[:, 3]))
        before = self._passed_before
        passed = before[high + 1, right + 1] - before[low, right + 1] - before[high + 1, left] + before[low, left]
        unsure = passed > 0
        return self._inside[low, left] & ~unsure, unsure

    def _in_squares(self, x_m: Floats, y_m: Floats) -> Floats:
        """Return places in squares from the south-west corner of the rim, x in the first row and y in the second."""
        return np.stack([(x_m - self._origin[0]) / self._size[0], (y_m - self._origin[1]) / self._size[1]]) + 1.0

    def _pieces(self, edges: Edges) -> tuple[Floats, Floats]:
        """Return the beginnings and the ends of pieces of the edges, in squares."""
        begin, end = self._in_squares(edges.x1, edges.y1), self._in_squares(edges.x2, edges.y2)
        number = np.ceil(np.maximum(np.abs(end - begin).max(axis=0) / _PIECE, 1.0)).astype(np.intp)
        edge = np.repeat(np.arange(len(number)), number)
        step = np.arange(len(edge)) - np.repeat(np.cumsum(number) - number, number)
        along = ((end - begin) / number)[:, edge]
        cuts = begin[:, edge] + step * along
        ends = np.empty_like(cuts)
        ends[:, :-1] = cuts[:, 1:]
        # The end of an edge is exactly where the next one begins: nothing may cross between the two.
        ends[:, np.cumsum(number) - 1] = end
        return cuts, ends


def _square(places: Floats) -> npt.NDArray[np.intp]:
    return np.clip(places, 0, _SQUARES + 1).astype(np.intp)


def _odd_to_the_west(pieces: tuple[Floats, Floats], number: int) -> Marks:
    """Return the squares with an odd number of crossings to the west of them, on the line through their middle.

    That is inside, for a square that no edge passes through.
    """
    # The line through the middle of row k is passed where this goes from k to k + 1 or back.
    before, after = (np.floor(places[1] + 0.5) for places in pieces)
    crossing = np.flatnonzero(before != after)
    row = np.maximum(before, after)[crossing].astype(np.intp) - 1
    column = _square((pieces[0][0, crossing] + pieces[1][0, crossing]) / 2)
    crossings = np.bincount(row * number + column, minlength=number * number).reshape(number, number)
    return np.asarray(np.cumsum(crossings, axis=1) % 2 == 1)
