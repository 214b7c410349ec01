# SPDX-License-Identifier: EUPL-1.2
"""Areas as shapes that can be measured: in degrees (longitude, latitude) and in metres on a plane.

In and around the Netherlands the plane is the Dutch grid (RD, EPSG:28992), which keeps areas to within 0.1 % there; for
an area elsewhere it is an equal-area plane about its own middle.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from weerbaar.alerting.area.area import Area, Circle, Point
from weerbaar.alerting.area.rings import three_different
from weerbaar.base import Text, WeerbaarError

if TYPE_CHECKING:
    import shapely
    from pyproj import Transformer

# Corners of a circle that is drawn as a polygon: 64 add 0.08 % to its area.
CIRCLE_POINTS = 64

# Where the Dutch grid is used: west, south, east, north in degrees. Its scale is off by at most 0.06 % there.
_RD_RANGE = (2.5, 50.0, 8.0, 54.5)
_EARTH_RADIUS_M = 6_371_000.0
_LARGEST_CIRCLE_KM = 5_000.0

_SAMPLE = 200
_MOST_CROSSINGS = 50_000
# So many pairs of sides with boxes that overlap take about a second to hold against each other.
_MOST_NEIGHBOURS = 10_000_000
_PAIRS_AT_ONCE = 1_000_000


class AreaError(WeerbaarError):
    """An area that encloses nothing, or of which a coordinate is not a place on Earth."""


@dataclass(frozen=True, slots=True)
class Plane:
    """A flat map in metres.

    Attributes:
        name: ``EPSG:28992``, or the definition of the plane in the notation of PROJ.
        transformer: from longitude and latitude in degrees, WGS84, to x and y in metres.
    """

    name: str
    transformer: Transformer

    def to_metres(self, shape: shapely.Geometry) -> shapely.Geometry:
        """Return ``shape`` (longitude, latitude) on this plane."""
        return self._moved(shape, "FORWARD")

    def to_degrees(self, shape: shapely.Geometry) -> shapely.Geometry:
        """Return ``shape`` (x, y on this plane) as longitude and latitude."""
        return self._moved(shape, "INVERSE")

    def _moved(self, shape: shapely.Geometry, direction: str) -> shapely.Geometry:
        import shapely

        def move(xy: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
            return np.column_stack(self.transformer.transform(xy[:, 0], xy[:, 1], direction=direction))

        return shapely.transform(shape, move)


def rd_plane() -> Plane:
    """Return the Dutch grid."""
    return _plane("EPSG:28992")


def plane_for(shape: shapely.Geometry) -> Plane:
    """Return the plane to measure ``shape`` (longitude, latitude) on."""
    west, south, east, north = shape.bounds
    if _RD_RANGE[0] <= west and _RD_RANGE[1] <= south and east <= _RD_RANGE[2] and north <= _RD_RANGE[3]:
        return rd_plane()
    # Whole degrees, so that areas near each other share a plane.
    latitude, longitude = round((south + north) / 2), round((west + east) / 2)
    return _plane(f"+proj=laea +lat_0={latitude} +lon_0={longitude} +ellps=WGS84")


@lru_cache(maxsize=64)
def _plane(name: str) -> Plane:
    from pyproj import Transformer

    return Plane(name, Transformer.from_crs("EPSG:4326", name, always_xy=True))


def geometry(area: Area) -> shapely.Geometry:
    """Return the union of the polygons and circles of ``area`` as a valid shape, longitude before latitude, in degrees.

    A ring that crosses itself stands for all that it goes around. A circle is a polygon around it.

    Raises:
        AreaError: nothing is enclosed, or a coordinate is not a place on Earth.
    """
    import shapely

    shapes = [_polygon(ring) for ring in area.polygons]
    shapes += [_polygon(circle_ring(circle)) for circle in area.circles]
    if not shapes:
        raise AreaError(Text(nl="Het gebied is leeg.", en="The area is empty."))
    return shapes[0] if len(shapes) == 1 else shapely.union_all(shapes)


def _polygon(ring: Sequence[Point]) -> shapely.Geometry:
    import shapely

    points = np.asarray(ring, dtype=np.float64).reshape(-1, 2)
    # Written so that NaN is refused as well.
    if not np.all((np.abs(points[:, 0]) <= 90) & (np.abs(points[:, 1]) <= 180)):
        raise AreaError(
            Text(
                nl="Een coördinaat ligt niet op aarde: de breedte is −90 tot 90 graden, de lengte −180 tot 180.",
                en="A coordinate is not on Earth: latitude is −90 to 90 degrees, longitude −180 to 180.",
            )
        )
    if not three_different(points):
        raise AreaError(
            Text(
                nl="Een veelhoek heeft minder dan drie verschillende punten en omsluit dus niets.",
                en="A polygon has fewer than three different points, so it encloses nothing.",
            )
        )
    return valid_shape(shapely.Polygon(points[:, ::-1]))


def valid_shape(shape: shapely.Geometry) -> shapely.Geometry:
    """Return all that the rings of ``shape`` go around: both halves of a bow tie, and what is gone around twice.

    A ring that is intricate or crosses itself some 25,000 times says nothing; its convex hull is returned.
    """
    import shapely

    if is_intricate(shape):
        return shapely.convex_hull(shape)
    if shapely.is_valid(shape):
        return shape
    if _is_tangled(shape):
        return shapely.convex_hull(shape)
    # One way keeps what is gone around twice, the other what lies along a side that is walked twice.
    around = polygons_of(shapely.make_valid(shape, method="structure", keep_collapsed=False))
    return shapely.union_all([*around, *polygons_of(shapely.make_valid(shape))])


def is_intricate(shape: shapely.Geometry) -> bool:
    """Return whether so many sides of ``shape`` lie side by side that looking for crossings would take very long.

    Those of a coast or a border only have neighbours; those of a saw with thousands of slanting teeth have all others.
    """
    import shapely

    number = int(shapely.get_num_coordinates(shape)) - 1
    if number * (number - 1) // 2 <= _MOST_NEIGHBOURS:
        return False
    sides, tree = _sides(shape)
    at_once = max(1, _PAIRS_AT_ONCE // number)
    # Each pair is found from both sides, and each side finds itself.
    left = 2 * _MOST_NEIGHBOURS + number
    for start in range(0, number, at_once):
        left -= tree.query(sides[start : start + at_once]).shape[1]
        if left < 0:
            return True
    return False


def _sides(shape: shapely.Geometry) -> tuple[npt.NDArray[Any], shapely.STRtree]:
    import shapely

    points = shapely.get_coordinates(shape)
    sides = shapely.linestrings(np.stack([points[:-1], points[1:]], axis=1))
    return sides, shapely.STRtree(sides)


def _is_tangled(shape: shapely.Geometry) -> bool:
    """Whether the sides of ``shape`` cross too often to work out, judged by a sample of them."""
    sides, tree = _sides(shape)
    sample = sides[:: max(1, len(sides) // _SAMPLE)]
    enough = _MOST_CROSSINGS * len(sample) / len(sides)
    crossings = 0
    for side in sample:
        crossings += len(tree.query(side, predicate="crosses"))
        if crossings > enough:
            return True
    return False


def from_geometry(shape: shapely.Geometry, description: Text, codes: tuple[str, ...] = ()) -> Area:
    """Return ``shape`` (polygons; longitude, latitude in degrees) as an area that covers just the same.

    An area has no holes: a polygon with holes is cut through them into polygons without.
    """
    pieces = without_holes(shape)
    return Area(description, polygons=tuple(ring_of(polygon.exterior) for polygon in pieces), codes=codes)


def without_holes(shape: shapely.Geometry) -> list[Any]:
    """Return polygons without holes that together are just ``shape``; one with holes is cut through them."""
    pieces: list[Any] = []
    waiting = polygons_of(shape)[::-1]
    while waiting:
        polygon = waiting.pop()
        if polygon.interiors:
            waiting += _cut_through_a_hole(polygon)
        else:
            pieces.append(polygon)
    return pieces


def polygons_of(shape: shapely.Geometry) -> list[Any]:
    """Return the polygons in ``shape`` that enclose something; lines and points are left out."""
    import shapely

    return [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon" and part.area > 0] + [
        polygon
        for part in shapely.get_parts(shape)
        if part.geom_type in ("MultiPolygon", "GeometryCollection")
        for polygon in polygons_of(part)
    ]


def ring_of(ring: shapely.LinearRing) -> tuple[Point, ...]:
    """Return a ring (longitude, latitude) as points (latitude, longitude)."""
    import shapely

    return tuple((latitude, longitude) for longitude, latitude in shapely.get_coordinates(ring).tolist())


def _cut_through_a_hole(polygon: shapely.Polygon) -> list[Any]:
    """Cut from north to south through the middle one of its holes, so that the number of cuts stays small."""
    import shapely

    middles = sorted((hole.bounds[0] + hole.bounds[2]) / 2 for hole in polygon.interiors)
    cut = middles[len(middles) // 2]
    west, south, east, north = polygon.bounds
    halves = (shapely.box(west, south, cut, north), shapely.box(cut, south, east, north))
    return [piece for half in halves for piece in polygons_of(shapely.intersection(polygon, half))]


def area_km2(area: Area) -> float:
    """Return how many square kilometres ``area`` covers; what is covered twice counts once.

    Raises:
        AreaError: as :func:`geometry`.
    """
    return shape_km2(geometry(area))


def shape_km2(shape: shapely.Geometry) -> float:
    """Return the square kilometres of ``shape`` (longitude, latitude)."""
    return float(plane_for(shape).to_metres(shape).area) / 1e6


def circle_ring(circle: Circle, points: int = CIRCLE_POINTS) -> tuple[Point, ...]:
    """Return a closed ring of ``points`` corners that contains ``circle`` and touches it.

    The corners stand at radius / cos(π / points) along the geodesics from the middle, plus what a straight line in
    degrees bends inward from a geodesic over the length of one side (side² × tan(latitude) / 8 R).

    Raises:
        AreaError: the middle is not on Earth, or the radius is not above 0 and at most 5,000 km.
    """
    from pyproj import Geod

    if not (0 < circle.radius_km <= _LARGEST_CIRCLE_KM and abs(circle.latitude) <= 90 and abs(circle.longitude) <= 180):
        raise AreaError(
            Text(
                nl="Een cirkel heeft een middelpunt op aarde en een straal van meer dan 0 en ten hoogste 5.000 km.",
                en="A circle has a middle on Earth and a radius above 0 and of at most 5,000 km.",
            )
        )
    radius_m = circle.radius_km * 1000
    side_m = 2 * radius_m * math.tan(math.pi / points)
    bend_m = side_m**2 * abs(math.tan(math.radians(min(abs(circle.latitude), 89.0)))) / (8 * _EARTH_RADIUS_M)
    # Twice the bend, and a millimetre for rounding.
    reach_m = radius_m / math.cos(math.pi / points) + 2 * bend_m + 0.001
    azimuths = np.arange(points) * (-360.0 / points)
    longitudes, latitudes, _ = Geod(ellps="WGS84").fwd(
        np.full(points, circle.longitude), np.full(points, circle.latitude), azimuths, np.full(points, reach_m)
    )
    corners: list[Point] = list(zip(latitudes.tolist(), longitudes.tolist(), strict=True))
    return (*corners, corners[0])
