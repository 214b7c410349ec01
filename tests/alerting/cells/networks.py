# SPDX-License-Identifier: EUPL-1.2
"""Networks, areas and people to try things on, in metres on the Dutch grid."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from weerbaar.alerting.area import Area, Circle, rd_plane
from weerbaar.alerting.cells import CellNetwork, Population, made_up_network
from weerbaar.base import Text

UTRECHT = (136_000.0, 456_000.0)


def columns(
    x_m: Sequence[float],
    y_m: Sequence[float],
    azimuth_deg: Sequence[float],
    beam_width_deg: Sequence[float],
    radius_m: Sequence[float],
) -> dict[str, Any]:
    n = len(x_m)
    return {
        "operators": ("A", "B"),
        "operator": np.zeros(n, dtype=np.uint8),
        "technology": np.full(n, 2, dtype=np.uint8),
        "mcc": np.full(n, 1, dtype=np.int16),
        "mnc": np.full(n, 1, dtype=np.int16),
        "lac": np.full(n, -1, dtype=np.int32),
        "ci": np.arange(n, dtype=np.int64),
        "x_m": np.array(x_m, dtype=float),
        "y_m": np.array(y_m, dtype=float),
        "azimuth_deg": np.array(azimuth_deg, dtype=float),
        "beam_width_deg": np.array(beam_width_deg, dtype=float),
        "radius_m": np.array(radius_m, dtype=float),
    }


def discs(*places: tuple[float, float, float], **other: Any) -> CellNetwork:
    """Cells that serve all around: x, y and radius of each, in metres."""
    x, y, radius = zip(*places, strict=True)
    return CellNetwork(**{**columns(x, y, [0] * len(x), [360] * len(x), radius), **other})


@cache
def made_up(cells: int = 4_000, seed: int = 7) -> CellNetwork:
    return made_up_network(cells, seed)


def area(*points: tuple[float, float]) -> Area:
    """The polygon through points on the Dutch grid."""
    import shapely

    ring = shapely.get_coordinates(rd_plane().to_degrees(shapely.Polygon(points)))
    return Area(Text(nl="hier"), (tuple((lat, lon) for lon, lat in ring.tolist()),))


def box(west: float, south: float, east: float, north: float) -> Area:
    return area((west, south), (east, south), (east, north), (west, north))


def around(x: float, y: float, radius_km: float) -> Area:
    longitude, latitude = rd_plane().transformer.transform(x, y, direction="INVERSE")
    return Area(Text(nl="hier"), circles=(Circle(latitude, longitude, radius_km),))


def star(x: float, y: float, radius: float, points: int) -> Area:
    """A polygon with five lobes."""
    angle = np.linspace(0, 2 * np.pi, points, endpoint=False)
    away = radius * (1 + 0.3 * np.sin(5 * angle))
    return area(*zip((x + away * np.cos(angle)).tolist(), (y + away * np.sin(angle)).tolist(), strict=True))


def people(west: float, south: float, squares: int, per_square: float = 10.0, **other: Any) -> Population:
    """``squares`` by ``squares`` of 100 m, equally full; twice as full by day."""
    x, y = (grid.ravel() for grid in np.meshgrid(np.arange(squares) * 100.0, np.arange(squares) * 100.0))
    night = np.full(len(x), per_square)
    return Population(west + x + 50, south + y + 50, night, 2 * night, "test", **other)
