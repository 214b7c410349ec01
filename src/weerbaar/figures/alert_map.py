# SPDX-License-Identifier: EUPL-1.2
"""Where an alert goes: the land, its area, where it is received, and what the cells that were asked did.

It needs no tiles and no network. What a cell did shows in the colour, the shape and the sign of its mark.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from weerbaar.base import Lang, Text, number
from weerbaar.figures.figure import Figure, FigureTable, Width
from weerbaar.figures.flowing_key import Entry, flowing_key
from weerbaar.figures.geometry import Box
from weerbaar.figures.palette import ACCENT, BAD, FRAME, GOOD, HAZARD, INK, LAND, MUTED, PAPER, THREAT, WATER
from weerbaar.figures.sheet import SHEETS, Sheet, figure_on
from weerbaar.figures.svg import Element, Value, element, group, lines, path, rect, short, text
from weerbaar.figures.textmetrics import text_width, wrap
from weerbaar.figures.wording import pick

if TYPE_CHECKING:
    import shapely

    from weerbaar.alerting.area import Area

CellResult = Literal["taken", "refused", "silent", "pending", "stopped"]

MOST_MARKS = 600
"""Marks drawn at the most; what went wrong comes first."""

_SHORTEST_DEGREES = 0.02
_MARGIN = 0.12
_FLATTEST = 0.6
_RADIUS = 8.0
CELL_WORDS: dict[CellResult, Text] = {
    "taken": Text(nl="aangenomen", en="taken"),
    "refused": Text(nl="geweigerd", en="refused"),
    "silent": Text(nl="zwijgt", en="silent"),
    "pending": Text(nl="nog niets gehoord", en="nothing heard yet"),
    "stopped": Text(nl="gestopt", en="stopped"),
}
_COLOURS: dict[CellResult, str] = {
    "taken": GOOD,
    "refused": BAD,
    "silent": ACCENT,
    "pending": MUTED,
    "stopped": HAZARD,
}
_WORST_FIRST: tuple[CellResult, ...] = ("refused", "silent", "pending", "stopped", "taken")


@dataclass(frozen=True)
class CellMark:
    """A place with cells that did the same: the cells of one mast are one mark.

    Attributes:
        longitude, latitude: in degrees.
        result: what they did.
        count: cells there.
    """

    longitude: float
    latitude: float
    result: CellResult
    count: int


def cell_marks(places: Mapping[str, tuple[float, float]], results: Mapping[str, CellResult]) -> list[CellMark]:
    """Return one mark for all cells of a mast that did the same, what went wrong first.

    Args:
        places: cell to longitude and latitude; a cell that is not in there is left out.
        results: cell to what it did.
    """
    found: dict[tuple[float, float, CellResult], int] = {}
    for cell, result in results.items():
        if cell in places:
            longitude, latitude = places[cell]
            key = (round(longitude, 5), round(latitude, 5), result)
            found[key] = found.get(key, 0) + 1
    ordered = sorted(found.items(), key=lambda item: _WORST_FIRST.index(item[0][2]))
    return [CellMark(x, y, result, count) for (x, y, result), count in ordered]


def alert_map(
    area: Area,
    land: Iterable[shapely.Geometry],
    title: Text,
    marks: Sequence[CellMark] = (),
    served: shapely.Geometry | None = None,
    lang: Lang = "nl",
    width: Width = "a4",
    name: str = "kaart",
) -> Figure:
    """Draw the area of an alert on the map.

    Args:
        area: what the alert is for.
        land: the country, or its regions (longitude, latitude).
        title: what the map shows.
        marks: places with cells, what went wrong first.
        served: where it is received (longitude, latitude); None where that is not known.
        lang: language of everything in the figure.
        width: ``phone`` (360 px), ``screen`` (960 px) or ``a4`` (640 px, the text column of a page).
        name: the id of the figure, for a page with several maps.

    Raises:
        AreaError: the area encloses nothing.
    """
    from weerbaar.alerting.area import area_km2, geometry

    shape = geometry(area)
    sheet = SHEETS[width]
    shown = list(marks[:MOST_MARKS])
    frame = _Frame(_around(shape, shown, served), sheet)
    drawn = [rect(frame.left, 0, frame.width, frame.height, fill=WATER)]
    drawn += [
        element("path", d=d, fill=LAND, stroke=FRAME, stroke_width=1) for part in land if (d := frame.outline(part))
    ]
    if served is not None:
        drawn.append(element("path", d=frame.outline(served), **_SERVED))
    drawn.append(element("path", d=frame.outline(shape), **_AREA))
    bar, taken = _scale_bar(frame, sheet, lang)
    places = [(frame.xy(mark.longitude, mark.latitude), mark.result) for mark in shown]
    r = 1.3 * _RADIUS
    drawn += _towns(frame, sheet, [taken, *(Box(x - r, y - r, x + r, y + r) for (x, y), _ in places)])
    # What went wrong lies on top.
    drawn += [_mark(x, y, result) for (x, y), result in reversed(places)]
    drawn += bar
    drawn.append(rect(frame.left, 0, frame.width, frame.height, fill="none", stroke=FRAME, stroke_width=1))
    counts = _counts(marks)
    if served is not None or marks:
        entries = _entries(served is not None, [result for result, _ in counts], lang)
        elements, bottom = flowing_key(entries, sheet, frame.height + 6, sign=20, row=2.5 * _RADIUS)
        drawn += elements
    else:
        bottom = frame.height
    if len(marks) > MOST_MARKS:
        said = pick(
            lang,
            f"Getekend zijn {MOST_MARKS} van de {len(marks)} plaatsen met zendcellen, wat misging eerst.",
            f"Drawn are {MOST_MARKS} of {len(marks)} places with cells, what went wrong first.",
        )
        wrapped = wrap(said, sheet.small, sheet.inner)
        drawn += lines(sheet.margin, bottom + sheet.small, wrapped, sheet.small, sheet.leading, fill=MUTED)
        bottom += len(wrapped) * sheet.leading + 4
    km2 = f"{number(area_km2(area), lang, 1)} km²"
    return figure_on(
        width,
        name,
        drawn,
        math.ceil(bottom) + 1,
        title=title.in_(lang),
        description=_description(km2, counts, served is not None, lang),
        table=_table(title, km2, counts, lang),
        caption="",
        lang=lang,
    )


_AREA: dict[str, Value] = {"fill": THREAT, "fill_opacity": 0.22, "stroke": THREAT, "stroke_width": 2.4}
_SERVED: dict[str, Value] = {
    "fill": HAZARD,
    "fill_opacity": 0.12,
    "stroke": HAZARD,
    "stroke_width": 1.4,
    "stroke_dasharray": "6 4",
}


class _Frame:
    """From degrees to the drawing: north up, and as wide as it is on the ground."""

    def __init__(self, bounds: tuple[float, float, float, float], sheet: Sheet) -> None:
        west, south, east, north = bounds
        self.left, self.width = sheet.margin, sheet.inner
        self._stretch = math.cos(math.radians((south + north) / 2))
        half_x = max(east - west, _SHORTEST_DEGREES) * (0.5 + _MARGIN)
        half_y = max(north - south, _SHORTEST_DEGREES) * (0.5 + _MARGIN)
        half_y = max(half_y, half_x * self._stretch * _FLATTEST)
        half_x = max(half_x, half_y / self._stretch)
        self._west, self._north = (west + east) / 2 - half_x, (south + north) / 2 + half_y
        self.box = (self._west, (south + north) / 2 - half_y, (west + east) / 2 + half_x, self._north)
        self._scale = self.width / (2 * half_x)
        self.height = round(2 * half_y * self._scale / self._stretch)
        self.km_per_pixel = 111.2 * self._stretch / self._scale

    def xy(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return the pixel of a place."""
        x = self.left + (longitude - self._west) * self._scale
        return round(x, 1), round((self._north - latitude) * self._scale / self._stretch, 1)

    def outline(self, shape: shapely.Geometry) -> str:
        """Return the outlines of a shape as far as they are on the map, as the ``d`` of a path."""
        import shapely

        # Finer than a pixel nobody sees.
        plain = shapely.simplify(shapely.intersection(shape, shapely.box(*self.box)), 0.7 / self._scale)
        rings = []
        for polygon in getattr(plain, "geoms", [plain]):
            if polygon.geom_type == "Polygon" and not polygon.is_empty:
                for ring in (polygon.exterior, *polygon.interiors):
                    points = (self.xy(x, y) for x, y in ring.coords[:-1])
                    rings.append("M" + "L".join(f"{short(x)} {short(y)}" for x, y in points) + "Z")
        return "".join(rings)


