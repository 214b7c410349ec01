# SPDX-License-Identifier: EUPL-1.2
"""From ``cooperation.yaml`` to a register in which every name refers to something, with every mistake at its line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from weerbaar.base import InputError, Placed, Problem, Text, content_hash
from weerbaar.capability.cooperation.cycles import cycles
from weerbaar.capability.cooperation.file_model import COOPERATION_FILE, LISTS, Agreement, CooperationFile, Unit
from weerbaar.capability.cooperation.register import Register
from weerbaar.capability.cooperation.situations import situation_ids
from weerbaar.capability.folder import Folder, Sheet, find, shipped

MOST_ENTRIES = 2_000
"""Parties, agreements, their powers, units and demands together."""


INVENTORY = "cooperation"
"""Name of the shipped inventory of agreements."""


def load_cooperation(name_or_path: str | Path = INVENTORY) -> Register:
    """Return the register of a file, of a folder with ``cooperation.yaml``, or a shipped one.

    Args:
        name_or_path: ``cooperation`` is the shipped inventory of agreements, unless a file or folder of that name holds
            a register.

    Raises:
        InputError: there is no such file, or something in it is wrong; with every problem.
    """
    path = find_or_shipped(name_or_path, INVENTORY, COOPERATION_FILE)
    folder = Folder(path.parent)
    sheet = folder.read(path.name, CooperationFile, LISTS)
    if sheet is not None:
        _refuse_too_many(folder, sheet, path.name)
        folder.raise_errors() if _too_many(sheet) else _check(folder, sheet)
    folder.raise_errors()
    if sheet is None:
        raise InputError(folder.problems)
    return Register.of(sheet.whole(), content_hash([(COOPERATION_FILE, sheet.content)]))


def find_or_shipped(name_or_path: str | Path, name: str, file: str) -> Path:
    """Return the file that is meant; ``name`` is the shipped one where nothing of that name holds ``file``."""
    here = Path(name_or_path)
    if name_or_path == name and not here.is_file() and not (here / file).is_file():
        return shipped(name, file)
    return find(name_or_path, (file,))


def declared_ids(sheet: Sheet[Any], key: str) -> set[str]:
    """Return the ids in a list of a file, also of entries in which something is wrong.

    What refers to a faulty entry is not wrong itself, and is not told as if it were.
    """
    entries = [entry for found in sheet.lists.values() for entry in found]
    source = next((entry.source for entry in (sheet.header, *entries) if entry is not None), None)
    items = source.data.get(key) if source is not None and isinstance(source.data, dict) else None
    ids = (item.get("id") for item in (items if isinstance(items, list) else ()) if isinstance(item, dict))
    return {id_ for id_ in ids if isinstance(id_, str)}


def _too_many(sheet: Sheet[CooperationFile]) -> bool:
    entries = sum(len(sheet.lists[key]) for key in ("parties", "agreements", "units", "demands"))
    return entries + sum(len(a.value.powers) for a in sheet.lists["agreements"]) > MOST_ENTRIES


def _refuse_too_many(folder: Folder, sheet: Sheet[CooperationFile], name: str) -> None:
    if _too_many(sheet):
        folder.problems.append(
            Problem(
                name,
                Text(
                    nl=f"meer dan {MOST_ENTRIES} partijen, afspraken, bevoegdheden, eenheden en behoeften.",
                    en=f"more than {MOST_ENTRIES} parties, agreements, powers, units and demands.",
                ),
                Text(nl="Splits het register.", en="Split the register."),
            )
        )


def _check(folder: Folder, sheet: Sheet[CooperationFile]) -> None:
    lists = sheet.lists
    known = {key: declared_ids(sheet, key) for key in LISTS if key != "demands"}
    for key in known:
        folder.refuse_duplicates(lists[key])
    _refuse_shared_ids(folder, [e for key in ("parties", "agreements", "units") for e in lists[key]])
    for agreement in lists["agreements"]:
        _check_agreement(folder, agreement, known)
    for unit in lists["units"]:
        _check_unit(folder, unit, known)
    for demand in lists["demands"]:
        folder.refuse_unknown(demand, ("situation",), demand.value.situation, situation_ids(), "situatie", "situation")
        folder.refuse_unknown(
            demand, ("capability",), demand.value.capability, known["capabilities"], "capaciteit", "capability"
        )
    for level in lists["structure"]:
        folder.refuse_unknown(level, ("leads",), level.value.leads, known["parties"], "partij", "party")
    _refuse_cycles(folder, lists["agreements"])


def _refuse_shared_ids(folder: Folder, entries: Iterable[Placed[Agreement]]) -> None:
    """A promise names a party or an agreement, so that no two of them may bear one id."""
    seen: dict[str, str] = {}
    for entry in entries:
        kind = str(entry.at[0])
        first = seen.setdefault(entry.value.id, kind)
        if first != kind:
            folder.problems.append(
                entry.problem(
                    ("id",),
                    f"deze id staat ook onder {first}.",
                    f"this id also stands under {first}.",
                    Text(nl="Geef elk onderdeel een eigen id.", en="Give every entry an id of its own."),
                    value=entry.value.id,
                )
            )


def _check_agreement(folder: Folder, entry: Placed[Agreement], known: Mapping[str, set[str]]) -> None:
    found = entry.value
    party = known["parties"]
    for k, tag in enumerate(found.situations):
        folder.refuse_unknown(entry, ("situations", k), tag, situation_ids(), "situatie", "situation")
    for field in ("asked", "decides", "coordinates"):
        name = getattr(found, field)
        if name is not None:
            folder.refuse_unknown(entry, (field,), name, party, "partij", "party")
    for k, name in enumerate(found.asks):
        folder.refuse_unknown(entry, ("asks", k), name, party, "partij", "party")
    for k, power in enumerate(found.powers):
        folder.refuse_unknown(entry, ("powers", k, "party"), power.party, party, "partij", "party")
        for m, name in enumerate(power.hands_over_to):
            folder.refuse_unknown(entry, ("powers", k, "hands_over_to", m), name, party, "partij", "party")
    if found.procedure.signature is not None:
        folder.refuse_unknown(entry, ("procedure", "signature"), found.procedure.signature, party, "partij", "party")
    for k, step in enumerate(found.procedure.steps):
        for field in ("by", "to"):
            folder.refuse_unknown(
                entry, ("procedure", "steps", k, field), getattr(step, field), party, "partij", "party"
            )
    for k, name in enumerate(found.requires):
        folder.refuse_unknown(entry, ("requires", k), name, known["agreements"], "afspraak", "agreement")


def _check_unit(folder: Folder, entry: Placed[Unit], known: Mapping[str, set[str]]) -> None:
    found = entry.value
    folder.refuse_unknown(entry, ("party",), found.party, known["parties"], "partij", "party")
    for k, name in enumerate(found.capabilities):
        folder.refuse_unknown(entry, ("capabilities", k), name, known["capabilities"], "capaciteit", "capability")
    for k, name in enumerate(found.agreements):
        folder.refuse_unknown(entry, ("agreements", k), name, known["agreements"], "afspraak", "agreement")
    for k, travel in enumerate(found.travel_to):
        folder.refuse_unknown(entry, ("travel_to", k, "site"), travel.site, known["sites"], "plaats", "site")
    for k, promise in enumerate(found.committed):
        folder.refuse_unknown(
            entry,
            ("committed", k, "to"),
            promise.to,
            known["parties"] | known["agreements"],
            "partij of afspraak",
            "party or agreement",
        )


def _refuse_cycles(folder: Folder, entries: Iterable[Placed[Agreement]]) -> None:
    places = {e.value.id: e for e in entries}
    for circle in cycles({id_: e.value.requires for id_, e in places.items()}):
        shown = " → ".join((*circle, circle[0]))
        folder.problems.append(
            places[circle[0]].problem(
                ("requires",),
                f"deze afspraken wachten op elkaar: {shown}.",
                f"these agreements wait for each other: {shown}.",
                Text(nl="Haal een van de verwijzingen weg.", en="Remove one of the references."),
            )
        )
