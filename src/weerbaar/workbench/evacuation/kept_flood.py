# SPDX-License-Identifier: EUPL-1.2
"""A flood as it is read and then kept: its cells with water in one file, whatever file it came from."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from weerbaar.base import InputError, Problem, Text
from weerbaar.workbench.evacuation.kept_network import KeptError

if TYPE_CHECKING:
    from weerbaar.evacuation.flood import FloodScenario, Layer

LAYERS: tuple[Layer, ...] = ("depth", "arrival", "rise", "velocity")
"""Of a flood; each may be a GeoTIFF of its own."""
_FIELDS: dict[str, str] = dict(zip(LAYERS, ("depth_m", "arrival_s", "rise_m_s", "velocity_m_s"), strict=True))
_M2_PER_KM2 = 1e6


def read_flood_files(files: Mapping[Layer, Path], units: Mapping[Layer, str], name: str) -> FloodScenario:
    """Read a flood.

    Args:
        files: path by layer: a GeoTIFF each, or under ``depth`` a NetCDF or CSV file with all layers.
        units: of layers where the file does not say it.
        name: for people; the name of the file where empty.

    Raises:
        InputError: it cannot be read or cannot be: every problem with its place.
    """
    from weerbaar.evacuation.flood import read_scenario

    if "depth" not in files:
        message = Text(nl="kies het bestand met de waterdiepte.", en="choose the file with the depth.")
        raise InputError([Problem("", message, field="depth")])
    return read_scenario(
        files["depth"],
        arrival=files.get("arrival"),
        rise=files.get("rise"),
        velocity=files.get("velocity"),
        units=units,
        name=name.strip()[:200],
    )


def facts_of_flood(flood: FloodScenario) -> dict[str, Any]:
    """Return what a list shows of a flood."""
    arrival = flood.known("arrival_s")
    known = arrival[~np.isnan(arrival)]
    return {
        "area_km2": len(flood.cells) * flood.cell_area_m2 / _M2_PER_KM2,
        "deepest_m": float(flood.depth_m.max()),
        "first_h": float(known.min()) / 3600 if len(known) else None,
        "layers": [name for name in LAYERS if name == "depth" or len(getattr(flood, _FIELDS[name]))],
        "made_up": flood.made_up,
    }


def row_values(flood: FloodScenario) -> dict[str, Any]:
    """Return what the row of a flood says of it."""
    return {"name": flood.name[:200], "facts": facts_of_flood(flood)}


def packed_flood(flood: FloodScenario) -> bytes:
    """Return a flood as a file; the same flood gives the same bytes."""
    grid = flood.grid
    words = {
        "name": flood.name,
        "source": [flood.source.nl, flood.source.in_("en")],
        "grid": [grid.crs, list(grid.affine), grid.width, grid.height],
        "made_up": flood.made_up,
        "notes": [[note.nl, note.in_("en")] for note in flood.notes],
    }
    arrays: dict[str, npt.NDArray[Any]] = {
        "words": np.frombuffer(json.dumps(words, ensure_ascii=False).encode(), np.uint8),
        "cells": flood.cells,
        **{name: getattr(flood, name) for name in _FIELDS.values()},
    }
    made = io.BytesIO()
    np.savez_compressed(made, **arrays)  # type: ignore[arg-type]
    return made.getvalue()


def unpacked_flood(content: bytes) -> FloodScenario:
    """Return the flood that :func:`packed_flood` wrote.

    Raises:
        KeptError: it did not.
    """
    from weerbaar.base import WeerbaarError
    from weerbaar.evacuation.flood import FloodGrid, FloodScenario

    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        words = json.loads(arrays["words"].tobytes())
        crs, affine, width, height = words["grid"]
        return FloodScenario(
            name=words["name"],
            source=Text(nl=words["source"][0], en=words["source"][1]),
            grid=FloodGrid(crs, tuple(affine), width, height),
            cells=arrays["cells"],
            **{name: arrays[name] for name in _FIELDS.values()},
            made_up=words["made_up"],
            notes=tuple(Text(nl=nl, en=en) for nl, en in words["notes"]),
        )
    except (ValueError, KeyError, TypeError, OSError, EOFError, zipfile.BadZipFile, WeerbaarError) as error:
        raise KeptError(str(error)) from error
