# SPDX-License-Identifier: EUPL-1.2
"""Whether a ring encloses something without crossing itself, in a time that a hostile file cannot stretch.

The same area comes back in every language and is asked for by several rules: each is read and judged once.
"""

from __future__ import annotations

from itertools import islice, pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from weerbaar.alerting.area import Point
from weerbaar.alerting.cap.values import CapValueError, Ring, parse_ring

# ``line``: nothing is enclosed. ``crossing``: an edge meets another. ``intricate``: too much work to find out.
Shape = Literal["good", "line", "crossing", "intricate"]

# How many pairs of edges may be held against each other in one message, about half a second of work.
_MOST_PAIRS = 10_000_000
# Below this number of points counting the pairs costs more than it saves.
_FEW_POINTS = 100
# A ring around less than this (square degrees, some square metres) is a line.
_NO_AREA = 1e-12


class Rings:
    """The rings of one message."""

    __slots__ = ("_judged", "_pairs_left", "_read")

    def __init__(self) -> None:
        self._read: dict[str, Ring | CapValueError] = {}
        self._judged: dict[str, tuple[Shape, Point | None]] = {}
        self._pairs_left = _MOST_PAIRS

    def read(self, text: str) -> Ring:
        """Return the points of a ``polygon``.

        Raises:
            CapValueError: it is not a row of points.
        """
        found = self._read.get(text)
        if found is None:
            try:
                found = parse_ring(text)
            except CapValueError as error:
                found = error
            self._read[text] = found
        if isinstance(found, CapValueError):
            raise found
        return found

    def shape(self, text: str) -> tuple[Shape, Point | None]:
        """Return what a ``polygon`` with all its points on earth is, and where it crosses itself.

        One that is not closed is looked at as if its first point came once more.

        Raises:
            CapValueError: it is not a row of points.
        """
        found = self._judged.get(text)
        if found is None:
            ring = self.read(text)
            found = self._judged[text] = self._shape(ring)
        return found

    def _shape(self, ring: Ring) -> tuple[Shape, Point | None]:
        x, y = ring.longitudes, ring.latitudes
        if (x[0], y[0]) != (x[-1], y[-1]):
            x, y = [*x, x[0]], [*y, y[0]]
        west, east = min(x), max(x)
        if len(x) < 4 or west == east or min(y) == max(y):
            return "line", None
        if east - west > 180:
            # Lay a ring that passes longitude 180 out without the jump.
            x = [lon + 360 if lon < 0 else lon for lon in x]
        if _seen_from_its_middle(x, y):
            return "good", None
        points = np.column_stack((x, y))
        if _is_line(points):
            return "line", None
        if len(points) <= 4:
            # A triangle cannot cross itself.
            return "good", None
        if len(points) > _FEW_POINTS:
            self._pairs_left -= _most_pairs(points)
            if self._pairs_left < 0:
                return "intricate", None
        return _crossing(points)


def _seen_from_its_middle(x: list[float], y: list[float]) -> bool:
    """Return whether the edge goes once around the middle of its points without turning back.

    Such a ring cannot cross itself, and most that are drawn by hand are so; False says nothing.
    """
    count = len(x) - 1
    x0, y0 = (sum(x) - x[0]) / count, (sum(y) - y[0]) / count
    x1, y1 = x[0] - x0, y[0] - y0
    turn, rounds = 0.0, 0
    for lon, lat in islice(zip(x, y, strict=True), 1, None):
        x2, y2 = lon - x0, lat - y0
        cross = x1 * y2 - x2 * y1
        if cross * turn < 0 or -_NO_AREA < cross < _NO_AREA:
            return False
        # Every round passes the line to the east of the middle once.
        rounds += (y1 < 0 <= y2) if cross > 0 else (y2 < 0 <= y1)
        turn, x1, y1 = cross, x2, y2
    return rounds == 1


def _is_line(points: NDArray[np.float64]) -> bool:
    """Return whether all points are on one line; a bow tie has no net area either, and is none."""
    x, y = (points - points[0]).T
    if abs(float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]))) >= _NO_AREA:
        return False
    far = int(np.argmax(np.abs(x) + np.abs(y)))
    return bool(np.all(np.abs(y * x[far] - x * y[far]) < _NO_AREA))


def _most_pairs(points: NDArray[np.float64]) -> int:
    """Return a number that no fewer pairs of edges can have overlapping boxes than, seen from the south or the west.

    GEOS holds exactly those pairs against each other. For a coast it is some edges for each point; for a zigzag in
    which every edge runs past all others it is all pairs.
    """
    low, high = np.minimum(points[:-1], points[1:]), np.maximum(points[:-1], points[1:])
    count = len(low)
    # Of the edges in order of where they begin, each overlaps those that begin before it ends.
    overlaps = [
        int(np.searchsorted(np.sort(low[:, axis]), high[:, axis], side="right").sum()) - count * (count + 1) // 2
        for axis in (0, 1)
    ]
    return min(overlaps)


def _crossing(points: NDArray[np.float64]) -> tuple[Shape, Point | None]:
    import shapely

    polygon = shapely.Polygon(points)
    if shapely.is_valid(polygon):
        return "good", None
    # "Self-intersection[4.95 52.15]": longitude and latitude of the place.
    place = shapely.is_valid_reason(polygon).partition("[")[2].rstrip("]").split()
    lon, lat = map(float, place) if len(place) == 2 else points[0].tolist()
    return "crossing", (lat, lon)


def has_twice(ring: Ring) -> Point | None:
    """Return the first point that stands twice in a row; None when there is none."""
    lats, lons = ring.latitudes, ring.longitudes
    # Few rings have one; a latitude that comes twice is rare enough to look closer.
    for place, (first, second) in enumerate(pairwise(lats)):
        if first == second and lons[place] == lons[place + 1]:
            return first, lons[place]
    return None
