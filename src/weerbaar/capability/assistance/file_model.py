# SPDX-License-Identifier: EUPL-1.2
"""What ``assistance.yaml`` may hold: shifts, regions, demand for police work, and everybody who can help."""

from __future__ import annotations

import datetime
import math
from typing import Annotated, Literal

from pydantic import Field, model_validator

from weerbaar.base import Explained, FileModel, Text
from weerbaar.dossier import Mark, Quantity, Slug, Title

ASSISTANCE_FILE = "assistance.yaml"
POLICE = "police"
"""The party whose officers do the basic care; its help to another region is assistance too."""

TaskName = Literal["basic", "riot", "guarding", "traffic", "logistics"]
TASKS: tuple[TaskName, ...] = ("basic", "riot", "guarding", "traffic", "logistics")
"""Basic police care, riot control (in platoons), guarding objects, traffic, logistics."""

VariantName = Literal["low", "expected", "high"]
VARIANTS: tuple[VariantName, ...] = ("low", "expected", "high")

Hours = Annotated[float, Field(ge=0, le=10_000)]
Count = Annotated[int, Field(ge=0, le=100_000)]
Share = Annotated[float, Field(ge=0, le=1)]


class Shift(FileModel):
    """A stretch of work; shifts follow each other and do not overlap.

    Attributes:
        start_h: hours after the beginning of the file.
    """

    id: Slug
    title: Title | None = None
    start_h: Annotated[float, Field(ge=-10_000, le=10_000)]
    hours: Annotated[float, Field(gt=0, le=48)]

    @property
    def end_h(self) -> float:
        """Hours after the beginning of the file at which it ends."""
        return self.start_h + self.hours


class Region(FileModel):
    """A safety region, a police unit or a municipality: whatever the demand is stated for.

    Attributes:
        municipality: whose request it is where a line of demand names no other.
        authority: who signs the request; the mayor of the municipality when not given.
        lat, lon: where it is reached, in degrees; only needed where travel times are not listed.
        weight: how heavily a shortage here counts in the totals.
        incident_share: part of the incidents of the country, where basic care is derived from incidents.
    """

    id: Slug
    name: Title
    municipality: Title | None = None
    authority: Title | None = None
    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    lon: Annotated[float, Field(ge=-180, le=180)] | None = None
    weight: Annotated[float, Field(gt=0, le=1000)] = 1.0
    incident_share: Share | None = None

    @model_validator(mode="after")
    def _both_or_neither(self) -> Region:
        if (self.lat is None) != (self.lon is None):
            raise Explained("lat en lon horen bij elkaar.", "lat and lon go together.")
        return self


class Journey(FileModel):
    """Hours between two regions, both ways."""

    between: Annotated[tuple[Slug, Slug], Field(min_length=2, max_length=2)]
    hours: Hours


class Travel(FileModel):
    """How long it takes from one region to another.

    Attributes:
        journeys: as listed; they go before what follows from coordinates.
        speed_kmh, detour: for coordinates: distance as the crow flies, times the detour, at this speed.
        at_most_h: nobody is sent further than this.
    """

    journeys: tuple[Journey, ...] = ()
    speed_kmh: Annotated[float, Field(gt=0, le=1000)] | None = None
    detour: Annotated[float, Field(ge=1, le=5)] = 1.3
    at_most_h: Hours | None = None


class Party(FileModel):
    """Somebody who can help; the order of the list is the order in which they are asked.

    Attributes:
        tasks: all that this party may ever do.
        cost: of an hour of its assistance, to weigh parties against each other; each party counts four times as heavily
            as the one before it when not given.
        legal: legal basis of its assistance, as it stands in the request.
        desk: where the request goes.
    """

    id: Slug
    name: Title
    tasks: Annotated[tuple[TaskName, ...], Field(min_length=1)]
    legal: Text
    desk: Title | None = None
    cost: Annotated[float, Field(gt=0, le=1e5)] | None = None
    source: tuple[str, ...] = ()
    mark: Mark = "found"


class IncidentClass(FileModel):
    """A class of incidents: its part of the number and of the time, and how much more often it happens now."""

    id: Slug
    name: Title
    incidents: Annotated[float, Field(ge=0)]
    time: Annotated[float, Field(ge=0)]
    factor: Annotated[float, Field(ge=0, le=100)] = 1.0


