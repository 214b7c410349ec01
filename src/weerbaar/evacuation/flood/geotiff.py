# SPDX-License-Identifier: EUPL-1.2
"""Flood scenarios as GeoTIFF: one file per layer, in any projection; the grid of the depth is the grid of all."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from weerbaar.base import Text
from weerbaar.evacuation.flood.layers import (
    DEFAULT_UNITS,
    LAYER_NAMES,
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

_MOST_BYTES = 2_000_000_000


def read_geotiff(paths: Mapping[Layer, Path], units: Mapping[Layer, str], *, name: str, source: Text) -> FloodScenario:
    """Return the flood in GeoTIFFs.

    A layer on another grid than the depth (projection, cell or corner) is moved to it by the nearest cell, and the
    scenario says so; one that does not overlap it is refused. A cell without data in the depth is dry; in another layer
    it is unknown.

    Args:
        paths: file of each layer; ``depth`` must be there.
        units: of each layer where a file cannot say it (see :data:`~weerbaar.evacuation.flood.layers.UNITS`).
        name, source: of the scenario.

    Raises:
        InputError: no GeoTIFF, too large, no coordinate system, not in or near the Netherlands, another place than the
            depth, or numbers that cannot be.
    """
    factors = {layer: factor(layer, units.get(layer, DEFAULT_UNITS[layer]), paths[layer].name) for layer in paths}
    with ExitStack() as stack:
        depth = stack.enter_context(_opened(paths["depth"]))
        grid = _grid(depth, paths["depth"].name)
        refuse_elsewhere(grid, paths["depth"].name)
        notes: list[Text] = []
        readers: dict[Layer, Callable[[Window], Floats]] = {}
        for layer, path in paths.items():
            raster = depth if layer == "depth" else stack.enter_context(_opened(path))
            if layer != "depth" and not _same_grid(raster, depth):
                _refuse_apart(raster, depth, path.name, paths["depth"].name)
                notes.append(_moved(layer, raster, depth))
                raster = stack.enter_context(_on_grid_of(raster, depth))
            readers[layer] = _reader(raster, factors[layer], path.name, grid.width)
        files = {layer: path.name for layer, path in paths.items()}
        return assemble(grid, readers, files, name=name, source=source, notes=tuple(notes))


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    import rasterio
    from rasterio.errors import RasterioError

    name = path.name
    refuse_no_file(path, _MOST_BYTES)
    # Only this format, and nothing but this file: GDAL reads hundreds, and what lies beside a file as well.
    only_this = rasterio.Env(GDAL_DISABLE_READDIR_ON_OPEN="EMPTY_DIR", GDAL_PAM_ENABLED="NO", GDAL_CACHEMAX=64)
    with only_this, warnings.catch_warnings():
        warnings.simplefilter("ignore", rasterio.errors.NotGeoreferencedWarning)
        try:
            raster = rasterio.open(path.resolve(), driver="GTiff")
            # A damaged name of a coordinate system shows only when it is written out.
            placed = raster.crs is not None and raster.crs.to_wkt() != ""
        except (RasterioError, UnicodeDecodeError) as error:
            raise _damaged(name) from error
        with raster:
            if raster.count != 1:
                raise refused(
                    name,
                    f"het bestand heeft {raster.count} banden; verwacht is er één.",
                    f"the file has {raster.count} bands; one is expected.",
                )
            if "complex" in raster.dtypes[0]:
                raise refused(name, "de band bevat complexe getallen.", "the band holds complex numbers.")
            if not placed or raster.transform.is_identity:
                raise refused(
                    name,
                    "er staat niet in waar op aarde dit ligt (geen coördinatenstelsel).",
                    "it does not say where on Earth this is (no coordinate system).",
                    "Vraag om een GeoTIFF met coördinatenstelsel, bijvoorbeeld EPSG:28992.",
                    "Ask for a GeoTIFF with its coordinate system, as EPSG:28992.",
                )
            yield raster


def _damaged(name: str) -> Exception:
    return refused(
        name,
        "dit is geen GeoTIFF, of het bestand is beschadigd of niet volledig.",
        "this is no GeoTIFF, or the file is damaged or not complete.",
        "Vraag het bestand opnieuw op.",
        "Ask for the file again.",
    )


def _grid(raster: Any, name: str) -> FloodGrid:
    t = raster.transform
    if t.determinant == 0:
        raise refused(name, "de cellen hebben geen oppervlakte.", "the cells have no area.")
    return FloodGrid(raster.crs.to_wkt(), (t.a, t.b, t.c, t.d, t.e, t.f), raster.width, raster.height)


def _same_grid(one: Any, other: Any) -> bool:
    # A thousandth of a cell: corners are often written with few decimals.
    near = 1e-3 * max(abs(other.transform.a), abs(other.transform.e))
    return bool(
        one.crs == other.crs and one.shape == other.shape and one.transform.almost_equals(other.transform, near)
    )


def _refuse_apart(raster: Any, depth: Any, name: str, depth_name: str) -> None:
    from pyproj import CRS, Transformer
    from pyproj.exceptions import ProjError

    try:
        own, other = (CRS.from_wkt(one.crs.to_wkt()) for one in (raster, depth))
        move = Transformer.from_crs(own, other, always_xy=True)
        left, bottom, right, top = move.transform_bounds(*raster.bounds)
    except ProjError as error:
        raise refused(
            name,
            f"het coördinatenstelsel is niet om te zetten naar dat van {depth_name}.",
            f"its coordinate system cannot be moved to that of {depth_name}.",
        ) from error
    d_left, d_bottom, d_right, d_top = depth.bounds
    if not (left < d_right and d_left < right and bottom < d_top and d_bottom < top):
        raise refused(
            name,
            f"ligt naast het gebied van {depth_name}.",
            f"does not overlap the area of {depth_name}.",
            "Controleer het coördinatenstelsel van beide bestanden.",
            "Check the coordinate system of both files.",
        )


def _moved(layer: Layer, raster: Any, depth: Any) -> Text:
    said = LAYER_NAMES[layer]
    of, to = (f"{one.crs.to_string()[:40]}, {abs(one.transform.a):g}" for one in (raster, depth))
    return Text(
        nl=f"De {said.nl} lag op een ander rooster ({of}) dan de waterdiepte ({to}); de waarde van de naaste cel is "
        "genomen.",
        en=f"The {said.en} was on another grid ({of}) than the depth ({to}); the value of the nearest cell was taken.",
    )


@contextmanager
def _on_grid_of(raster: Any, depth: Any) -> Iterator[Any]:
    from rasterio.enums import Resampling
    from rasterio.vrt import WarpedVRT

    # A place that the file does not cover must not come out as 0.
    with WarpedVRT(
        raster,
        crs=depth.crs,
        transform=depth.transform,
        width=depth.width,
        height=depth.height,
        resampling=Resampling.nearest,
        src_nodata=raster.nodata,
        nodata=float("nan"),
        dtype="float64",
        warp_mem_limit=64,
    ) as moved:
        yield moved


def _reader(raster: Any, to_si: float, name: str, width: int) -> Callable[[Window], Floats]:
    from rasterio.errors import RasterioError
    from rasterio.windows import Window as RasterWindow

    scale, offset = raster.scales[0], raster.offsets[0]

    def read(window: Window) -> Floats:
        part = RasterWindow(0, window.top, width, window.bottom - window.top)
        try:
            band = raster.read(1, window=part).astype(np.float64)
            there = raster.read_masks(1, window=part) != 0
        except RasterioError as error:
            raise _damaged(name) from error
        return np.where(there & np.isfinite(band), (band * scale + offset) * to_si, np.nan)

    return read
