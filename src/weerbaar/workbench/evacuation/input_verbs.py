# SPDX-License-Identifier: EUPL-1.2
"""Every write of input files: floods, people by place, postal codes, mappings of criteria; pages and the API alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from weerbaar.workbench.accounts.permissions import Action, require
from weerbaar.workbench.audit import log
from weerbaar.workbench.evacuation import input_files
from weerbaar.workbench.evacuation.kept_flood import row_values
from weerbaar.workbench.evacuation.models import InputFile, InputKind, Network
from weerbaar.workbench.evacuation.opening import who
from weerbaar.workbench.evacuation.reading import network_of
from weerbaar.workbench.rounds.models import Round

if TYPE_CHECKING:
    from weerbaar.evacuation.flood import Layer


def add_flood(
    request: HttpRequest,
    round_: Round,
    *,
    files: Mapping[Layer, tuple[str, bytes]],
    units: Mapping[Layer, str] | None = None,
    name: str = "",
    level: int | None = None,
) -> InputFile:
    """Read and check an uploaded flood, and keep it.

    Args:
        request: of who does it.
        round_: the round.
        files: name and content by layer, as :func:`weerbaar.workbench.evacuation.input_files.read_flood` takes them.
        units: of layers where the file does not say it.
        name: for people; the name of the file where empty.
        level: of confidentiality; None for that of the round.

    Raises:
        InputError: with every problem that was found; nothing was kept.
        SlowError: it takes longer than a page waits; see :func:`weerbaar.workbench.evacuation.verbs.ask_reading`.
        PermissionDenied: this person may not do this, or gives a level above the own clearance.
        RefusedError: the disk is full.
    """
    given = _level(request, round_, level)
    flood = input_files.read_flood(files, units or {}, name)
    return _kept(
        request,
        round_,
        given,
        kind=InputKind.FLOOD,
        file=files["depth"][0][:200],
        sha256=input_files.keep_flood(flood),
        **row_values(flood),
    )


def add_example_flood(request: HttpRequest, round_: Round, *, level: int | None = None) -> InputFile:
    """Take up the flood that comes with Weerbaar: made up, to practise with.

    Raises:
        PermissionDenied: as :func:`add_flood`.
    """
    from weerbaar.evacuation.flood import example_scenario

    given = _level(request, round_, level)
    flood = example_scenario()
    sha256 = input_files.keep_flood(flood)
    return _kept(request, round_, given, kind=InputKind.FLOOD, sha256=sha256, **row_values(flood))


def add_people(
    request: HttpRequest, round_: Round, *, name: str, content: bytes, level: int | None = None
) -> InputFile:
    """Read and check people by place, and keep them.

    Raises:
        InputError, PermissionDenied, RefusedError: as :func:`add_flood`.
    """
    given = _level(request, round_, level)
    found = input_files.read_people(name, content)
    facts = {"zones": len(found.zones), "points": len(found.people), "people": float(found.people.sum())}
    return _table(request, round_, given, InputKind.PEOPLE, name, content, facts)


def add_places(
    request: HttpRequest, round_: Round, *, network: Network, name: str, content: bytes, level: int | None = None
) -> InputFile:
    """Read and check a table of postal codes or villages in zones of a network, and keep it.

    Raises:
        InputError, PermissionDenied, RefusedError: as :func:`add_flood`.
    """
    given = max(_level(request, round_, level), network.level)
    found = input_files.read_places(name, content, [zone.id for zone in network_of(network).network.zones])
    return _table(request, round_, given, InputKind.PLACES, name, content, {"places": len(found)})


def add_mapping(
    request: HttpRequest, round_: Round, *, name: str, content: bytes, level: int | None = None
) -> InputFile:
    """Read and check which effect answers which criterion, and keep it.

    Raises:
        InputError, PermissionDenied, RefusedError: as :func:`add_flood`.
    """
    given = _level(request, round_, level)
    found = input_files.read_mapping(name, content)
    facts = {"methods": [one.method for one in found.methods]}
    return _table(request, round_, given, InputKind.MAPPING, name, content, facts)


@transaction.atomic
def remove_input(request: HttpRequest, round_: Round, row: InputFile) -> InputFile:
    """Take an input file away from the pages.

    Raises:
        PermissionDenied: this person may not do this.
    """
    require(who(request), Action.WRITE, round_)
    if row.removed is None:
        row.removed = timezone.now()
        row.save(update_fields=["removed"])
        log.record(request, "evacuation-input.removed", row, level=row.level, kind=row.kind)
    return row


def _level(request: HttpRequest, round_: Round, level: int | None) -> int:
    """Return the level to keep something at, for who may add it."""
    user = who(request)
    require(user, Action.WRITE, round_)
    given = round_.level if level is None else level
    if given > user.clearance:
        raise PermissionDenied
    return given


def _table(
    request: HttpRequest, round_: Round, level: int, kind: str, name: str, content: bytes, facts: dict[str, Any]
) -> InputFile:
    sha256 = input_files.keep_text(content)
    return _kept(request, round_, level, kind=kind, name=name[:200], file=name[:200], sha256=sha256, facts=facts)


def _kept(request: HttpRequest, round_: Round, level: int, **values: Any) -> InputFile:
    # The content is on the disk before its row is written.
    return input_files.take_up(request, round_, who(request), level=level, **values)
