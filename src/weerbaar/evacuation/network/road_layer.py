# SPDX-License-Identifier: EUPL-1.2
"""One layer of a GeoPackage, Shapefile or GeoJSON: its lines and the columns asked for, read with pyogrio.

A file from outside is hostile: only these three kinds are opened, by what the file begins with and not by its name.
GDAL knows other kinds that send it on to other files and to the network.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from weerbaar.base import InputError, Problem, Text, number

Integers = npt.NDArray[np.int64]

_DRIVERS = {"GPKG", "ESRI Shapefile", "GeoJSON"}
_GEOPACKAGE, _SHAPEFILE = b"SQLite format 3\0", b"\x00\x00\x27\x0a"
_MOST_LINES = 2_000_000
_MOST_BYTES = 4_000_000_000
_MOST_SHOWN = 40


@dataclass(frozen=True, eq=False)
class RoadLayer:
    """A layer of R rows.

    Attributes:
        file: name, for messages.
        geometry: shapely geometries, length R; None where a row has none.
        columns: those asked for, each of length R.
        crs: "EPSG:…" or a definition; None where the file states none.
    """

    file: str
    geometry: npt.NDArray[np.object_]
    columns: Mapping[str, npt.NDArray[Any]]
    crs: str | None


def column_names(path: Path, layer: str | None = None) -> tuple[str, ...]:
    """Return the names of the columns of a layer, for who has to say which of them is what.

    Raises:
        InputError: as :func:`read_layer`.
    """
    _require_known_kind(path)
    import pyogrio

    place = path.absolute()
    try:
        about = pyogrio.read_info(place, layer=_layer(path, pyogrio.list_layers(place), layer))
    except (RuntimeError, ValueError, OSError) as error:
        raise _damaged(path, error) from error
    _require_fit(path, about, ())
    return tuple(str(name) for name in about["fields"])


def read_layer(path: Path, columns: Sequence[str], layer: str | None) -> RoadLayer:
    """Read a layer; the only one with lines where ``layer`` is None.

    Raises:
        InputError: the file is not there, of another kind, damaged or too large; or the layer or a column is missing,
            and which there are.
    """
    _require_known_kind(path)
    import pyogrio
    import shapely
    from pyogrio import raw

    place = path.absolute()
    try:
        chosen = _layer(path, pyogrio.list_layers(place), layer)
        about = pyogrio.read_info(place, layer=chosen, force_feature_count=True)
        _require_fit(path, about, columns)
        meta, _, wkb, fields = raw.read(place, layer=chosen, columns=list(columns), force_2d=True)
        geometry = shapely.from_wkb(wkb)
    except (RuntimeError, ValueError, OSError, shapely.errors.ShapelyError) as error:
        raise _damaged(path, error) from error
    return RoadLayer(path.name, geometry, dict(zip(meta["fields"].tolist(), fields, strict=True)), meta["crs"])


def _require_known_kind(path: Path) -> None:
    if "!" in str(path.absolute()):
        # pyogrio would take what comes behind it for another file.
        raise _refused(
            path,
            Text(
                nl="de naam van een bestand of map mag geen ! hebben.", en="a file or folder may have no ! in its name."
            ),
        )
    try:
        # A pipe would wait for ever.
        if not path.is_file():
            raise FileNotFoundError(path)
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError as error:
        raise _refused(
            path, Text(nl="het bestand is er niet of niet leesbaar.", en="the file is not there or cannot be read.")
        ) from error
    if size > _MOST_BYTES:
        raise _refused(
            path, Text(nl="groter dan 4 GB; knip het gebied eerst uit.", en="over 4 GB; cut the area out first.")
        )
    begins = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if not (head.startswith((_GEOPACKAGE, _SHAPEFILE)) or begins == b"{"):
        raise _refused(
            path,
            Text(nl="geen GeoPackage, Shapefile (.shp) of GeoJSON.", en="no GeoPackage, Shapefile (.shp) or GeoJSON."),
        )


def _layer(path: Path, layers: npt.NDArray[Any], asked: str | None) -> str:
    """The name of the layer to read, of ``layers`` with their kind of geometry."""
    names = [str(name) for name, _ in layers]
    if asked is not None:
        if asked in names:
            return asked
        raise _refused(
            path,
            Text(
                nl=f"die laag is er niet; er zijn: {_shown(names)}.", en=f"no such layer; there are: {_shown(names)}."
            ),
            value=asked,
        )
    with_lines = [str(name) for name, kind in layers if kind is not None and ("Line" in kind or kind == "Unknown")]
    if len(with_lines) == 1:
        return with_lines[0]
    if not with_lines:
        raise _refused(
            path,
            Text(
                nl=f"er is geen laag met lijnen; er zijn: {_shown(names)}.",
                en=f"no layer holds lines; there are: {_shown(names)}.",
            ),
        )
    raise _refused(
        path,
        Text(
            nl=f"er zijn meer lagen met lijnen: {_shown(with_lines)}.",
            en=f"there are several layers with lines: {_shown(with_lines)}.",
        ),
        Text(nl="Noem er een.", en="Name one."),
    )


def _require_fit(path: Path, about: Mapping[str, Any], columns: Sequence[str]) -> None:
    if about["driver"] not in _DRIVERS:
        raise _refused(
            path,
            Text(
                nl=f"dit soort bestand ({about['driver']}) wordt niet gelezen.",
                en=f"this kind of file ({about['driver']}) is not read.",
            ),
        )
    there = [str(name) for name in about["fields"]]
    missing = [column for column in columns if column not in there]
    if missing:
        raise InputError(
            [
                Problem(
                    path.name,
                    Text(
                        nl=f"die kolom ontbreekt; er zijn: {_shown(there)}.",
                        en=f"that column is missing; there are: {_shown(there)}.",
                    ),
                    field=column,
                )
                for column in missing
            ]
        )
    if about["features"] > _MOST_LINES:
        raise _refused(
            path,
            Text(
                nl=f"meer dan {number(_MOST_LINES, 'nl')} lijnen; knip het gebied eerst uit, of laat kleine wegen weg.",
                en=f"more than {number(_MOST_LINES, 'en')} lines; cut the area out first, or leave out small roads.",
            ),
            value=number(about["features"], "nl"),
        )


def _damaged(path: Path, error: Exception) -> InputError:
    # GDAL names the whole path, and adds advice that does not hold here.
    said = str(error).split(";")[0].replace(str(path.absolute().with_suffix("")), path.stem)
    return _refused(path, Text(nl=f"het bestand is beschadigd ({said}).", en=f"the file is damaged ({said})."))


def _shown(names: Sequence[str]) -> str:
    more = ", …" if len(names) > _MOST_SHOWN else ""
    return (", ".join(names[:_MOST_SHOWN]) + more) or "-"


def _refused(path: Path, message: Text, hint: Text = Text(nl=""), value: str = "") -> InputError:
    return InputError([Problem(path.name, message, hint, value=value)])
