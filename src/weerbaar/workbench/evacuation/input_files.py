# SPDX-License-Identifier: EUPL-1.2
"""Files that plans are held against, read and checked: floods, people by place, postal codes, mappings of criteria.

A flood is kept packed, the others as they came: they are small, and read again where they are used.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.http import HttpRequest

from weerbaar.base import InputError, Problem, Text, WeerbaarError
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.audit import log
from weerbaar.workbench.evacuation.kept_flood import packed_flood, read_flood_files, unpacked_flood
from weerbaar.workbench.evacuation.kept_network import KeptError
from weerbaar.workbench.evacuation.models import InputFile
from weerbaar.workbench.evacuation.reading_process import Sent, read_quickly
from weerbaar.workbench.exchange.uploads import in_folder, safe_name
from weerbaar.workbench.library import attachment_store
from weerbaar.workbench.operations.reading import one_file_at_a_time
from weerbaar.workbench.rounds.models import Round

if TYPE_CHECKING:
    from weerbaar.evacuation.advice import PlaceInZone
    from weerbaar.evacuation.evidence import Mapping as CriteriaMapping
    from weerbaar.evacuation.flood import FloodScenario, Layer, PeoplePoints

MOST_POINTS = 300_000
"""Rows of people by place that a page works out while somebody waits."""
MOST_MAPPING = 500_000
_LARGE, _LARGE_PACKED = 1_000_000, 100_000
_PACKED = (".tif", ".tiff", ".nc")


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
        SlowError: it takes longer than a page waits.
    """
    if "depth" not in files:
        return read_flood_files({}, units, name)
    plain = {layer: (safe_name(file), content) for layer, (file, content) in files.items()}
    with one_file_at_a_time(files["depth"][0]), tempfile.TemporaryDirectory(prefix="weerbaar-") as folder:
        # A process of its own takes a second to begin; small ones are read by then.
        if any(len(given) > (_LARGE_PACKED if file.endswith(_PACKED) else _LARGE) for file, given in plain.values()):
            return unpacked_flood(read_quickly(Sent.flood(plain, units, name)).content)
        paths: dict[Layer, Path] = {}
        for layer, (file, content) in plain.items():
            paths[layer] = Path(folder) / layer / file
            paths[layer].parent.mkdir()
            paths[layer].write_bytes(content)
        return read_flood_files(paths, units, name)


def keep_flood(flood: FloodScenario) -> str:
    """Store a flood and return its SHA-256."""
    return attachment_store.store(io.BytesIO(packed_flood(flood)))[0]


@transaction.atomic
def take_up(request: HttpRequest | None, round_: Round, by: User, **values: Any) -> InputFile:
    """Make the row of an input file whose content is on the disk; as for a network."""
    row = InputFile.objects.create(round=round_, added_by=by, **values)
    log.record(
        request, "evacuation-input.added", row, actor=by, level=row.level, kind=row.kind, name=row.name,
        sha256=row.sha256,
    )  # fmt: skip
    return row


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
