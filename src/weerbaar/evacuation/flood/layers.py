# SPDX-License-Identifier: EUPL-1.2
"""What the files of a flood hold: their layers, the units they can be in, and layers put together window by window."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from weerbaar.base import InputError, Problem, Text
from weerbaar.evacuation.flood.scenario import RD, FloodGrid, FloodScenario, implausible

Floats = npt.NDArray[np.float64]
Layer = Literal["depth", "arrival", "rise", "velocity"]
LAYERS: tuple[Layer, ...] = ("depth", "arrival", "rise", "velocity")

LAYER_NAMES: Mapping[Layer, Text] = {
    "depth": Text(nl="waterdiepte", en="depth"),
    "arrival": Text(nl="aankomsttijd", en="arrival time"),
    "rise": Text(nl="stijgsnelheid", en="rate of rise"),
    "velocity": Text(nl="stroomsnelheid", en="velocity"),
}

UNITS: Mapping[Layer, Mapping[str, float]] = {
    "depth": {"m": 1.0, "meter": 1.0, "metre": 1.0, "meters": 1.0, "metres": 1.0, "cm": 0.01, "mm": 0.001},
    "arrival": {
        **dict.fromkeys(("s", "sec", "second", "seconds"), 1.0),
        **dict.fromkeys(("min", "minute", "minutes"), 60.0),
        **dict.fromkeys(("h", "hr", "hour", "hours", "uur"), 3600.0),
        **dict.fromkeys(("d", "day", "days", "dag"), 86_400.0),
    },
    "rise": {
        **dict.fromkeys(("m/s", "m s-1"), 1.0),
        **dict.fromkeys(("m/h", "m h-1", "m/hr", "m hour-1", "m/uur"), 1 / 3600),
    },
    "velocity": {**dict.fromkeys(("m/s", "m s-1", "m.s-1"), 1.0)},
}
"""What a number is multiplied by to become SI, per unit as people and files write it."""

DEFAULT_UNITS: Mapping[Layer, str] = {"depth": "m", "arrival": "", "rise": "", "velocity": "m/s"}
"""Where a file cannot say it: time and rise have none, because hours and days, m/s and m/h look alike."""

MOST_PIXELS = 400_000_000
"""A dike ring of 100 by 100 km at 5 m."""
MOST_WET = 8_000_000
PIXELS_AT_ONCE = 2_000_000

# The Netherlands with a wide margin, degrees.
_LON = (1.0, 10.0)
_LAT = (49.0, 56.0)


@dataclass(frozen=True)
class Window:
    """Rows ``top`` to ``bottom`` of a grid."""

    top: int
    bottom: int


def refused(name: str, nl: str, en: str, hint_nl: str = "", hint_en: str = "", field: str = "") -> InputError:
    """Return an error with one problem."""
    return InputError([Problem(name, Text(nl=nl, en=en), Text(nl=hint_nl, en=hint_en), field=field)])


def factor(layer: Layer, unit: str, name: str) -> float:
    """Return what a number in ``unit`` is multiplied by to become SI.

    Raises:
        InputError: no unit, or not one for this layer.
    """
    found = UNITS[layer].get(unit.strip().lower())
    if found is None:
        allowed = ", ".join(dict.fromkeys(UNITS[layer]))
        said = LAYER_NAMES[layer]
        raise refused(
            name,
            f'eenheid "{unit[:40]}" van de {said.nl} is niet bekend; toegestaan: {allowed}.'
            if unit
            else f"de eenheid van de {said.nl} ontbreekt; geef er een van: {allowed}.",
            f'unit "{unit[:40]}" of the {said.en} is not known; allowed: {allowed}.'
            if unit
            else f"the unit of the {said.en} is missing; give one of: {allowed}.",
        )
    return found


def refuse_no_file(path: Path, most_bytes: int) -> None:
    """Refuse what is no file, may not be read or is too large.

    Raises:
        InputError: with that.
    """
    name = path.name
    try:
        if path.is_dir():
            raise refused(name, "dit is een map, geen bestand.", "this is a folder, not a file.")
        if not path.is_file():
            raise refused(name, "dit bestand bestaat niet.", "there is no such file.")
        with path.open("rb"):
            size = path.stat().st_size
    except OSError as error:
        raise refused(
            name, f"kan niet worden gelezen ({error.strerror}).", f"cannot be read ({error.strerror})."
        ) from error
    if size > most_bytes:
        most = most_bytes // 1_000_000
        raise refused(
            name,
            f"groter dan {most} MB.",
            f"larger than {most} MB.",
            "Comprimeer het bestand, of knip het gebied eruit.",
            "Compress the file, or cut out the area.",
        )


def refuse_elsewhere(grid: FloodGrid, name: str) -> None:
    """Refuse a grid that is too large, or that does not lie in or near the Netherlands.

    Raises:
        InputError: with that.
    """
    from pyproj import CRS, Transformer
    from pyproj.exceptions import ProjError

    if grid.width * grid.height > MOST_PIXELS:
        most = MOST_PIXELS // 1_000_000
        raise refused(
            name,
            f"{grid.width} × {grid.height} cellen; toegestaan is {most} miljoen.",
            f"{grid.width} × {grid.height} cells; {most} million are allowed.",
            "Knip het gebied eruit, of maak de cellen groter.",
            "Cut out the area, or make the cells larger.",
        )
    a, b, c, d, e, f = grid.affine
    column = np.array([0, grid.width, 0, grid.width, grid.width / 2])
    row = np.array([0, 0, grid.height, grid.height, grid.height / 2])
    try:
        to_degrees = Transformer.from_crs(CRS.from_user_input(grid.crs), 4326, always_xy=True)
        lon, lat = to_degrees.transform(a * column + b * row + c, d * column + e * row + f)
    except ProjError as error:
        raise refused(
            name,
            "het coördinatenstelsel is niet bekend of staat los van de aarde.",
            "the coordinate system is not known, or not tied to the Earth.",
            f"Gebruik bijvoorbeeld {RD}.",
            f"Use {RD}, for instance.",
        ) from error
    lon, lat = np.asarray(lon), np.asarray(lat)
    near = bool(np.isfinite(lon).all() and np.isfinite(lat).all())
    near = near and _LON[0] <= lon.max() and lon.min() <= _LON[1] and _LAT[0] <= lat.max() and lat.min() <= _LAT[1]
    if not near:
        shown = f"{lon[4]:.1f}, {lat[4]:.1f}" if np.isfinite([lon[4], lat[4]]).all() else "?"
        raise refused(
            name,
            f"de kaart ligt niet in of bij Nederland (midden: lengte, breedte {shown}).",
            f"the map does not lie in or near the Netherlands (middle: longitude, latitude {shown}).",
            "Controleer het coördinatenstelsel en de volgorde van x en y.",
            "Check the coordinate system and the order of x and y.",
        )


def windows(grid: FloodGrid) -> Iterator[Window]:
    """Cut a grid into bands of rows that fit in memory."""
    rows = max(1, PIXELS_AT_ONCE // grid.width)
    for top in range(0, grid.height, rows):
        yield Window(top, min(top + rows, grid.height))


def assemble(
    grid: FloodGrid,
    readers: Mapping[Layer, Callable[[Window], Floats]],
    files: Mapping[Layer, str],
    *,
    name: str,
    source: Text,
    notes: tuple[Text, ...] = (),
) -> FloodScenario:
    """Return the cells with water, read window by window.

    Args:
        grid: of all layers.
        readers: of each layer, its numbers in SI in a window; NaN where there is no data.
        files: name of the file of each layer, for messages.
        name, source, notes: of the scenario.

    Raises:
        InputError: no water, negative or implausible numbers (all layers at once), or more cells than fit.
    """
    cells: list[npt.NDArray[np.int64]] = []
    parts: dict[Layer, list[npt.NDArray[np.float32]]] = {layer: [] for layer in readers}
    count = 0
    for window in windows(grid):
        depth = readers["depth"](window)
        # NaN compares false: a cell without data stays dry.
        wet = depth != 0
        wet &= ~np.isnan(depth)
        if not wet.any():
            continue
        row, column = np.nonzero(wet)
        cells.append((row + window.top) * np.int64(grid.width) + column)
        count += len(row)
        if count > MOST_WET:
            most = MOST_WET // 1_000_000
            raise refused(
                files["depth"],
                f"meer dan {most} miljoen cellen met water; dat past niet in het geheugen.",
                f"more than {most} million cells with water; that does not fit in memory.",
                "Maak de cellen groter (25 m is fijn genoeg), of knip het gebied eruit.",
                "Make the cells larger (25 m is fine enough), or cut out the area.",
            )
        for layer, read in readers.items():
            values = depth if layer == "depth" else read(window)
            parts[layer].append(values[wet].astype(np.float32))
    if not cells:
        raise refused(
            files["depth"],
            "nergens staat water: alle cellen zijn droog of zonder gegevens.",
            "there is no water anywhere: all cells are dry or without data.",
        )
    layers = {layer: np.concatenate(parts.pop(layer)) for layer in readers}
    wet_cells = np.concatenate(cells)
    cells.clear()
    problems = []
    for layer in readers:
        only: Any = [layers[one] if one == layer else () for one in LAYERS]
        problems += [Problem(files[layer], message) for message in implausible(*only)]
    if problems:
        raise InputError(problems)
    nothing = np.empty(0, np.float32)
    return FloodScenario(
        name=name,
        source=source,
        grid=grid,
        cells=wet_cells,
        depth_m=layers["depth"],
        arrival_s=layers.get("arrival", nothing),
        rise_m_s=layers.get("rise", nothing),
        velocity_m_s=layers.get("velocity", nothing),
        notes=notes,
    )
