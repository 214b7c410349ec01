# SPDX-License-Identifier: EUPL-1.2
"""Road networks into the workbench: an uploaded file or one that comes with Weerbaar, read, checked and kept."""

from __future__ import annotations

import io
import zipfile
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from weerbaar.base import InputError, Problem, Text
from weerbaar.workbench.evacuation.kept_network import Kept, KeptError, packed, unpacked
from weerbaar.workbench.evacuation.models import Network
from weerbaar.workbench.exchange.uploads import in_folder
from weerbaar.workbench.library import attachment_store
from weerbaar.workbench.operations.reading import one_file_at_a_time

if TYPE_CHECKING:
    from weerbaar.evacuation.network import Example

_MOST_UNZIPPED = 400_000_000
_GMNS = ("link.csv", "node.csv")
_ALSO_GMNS = (*_GMNS, "config.csv", "geometry.csv", "zone.csv", "use_group.csv", "use_definition.csv", "lane.csv")


def read_upload(name: str, content: bytes, exits: tuple[str, ...] = ()) -> tuple[Kept, tuple[Problem, ...]]:
    """Read an uploaded network, and return it with what is odd about it.

    Args:
        name: of the file: ``.json`` for an instance, ``.zip`` for a folder of GMNS tables.
        content: of the file.
        exits: names of the nodes where people are safe; only for GMNS, which does not say so.

    Raises:
        InputError: it cannot be read or cannot be: every problem with its place.
    """
    ending = name.rpartition(".")[2].lower()
    with one_file_at_a_time(name), in_folder(name, content) as path:
        if ending == "json":
            return _instance(path)
        if ending == "zip":
            return _gmns(path, content, exits)
    message = Text(nl="dit soort bestand wordt niet gelezen.", en="this kind of file is not read.")
    hint = Text(nl="Kies een .json (instantie) of .zip (GMNS).", en="Choose a .json (instance) or .zip (GMNS).")
    raise InputError([Problem(name, message, hint)])


def of_example(example: Example) -> Kept:
    """Return a network that comes with Weerbaar; it states people, not vehicles."""
    return Kept(example.network)


def keep(kept: Kept) -> str:
    """Store a network and return its SHA-256."""
    return attachment_store.store(io.BytesIO(packed(kept)))[0]


def network_of(row: Network) -> Kept:
    """Return the network of a row, read once.

    Raises:
        DamagedError: what was kept is not there any more, or is not what was stored.
    """
    return _of_sha(row.sha256)


@lru_cache(maxsize=6)
def _of_sha(sha256: str) -> Kept:
    try:
        return unpacked(attachment_store.content_of(sha256))
    except KeptError as error:
        raise attachment_store.DamagedError(sha256) from error


def inhabitants_of(row: Network) -> dict[str, float]:
    """Return people by code of the zone, where they are known: of a network that comes with Weerbaar."""
    from weerbaar.evacuation import network as library

    return {one.zone: one.people for one in library.example(row.example).inhabitants} if row.example else {}


def one_note(problem: Problem) -> dict[str, Any]:
    """Return a problem as it is stored with a network."""
    return {
        "severity": problem.severity,
        "line": problem.line,
        "field": problem.field,
        "value": problem.value,
        "nl": problem.message.nl,
        "en": problem.message.in_("en"),
        "hint_nl": problem.hint.nl,
        "hint_en": problem.hint.in_("en"),
    }


def problem_of(note: dict[str, Any], file: str) -> Problem:
    """Return the problem that :func:`one_note` wrote."""
    return Problem(
        file,
        Text(nl=note["nl"], en=note["en"]),
        Text(nl=note["hint_nl"], en=note["hint_en"]),
        note["line"],
        note["field"],
        note["value"],
        note["severity"],
    )


def _instance(path: Path) -> tuple[Kept, tuple[Problem, ...]]:
    from weerbaar.evacuation.network import read_instance

    instance = read_instance(path)
    return _checked(Kept(instance.network, instance.vehicles, instance.times_s, instance.share_released), ())


def _gmns(path: Path, content: bytes, exits: tuple[str, ...]) -> tuple[Kept, tuple[Problem, ...]]:
    from weerbaar.evacuation.network import read_gmns

    folder = path.parent / "gmns"
    folder.mkdir()
    _unzipped(path.name, content, folder)
    if not exits:
        message = Text(nl="een GMNS-bestand zegt niet waar mensen veilig zijn.", en="GMNS does not say what is safe.")
        hint = Text(nl="Noem de knopen van de uitgangen.", en="Name the nodes of the exits.")
        raise InputError([Problem(path.name, message, hint)])
    found = read_gmns(folder, exits)
    return _checked(Kept(found.network, found.vehicles), found.notes)


def _unzipped(name: str, content: bytes, folder: Path) -> None:
    """Take the tables of GMNS out of an archive, wherever in it they lie; nothing else leaves it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            tables = {
                Path(member.filename).name: member
                for member in archive.infolist()
                if Path(member.filename).name in _ALSO_GMNS
            }
            missing = [table for table in _GMNS if table not in tables]
            if missing:
                raise InputError(
                    [
                        Problem(name, Text(nl=f"{table} zit er niet in.", en=f"it does not hold {table}."))
                        for table in missing
                    ]
                )
            if sum(member.file_size for member in tables.values()) > _MOST_UNZIPPED:
                raise InputError([Problem(name, Text(nl="uitgepakt te groot.", en="too large when unpacked."))])
            for table, member in tables.items():
                (folder / table).write_bytes(archive.read(member))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise InputError([Problem(name, Text(nl="geen leesbaar zip-bestand.", en="not a readable zip."))]) from error


def _checked(kept: Kept, notes: tuple[Problem, ...]) -> tuple[Kept, tuple[Problem, ...]]:
    from weerbaar.evacuation.network import check_network

    found = (*notes, *check_network(kept.network, kept.vehicles))
    if any(problem.severity == "error" for problem in found):
        raise InputError(found)
    return kept, found
