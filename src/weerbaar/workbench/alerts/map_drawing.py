# SPDX-License-Identifier: EUPL-1.2
"""A map as a drawing: the country, the area of an alert and its cells. It needs no script, no tiles and no network.

What a cell did shows in its colour, its shape and its letter; the table beside the map says the same in words.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.html import escape
from django.utils.safestring import SafeString

from weerbaar.alerting.area import Area, country_shape, geometry, regions, shipped_places
from weerbaar.workbench.alerts import facts

if TYPE_CHECKING:
    import shapely

_SHORTEST_DEGREES = 0.02
_MARGIN = 0.12
_MOST_CELLS = 600
_LETTER, _LINE = 7, 15
"""About how wide a letter of a name is, and how high a line, in pixels."""
_LOOKS = {
    "taken": ("#1d6237", "A"),
    "refused": ("#a11a1a", "W"),
    "silent": ("#8c3a0b", "Z"),
    "pending": ("#4d5560", "?"),
    "stopped": ("#154273", "S"),
}
"""Result to the colour of its mark and the letter in it."""


@dataclass(frozen=True)
class Spot:
    """A place with cells that did the same: several cells of one mast are one mark.

    Attributes:
        result: ``taken``, ``refused``, ``silent``, ``pending`` or ``stopped``.
        count: cells there.
    """

    longitude: float
    latitude: float
    result: str
    count: int


class _Frame:
    """From degrees to the drawing: north up, and as wide as it is on the ground."""

    def __init__(self, bounds: tuple[float, float, float, float], width: int) -> None:
        west, south, east, north = bounds
        self._stretch = math.cos(math.radians((south + north) / 2))
        half_x = max(east - west, _SHORTEST_DEGREES) * (0.5 + _MARGIN)
        half_y = max(north - south, _SHORTEST_DEGREES) * (0.5 + _MARGIN)
        half_y = max(half_y, half_x * self._stretch * 0.5)
        half_x = max(half_x, half_y / self._stretch)
        self._west, self._north = (west + east) / 2 - half_x, (south + north) / 2 + half_y
        self.box = (self._west, (south + north) / 2 - half_y, (west + east) / 2 + half_x, self._north)
        self.scale = width / (2 * half_x)
        self.width, self.height = width, round(2 * half_y * self.scale / self._stretch)

    def xy(self, longitude: float, latitude: float) -> tuple[float, float]:
        y = (self._north - latitude) * self.scale / self._stretch
        return round((longitude - self._west) * self.scale, 1), round(y, 1)

    def path(self, shape: shapely.Geometry) -> str:
        import shapely

        # Finer than a pixel nobody sees.
        plain = shapely.simplify(shapely.intersection(shape, shapely.box(*self.box)), 0.7 / self.scale)
        rings = []
        for polygon in getattr(plain, "geoms", [plain]):
            if polygon.geom_type == "Polygon" and not polygon.is_empty:
                for ring in (polygon.exterior, *polygon.interiors):
                    points = " ".join("{:g},{:g}".format(*self.xy(x, y)) for x, y in ring.coords)
                    rings.append(f"M{points}Z")
        return "".join(rings)


def draw_map(
    area: Area,
    land: Iterable[shapely.Geometry],
    spots: Sequence[Spot] = (),
    *,
    title: str,
    served: shapely.Geometry | None = None,
    width: int = 640,
) -> SafeString:
    """Return a map as SVG; without presentation that a strict policy for content refuses.

    Args:
        area: what the alert is for.
        land: the country, or its regions (longitude, latitude).
        spots: places with cells.
        title: what the map shows, for who does not see it.
        served: where it is received (longitude, latitude); None where that is not drawn.
        width: in pixels.

    Raises:
        AreaError: the area encloses nothing.
    """
    shape = geometry(area)
    frame = _Frame(_around(shape, spots, served), width)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {frame.width} {frame.height}" width="{frame.width}" '
        f'height="{frame.height}" role="img" aria-label="{escape(title)}">',
        f'<rect width="{frame.width}" height="{frame.height}" fill="#dfe9f3"/>',
        *(f'<path d="{path}" fill="#f7f5ee" stroke="#6f7a88"/>' for shape_ in land if (path := frame.path(shape_))),
        _served(frame, served) if served is not None else "",
        f'<path d="{frame.path(shape)}" fill="#c2410c" fill-opacity="0.25" stroke="#8c3a0b" stroke-width="2.5"/>',
    ]
    parts += [*_towns(frame), *(_mark(frame, spot) for spot in spots), _scale_bar(frame), "</svg>"]
    return SafeString("".join(parts))


def _served(frame: _Frame, served: shapely.Geometry) -> str:
    look = 'fill="#154273" fill-opacity="0.12" stroke="#154273" stroke-dasharray="6 4"'
    return f'<path d="{frame.path(served)}" {look}/>'


def _towns(frame: _Frame) -> list[str]:
    """Return the towns on the map, the main ones first, as many as have room for their names."""
    west, south, east, north = frame.box
    main = {one.town for one in regions().values()}
    towns = sorted(shipped_places(), key=lambda place: (place.name not in main, place.name))
    named: list[tuple[float, float, float]] = []
    drawn = []
    for town in towns:
        if not (west < town.longitude < east and south < town.latitude < north):
            continue
        x, y = frame.xy(town.longitude, town.latitude)
        wide = _LETTER * len(town.name) + 8
        free = all(abs(y - v) > _LINE or x + wide < u or u + w < x for u, v, w in named)
        if free and x + wide < frame.width and _LINE < y < frame.height - 2 * _LINE:
            named.append((x, y, wide))
            drawn.append(
                f'<path d="M{x - 2:g},{y - 2:g}h4v4h-4Z" fill="#4d5560"/><text x="{x + 6:g}" y="{y + 4:g}" '
                f'font-size="12" font-family="sans-serif" fill="#3b434d" aria-hidden="true">{escape(town.name)}</text>'
            )
    return drawn


def _around(
    shape: shapely.Geometry, spots: Sequence[Spot], served: shapely.Geometry | None
) -> tuple[float, float, float, float]:
    """Return what must be on the map, in degrees."""
    boxes = [shape.bounds, *((s.longitude, s.latitude, s.longitude, s.latitude) for s in spots)]
    if served is not None and not served.is_empty:
        boxes.append(served.bounds)
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)


def _mark(frame: _Frame, spot: Spot) -> str:
    colour, letter = _LOOKS[spot.result]
    x, y = frame.xy(spot.longitude, spot.latitude)
    if spot.result == "refused":
        shape = f'<rect x="{x - 8:g}" y="{y - 8:g}" width="16" height="16" fill="{colour}" stroke="#fff"/>'
    elif spot.result == "silent":
        shape = (
            f'<path d="M{x:g},{y - 11:g} {x + 11:g},{y + 8:g} {x - 11:g},{y + 8:g}Z" fill="{colour}" stroke="#fff"/>'
        )
    else:
        shape = f'<circle cx="{x:g}" cy="{y:g}" r="9" fill="{colour}" stroke="#fff"/>'
    return (
        f'{shape}<text x="{x:g}" y="{y + 4:g}" fill="#fff" font-size="11" font-weight="700" text-anchor="middle" '
        f'font-family="sans-serif" aria-hidden="true">{letter}</text>'
    )


def _scale_bar(frame: _Frame) -> str:
    """Return a bar of a round number of kilometres, at most a quarter of the width."""
    km = 111.2 * frame.width / frame.scale / 4 * math.cos(math.radians(52))
    length = max((n for e in range(-2, 4) for m in (1, 2, 5) if (n := m * 10.0**e) <= km), default=0.01)
    pixels = frame.width * length / (km * 4)
    y = frame.height - 12
    return (
        f'<path d="M12,{y - 5} V{y} H{12 + pixels:g} V{y - 5}" fill="none" stroke="#1a1a1a" stroke-width="2"/>'
        f'<text x="12" y="{y - 9}" font-size="13" font-family="sans-serif" fill="#1a1a1a">{length:g} km</text>'
    )


def spots_of(places: Mapping[str, tuple[float, float]], results: Mapping[str, str]) -> list[Spot]:
    """Return one mark for all cells of a mast that did the same, at most as many as a map can show.

    Args:
        places: cell to longitude and latitude.
        results: cell to what it did.
    """
    found: dict[tuple[float, float, str], int] = {}
    for cell, result in results.items():
        if cell in places:
            longitude, latitude = places[cell]
            key = (round(longitude, 5), round(latitude, 5), result)
            found[key] = found.get(key, 0) + 1
    order = ["refused", "silent", "pending", "stopped", "taken"]
    # What went wrong is drawn in any case, and on top.
    kept: list[tuple[Any, int]] = sorted(found.items(), key=lambda item: order.index(item[0][2]))[:_MOST_CELLS]
    return [Spot(x, y, result, count) for (x, y, result), count in reversed(kept)]


def land() -> tuple[shapely.Geometry, ...]:
    """Return what is drawn under an area: the regions where their borders are at hand, else the country."""
    found = facts.borders_now()
    if found.boundaries is None:
        return (country_shape(),)
    codes = [code for code in found.boundaries.codes if code.startswith("VR")]
    return tuple(found.boundaries.shape_of(code) for code in codes) or (country_shape(),)
