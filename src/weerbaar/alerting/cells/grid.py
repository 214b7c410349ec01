# SPDX-License-Identifier: EUPL-1.2
"""An alert's area on the Dutch grid, where cells and people are placed in metres."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weerbaar.alerting.area import Area, geometry, rd_plane

if TYPE_CHECKING:
    import shapely


def on_grid(area: Area) -> shapely.Geometry:
    """Return ``area`` as a valid shape in metres on the Dutch grid (EPSG:28992).

    Raises:
        AreaError: nothing is enclosed, or a coordinate is not a place on Earth.
    """
    return rd_plane().to_metres(geometry(area))
