# SPDX-License-Identifier: EUPL-1.2
"""What CAP 1.2 asks in words of an area: rings that close and do not cross, circles, heights, codes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from weerbaar.alerting.area import Point
from weerbaar.alerting.cap.document import Document, Path
from weerbaar.alerting.cap.model import AreaBlock
from weerbaar.alerting.cap.prose_info import BLANK, value_findings
from weerbaar.alerting.cap.prose_rule import Rule, rule
from weerbaar.alerting.cap.values import CapValueError, parse_circle, parse_polygon
from weerbaar.alerting.findings import Finding
from weerbaar.base import Text

POLYGON_FORM = rule(
    "cap.polygon-form",
    "error",
    "Dit is geen rij punten breedte,lengte met spaties ertussen: {what}",
    "This is no row of points latitude,longitude, separated by blanks: {what}",
    "Schrijf bijvoorbeeld: 52.1,4.9 52.2,4.9 52.2,5.0 52.1,4.9.",
    "Write for instance: 52.1,4.9 52.2,4.9 52.2,5.0 52.1,4.9.",
    "CAP 1.2, 3.2.4 polygon",
)
POLYGON_POINTS = rule(
    "cap.polygon-points",
    "error",
    "Een veelhoek heeft ten minste vier punten, waarvan het laatste gelijk is aan het eerste; hier zijn er {what}.",
    "A polygon has at least four points, the last of them equal to the first; here there are {what}.",
    "Teken het gebied opnieuw.",
    "Draw the area again.",
    "CAP 1.2, 3.2.4 polygon",
)
POLYGON_CLOSED = rule(
    "cap.polygon-closed",
    "error",
    "De veelhoek is niet gesloten: het laatste punt ({last}) is niet het eerste.",
    "The polygon is not closed: the last point ({last}) is not the first.",
    'Schrijf als laatste punt nog eens "{first}".',
    'Write "{first}" once more as the last point.',
    "CAP 1.2, 3.2.4 polygon",
)
POINT_RANGE = rule(
    "cap.point-range",
    "error",
    "Het punt {what} ligt niet op aarde: de breedte is -90 tot 90 graden, de lengte -180 tot 180.",
    "The point {what} is not on earth: latitude is -90 to 90 degrees, longitude -180 to 180.",
    "Controleer of breedte en lengte verwisseld zijn en of het graden zijn.",
    "Check whether latitude and longitude were swapped and whether they are degrees.",
    "CAP 1.2, 3.3.1 WGS 84",
)
POLYGON_AREA = rule(
    "cap.polygon-area",
    "error",
    "De veelhoek omsluit niets: alle punten liggen op één lijn of op één plek.",
    "The polygon encloses nothing: all points are on one line or in one place.",
    "Teken het gebied opnieuw.",
    "Draw the area again.",
    "CAP 1.2, 3.2.4 polygon",
)
POLYGON_CROSSING = rule(
    "cap.polygon-crossing",
    "error",
    "De rand van de veelhoek snijdt of raakt zichzelf bij {where}.",
    "The edge of the polygon crosses or touches itself near {where}.",
    "Teken de rand opnieuw zonder kruising, of splits het gebied in twee veelhoeken.",
    "Draw the edge again without a crossing, or split the area into two polygons.",
    "CAP 1.2, 3.2.4 polygon",
)
POINT_TWICE = rule(
    "cap.polygon-twice",
    "advice",
    "Het punt {what} staat twee keer achter elkaar.",
    "The point {what} is there twice in a row.",
    "Haal er één weg.",
    "Remove one of them.",
    "CAP 1.2, 3.2.4 polygon",
)
CIRCLE_FORM = rule(
    "cap.circle-form",
    "error",
    "Dit is geen punt breedte,lengte, een spatie en een straal in kilometers.",
    "This is no point latitude,longitude, a blank and a radius in kilometres.",
    "Schrijf bijvoorbeeld: 52.1,4.9 2.5.",
    "Write for instance: 52.1,4.9 2.5.",
    "CAP 1.2, 3.2.4 circle",
)
CIRCLE_RADIUS = rule(
    "cap.circle-radius",
    "error",
    "De straal is geen afstand op aarde: 0 tot 20.038 kilometer.",
    "The radius is not a distance on earth: 0 to 20,038 kilometres.",
    "Schrijf de straal in kilometers.",
    "Write the radius in kilometres.",
    "CAP 1.2, 3.2.4 circle",
)
CIRCLE_ZERO = rule(
    "cap.circle-zero",
    "advice",
    "De straal is nul: dat is de plek van de gebeurtenis en niet het gebied om te waarschuwen.",
    "The radius is zero: that is where it happened and not the area to alert.",
    "Schrijf de straal van het gebied waar mensen gewaarschuwd worden.",
    "Write the radius of the area where people are to be alerted.",
    "CAP 1.2, 3.2.4 circle; Google Public Alerts CAP v1.0",
)
CEILING_ALONE = rule(
    "cap.ceiling-alone",
    "error",
    "Een plafond (ceiling) hoort bij een hoogte (altitude), en die ontbreekt.",
    "A ceiling goes with an altitude, and that is missing.",
    "Schrijf altitude erbij, of haal ceiling weg.",
    "Write altitude too, or remove ceiling.",
    "CAP 1.2, 3.2.4 ceiling",
)
CEILING_LOW = rule(
    "cap.ceiling-low",
    "error",
    "Het plafond (ceiling) ligt niet boven de hoogte (altitude).",
    "The ceiling is not above the altitude.",
    "Schrijf bij ceiling een grotere hoogte, in voeten boven zeeniveau.",
    "Write a greater height at ceiling, in feet above sea level.",
    "CAP 1.2, 3.2.4 altitude, ceiling",
)
CODES_ONLY = rule(
    "cap.geocode-only",
    "advice",
    "Het gebied staat er alleen als code; wie de lijst niet heeft, weet niet waar het is.",
    "The area is given only as a code; who lacks the list does not know where it is.",
    "Schrijf ook een polygon of circle.",
    "Write a polygon or circle too.",
    "CAP 1.2, 3.2.4 geocode",
)
WORDS_ONLY = rule(
    "cap.area-words",
    "advice",
    "Het gebied staat er alleen in woorden.",
    "The area is given only in words.",
    "Schrijf ook een polygon of circle.",
    "Write a polygon or circle too.",
    "CAP 1.2, 3.2.4 areaDesc, polygon",
)

RULES = (
    POLYGON_FORM,
    POLYGON_POINTS,
    POLYGON_CLOSED,
    POINT_RANGE,
    POLYGON_AREA,
    POLYGON_CROSSING,
    POINT_TWICE,
    CIRCLE_FORM,
    CIRCLE_RADIUS,
    CIRCLE_ZERO,
    CEILING_ALONE,
    CEILING_LOW,
    CODES_ONLY,
    WORDS_ONLY,
)

# Half the way round the earth.
_LONGEST_RADIUS_KM = 20_038.0
# A ring around less than this (square degrees, some square metres) is a line.
_NO_AREA = 1e-12


# What is wrong with a polygon: the rule, what was found, and what its texts name.
PolygonFault = tuple[Rule, str, dict[str, Text | str]]


def area_findings(
    document: Document, area: AreaBlock, path: Path, known: dict[str, list[PolygonFault]]
) -> Iterator[Finding]:
    """Yield what is wrong with one area block.

    Args:
        document: the message.
        area: the block.
        path: the way to it.
        known: the polygons of the message that were looked at, and those of this block when it is done; the same area
            comes back in every language.
    """
    if not area.area_desc.strip():
        yield BLANK.at(document, (*path, ("areaDesc", 0)))
    for place, polygon in enumerate(area.polygon):
        if polygon not in known:
            known[polygon] = list(_polygon_faults(polygon))
        for fault, value, names in known[polygon]:
            yield fault.at(document, (*path, ("polygon", place)), value, **names)
    for place, circle in enumerate(area.circle):
        yield from _circle_findings(document, circle, (*path, ("circle", place)))
    if area.geocode:
        yield from value_findings(document, area.geocode, path, "geocode")
    if area.ceiling is not None:
        yield from _height_findings(document, area, path)
    if not area.polygon and not area.circle:
        yield (CODES_ONLY if area.geocode else WORDS_ONLY).at(document, path, area.area_desc)


def _polygon_faults(polygon: str) -> Iterator[PolygonFault]:
    """Yield what is wrong with one polygon; each later rule is looked at only where it can still mean something."""
    try:
        points = parse_polygon(polygon)
    except CapValueError as error:
        yield POLYGON_FORM, error.found, {"what": error.message}
        return
    outside = next((_shown(p) for p in points if not _on_earth(p)), None)
    if outside is not None:
        yield POINT_RANGE, outside, {"what": outside}
    closed = points[0] == points[-1]
    if len(points) < 3 + closed:
        yield POLYGON_POINTS, polygon, {"what": str(len(points))}
        return
    if not closed:
        first, last = _shown(points[0]), _shown(points[-1])
        yield POLYGON_CLOSED, last, {"first": first, "last": last}
        points = (*points, points[0])
    twice = next((_shown(a) for a, b in pairwise(points) if a == b), None)
    if twice is not None:
        yield POINT_TWICE, twice, {"what": twice}
    if outside is None:
        yield from _shape_faults(points)


def _shape_faults(points: Sequence[Point]) -> Iterator[PolygonFault]:
    ring = _unwrapped(points)
    if _seen_from_its_middle(ring):
        return
    if abs(_twice_area(ring)) < _NO_AREA and _is_line(ring):
        yield POLYGON_AREA, "", {}
        return
    if len(ring) <= 4:
        # A triangle cannot cross itself.
        return
    import shapely

    polygon = shapely.Polygon([(lon, lat) for lat, lon in ring])
    if shapely.is_valid(polygon):
        return
    # "Self-intersection[4.95 52.15]": longitude and latitude of the place.
    place = shapely.is_valid_reason(polygon).partition("[")[2].rstrip("]").split()
    shown = f"{float(place[1]):.7g},{float(place[0]):.7g}" if len(place) == 2 else _shown(points[0])
    yield POLYGON_CROSSING, shown, {"where": shown}


def _seen_from_its_middle(ring: Sequence[Point]) -> bool:
    """Return whether the edge goes once around the middle of its points without turning back.

    Such a ring cannot cross itself, and most that are drawn by hand are so; False says nothing.
    """
    count = len(ring) - 1
    lat0 = sum([lat for lat, _ in ring[1:]]) / count
    lon0 = sum([lon for _, lon in ring[1:]]) / count
    x1, y1 = ring[0][1] - lon0, ring[0][0] - lat0
    turn, rounds = 0.0, 0
    for lat, lon in ring[1:]:
        x2, y2 = lon - lon0, lat - lat0
        cross = x1 * y2 - x2 * y1
        if abs(cross) < _NO_AREA or cross * turn < 0:
            return False
        # Every round passes the line to the east of the middle once.
        rounds += (y1 < 0 <= y2) if cross > 0 else (y2 < 0 <= y1)
        turn, x1, y1 = cross, x2, y2
    return rounds == 1


def _unwrapped(points: Sequence[Point]) -> Sequence[Point]:
    """Lay a ring that passes longitude 180 out without the jump."""
    longitudes = [lon for _, lon in points]
    if max(longitudes) - min(longitudes) <= 180:
        return points
    return [(lat, lon + 360 if lon < 0 else lon) for lat, lon in points]


def _twice_area(ring: Sequence[Point]) -> float:
    lat0, lon0 = ring[0]
    shifted = [(lat - lat0, lon - lon0) for lat, lon in ring]
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(shifted))


def _is_line(ring: Sequence[Point]) -> bool:
    """Return whether all points are on one line; a bow tie also has no net area, and is none."""
    lat0, lon0 = ring[0]
    lat1, lon1 = max(ring, key=lambda p: abs(p[0] - lat0) + abs(p[1] - lon0))
    return all(abs((lat - lat0) * (lon1 - lon0) - (lon - lon0) * (lat1 - lat0)) < _NO_AREA for lat, lon in ring)


def _on_earth(point: Point) -> bool:
    return -90 <= point[0] <= 90 and -180 <= point[1] <= 180


def _shown(point: Point) -> str:
    return f"{point[0]:g},{point[1]:g}"


def _circle_findings(document: Document, circle: str, path: Path) -> Iterator[Finding]:
    try:
        found = parse_circle(circle)
    except CapValueError:
        yield CIRCLE_FORM.at(document, path, circle)
        return
    centre = (found.latitude, found.longitude)
    if not _on_earth(centre):
        yield POINT_RANGE.at(document, path, circle, what=_shown(centre))
    if not 0 <= found.radius_km <= _LONGEST_RADIUS_KM:
        yield CIRCLE_RADIUS.at(document, path, circle)
    elif found.radius_km == 0:
        yield CIRCLE_ZERO.at(document, path, circle)


def _height_findings(document: Document, area: AreaBlock, path: Path) -> Iterator[Finding]:
    ceiling = area.ceiling or ""
    if area.altitude is None:
        yield CEILING_ALONE.at(document, (*path, ("ceiling", 0)), ceiling)
        return
    try:
        low = float(ceiling) <= float(area.altitude)
    except ValueError:
        # The schema says what is no number.
        return
    if low:
        yield CEILING_LOW.at(document, (*path, ("ceiling", 0)), ceiling)