def _around(
    shape: shapely.Geometry, marks: Sequence[CellMark], served: shapely.Geometry | None
) -> tuple[float, float, float, float]:
    """Return what must be on the map, in degrees."""
    boxes = [shape.bounds, *((m.longitude, m.latitude, m.longitude, m.latitude) for m in marks)]
    if served is not None and not served.is_empty:
        boxes.append(served.bounds)
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)


def _towns(frame: _Frame, sheet: Sheet, taken: Sequence[Box]) -> list[Element]:
    """Return the towns on the map, the main ones first, as many as have room for their names beside what is there."""
    from weerbaar.alerting.area import regions, shipped_places

    west, south, east, north = frame.box
    main = {one.town for one in regions().values()}
    boxes = list(taken)
    drawn: list[Element] = []
    for town in sorted(shipped_places(), key=lambda place: (place.name not in main, place.name)):
        if not (west < town.longitude < east and south < town.latitude < north):
            continue
        x, y = frame.xy(town.longitude, town.latitude)
        wide = text_width(town.name, sheet.small)
        box = Box(x - 3, y - sheet.small, x + 6 + wide, y + sheet.small * 0.6)
        inside = box.inside(Box(frame.left + 2, 2, frame.left + frame.width - 2, frame.height - 2))
        if inside and not any(box.overlaps(other) for other in boxes):
            boxes.append(box)
            drawn.append(rect(x - 2, y - 2, 4, 4, fill=MUTED))
            drawn.append(text(x + 6, y + sheet.small * 0.35, town.name, sheet.small, fill=INK, halo=True))
    return drawn


