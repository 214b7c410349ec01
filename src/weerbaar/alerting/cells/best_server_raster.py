# SPDX-License-Identifier: EUPL-1.2
"""Best server maps as rasters (GeoTIFF): at each pixel a number that says which cell is the strongest there.

The number is looked up in a table (CSV: ``value``, ``operator``, and ``cell`` where it is known), or it is the cell
identity itself (CI, ECI or NCI) of a cell in the network. What is cut out is the pixels, in whatever map projection.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from weerbaar.alerting.cells.best_server import LAT_RANGE, LON_RANGE, LONGEST_NAME, BestServerMap
from weerbaar.alerting.cells.network import X_RANGE_M, Y_RANGE_M, CellNetwork
from weerbaar.alerting.cells.table import read_table
from weerbaar.alerting.cells.wedges import Integers
from weerbaar.base import InputError, Problem, Text

if TYPE_CHECKING:
    import shapely
    from pyproj import CRS

RASTERS = (".tif", ".tiff")
"""How the name of a raster ends."""

ALIASES = {
    "value": ("waarde", "pixel", "band_value"),
    "operator": ("provider", "aanbieder", "net"),
    "cell": ("zendcel", "cel", "cell_id"),
}
_MOST_BYTES = 500_000_000
_MOST_TABLE_BYTES = 20_000_000
# The Netherlands at 50 m is 42 million pixels.
_MOST_PIXELS = 60_000_000
_PIXELS_AT_ONCE = 4_000_000
_MOST_PATCHES = 1_000_000
# In pixels.
_LONGEST_SIDE = 100
_SHOWN = 5
_RD = 28992

Owner = tuple[str, str | None]
"""Provider, and identity of the cell where it is known."""

_Move = Callable[[npt.NDArray[np.float64]], npt.NDArray[np.float64]]


@dataclass(frozen=True)
class CellValues:
    """What the numbers in a raster stand for.

    Attributes:
        owners: number to who serves there; None for nobody.
        ambiguous: numbers that several cells of the network have.
    """

    owners: Mapping[int, Owner | None]
    ambiguous: frozenset[int] = frozenset()


def cell_numbers(network: CellNetwork) -> CellValues:
    """Return the cell identities (CI, ECI, NCI) of a network, for a raster that holds those."""
    numbers, first, count = np.unique(network.ci, return_index=True, return_counts=True)
    owners = {
        int(number): (network.operators[int(network.operator[cell])], network.cell_id(int(cell)))
        for number, cell, times in zip(numbers, first, count, strict=True)
        if times == 1
    }
    return CellValues(owners, frozenset(numbers[count > 1].tolist()))


def read_cell_values(path: Path) -> CellValues:
    """Return the table in a CSV file: ``value``, ``operator`` (empty for nobody) and, where known, ``cell``.

    Raises:
        InputError: with every problem in the file.
    """
    table = read_table(
        path, ALIASES, ("value", "operator"), max_bytes=_MOST_TABLE_BYTES, max_rows=_MOST_TABLE_BYTES // 10
    )
    problems: list[Problem] = []
    values = table.integers("value", problems)
    _, first = np.unique(values, return_index=True)
    twice = np.ones(len(values), dtype=bool)
    twice[first] = False
    if not problems:
        message = Text(nl="deze waarde komt al eerder voor.", en="this value occurs before.")
        table.refuse("value", twice, message, problems)
    operators = table.words("operator")
    cells = table.words("cell") if "cell" in table.columns else [""] * len(values)
    said = Text(
        nl="hier hoort een naam van ten hoogste 100 tekens.", en="a name of at most 100 characters is expected."
    )
    for column, words in (("operator", operators), ("cell", cells)):
        wrong = np.array([len(word) > LONGEST_NAME or not word.isprintable() for word in words])
        table.refuse(column, wrong, said, problems)
    orphan = np.array([bool(cell) and not operator for operator, cell in zip(operators, cells, strict=True)])
    message = Text(nl="bij een zendcel hoort een aanbieder.", en="a cell needs its provider.")
    table.refuse("operator", orphan, message, problems)
    if problems:
        raise InputError(sorted(problems, key=lambda problem: problem.line or 0))
    rows = zip(values.tolist(), operators, cells, strict=True)
    return CellValues({value: (operator, cell or None) if operator else None for value, operator, cell in rows})


def read_best_server_raster(path: Path, values: CellValues) -> BestServerMap:
    """Return the map in a GeoTIFF of one band of whole numbers.

    Args:
        path: the file.
        values: what the numbers stand for, see :func:`read_cell_values` and :func:`cell_numbers`.

    Raises:
        InputError: no GeoTIFF, too large, without a place on Earth or in another country, or with numbers of which it
            is not known what they stand for.
    """
    import rasterio
    from pyproj.exceptions import ProjError
    from rasterio.errors import RasterioError

    name = path.name
    _refuse_no_file(path)
    # Only this format, and nothing but this file: GDAL reads hundreds, and what lies beside a file as well.
    only_this = rasterio.Env(GDAL_DISABLE_READDIR_ON_OPEN="EMPTY_DIR", GDAL_PAM_ENABLED="NO")
    with only_this, warnings.catch_warnings():
        warnings.simplefilter("ignore", rasterio.errors.NotGeoreferencedWarning)
        try:
            with rasterio.open(path.resolve(), driver="GTiff") as raster:
                place = _placed(raster, name)
                return _cut_out(raster, values, place, name)
        except (RasterioError, ProjError) as error:
            message = Text(
                nl="dit is geen GeoTIFF, of het bestand is beschadigd of niet volledig.",
                en="this is no GeoTIFF, or the file is damaged or not complete.",
            )
            hint = Text(nl="Vraag het bestand opnieuw op.", en="Ask for the file again.")
            raise InputError([Problem(name, message, hint)]) from error


def _refused(name: str, nl: str, en: str, hint_nl: str = "", hint_en: str = "") -> InputError:
    return InputError([Problem(name, Text(nl=nl, en=en), Text(nl=hint_nl, en=hint_en))])


def _refuse_no_file(path: Path) -> None:
    name = path.name
    try:
        if path.is_dir():
            raise _refused(name, "dit is een map, geen bestand.", "this is a folder, not a file.")
        if not path.is_file():
            raise _refused(name, "dit bestand bestaat niet.", "there is no such file.")
        with path.open("rb"):
            size = path.stat().st_size
    except OSError as error:
        raise _refused(
            name, f"kan niet worden gelezen ({error.strerror}).", f"cannot be read ({error.strerror})."
        ) from error
    if size > _MOST_BYTES:
        raise _refused(
            name,
            f"groter dan {_MOST_BYTES // 1_000_000} MB.",
            f"larger than {_MOST_BYTES // 1_000_000} MB.",
            "Comprimeer het bestand, of knip het gebied eruit.",
            "Compress the file, or cut out the area.",
        )


def _placed(raster: Any, name: str) -> _Move:
    """Return what takes the corners of pixels (column, row) to metres on the Dutch grid.

    Raises:
        InputError: not one band of whole numbers, too many pixels, or not in or near the Netherlands.
    """
    from pyproj import CRS, Transformer

    if raster.count != 1:
        raise _refused(
            name,
            f"het bestand heeft {raster.count} banden; verwacht is er één.",
            f"the file has {raster.count} bands; one is expected.",
        )
    kind = np.dtype(raster.dtypes[0]) if "complex" not in raster.dtypes[0] else np.dtype(complex)
    if kind.kind not in "iu":
        raise _refused(
            name,
            f"de band bevat geen gehele getallen ({raster.dtypes[0]}), dus geen nummers van zendcellen.",
            f"the band holds no whole numbers ({raster.dtypes[0]}), so no numbers of cells.",
        )
    if raster.width * raster.height > _MOST_PIXELS:
        most = _MOST_PIXELS // 1_000_000
        raise _refused(
            name,
            f"{raster.width} × {raster.height} pixels; toegestaan is {most} miljoen.",
            f"{raster.width} × {raster.height} pixels; {most} million are allowed.",
            "Knip het gebied eruit, of maak de pixels groter (50 m is fijn genoeg).",
            "Cut out the area, or make the pixels larger (50 m is fine enough).",
        )
    if raster.crs is None or raster.transform.is_identity:
        raise _refused(
            name,
            "er staat niet in waar op aarde dit ligt.",
            "it does not say where on Earth this is.",
            "Vraag om een GeoTIFF met coördinatenstelsel, bijvoorbeeld EPSG:28992.",
            "Ask for a GeoTIFF with its coordinate system, as EPSG:28992.",
        )
    affine, crs = raster.transform, CRS.from_wkt(raster.crs.to_wkt())
    to_grid = None if crs.to_epsg() == _RD else Transformer.from_crs(crs, _RD, always_xy=True)

    def move(corners: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        x, y = affine @ (corners[:, 0], corners[:, 1])
        return np.column_stack((x, y) if to_grid is None else to_grid.transform(x, y))

    _refuse_elsewhere(move, crs, affine, (raster.width, raster.height), name)
    return move


def _refuse_elsewhere(move: _Move, crs: CRS, affine: Any, size: tuple[int, int], name: str) -> None:
    """Refuse a map that does not touch the Netherlands with a wide margin around it, or whose pixels are huge."""
    from pyproj import Transformer

    width, height = size
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height), (width / 2, height / 2)], dtype=np.float64)
    degrees = Transformer.from_crs(crs, 4326, always_xy=True)
    lon, lat = degrees.transform(*(affine @ (corners[:, 0], corners[:, 1])))
    near = np.isfinite(lon).all() and np.isfinite(lat).all()
    near = near and LON_RANGE[0] <= lon.max() and lon.min() <= LON_RANGE[1]
    near = near and LAT_RANGE[0] <= lat.max() and lat.min() <= LAT_RANGE[1]
    grid = move(corners)
    within = np.isfinite(grid).all() and all(
        low <= column.min() and column.max() <= high
        for column, (low, high) in zip(grid.T, (X_RANGE_M, Y_RANGE_M), strict=True)
    )
    if not (near and within):
        shown = f"{lon[4]:.1f}, {lat[4]:.1f}" if np.isfinite([lon[4], lat[4]]).all() else "?"
        raise _refused(
            name,
            f"de kaart ligt niet in of bij Nederland (midden: lengte, breedte {shown}).",
            f"the map does not lie in or near the Netherlands (middle: longitude, latitude {shown}).",
            "Controleer het coördinatenstelsel van het bestand.",
            "Check the coordinate system of the file.",
        )


def _cut_out(raster: Any, values: CellValues, move: _Move, name: str) -> BestServerMap:
    """Return who serves where, in metres."""
    order = np.array(sorted(values.owners), dtype=np.int64)
    owners = [values.owners[value] for value in order.tolist()]
    owner = _owners(raster, order, values, name)
    providers = [None if one is None else one[0] for one in owners]
    cells = [None if one is None else one[1] for one in owners]
    by_provider = _shapes(owner, providers, move, name)
    if not by_provider:
        raise _refused(name, "geen enkele pixel wordt bediend.", "no pixel at all is served.")
    return BestServerMap(by_provider, _shapes(owner, cells, move, name))


def _owners(raster: Any, order: Integers, values: CellValues, name: str) -> npt.NDArray[np.int32]:
    """Return of every pixel the place of its number in ``order``, -1 where it has none.

    Raises:
        InputError: some numbers are not in ``order``.
    """
    from rasterio.windows import Window

    owner = np.full((raster.height, raster.width), -1, dtype=np.int32)
    unknown: dict[int, int] = {}
    rows = max(1, _PIXELS_AT_ONCE // raster.width)
    for top in range(0, raster.height, rows):
        window = Window(0, top, raster.width, min(rows, raster.height - top))
        # Numbers above 2^63 are no cells; as negative ones they are unknown too.
        band = raster.read(1, window=window).astype(np.int64)
        there = raster.read_masks(1, window=window) != 0
        at = np.searchsorted(order, band)
        known = there & (order[np.minimum(at, len(order) - 1)] == band)
        owner[top : top + rows][known] = at[known]
        strange, times = np.unique(band[there & ~known], return_counts=True)
        for value, count in zip(strange.tolist(), times.tolist(), strict=True):
            unknown[value] = unknown.get(value, 0) + count
    if unknown:
        raise InputError(_unknown(unknown, values, name))
    return owner


def _shapes(
    owner: npt.NDArray[np.int32], names: Sequence[str | None], move: _Move, name: str
) -> dict[str, shapely.Geometry]:
    """Return all pixels of each name as a shape in metres; pixels without a name are left out."""
    import shapely
    from rasterio.features import shapes

    known = sorted({one for one in names if one is not None})
    code_of: dict[str | None, int] = {one: code for code, one in enumerate(known)}
    # One more at the end, where -1 looks.
    codes = np.array([code_of.get(one, -1) for one in (*names, None)], dtype=np.int32)[owner]
    patches: dict[str, list[shapely.Polygon]] = {}
    for count, (geometry, code) in enumerate(shapes(codes, mask=codes >= 0)):
        if count >= _MOST_PATCHES:
            raise _refused(
                name,
                f"meer dan {_MOST_PATCHES} losse vlekken; dit is geen kaart van zendcellen.",
                f"more than {_MOST_PATCHES} separate patches; this is no map of cells.",
            )
        outer, *holes = map(np.array, geometry["coordinates"])
        patches.setdefault(known[int(code)], []).append(shapely.Polygon(outer, holes))
    found = {}
    for one, parts in sorted(patches.items()):
        # Patches of pixels touch at corners at most, so together they are one shape as they are.
        shape = parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)
        if not shapely.is_valid(shape):
            shape = shapely.make_valid(shape)
        # A long straight side of pixels is a curve on another map.
        found[one] = shapely.transform(shapely.segmentize(shape, _LONGEST_SIDE), move)
    return found


def _unknown(unknown: Mapping[int, int], values: CellValues, name: str) -> list[Problem]:
    """Return in one or two problems which numbers nobody knows, the most frequent first."""
    problems = []
    for ambiguous in (False, True):
        most = sorted((v for v in unknown if (v in values.ambiguous) is ambiguous), key=lambda v: -unknown[v])
        if not most:
            continue
        shown = ", ".join(f"{value} ({unknown[value]} px)" for value in most[:_SHOWN])
        shown += " …" if len(most) > _SHOWN else "."
        if ambiguous:
            message = Text(
                nl=f"{len(most)} nummers horen bij meer dan één zendcel: {shown}",
                en=f"{len(most)} numbers belong to more than one cell: {shown}",
            )
            hint = Text(
                nl="Geef een tabel waarin elk nummer één zendcel heeft.",
                en="Give a table in which every number has one cell.",
            )
        else:
            message = Text(
                nl=f"van {len(most)} waarden is niet bekend bij welke zendcel zij horen: {shown}",
                en=f"of {len(most)} values it is not known which cell they belong to: {shown}",
            )
            hint = Text(
                nl="Vul de tabel aan; een lege aanbieder betekent: niemand. Of leg nodata vast in het bestand.",
                en="Complete the table; an empty provider means: nobody. Or set nodata in the file.",
            )
        problems.append(Problem(name, message, hint))
    return problems
