# SPDX-License-Identifier: EUPL-1.2
"""What is wrong with an area before it goes out: whether it encloses something, where it lies and how large it is."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from weerbaar.alerting.area.area import LONGEST_RADIUS_KM, Area, Circle
from weerbaar.alerting.area.country import shape_inside_country
from weerbaar.alerting.area.regions import COUNTRY
from weerbaar.alerting.area.rings import Points, as_points, on_earth, repeats, spikes, swapped, three_different
from weerbaar.alerting.area.shapes import circle_ring, is_intricate, polygons_of, shape_km2, valid_shape
from weerbaar.alerting.findings import Finding
from weerbaar.base import Text, number, significant

if TYPE_CHECKING:
    import shapely

# A hundred metres square: less than a cell serves, so nobody would notice that it was aimed.
SMALLEST_KM2 = 0.01

# Somewhat above the largest safety region, Fryslân, which is 5,753 km² with its water.
LARGEST_KM2 = 5_800.0

# What fits in the 1,024 octets of device-based geofencing beside the heads of its elements.
MOST_POINTS = 180

_CAP_AREA = "OASIS CAP 1.2, 3.2.4"
_OVERLAP = 1e-6


def check_area(area: Area) -> list[Finding]:
    """Return what is wrong with ``area``, in the order of its polygons and circles and then of the whole.

    Every check that still has a meaning is made: where a coordinate is no number, nothing can be measured any more.
    """
    import shapely

    if not area.polygons and not area.circles:
        return [
            Finding(
                "area.empty",
                "error",
                Text(nl="Het gebied is leeg.", en="The area is empty."),
                Text(
                    nl="Teken een gebied, of kies een gemeente of regio.", en="Draw an area or choose a municipality."
                ),
                source=_CAP_AREA,
            )
        ]
    findings: list[Finding] = []
    rings = [as_points(ring) for ring in area.polygons]
    sound = [_ring_findings(ring, f"polygons[{i}]", findings) for i, ring in enumerate(rings)]
    sound += [_circle_findings(circle, f"circles[{i}]", findings) for i, circle in enumerate(area.circles)]
    if not all(sound):
        return findings
    shapes = [_measured(ring, f"polygons[{i}]", findings) for i, ring in enumerate(rings)]
    shapes += [
        _measured(as_points(circle_ring(circle)), f"circles[{i}]", findings) for i, circle in enumerate(area.circles)
    ]
    found = [shape for shape in shapes if shape is not None]
    if found:
        whole = found[0] if len(found) == 1 else shapely.union_all(found)
        findings += _parts(found, whole)
        # Of an area that was written the wrong way round, neither place nor size means anything.
        if all(finding.rule != "area.swapped" for finding in findings):
            findings += _place(whole) + _size(area, whole)
    return findings


def _ring_findings(points: Points, where: str, findings: list[Finding]) -> bool:
    """Add what can be said of one ring point by point; return whether it can be measured."""
    placed = on_earth(points)
    if not placed.all():
        findings.append(_not_on_earth(points, placed, where))
        return False
    closed = len(points) > 1 and np.array_equal(points[0], points[-1])
    if not three_different(points):
        findings.append(
            Finding(
                "area.points",
                "error",
                Text(
                    nl="De veelhoek heeft minder dan drie verschillende punten en omsluit dus niets.",
                    en="The polygon has fewer than three different points, so it encloses nothing.",
                ),
                Text(nl="Teken de veelhoek opnieuw.", en="Draw the polygon again."),
                where,
                value=str(len(points)),
                source=_CAP_AREA,
            )
        )
        return False
    if not closed:
        findings.append(
            Finding(
                "area.unclosed",
                "error",
                Text(
                    nl="De veelhoek is niet gesloten: het laatste punt moet gelijk zijn aan het eerste.",
                    en="The polygon is not closed: its last point must equal its first.",
                ),
                Text(nl=f"Herhaal {_point(points[0])} aan het eind.", en=f"Repeat {_point(points[0])} at the end."),
                where,
                value=_point(points[-1]),
                source=_CAP_AREA,
            )
        )
    findings += _wrong_way_round(points, where)
    findings += _needless_points(points, where)
    if np.any(np.abs(np.diff(points[:, 1])) > 180):
        findings.append(
            Finding(
                "area.antimeridian",
                "error",
                Text(
                    nl="Een zijde van de veelhoek loopt over meer dan de halve aarde.",
                    en="One side of the polygon runs over more than half the Earth.",
                ),
                Text(
                    nl="Knip het gebied op de lengte van 180 graden in twee veelhoeken.",
                    en="Cut the area into two polygons at the longitude of 180 degrees.",
                ),
                where,
            )
        )
    return True


def _not_on_earth(points: Points, placed: np.typing.NDArray[np.bool_], where: str) -> Finding:
    first = int(np.flatnonzero(~placed)[0])
    rule = "area.range" if np.all(np.isfinite(points)) else "area.number"
    return Finding(
        rule,
        "error",
        Text(
            nl=f"Punt {first + 1} ligt niet op aarde: de breedte loopt van −90 tot 90, de lengte van −180 tot 180.",
            en=f"Point {first + 1} is not on Earth: latitude runs from −90 to 90, longitude from −180 to 180.",
        ),
        Text(nl="Verbeter of verwijder het punt.", en="Correct or remove the point."),
        f"{where}[{first}]",
        value=_point(points[first]),
        source=_CAP_AREA,
    )


def _wrong_way_round(points: Points, where: str) -> list[Finding]:
    turned = swapped(points)
    if not turned.any():
        return []
    first = int(np.flatnonzero(turned)[0])
    return [
        Finding(
            "area.swapped",
            "error",
            Text(
                nl="Breedte en lengte zijn verwisseld: omgekeerd ligt het punt in Nederland.",
                en="Latitude and longitude have changed places: the other way round the point lies in the Netherlands.",
            ),
            Text(nl=f"Schrijf {_point(points[first, ::-1])}.", en=f"Write {_point(points[first, ::-1])}."),
            f"{where}[{first}]" if where.startswith("polygons") else where,
            value=_point(points[first]),
            source=_CAP_AREA,
        )
    ]


def _needless_points(points: Points, where: str) -> list[Finding]:
    found: list[Finding] = []
    twice = np.flatnonzero(repeats(points))
    if len(twice):
        found.append(
            Finding(
                "area.repeated-point",
                "warning",
                Text(
                    nl=f"Punt {twice[0] + 1} is gelijk aan het punt ervoor{_and_more(len(twice), 'nl')}.",
                    en=f"Point {twice[0] + 1} equals the point before it{_and_more(len(twice), 'en')}.",
                ),
                Text(nl="Verwijder het herhaalde punt.", en="Remove the repeated point."),
                f"{where}[{twice[0]}]",
                value=_point(points[twice[0]]),
            )
        )
    once = points[~repeats(points)]
    turning = spikes(once)
    if len(turning):
        place = int(np.flatnonzero(np.all(points == once[turning[0]], axis=1))[0])
        found.append(
            Finding(
                "area.spike",
                "warning",
                Text(
                    nl=f"Bij punt {place + 1} keert de rand op zichzelf terug{_and_more(len(turning), 'nl')}.",
                    en=f"At point {place + 1} the edge turns back on itself{_and_more(len(turning), 'en')}.",
                ),
                Text(nl="Verwijder het uitsteeksel.", en="Remove the spike."),
                f"{where}[{place}]",
                value=_point(points[place]),
            )
        )
    return found


def _and_more(count: int, lang: str) -> str:
    if count == 1:
        return ""
    return f" (en zo nog {count - 1})" if lang == "nl" else f" (and {count - 1} more like it)"


def _circle_findings(circle: Circle, where: str, findings: list[Finding]) -> bool:
    middle = as_points([(circle.latitude, circle.longitude)])
    if not on_earth(middle).all():
        findings.append(_not_on_earth(middle, on_earth(middle), where))
        return False
    if not (math.isfinite(circle.radius_km) and 0 < circle.radius_km <= LONGEST_RADIUS_KM):
        findings.append(
            Finding(
                "area.radius",
                "error",
                Text(
                    nl=f"De straal moet meer dan 0 en ten hoogste {LONGEST_RADIUS_KM} km zijn.",
                    en=f"The radius must be more than 0 and at most {LONGEST_RADIUS_KM} km.",
                ),
                Text(nl="Geef de straal in kilometers.", en="Give the radius in kilometres."),
                where,
                value=str(circle.radius_km),
                source=_CAP_AREA,
            )
        )
        return False
    findings += _wrong_way_round(middle, where)
    return True


def _measured(points: Points, where: str, findings: list[Finding]) -> shapely.Geometry | None:
    """Return the shape of a ring, adding whether it crosses itself, encloses nothing or is too intricate to know."""
    import shapely

    drawn = shapely.Polygon(points[:, ::-1])
    if is_intricate(drawn):
        findings.append(
            Finding(
                "area.intricate",
                "error",
                Text(
                    nl=f"De rand van de veelhoek ({number(len(points), 'nl')} punten) is te ingewikkeld om na te gaan.",
                    en=f"The edge of the polygon ({number(len(points), 'en')} points) is too intricate to check.",
                ),
                Text(nl="Teken het gebied met minder punten.", en="Draw the area with fewer points."),
                where,
                value=str(len(points)),
            )
        )
        return None
    shape = valid_shape(drawn)
    if shape.area == 0:
        findings.append(
            Finding(
                "area.flat",
                "error",
                Text(
                    nl="De punten liggen op één lijn: de veelhoek omsluit niets.",
                    en="The points lie on one line: the polygon encloses nothing.",
                ),
                Text(nl="Teken de veelhoek opnieuw.", en="Draw the polygon again."),
                where,
            )
        )
        return None
    # A shape that is valid as it was drawn is given back itself.
    if shape is not drawn:
        reason = str(shapely.is_valid_reason(drawn))
        place = re.search(r"\[(\S+) (\S+)\]", reason)
        crossing = f"{float(place[2]):.5f},{float(place[1]):.5f}" if place else ""
        findings.append(
            Finding(
                "area.crossing",
                "error",
                Text(
                    nl=f"De rand van de veelhoek kruist of raakt zichzelf bij {crossing}.",
                    en=f"The edge of the polygon crosses or touches itself at {crossing}.",
                ),
                Text(
                    nl="Zet de punten in de volgorde van de rand, of laat het gebied herstellen.",
                    en="Put the points in the order of the edge, or have the area repaired.",
                ),
                where,
                value=crossing,
                source=_CAP_AREA,
            )
        )
    return shape


def _parts(shapes: Sequence[shapely.Geometry], whole: shapely.Geometry) -> list[Finding]:
    """Return what is to be said of how the parts lie together."""
    import shapely

    found: list[Finding] = []
    if len(shapes) > 1 and sum(shape.area for shape in shapes) > whole.area * (1 + _OVERLAP):
        found.append(
            Finding(
                "area.overlap",
                "advice",
                Text(
                    nl="Delen van het gebied overlappen elkaar; wat dubbel ligt, telt één keer.",
                    en="Parts of the area overlap; what is covered twice counts once.",
                ),
                Text(nl="Voeg de delen samen.", en="Merge the parts."),
            )
        )
    holes = [shapely.Polygon(hole) for polygon in polygons_of(whole) for hole in polygon.interiors]
    if holes:
        size = shape_km2(shapely.union_all(holes))
        found.append(
            Finding(
                "area.hole",
                "warning",
                Text(
                    nl=f"In het gebied zit een gat van {significant(size, 'nl')} km²; daar komt geen bericht.",
                    en=f"There is a hole of {significant(size, 'en')} km² in the area; no alert goes there.",
                ),
                Text(nl="Vul het gat, tenzij het zo bedoeld is.", en="Fill the hole, unless it is meant."),
                value=significant(size, "en"),
            )
        )
    return found


def _place(whole: shapely.Geometry) -> list[Finding]:
    lies = shape_inside_country(whole)
    if lies == "inside":
        return []
    if lies == "partly":
        return [
            Finding(
                "area.partly-outside",
                "warning",
                Text(
                    nl="Het gebied ligt voor een deel buiten Nederland; daar wordt niets uitgezonden.",
                    en="Part of the area lies outside the Netherlands; nothing is broadcast there.",
                ),
                Text(
                    nl="Waarschuw de meldkamer in het buurland, of verklein het gebied.",
                    en="Warn the control room across the border, or make the area smaller.",
                ),
            )
        ]
    return [
        Finding(
            "area.outside",
            "error",
            Text(nl="Het gebied ligt buiten Nederland.", en="The area lies outside the Netherlands."),
            Text(nl="Controleer de coördinaten.", en="Check the coordinates."),
            value=_point((whole.bounds[1], whole.bounds[0])),
        )
    ]


def _size(area: Area, whole: shapely.Geometry) -> list[Finding]:
    import shapely

    found: list[Finding] = []
    km2 = shape_km2(whole)
    if km2 < SMALLEST_KM2:
        found.append(
            Finding(
                "area.small",
                "warning",
                Text(
                    nl=f"Het gebied is {number(km2 * 1e6, 'nl')} m²; dat is kleiner dan één zendcel bereikt.",
                    en=f"The area is {number(km2 * 1e6, 'en')} m², smaller than what one cell reaches.",
                ),
                Text(nl="Controleer of dit zo bedoeld is.", en="Check whether this is meant."),
                value=significant(km2, "en"),
            )
        )
    if km2 > LARGEST_KM2 and COUNTRY not in area.codes:
        found.append(
            Finding(
                "area.large",
                "warning",
                Text(
                    nl=f"Het gebied is {number(km2, 'nl')} km²: groter dan de grootste veiligheidsregio.",
                    en=f"The area is {number(km2, 'en')} km²: larger than the largest safety region.",
                ),
                Text(nl="Controleer of dit zo bedoeld is.", en="Check whether this is meant."),
                value=number(km2, "en"),
            )
        )
    points = int(shapely.get_num_coordinates(whole))
    if points > MOST_POINTS:
        found.append(
            Finding(
                "area.many-points",
                "advice",
                Text(
                    nl=f"Het gebied heeft {number(points, 'nl')} punten; telefoons die zelf de grens bewaken, krijgen"
                    f" een iets ruimere vorm van ten hoogste {MOST_POINTS} punten.",
                    en=f"The area has {number(points, 'en')} points; phones that keep to the border themselves get a"
                    f" slightly wider shape of at most {MOST_POINTS} points.",
                ),
                source="ATIS-0700041",
                value=str(points),
            )
        )
    return found


def _point(point: Points | tuple[float, float]) -> str:
    """Return a point as CAP writes it: ``52.1,4.9``."""
    return f"{float(point[0]):.10g},{float(point[1]):.10g}"