def _mark(x: float, y: float, result: CellResult) -> Element:
    """Return the mark of a result: its shape in its colour, and a white sign in it."""
    return group(_SHAPES[result](x, y, fill=_COLOURS[result]), *_SIGNS[result](x, y))


def _polygon(corners: Sequence[tuple[float, float]]) -> Callable[..., Element]:
    """Return what draws a polygon of corners in radii of a mark around a place."""

    def draw(x: float, y: float, fill: str) -> Element:
        places = [(x + _RADIUS * across, y + _RADIUS * down) for across, down in corners]
        return path(places, closed=True, fill=fill, stroke=PAPER, stroke_width=1)

    return draw


def _circle(x: float, y: float, fill: str) -> Element:
    return element("circle", cx=x, cy=y, r=_RADIUS, fill=fill, stroke=PAPER, stroke_width=1)


_SHAPES: dict[CellResult, Callable[..., Element]] = {
    "taken": _circle,
    "refused": _polygon([(-1, -1), (1, -1), (1, 1), (-1, 1)]),
    "silent": _polygon([(0, -1.3), (1.2, 0.9), (-1.2, 0.9)]),
    "pending": _polygon([(0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)]),
    "stopped": _polygon([(-1, -0.4), (-0.4, -1), (0.4, -1), (1, -0.4), (1, 0.4), (0.4, 1), (-0.4, 1), (-1, 0.4)]),
}


def _stroke(*points: tuple[float, float]) -> Element:
    return path(points, fill="none", stroke=PAPER, stroke_width=2)


