# SPDX-License-Identifier: EUPL-1.2
"""What the texts in a CAP message stand for: times, points, references, lists and areas, and back again.

The model keeps every value as it was written; here it is read strictly as CAP 1.2 writes it, so that what is read here
means the same to every receiver.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

import numpy as np

from weerbaar.alerting.area import Area, Circle, Point
from weerbaar.alerting.cap.model import Alert, AreaBlock, Info, Named
from weerbaar.base import Lang, Text, WeerbaarError

# XML Schema's white space; Python's own also holds blanks that CAP does not separate with.
_BLANKS = " \t\r\n"
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[-+]\d{2}:[0-5]\d", re.ASCII)
_TIME_LENGTH = len("2024-06-15T12:30:00+02:00")
# Possessive, as all that repeats here: going back would take memory for every point of a polygon.
_NUMBER = r"[-+]?+(?:\d++(?:\.\d*+)?+|\.\d++)"
_PAIR = re.compile(rf"{_NUMBER},{_NUMBER}", re.ASCII)
_POLYGON = re.compile(rf"{_NUMBER},{_NUMBER}(?:[ \t\r\n]++{_NUMBER},{_NUMBER})*+", re.ASCII)
_CIRCLE = re.compile(rf"({_NUMBER}),({_NUMBER})[ \t\r\n]+({_NUMBER})", re.ASCII)
_ITEMS = re.compile(r'(?:[ \t\r\n]*+(?:"[^"]*+"|[^" \t\r\n]++)(?![^ \t\r\n]))*+[ \t\r\n]*+')
_DUTCH_CODE = re.compile(r"GM\d{4}|VR\d{2}|NL", re.ASCII)
# Above this number of characters numpy reads a polygon faster than Python does.
_LONG_POLYGON = 2_000

# The list that a code is from, as ``valueName`` of a geocode, by the first two letters of the code.
GEOCODE_LISTS = {"GM": "CBS-gemeentecode", "VR": "CBS-veiligheidsregiocode", "NL": "ISO3166-1"}


class CapValueError(WeerbaarError):
    """A value that is not written as CAP 1.2 writes it.

    Attributes:
        found: the part of the value that cannot be read.
    """

    def __init__(self, message: Text, found: str) -> None:
        self.found = found
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Reference:
    """An earlier message, by the three values that identify it."""

    sender: str
    identifier: str
    sent: str


def parse_time(value: str) -> datetime | None:
    """Return a time written ``YYYY-MM-DDThh:mm:ss±hh:mm``; None for anything else, ``Z`` and fractions included.

    Source: CAP 1.2, 3.3.2.
    """
    value = value.strip(_BLANKS)
    return _moment(value) if len(value) == _TIME_LENGTH else None


@lru_cache(maxsize=1_024)
def _moment(value: str) -> datetime | None:
    # Cached: a message has the same few times in every language, and several rules look at each.
    if not _TIME.fullmatch(value):
        return None
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None


def format_time(moment: datetime) -> str:
    """Return ``moment`` as CAP writes it, in its own time zone and to the second; UTC as ``-00:00``.

    Source: CAP 1.2, 3.3.2.

    Raises:
        ValueError: ``moment`` has no time zone, or one that is not a whole number of minutes from UTC.
    """
    offset = moment.utcoffset()
    if offset is None or offset % timedelta(minutes=1):
        raise ValueError("a time in CAP has a time zone in whole minutes")
    text = moment.replace(microsecond=0).isoformat()
    return text if offset else f"{text[:-6]}-00:00"


@dataclass(frozen=True, slots=True)
class Ring:
    """The points of a polygon in degrees, in the order in which they are written."""

    latitudes: list[float]
    longitudes: list[float]

    @property
    def points(self) -> tuple[Point, ...]:
        """The points, latitude first."""
        return tuple(zip(self.latitudes, self.longitudes, strict=True))


def parse_ring(value: str) -> Ring:
    """Return the ring of ``lat,lon lat,lon …`` (degrees); whether it is a good one is not looked at.

    Raises:
        CapValueError: a pair is not two decimal numbers; names the first that is not.
    """
    value = value.strip(_BLANKS)
    if not _POLYGON.fullmatch(value):
        raise _unreadable_polygon(value)
    if len(value) > _LONG_POLYGON:
        read = np.fromstring(value.replace(",", " "), dtype=np.float64, sep=" ")
        return Ring(read[0::2].tolist(), read[1::2].tolist())
    numbers = [*map(float, value.replace(",", " ").split())]
    return Ring(numbers[0::2], numbers[1::2])


def parse_polygon(value: str) -> tuple[Point, ...]:
    """Return the points of :func:`parse_ring`.

    Raises:
        CapValueError: as there.
    """
    return parse_ring(value).points


def _unreadable_polygon(value: str) -> CapValueError:
    if not value:
        return CapValueError(Text(nl="er staan geen punten in.", en="there are no points in it."), value)
    good = _POLYGON.match(value)
    end = 0 if good is None else good.end()
    if value[end] in _BLANKS:
        start = end + len(value[end:]) - len(value[end:].lstrip(_BLANKS))
    else:
        start = 1 + max(value.rfind(blank, 0, end) for blank in _BLANKS)
    pair = value[start:].split(maxsplit=1)[0] if not value[start].isspace() else ""
    if _PAIR.fullmatch(pair) or not pair:
        return CapValueError(
            Text(
                nl="de punten zijn niet door gewone spaties gescheiden.",
                en="the points are not separated by plain blanks.",
            ),
            value[start : start + 40],
        )
    place = value.count(",", 0, start) + 1
    return CapValueError(
        Text(
            nl=f'punt {place} is "{pair[:40]}" en geen breedte,lengte in graden.',
            en=f'point {place} is "{pair[:40]}" and not latitude,longitude in degrees.',
        ),
        pair,
    )


def parse_circle(value: str) -> Circle:
    """Return the circle of ``lat,lon km``.

    Raises:
        CapValueError: it is not a pair of decimal numbers, white space and a decimal number.
    """
    found = _CIRCLE.fullmatch(value.strip(_BLANKS))
    if found is None:
        raise CapValueError(
            Text(nl="een cirkel is breedte,lengte straal.", en="a circle is latitude,longitude radius."), value
        )
    latitude, longitude, radius_km = (float(number) for number in found.groups())
    return Circle(latitude, longitude, radius_km)


def parse_reference(item: str) -> Reference | None:
    """Return the message that ``sender,identifier,sent`` refers to; None when it is not three values.

    Source: CAP 1.2, 3.2.1 references.
    """
    parts = item.split(",")
    return Reference(*parts) if len(parts) == 3 and all(parts) else None


def format_references(alerts: Iterable[Alert]) -> str:
    """Return ``references`` that name ``alerts``, in the order given."""
    return " ".join(f"{alert.sender.strip()},{alert.identifier.strip()},{alert.sent.strip()}" for alert in alerts)


def list_fault(value: str) -> str | None:
    """Return the beginning of what cannot be read in ``addresses`` or ``incidents``; None when all of it can.

    Items are separated by white space, and stand in double quotes when they hold it (CAP 1.2, 3.2.1 addresses).
    """
    found = _ITEMS.match(value)
    end = 0 if found is None else found.end()
    return None if end == len(value) else value[end : end + 40]


def area_of(info: Info) -> Area:
    """Return the area of an information block: the polygons, circles and Dutch codes of all its area blocks together.

    Raises:
        CapValueError: a polygon or circle cannot be read.
    """
    blocks = info.area
    names = "; ".join(dict.fromkeys(block.area_desc.strip() for block in blocks))
    english = (info.language or "en-US").strip().lower().startswith("en")
    codes = (code.value.strip() for block in blocks for code in block.geocode)
    return Area(
        description=Text(nl=names, en=names if english else ""),
        polygons=tuple(parse_polygon(polygon) for block in blocks for polygon in block.polygon),
        circles=tuple(parse_circle(circle) for block in blocks for circle in block.circle),
        codes=tuple(dict.fromkeys(code for code in codes if _DUTCH_CODE.fullmatch(code))),
    )


def area_block(area: Area, lang: Lang) -> AreaBlock:
    """Return ``area`` as one area block with its description in ``lang``; the points come back exactly as they were.

    ``GEOCODE_LISTS`` says under which name a code is written.
    """
    return AreaBlock(
        area_desc=area.description.in_(lang),
        polygon=tuple(" ".join(_pair(lat, lon) for lat, lon in ring) for ring in area.polygons),
        circle=tuple(f"{_pair(c.latitude, c.longitude)} {_decimal(c.radius_km)}" for c in area.circles),
        geocode=tuple(Named(GEOCODE_LISTS[code[:2]], code) for code in area.codes),
    )


def _pair(latitude: float, longitude: float) -> str:
    return f"{_decimal(latitude)},{_decimal(longitude)}"


def _decimal(value: float) -> str:
    """Write a number in as few digits as give it back, without an exponent, which CAP does not know."""
    text = repr(float(value))
    return np.format_float_positional(value, trim="-") if "e" in text else text.removesuffix(".0")
