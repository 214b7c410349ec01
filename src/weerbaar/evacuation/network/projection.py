# SPDX-License-Identifier: EUPL-1.2
"""Places on Earth as metres on a plane and back: the Dutch grid (RD) in and around the Netherlands, else UTM.

Both planes keep lengths to within about 0.1 %, so that the length of a road may be measured on them.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from weerbaar.base import Text, WeerbaarError

if TYPE_CHECKING:
    from pyproj import Transformer

Floats = npt.NDArray[np.float64]

DUTCH_GRID = "EPSG:28992"
DEGREES = "EPSG:4326"
"""Longitude and latitude, WGS84."""

# Where the scale of the Dutch grid is off by at most 0.06 %: west, south, east, north in degrees.
_DUTCH = (2.5, 50.0, 8.0, 54.5)
# Beyond these latitudes UTM is not defined.
_UTM_SOUTH, _UTM_NORTH = -80.0, 84.0


class ProjectionError(WeerbaarError):
    """Coordinates that are no place on Earth, or a projection that is not known."""


def plane_of(lon: Floats, lat: Floats) -> str:
    """Return the plane on which places are measured, as "EPSG:…".

    Args:
        lon: degrees east, one or more.
        lat: degrees north, of the same places.

    Raises:
        ProjectionError: none, or no places on Earth between 80° south and 84° north.
    """
    if not len(lon):
        raise ProjectionError(Text(nl="er zijn geen coördinaten.", en="there are no coordinates."))
    if not (np.all(np.abs(lon) <= 180) and np.all((lat >= _UTM_SOUTH) & (lat <= _UTM_NORTH))):
        raise ProjectionError(
            Text(
                nl="dit zijn geen lengte- en breedtegraden; klopt het coördinatenstelsel?",
                en="these are not degrees of longitude and latitude; is the coordinate system right?",
            )
        )
    west, south, east, north = _DUTCH
    middle_lon, middle_lat = (lon.min() + lon.max()) / 2, (lat.min() + lat.max()) / 2
    if west <= middle_lon <= east and south <= middle_lat <= north:
        return DUTCH_GRID
    zone = min(int((middle_lon + 180) // 6) + 1, 60)
    return f"EPSG:{32600 + zone if middle_lat >= 0 else 32700 + zone}"


def moved(x: Floats, y: Floats, *, source: str, target: str) -> tuple[Floats, Floats]:
    """Return places of one coordinate system in another; always x (east, longitude) before y.

    Args:
        x: eastward, in the unit of ``source``.
        y: northward, in the same.
        source: "EPSG:…" or anything else that PROJ knows.
        target: the same.

    Raises:
        ProjectionError: one of the two is not known, or a place does not exist in ``target``.
    """
    if source == target:
        return x, y
    new_x, new_y = _transformer(source, target).transform(x, y)
    if not (np.isfinite(new_x).all() and np.isfinite(new_y).all()):
        raise ProjectionError(
            Text(
                nl=f"coördinaten bestaan niet in {target}; klopt het coördinatenstelsel?",
                en=f"coordinates do not exist in {target}; is the coordinate system right?",
            )
        )
    return np.asarray(new_x, float), np.asarray(new_y, float)


@lru_cache(maxsize=8)
def _transformer(source: str, target: str) -> Transformer:
    from pyproj import Transformer
    from pyproj.exceptions import ProjError

    try:
        return Transformer.from_crs(source, target, always_xy=True)
    except ProjError as error:
        raise ProjectionError(
            Text(
                nl=f"coördinatenstelsel '{source[:60]}' is niet bekend.",
                en=f"coordinate system '{source[:60]}' is not known.",
            )
        ) from error
