# SPDX-License-Identifier: EUPL-1.2
"""One layer of a GeoPackage, Shapefile or GeoJSON: its lines and the columns asked for, read with pyogrio.

A file from outside is hostile: only these three kinds are opened, by what the file begins with and not by its name.
GDAL knows other kinds that send it on to other files and to the network.
"""

from __future__ import annotations

import glob
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
        columns: those asked for, by the names that were asked, each of length R.
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
    _fitting(path, about, ())
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
        names = _fitting(path, about, columns)
        meta, _, wkb, fields = raw.read(place, layer=chosen, columns=sorted(set(names.values())), force_2d=True)
        with np.errstate(invalid="ignore"):
            geometry = shapely.from_wkb(wkb)
    except UnicodeDecodeError as error:
        text = Text(nl="geen geldige UTF-8-tekst.", en="not valid UTF-8 text.")
        hint = Text(nl="Sla het bestand op als UTF-8.", en="Save the file as UTF-8.")
        raise _refused(path, text, hint) from error
    except (RuntimeError, ValueError, OSError, shapely.errors.ShapelyError) as error:
        raise _damaged(path, error) from error
    held = dict(zip(meta["fields"].tolist(), fields, strict=True))
    return RoadLayer(path.name, geometry, {asked: held[name] for asked, name in names.items()}, meta["crs"])


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
    if head.startswith(_SHAPEFILE):
        _require_whole(path, head, size)
    begins = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if not (head.startswith((_GEOPACKAGE, _SHAPEFILE)) or begins == b"{"):
        raise _refused(
            path,
            Text(nl="geen GeoPackage, Shapefile (.shp) of GeoJSON.", en="no GeoPackage, Shapefile (.shp) or GeoJSON."),
        )


def _require_whole(path: Path, head: bytes, size: int) -> None:
    """Refuse a Shapefile that is cut off, or that lacks the files beside it: GDAL would pass over what it cannot find.

    The length in the head is in words of two bytes (ESRI Shapefile Technical Description, 1998).
    """
    if size < 2 * int.from_bytes(head[24:28], "big"):
        raise _refused(path, Text(nl="het bestand is afgebroken.", en="the file is cut off."))
    beside = {file.suffix.lower() for file in path.absolute().parent.glob(f"{glob.escape(path.stem)}.*")}
    missing = " ".join(ending for ending in (".shx", ".dbf") if ending not in beside)
    if missing:
        raise _refused(
            path,
            Text(nl="een deel van de Shapefile ontbreekt.", en="a part of the Shapefile is missing."),
            Text(nl="Zet de bestanden met deze uitgang ernaast.", en="Put the files with these endings beside it."),
            value=missing,
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


def _fitting(path: Path, about: Mapping[str, Any], columns: Sequence[str]) -> dict[str, str]:
    """What the file calls each column that is asked for.

    Case does not matter where only one name fits: the same file comes as Shapefile with capitals and as GeoPackage
    without.
    """
    if about["driver"] not in _DRIVERS:
        raise _refused(
            path,
            Text(
                nl=f"dit soort bestand ({about['driver']}) wordt niet gelezen.",
                en=f"this kind of file ({about['driver']}) is not read.",
            ),
        )
    there = [str(name) for name in about["fields"]]
    found = {}
    for column in columns:
        fit = [name for name in there if name == column] or [n for n in there if n.lower() == column.lower()]
        if len(fit) == 1:
            found[column] = fit[0]
    missing = [column for column in columns if column not in found]
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
    return found


def _damaged(path: Path, error: Exception) -> InputError:
    # GDAL names the whole path, and adds advice that does not hold here.
    said = str(error).split(";")[0].replace(str(path.absolute().with_suffix("")), path.stem)
    return _refused(path, Text(nl=f"het bestand is beschadigd ({said}).", en=f"the file is damaged ({said})."))


def _shown(names: Sequence[str]) -> str:
    more = ", …" if len(names) > _MOST_SHOWN else ""
    return (", ".join(names[:_MOST_SHOWN]) + more) or "-"


def _refused(path: Path, message: Text, hint: Text = Text(nl=""), value: str = "") -> InputError:
    return InputError([Problem(path.name, message, hint, value=value)])