class Incidents(FileModel):
    """What basic care follows from, where no number of officers is stated.

    Attributes:
        per_year: incidents in the country for which a car is sent.
        mean_handling_h: hours that a car is busy with one, on average over the classes.
        crew: officers in a car.
        within_min, level: so many of the incidents wait no longer than this for a car.
        profile: relative number of incidents per hour of the day, from midnight; its mean counts as 1.
        classes: with numbers and times in any unit, for instance percentages.
    """

    per_year: Annotated[float, Field(gt=0, le=1e9)]
    mean_handling_h: Annotated[float, Field(gt=0, le=100)]
    crew: Annotated[int, Field(ge=1, le=100)] = 2
    within_min: Annotated[float, Field(ge=0, le=1440)]
    level: Annotated[float, Field(gt=0, lt=1)]
    profile: Annotated[tuple[Annotated[float, Field(ge=0)], ...], Field(min_length=24, max_length=24)] = (1.0,) * 24
    classes: Annotated[tuple[IncidentClass, ...], Field(min_length=1)]
    source: tuple[str, ...] = ()
    mark: Mark = "found"

    @model_validator(mode="after")
    def _something_happens(self) -> Incidents:
        if not sum(self.profile) > 0:
            raise Explained("in profile is elk uur 0.", "every hour of profile is 0.")
        if not sum(c.incidents for c in self.classes) > 0 or not sum(c.time for c in self.classes) > 0:
            raise Explained(
                "de klassen hebben samen geen incidenten of tijd.", "the classes have no incidents or time."
            )
        if any(c.time > 0 and not c.incidents for c in self.classes):
            raise Explained("een klasse met tijd heeft ook incidenten.", "a class with time has incidents too.")
        return self


class ThreeVariants(FileModel):
    """An amount in three named variants."""

    low: Annotated[float, Field(ge=0, le=1e6)]
    expected: Annotated[float, Field(ge=0, le=1e6)]
    high: Annotated[float, Field(ge=0, le=1e6)]

    @model_validator(mode="after")
    def _in_order(self) -> ThreeVariants:
        if not self.low <= self.expected <= self.high:
            raise Explained("low, expected en high lopen op.", "low, expected and high ascend.")
        return self


class Demand(FileModel):
    """What is needed in one region: platoons for the task riot, persons for every other task.

    Attributes:
        shifts: in which; all of them when not given.
        amount, variants: a number or a distribution, or three named variants; one of both.
        municipality: within the region, where that asks for itself; ``authority`` signs its request.
    """

    region: Slug
    task: TaskName
    shifts: tuple[Slug, ...] = ()
    amount: Quantity | None = None
    variants: ThreeVariants | None = None
    municipality: Title | None = None
    authority: Title | None = None
    reason: Text | None = None
    source: tuple[str, ...] = ()
    mark: Mark = "found"

    @model_validator(mode="after")
    def _one_amount(self) -> Demand:
        if (self.amount is None) == (self.variants is None):
            raise Explained("geef amount of variants, een van beide.", "give amount or variants, one of both.")
        if self.amount is not None and not 0 <= float(self.amount.ppf(0.0)) <= float(self.amount.ppf(0.999)) <= 1e6:
            raise Explained("amount is niet negatief en hooguit een miljoen.", "amount is from 0 to a million.")
        return self


class Rest(FileModel):
    """How long somebody works and rests.

    Attributes:
        max_hours, window_h: at most so many hours of work in any stretch of so many hours; None: no limit.
        rest_h: rest between two shifts, on top of the journey home and back.
    """

    max_hours: Annotated[float, Field(gt=0, le=1000)] | None = None
    window_h: Annotated[float, Field(gt=0, le=1000)] = 24.0
    rest_h: Hours = 0.0


class OfficersOnDuty(FileModel):
    """Police officers on the roster of a region, riot duty and assistance elsewhere not yet taken out.

    Attributes:
        shifts: in which; all of them when not given.
        notice_h: before they can leave for another region.
    """

    region: Slug
    shifts: tuple[Slug, ...] = ()
    officers: Count
    notice_h: Hours = 0.0
    confidential: bool = False
    source: tuple[str, ...] = ()
    mark: Mark = "found"


