# SPDX-License-Identifier: EUPL-1.2
"""Read a flood scenario, whatever its form, and the small one that comes with the product."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from weerbaar.base import Text
from weerbaar.evacuation.flood.areas import folder
from weerbaar.evacuation.flood.geotiff import read_geotiff
from weerbaar.evacuation.flood.layers import Layer, refused
from weerbaar.evacuation.flood.netcdf import read_netcdf
from weerbaar.evacuation.flood.points import read_points
from weerbaar.evacuation.flood.scenario import FloodScenario

_GEOTIFF = (".tif", ".tiff")
_NETCDF = (".nc", ".nc4", ".cdf")
_CSV = (".csv", ".txt")


def read_scenario(
    depth: Path,
    *,
    arrival: Path | None = None,
    rise: Path | None = None,
    velocity: Path | None = None,
    units: Mapping[Layer, str] | None = None,
    variables: Mapping[Layer, str] | None = None,
    cell: float | None = None,
    name: str = "",
    source: Text | None = None,
) -> FloodScenario:
    """Return the flood in a file, or in a GeoTIFF per layer.

    Args:
        depth: GeoTIFF with the depth, or a NetCDF or CSV file with all layers.
        arrival, rise, velocity: GeoTIFFs with the other layers.
        units: of layers where the file does not say it; arrival and rise in a GeoTIFF need one.
        variables: names of the variables in a NetCDF file.
        cell: size of a cell in a CSV file that is no full grid.
        name: of the scenario; the name of the file where empty.
        source: where it comes from; "unknown" where not given.

    Raises:
        InputError: with every problem that was found.
    """
    said = units or {}
    shown = name or depth.stem
    from_where = source or Text(nl=f"bestand {depth.name}; herkomst onbekend", en=f"file {depth.name}; origin unknown")
    kind = depth.suffix.lower()
    others: dict[Layer, Path] = {}
    if arrival is not None:
        others["arrival"] = arrival
    if rise is not None:
        others["rise"] = rise
    if velocity is not None:
        others["velocity"] = velocity
    if kind in _GEOTIFF:
        return read_geotiff({"depth": depth, **others}, said, name=shown, source=from_where)
    if others:
        raise refused(
            depth.name,
            "losse bestanden voor andere lagen horen alleen bij een GeoTIFF.",
            "separate files of other layers go with a GeoTIFF only.",
        )
    if kind in _NETCDF:
        return read_netcdf(depth, said, name=shown, source=from_where, variables=variables)
    if kind in _CSV:
        return read_points(depth, said, name=shown, source=from_where, cell=cell)
    allowed = ", ".join((*_GEOTIFF, *_NETCDF, *_CSV))
    raise refused(
        depth.name,
        f"deze soort bestand wordt niet gelezen; wel: {allowed}.",
        f"this kind of file is not read; these are: {allowed}.",
    )


@cache
def example_scenario() -> FloodScenario:
    """Return the flood that comes with the product: made up, to practise with, in the Bommelerwaard."""
    name = "Verzonnen overstroming van de Bommelerwaard"
    source = Text(
        nl="Verzonnen om mee te oefenen, uit een eenvoudige formule; zegt niets over de werkelijke gevolgen van een "
        "doorbraak.",
        en="Made up to practise with, from a simple formula; says nothing about what a real breach would do.",
    )
    return replace(read_scenario(folder() / "example_flood.csv", name=name, source=source), made_up=True)
