# SPDX-License-Identifier: EUPL-1.2
"""Areas that the tests of this part share, and what a phone makes of one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from weerbaar.alerting.area import Area, Circle
from weerbaar.base import Text

SQUARE = ((52.0, 5.0), (52.1, 5.0), (52.1, 5.1), (52.0, 5.1), (52.0, 5.0))
BOW_TIE = ((52.0, 5.0), (52.1, 5.1), (52.1, 5.0), (52.0, 5.1), (52.0, 5.0))


def area(*rings: Any, circles: tuple[Circle, ...] = (), codes: tuple[str, ...] = ()) -> Area:
    """An area of these rings and circles."""
    return Area(Text(nl="proef", en="trial"), tuple(tuple(tuple(p) for p in ring) for ring in rings), circles, codes)


def coast(points: int, seed: int, rough: float = 0.15) -> Area:
    """A ring of ``points`` corners around 52.0 N 5.5 E that is as ragged as a coast."""
    rng = np.random.default_rng(seed)
    angle = np.linspace(0, 2 * np.pi, points, endpoint=False)
    radius = 1 + sum(rough / k * np.sin(k * angle + rng.uniform(0, 7)) for k in range(2, 40))
    ring = np.column_stack([52 + 0.25 * radius * np.sin(angle), 5.5 + 0.4 * radius * np.cos(angle)]).tolist()
    return area([*ring, ring[0]])


def saw(points: int) -> tuple[tuple[float, float], ...]:
    """A ring with slanting teeth, all so long that the box around each holds parts of all others."""
    teeth = [(52 + 0.3 * (k % 2) + 0.1 * k / points, 5 + 0.3 * (k % 2) - 0.1 * k / points) for k in range(points)]
    return (*teeth, (52.4, 4.8), (51.9, 4.8), teeth[0])


def on_the_phone(made: Area) -> shapely.Geometry:
    """The union of the polygons that a phone reads after 22 bits a coordinate, and of circles by their corners."""
    rings = []
    for ring in made.polygons:
        codes = np.floor((np.array(ring) - (-90, -180)) / (180, 360) * 2**22)
        rings.append(shapely.make_valid(shapely.Polygon((codes * (180, 360) / 2**22 - (90, 180))[:, ::-1])))
    return shapely.union_all(rings)


def borders(folder: Path, features: list[dict[str, Any]] | None = None) -> Path:
    """A GeoJSON file with two municipalities side by side, as PDOK writes one, or with ``features``."""

    def feature(code: str, name: str, west: float, east: float) -> dict[str, Any]:
        ring = [[west, 51.6], [east, 51.6], [east, 51.8], [west, 51.8], [west, 51.6]]
        return {
            "type": "Feature",
            "properties": {"statcode": code, "statnaam": name},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        }

    two = [feature("GM1709", "Moerdijk", 4.4, 4.7), feature("GM0758", "Breda", 4.7, 4.9)]
    path = folder / "grenzen.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": two if features is None else features}))
    return path
