# SPDX-License-Identifier: EUPL-1.2
"""``cooperation.yaml``: parties, agreements between them, response units, and how the crisis structure is built."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import Field, model_validator

from weerbaar.base import Explained, FileModel, Text
from weerbaar.dossier import Mark, Name, Slug, Title

COOPERATION_FILE = "cooperation.yaml"

Layer = Literal["municipal", "regional", "national", "bilateral", "EU", "NATO", "UN", "private"]
LAYERS: tuple[Layer, ...] = ("municipal", "regional", "national", "bilateral", "EU", "NATO", "UN", "private")
LAYER_WORDS: dict[Layer, Text] = {
    "municipal": Text(nl="gemeente", en="municipality"),
    "regional": Text(nl="regio", en="region"),
    "national": Text(nl="Rijk", en="state"),
    "bilateral": Text(nl="bilateraal", en="bilateral"),
    "EU": Text(nl="EU", en="EU"),
    "NATO": Text(nl="NAVO", en="NATO"),
    "UN": Text(nl="VN", en="UN"),
    "private": Text(nl="particulier", en="private"),
}

PowerKind = Literal["command", "coordinate", "deploy", "enter", "detain", "quarantine", "inform", "advise", "decide"]
POWER_WORDS: dict[PowerKind, Text] = {
    "command": Text(nl="bevel voeren", en="command"),
    "coordinate": Text(nl="coördineren", en="coordinate"),
    "decide": Text(nl="besluiten", en="decide"),
    "deploy": Text(nl="inzetten", en="deploy"),
    "enter": Text(nl="betreden", en="enter premises"),
    "detain": Text(nl="aanhouden", en="detain"),
    "quarantine": Text(nl="afzonderen", en="quarantine"),
    "inform": Text(nl="informeren", en="inform"),
    "advise": Text(nl="adviseren", en="advise"),
}

Hours = Annotated[float, Field(ge=0, le=10_000)]
Span = Annotated[float, Field(gt=0, le=100_000)]
Tags = Annotated[tuple[str, ...], Field(min_length=1)]
MOST_OF_ONE = 100
"""Steps, powers, promises and names that one entry can hold; more is no register but an accident."""
Slugs = Annotated[tuple[Slug, ...], Field(max_length=MOST_OF_ONE)]
UnitField = Literal["size", "times", "self_sufficient_h", "committed", "certificate", "note"]


def _dates_in_order(first: datetime.date | None, last: datetime.date | None, names: tuple[str, str]) -> None:
    if first and last and first > last:
        raise Explained(f"{names[1]} ligt voor {names[0]}.", f"{names[1]} lies before {names[0]}.")


class Party(FileModel):
    """Someone who can act, decide, or be asked.

    Attributes:
        contact: where it is reached day and night; empty where nobody wrote it down.
        confidential_contact: the contact must not leave the organisation.
    """

    id: Slug
    name: Title
    layer: Layer
    contact: Name = ""
    confidential_contact: bool = False
    source: tuple[Name, ...] = ()
    mark: Mark = "found"
    note: Text | None = None


class Power(FileModel):
    """What an agreement lets a party do.

    Attributes:
        when: ``own`` without being asked, ``asked`` once the request was granted; ``asked`` where somebody may ask.
        from_h: hours after the start of the situation for an own power, after the grant for the others.
        until_h: on the same clock; None for as long as the situation lasts.
        hands_over_to: parties that take this power over, so that the two claims are no conflict.
    """

    party: Slug
    power: PowerKind
    when: Literal["own", "asked"] | None = None
    from_h: Hours = 0.0
    until_h: Hours | None = None
    condition: Text | None = None
    limits: Text | None = None
    hands_over_to: Slugs = ()

    @model_validator(mode="after")
    def _in_order(self) -> Power:
        if self.until_h is not None and self.until_h <= self.from_h:
            raise Explained("until_h ligt niet na from_h.", "until_h does not lie after from_h.")
        return self


class Step(FileModel):
    """One step of a request: who does it, who has it in hand afterwards.

    Attributes:
        hours: that it takes; None where nobody has said.
    """

    by: Slug
    to: Slug
    hours: Hours | None = None
    text: Text | None = None


class Procedure(FileModel):
    """How a request is made: on what form, signed by whom, in which steps, in their order."""

    form: Title | None = None
    signature: Slug | None = None
    steps: Annotated[tuple[Step, ...], Field(max_length=MOST_OF_ONE)] = ()


class Exercised(FileModel):
    """When an agreement was last put to the test, and what came of it."""

    on: datetime.date
    result: Text
    lesson: Text | None = None


class Agreement(FileModel):
    """A law, treaty, plan or contract that says who may do what, and who must be asked.

    Attributes:
        situations: tags of the vocabulary.
        asks: parties that may make the request; none when no request is needed.
        asked: the party that receives it.
        decides: the party that grants it; None where nobody has said.
        requires: agreements that must have been called on first.
        verify: to be checked against the text of the law before anybody relies on it; every answer says so.
        confidential: nothing of it may leave the organisation.
    """

    id: Slug
    title: Title
    kind: Literal["law", "treaty", "plan", "covenant", "contract"]
    layer: Layer
    situations: Tags
    asks: Slugs = ()
    asked: Slug | None = None
    decides: Slug | None = None
    coordinates: Slug | None = None
    powers: Annotated[tuple[Power, ...], Field(max_length=MOST_OF_ONE)] = ()
    procedure: Procedure = Procedure()
    requires: Slugs = ()
    valid_from: datetime.date | None = None
    valid_until: datetime.date | None = None
    legal_basis: Title | None = None
    last_exercised: Exercised | None = None
    verify: bool = False
    confidential: bool = False
    source: tuple[Name, ...] = ()
    mark: Mark = "found"
    note: Text | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Agreement:
        _dates_in_order(self.valid_from, self.valid_until, ("valid_from", "valid_until"))
        if not self.asks and (self.asked or self.requires or self.procedure.steps):
            raise Explained(
                "asked, requires en procedure.steps vragen om asks: wie mag het verzoek doen?",
                "asked, requires and procedure.steps need asks: who may make the request?",
            )
        if not self.asks and any(p.when == "asked" for p in self.powers):
            raise Explained(
                "een bevoegdheid na verzoek (when: asked) vraagt om asks: wie mag het verzoek doen?",
                "a power after a request (when: asked) needs asks: who may make the request?",
            )
        return self


class Commitment(FileModel):
    """To whom a unit was promised, and which part of it.

    Attributes:
        to: a party or an agreement.
        share: of the unit, 0 to 1.
        first, last: days of the promise (``from`` and ``until``), both included; None: no limit.
    """

    to: Slug
    region: Name = ""
    share: Annotated[float, Field(gt=0, le=1)] = 1.0
    first: datetime.date | None = Field(default=None, alias="from")
    last: datetime.date | None = Field(default=None, alias="until")

    @model_validator(mode="after")
    def _in_order(self) -> Commitment:
        _dates_in_order(self.first, self.last, ("from", "until"))
        return self


class Certificate(FileModel):
    """A certificate without which the unit may not be sent."""

    name: Title
    expires: datetime.date | None = None


class Travel(FileModel):
    """Hours on the way to one site, instead of the usual ones."""

    site: Slug
    hours: Hours


class Unit(FileModel):
    """A response unit.

    Attributes:
        capabilities: ids of the list ``capabilities``.
        notice_h: from the call until it is ready.
        departure_h: from ready until it leaves.
        travel_h: on the way.
        arrival_h: from the call until it is on site, where only that is known; instead of the other three.
        self_sufficient_h: it works so long without being supplied.
        agreements: under which it can be called; none when its party sends it of its own accord.
        confidential: nothing of it may leave the organisation.
        confidential_fields: these must not; results derived from them neither.
    """

    id: Slug
    name: Title
    party: Slug
    capabilities: Annotated[tuple[Slug, ...], Field(min_length=1, max_length=MOST_OF_ONE)]
    size: Annotated[float, Field(gt=0)] | None = None
    size_unit: Title | None = None
    notice_h: Hours | None = None
    departure_h: Hours | None = None
    travel_h: Hours | None = None
    arrival_h: Hours | None = None
    travel_to: Annotated[tuple[Travel, ...], Field(max_length=MOST_OF_ONE)] = ()
    self_sufficient_h: Span | None = None
    agreements: Slugs = ()
    committed: Annotated[tuple[Commitment, ...], Field(max_length=MOST_OF_ONE)] = ()
    certificate: Certificate | None = None
    valid_from: datetime.date | None = None
    valid_until: datetime.date | None = None
    verify: bool = False
    confidential: bool = False
    confidential_fields: tuple[UnitField, ...] = ()
    source: tuple[Name, ...] = ()
    mark: Mark = "found"
    note: Text | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Unit:
        _dates_in_order(self.valid_from, self.valid_until, ("valid_from", "valid_until"))
        parts = (self.notice_h, self.departure_h, self.travel_h)
        if self.arrival_h is not None and (self.travel_to or any(part is not None for part in parts)):
            raise Explained(
                "arrival_h staat in plaats van notice_h, departure_h, travel_h en travel_to.",
                "arrival_h stands instead of notice_h, departure_h, travel_h and travel_to.",
            )
        if (self.size is None) != (self.size_unit is None):
            raise Explained("size en size_unit horen bij elkaar.", "size and size_unit go together.")
        return self


class Site(FileModel):
    """A place for which travel times can differ."""

    id: Slug
    name: Title


class CapabilityName(FileModel):
    """The words of a capability that units have."""

    id: Slug
    name: Title


class Demand(FileModel):
    """A capability that a situation asks for within so many hours."""

    situation: str
    capability: Slug
    within_h: Hours
    source: tuple[Name, ...] = ()
    mark: Mark = "found"


class StructureLevel(FileModel):
    """One level of the crisis structure, as it was during some years.

    Attributes:
        level: how it is called, for instance GRIP 3.
        body: the team that meets.
        leads: the party at its head.
        basis: of law, where it has one.
    """

    id: Slug
    level: Title
    layer: Layer
    body: Title
    leads: Slug
    valid_from: datetime.date | None = None
    valid_until: datetime.date | None = None
    basis: Title | None = None
    verify: bool = False
    source: tuple[Name, ...] = ()
    mark: Mark = "found"
    note: Text | None = None

    @model_validator(mode="after")
    def _in_order(self) -> StructureLevel:
        _dates_in_order(self.valid_from, self.valid_until, ("valid_from", "valid_until"))
        return self


class CooperationFile(FileModel):
    """``cooperation.yaml``.

    Attributes:
        statement: what a reader must know before relying on anything in it.
        data: ``illustrative`` when times and units were made up to show how it works.
    """

    schema_version: Literal[1] = Field(alias="schema")
    title: Title
    statement: Text
    data: Literal["inventory", "illustrative"]
    parties: tuple[Party, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    units: tuple[Unit, ...] = ()
    capabilities: tuple[CapabilityName, ...] = ()
    sites: tuple[Site, ...] = ()
    demands: tuple[Demand, ...] = ()
    structure: tuple[StructureLevel, ...] = ()


LISTS: dict[str, type[FileModel]] = {
    "parties": Party,
    "agreements": Agreement,
    "units": Unit,
    "capabilities": CapabilityName,
    "sites": Site,
    "demands": Demand,
    "structure": StructureLevel,
}
"""Lists of the file to the model of one entry."""
