# SPDX-License-Identifier: EUPL-1.2
"""What CAP 1.2 asks in words of an area: rings that close and do not cross, circles, heights, codes."""

from __future__ import annotations

from collections.abc import Iterator

from weerbaar.alerting.area import Point
from weerbaar.alerting.cap.document import Document, Path
from weerbaar.alerting.cap.model import AreaBlock
from weerbaar.alerting.cap.prose_info import BLANK, value_findings
from weerbaar.alerting.cap.prose_rule import rule
from weerbaar.alerting.cap.prose_text import EMPTY
from weerbaar.alerting.cap.rings import has_twice
from weerbaar.alerting.cap.values import CapValueError, parse_circle
from weerbaar.alerting.findings import Finding

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
POLYGON_INTRICATE = rule(
    "cap.polygon-intricate",
    "error",
    "De veelhoek is zo grillig dat niet is uit te rekenen of de rand zichzelf snijdt.",
    "The polygon is so intricate that whether its edge crosses itself cannot be worked out.",
    "Teken het gebied met veel minder punten.",
    "Draw the area with far fewer points.",
    "CAP 1.2, 3.2.4 polygon; grens van Weerbaar",
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
    POLYGON_INTRICATE,
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
_BY_SHAPE = {"line": POLYGON_AREA, "crossing": POLYGON_CROSSING, "intricate": POLYGON_INTRICATE}


def area_findings(document: Document, area: AreaBlock, path: Path) -> Iterator[Finding]:
    """Yield what is wrong with one area block, to which ``path`` leads."""
    if not area.area_desc.strip():
        yield BLANK.at(document, (*path, ("areaDesc", 0)))
    for place, polygon in enumerate(area.polygon):
        yield from _polygon_findings(document, polygon, (*path, ("polygon", place)))
    for place, circle in enumerate(area.circle):
        yield from _circle_findings(document, circle, (*path, ("circle", place)))
    if area.geocode:
        yield from value_findings(document, area.geocode, path, "geocode")
    if area.altitude is not None or area.ceiling is not None:
        yield from _height_findings(document, area, path)
    if not area.polygon and not area.circle:
        yield (CODES_ONLY if area.geocode else WORDS_ONLY).at(document, path, area.area_desc)


def _polygon_findings(document: Document, polygon: str, path: Path) -> Iterator[Finding]:
    """Yield what is wrong with one polygon; each later rule is looked at only where it can still mean something."""
    if not polygon or polygon.isspace():
        yield EMPTY.at(document, path)
        return
    try:
        ring = document.rings.read(polygon)
    except CapValueError as error:
        yield POLYGON_FORM.at(document, path, error.found, what=error.message)
        return
    lats, lons = ring.latitudes, ring.longitudes
    on_earth = min(lats) >= -90 and max(lats) <= 90 and min(lons) >= -180 and max(lons) <= 180
    if not on_earth:
        outside = next(_shown(point) for point in ring.points if not _on_earth(point))
        yield POINT_RANGE.at(document, path, outside, what=outside)
    closed = lats[0] == lats[-1] and lons[0] == lons[-1]
    if len(lats) < 3 + closed:
        yield POLYGON_POINTS.at(document, path, polygon, what=str(len(lats)))
        return
    if not closed:
        first, last = _shown((lats[0], lons[0])), _shown((lats[-1], lons[-1]))
        yield POLYGON_CLOSED.at(document, path, last, first=first, last=last)
    twice = has_twice(ring)
    if twice is not None:
        yield POINT_TWICE.at(document, path, _shown(twice), what=_shown(twice))
    if on_earth:
        shape, place = document.rings.shape(polygon)
        if shape != "good":
            shown = f"{place[0]:.7g},{place[1]:.7g}" if place else ""
            yield _BY_SHAPE[shape].at(document, path, shown, where=shown)


def _on_earth(point: Point) -> bool:
    return -90 <= point[0] <= 90 and -180 <= point[1] <= 180


def _shown(point: Point) -> str:
    return f"{point[0]:g},{point[1]:g}"


def _circle_findings(document: Document, circle: str, path: Path) -> Iterator[Finding]:
    if not circle or circle.isspace():
        yield EMPTY.at(document, path)
        return
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
    altitude, ceiling = area.altitude, area.ceiling
    for name, value in (("altitude", altitude), ("ceiling", ceiling)):
        if value is not None and not value.strip():
            yield EMPTY.at(document, (*path, (name, 0)))
    if not ceiling or not ceiling.strip():
        return
    if altitude is None or not altitude.strip():
        yield CEILING_ALONE.at(document, (*path, ("ceiling", 0)), ceiling)
        return
    try:
        low = float(ceiling) <= float(altitude)
    except ValueError:
        # The schema says what is no number.
        return
    if low:
        yield CEILING_LOW.at(document, (*path, ("ceiling", 0)), ceiling)
