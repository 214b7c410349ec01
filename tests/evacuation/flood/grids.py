# SPDX-License-Identifier: EUPL-1.2
"""A small flood as files of every form, on the Dutch grid and in degrees."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import netCDF4
import numpy as np
import rasterio
from affine import Affine


def from_origin(west: float, north: float, width: float, height: float) -> Affine:
    """Return where the cells of a grid lie, from its upper left corner."""
    return Affine(width, 0.0, west, 0.0, -height, north)


WEST, NORTH, CELL = 130_000.0, 425_000.0, 100.0
NO_DATA = -9999.0

DEPTH = np.array([[0.0, 1.0, 2.0, NO_DATA], [0.5, 3.0, 4.0, 0.0], [NO_DATA, NO_DATA, 1.5, 0.25]])
ARRIVAL_H = np.array([[NO_DATA, 1.0, 2.0, NO_DATA], [3.0, 4.0, 5.0, NO_DATA], [NO_DATA, NO_DATA, NO_DATA, 8.0]])


def geotiff(path: Path, values: Any, *, crs: str | None = "EPSG:28992", transform: Any = None, **options: Any) -> Path:
    """Write one band."""
    array = np.asarray(values)
    profile = {"driver": "GTiff", "height": array.shape[0], "width": array.shape[1], "count": 1}
    profile |= {"dtype": array.dtype.name, "nodata": NO_DATA, "crs": crs}
    profile |= {"transform": from_origin(WEST, NORTH, CELL, CELL) if transform is None else transform}
    with rasterio.open(path, "w", **(profile | options)) as raster:
        raster.write(array, 1)
    return path


def netcdf(
    path: Path,
    *,
    depth_name: str = "waterdiepte",
    north_first: bool = True,
    transposed: bool = False,
    arrival_units: str = "hours since 2026-01-01 00:00",
    mapping: bool = True,
) -> Path:
    """Write depth and arrival with CF conventions."""
    rows, columns = DEPTH.shape
    y = NORTH - CELL * (np.arange(rows) + 0.5)
    with netCDF4.Dataset(path, "w") as data:
        data.createDimension("y", rows)
        data.createDimension("x", columns)
        for axis, values in (("x", WEST + CELL * (np.arange(columns) + 0.5)), ("y", y if north_first else y[::-1])):
            variable = data.createVariable(axis, "f8", (axis,))
            variable.standard_name = f"projection_{axis}_coordinate"
            variable[:] = values
        if mapping:
            data.createVariable("crs", "i4", ()).epsg_code = "EPSG:28992"
        for name, values, unit in ((depth_name, DEPTH, "m"), ("arrival_time", ARRIVAL_H, arrival_units)):
            shape = ("x", "y") if transposed and name == depth_name else ("y", "x")
            variable = data.createVariable(name, "f4", shape, fill_value=NO_DATA)
            variable.units = unit
            if mapping:
                variable.grid_mapping = "crs"
            ordered = values if north_first else values[::-1]
            variable[:] = ordered.T if shape == ("x", "y") else ordered
    return path


def csv_file(path: Path, *, head: str = "x,y,depth_m,arrival_h") -> Path:
    """Write the cells with data, south first."""
    lines = [head]
    for row in reversed(range(DEPTH.shape[0])):
        for column in range(DEPTH.shape[1]):
            if DEPTH[row, column] != NO_DATA:
                x, y = WEST + CELL * (column + 0.5), NORTH - CELL * (row + 0.5)
                hours = "" if ARRIVAL_H[row, column] == NO_DATA else f"{ARRIVAL_H[row, column]:g}"
                lines.append(f"{x:g},{y:g},{DEPTH[row, column]:g},{hours}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
