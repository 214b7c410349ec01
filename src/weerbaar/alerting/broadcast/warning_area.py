# SPDX-License-Identifier: EUPL-1.2
"""The outline of an alert's area for phones, which then show the alert only inside it (ATIS-0700041, 5.2).

A point is 22 bits of latitude and 22 of longitude: steps of 4.8 m by 5.9 m in the Netherlands. Corners move outward to
a point that can be written, so that nobody falls outside by the rounding.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from weerbaar.alerting.area import Area, Circle
from weerbaar.base import Text, WeerbaarError

MOST_OCTETS = 1024
MOST_POLYGON_POINTS = 185
_WAIT, _POLYGON, _CIRCLE = 1, 2, 3
_HEAD_OCTETS = 2
_POINT_BITS = 44
_CELLS = 1 << 22
_RADIUS_BITS = 20
_RADIUS_STEPS_PER_KM = 64
_LONGEST_WAIT_S = 254
_FEWEST_CORNERS = 3
_EARTH_KM = 6371.0
# How far, in steps, a corner may move to lie outside both its edges; sharper corners move less than that would take.
_REACH = 4
# Steps, about five micrometres: what floating point makes of a corner that was a whole point already.
_NOTHING = 1e-6

Ring = tuple[tuple[float, float], ...]


class WarningAreaError(WeerbaarError):
    """An outline that cannot be written, or octets that are none."""


class TooManyPointsError(WarningAreaError):
    """More points than fit.

    Attributes:
        points: how many there are, in all polygons together, closing points counted.
        fits: how many fit with these polygons and circles.
    """

    def __init__(self, points: int, fits: int) -> None:
        self.points = points
        self.fits = fits
        super().__init__(
            Text(
                nl=f"Het gebied heeft {points} punten; er passen er {fits}. Vereenvoudig het naar buiten toe.",
                en=f"The area has {points} points; {fits} fit. Simplify it outward.",
            )
        )


@dataclass(frozen=True, slots=True)
class WarningArea:
    """An outline as phones read it.

    Attributes:
        polygons: rings of (latitude, longitude) in degrees.
        circles: circles.
        wait_s: how long a phone looks for its position before it shows the alert anyway; None: the phone decides.
    """

    polygons: tuple[Ring, ...]
    circles: tuple[Circle, ...]
    wait_s: int | None = None


def encode_warning_area(area: Area, wait_s: int | None = None) -> bytes:
    """Return the octets of an area, as the messages to 4G and 5G networks hold them.

    Every edge moves outward or stays; a corner moves to the nearest point that can be written and lies outside its two
    edges, most often less than one step. The corner of a very sharp angle can move 4 steps. A circle grows by at most
    one step and 16 m.

    Args:
        area: polygons and circles; a polygon keeps its closing point.
        wait_s: 0 to 254 s; see :class:`WarningArea`.

    Raises:
        TooManyPointsError: it takes more than 1,024 octets, or a polygon has more than 185 points.
        WarningAreaError: it is empty or not on earth, a ring has fewer than three corners, or the wait or a radius
            is too long.
    """
    if wait_s is not None and not 0 <= wait_s <= _LONGEST_WAIT_S:
        raise WarningAreaError(
            Text(
                nl=f"Een wachttijd van {wait_s} s kan niet; kies 0 tot {_LONGEST_WAIT_S} s.",
                en=f"A wait of {wait_s} s is not possible; choose 0 to {_LONGEST_WAIT_S} s.",
            )
        )
    if not area.polygons and not area.circles:
        raise WarningAreaError(Text(nl="Het gebied is leeg.", en="The area is empty."))
    _check_on_earth(area)
    rings = [_outward(ring) for ring in area.polygons]
    wait = b"" if wait_s is None else _part(_WAIT, wait_s, 8)
    octets = wait + b"".join(map(_circle, area.circles))
    if len(octets) > MOST_OCTETS:
        raise WarningAreaError(
            Text(nl=f"{len(area.circles)} cirkels passen niet.", en=f"{len(area.circles)} circles do not fit.")
        )
    room = (8 * (MOST_OCTETS - len(octets) - _HEAD_OCTETS * len(rings)) - 4 * len(rings)) // _POINT_BITS
    points = sum(map(len, rings))
    if points > room or any(len(ring) > MOST_POLYGON_POINTS for ring in rings):
        raise TooManyPointsError(points, max(0, min(room, MOST_POLYGON_POINTS) if len(rings) == 1 else room))
    return octets + b"".join(map(_polygon, rings))


def _check_on_earth(area: Area) -> None:
    # No number at all fails every comparison.
    centres = [(circle.latitude, circle.longitude) for circle in area.circles]
    for latitude, longitude in (*centres, *(point for ring in area.polygons for point in ring)):
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
            raise WarningAreaError(
                Text(
                    nl=f"Punt {latitude:g},{longitude:g} ligt niet op aarde.",
                    en=f"Point {latitude:g},{longitude:g} is not on earth.",
                )
            )
    for circle in area.circles:
        if not circle.radius_km >= 0:
            raise WarningAreaError(
                Text(
                    nl=f"Een straal van {circle.radius_km:g} km kan niet.", en=f"No radius is {circle.radius_km:g} km."
                )
            )
    for ring in area.polygons:
        if len(set(ring)) < _FEWEST_CORNERS:
            raise WarningAreaError(
                Text(nl="Een vlak heeft ten minste drie hoeken.", en="A polygon has at least three corners.")
            )


def decode_warning_area(octets: bytes) -> WarningArea:
    """Return the area of octets, as a phone reads them.

    Raises:
        WarningAreaError: a part is of an unknown kind or breaks off.
    """
    polygons: list[Ring] = []
    circles: list[Circle] = []
    wait_s: int | None = None
    for kind, value in _parts(octets):
        bits = int.from_bytes(value, "big")
        size = 8 * len(value)
        if kind == _WAIT and size == 8:
            wait_s = bits
        elif kind == _POLYGON:
            starts = range(size, size % _POINT_BITS, -_POINT_BITS)
            polygons.append(tuple(_degrees(bits >> start - _POINT_BITS) for start in starts))
        elif kind == _CIRCLE and size == _POINT_BITS + _RADIUS_BITS:
            latitude, longitude = _degrees(bits >> _RADIUS_BITS)
            circles.append(Circle(latitude, longitude, (bits & (1 << _RADIUS_BITS) - 1) / _RADIUS_STEPS_PER_KM))
        else:
            raise WarningAreaError(
                Text(
                    nl=f"Onderdeel van soort {kind} en {len(value)} octetten is onbekend.",
                    en=f"A part of kind {kind} and {len(value)} octets is unknown.",
                )
            )
    return WarningArea(tuple(polygons), tuple(circles), wait_s)


def _parts(octets: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(octets):
        head = int.from_bytes(octets[at : at + _HEAD_OCTETS], "big")
        length = head >> 2 & 0x3FF
        if length <= _HEAD_OCTETS or at + length > len(octets):
            raise WarningAreaError(Text(nl="Een onderdeel breekt halverwege af.", en="A part breaks off half-way."))
        yield head >> 12, octets[at + _HEAD_OCTETS : at + length]
        at += length


def _part(kind: int, value: int, bits: int) -> bytes:
    size = (bits + 7) // 8
    head = kind << 12 | _HEAD_OCTETS + size << 2
    return head.to_bytes(_HEAD_OCTETS, "big") + (value << 8 * size - bits).to_bytes(size, "big")


def _polygon(ring: list[tuple[int, int]]) -> bytes:
    bits = 0
    for y, x in ring:
        bits = bits << _POINT_BITS | y << 22 | x
    return _part(_POLYGON, bits, _POINT_BITS * len(ring))


def _circle(circle: Circle) -> bytes:
    y, x = (math.floor(value) for value in _steps(circle.latitude, circle.longitude))
    y, x = min(y, _CELLS - 1), min(x, _CELLS - 1)
    moved = _distance_km((circle.latitude, circle.longitude), _degrees(y << 22 | x))
    steps = (circle.radius_km + moved) * _RADIUS_STEPS_PER_KM
    if steps > (1 << _RADIUS_BITS) - 1:
        raise WarningAreaError(
            Text(
                nl=f"Een straal van {circle.radius_km:g} km is te groot.",
                en=f"A radius of {circle.radius_km:g} km is too large.",
            )
        )
    return _part(_CIRCLE, (y << 22 | x) << _RADIUS_BITS | math.ceil(steps), _POINT_BITS + _RADIUS_BITS)


def _steps(latitude: float, longitude: float) -> tuple[float, float]:
    return (latitude + 90) / 180 * _CELLS, (longitude + 180) / 360 * _CELLS


def _degrees(point: int) -> tuple[float, float]:
    y, x = point >> 22 & _CELLS - 1, point & _CELLS - 1
    return y * 180 / _CELLS - 90, x * 360 / _CELLS - 180


def _distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the great circle distance after the haversine formula."""
    p, q = math.radians(a[0]), math.radians(b[0])
    half = math.sin((p - q) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(a[1] - b[1]) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def _outward(ring: Ring) -> list[tuple[int, int]]:
    """Return the closed ring in whole steps (y, x), no edge of it further inward than it was."""
    corners = [_steps(*point) for point in ring[:-1]]
    corners = [c for n, c in enumerate(corners) if c != corners[n - 1]] or corners[:1]
    area = sum(x * b - a * y for (y, x), (b, a) in zip(corners, corners[1:] + corners[:1], strict=True))
    turn = 1 if area > 0 else -1
    moved: list[tuple[int, int]] = []
    for n, corner in enumerate(corners):
        before, after = corners[n - 1], corners[(n + 1) % len(corners)]
        moved.append(_nearest_outside(corner, _normal(before, corner, turn), _normal(corner, after, turn)))
    moved = [c for n, c in enumerate(moved) if c != moved[n - 1]] or moved[:1]
    return [*moved, moved[0]]


def _normal(a: tuple[float, float], b: tuple[float, float], turn: int) -> tuple[float, float]:
    """Return the unit vector (y, x) that points out of the polygon at its edge from a to b."""
    y, x = b[0] - a[0], b[1] - a[1]
    length = math.hypot(y, x)
    return (-turn * x / length, turn * y / length) if length else (0.0, 0.0)


def _nearest_outside(
    corner: tuple[float, float], first: tuple[float, float], second: tuple[float, float]
) -> tuple[int, int]:
    """Return the whole point nearest to a corner that lies on the outer side of both its edges.

    Where there is none within reach, the one that lies inward the least.
    """
    y0, x0 = math.floor(corner[0]), math.floor(corner[1])
    best, best_key = (y0, x0), (math.inf, math.inf)
    for y in range(y0 - _REACH + 1, y0 + _REACH + 1):
        for x in range(x0 - _REACH + 1, x0 + _REACH + 1):
            dy, dx = y - corner[0], x - corner[1]
            inward = -min(dy * first[0] + dx * first[1], dy * second[0] + dx * second[1])
            key = (inward if inward > _NOTHING else 0.0, dy * dy + dx * dx)
            if key < best_key and 0 <= y < _CELLS and 0 <= x < _CELLS:
                best, best_key = (y, x), key
    return best
