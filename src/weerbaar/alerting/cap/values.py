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
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[-+]\d{2}:\d{2}", re.ASCII)
_TIME_LENGTH = len("2024-06-15T12:30:00+02:00")
_NUMBER = r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)"
_PAIR = re.compile(rf"{_NUMBER},{_NUMBER}", re.ASCII)
_POLYGON = re.compile(rf"{_NUMBER},{_NUMBER}(?:[ \t\r\n]+{_NUMBER},{_NUMBER})*", re.ASCII)
_CIRCLE = re.compile(rf"({_NUMBER}),({_NUMBER})[ \t\r\n]+({_NUMBER})", re.ASCII)
_ITEM = re.compile(r'"([^"]*)"(?=[ \t\r\n]|$)|([^" \t\r\n]+)(?=[ \t\r\n]|$)')
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


def parse_polygon(value: str) -> tuple[Point, ...]:
    """Return the points of ``lat,lon lat,lon …`` (degrees); whether they make a good ring is not looked at.

    Raises:
        CapValueError: a pair is not two decimal numbers; names the first that is not.
    """
    value = value.strip(_BLANKS)
    if not _POLYGON.fullmatch(value):
        raise _unreadable_polygon(value)
    if len(value) > _LONG_POLYGON:
        numbers = np.array(value.replace(",", " ").split(), dtype=np.float64)
        return tuple(zip(numbers[0::2].tolist(), numbers[1::2].tolist(), strict=True))
    numbers_here = [float(number) for number in value.replace(",", " ").split()]
    return tuple(zip(numbers_here[0::2], numbers_here[1::2], strict=True))


def _unreadable_polygon(value: str) -> CapValueError:
    for place, pair in enumerate(value.split(), start=1):
        if not _PAIR.fullmatch(pair):
            return CapValueError(
                Text(
                    nl=f'punt {place} is "{pair[:40]}" en geen breedte,lengte in graden.',
                    en=f'point {place} is "{pair[:40]}" and not latitude,longitude in degrees.',
                ),
                pair,
            )
    if not value:
        return CapValueError(Text(nl="er staan geen punten in.", en="there are no points in it."), value)
    return CapValueError(
        Text(
            nl="de punten zijn niet door gewone spaties gescheiden.", en="the points are not separated by plain blanks."
        ),
        value[:40],
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


def parse_references(value: str) -> tuple[Reference, ...]:
    """Return the messages that ``sender,identifier,sent …`` refers to.

    Raises:
        CapValueError: there is none, or one is not three values with commas between them.
    """
    found: list[Reference] = []
    for item in value.split():
        parts = item.split(",")
        if len(parts) != 3 or not all(parts):
            raise CapValueError(
                Text(
                    nl=f'"{item[:80]}" is geen afzender,kenmerk,tijd.',
                    en=f'"{item[:80]}" is not sender,identifier,sent.',
                ),
                item,
            )
        found.append(Reference(*parts))
    if not found:
        raise CapValueError(Text(nl="er wordt geen bericht genoemd.", en="no message is named."), value)
    return tuple(found)


def format_references(alerts: Iterable[Alert]) -> str:
    """Return ``references`` that name ``alerts``, in the order given."""
    return " ".join(f"{alert.sender.strip()},{alert.identifier.strip()},{alert.sent.strip()}" for alert in alerts)


def parse_list(value: str) -> tuple[str, ...]:
    """Return the items of ``addresses`` or ``incidents``: separated by white space, in double quotes when they hold it.

    Raises:
        CapValueError: a quote is not closed, or stands inside an item.
    """
    found: list[str] = []
    rest = value.strip(_BLANKS)
    while rest:
        match = _ITEM.match(rest)
        if match is None:
            raise CapValueError(
                Text(
                    nl=f"de aanhalingstekens kloppen niet vanaf {rest[:40]}",
                    en=f"the double quotes do not match from {rest[:40]}",
                ),
                rest[:40],
            )
        found.append(match.group(2) or match.group(1) or "")
        rest = rest[match.end() :].lstrip(_BLANKS)
    return tuple(found)


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
