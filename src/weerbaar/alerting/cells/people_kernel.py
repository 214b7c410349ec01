# SPDX-License-Identifier: EUPL-1.2
"""Which places lie in shapes, row by row: where a shape passes over a row it covers the places of a range."""

from __future__ import annotations

import numpy as np

from weerbaar.alerting.cells.wedges import Floats, Integers
from weerbaar.base import kernel


@kernel
def _first_from(x: Floats, least: float, first: int, last: int) -> int:
    """Return the first place from ``first`` up to ``last`` where ``x`` is at least ``least``."""
    while first < last:
        middle = (first + last) // 2
        if x[middle] < least:
            first = middle + 1
        else:
            last = middle
    return first


@kernel
def raise_to(
    wanted: Integers,
    value: Floats,
    begins: Integers,
    x1: Floats,
    y1: Floats,
    x2: Floats,
    y2: Floats,
    heights: Floats,
    row_begins: Integers,
    x: Floats,
    found: Floats,
) -> None:
    """Raise ``found`` to the value of every wanted shape that a place lies in.

    Args:
        wanted: numbers of shapes.
        value: of each of them.
        begins: where the edges of each shape begin; one more at the end.
        x1, y1, x2, y2: edges of all shapes, in metres.
        heights: of the rows of places, ascending.
        row_begins: where each row begins in ``x``; one more at the end.
        x: places, ascending within each row.
        found: as long as ``x``.
    """
    for k in range(len(wanted)):
        begin, end = begins[wanted[k]], begins[wanted[k] + 1]
        low, high = y1[begin], y1[begin]
        for edge in range(begin, end):
            low, high = min(low, y1[edge]), max(high, y1[edge])
        crossings = np.empty(end - begin)
        for row in range(np.searchsorted(heights, low), np.searchsorted(heights, high)):
            height, count = heights[row], 0
            for edge in range(begin, end):
                # Half open, so that a line through a corner crosses there once, or not at all.
                if (y1[edge] <= height) != (y2[edge] <= height):
                    slope = (x2[edge] - x1[edge]) / (y2[edge] - y1[edge])
                    crossings[count] = x1[edge] + (height - y1[edge]) * slope
                    count += 1
            # Two of them for most shapes, so that putting each in its place is fastest.
            for later in range(1, count):
                crossing, place = crossings[later], later
                while place and crossings[place - 1] > crossing:
                    crossings[place] = crossings[place - 1]
                    place -= 1
                crossings[place] = crossing
            for pair in range(0, count, 2):
                first = _first_from(x, crossings[pair], row_begins[row], row_begins[row + 1])
                last = _first_from(x, crossings[pair + 1], first, row_begins[row + 1])
                for place in range(first, last):
                    found[place] = max(found[place], value[k])
