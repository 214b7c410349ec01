# SPDX-License-Identifier: EUPL-1.2
"""The repair that is offered for an area before it is saved, and what it changed.

Nothing that was drawn gets lost: where a ring crosses itself, all that it goes around stays in.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from weerbaar.alerting.area.area import LONGEST_RADIUS_KM, Area, Circle
from weerbaar.alerting.area.rings import Points, as_points, on_earth, repeats, spikes, swapped, without_spikes
from weerbaar.alerting.area.shapes import from_geometry, is_intricate, polygons_of, shape_km2, valid_shape
from weerbaar.alerting.findings import Finding
from weerbaar.base import Text, significant

if TYPE_CHECKING:
    import shapely

# A piece this small is what is left of a slip of the hand.
_CRUMB_KM2 = 1e-6


@dataclass(frozen=True, slots=True)
class Repair:
    """A repaired area.

    Attributes:
        area: the area; the same object when there was nothing to do.
        what: what was changed, one advice each; empty when nothing was.
    """

    area: Area
    what: tuple[Finding, ...]


def repair(area: Area) -> Repair:
    """Return ``area`` with all put right that can be without knowing what was meant.

    Points that are no place on Earth are left out, latitude and longitude that changed places are put back, rings are
    closed, repeated points, spikes and crossings are removed, parts that overlap are merged and holes are filled. An
    area that lies outside the country, or is too small or too large, stays so: :func:`check_area` keeps saying it.
    """
    what: list[Finding] = []
    rings = [_mended_ring(as_points(ring), f"polygons[{i}]", what) for i, ring in enumerate(area.polygons)]
    circles = [c for i, circle in enumerate(area.circles) for c in _mended_circle(circle, f"circles[{i}]", what)]
    shapes = [shape for i, ring in enumerate(rings) for shape in _enclosed(ring, f"polygons[{i}]", what)]
    merged = _merged(shapes, what)
    if not what:
        return Repair(area, ())
    whole = from_geometry(merged, area.description).polygons if merged is not None else ()
    return Repair(dataclasses.replace(area, polygons=whole, circles=tuple(circles)), tuple(what))


def _done(rule: str, nl: str, en: str, where: str = "", value: str = "") -> Finding:
    return Finding(f"repair.{rule}", "advice", Text(nl=nl, en=en), where=where, value=value)


def _mended_ring(points: Points, where: str, what: list[Finding]) -> Points:
    """Return a ring that is closed and has no needless points; empty when nothing is left."""
    lost = int((~on_earth(points)).sum())
    if lost:
        points = points[on_earth(points)]
        what.append(
            _done(
                "removed-points",
                f"{lost} punt(en) die niet op aarde liggen, zijn weggelaten.",
                f"{lost} point(s) that are not on Earth were left out.",
                where,
                str(lost),
            )
        )
    turned = swapped(points)
    if turned.any():
        points = np.where(turned[:, None], points[:, ::-1], points)
        what.append(_swapped_back(where, int(turned.sum())))
    if len(points) and not np.array_equal(points[0], points[-1]):
        points = np.concatenate([points, points[:1]])
        what.append(_done("closed", "De veelhoek is gesloten.", "The polygon was closed.", where))
    twice = repeats(points)
    if twice.any():
        points = points[~twice]
        count = str(int(twice.sum()))
        what.append(
            _done(
                "repeated-points",
                f"{count} herhaalde punt(en) verwijderd.",
                f"{count} repeated point(s) removed.",
                where,
                count,
            )
        )
    if len(spikes(points)):
        kept = without_spikes(points)
        # A line walked there and back is no polygon with a spike; it is told of as enclosing nothing.
        if 0 < len(kept) < len(points):
            count = str(len(points) - len(kept))
            points = kept
            what.append(
                _done(
                    "spikes",
                    "Uitsteeksels zonder oppervlakte verwijderd.",
                    "Spikes without surface removed.",
                    where,
                    count,
                )
            )
    return points


def _swapped_back(where: str, count: int) -> Finding:
    return _done(
        "swapped",
        "Breedte en lengte stonden verwisseld en zijn omgedraaid.",
        "Latitude and longitude had changed places and were put back.",
        where,
        str(count),
    )


def _mended_circle(circle: Circle, where: str, what: list[Finding]) -> list[Circle]:
    middle = as_points([(circle.latitude, circle.longitude)])
    # Written so that NaN is refused as well.
    if not (on_earth(middle).all() and 0 < circle.radius_km <= LONGEST_RADIUS_KM):
        what.append(
            _done(
                "removed-circle",
                "Een cirkel zonder bruikbaar middelpunt of straal is weggelaten.",
                "A circle without a usable middle or radius was left out.",
                where,
            )
        )
        return []
    if swapped(middle).any():
        what.append(_swapped_back(where, 1))
        return [Circle(circle.longitude, circle.latitude, circle.radius_km)]
    return [circle]


def _enclosed(points: Points, where: str, what: list[Finding]) -> list[shapely.Geometry]:
    """Return the valid shape of a ring, in a list that is empty when it encloses nothing."""
    import shapely

    drawn = shapely.Polygon(points[:, ::-1]) if len(points) >= 4 else shapely.Polygon()
    shape = valid_shape(drawn)
    if shape.area == 0:
        what.append(
            _done(
                "removed-polygon",
                "Een veelhoek die niets omsluit, is weggelaten.",
                "A polygon that encloses nothing was left out.",
                where,
            )
        )
        return []
    if shape is drawn:
        return [shape]
    if is_intricate(drawn):
        what.append(
            _done(
                "intricate",
                "De rand was te ingewikkeld om na te gaan; het gebied is nu alles wat een lijn eromheen omsluit.",
                "The edge was too intricate to check; the area is now all that a line around it encloses.",
                where,
                str(len(points)),
            )
        )
        return [shape]
    pieces = [piece for piece in polygons_of(shape) if shape_km2(piece) > _CRUMB_KM2] or polygons_of(shape)
    shape = shapely.union_all(pieces)
    before, after = abs(_signed_km2(points)), shape_km2(shape)
    what.append(
        _done(
            "crossing",
            f"De rand kruiste zichzelf; alles waar hij omheen loopt hoort nu bij het gebied:"
            f" {_pieces(len(pieces), 'nl')}, {significant(after, 'nl', 3)} km² (rechtstreeks uit de punten gerekend:"
            f" {significant(before, 'nl', 3)} km²).",
            f"The edge crossed itself; all that it goes around is now in the area: {_pieces(len(pieces), 'en')},"
            f" {significant(after, 'en', 3)} km² (worked out straight from the points:"
            f" {significant(before, 'en', 3)} km²).",
            where,
            significant(after - before, "en", 3),
        )
    )
    return [shape]


def _pieces(count: int, lang: str) -> str:
    if lang == "nl":
        return "1 deel" if count == 1 else f"{count} delen"
    return "1 part" if count == 1 else f"{count} parts"


def _signed_km2(points: Points) -> float:
    """Return the area that the surveyor's formula gives, in which parts run round the other way count below zero."""
    east = np.radians(points[:, 1] - points[0, 1]) * np.cos(np.radians(points[:, 0].mean())) * 6371.0
    north = np.radians(points[:, 0] - points[0, 0]) * 6371.0
    return float(np.sum(east[:-1] * north[1:] - east[1:] * north[:-1]) / 2)


def _merged(shapes: Sequence[shapely.Geometry], what: list[Finding]) -> shapely.Geometry | None:
    """Return the union of ``shapes`` without holes; None when there are none."""
    import shapely

    if not shapes:
        return None
    whole = shapes[0] if len(shapes) == 1 else shapely.union_all(shapes)
    if len(shapes) > 1 and sum(shape.area for shape in shapes) > whole.area * (1 + 1e-6):
        what.append(
            _done(
                "merged",
                "Overlappende delen zijn samengevoegd.",
                "Overlapping parts were merged.",
                value=str(len(shapes)),
            )
        )
    pieces = polygons_of(whole)
    holes = [shapely.Polygon(hole) for piece in pieces for hole in piece.interiors]
    if not holes:
        return whole
    size = shape_km2(shapely.union_all(holes))
    what.append(
        _done(
            "filled",
            f"Een gat van {significant(size, 'nl')} km² is gevuld.",
            f"A hole of {significant(size, 'en')} km² was filled.",
            value=significant(size, "en"),
        )
    )
    return shapely.union_all([shapely.Polygon(piece.exterior) for piece in pieces])
