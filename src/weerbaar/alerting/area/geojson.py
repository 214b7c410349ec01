# SPDX-License-Identifier: EUPL-1.2
"""Areas as GeoJSON (RFC 7946), there and back."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from weerbaar.alerting.area.area import Area, Circle, Point
from weerbaar.alerting.area.shapes import AreaError, circle_ring, from_geometry, polygons_of, ring_of, valid_shape
from weerbaar.base import Text

_DEEPEST = 8
_SAME_PLACE = 1e-6


def geojson(area: Area) -> dict[str, Any]:
    """Return ``area`` as a feature: one MultiPolygon, with description, codes and circles among its properties.

    A circle is drawn as a polygon and also given as latitude, longitude and radius in km, since GeoJSON has none.
    """
    rings = [*area.polygons, *(circle_ring(circle) for circle in area.circles)]
    return {
        "type": "Feature",
        "properties": {
            "description": {"nl": area.description.nl, "en": area.description.en},
            "codes": list(area.codes),
            "circles": [
                {"latitude": circle.latitude, "longitude": circle.longitude, "radius_km": circle.radius_km}
                for circle in area.circles
            ],
        },
        "geometry": {"type": "MultiPolygon", "coordinates": [[_counter_clockwise(ring)] for ring in rings]},
    }


def _counter_clockwise(ring: tuple[Point, ...]) -> list[list[float]]:
    """Return a ring in the order of RFC 7946: longitude first, with its inside on the left."""
    twice = sum(a[1] * b[0] - b[1] * a[0] for a, b in pairwise(ring))
    return [[longitude, latitude] for latitude, longitude in (ring if twice >= 0 else ring[::-1])]


def from_geojson(value: Any) -> Area:
    """Return the area that a geometry, feature or collection stands for: the inverse of :func:`geojson`.

    Points and lines are left out. A point with a property ``radius`` in metres, as map editors write it, or
    ``radius_km``, is a circle.

    Args:
        value: what a JSON parser made of the text.

    Raises:
        AreaError: this is not GeoJSON, or there is no polygon or circle in it.
    """
    rings: list[tuple[Point, ...]] = []
    circles: list[Circle] = []
    texts: list[Text] = []
    codes: list[str] = []
    for geometry, properties in _geometries(value, {}, 0):
        texts += _description(properties)
        found = properties.get("codes")
        codes += [code for code in found if isinstance(code, str)] if isinstance(found, list) else []
        circles += _circles(geometry, properties)
        rings += _rings(geometry)
    drawn = [circle_ring(circle) for circle in circles]
    rings = [ring for ring in rings if not any(_same(ring, circle) for circle in drawn)]
    if not rings and not circles:
        raise AreaError(
            Text(
                nl="In deze GeoJSON staat geen vlak. Nodig is een Polygon of MultiPolygon, of een punt met een straal.",
                en="There is no polygon in this GeoJSON. A Polygon, a MultiPolygon or a point with a radius is needed.",
            )
        )
    description = texts[0] if texts else Text(nl="")
    return Area(description, tuple(rings), tuple(circles), tuple(dict.fromkeys(codes)))


def _geometries(
    value: Any, properties: Mapping[str, Any], depth: int
) -> list[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    if not isinstance(value, dict) or not isinstance(value.get("type"), str) or depth > _DEEPEST:
        raise AreaError(Text(nl="Dit is geen GeoJSON met een «type».", en="This is no GeoJSON with a «type»."))
    if value["type"] == "Feature":
        own = value.get("properties")
        inner = value.get("geometry")
        return [] if inner is None else _geometries(inner, own if isinstance(own, dict) else {}, depth + 1)
    several = {"FeatureCollection": "features", "GeometryCollection": "geometries"}.get(value["type"])
    if several is None:
        return [(value, properties)]
    items = value.get(several)
    if not isinstance(items, list):
        raise AreaError(Text(nl=f"In de GeoJSON ontbreekt «{several}».", en=f"The GeoJSON lacks «{several}»."))
    return [found for item in items for found in _geometries(item, properties, depth + 1)]


def _description(properties: Mapping[str, Any]) -> list[Text]:
    found = properties.get("description") or properties.get("name") or properties.get("naam")
    if isinstance(found, dict) and isinstance(found.get("nl"), str):
        english = found.get("en")
        return [Text(nl=found["nl"], en=english if isinstance(english, str) else "")]
    return [Text(nl=found)] if isinstance(found, str) else []


def _circles(geometry: Mapping[str, Any], properties: Mapping[str, Any]) -> list[Circle]:
    if geometry["type"] == "Point":
        radius = properties.get("radius_km")
        if radius is None and _is_number(properties.get("radius")):
            radius = properties["radius"] / 1000
        if radius is None or not _is_number(radius):
            return []
        latitude, longitude = _position(geometry.get("coordinates"))
        return [Circle(latitude, longitude, float(radius))]
    listed = properties.get("circles")
    return [
        Circle(float(item["latitude"]), float(item["longitude"]), float(item["radius_km"]))
        for item in (listed if isinstance(listed, list) else [])
        if isinstance(item, dict) and all(_is_number(item.get(key)) for key in ("latitude", "longitude", "radius_km"))
    ]


def _rings(geometry: Mapping[str, Any]) -> list[tuple[Point, ...]]:
    if geometry["type"] not in ("Polygon", "MultiPolygon"):
        return []
    coordinates = geometry.get("coordinates")
    polygons = [coordinates] if geometry["type"] == "Polygon" else coordinates
    if not isinstance(polygons, list) or not all(isinstance(polygon, list) and polygon for polygon in polygons):
        raise _not_coordinates()
    rings: list[tuple[Point, ...]] = []
    for polygon in polygons:
        if not any(isinstance(ring, list) for ring in polygon):
            raise _not_coordinates()
        outer, *holes = ([_position(position) for position in ring] for ring in polygon if isinstance(ring, list))
        rings += _without_holes(outer, holes) if holes else [tuple(outer)]
    return rings


def _without_holes(outer: list[Point], holes: list[list[Point]]) -> list[tuple[Point, ...]]:
    import shapely

    if min(len(outer), *map(len, holes)) < 4:
        raise _not_coordinates()
    shape = shapely.Polygon([p[::-1] for p in outer], [[p[::-1] for p in hole] for hole in holes])
    pieces = polygons_of(valid_shape(shape))
    if all(not piece.interiors for piece in pieces):
        return [ring_of(piece.exterior) for piece in pieces]
    return list(from_geometry(shapely.MultiPolygon(pieces), Text(nl="")).polygons)


def _position(value: Any) -> Point:
    if not isinstance(value, list) or len(value) < 2 or not all(_is_number(part) for part in value[:2]):
        raise _not_coordinates()
    return float(value[1]), float(value[0])


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e300


def _not_coordinates() -> AreaError:
    return AreaError(
        Text(
            nl="De coördinaten in deze GeoJSON zijn niet leesbaar: verwacht zijn ringen van [lengte, breedte].",
            en="The coordinates in this GeoJSON cannot be read: rings of [longitude, latitude] are expected.",
        )
    )


def _same(one: tuple[Point, ...], other: tuple[Point, ...]) -> bool:
    """Whether two rings go through the same points, in either direction."""
    return len(one) == len(other) and any(
        all(abs(a[0] - b[0]) < _SAME_PLACE and abs(a[1] - b[1]) < _SAME_PLACE for a, b in zip(one, turned, strict=True))
        for turned in (other, other[::-1])
    )
