# SPDX-License-Identifier: EUPL-1.2
"""The register in memory: parties, agreements and units by id, what holds on a day, and what may leave the house."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from weerbaar.base import Text
from weerbaar.capability.cooperation.file_model import (
    Agreement,
    CooperationFile,
    Demand,
    Party,
    StructureLevel,
    Unit,
)

Validity = Literal["valid", "not-yet", "expired"]


@dataclass(frozen=True)
class Register:
    """A register in which every name refers to something.

    Attributes:
        withheld: ids of agreements and units that are confidential and were left out; of agreements that others
            require, so that what hangs on them is not called possible.
        withheld_fields: number of single fields that were left out.
        input_hash: sha256 of the file; of a public register that of what is left in it, on which nobody can try out
            what was left out.
    """

    title: Text
    statement: Text
    illustrative: bool
    parties: Mapping[str, Party]
    agreements: Mapping[str, Agreement]
    units: Mapping[str, Unit]
    capabilities: Mapping[str, Text]
    sites: Mapping[str, Text]
    demands: tuple[Demand, ...]
    structure: tuple[StructureLevel, ...]
    input_hash: str
    withheld: frozenset[str] = field(default=frozenset())
    withheld_fields: int = 0

    @classmethod
    def of(cls, file: CooperationFile, input_hash: str) -> Register:
        """Return the register of a file in which everything was checked."""
        return cls(
            title=file.title,
            statement=file.statement,
            illustrative=file.data == "illustrative",
            parties={p.id: p for p in file.parties},
            agreements={a.id: a for a in file.agreements},
            units={u.id: u for u in file.units},
            capabilities={c.id: c.name for c in file.capabilities},
            sites={s.id: s.name for s in file.sites},
            demands=file.demands,
            structure=file.structure,
            input_hash=input_hash,
        )

    def name(self, id_: str) -> Text:
        """Return the words of a party, agreement or unit; something withheld is called confidential.

        Raises:
            KeyError: nothing has this id.
        """
        if id_ in self.parties:
            return self.parties[id_].name
        if id_ in self.agreements:
            return self.agreements[id_].title
        if id_ in self.units:
            return self.units[id_].name
        if id_ in self.withheld:
            return Text(nl="(vertrouwelijk)", en="(confidential)")
        raise KeyError(id_)

    @property
    def withheld_count(self) -> int:
        """How many entries and single fields were left out."""
        return len(self.withheld) + self.withheld_fields

    def public(self) -> Register:
        """Return the register without anything confidential.

        Every result that may leave the house is computed from this one, so that nothing can be worked out from what
        was left out. A unit that can only be called under a confidential agreement is left out with it.
        """
        hidden = {a.id for a in self.agreements.values() if a.confidential}
        units: dict[str, Unit] = {}
        fields = 0
        for unit in self.units.values():
            callable_ = tuple(a for a in unit.agreements if a not in hidden)
            if unit.confidential or (unit.agreements and not callable_):
                hidden.add(unit.id)
                continue
            kept = tuple(c for c in unit.committed if c.to not in hidden)
            units[unit.id] = _without_fields(
                unit.model_copy(update={"agreements": callable_, "committed": kept}), unit.confidential_fields
            )
            fields += len(unit.confidential_fields)
        secret_contacts = [p.id for p in self.parties.values() if p.confidential_contact and p.contact]
        parties = {
            id_: p.model_copy(update={"contact": ""}) if id_ in secret_contacts else p
            for id_, p in self.parties.items()
        }
        public = replace(
            self,
            parties=parties,
            agreements={id_: a for id_, a in self.agreements.items() if id_ not in hidden},
            units=units,
            withheld=frozenset(hidden),
            withheld_fields=fields + len(secret_contacts),
        )
        return replace(public, input_hash=public.fingerprint()) if public.withheld_count else public

    def fingerprint(self) -> str:
        """Return the sha256 of everything that the register may tell."""
        agreements = [
            a.model_copy(update={"requires": tuple(r for r in a.requires if r not in self.withheld)})
            for a in self.agreements.values()
        ]
        lists = (self.parties.values(), agreements, self.units.values(), self.demands, self.structure)
        told: list[object] = [[entry.model_dump(mode="json", by_alias=True) for entry in found] for found in lists]
        told += [{id_: w.model_dump() for id_, w in named.items()} for named in (self.capabilities, self.sites)]
        told += [self.title.model_dump(), self.statement.model_dump(), self.illustrative]
        return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

    def view(self, *, confidential: bool) -> Register:
        """Return the whole register when that is asked for, and else what may leave the house."""
        return self if confidential else self.public()


def _without_fields(unit: Unit, fields: tuple[str, ...]) -> Unit:
    empty: dict[str, object] = {}
    for name in fields:
        match name:
            case "times":
                hours = ("notice_h", "departure_h", "travel_h", "arrival_h")
                empty |= dict.fromkeys(hours) | {"travel_to": ()}
            case "size":
                empty |= {"size": None, "size_unit": None}
            case "committed":
                empty["committed"] = ()
            case _:
                empty[name] = None
    return unit.model_copy(update=empty)


def validity(entry: Agreement | Unit | StructureLevel, on: datetime.date) -> Validity:
    """Return whether something holds on a day; its first and last day are included."""
    if entry.valid_from is not None and on < entry.valid_from:
        return "not-yet"
    if entry.valid_until is not None and on > entry.valid_until:
        return "expired"
    return "valid"


def structure_on(register: Register, on: datetime.date) -> tuple[StructureLevel, ...]:
    """Return the levels of the crisis structure as it was on a day, in the order of the file."""
    return tuple(level for level in register.structure if validity(level, on) == "valid")
