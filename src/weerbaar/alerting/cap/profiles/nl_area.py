# SPDX-License-Identifier: EUPL-1.2
"""The Dutch profile about the area: in the country, a shape, with codes of Statistics Netherlands that agree."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Literal

from weerbaar.alerting.area import Area, Inside
from weerbaar.alerting.cap.document import Document
from weerbaar.alerting.cap.model import Info, Named
from weerbaar.alerting.cap.profiles import nl_rules as rules
from weerbaar.alerting.cap.prose_rule import Rule
from weerbaar.alerting.cap.values import GEOCODE_LISTS, CapValueError, area_of
from weerbaar.alerting.findings import Finding

# From an area to the codes (``GM0014``, ``VR01``) of the municipalities and safety regions that it touches.
CodesIn = Callable[[Area], Iterable[str]]

_CODE = re.compile(r"GM\d{4}|VR(?:0[1-9]|1\d|2[0-5])|NL", re.ASCII)
_LONG_RING = 100
_LISTS = frozenset(GEOCODE_LISTS.values())

# Where an area is. ``nothing`` encloses nothing or is not on earth; ``unreadable`` has findings of its own.
Verdict = Literal["inside", "partly", "outside", "swapped", "nothing", "unreadable"]
_FAULTS: dict[Verdict, Rule | None] = {
    "inside": None,
    "partly": rules.AREA_PARTLY,
    "outside": rules.AREA_OUTSIDE,
    "swapped": rules.AREA_SWAPPED,
    "nothing": rules.AREA_NOTHING,
    "unreadable": None,
}


def area_findings(document: Document, codes_in: CodesIn | None) -> Iterator[Finding]:
    """Yield what is wrong with where the blocks of a message say that it is."""
    # The same area comes back in every language.
    known: dict[tuple[str, ...], Verdict] = {}
    for place, info in enumerate(document.alert.info):
        step = ("info", place)
        yield from _geocode_findings(document, info, step)
        shapes = tuple(shape for block in info.area for shape in (*block.polygon, *block.circle))
        if not shapes:
            continue
        if shapes not in known:
            known[shapes] = _verdict(document, info)
        path = (step, ("area", 0))
        fault = _FAULTS[known[shapes]]
        if fault is not None:
            yield fault.at(document, path)
        if codes_in is not None and known[shapes] not in ("nothing", "unreadable"):
            yield from _code_findings(document, area_of(info), path, codes_in)


def _geocode_findings(document: Document, info: Info, step: tuple[str, int]) -> Iterator[Finding]:
    for place, block in enumerate(info.area):
        for number, code in enumerate(block.geocode):
            if _is_ours(code) and not _CODE.fullmatch(code.value.strip()):
                path = (step, ("area", place), ("geocode", number), ("value", 0))
                yield rules.GEOCODE_FORM.at(document, path, code.value)


def _is_ours(code: Named) -> bool:
    return code.value_name.strip() in _LISTS or code.value.strip().startswith(("GM", "VR"))


def _verdict(document: Document, info: Info) -> Verdict:
    from weerbaar.alerting.area import AreaError

    try:
        if _box_inside(document, info):
            return "inside"
        if _has_long_fault(document, info):
            return "unreadable"
        area = area_of(info)
    except CapValueError:
        return "unreadable"
    try:
        inside = _inside(area)
    except AreaError:
        return "nothing"
    if inside != "outside":
        return inside
    try:
        return "swapped" if _inside(_swapped(area)) == "inside" else "outside"
    except AreaError:
        return "outside"


def _inside(area: Area) -> Inside:
    """Return where an area is, shape by shape: putting very many together could take minutes.

    Raises:
        AreaError: a shape encloses nothing, or is not on earth.
    """
    from weerbaar.alerting.area import inside_country

    shapes = [replace(area, polygons=(ring,), circles=()) for ring in dict.fromkeys(area.polygons)]
    shapes += [replace(area, polygons=(), circles=(circle,)) for circle in dict.fromkeys(area.circles)]
    found = {inside_country(shape) for shape in shapes}
    return found.pop() if len(found) == 1 else "partly"


def _box_inside(document: Document, info: Info) -> bool:
    """Return whether the box around the polygons lies in the country, which is quickly found and settles most areas."""
    from weerbaar.alerting.area import box_inside_country

    if any(block.circle for block in info.area):
        return False
    rings = [document.rings.read(polygon) for block in info.area for polygon in block.polygon]
    south, north = min(min(ring.latitudes) for ring in rings), max(max(ring.latitudes) for ring in rings)
    west, east = min(min(ring.longitudes) for ring in rings), max(max(ring.longitudes) for ring in rings)
    return south < north and west < east and box_inside_country(west, south, east, north)


def _has_long_fault(document: Document, info: Info) -> bool:
    """Return whether a ring has a fault of its own and so many points that what it encloses takes long to work out."""
    rings = document.rings
    polygons = {polygon for block in info.area for polygon in block.polygon}
    return any(len(rings.read(ring).latitudes) > _LONG_RING and rings.shape(ring)[0] != "good" for ring in polygons)


def _swapped(area: Area) -> Area:
    return replace(
        area,
        polygons=tuple(tuple((lon, lat) for lat, lon in ring) for ring in area.polygons),
        circles=tuple(replace(c, latitude=c.longitude, longitude=c.latitude) for c in area.circles),
    )


def _code_findings(
    document: Document, area: Area, path: tuple[tuple[str, int], ...], codes_in: CodesIn
) -> Iterator[Finding]:
    stated = {kind: {code for code in area.codes if code.startswith(kind)} for kind in ("GM", "VR")}
    touched = set(codes_in(area))
    for kind, codes in stated.items():
        there = {code for code in touched if code.startswith(kind)}
        if codes and there and codes != there:
            missing, extra = sorted(there - codes), sorted(codes - there)
            shown = {"extra": ", ".join(extra) or "-", "missing": ", ".join(missing) or "-"}
            yield rules.GEOCODE_AREA.at(document, path, ", ".join(sorted(codes)), **shown)
