# SPDX-License-Identifier: EUPL-1.2
"""Road networks into the workbench: an uploaded file or one that comes with Weerbaar, read, checked and kept."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.http import HttpRequest

from weerbaar.base import InputError, Problem, Text, WeerbaarError
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.audit import log
from weerbaar.workbench.evacuation.kept_network import Kept, KeptError, packed, unpacked
from weerbaar.workbench.evacuation.models import Network
from weerbaar.workbench.evacuation.network_reading import Manner, read_network
from weerbaar.workbench.evacuation.reading_process import Sent, read_quickly
from weerbaar.workbench.exchange.uploads import in_folder, safe_name
from weerbaar.workbench.library import attachment_store
from weerbaar.workbench.operations.reading import one_file_at_a_time
from weerbaar.workbench.rounds.models import Round

if TYPE_CHECKING:
    from weerbaar.evacuation.network import Example

_LARGE, _LARGE_ZIP = 1_000_000, 100_000
_BINARY = (".gpkg", ".pbf", ".gz", ".bz2")


class DamagedNetworkError(WeerbaarError):
    """The file of a network is gone, or is no longer what was stored."""

    def __init__(self, name: str) -> None:
        super().__init__(
            Text(
                nl=f"Het wegennet «{name}» kan niet meer worden gelezen: het bestand ontbreekt of is beschadigd. "
                "Waarschuw de beheerder; een back-up kan het terughalen. Of lees het net opnieuw in en maak het plan "
                "daarover.",
                en=f"The road network “{name}” cannot be read any more: its file is missing or damaged. Tell the "
                "administrator; a backup can bring it back. Or read the network in anew and make the plan over that.",
            )
        )


def read_upload(name: str, content: bytes, manner: Manner | None = None) -> tuple[Kept, tuple[Problem, ...]]:
    """Read an uploaded network, and return it with what is odd about it.

    Args:
        name: of the file; its ending says what form it has.
        content: of the file.
        manner: how to read it; None where the file says all.

    Raises:
        InputError: it cannot be read or cannot be: every problem with its place.
        SlowError: it takes longer than a page waits.
    """
    how, plain = manner or Manner(), safe_name(name)
    ending = Path(plain).suffix.lower()
    # A process of its own takes a second to begin; a small text is read by then.
    apart = ending in _BINARY or len(content) > (_LARGE_ZIP if ending == ".zip" else _LARGE)
    with one_file_at_a_time(name):
        if apart:
            found = read_quickly(Sent.network(plain, content, how))
            return unpacked(found.content), found.notes
        with in_folder(name, content) as path:
            try:
                return read_network(path, how)
            except InputError:
                raise
            except WeerbaarError as error:
                raise InputError([Problem(name, error.message)]) from error


def of_example(example: Example) -> Kept:
    """Return a network that comes with Weerbaar; it states people, not vehicles."""
    return Kept(example.network)


def keep(kept: Kept) -> str:
    """Store a network and return its SHA-256."""
    return keep_packed(packed(kept))


def keep_packed(content: bytes) -> str:
    """Store a network or a flood as it is kept, and return its SHA-256."""
    return attachment_store.store(io.BytesIO(content))[0]


@transaction.atomic
def take_up(request: HttpRequest | None, round_: Round, by: User, **values: Any) -> Network:
    """Make the row of a network whose content is on the disk.

    Args:
        request: in which it happens; None where it was read as a job.
        round_: the round.
        by: who adds it.
        values: of the row.
    """
    row = Network.objects.create(round=round_, added_by=by, **values)
    log.record(request, "evacuation-network.added", row, actor=by, level=row.level, name=row.name, sha256=row.sha256)
    return row


def network_of(row: Network) -> Kept:
    """Return the network of a row, read once.

    Raises:
        DamagedNetworkError: what was kept is not there any more, or is not what was stored.
    """
    try:
        return _of_sha(row.sha256)
    except (attachment_store.DamagedError, KeptError) as error:
        raise DamagedNetworkError(row.name) from error


@lru_cache(maxsize=6)
def _of_sha(sha256: str) -> Kept:
    return unpacked(attachment_store.content_of(sha256))


def inhabitants_of(row: Network) -> dict[str, float]:
    """Return people by code of the zone, where they are known: from a table beside the file, or of an example."""
    from weerbaar.evacuation import network as library

    if row.example:
        return {one.zone: one.people for one in library.example(row.example).inhabitants}
    kept = network_of(row)
    if kept.people is None:
        return {}
    known = zip(kept.network.zones, kept.people.tolist(), strict=True)
    return {zone.id: people for zone, people in known if people == people}
