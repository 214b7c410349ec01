# SPDX-License-Identifier: EUPL-1.2
"""Flood scenarios as CSV: a row per cell with the place of its middle, depth and, where known, arrival, rise, velocity.

The points form a grid: its cell is the smallest distance between two columns or rows, unless it is given.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

from weerbaar.base import CsvTable, InputError, Problem, Text, read_csv_table
from weerbaar.evacuation.flood.layers import (
    DEFAULT_UNITS,
    LAYERS,
    UNITS,
    Layer,
    Window,
    assemble,
    factor,
    refuse_elsewhere,
    refused,
)
from weerbaar.evacuation.flood.scenario import RD, FloodGrid, FloodScenario

Floats = npt.NDArray[np.float64]

_PLACE = {
    "x": ("x_m", "rd_x", "x_rd"),
    "y": ("y_m", "rd_y", "y_rd"),
    "lon": ("longitude", "lengte", "lengtegraad"),
    "lat": ("latitude", "breedte", "breedtegraad"),
}
_WORDS: Mapping[Layer, tuple[str, ...]] = {
    "depth": ("depth", "diepte", "waterdiepte"),
    "arrival": ("arrival", "aankomst", "aankomsttijd"),
    "rise": ("rise", "stijgsnelheid"),
    "velocity": ("velocity", "stroomsnelheid"),
}
_SUFFIXES: Mapping[Layer, Mapping[str, str]] = {
    "depth": {"m": "m", "cm": "cm"},
    "arrival": {"s": "s", "min": "min", "h": "h", "uur": "h", "d": "d", "dagen": "d"},
    "rise": {"m_h": "m/h", "m_s": "m/s"},
    "velocity": {"m_s": "m/s"},
}
_MOST_BYTES = 60_000_000
_MOST_ROWS = 2_000_000
# Of a cell: coordinates are written with few decimals, those in degrees with very few.
_OFF_GRID = 0.05


def read_points(
    path: Path, units: Mapping[Layer, str], *, name: str, source: Text, cell: float | None = None
) -> FloodScenario:
    """Return the flood in a CSV file.

    Columns ``x`` and ``y`` (metres on the Dutch grid) or ``lon`` and ``lat``; ``depth``, ``arrival``, ``rise`` and
    ``velocity``, of which the heading may end in the unit (``arrival_h``, ``rise_m_h``). An empty cell is unknown.

    Args:
        path: the file.
        units: of columns whose heading does not say it.
        name, source: of the scenario.
        cell: size of a cell in the unit of the place; None takes it from the points.

    Raises:
        InputError: with every problem in the file.
    """
    names: dict[str, tuple[str, ...]] = dict(_PLACE)
    for layer in LAYERS:
        names[layer] = (*_WORDS[layer], *(f"{word}_{end}" for word in _WORDS[layer] for end in _SUFFIXES[layer]))
    table = read_csv_table(path, names, ("depth",), most_bytes=_MOST_BYTES, most_rows=_MOST_ROWS)
    axes = ("lon", "lat") if "lon" in table.cells and "x" not in table.cells else ("x", "y")
    missing = [one for one in axes if one not in table.cells]
    if missing:
        raise refused(
            table.name,
            f"de kolom {missing[0]} ontbreekt; geef x en y (RD) of lon en lat.",
            f"the column {missing[0]} is missing; give x and y (Dutch grid) or lon and lat.",
        )
    x, y = (table.numbers(axis) for axis in axes)
    values: dict[Layer, Floats] = {}
    for layer in LAYERS:
        if layer in table.cells:
            numbers = table.numbers(layer, may_be_empty=layer != "depth")
            values[layer] = numbers * _factor(table, layer, units)
    table.check()
    grid, number = _gridded(x, y, "EPSG:4326" if axes[0] == "lon" else RD, cell, table)
    order = np.argsort(number, kind="stable")
    number = number[order]
    twice = np.flatnonzero(np.diff(number) == 0)
    if len(twice):
        row = int(order[twice[0] + 1])
        raise InputError(
            [
                Problem(
                    table.name,
                    Text(nl="deze cel heeft al een waarde.", en="this cell has a value already."),
                    line=table.lines[row],
                    field=f"{axes[0]}, {axes[1]}",
                    value=f"{x[row]:g}, {y[row]:g}",
                )
            ]
        )
    sorted_values = {layer: one[order] for layer, one in values.items()}

    def reader(layer: Layer) -> Floats:
        return sorted_values[layer]

    def read(layer: Layer, window: Window) -> Floats:
        found = np.full((window.bottom - window.top, grid.width), np.nan)
        first, last = np.searchsorted(number, (window.top * grid.width, window.bottom * grid.width))
        found.ravel()[number[first:last] - window.top * grid.width] = reader(layer)[first:last]
        return found

    readers = {layer: (lambda window, layer=layer: read(layer, window)) for layer in values}
    return assemble(grid, readers, dict.fromkeys(values, table.name), name=name, source=source)


def _factor(table: CsvTable, layer: Layer, units: Mapping[Layer, str]) -> float:
    heading = table.headings[layer].lower()
    for word in _WORDS[layer]:
        end = heading.removeprefix(f"{word}_")
        if end != heading and end in _SUFFIXES[layer]:
            return UNITS[layer][_SUFFIXES[layer][end]]
    return factor(layer, units.get(layer, DEFAULT_UNITS[layer]), f"{table.name}: {table.headings[layer]}")


def _gridded(
    x: Floats, y: Floats, crs: str, cell: float | None, table: CsvTable
) -> tuple[FloodGrid, npt.NDArray[np.int64]]:
    """Return the grid of the points, first row north, and the number of the cell of each."""
    sizes = [cell if cell is not None else _spacing(axis) for axis in (x, y)]
    # One row or column of points: its cells are square.
    known = [size for size in sizes if size is not None]
    if not known:
        raise refused(
            table.name,
            "uit één punt is niet af te leiden hoe groot een cel is; geef de celgrootte.",
            "one point does not tell how large a cell is; give the size of a cell.",
        )
    dx, dy = (known[0] if size is None else size for size in sizes)
    column, row = (x - x.min()) / dx, (y.max() - y) / dy
    if cell is None:
        off = np.maximum(np.abs(column - np.rint(column)), np.abs(row - np.rint(row))) > _OFF_GRID
        if off.any():
            first = int(np.argmax(off))
            raise InputError(
                [
                    Problem(
                        table.name,
                        Text(
                            nl=f"de punten vormen geen rooster met cellen van {dx:g} × {dy:g}; dit punt ligt ernaast.",
                            en=f"the points form no grid with cells of {dx:g} × {dy:g}; this point lies off it.",
                        ),
                        Text(
                            nl="Geef de celgrootte, of gebruik een GeoTIFF.",
                            en="Give the size of a cell, or use a GeoTIFF.",
                        ),
                        line=table.lines[first],
                        value=f"{x[first]:g}, {y[first]:g}",
                    )
                ]
            )
    at_column, at_row = np.rint(column).astype(np.int64), np.rint(row).astype(np.int64)
    width, height = int(at_column.max()) + 1, int(at_row.max()) + 1
    grid = FloodGrid(crs, (dx, 0.0, float(x.min()) - dx / 2, 0.0, -dy, float(y.max()) + dy / 2), width, height)
    refuse_elsewhere(grid, table.name)
    return grid, at_row * width + at_column


def _spacing(values: Floats) -> float | None:
    steps = np.diff(np.unique(values))
    # Coordinates in degrees are rounded: steps that differ by a rounding are one step.
    steps = steps[steps > 1e-7]
    return float(steps.min()) if len(steps) else None
