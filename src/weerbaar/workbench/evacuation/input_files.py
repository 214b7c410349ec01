# SPDX-License-Identifier: EUPL-1.2
"""Files that plans are held against, read and checked: floods, people by place, postal codes, mappings of criteria.

A flood is kept packed, the others as they came: they are small, and read again where they are used.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from weerbaar.base import InputError, Problem, Text, WeerbaarError
from weerbaar.workbench.evacuation.kept_flood import packed_flood, unpacked_flood
from weerbaar.workbench.evacuation.kept_network import KeptError
from weerbaar.workbench.evacuation.models import InputFile
from weerbaar.workbench.exchange.uploads import in_folder, safe_name
from weerbaar.workbench.library import attachment_store
from weerbaar.workbench.operations.reading import one_file_at_a_time

if TYPE_CHECKING:
    from weerbaar.evacuation.advice import PlaceInZone
    from weerbaar.evacuation.evidence import Mapping as CriteriaMapping
    from weerbaar.evacuation.flood import FloodScenario, Layer, PeoplePoints

LAYERS: tuple[Layer, ...] = ("depth", "arrival", "rise", "velocity")
"""Of a flood; each may be a GeoTIFF of its own."""
MOST_POINTS = 300_000
"""Rows of people by place that a page works out while somebody waits."""
MOST_MAPPING = 500_000
_FIELDS: dict[str, str] = {"arrival": "arrival_s", "rise": "rise_m_s", "velocity": "velocity_m_s"}
_M2_PER_KM2 = 1e6


class DamagedInputError(WeerbaarError):
    """The file of an input is gone, or is no longer what was stored."""

    def __init__(self, name: str) -> None:
        super().__init__(
            Text(
                nl=f"«{name}» kan niet worden gelezen: het bestand ontbreekt of is beschadigd. Lees het opnieuw in.",
                en=f"“{name}” cannot be read any more: its file is missing or damaged. Read it in anew.",
            )
        )


def read_flood(files: Mapping[Layer, tuple[str, bytes]], units: Mapping[Layer, str], name: str) -> FloodScenario:
    """Read an uploaded flood.

    Args:
        files: name and content by layer: a GeoTIFF each, or under ``depth`` a NetCDF or CSV file with all layers.
        units: of layers where the file does not say it.
        name: for people; the name of the file where empty.

    Raises:
        InputError: it cannot be read or cannot be: every problem with its place.
    """
    from weerbaar.evacuation.flood import read_scenario

    if "depth" not in files:
        message = Text(nl="kies het bestand met de waterdiepte.", en="choose the file with the depth.")
        raise InputError([Problem("", message, field="depth")])
    first = files["depth"][0]
    with one_file_at_a_time(first), in_folder(first, files["depth"][1]) as depth:
        others: dict[str, Path] = {}
        for layer, (file, content) in files.items():
            if layer != "depth":
                folder = depth.parent / layer
                folder.mkdir()
                others[layer] = folder / safe_name(file)
                others[layer].write_bytes(content)
        return read_scenario(
            depth,
            arrival=others.get("arrival"),
            rise=others.get("rise"),
            velocity=others.get("velocity"),
            units=dict(units),
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


def keep_flood(flood: FloodScenario) -> str:
    """Store a flood and return its SHA-256."""
    return attachment_store.store(io.BytesIO(packed_flood(flood)))[0]


def keep_text(content: bytes) -> str:
    """Store a table or a mapping as it came and return its SHA-256."""
    return attachment_store.store(io.BytesIO(content))[0]


def flood_of(row: InputFile) -> FloodScenario:
    """Return the flood of a row, read once.

    Raises:
        DamagedInputError: what was kept is not there any more, or is not what was stored.
    """
    try:
        return _flood_of_sha(row.sha256)
    except (KeptError, attachment_store.DamagedError) as error:
        raise DamagedInputError(row.name) from error


@lru_cache(maxsize=4)
def _flood_of_sha(sha256: str) -> FloodScenario:
    return unpacked_flood(attachment_store.content_of(sha256))


def read_people(name: str, content: bytes) -> PeoplePoints:
    """Read people by place: CSV with ``zone``, ``x``, ``y`` and ``people``.

    Raises:
        InputError: with every problem in the file, or more rows than a page works out.
    """
    from weerbaar.evacuation.flood import read_people_points

    with one_file_at_a_time(name), in_folder(name, content) as path:
        found = read_people_points(path)
    if len(found.people) > MOST_POINTS:
        message = Text(
            nl=f"{len(found.people)} rijen is te veel; ten hoogste {MOST_POINTS}.",
            en=f"{len(found.people)} rows are too many; {MOST_POINTS} at most.",
        )
        hint = Text(nl="Tel mensen op per vierkant van 100 m.", en="Add people up by squares of 100 m.")
        raise InputError([Problem(name, message, hint)])
    return found


def people_of(row: InputFile) -> PeoplePoints:
    """Return the people by place of a row, read once.

    Raises:
        DamagedInputError: as :func:`flood_of`.
    """
    try:
        return _people_of_sha(row.sha256)
    except attachment_store.DamagedError as error:
        raise DamagedInputError(row.name) from error


@lru_cache(maxsize=4)
def _people_of_sha(sha256: str) -> PeoplePoints:
    from weerbaar.evacuation.flood import read_people_points

    with in_folder("mensen.csv", attachment_store.content_of(sha256)) as path:
        return read_people_points(path)


def read_places(name: str, content: bytes, zones: Sequence[str]) -> tuple[PlaceInZone, ...]:
    """Read a table of postal codes or villages: CSV with ``place``, ``zone`` and, if wanted, ``name``.

    Args:
        name: of the file.
        content: of the file.
        zones: codes of the zones of the network.

    Raises:
        InputError: with every problem in the file.
    """
    from weerbaar.evacuation.advice import read_place_table

    with in_folder(name, content) as path:
        return read_place_table(path, zones)


def places_of(row: InputFile, zones: Sequence[str]) -> tuple[PlaceInZone, ...]:
    """Return the places of a row, each in a zone of this network.

    Raises:
        InputError: the table is of another network.
        DamagedInputError: as :func:`flood_of`.
    """
    return read_places(row.file or "plaatsen.csv", _kept(row), zones)


def read_mapping(name: str, content: bytes) -> CriteriaMapping:
    """Read which effect answers which criterion: YAML, as the one that comes with Weerbaar.

    Raises:
        InputError: with every problem in the file.
    """
    from weerbaar.evacuation import evidence

    if len(content) > MOST_MAPPING:
        raise InputError([Problem(name, Text(nl="het bestand is te groot.", en="the file is too large."))])
    with in_folder(name, content) as path:
        return evidence.read_mapping(path)


def mapping_of(row: InputFile) -> CriteriaMapping:
    """Return the mapping of a row."""
    return read_mapping(row.file or "criteria.yaml", _kept(row))


def _kept(row: InputFile) -> bytes:
    try:
        return attachment_store.content_of(row.sha256)
    except attachment_store.DamagedError as error:
        raise DamagedInputError(row.name) from error
