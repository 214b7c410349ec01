# SPDX-License-Identifier: EUPL-1.2
"""A flood as it is kept once it was read: its cells with water in one file, whatever file it came from."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from weerbaar.base import Text
from weerbaar.workbench.evacuation.kept_network import KeptError

if TYPE_CHECKING:
    from weerbaar.evacuation.flood import FloodScenario

_LAYERS = ("depth_m", "arrival_s", "rise_m_s", "velocity_m_s")


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
        **{name: getattr(flood, name) for name in _LAYERS},
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
            **{name: arrays[name] for name in _LAYERS},
            made_up=words["made_up"],
            notes=tuple(Text(nl=nl, en=en) for nl, en in words["notes"]),
        )
    except (ValueError, KeyError, TypeError, OSError, EOFError, zipfile.BadZipFile, WeerbaarError) as error:
        raise KeptError(str(error)) from error
