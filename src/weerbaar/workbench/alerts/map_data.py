# SPDX-License-Identifier: EUPL-1.2
"""What the map draws: the country with its borders, the area of a draft and the places that cells serve; and back.

There are no map tiles: all that is drawn comes from the borders that were put to use, so that it works off line.
"""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from weerbaar.alerting.area import (
    Area,
    AreaError,
    Boundaries,
    area_of,
    country_shape,
    geojson,
    known_names,
    rd_plane,
    regions,
    shipped_places,
)
from weerbaar.base import Text

if TYPE_CHECKING:
    from weerbaar.alerting.cells import Selection
    from weerbaar.workbench.alerts.facts import Borders

_REGION_DEGREES, _MUNICIPALITY_DEGREES = 0.003, 0.001
"""How far a simplified border may lie from the real one: 200 m on a map of the country, 70 m on that of a region."""
_MOST_SHAPES = 250
_DECIMALS = 5


def base_map(borders: Borders, region: str) -> tuple[bytes, str]:
    """Return the map under everything as GeoJSON, and a tag that changes when it does.

    Args:
        borders: those at hand; without any the coarse outline of the country is drawn.
        region: code of the region of which the municipalities are drawn too; ``NL`` for none.
    """
    return _base_map(borders.key, borders.boundaries, region)


@lru_cache(maxsize=40)
def _base_map(key: str, boundaries: Boundaries | None, region: str) -> tuple[bytes, str]:
    import shapely

    features: list[dict[str, Any]] = []
    if boundaries is None:
        features.append(_feature("country", "NL", "Nederland", country_shape()))
    else:
        wide = [code for code in boundaries.codes if code.startswith("VR")]
        near = [code for code in regions()[region].municipalities if code in boundaries.codes] if region != "NL" else []
        for kind, codes, degrees in (
            ("region", wide, _REGION_DEGREES),
            ("municipality", near, _MUNICIPALITY_DEGREES),
        ):
            # Borders that two share stay shared.
            shapes = shapely.coverage_simplify([boundaries.shape_of(code) for code in codes], degrees) if codes else []
            features += [
                _feature(kind, code, boundaries.names[code], shape) for code, shape in zip(codes, shapes, strict=True)
            ]
    main = {one.town: (one.longitude, one.latitude) for one in regions().values()}
    features += [_town("town", name, *at) for name, at in main.items()]
    features += [
        _town("place", one.name, one.longitude, one.latitude) for one in shipped_places() if one.name not in main
    ]
    content = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False).encode()
    return content, hashlib.sha256(content).hexdigest()[:24]


def _town(kind: str, name: str, longitude: float, latitude: float) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"kind": kind, "name": name},
        "geometry": {"type": "Point", "coordinates": [longitude, latitude]},
    }


def _feature(kind: str, code: str, name: str, shape: Any) -> dict[str, Any]:
    import shapely

    rounded = shapely.set_precision(shape, 10.0**-_DECIMALS, mode="pointwise")
    return {
        "type": "Feature",
        "properties": {"kind": kind, "code": code, "name": name},
        "geometry": _rounded(shapely.geometry.mapping(rounded)),
    }


def _rounded(value: Any) -> Any:
    """Return a geometry whose numbers are written no longer than they were rounded to."""
    if isinstance(value, dict):
        return {key: _rounded(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(part) for part in value]
    return round(value, _DECIMALS) if isinstance(value, float) else value


def on_map(area: Area, text: str) -> dict[str, Any]:
    """Return an area as the map draws it.

    Args:
        area: the area.
        text: what was typed for it, by which the map knows whether it is its own drawing that comes back.
    """
    return {
        "text": text,
        "polygons": [[[round(a, 6), round(b, 6)] for a, b in ring] for ring in area.polygons],
        "circles": [[one.latitude, one.longitude, one.radius_km] for one in area.circles],
    }


def served_on_map(selection: Selection) -> dict[str, Any]:
    """Return what the chosen cells serve as GeoJSON: each place, and where there are many of them their outline.

    A place of a cell that lies in the area wholly is ``inside``, one that also serves people elsewhere is ``beyond``.
    """
    import numpy as np
    import shapely

    places, first = np.unique(selection.shape, return_index=True)
    shapes = selection.network.shapes[selection.touched.shapes[places]]
    inside = selection.share_inside[first] >= 1.0
    drawn: list[tuple[str, Any]]
    if len(shapes) > _MOST_SHAPES:
        drawn = [("outline", shapely.simplify(shapely.union_all(shapes), 100.0))]
    else:
        drawn = [("inside" if whole else "beyond", shape) for shape, whole in zip(shapes, inside.tolist(), strict=True)]
    degrees = rd_plane().to_degrees(np.array([shape for _, shape in drawn], dtype=object)) if drawn else []
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"kind": kind},
                "geometry": _rounded(shapely.geometry.mapping(shape)),
            }
            for (kind, _), shape in zip(drawn, degrees, strict=True)
        ],
    }


def area_text(area: Area, boundaries: Boundaries | None) -> str:
    """Return an area as somebody would type it, so that :func:`weerbaar.alerting.area.read_area` gives it back."""
    if not area.polygons and not area.circles:
        return ""
    if len(area.codes) == 1 and _same_borders(area, boundaries):
        return area.codes[0]
    if len(area.polygons) < 2:
        points = [f"{_degrees(a)}, {_degrees(b)}" for ring in area.polygons for a, b in ring]
        middles = [(f"{_degrees(one.latitude)}, {_degrees(one.longitude)}", one.radius_km) for one in area.circles]
        return "\n".join([*points, *(f"{middle} straal {radius:.10g} km" for middle, radius in middles)])
    plain = Area(Text(nl=""), area.polygons, area.circles)
    return json.dumps(geojson(plain))


def _degrees(value: float) -> str:
    """Return a coordinate with a decimal point in it, so that no comma beside it is taken for one."""
    whole, point, decimals = f"{value:.8f}".partition(".")
    return f"{whole}{point}{decimals.rstrip('0') or '0'}"


def _same_borders(area: Area, boundaries: Boundaries | None) -> bool:
    try:
        return area_of(area.codes[0], boundaries).polygons == area.polygons
    except AreaError:
        return False


def places_to_choose(boundaries: Boundaries | None, region: str) -> list[tuple[str, str]]:
    """Return the codes and names to choose an area from: the region and its municipalities; all of them for ``NL``.

    Without borders only the country can be chosen.
    """
    names = known_names()
    if boundaries is None:
        return [("NL", names["NL"])]
    known = set(boundaries.codes)
    if region == "NL":
        wanted = ["NL", *regions(), *sorted((c for c in known if c.startswith("GM")), key=boundaries.names.__getitem__)]
    else:
        own = sorted(regions()[region].municipalities, key=names.__getitem__)
        wanted = [region, *own, "NL"]
    return [(code, boundaries.names[code]) for code in wanted if code == "NL" or code in known]
