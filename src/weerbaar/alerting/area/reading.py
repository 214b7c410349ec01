# SPDX-License-Identifier: EUPL-1.2
"""An area as somebody types it: coordinates in degrees or of the Dutch grid, circle, WKT, GeoJSON, name or code."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from weerbaar.alerting.area.area import LONGEST_RADIUS_KM, Area, Circle, Point
from weerbaar.alerting.area.boundaries import Boundaries, area_of
from weerbaar.alerting.area.geojson import from_geojson
from weerbaar.alerting.area.regions import known_names, listed, shipped_index, tidy_code
from weerbaar.alerting.area.shapes import AreaError, from_geometry, polygons_of, rd_plane, valid_shape
from weerbaar.base import Text

if TYPE_CHECKING:
    import shapely

LONGEST_TEXT = 5_000_000


class ReadingError(AreaError):
    """A text that is no area.

    Attributes:
        start: where in the text the trouble begins, counted from 0.
        end: where it ends.
    """

    def __init__(self, message: Text, start: int, end: int) -> None:
        super().__init__(message)
        self.start = start
        self.end = end


def read_area(text: str, boundaries: Boundaries | None = None) -> Area:
    """Return the area that ``text`` describes.

    Understood are points ``52.1, 4.9; 52.2, 5.0; …`` and ``52.1,4.9 52.2,5.0 …`` (CAP), with decimal points or, where
    points are separated by semicolons or new lines, decimal commas; degrees, minutes and seconds with their marks, or
    with N, Z/S, O/E and W before or after them (O is Dutch: east); coordinates of the Dutch grid (RD, metres); circles,
    each a point with a radius in km or m, one a line or after a semicolon, also beside a polygon; WKT and GeoJSON with
    polygons; and the name or code of a municipality, a safety region or the country. An open ring is closed.

    Args:
        text: what was typed.
        boundaries: borders for names and codes.

    Raises:
        ReadingError: what is wrong, where, and what is allowed.
        AreaError: a name whose borders are not known.
    """
    if len(text) > LONGEST_TEXT:
        raise _wrong(text, "Deze tekst is te lang: ten hoogste 5 MB.", "This text is too long: at most 5 MB.")
    stripped = text.strip()
    if not stripped:
        raise _wrong(
            text, "Geef een gebied: coördinaten, een cirkel, of een naam.", "Give coordinates, a circle or a name."
        )
    if stripped[0] in "{[":
        return _from_json(text)
    if re.match(r"(?:SRID=\d+;)?\s*(?:MULTI)?POLYGON\b", stripped, re.IGNORECASE):
        return _from_wkt(text)
    if tidy_code(stripped) or not re.search(r"\d", stripped):
        return _from_name(text, boundaries)
    if radii := list(_RADIUS.finditer(text)):
        return _with_circles(text, radii)
    points = _points(text, 0, len(text))
    ring = _ring(text, points, 0, len(text))
    count = len(points)
    return Area(Text(nl=f"veelhoek van {count} punten", en=f"polygon of {count} points"), (ring,))


def _ring(text: str, points: list[Point], start: int, end: int) -> tuple[Point, ...]:
    if len(points) < 3:
        raise _wrong(
            text,
            f"Een veelhoek heeft ten minste drie punten, niet {len(points)}. Voor een cirkel: «52.1,4.9 straal 5 km».",
            f"A polygon has at least three points, not {len(points)}. For a circle: «52.1,4.9 radius 5 km».",
            start,
            end,
        )
    return tuple(points if points[0] == points[-1] else [*points, points[0]])


def _wrong(text: str, nl: str, en: str, start: int = 0, end: int | None = None) -> ReadingError:
    stop = len(text) if end is None else end
    found = " ".join(text[start:stop].split())
    shown = f" «{found[:40]}{'…' if len(found) > 40 else ''}»" if found else ""
    place = start + 1
    return ReadingError(Text(nl=f"Teken {place}{shown}: {nl}", en=f"Character {place}{shown}: {en}"), start, stop)


def _from_json(text: str) -> Area:
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise _wrong(text, "dit is geen geldige JSON.", "this is not valid JSON.", error.pos, error.pos + 1) from error
    except (ValueError, RecursionError) as error:
        raise _wrong(text, "dit is geen geldige JSON.", "this is not valid JSON.") from error
    try:
        return from_geojson(value)
    except AreaError as error:
        raise ReadingError(error.message, 0, len(text)) from error


def _from_wkt(text: str) -> Area:
    import shapely

    try:
        shape = shapely.from_wkt(re.sub(r"^\s*SRID=\d+;", "", text.strip(), flags=re.IGNORECASE))
    except shapely.errors.ShapelyError as error:
        raise _wrong(
            text,
            "dit is geen geldige WKT, zoals «POLYGON ((4.9 52.1, 5.0 52.1, 5.0 52.2, 4.9 52.1))».",
            "this is not valid WKT, such as «POLYGON ((4.9 52.1, 5.0 52.1, 5.0 52.2, 4.9 52.1))».",
        ) from error
    return _from_shape(text, shape)


def _from_shape(text: str, shape: shapely.Geometry) -> Area:
    import shapely

    if not np.all(np.isfinite(shapely.get_coordinates(shape))):
        raise _wrong(text, "een coördinaat in deze WKT is geen getal.", "a coordinate in this WKT is no number.")
    shape = shapely.force_2d(shape)
    if any(part.interiors for part in polygons_of(shape)):
        shape = valid_shape(shape)
    if shape.is_empty:
        raise _wrong(text, "deze WKT is leeg.", "this WKT is empty.")
    west, south, east, north = shape.bounds
    if west >= 0 and east <= _RD_EAST[1] and south >= _RD_NORTH[0] and north <= _RD_NORTH[1]:
        shape = rd_plane().to_degrees(shape)
    area = from_geometry(shape, Text(nl="gebied uit WKT", en="area from WKT"))
    if not area.polygons:
        raise _wrong(text, "deze WKT omsluit niets.", "this WKT encloses nothing.")
    return area


def _from_name(text: str, boundaries: Boundaries | None) -> Area:
    start = len(text) - len(text.lstrip())
    name = text.strip().rstrip(".")
    index, names = (boundaries, boundaries.names) if boundaries is not None else (shipped_index(), known_names())
    code = tidy_code(name)
    found = tuple(c for c in (code,) if c in names) if code is not None else index.find(name)
    if len(found) == 1:
        return area_of(found[0], boundaries)
    if found:
        raise _wrong(
            text,
            f"deze naam is niet eenduidig. Bedoelt u {listed(found, names, 'of')}? Geef de code, of zet «gemeente» of"
            " «veiligheidsregio» ervoor.",
            f"this name is ambiguous. Do you mean {listed(found, names, 'or')}? Give the code, or put «gemeente» or"
            " «veiligheidsregio» before it.",
            start,
            start + len(name),
        )
    near = index.near(name)
    nl = f" Bedoelt u {' of '.join(near)}?" if near else ""
    en = f" Do you mean {' or '.join(near)}?" if near else ""
    raise _wrong(
        text,
        "dit is geen bekende gemeente of veiligheidsregio, en er staan geen coördinaten." + nl,
        "this is no known municipality or safety region, and there are no coordinates." + en,
        start,
        start + len(name),
    )


# Possessive, and only where a run of separators begins: no text takes longer than its length.
_RADIUS = re.compile(
    r"(?<![\s,;(])[\s,;(]++"
    r"(?P<word>(?:met\s++(?:een\s++)?|with\s++(?:a\s++)?)?(?:straal|radius|r)\s*+[:=]?\s*+(?:van\s++|of\s++)?)?"
    r"(?P<size>[-−+]?\d++(?:[.,]\d++)?)(?![.,]?\d)\s*+"
    r"(?:(?P<unit>km|kilometers?|kilometres?|m|meters?|metres?)\b\.?\)?|(?(word)(?![°º'\u2032’])|(?!)))",
    re.IGNORECASE,
)


def _with_circles(text: str, radii: list[re.Match[str]]) -> Area:
    """Read circles, each a point with a radius after it, and polygons before, between and after them."""
    circles: list[Circle] = []
    rings: list[tuple[Point, ...]] = []
    last = 0
    for radius in radii:
        start, end = last, radius.start()
        points = _points(text, start, end)
        # The middle stands alone after the last line end or semicolon; what stands before that is a polygon.
        cut = max(text.rfind(mark, start, end) for mark in ";\n|")
        if len(points) > 1 and cut >= 0:
            if before := _points(text, start, cut):
                rings.append(_ring(text, before, start, cut))
            points, start = _points(text, cut + 1, end), cut + 1
        if len(points) != 1:
            raise _wrong(
                text,
                f"een cirkel heeft één middelpunt; hier staan {len(points)} punten.",
                f"a circle has one middle; there are {len(points)} points here.",
                start,
                end,
            )
        circles.append(Circle(*points[0], _kilometres(text, radius)))
        last = radius.end()
    if after := _points(text, last, len(text)):
        rings.append(_ring(text, after, last, len(text)))
    if rings or len(circles) > 1:
        return Area(_several(len(rings), len(circles)), tuple(rings), tuple(circles))
    (one,), (radius,) = circles, radii
    unit = f"{radius['size']} {radius['unit'].lower()}"
    return Area(
        Text(
            nl=f"cirkel van {unit} rond {one.latitude:.4f}, {one.longitude:.4f}",
            en=f"circle of {unit} around {one.latitude:.4f}, {one.longitude:.4f}",
        ),
        circles=(one,),
    )


def _several(polygons: int, circles: int) -> Text:
    nl = [f"{circles} {'cirkel' if circles == 1 else 'cirkels'}"]
    en = [f"{circles} {'circle' if circles == 1 else 'circles'}"]
    if polygons:
        nl.append(f"{polygons} {'veelhoek' if polygons == 1 else 'veelhoeken'}")
        en.append(f"{polygons} {'polygon' if polygons == 1 else 'polygons'}")
    return Text(nl=" en ".join(nl), en=" and ".join(en))


def _kilometres(text: str, radius: re.Match[str]) -> float:
    if radius["unit"] is None:
        raise _wrong(
            text,
            "zet «km» of «m» achter de straal.",
            "put “km” or “m” after the radius.",
            *radius.span("size"),
        )
    size = float(radius["size"].replace(",", ".").replace("−", "-"))
    kilometres = size if radius["unit"].lower().startswith("k") else size / 1000
    if not 0 < kilometres <= LONGEST_RADIUS_KM:
        raise _wrong(
            text,
            f"de straal moet meer dan 0 en ten hoogste {LONGEST_RADIUS_KM} km zijn.",
            f"the radius must be more than 0 and at most {LONGEST_RADIUS_KM} km.",
            *radius.span("size"),
        )
    return kilometres


@dataclass(frozen=True, slots=True)
class _Number:
    """One coordinate: its value, the axis that a letter gives it, and where it stands."""

    value: float
    axis: str
    start: int
    end: int


_DEGREE = r"(?P<sign>[-−+]?)(?P<d>\d{1,3}+(?:[.,]\d++)?)\s*+"
_MARK = r"(?:[°º]|graden\b|deg(?:rees)?\b)"
_MINUTES = (
    r"\s*+(?:(?P<m>\d{1,2}+(?:[.,]\d++)?)\s*+['\u2032’]\s*+"
    r"(?:(?P<s>\d{1,2}+(?:[.,]\d++)?)\s*+(?:[\"″”]|''|\u2032\u2032|’’)\s*+)?+)?+"
)
_LETTER = r"(?P<letter>[NZSOEW](?:Br?|L)?)"
# Degrees with a letter after them, with a letter before them, or with their mark alone.
_LETTER_LAST = re.compile(_DEGREE + _MARK + "?+" + _MINUTES + _LETTER + "(?![a-z])", re.IGNORECASE)
_LETTER_FIRST = re.compile(r"(?<![a-z])" + _LETTER + r"\.?\s*+" + _DEGREE + _MARK + "?+" + _MINUTES, re.IGNORECASE)
_MARKED = re.compile(_DEGREE + _MARK + _MINUTES, re.IGNORECASE)
_PLAIN = re.compile(r"[-−+]?\d+(?:\.\d+)?")
_AXES = {"N": ("lat", 1), "Z": ("lat", -1), "S": ("lat", -1), "O": ("lon", 1), "E": ("lon", 1), "W": ("lon", -1)}
_RD_EAST = (0.0, 300_000.0)
_RD_NORTH = (300_000.0, 630_000.0)


def _points(text: str, start: int, end: int) -> list[Point]:
    part = text[start:end]
    letters = _LETTER_FIRST if re.match(r"[\s,;|()/]*+[a-z]", part, re.IGNORECASE) else _LETTER_LAST
    if written := next((one for one in (letters, _MARKED) if one.search(part)), None):
        numbers = _in_degrees(text, written, start, end)
    elif re.search(r"\d,\d", part) and not re.search(r"\d\.\d", part):
        numbers = _with_decimal_commas(text, start, end)
    else:
        numbers = _plain(text, start, end)
    if len(numbers) % 2:
        last = numbers[-1]
        raise _wrong(
            text,
            "bij dit getal hoort nog een getal: een punt is breedte en lengte.",
            "this number lacks its pair: a point is latitude and longitude.",
            last.start,
            last.end,
        )
    return [_point(text, numbers[i], numbers[i + 1]) for i in range(0, len(numbers), 2)]


def _plain(text: str, start: int, end: int) -> list[_Number]:
    numbers: list[_Number] = []
    place = start
    for found in _PLAIN.finditer(text, start, end):
        _only_separators(text, place, found.start())
        numbers.append(_Number(float(found[0].replace("−", "-")), "", *found.span()))
        place = found.end()
    _only_separators(text, place, end)
    return numbers


def _with_decimal_commas(text: str, start: int, end: int) -> list[_Number]:
    """Read ``52,1 4,9; 52,2 5,0``: commas are decimal where every point has a line or a semicolon of its own.

    ``52,4 53,5 …`` is also how whole degrees look in the order of CAP, so without semicolons nobody can tell.
    """
    numbers: list[_Number] = []
    chunks = [m for m in re.finditer(r"[^;\n|]+", text[start:end]) if m[0].strip()]
    for chunk in chunks:
        found = list(re.finditer(r"[-−+]?\d+(?:,\d+)?", chunk[0]))
        if len(found) != 2:
            one = chunk[0].strip()
            unclear = len(found) > 2 or ("," in one and [match[0] for match in found] == [one])
            raise _wrong(
                text,
                "komma's zijn hier niet eenduidig: decimaal of scheiding? Schrijf decimalen met een punt («52.1, 4.9»)"
                " of zet tussen de punten een puntkomma («52,1 4,9; 52,2 5,0»)."
                if unclear
                else "verwacht worden twee getallen: breedte en lengte.",
                "commas are ambiguous here: decimal or separator? Write decimals with a point («52.1, 4.9»), or put a"
                " semicolon between the points («52,1 4,9; 52,2 5,0»)."
                if unclear
                else "two numbers are expected: latitude and longitude.",
                start + chunk.start(),
                start + chunk.end(),
            )
        place = start + chunk.start()
        for number in found:
            at = start + chunk.start() + number.start()
            _only_separators(text, place, at)
            place = at + len(number[0])
            numbers.append(_Number(float(number[0].replace("−", "-").replace(",", ".")), "", at, place))
        _only_separators(text, place, start + chunk.end())
    return numbers


def _in_degrees(text: str, written: re.Pattern[str], start: int, end: int) -> list[_Number]:
    numbers: list[_Number] = []
    place = start
    for found in written.finditer(text, start, end):
        _only_separators(text, place, found.start())
        place = found.end()
        parts = [float((found[key] or "0").replace(",", ".")) for key in "dms"]
        if parts[1] >= 60 or parts[2] >= 60:
            raise _wrong(
                text, "minuten en seconden zijn kleiner dan 60.", "minutes and seconds are below 60.", *found.span()
            )
        axis, sign = _AXES[found["letter"][0].upper()] if "letter" in written.groupindex else ("", 1)
        value = parts[0] + parts[1] / 60 + parts[2] / 3600
        numbers.append(_Number(-value * sign if found["sign"] in ("-", "−") else value * sign, axis, *found.span()))
    _only_separators(text, place, end)
    return numbers


def _only_separators(text: str, start: int, end: int) -> None:
    found = re.search(r"[^\s,;|()/]+", text[start:end])
    if found is not None:
        raise _wrong(
            text,
            "dit is geen coördinaat. Toegestaan: «52.1, 4.9», «52°06'00\"N 4°54'00\"O» of RD «155000, 463000».",
            "this is no coordinate. Allowed: «52.1, 4.9», «52°06'00\"N 4°54'00\"E» or RD «155000, 463000».",
            start + found.start(),
            start + found.end(),
        )


def _point(text: str, first: _Number, second: _Number) -> Point:
    if first.axis and first.axis == second.axis:
        raise _wrong(
            text,
            "dit punt heeft twee keer dezelfde richting; nodig zijn breedte (N/Z) en lengte (O/W).",
            "this point has the same direction twice; latitude (N/S) and longitude (E/W) are needed.",
            first.start,
            second.end,
        )
    if first.axis == "lon":
        first, second = second, first
    if not first.axis and _RD_EAST[0] <= first.value <= _RD_EAST[1] and _RD_NORTH[0] <= second.value <= _RD_NORTH[1]:
        longitude, latitude = rd_plane().transformer.transform(first.value, second.value, direction="INVERSE")
        return float(latitude), float(longitude)
    if abs(first.value) > 90 or abs(second.value) > 180:
        raise _wrong(
            text,
            "geen plaats op aarde: breedte −90 tot 90, lengte −180 tot 180 graden; of RD: x 0 tot 300000, y 300000 tot"
            " 630000 meter.",
            "not on Earth: latitude −90 to 90, longitude −180 to 180 degrees; or RD: x 0 to 300000, y 300000 to 630000"
            " metres.",
            min(first.start, second.start),
            max(first.end, second.end),
        )
    return first.value, second.value
