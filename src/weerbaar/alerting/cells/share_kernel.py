# SPDX-License-Identifier: EUPL-1.2
"""What part of shapes lies inside an area, without making a polygon.

A polygon is a sum of strips: what lies below an edge counts for it where the inside is below that edge, and against it
where the inside is above. What two polygons have in common is then the sum over all pairs of their edges of what lies
below both, and below two straight lines lies a trapezoid, or two where the lines cross. There is no special case for
corners that touch or edges that coincide, and rounding is all the error there is.
"""

from __future__ import annotations

from weerbaar.alerting.cells.wedges import Floats, Integers
from weerbaar.base import kernel


@kernel
def inside(
    wanted: Integers,
    begins: Integers,
    shape_x1: Floats,
    shape_y1: Floats,
    shape_x2: Floats,
    shape_y2: Floats,
    heights: Floats,
    cuts: Floats,
    left: Floats,
    right: Floats,
    x: Floats,
    y: Floats,
    slope: Floats,
    sign: Floats,
    edges_begin: Integers,
    tops_begin: Integers,
    of_tile: Integers,
    share: Floats,
) -> None:
    """Put into ``share`` what part of each wanted polygon lies inside an area; nothing where it has no surface.

    Args:
        wanted: numbers of polygons.
        begins: where the edges of each polygon begin; one more at the end.
        shape_x1, shape_y1, shape_x2, shape_y2: edges of polygons in metres; holes the other way round.
        heights, cuts, left, right, x, y, slope, sign, edges_begin, tops_begin, of_tile: the area, as in ``Tiles``.
        share: as long as ``wanted``.
    """
    number = len(heights) - 1
    row_height, column_width = (heights[number] - heights[0]) / number, (cuts[number] - cuts[0]) / number
    for k in range(len(wanted)):
        begin, end = begins[wanted[k]], begins[wanted[k] + 1]
        low, high = shape_y1[begin], shape_y1[begin]
        for edge in range(begin, end):
            low, high = min(low, shape_y1[edge]), max(high, shape_y1[edge])
        first_row = min(max(int((low - heights[0]) / row_height), 0), number - 1)
        last_row = min(max(int((high - heights[0]) / row_height), 0), number - 1)
        whole, common = 0.0, 0.0
        for edge in range(begin, end):
            x1, y1, x2, y2 = shape_x1[edge], shape_y1[edge], shape_x2[edge], shape_y2[edge]
            if x1 == x2:
                continue
            whole += (x1 - x2) * ((y1 - low) + (y2 - low))
            west, east = min(x1, x2), max(x1, x2)
            rise = (y2 - y1) / (x2 - x1)
            below_edge = 1.0 if x2 < x1 else -1.0
            if east <= cuts[0] or west >= cuts[number]:
                continue
            first_column = min(max(int((west - cuts[0]) / column_width), 0), number - 1)
            last_column = min(max(int((east - cuts[0]) / column_width), 0), number - 1)
            for column in range(first_column, last_column + 1):
                tile = column * number
                # The edges in all rows of the polygon, and where the area goes on above the last of them.
                for part in range(2):
                    if part == 0:
                        first, last = edges_begin[tile + first_row], edges_begin[tile + last_row + 1]
                    else:
                        first, last = tops_begin[tile + last_row], tops_begin[tile + last_row + 1]
                    for place in range(first, last):
                        line = of_tile[place]
                        start = max(west, left[line], cuts[column])
                        stop = min(east, right[line], cuts[column + 1])
                        if stop <= start:
                            continue
                        line_start = y[line] - low + (start - x[line]) * slope[line]
                        line_stop = y[line] - low + (stop - x[line]) * slope[line]
                        above_start = y1 - low + (start - x1) * rise - line_start
                        above_stop = y1 - low + (stop - x1) * rise - line_stop
                        below = min(above_start, 0.0) + min(above_stop, 0.0)
                        if (above_start < 0) != (above_stop < 0):
                            # Where the lines cross, a triangle is below instead of a trapezoid.
                            below *= -below / abs(above_start - above_stop)
                        common += below_edge * sign[line] * (stop - start) * (line_start + line_stop + below)
        share[k] = common / whole if whole != 0.0 else 0.0
