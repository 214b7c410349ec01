# SPDX-License-Identifier: EUPL-1.2
"""Flood scenarios as NetCDF with CF conventions: layers found by standard name, by usual name or by the name given."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from weerbaar.base import InputError, Problem, Text
from weerbaar.evacuation.flood.layers import (
    LAYER_NAMES,
    LAYERS,
    Layer,
    Window,
    assemble,
    factor,
    refuse_elsewhere,
    refuse_no_file,
    refused,
)
from weerbaar.evacuation.flood.scenario import FloodGrid, FloodScenario

Floats = npt.NDArray[np.float64]

_MOST_BYTES = 4_000_000_000
_KNOWN: Mapping[Layer, tuple[str, ...]] = {
    "depth": ("flood_water_thickness", "max_depth", "maximum_depth", "depth", "waterdepth", "waterdiepte", "hmax"),
    "arrival": ("arrival_time", "arrival", "aankomsttijd", "time_of_arrival"),
    "rise": ("rise_rate", "rate_of_rise", "stijgsnelheid"),
    "velocity": ("flood_water_speed", "max_velocity", "maximum_velocity", "velocity", "stroomsnelheid", "vmax"),
}
_SHOWN = 20
_LONGEST_AXIS = 1_000_000


def read_netcdf(
    path: Path,
    units: Mapping[Layer, str],
    *,
    name: str,
    source: Text,
    variables: Mapping[Layer, str] | None = None,
) -> FloodScenario:
    """Return the flood in a NetCDF file with layers on one grid of two dimensions.

    Args:
        path: the file.
        units: of layers whose variable has no attribute ``units``.
        name, source: of the scenario.
        variables: names of the variables, where they are none of the usual ones.

    Raises:
        InputError: no NetCDF, a layer that is missing or has other dimensions, a grid that is not regular or has no
            coordinate system, a unit that is not known, or numbers that cannot be.
    """
    import netCDF4

    refuse_no_file(path, _MOST_BYTES)
    try:
        data = netCDF4.Dataset(str(path.resolve()), "r")
    except (OSError, RuntimeError) as error:
        raise _damaged(path.name) from error
    with data:
        found = _layers(data, variables or {}, path.name)
        dimensions = found["depth"].dimensions
        grid, flipped = _grid(data, found["depth"], path.name)
        refuse_elsewhere(grid, path.name)
        readers: dict[Layer, Callable[[Window], Floats]] = {}
        problems: list[Problem] = []
        for layer, variable in found.items():
            try:
                to_si = factor(layer, _unit(variable, layer, units), f"{path.name}: {variable.name}")
            except InputError as error:
                problems.extend(error.problems)
                continue
            turned = variable.dimensions != dimensions
            readers[layer] = _reader(variable, to_si, turned != flipped[2], flipped[:2], grid, path.name)
        if problems:
            raise InputError(problems)
        return assemble(grid, readers, dict.fromkeys(found, path.name), name=name, source=source)


def _damaged(name: str) -> InputError:
    return refused(
        name,
        "dit is geen NetCDF, of het bestand is beschadigd of niet volledig.",
        "this is no NetCDF, or the file is damaged or not complete.",
        "Vraag het bestand opnieuw op.",
        "Ask for the file again.",
    )


def _layers(data: Any, given: Mapping[Layer, str], name: str) -> dict[Layer, Any]:
    """Return the variable of each layer that is there; depth first."""
    found: dict[Layer, Any] = {}
    shown = ", ".join(list(data.variables)[:_SHOWN])
    for layer in LAYERS:
        if layer in given:
            if given[layer] not in data.variables:
                raise refused(
                    name,
                    f'er is geen variabele "{given[layer][:40]}".',
                    f'there is no variable "{given[layer][:40]}".',
                    f"Gevonden is: {shown}.",
                    f"Found are: {shown}.",
                )
            found[layer] = data.variables[given[layer]]
            continue
        for wanted in _KNOWN[layer]:
            standard = [v for v in data.variables.values() if getattr(v, "standard_name", "") == wanted]
            usual = [v for key, v in data.variables.items() if key.lower() == wanted]
            if standard or usual:
                found[layer] = (standard or usual)[0]
                break
    if "depth" not in found:
        raise refused(
            name,
            "er is geen variabele met de waterdiepte; noem haar naam.",
            "there is no variable with the depth; give its name.",
            f"Gevonden is: {shown}.",
            f"Found are: {shown}.",
        )
    shape = found["depth"].dimensions
    for layer, variable in found.items():
        if len(variable.dimensions) != 2 or set(variable.dimensions) != set(shape):
            of = ", ".join(variable.dimensions)
            raise refused(
                name,
                f"de {LAYER_NAMES[layer].nl} ({variable.name}) heeft de dimensies ({of}); verwacht zijn er twee, voor "
                "alle lagen dezelfde.",
                f"the {LAYER_NAMES[layer].en} ({variable.name}) has the dimensions ({of}); two are expected, the same "
                "for all layers.",
                "Bepaal eerst de grootste waarde over de tijd.",
                "Take the largest value over time first.",
            )
        if np.dtype(variable.dtype).kind not in "iuf":
            raise refused(name, f"{variable.name} bevat geen getallen.", f"{variable.name} holds no numbers.")
    return found


def _unit(variable: Any, layer: Layer, units: Mapping[Layer, str]) -> str:
    said = str(getattr(variable, "units", "") or units.get(layer, ""))
    # "hours since 2026-01-01": the moment of the breach is the zero of the file.
    return said.split(" since ")[0]


def _grid(data: Any, depth: Any, name: str) -> tuple[FloodGrid, tuple[bool, bool, bool]]:
    """Return the grid, first row north and first column west, and what to turn: rows, columns, both axes swapped."""
    axes = [_axis(data, dimension, name) for dimension in depth.dimensions]
    swapped = axes[0][0] == "x"
    if {axes[0][0], axes[1][0]} != {"x", "y"}:
        said = ", ".join(depth.dimensions)
        raise refused(
            name,
            f"van de dimensies ({said}) is niet te zien welke x en welke y is.",
            f"of the dimensions ({said}) it does not show which is x and which is y.",
            "Geef de coördinaten een standard_name of axis.",
            "Give the coordinates a standard_name or an axis.",
        )
    (_, y, geographic), (_, x, _) = axes[::-1] if swapped else axes
    crs = _crs(data, depth, geographic, name)
    dx, dy = _step(x, "x", name), _step(y, "y", name)
    west, north = min(x[0], x[-1]) - abs(dx) / 2, max(y[0], y[-1]) + abs(dy) / 2
    grid = FloodGrid(crs, (abs(dx), 0.0, float(west), 0.0, -abs(dy), float(north)), len(x), len(y))
    return grid, (dy > 0, dx < 0, swapped)


def _axis(data: Any, dimension: str, name: str) -> tuple[str, Floats, bool]:
    """Return whether a dimension is x or y, its coordinates and whether those are degrees."""
    if dimension not in data.variables:
        raise refused(
            name,
            f"de dimensie {dimension} heeft geen coördinaten.",
            f"the dimension {dimension} has no coordinates.",
        )
    variable = data.variables[dimension]
    if variable.dimensions != (dimension,) or np.dtype(variable.dtype).kind not in "iuf":
        raise refused(
            name,
            f"de coördinaten {dimension} horen getallen langs één as te zijn.",
            f"the coordinates {dimension} should be numbers along one axis.",
        )
    if variable.size > _LONGEST_AXIS:
        raise refused(
            name,
            f"{variable.size} cellen langs {dimension}; toegestaan zijn er {_LONGEST_AXIS}.",
            f"{variable.size} cells along {dimension}; {_LONGEST_AXIS} are allowed.",
        )
    standard, axis = str(getattr(variable, "standard_name", "")), str(getattr(variable, "axis", ""))
    unit = str(getattr(variable, "units", ""))
    if standard == "longitude" or unit.startswith("degrees_east") or dimension.lower() in {"lon", "longitude"}:
        kind, degrees = "x", True
    elif standard == "latitude" or unit.startswith("degrees_north") or dimension.lower() in {"lat", "latitude"}:
        kind, degrees = "y", True
    elif standard == "projection_x_coordinate" or axis == "X" or dimension.lower() in {"x", "rd_x", "easting"}:
        kind, degrees = "x", False
    elif standard == "projection_y_coordinate" or axis == "Y" or dimension.lower() in {"y", "rd_y", "northing"}:
        kind, degrees = "y", False
    else:
        kind, degrees = "?", False
    return kind, np.ma.filled(variable[:].astype(np.float64), np.nan), degrees


def _step(values: Floats, axis: str, name: str) -> float:
    steps = np.diff(values)
    if not len(steps) or not np.isfinite(steps).all() or steps[0] == 0:
        regular = False
    else:
        # Single precision in degrees leaves a hundredth of a cell.
        middle = (values[-1] - values[0]) / len(steps)
        regular = bool(np.all(np.abs(steps - middle) <= 0.02 * abs(middle)))
    if not regular:
        raise refused(
            name,
            f"de {axis}-coördinaten liggen niet op gelijke afstand; verwacht is een regelmatig rooster.",
            f"the {axis} coordinates are not equally spaced; a regular grid is expected.",
            "Zet het om naar een regelmatig rooster.",
            "Resample it to a regular grid.",
        )
    return float((values[-1] - values[0]) / len(steps))


def _crs(data: Any, depth: Any, geographic: bool, name: str) -> str:
    mapping = str(getattr(depth, "grid_mapping", "")).split(":")[0].strip()
    if mapping in data.variables:
        attributes = {key: data.variables[mapping].getncattr(key) for key in data.variables[mapping].ncattrs()}
        for key in ("crs_wkt", "spatial_ref", "epsg_code", "EPSG_code", "epsg"):
            said = str(attributes.get(key, "")).strip()
            if said:
                return f"EPSG:{said}" if said.isdigit() else said
        found = _crs_of_cf(attributes)
        if found:
            return found
    if geographic:
        return "EPSG:4326"
    raise refused(
        name,
        "er staat niet in waar op aarde dit ligt (geen grid_mapping met coördinatenstelsel).",
        "it does not say where on Earth this is (no grid_mapping with a coordinate system).",
        "Voeg een grid_mapping met crs_wkt of epsg_code toe.",
        "Add a grid_mapping with crs_wkt or epsg_code.",
    )


def _crs_of_cf(attributes: Mapping[str, Any]) -> str:
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    try:
        return str(CRS.from_cf(dict(attributes)).to_wkt())
    except (CRSError, KeyError, TypeError, ValueError):
        return ""


def _reader(
    variable: Any, to_si: float, swapped: bool, flipped: Sequence[bool], grid: FloodGrid, name: str
) -> Callable[[Window], Floats]:
    rows_up, columns_back = flipped

    def read(window: Window) -> Floats:
        rows = slice(window.top, window.bottom)
        if rows_up:
            rows = slice(grid.height - window.bottom, grid.height - window.top)
        try:
            part = variable[:, rows].T if swapped else variable[rows, :]
        except (OSError, RuntimeError) as error:
            raise _damaged(name) from error
        values = np.ma.filled(part.astype(np.float64), np.nan)
        values = values[::-1] if rows_up else values
        values = values[:, ::-1] if columns_back else values
        return np.where(np.isfinite(values), values * to_si, np.nan)

    return read