class FormablePlatoons(Rest):
    """Riot platoons that a region can form out of officers on duty; while out they are missed in basic care.

    Attributes:
        platoons: teams that exist; each works and rests by the rules.
        qualified: riot officers on duty in a shift, which bounds how many can be formed at once; None: no bound.
        confidential: unless said otherwise, because the national riot strength is not public.
    """

    id: Slug
    region: Slug
    platoons: Annotated[int, Field(ge=0, le=1000)]
    qualified: Count | None = None
    shifts: tuple[Slug, ...] = ()
    notice_h: Hours = 0.0
    confidential: bool = True
    source: tuple[str, ...] = ()
    mark: Mark = "found"


class Promise(FileModel):
    """A shift in which a unit is already spoken for: here, for a task, or elsewhere."""

    shift: Slug
    region: Slug | None = None
    task: TaskName | None = None
    elsewhere: Title | None = None

    @model_validator(mode="after")
    def _here_or_elsewhere(self) -> Promise:
        here = self.region is not None and self.task is not None
        if here == (self.elsewhere is not None) or (self.region is None) != (self.task is None):
            raise Explained("geef region en task, of elsewhere.", "give region and task, or elsewhere.")
        return self


class Unit(Rest):
    """A unit that comes on top of the officers on duty.

    Attributes:
        size: persons in all.
        part: persons of the smallest part that is sent alone; the whole unit when not given. For the task riot every
            part is one platoon.
        tasks: what it can do, within what its party may do.
        notice_h: hours from the request until it can leave.
        shifts: in which it is available; all of them when not given.
        promised: shifts in which the whole unit is spoken for.
    """

    id: Slug
    name: Title | None = None
    party: Slug
    region: Slug
    size: Annotated[int, Field(ge=1, le=100_000)]
    part: Annotated[int, Field(ge=1, le=100_000)] | None = None
    tasks: Annotated[tuple[TaskName, ...], Field(min_length=1)]
    notice_h: Hours = 0.0
    shifts: tuple[Slug, ...] = ()
    promised: tuple[Promise, ...] = ()
    confidential: bool = False
    source: tuple[str, ...] = ()
    mark: Mark = "found"

    @model_validator(mode="after")
    def _whole_parts(self) -> Unit:
        if self.part is not None and self.size % self.part:
            raise Explained("size is een veelvoud van part.", "size is a multiple of part.")
        return self


class AssistanceFile(FileModel):
    """``assistance.yaml``.

    Attributes:
        statement: what a reader must know about these data before reading any result.
        data: ``illustrative`` when the numbers are made up to show how it works.
        begin: local date and time of hour 0.
        request_h: hour at which the requests go out.
        platoon_officers: officers that a formed platoon takes out of other work for a shift.
        basic_floor: part of basic care that must be kept everywhere; below it, basic care is said to break.
        variant_shares: probabilities of low, expected and high, for draws of amounts that are given so.
        dependence: correlation between the amounts of different lines, 0 to 1, for draws.
    """

    schema_version: Literal[1] = Field(alias="schema")
    id: Slug
    title: Title
    organisation: Title | None = None
    statement: Text
    data: Literal["judgements", "illustrative"]
    begin: datetime.datetime
    request_h: Annotated[float, Field(ge=-10_000, le=10_000)] = 0.0
    platoon_officers: Annotated[int, Field(ge=1, le=1000)] = 50
    basic_floor: Share = 1.0
    variant_shares: Annotated[tuple[Share, Share, Share], Field(min_length=3, max_length=3)] = (0.25, 0.5, 0.25)
    dependence: Share = 0.0
    travel: Travel = Travel()
    incidents: Incidents | None = None
    shifts: tuple[Shift, ...] = ()
    regions: tuple[Region, ...] = ()
    parties: tuple[Party, ...] = ()
    demand: tuple[Demand, ...] = ()
    officers: tuple[OfficersOnDuty, ...] = ()
    platoons: tuple[FormablePlatoons, ...] = ()
    units: tuple[Unit, ...] = ()

    @model_validator(mode="after")
    def _shares_add_up(self) -> AssistanceFile:
        if not math.isclose(sum(self.variant_shares), 1, abs_tol=1e-9):
            raise Explained("variant_shares zijn samen 1.", "variant_shares add up to 1.")
        if self.begin.tzinfo is not None:
            raise Explained("begin is plaatselijke tijd, zonder tijdzone.", "begin is local time, without a time zone.")
        return self
