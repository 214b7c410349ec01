# SPDX-License-Identifier: EUPL-1.2
"""Distances in metres between coordinates of any reference system."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from weerbaar.base import Text
from weerbaar.evacuation.network.model import NetworkError

Floats = npt.NDArray[np.float64]


def distances_m(from_xy: Floats, to_xy: Floats, crs: str) -> Floats:
    """Return the distance between each pair of points, NaN where a coordinate is unknown.

    Args:
        from_xy: points in ``crs``, east first, shape (n, 2).
        to_xy: the same.
        crs: "EPSG:28992" and the like. Between degrees the distance is that over the WGS 84 ellipsoid.

    Raises:
        NetworkError: the reference system is not known.
    """
    import pyproj

    try:
        system = pyproj.CRS.from_user_input(crs)
    except pyproj.exceptions.CRSError as error:
        raise NetworkError(
            Text(
                nl=f"'{crs}' is geen bekend coördinatenstelsel; schrijf bijvoorbeeld EPSG:28992.",
                en=f"'{crs}' is no known reference system; write for instance EPSG:28992.",
            )
        ) from error
    if system.is_geographic:
        # PROJ has no distance for what is no place on the globe.
        found = np.full(len(from_xy), np.nan)
        on_globe = np.all(np.isfinite(from_xy) & np.isfinite(to_xy), axis=1)
        on_globe &= (np.abs(from_xy[:, 1]) <= 90) & (np.abs(to_xy[:, 1]) <= 90)
        ends = (from_xy[on_globe, 0], from_xy[on_globe, 1], to_xy[on_globe, 0], to_xy[on_globe, 1])
        found[on_globe] = pyproj.Geod(ellps="WGS84").inv(*ends)[2]
        return found
    unit_m = system.axis_info[0].unit_conversion_factor
    return np.asarray(np.hypot(*(to_xy - from_xy).T) * unit_m)
