# SPDX-License-Identifier: EUPL-1.2
"""Evacuation plans: make and change them, have them worked out, what-if, and what follows for people."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from pydantic import Field

from weerbaar.workbench.accounts.permissions import Action
from weerbaar.workbench.api.job_calls import JobOut, job_out
from weerbaar.workbench.api.openapi import file_of, json_of
from weerbaar.workbench.api.opening import file, open_round, plain_json, require_more_than_reading
from weerbaar.workbench.api.schemas import (
    In,
    LevelName,
    Moment,
    Out,
    Page,
    Paging,
    Version,
    about,
    level_name,
    level_of,
    paged,
    who,
)
from weerbaar.workbench.audit import log
from weerbaar.workbench.evacuation import telling, verbs
from weerbaar.workbench.evacuation.export_views import FORMS, content_of
from weerbaar.workbench.evacuation.map_data import MapError, map_bytes
from weerbaar.workbench.evacuation.measures import stored
from weerbaar.workbench.evacuation.models import Plan
from weerbaar.workbench.evacuation.opening import networks_for, plan_for, plans_for
from weerbaar.workbench.evacuation.road_views import RoadRows
from weerbaar.workbench.evacuation.study_job import standing_of

router = Router(tags=["evacuation"], by_alias=True)
_PLACE = "/rounds/{slug:round_slug}/evacuation-plans"
_PLAN = f"{_PLACE}/{{int:plan_id}}"
Name = Annotated[str, Field(max_length=300)]
Hours = Annotated[float, Field(ge=0, le=240)]


class EvacuationMeasureIn(In):
    """What happens to a road or exit; ``place`` is its code, or its name where only one has that.

    ``share``: of the capacity that is left, or of the lanes that counts; null takes what is usual.
    ``speed`` and ``roads``: of the weather, empty for all roads. ``most_veh_h``: of metering on a road, or at a node
    where people set out.
    """

    kind: Literal["closure", "contraflow", "incident", "metering", "metering-node", "exit-closure", "weather"]
    place: Name = ""
    opposite: Name = ""
    from_h: Hours = 0.0
    to_h: Hours | None = None
    share: Annotated[float, Field(ge=0, le=1)] | None = None
    setup_h: Hours = 0.0
    speed: Annotated[float, Field(gt=0, le=1)] = 1.0
    roads: list[Name] = Field(default=[], max_length=1000)
    most_veh_h: Annotated[float, Field(gt=0, le=1e6)] | None = None


class DemandIn(In):
    """Who leaves: people by code of the zone, or a whole demand file as text; neither as the network states."""

    people: Annotated[dict[str, Annotated[float, Field(ge=0, le=2e7)]], Field(max_length=50_000)] | None = None
    hour: Annotated[float, Field(ge=0, lt=24)] = 12.0
    season: Literal["winter", "spring", "summer", "autumn"] = "winter"
    text: Annotated[str, Field(max_length=2_000_000)] = ""


class EvacuationPlanIn(In):
    """A plan in full."""

    network: int
    name: Annotated[str, Field(min_length=1, max_length=200)]
    note: Annotated[str, Field(max_length=20_000)] = ""
    scenario: Annotated[str, Field(max_length=80)] = ""
    demand: DemandIn | None = None
    routing: Literal["nearest", "free-flow", "instantaneous", "equilibrium", "managed"] = "instantaneous"
    measures: list[EvacuationMeasureIn] = Field(default=[], max_length=200)
    bin_min: Annotated[int, Field(ge=1, le=240)] = 15
    horizon_h: Annotated[float, Field(gt=0, le=240)] | None = None
    capacity_drop: Annotated[float, Field(ge=0, le=0.5)] = 0.0
    level: LevelName | None = None


class EvacuationPlanChange(EvacuationPlanIn):
    """A plan in full, and the version that the change is based on."""

    version: Version


class VersionQuery(In):
    """The version that is removed."""

    version: Version


class EvacuationPlanOut(Out):
    """A plan; ``state`` of its study: none, active, done or stale. ``name_en``: of a variant that nobody named."""

    id: int
    version: int
    name: str
    name_en: str
    note: str
    network: int
    scenario: str | None
    demand: dict[str, Any]
    routing: str
    measures: list[dict[str, Any]]
    bin_min: int
    horizon_h: float | None
    capacity_drop: float
    based_on: int | None
    level: LevelName
    state: Literal["none", "active", "done", "stale"]
    changed: Moment
    changed_by: str | None


class EvacuationRoadOut(Out):
    """A road of a plan; what passed and the longest queue are null until it was worked out.

    ``decides``: place among the roads that decide how long it takes at least, 1 for the first; null for the others.
    """

    link: str
    name: str
    lanes: float
    capacity_veh_h: float
    passed_veh: float | None
    longest_queue_veh: float | None
    decides: int | None
    has_opposite: bool


class RoadQuery(Paging):
    """Words in the name of the road."""

    search: Annotated[str, Field(max_length=100)] = ""


class EvacuationVariantIn(In):
    """What if this road is closed, or has contraflow?"""

    kind: Literal["closure", "contraflow"]
    link: Name


class EvacuationVariantOut(Out):
    """The variant, and the computation of its study."""

    plan: EvacuationPlanOut
    job: JobOut


def _out(plan: Plan) -> Any:
    standing = standing_of(plan)
    state = (
        "active" if standing.active else "none" if standing.worked is None else "stale" if standing.stale else "done"
    )
    return EvacuationPlanOut.of(
        plan,
        network=plan.network_id,
        scenario=plan.scenario.slug if plan.scenario else None,
        measures=[dict(row) for row in plan.measures],
        based_on=plan.based_on_id,
        level=level_name(plan.level),
        state=state,
        changed_by=who(plan.changed_by),
    )


def _values(request: HttpRequest, given: EvacuationPlanIn) -> dict[str, Any]:
    demand: dict[str, Any] = {}
    if given.demand is not None and given.demand.text:
        demand = {"text": given.demand.text}
    elif given.demand is not None and given.demand.people is not None:
        demand = given.demand.model_dump(include={"people", "hour", "season"})
    return {
        **given.model_dump(include={"name", "note", "scenario", "routing", "bin_min", "horizon_h", "capacity_drop"}),
        "network": get_object_or_404(networks_for(request), pk=given.network),
        "demand": demand,
        "measures": [stored(**row.model_dump()) for row in given.measures],
        "level": level_of(given.level) if given.level else None,
    }


def _study(request: HttpRequest, plan_id: int) -> tuple[Plan, Any]:
    plan = plan_for(request, plan_id)
    study = telling.study_of(plan)
    if study is None:
        raise Http404
    return plan, study


@router.get(_PLACE, response=list[EvacuationPlanOut], **about("listEvacuationPlans", "The evacuation plans of a round"))
def list_plans(request: HttpRequest, round_slug: str) -> Any:
    """Return those that the caller may see."""
    round_ = open_round(request, round_slug)
    found = list(plans_for(request))
    for plan in found:
        plan.round = round_
    return [_out(plan) for plan in found]


@router.post(_PLACE, response={201: EvacuationPlanOut}, **about("createEvacuationPlan", "Make an evacuation plan"))
def create_plan(request: HttpRequest, round_slug: str, given: EvacuationPlanIn) -> Any:
    """Make it, where it is right."""
    round_ = open_round(request, round_slug, Action.WRITE)
    return _out(verbs.save_plan(request, round_, **_values(request, given)))


@router.get(_PLAN, response=EvacuationPlanOut, **about("getEvacuationPlan", "One evacuation plan"))
def get_plan(request: HttpRequest, round_slug: str, plan_id: int) -> Any:
    """Return it."""
    open_round(request, round_slug)
    return _out(plan_for(request, plan_id))


@router.put(_PLAN, response=EvacuationPlanOut, **about("changeEvacuationPlan", "Change an evacuation plan"))
def change_plan(request: HttpRequest, round_slug: str, plan_id: int, given: EvacuationPlanChange) -> Any:
    """Change it, where nobody was first."""
    round_ = open_round(request, round_slug, Action.WRITE)
    plan = plan_for(request, plan_id)
    return _out(verbs.save_plan(request, round_, plan=plan, version=given.version, **_values(request, given)))


@router.delete(_PLAN, response={204: None}, **about("removeEvacuationPlan", "Take an evacuation plan away"))
def remove_plan(request: HttpRequest, round_slug: str, plan_id: int, chosen: Query[VersionQuery]) -> Any:
    """Take it away."""
    round_ = open_round(request, round_slug, Action.WRITE)
    verbs.remove_plan(request, round_, plan_for(request, plan_id), version=chosen.version)


@router.post(f"{_PLAN}/study", response={202: JobOut}, **about("askEvacuationStudy", "Have a plan worked out"))
def ask_study(request: HttpRequest, round_slug: str, plan_id: int) -> Any:
    """Ask for it; the same plan gives the computation that there is."""
    round_ = open_round(request, round_slug, Action.ANALYSE, blind=True)
    require_more_than_reading(request)
    return job_out(request, verbs.ask_study(request, round_, plan_for(request, plan_id)))


@router.get(
    f"{_PLAN}/study",
    openapi_extra=json_of("evacuation-study.json in its published schema"),
    **about("getEvacuationStudy", "What came of a plan"),
)
def get_study(request: HttpRequest, round_slug: str, plan_id: int) -> HttpResponse:
    """Return the newest result, for who may export; the header says whether the plan changed since."""
    open_round(request, round_slug, Action.EXPORT, blind=True)
    plan = plan_for(request, plan_id)
    content = content_of(plan, "json")
    log.record(request, "evacuation-plan.exported", plan, level=plan.level, form="json")
    response = plain_json(content)
    response["Weerbaar-Stale"] = str(standing_of(plan).stale).lower()
    return response


@router.get(
    f"{_PLAN}/road-files/{{slug:form}}",
    openapi_extra=file_of(*(FORMS[form] for form in ("geojson", "gpkg"))),
    **about("exportEvacuationRoads", "The roads of a plan with what passed and the queues, as GeoJSON or GeoPackage"),
)
def export_roads(request: HttpRequest, round_slug: str, plan_id: int, form: Literal["geojson", "gpkg"]) -> HttpResponse:
    """Return the file, for who may export."""
    open_round(request, round_slug, Action.EXPORT, blind=True)
    plan = plan_for(request, plan_id)
    content = content_of(plan, form)
    log.record(request, "evacuation-plan.exported", plan, level=plan.level, form=form)
    return file(content, f"evacuatie-{plan.pk}.{form}", FORMS[form])


@router.get(
    f"{_PLAN}/course",
    openapi_extra=json_of("Flow and queue of every road, by moment, as the map plays it"),
    **about("getEvacuationCourse", "Where vehicles are at every moment"),
)
def get_course(request: HttpRequest, round_slug: str, plan_id: int) -> HttpResponse:
    """Return it, for who may export."""
    open_round(request, round_slug, Action.EXPORT, blind=True)
    plan, study = _study(request, plan_id)
    try:
        content = map_bytes(study)
    except MapError:
        raise Http404 from None
    log.record(request, "evacuation-plan.exported", plan, level=plan.level, form="course")
    return plain_json(content)


@router.get(
    f"{_PLAN}/roads",
    response=Page[EvacuationRoadOut],
    **about("listEvacuationRoads", "The roads of a plan: those that decide, then by queue"),
)
def list_roads(request: HttpRequest, round_slug: str, plan_id: int, chosen: Query[RoadQuery]) -> Any:
    """Return them."""
    open_round(request, round_slug)
    rows = RoadRows(plan_for(request, plan_id), chosen.search)
    return paged(request, rows, chosen, lambda row: EvacuationRoadOut(**row))


@router.post(
    f"{_PLAN}/variants",
    response={202: EvacuationVariantOut},
    **about("createEvacuationVariant", "What if a road is closed, or has contraflow"),
)
def create_variant(request: HttpRequest, round_slug: str, plan_id: int, given: EvacuationVariantIn) -> Any:
    """Make the variant and have it worked out; the same question twice gives the variant that there is."""
    round_ = open_round(request, round_slug, Action.WRITE)
    plan = plan_for(request, plan_id)
    made, job = verbs.make_variant(request, round_, plan, kind=given.kind, link=given.link)
    return EvacuationVariantOut(plan=_out(made), job=job_out(request, job))