_SIGNS: dict[CellResult, Callable[[float, float], list[Element]]] = {
    "taken": lambda x, y: [_stroke((x - 4, y), (x - 1, y + 3), (x + 4, y - 3))],
    "refused": lambda x, y: [_stroke((x - 4, y - 4), (x + 4, y + 4)), _stroke((x - 4, y + 4), (x + 4, y - 4))],
    "silent": lambda x, y: [_stroke((x, y - 4), (x, y + 2)), _stroke((x, y + 3.5), (x, y + 5.5))],
    "pending": lambda x, y: [_stroke((x + d - 1, y), (x + d + 1, y)) for d in (-4, 0, 4)],
    "stopped": lambda x, y: [_stroke((x - 4, y), (x + 4, y))],
}


def _scale_bar(frame: _Frame, sheet: Sheet, lang: Lang) -> tuple[list[Element], Box]:
    """Return a bar of a round number of kilometres, at most a quarter of the width, and what it takes up."""
    km = frame.width * frame.km_per_pixel / 4
    length = max((n for e in range(-2, 4) for m in (1, 2, 5) if (n := m * 10.0**e) <= km), default=0.01)
    pixels = length / frame.km_per_pixel
    x, y = frame.left + 10, frame.height - 10
    words = f"{f'{length:g}'.replace('.', pick(lang, ',', '.'))} km"
    ends = [(x, y - 5), (x, y), (x + pixels, y), (x + pixels, y - 5)]
    drawn = [
        path(ends, fill="none", stroke=PAPER, stroke_width=5),
        path(ends, fill="none", stroke=INK, stroke_width=2),
        text(x + 5, y - 6, words, sheet.small, halo=True),
    ]
    wide = max(pixels, 5 + text_width(words, sheet.small))
    return drawn, Box(x, y - 8 - sheet.small, x + wide + 4, y + 2)


def _entries(served: bool, results: Sequence[CellResult], lang: Lang) -> list[Entry]:
    """Return what the signs on the map mean."""
    found = [_swatch(_AREA, pick(lang, "gebied van het bericht", "area of the message"))]
    if served:
        found.append(_swatch(_SERVED, pick(lang, "waar het aankomt", "where it arrives")))
    return found + [_sign(result, lang) for result in results]


def _swatch(look: Mapping[str, Value], words: str) -> Entry:
    return lambda x, y: [rect(x - 9, y - 6, 18, 12, **look)], words


def _sign(result: CellResult, lang: Lang) -> Entry:
    return lambda x, y: [_mark(x, y, result)], CELL_WORDS[result].in_(lang)


def _counts(marks: Sequence[CellMark]) -> list[tuple[CellResult, int]]:
    """Return how many cells did what, what went wrong first."""
    counts = [(result, sum(mark.count for mark in marks if mark.result == result)) for result in _WORST_FIRST]
    return [(result, count) for result, count in counts if count]


def _description(km2: str, counts: Sequence[tuple[CellResult, int]], served: bool, lang: Lang) -> str:
    said = pick(lang, f"Het gebied is {km2}.", f"The area is {km2}.")
    if served:
        said += pick(
            lang, " De streeplijn omsluit waar het aankomt.", " The dashed line encloses where it is received."
        )
    if counts:
        listed = ", ".join(f"{count} {CELL_WORDS[result].in_(lang)}" for result, count in counts)
        total = sum(count for _, count in counts)
        said += pick(lang, f" Zendcellen op de kaart: {total}; {listed}.", f" Cells on the map: {total}; {listed}.")
    return said


def _table(title: Text, km2: str, counts: Sequence[tuple[CellResult, int]], lang: Lang) -> FigureTable:
    rows = [(pick(lang, "gebied van het bericht", "area of the message"), km2)]
    rows += [
        (pick(lang, f"zendcellen: {CELL_WORDS[r].nl}", f"cells: {CELL_WORDS[r].in_('en')}"), number(count, lang))
        for r, count in counts
    ]
    return FigureTable(title.in_(lang), (pick(lang, "Wat", "What"), pick(lang, "Hoeveel", "How much")), tuple(rows))
