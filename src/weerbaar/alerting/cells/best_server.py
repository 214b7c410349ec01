# SPDX-License-Identifier: EUPL-1.2
"""Best server maps: where a provider really broadcast, with the surroundings taken into account, beside what was meant.

The Dutch rules of 2023 for NL-Alert let a provider show afterwards on such a map where an alert was on the air. Read
here is GeoJSON (RFC 7946, degrees): every feature names its provider in ``operator`` and may name a cell in ``cell``
(``204-08-1001-23``, or ``204-08-123456`` for 4G and 5G).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from weerbaar.alerting.area import Area, rd_plane
from weerbaar.alerting.cells.grid import on_grid
from weerbaar.alerting.cells.wedges import Floats
from weerbaar.base import InputError, Problem, Text, read_text

_MOST_BYTES = 100_000_000
_MOST_FEATURES = 200_000
LONGEST_NAME = 100
# The Netherlands with a margin; swapped coordinates fall outside.
LON_RANGE, LAT_RANGE = (1.0, 10.0), (49.0, 56.0)


@dataclass(frozen=True)
class BestServerMap:
    """Where was broadcast.

    Attributes:
        providers: provider to all that it served, as a shape in metres on the Dutch grid.
        cells: identity of a cell to what it served; only the cells that the map names.
    """

    providers: Mapping[str, Any]
    cells: Mapping[str, Any]


@dataclass(frozen=True)
class Comparison:
    """What was served beside what was meant.

    Attributes:
        provider: whose; None for the area that no provider reached, or any did.
        inside_km2: meant and served.
        unserved_km2: meant and not served.
        outside_km2: served and not meant.
    """

    provider: str | None
    inside_km2: float
    unserved_km2: float
    outside_km2: float


def compare(found: BestServerMap, area: Area) -> tuple[Comparison, ...]:
    """Return for every provider, and at the end for all together, what was served beside what was meant.

    Raises:
        AreaError: the area encloses nothing, or lies nowhere on Earth.
    """
    import shapely

    target = on_grid(area)
    together = shapely.union_all(list(found.providers.values()))
    served = [*sorted(found.providers.items()), (None, together)]
    return tuple(
        Comparison(
            provider,
            float(shapely.intersection(shape, target).area) / 1e6,
            float(shapely.difference(target, shape).area) / 1e6,
            float(shapely.difference(shape, target).area) / 1e6,
        )
        for provider, shape in served
    )


def read_best_server_map(path: Path) -> BestServerMap:
    """Return the map in a GeoJSON file.

    Raises:
        InputError: with every problem in the file, each with its feature.
    """
    import shapely

    name = path.name
    features = _features(read_text(path, name, _MOST_BYTES), name)
    problems: list[Problem] = []
    shapes: list[Any] = []
    owners: list[tuple[str, str | None]] = []
    for k, feature in enumerate(features):
        owner = _owner(feature, name, k, problems)
        shape = _shape(feature, name, k, problems)
        if owner is not None and shape is not None:
            owners.append(owner)
            shapes.append(shape)
    if problems:
        raise InputError(problems)
    moved = rd_plane().to_metres(np.array(shapes, dtype=object))
    by_provider: dict[str, list[Any]] = {}
    by_cell: dict[str, list[Any]] = {}
    for (provider, cell), shape in zip(owners, moved, strict=True):
        by_provider.setdefault(provider, []).append(shape)
        if cell is not None:
            by_cell.setdefault(cell, []).append(shape)
    return BestServerMap(
        {provider: shapely.union_all(parts) for provider, parts in by_provider.items()},
        {cell: parts[0] if len(parts) == 1 else shapely.union_all(parts) for cell, parts in by_cell.items()},
    )


def _features(text: str, name: str) -> list[Any]:
    def refuse_constant(constant: str) -> float:
        raise ValueError(constant)

    try:
        data = json.loads(text, parse_constant=refuse_constant)
    except (ValueError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else None
        raise InputError([Problem(name, Text(nl="geen geldige JSON.", en="not valid JSON."), line=line)]) from error
    if (
        not isinstance(data, dict)
        or data.get("type") != "FeatureCollection"
        or not isinstance(data.get("features"), list)
    ):
        message = Text(nl="dit is geen FeatureCollection van GeoJSON.", en="this is no FeatureCollection of GeoJSON.")
        raise InputError([Problem(name, message)])
    features: list[Any] = data["features"]
    if not 1 <= len(features) <= _MOST_FEATURES:
        message = Text(
            nl=f"{len(features)} vlakken; toegestaan is 1 tot en met {_MOST_FEATURES}.",
            en=f"{len(features)} features; allowed is 1 to {_MOST_FEATURES}.",
        )
        raise InputError([Problem(name, message, field="features")])
    return features


def _owner(feature: Any, name: str, k: int, problems: list[Problem]) -> tuple[str, str | None] | None:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    properties = properties if isinstance(properties, dict) else {}
    found: dict[str, str | None] = {}
    for key, obliged in (("operator", True), ("cell", False)):
        value = properties.get(key)
        if value is None and not obliged:
            found[key] = None
        elif isinstance(value, str) and 0 < len(value) <= LONGEST_NAME and value.isprintable():
            found[key] = value
        else:
            message = Text(
                nl="hier hoort een naam van 1 tot 100 tekens.", en="a name of 1 to 100 characters is expected."
            )
            shown = value if isinstance(value, str) else ""
            problems.append(Problem(name, message, field=f"features[{k}].properties.{key}", value=shown))
            return None
    return str(found["operator"]), found["cell"]


def _shape(feature: Any, name: str, k: int, problems: list[Problem]) -> Any:
    """Return the polygon or polygons of a feature in degrees; None, and a problem, where there are none."""
    import shapely

    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    where = f"features[{k}].geometry"
    if not isinstance(geometry, dict) or kind not in ("Polygon", "MultiPolygon"):
        message = Text(nl="hier hoort een Polygon of MultiPolygon.", en="a Polygon or MultiPolygon is expected here.")
        problems.append(Problem(name, message, field=where, value=kind if isinstance(kind, str) else ""))
        return None
    coordinates = geometry.get("coordinates")
    polygons: Any = [coordinates] if kind == "Polygon" else coordinates
    try:
        parts = [shapely.Polygon(_ring(rings[0]), [_ring(ring) for ring in rings[1:]]) for rings in polygons]
    except (TypeError, ValueError, IndexError, KeyError, OverflowError):
        message = Text(
            nl="verwacht zijn ringen van [lengte, breedte] in graden, in of bij Nederland.",
            en="rings of [longitude, latitude] in degrees are expected, in or near the Netherlands.",
        )
        problems.append(Problem(name, message, field=f"{where}.coordinates"))
        return None
    # All that the rings go around, also where they cross.
    valid = [shapely.make_valid(part, method="structure", keep_collapsed=False) for part in parts]
    shape = shapely.union_all(valid)
    if shape.area == 0:
        message = Text(nl="dit vlak omsluit niets.", en="this shape encloses nothing.")
        problems.append(Problem(name, message, field=where))
        return None
    return shape


def _ring(ring: Any) -> Floats:
    """Return a ring as an array.

    Raises:
        ValueError, TypeError, IndexError: these are no coordinates near the Netherlands.
    """
    points = np.array([(float(point[0]), float(point[1])) for point in ring])
    lon, lat = points[:, 0], points[:, 1]
    if not ((lon >= LON_RANGE[0]) & (lon <= LON_RANGE[1]) & (lat >= LAT_RANGE[0]) & (lat <= LAT_RANGE[1])).all():
        raise ValueError("out of range")
    return points
