# SPDX-License-Identifier: EUPL-1.2
"""Small road files, made for a test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely

DRIVERS = {".gpkg": "GPKG", ".shp": "ESRI Shapefile", ".geojson": "GeoJSON"}


def write_lines(
    path: Path,
    lines: Sequence[Any],
    columns: Mapping[str, Sequence[Any]] | None = None,
    crs: str | None = "EPSG:28992",
    **options: Any,
) -> Path:
    """Write lines (lists of corners, or geometries) with columns; the kind of file by its name."""
    from pyogrio import raw

    shapes = [line if isinstance(line, shapely.Geometry) else shapely.LineString(line) for line in lines]
    held = {name: np.array(values) for name, values in (columns or {}).items()}
    raw.write(
        path,
        np.array([shapely.to_wkb(shape) for shape in shapes], object),
        [values.astype(object) if values.dtype.kind == "U" else values for values in held.values()],
        list(held),
        driver=DRIVERS[path.suffix],
        geometry_type=options.pop("geometry_type", "Unknown" if path.suffix != ".shp" else "LineString"),
        crs=crs,
        **options,
    )
    return path
