# SPDX-License-Identifier: EUPL-1.2
"""An area made small enough for device-based geofencing, so that it still contains all that it contained.

A phone gets the corners on a grid of 22 bits each way (ATIS-0700041: 4.8 m north and 5.9 m east in the Netherlands) and
joins them by straight lines in degrees. The area is first widened by half a step of that grid, then loses corners
outward, and only then are its corners moved onto the grid; so no rounding can leave anybody out.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from weerbaar.alerting.area.area import Area, Circle, Point
from weerbaar.alerting.area.outward import Ring, with_fewer_corners
from weerbaar.alerting.area.shapes import area_km2, geometry, polygons_of, valid_shape, without_holes
from weerbaar.base import Text, WeerbaarError

if TYPE_CHECKING:
    import shapely

GEOFENCE_OCTETS = 1024

# Degrees between neighbouring values of a coordinate of 22 bits.
LATITUDE_STEP = 180.0 / 2**22
LONGITUDE_STEP = 360.0 / 2**22

_STEPS = np.array([LONGITUDE_STEP, LATITUDE_STEP])
_ORIGIN = np.array([-180.0, -90.0])

# Octets: the length of the whole, a waiting time, the head of a polygon, a circle; a point takes 44 bits.
_LENGTH, _WAITING_TIME, _HEAD, _CIRCLE = 2, 3, 2, 10
_RADIUS_STEP_KM = 1 / 64
_LARGEST_RADIUS_KM = (2**20 - 1) * _RADIUS_STEP_KM

_MOST_CIRCLES = 20
_MOST_PARTS = 12
_MOST_PARTS_IN_PAIRS = 64
_MOST_CORNERS = 1_000

# Stretches in which the edge of a polygon of thousands of corners is taken.
_STRETCHES = 500

# A hole of less than this share of the area is filled; through a larger one the area is cut.
_SMALL_HOLE = 0.005

# Where more than 2 % would be added, waters narrower than twice these shares of the size are bridged, in turn.
_ENOUGH = 0.02
_BRIDGES = (0.01, 0.02)
_MOST_TO_BRIDGE = 5_000
_METRES_PER_DEGREE = 111_320.0


class SimplifyError(WeerbaarError):
    """A number of octets in which no area fits."""


@dataclass(frozen=True, slots=True)
class Simplified:
    """An area that fits.

    Attributes:
        area: contains the area that it was made from; its corners and the middles of its circles lie on the grid.
            Its polygons may overlap.
        octets: what its coordinates take, with their length of two octets and a waiting time.
        added_km2: how much larger it is.
    """

    area: Area
    octets: int
    added_km2: float


def simplify_outward(area: Area, octets: int = GEOFENCE_OCTETS) -> Simplified:
    """Return an area in at most ``octets`` that contains ``area`` and is little larger.

    Small holes are filled, and parts that lie together may become one.

    Raises:
        AreaError: as :func:`weerbaar.alerting.area.shapes.geometry`.
        SimplifyError: ``octets`` is less than a triangle takes.
    """
    keeps_circles = len(area.circles) <= _MOST_CIRCLES and all(_fits_as_circle(circle) for circle in area.circles)
    circles = tuple(_on_grid(circle) for circle in area.circles) if keeps_circles else ()
    drawn = Area(area.description, area.polygons, () if keeps_circles else area.circles)
    room = octets - _LENGTH - _WAITING_TIME - _CIRCLE * len(circles)
    if drawn.polygons or drawn.circles:
        if room < _octets_of([3]):
            if not circles:
                raise _too_few(octets)
            # Too many circles to leave room: all becomes polygons.
            circles, drawn = (), area
            room = octets - _LENGTH - _WAITING_TIME
        polygons = _simplified(geometry(drawn), room)
    elif room < 0:
        circles, polygons = (), _simplified(geometry(area), octets - _LENGTH - _WAITING_TIME)
    else:
        polygons = ()
    made = Area(area.description, polygons, circles, area.codes)
    return Simplified(made, geofence_octets(made), max(0.0, area_km2(made) - area_km2(area)))


def geofence_octets(area: Area) -> int:
    """Return how many octets the coordinates of ``area`` take, its closing points and a waiting time included."""
    return _LENGTH + _WAITING_TIME + _octets_of([len(ring) - 1 for ring in area.polygons]) + _CIRCLE * len(area.circles)


def _octets_of(corners: Sequence[int]) -> int:
    return sum(_HEAD + math.ceil((count + 1) * 44 / 8) for count in corners)


def _too_few(octets: int) -> SimplifyError:
    least = _LENGTH + _WAITING_TIME + _octets_of([3])
    return SimplifyError(
        Text(
            nl=f"In {octets} octetten past geen gebied; een driehoek vraagt er {least}.",
            en=f"No area fits in {octets} octets; a triangle takes {least}.",
        )
    )


def _fits_as_circle(circle: Circle) -> bool:
    return circle.radius_km < _LARGEST_RADIUS_KM - 1


def _on_grid(circle: Circle) -> Circle:
    """Return a circle around ``circle`` whose middle and radius the grid has."""
    north = (math.floor((circle.latitude + 90) / LATITUDE_STEP + 0.5)) * LATITUDE_STEP - 90
    east = (math.floor((circle.longitude + 180) / LONGITUDE_STEP + 0.5)) * LONGITUDE_STEP - 180
    # Half a step each way is at most 6 m; the next whole 64th of a kilometre after 8 m more is enough.
    radius = math.ceil((circle.radius_km + 0.008) / _RADIUS_STEP_KM) * _RADIUS_STEP_KM
    return Circle(_above(north), _above(east), radius)


def _above(degrees: float) -> float:
    """Return a value of the grid as a number that rounding down keeps there; 1e-9 degree is 0.1 mm."""
    return degrees + 1e-9


def _simplified(shape: shapely.Geometry, room: int) -> tuple[tuple[Point, ...], ...]:
    """Return rings on the grid, in at most ``room`` octets, that contain ``shape`` (longitude, latitude)."""
    import shapely

    if room < _octets_of([3]):
        raise _too_few(room + _LENGTH + _WAITING_TIME)
    west, south, east, north = shape.bounds
    middle = ((west + east) / 2, (south + north) / 2)
    # A plane on which a straight line is what it is in degrees, with about the lengths of the middle.
    scale = np.array([_METRES_PER_DEGREE * max(0.1, math.cos(math.radians(middle[1]))), _METRES_PER_DEGREE])
    flat = shapely.transform(shape, lambda xy: (xy - middle) * scale)
    half_step = math.hypot(LONGITUDE_STEP * scale[0], LATITUDE_STEP * scale[1]) / 2
    rings = _least(flat, half_step * 1.05, room)
    return tuple(_on_the_grid(ring / scale + middle) for ring in rings)


def _least(shape: shapely.Geometry, margin: float, room: int) -> list[Ring]:
    """Return the rings that add least, of those found with narrow waters between the parts kept and bridged."""
    import shapely

    size = math.sqrt(shape.area)
    best = _fitting(shape, margin, room)
    for share in _BRIDGES if shapely.get_num_coordinates(shape) <= _MOST_TO_BRIDGE else ():
        if _surface(best) - shape.area <= _ENOUGH * shape.area:
            break
        bridged = shapely.buffer(shapely.buffer(shape, share * size, quad_segs=2), -share * size, join_style="mitre")
        found = _fitting(shapely.union(bridged, shape), margin, room)
        if _surface(found) < _surface(best):
            best = found
    return best


def _surface(rings: Sequence[Ring]) -> float:
    import shapely

    return float(shapely.union_all([valid_shape(shapely.Polygon(ring)) for ring in rings]).area)


def _fitting(shape: shapely.Geometry, margin: float, room: int) -> list[Ring]:
    """Return rings that fit, each part of ``shape`` at least ``margin`` inside one."""
    import shapely

    parts = [_widened(_coarse(part), margin) for part in _few_parts(_without_holes(shape))]
    while True:
        rings = with_fewer_corners(_few_corners(parts), lambda corners: _octets_of(corners) <= room)
        if rings is not None:
            return rings
        # No step is left that keeps the parts apart: they become one, which always has a step.
        parts = [shapely.convex_hull(shapely.union_all(parts))]


def _widened(part: shapely.Polygon, by: float) -> shapely.Polygon:
    """Return ``part`` with its edge moved outward by ``by`` and few corners added; what that encloses is filled."""
    import shapely

    return shapely.Polygon(shapely.buffer(part, by, join_style="mitre", mitre_limit=2.0).exterior)


def _coarse(part: shapely.Polygon) -> shapely.Polygon:
    """Return a polygon of bounded detail that contains ``part``.

    Its edge is taken in stretches, each with its convex hull. What lies in ``part`` outside every hull has the edge go
    around it just as often when each stretch is pulled straight.
    """
    import shapely

    points = shapely.get_coordinates(part.exterior)
    if len(points) <= 2 * _MOST_CORNERS:
        return part
    starts = np.linspace(0, len(points) - 1, _STRETCHES + 1).astype(np.intp)
    hulls = [shapely.convex_hull(shapely.MultiPoint(points[a : b + 1])) for a, b in pairwise(starts)]
    whole = shapely.union_all([valid_shape(shapely.Polygon(points[starts])), *hulls])
    return max((shapely.Polygon(piece.exterior) for piece in polygons_of(whole)), key=lambda piece: piece.area)


def _without_holes(shape: shapely.Geometry) -> list[Any]:
    """Return polygons without holes that cover ``shape``: small holes are filled, parts are cut through large ones."""
    import shapely

    least = _SMALL_HOLE * shape.area
    found: list[Any] = []
    for part in polygons_of(shape):
        large = [hole for hole in part.interiors if shapely.Polygon(hole).area > least]
        found += without_holes(shapely.Polygon(part.exterior, large))
    return found


def _few_parts(parts: list[Any]) -> list[Any]:
    """Return at most 12 parts that contain ``parts``, the two whose hull adds least becoming one."""
    import shapely

    if len(parts) > _MOST_PARTS_IN_PAIRS:
        parts = _grouped(parts)
    while len(parts) > _MOST_PARTS:
        a, b = np.triu_indices(len(parts), 1)
        whole = np.array(parts, dtype=object)
        hulls = shapely.convex_hull(shapely.multipolygons(np.stack([whole[a], whole[b]], axis=1)))
        least = int(np.argmin(shapely.area(hulls) - shapely.area(whole[a]) - shapely.area(whole[b])))
        parts = [hulls[least], *(part for part in parts if not shapely.covers(hulls[least], part))]
    return parts


def _grouped(parts: list[Any]) -> list[Any]:
    """Return the hulls of 64 groups of neighbours: eight strips from west to east, eight groups in each."""
    import shapely

    x, y = shapely.get_coordinates(shapely.centroid(np.array(parts, dtype=object))).T
    strips = np.array_split(np.argsort(x, kind="stable"), 8)
    groups = [group for strip in strips for group in np.array_split(strip[np.argsort(y[strip], kind="stable")], 8)]
    return [
        shapely.convex_hull(shapely.GeometryCollection([parts[i] for i in group.tolist()]))
        for group in groups
        if len(group)
    ]


def _few_corners(parts: list[Any]) -> list[Ring]:
    """Return the rings of ``parts`` counter-clockwise; of many corners first a coarser edge is drawn around them."""
    import shapely

    coarse = parts
    distance = math.sqrt(sum(part.area for part in parts)) * 1e-4
    while sum(len(part.exterior.coords) - 1 for part in coarse) > _MOST_CORNERS:
        # The line of Douglas and Peucker leaves no corner further behind than the edge is then moved outward.
        coarse = [_widened(shapely.simplify(part, distance), distance * 1.0001) for part in parts]
        distance *= 2
    return [shapely.get_coordinates(shapely.orient_polygons(part).exterior)[:-1] for part in coarse]


def _on_the_grid(ring: Ring) -> tuple[Point, ...]:
    """Return a ring (longitude, latitude) as the nearest points of the grid (latitude, longitude), closed."""
    codes = np.floor((ring - _ORIGIN) / _STEPS + 0.5)
    codes = codes[np.any(codes != np.roll(codes, 1, axis=0), axis=1)]
    corners = [(_above(latitude), _above(longitude)) for longitude, latitude in (codes * _STEPS + _ORIGIN).tolist()]
    return (*corners, corners[0])
