# SPDX-License-Identifier: EUPL-1.2
"""Shapes with their properties out of a TopoJSON or GeoJSON file that somebody downloaded.

TopoJSON keeps each border once, as an arc of whole-number steps on a grid (TopoJSON format specification 1.0). The file
is hostile until shown otherwise: every number and index is checked, and all that is wrong is told at once.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from weerbaar.alerting.area.shapes import rd_plane, valid_shape
from weerbaar.base import InputError, Problem, Text, read_text

if TYPE_CHECKING:
    import shapely

Coordinates = npt.NDArray[np.float64]

_LARGEST_FILE = 200_000_000
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Bordered:
    """One feature of a file: its properties, its shape (longitude, latitude) and where it stands."""

    properties: Mapping[str, Any]
    shape: shapely.Geometry
    where: str


class _Wrong(Exception):
    """Something in one feature that makes it unusable."""

    def __init__(self, nl: str, en: str, where: str = "") -> None:
        self.text = Text(nl=nl, en=en)
        self.where = where
        super().__init__(en)


def read_borders(path: Path) -> list[Bordered]:
    """Return the polygons in the file at ``path`` that have properties.

    Coordinates may be degrees (WGS84) or metres of the Dutch grid, as the web services of PDOK give them.

    Raises:
        InputError: not JSON, not TopoJSON or GeoJSON, or wrong in one or more places: a problem for each.
    """
    name = path.name
    text = read_text(path, name, _LARGEST_FILE)
    try:
        value = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else None
        message = Text(nl="dit is geen geldige JSON.", en="this is not valid JSON.")
        raise InputError([Problem(name, message, _WHAT_TO_GET, line=line)]) from error
    problems: list[Problem] = []
    found: list[Bordered] = []
    try:
        for where, properties, rings in _features(value):
            try:
                found.append(Bordered(properties, _shape(list(rings)), where))
            except _Wrong as wrong:
                problems.append(Problem(name, wrong.text, field=f"{where}{wrong.where}"))
    except _Wrong as wrong:
        problems.append(Problem(name, wrong.text, _WHAT_TO_GET, field=wrong.where))
    if problems:
        raise InputError(problems)
    return found


def _no_constant(name: str) -> float:
    raise ValueError(name)


# A polygon is its outer ring and its holes.
_Polygon = list[Coordinates]
_Feature = tuple[str, Mapping[str, Any], Iterator[_Polygon]]


def _features(value: Any) -> Iterator[_Feature]:
    kind = value.get("type") if isinstance(value, dict) else None
    if kind == "Topology":
        yield from _topology(value)
    elif kind == "FeatureCollection" and isinstance(value.get("features"), list):
        for i, feature in enumerate(value["features"]):
            geometry = feature.get("geometry") if isinstance(feature, dict) else None
            properties = feature.get("properties") if isinstance(feature, dict) else None
            if isinstance(geometry, dict) and isinstance(properties, dict):
                read = _polygons(geometry, "coordinates", _ring)
                if read is not None:
                    yield f"features[{i}]", properties, read
    else:
        raise _Wrong("dit is geen TopoJSON en geen FeatureCollection van GeoJSON.", _NEITHER)


_NEITHER = "this is neither TopoJSON nor a FeatureCollection of GeoJSON."


def _polygons(geometry: Mapping[str, Any], key: str, ring: Any) -> Iterator[_Polygon] | None:
    """Return the polygons of a geometry, each ring read by ``ring``; None for lines and points."""
    kind, value = geometry.get("type"), geometry.get(key)
    if kind not in ("Polygon", "MultiPolygon"):
        return None
    several = [value] if kind == "Polygon" else value

    def read() -> Iterator[_Polygon]:
        if not isinstance(several, list):
            raise _Wrong(f"«{key}» moet een lijst zijn.", f"«{key}» must be a list.")
        for i, polygon in enumerate(several):
            if not isinstance(polygon, list) or not polygon:
                raise _Wrong(
                    "een veelhoek moet een lijst van ringen zijn.", "a polygon must be a list of rings.", f"[{i}]"
                )
            yield [ring(part) for part in polygon]

    return read()


def _ring(value: Any) -> Coordinates:
    return _numbers(value, "een ring", "a ring")


def _numbers(value: Any, nl: str, en: str) -> Coordinates:
    wrong = _Wrong(f"{nl} moet een lijst van paren van getallen zijn.", f"{en} must be a list of pairs of numbers.")
    if not isinstance(value, list) or not all(isinstance(point, list) and len(point) >= 2 for point in value):
        raise wrong
    try:
        pairs = np.array([point[:2] for point in value])
    except ValueError as error:
        raise wrong from error
    if pairs.ndim != 2 or pairs.dtype.kind not in "if" or not np.all(np.isfinite(pairs)):
        raise wrong
    return pairs.astype(np.float64)


def _topology(value: Mapping[str, Any]) -> Iterator[_Feature]:
    arcs, objects = value.get("arcs"), value.get("objects")
    if not isinstance(arcs, list) or not isinstance(objects, dict):
        raise _Wrong("in de TopoJSON ontbreekt «arcs» of «objects».", "the TopoJSON lacks «arcs» or «objects».")
    decoded = _arcs(arcs, value.get("transform"))

    def ring(indices: Any) -> Coordinates:
        if not isinstance(indices, list) or not indices or not all(type(index) is int for index in indices):
            raise _Wrong(
                "een ring moet een lijst van nummers van bogen zijn.", "a ring must be a list of numbers of arcs."
            )
        parts: list[Coordinates] = []
        for index in indices:
            # A number below zero is an arc walked backwards: ~0 = -1 is the first one.
            number = index if index >= 0 else ~index
            if number >= len(decoded):
                raise _Wrong(f"boog {index} bestaat niet.", f"there is no arc {index}.")
            arc = decoded[number] if index >= 0 else decoded[number][::-1]
            parts.append(arc[1:] if parts else arc)
        return np.concatenate(parts)

    for name, item in objects.items():
        yield from _topology_object(item, f"objects.{name}", ring, 0)


def _topology_object(item: Any, where: str, ring: Any, depth: int) -> Iterator[_Feature]:
    if not isinstance(item, dict) or depth > _DEEPEST:
        raise _Wrong("dit moet een geometrie zijn.", "this must be a geometry.", where)
    if item.get("type") == "GeometryCollection":
        inner = item.get("geometries")
        if not isinstance(inner, list):
            raise _Wrong("«geometries» moet een lijst zijn.", "«geometries» must be a list.", where)
        for i, part in enumerate(inner):
            yield from _topology_object(part, f"{where}.geometries[{i}]", ring, depth + 1)
        return
    read = _polygons(item, "arcs", ring)
    properties = item.get("properties")
    if read is not None and isinstance(properties, dict):
        yield where, properties, read


def _arcs(arcs: list[Any], transform: Any) -> list[Coordinates]:
    read = []
    for i, arc in enumerate(arcs):
        try:
            read.append(_numbers(arc, "een boog", "an arc"))
        except _Wrong as wrong:
            wrong.where = f"arcs[{i}]"
            raise
    if transform is None:
        return read
    parts = transform if isinstance(transform, dict) else {}
    try:
        scale, translate = _numbers([parts.get("scale"), parts.get("translate")], "«transform»", "«transform»")
    except _Wrong as wrong:
        wrong.where = "transform"
        raise
    # Steps from point to point; the first is a step from the origin.
    return [np.cumsum(arc, axis=0) * scale + translate for arc in read]


def _shape(polygons: list[_Polygon]) -> shapely.Geometry:
    import shapely

    rings = [ring for polygon in polygons for ring in polygon]
    if not rings or min(map(len, rings)) < 4:
        raise _Wrong("een ring heeft minder dan vier punten.", "a ring has fewer than four points.")
    shape = shapely.MultiPolygon([(polygon[0], polygon[1:]) for polygon in polygons])
    west, south, east, north = shape.bounds
    if west >= 0 and east <= 300_000 and south >= 300_000 and north <= 630_000:
        shape = rd_plane().to_degrees(shape)
    elif not (west >= -180 and east <= 180 and south >= -90 and north <= 90):
        raise _Wrong(
            "de coördinaten zijn geen graden (WGS84) en ook geen RD-coördinaten.",
            "the coordinates are neither degrees (WGS84) nor coordinates of the Dutch grid (RD).",
        )
    return valid_shape(shape)


_WHAT_TO_GET = Text(
    nl="Nodig is een bestand met gemeenten en veiligheidsregio's als GeoJSON of TopoJSON, zoals de gebiedsindelingen"
    " van CBS bij PDOK.",
    en="A file with municipalities and safety regions as GeoJSON or TopoJSON is needed, such as the divisions"
    " (gebiedsindelingen) of CBS at PDOK.",
)
