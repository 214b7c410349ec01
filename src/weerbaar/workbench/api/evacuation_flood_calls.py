# SPDX-License-Identifier: EUPL-1.2
"""Floods, people by place, postal codes and mappings of a round, and the victims of a plan."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import numpy as np
from django.http import Http404, HttpRequest
from ninja import File, Query, Router, Status, UploadedFile
from pydantic import Field

from weerbaar.workbench.accounts.permissions import Action
from weerbaar.workbench.api.job_calls import JobOut, job_out
from weerbaar.workbench.api.opening import open_round
from weerbaar.workbench.api.schemas import (
    In,
    LevelName,
    Moment,
    Out,
    Pair,
    about,
    level_name,
    level_of,
    pair,
    who,
)
from weerbaar.workbench.evacuation import input_verbs, telling, verbs
from weerbaar.workbench.evacuation.flooding import (
    DECIDED_H,
    expected,
    exposed,
    leaving_of,
    needs_of,
    share_after_decision,
    victims_of,
    water_asked,
)
from weerbaar.workbench.evacuation.kept_flood import LAYERS
from weerbaar.workbench.evacuation.models import InputFile, InputKind, Plan
from weerbaar.workbench.evacuation.opening import input_for, inputs_for, plan_for
from weerbaar.workbench.evacuation.reading_process import SlowError

router = Router(tags=["evacuation"], by_alias=True)
_ROUND = "/rounds/{slug:round_slug}"
_PLAN = f"{_ROUND}/evacuation-plans/{{int:plan_id}}"
Kind = Literal["flood", "people", "places", "mapping"]
Key = Annotated[int, Field(ge=1, le=2_000_000_000)]
Hours = Annotated[float, Field(ge=0, le=240)]
Percentage = Annotated[float, Field(ge=0, le=100)]
Amount = Annotated[float, Field(ge=0, le=1e5)]


class EvacuationInputOut(Out):
    """A flood, people by place, postal codes by zone or a mapping of criteria; ``facts`` is what a list shows of it."""

    id: int
    kind: Kind
    name: str
    file: str
    facts: dict[str, Any]
    level: LevelName
    added: Moment
    added_by: str | None


class InputQuery(In):
    """Only of this kind."""

    kind: Kind | None = None


class LevelQuery(In):
    """Confidentiality; that of the round where none is given."""

    level: LevelName | None = None


class FloodQuery(LevelQuery):
    """Name and units of a flood, where the file does not say them."""

    name: Annotated[str, Field(max_length=200)] = ""
    depth_unit: Literal["m", "cm"] | None = None
    arrival_unit: Literal["s", "min", "h", "d"] | None = None
    rise_unit: Literal["m/s", "m/h"] | None = None


class FloodPeopleQuery(In):
    """Where people are: a table of people by place, or else a plan; one of both is needed."""

    people: Key | None = None
    plan: Key | None = None


class FloodZoneOut(Out):
    """People of a zone; ``first_h`` and ``half_h`` after the breach are null where no water comes or nobody knows."""

    zone: str
    flooded: float
    dry: float
    unknown: float
    first_h: float | None
    half_h: float | None
    by_depth: list[float]


class FloodExposureOut(Out):
    """Who gets water: ``depth_classes_m`` are the lower bounds of ``by_depth``; the last class is open."""

    flood: EvacuationInputOut
    basis: Pair
    depth_classes_m: list[float]
    zones: list[FloodZoneOut]


class WaterQuery(In):
    """The flood, where people are, and what is assumed; what is left out is not known."""

    flood: Key | None = None
    people: Key | None = None
    water: Literal["coast", "lake", "tidal_river", "river"] = "river"
    called_from: Hours | None = None
    called_to: Hours | None = None
    sheltered_pct_from: Percentage | None = None
    sheltered_pct_to: Percentage | None = None
    shelter_risk_pct_from: Percentage | None = None
    shelter_risk_pct_to: Percentage | None = None
    road_risk_from: Percentage | None = None
    road_risk_to: Percentage | None = None
    cut_off_pct: Percentage | None = None
    needs_days_from: Annotated[float, Field(ge=0, le=365)] | None = None
    needs_days_to: Annotated[float, Field(ge=0, le=365)] | None = None


class SpreadOut(Out):
    """The mean of the draws and where nine tenths of them lie."""

    mean: float
    low: float
    high: float


class AfterDecisionOut(Out):
    """The share out before the breach, by hours from the decision to it; ``best`` is null where not worked out."""

    decided_h: float
    out: SpreadOut
    best: float | None


class VictimsOut(Out):
    """Two results where it is not known how the water comes: low and high."""

    affected: float
    present_low: SpreadOut
    present_high: SpreadOut
    deaths_low: SpreadOut
    deaths_high: SpreadOut
    notes: list[Pair]


class NeedsOut(Out):
    """People without basic needs, and times the days that it lasts."""

    people: SpreadOut
    person_days: SpreadOut


class EvacuationWaterOut(Out):
    """Who is out before the breach; victims and needs are null where too little was given."""

    expected: SpreadOut
    after_decision: list[AfterDecisionOut]
    victims: VictimsOut | None
    needs: NeedsOut | None


def _out(row: InputFile) -> Any:
    return EvacuationInputOut.of(row, level=level_name(row.level), added_by=who(row.added_by))


def _level(chosen: LevelQuery) -> int | None:
    return level_of(chosen.level) if chosen.level else None


def typed(given: In) -> dict[str, str]:
    """Return what was asked as a form has it."""
    said = {name: value for name, value in given.model_dump().items() if value is not None}
    return {name: value.isoformat() if name == "starts" else str(value) for name, value in said.items()}


def chosen_input(request: HttpRequest, pk: int | None, kind: str) -> InputFile | None:
    """Return an input file of a kind; None where none was chosen."""
    return None if pk is None else input_for(request, pk, kind)


def plan_and_study(request: HttpRequest, plan_id: int) -> tuple[Plan, Any]:
    """Return a plan and its study.

    Raises:
        Http404: there is none that the caller may know of, or it was not worked out.
    """
    plan = plan_for(request, plan_id)
    study = telling.study_of(plan)
    if study is None:
        raise Http404
    return plan, study


@router.get(
    f"{_ROUND}/evacuation-inputs",
    response=list[EvacuationInputOut],
    **about("listEvacuationInputs", "Floods, people by place, postal codes and mappings of a round"),
)
def list_inputs(request: HttpRequest, round_slug: str, chosen: Query[InputQuery]) -> Any:
    """Return those that the caller may see."""
    open_round(request, round_slug)
    kinds = [chosen.kind] if chosen.kind else list(InputKind.values)
    return [_out(row) for kind in kinds for row in inputs_for(request, kind)]


@router.delete(
    f"{_ROUND}/evacuation-inputs/{{int:input_id}}",
    response={204: None},
    **about("removeEvacuationInput", "Take an input file away"),
)
def remove_input(request: HttpRequest, round_slug: str, input_id: int) -> Any:
    """Take it away."""
    round_ = open_round(request, round_slug, Action.WRITE)
    input_verbs.remove_input(request, round_, input_for(request, input_id))


@router.post(
    f"{_ROUND}/evacuation-floods",
    response={201: EvacuationInputOut, 202: JobOut},
    **about("createFlood", "Read in a flood"),
)
def create_flood(
    request: HttpRequest,
    round_slug: str,
    chosen: Query[FloodQuery],
    given: File[UploadedFile],
    arrival: File[UploadedFile | None] = None,
    rise: File[UploadedFile | None] = None,
    velocity: File[UploadedFile | None] = None,
) -> Any:
    """Read, check and keep it: a GeoTIFF of the depth with one for each other layer, or NetCDF or CSV with all.

    What takes more than some seconds is read as a computation; getEvacuationReading says what came of it.
    """
    round_ = open_round(request, round_slug, Action.WRITE)
    layers = zip(LAYERS, (given, arrival, rise, velocity), strict=True)
    files = {layer: (one.name or "", one.read()) for layer, one in layers if one is not None}
    units = {layer: unit for layer in LAYERS if (unit := getattr(chosen, f"{layer}_unit", None))}
    try:
        row = input_verbs.add_flood(request, round_, files=files, units=units, name=chosen.name, level=_level(chosen))
    except SlowError as slow:
        return Status(202, job_out(request, verbs.ask_reading(request, round_, slow.sent, level=_level(chosen))))
    return Status(201, _out(row))


@router.post(
    f"{_ROUND}/evacuation-floods/examples",
    response={201: EvacuationInputOut},
    **about("createFloodFromExample", "Take up the made-up flood that comes with Weerbaar"),
)
def create_flood_from_example(request: HttpRequest, round_slug: str, chosen: Query[LevelQuery]) -> Any:
    """Take it up."""
    round_ = open_round(request, round_slug, Action.WRITE)
    return _out(input_verbs.add_example_flood(request, round_, level=_level(chosen)))


@router.get(
    f"{_ROUND}/evacuation-floods/{{int:input_id}}",
    response=FloodExposureOut,
    **about("getFlood", "Who gets water in a flood, how deep and when"),
)
def get_flood(request: HttpRequest, round_slug: str, input_id: int, chosen: Query[FloodPeopleQuery]) -> Any:
    """Return it, by zone."""
    from weerbaar.evacuation.flood import DEPTH_CLASSES_M

    open_round(request, round_slug)
    row = input_for(request, input_id, InputKind.FLOOD)
    plan = None if chosen.plan is None else plan_for(request, chosen.plan)
    found = exposed(row, chosen_input(request, chosen.people, InputKind.PEOPLE), plan)
    exposure = found.exposure
    first, half, by_depth = exposure.first_water_s(), exposure.first_water_s(0.5), exposure.people_by_depth()
    zones = [
        FloodZoneOut(
            zone=zone,
            flooded=float(exposure.flooded_people[at]),
            dry=float(exposure.dry_people[at]),
            unknown=float(exposure.outside_people[at]),
            first_h=_hours(first[at]),
            half_h=_hours(half[at]),
            by_depth=by_depth[at].tolist(),
        )
        for at, zone in enumerate(exposure.zones)
    ]
    return FloodExposureOut(
        flood=_out(row), basis=pair(found.basis), depth_classes_m=list(DEPTH_CLASSES_M), zones=zones
    )


@router.post(
    f"{_ROUND}/evacuation-people-tables",
    response={201: EvacuationInputOut},
    **about("createEvacuationPeople", "Read in people by place"),
)
def create_people(request: HttpRequest, round_slug: str, chosen: Query[LevelQuery], given: File[UploadedFile]) -> Any:
    """Read, check and keep them: CSV with zone, x, y and people."""
    round_ = open_round(request, round_slug, Action.WRITE)
    name, content = given.name or "", given.read()
    return _out(input_verbs.add_people(request, round_, name=name, content=content, level=_level(chosen)))


@router.post(
    f"{_ROUND}/evacuation-mappings",
    response={201: EvacuationInputOut},
    **about("createEvacuationMapping", "Read in which effect answers which criterion"),
)
def create_mapping(request: HttpRequest, round_slug: str, chosen: Query[LevelQuery], given: File[UploadedFile]) -> Any:
    """Read, check and keep it: YAML."""
    round_ = open_round(request, round_slug, Action.WRITE)
    name, content = given.name or "", given.read()
    return _out(input_verbs.add_mapping(request, round_, name=name, content=content, level=_level(chosen)))


@router.post(
    f"{_PLAN}/places",
    response={201: EvacuationInputOut},
    **about("createEvacuationPlaces", "Read in postal codes or villages in zones of a plan"),
)
def create_places(
    request: HttpRequest, round_slug: str, plan_id: int, chosen: Query[LevelQuery], given: File[UploadedFile]
) -> Any:
    """Read, check and keep them: CSV with place, zone and name."""
    round_ = open_round(request, round_slug, Action.WRITE)
    network, name, content = plan_for(request, plan_id).network, given.name or "", given.read()
    return _out(
        input_verbs.add_places(request, round_, network=network, name=name, content=content, level=_level(chosen))
    )


@router.get(
    f"{_PLAN}/water",
    response=EvacuationWaterOut,
    **about("getEvacuationWater", "Who is out before the breach, expected victims and people without basic needs"),
)
def get_water(request: HttpRequest, round_slug: str, plan_id: int, chosen: Query[WaterQuery]) -> Any:
    """Return it; victims only with a flood and all that is assumed of them."""
    open_round(request, round_slug)
    plan, study = plan_and_study(request, plan_id)
    asked = water_asked(typed(chosen))
    leaving = leaving_of(plan, study)
    curve, bound = leaving.curve, leaving.best
    mine = share_after_decision(curve, asked.water, DECIDED_H, plan.pk)
    best = None if bound is None else share_after_decision(bound, asked.water, DECIDED_H, plan.pk)
    found = needs = None
    flood = chosen_input(request, chosen.flood, InputKind.FLOOD)
    if flood is not None:
        here = exposed(flood, chosen_input(request, chosen.people, InputKind.PEOPLE), plan)
        found = victims_of(here, curve, asked, plan.pk)
        needs = None if found is None else needs_of(here, curve, found, asked, plan.pk)
    return EvacuationWaterOut(
        expected=_spread(expected(curve, asked.water, plan.pk).expected),
        after_decision=[
            AfterDecisionOut(
                decided_h=hour, out=_spread(mine[at]), best=None if best is None else float(best[at].mean())
            )
            for at, hour in enumerate(DECIDED_H)
        ],
        victims=None
        if found is None
        else VictimsOut(
            affected=float(found.affected.sum()),
            present_low=_spread(found.present_low.sum(0)),
            present_high=_spread(found.present_high.sum(0)),
            deaths_low=_spread(found.deaths_low.sum(0)),
            deaths_high=_spread(found.deaths_high.sum(0)),
            notes=[pair(note) for note in found.notes],
        ),
        needs=None
        if needs is None
        else NeedsOut(people=_spread(needs.people.sum(0)), person_days=_spread(needs.person_days.sum(0))),
    )


def _hours(seconds: float | None) -> float | None:
    return None if seconds is None else seconds / 3600


def _spread(values: Any) -> SpreadOut:
    low, high = np.quantile(values, (0.05, 0.95))
    return SpreadOut(mean=float(values.mean()), low=float(low), high=float(high))
