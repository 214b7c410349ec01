# SPDX-License-Identifier: EUPL-1.2
"""Evacuation plans further: how sure the hours are, what threatens, who goes first, and scarce means."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from weerbaar.workbench.accounts.permissions import Action
from weerbaar.workbench.api.job_calls import JobOut, job_out
from weerbaar.workbench.api.openapi import file_of, json_of
from weerbaar.workbench.api.opening import open_round, require_more_than_reading
from weerbaar.workbench.api.schemas import In, Out, Version, about
from weerbaar.workbench.evacuation import aid_verbs, ensemble_views, means_views, order_views
from weerbaar.workbench.evacuation.models import Fleet, Plan, Threat
from weerbaar.workbench.evacuation.opening import plan_for
from weerbaar.workbench.evacuation.plan_jobs import Standing, division_of, ensemble_of, order_of
from weerbaar.workbench.evacuation.sending import sent
from weerbaar.workbench.evacuation.threats import fleet_of, threat_of

router = Router(tags=["evacuation"], by_alias=True)
_PLAN = "/rounds/{slug:round_slug}/evacuation-plans/{int:plan_id}"
_JSON, _CSV = "application/json", "text/csv; charset=utf-8"
Hour = Annotated[float, Field(gt=0, le=1000)]
Chance = Annotated[float, Field(ge=0, le=1)]


class EvacuationEnsembleIn(In):
    """How many draws, their seed, and YAML of what is not known about the roads; empty takes what is shipped."""

    members: Annotated[int, Field(ge=aid_verbs.MEMBERS[0], le=aid_verbs.MEMBERS[1])] = 100
    seed: Annotated[int, Field(ge=0, le=aid_verbs.LARGEST_SEED)] = 1
    uncertainty: Annotated[str, Field(max_length=100_000)] = ""


class ZoneThreatIn(In):
    """A zone of its own: away before this hour, and the chance that who stays dies."""

    before_h: Hour | None = None
    risk: Chance | None = None


class EvacuationThreatIn(In):
    """Everywhere, and by code of the zone where that is different; ``version`` 0 where the plan has none of its own."""

    before_h: Hour | None = None
    risk: Chance | None = None
    zones: Annotated[dict[str, ZoneThreatIn], Field(max_length=50_000)] = {}
    version: Version = 0


class EvacuationThreatOut(Out):
    """What threatens; ``plan`` is another where it is inherited, and ``version`` then 0."""

    plan: int
    version: int
    before_h: float | None
    risk: float | None
    zones: dict[str, dict[str, float | None]]


class EvacuationOrderIn(In):
    """The hour after the start by which people have to be safe."""

    before_h: Hour


class EvacuationFleetIn(In):
    """The means as text, in YAML; ``version`` 0 where the plan has none of its own."""

    content: Annotated[str, Field(max_length=2_000_000)]
    version: Version = 0


class EvacuationFleetOut(Out):
    """The means as text; ``plan`` is another where they are inherited, and ``version`` then 0."""

    plan: int
    version: int
    content: str


class EvacuationStopIn(In):
    """What is stopped."""

    kind: Literal["evacuation-ensemble", "evacuation-order", "evacuation-means"]


class EvacuationStopOut(Out):
    """The computation that was stopped; null where none was going on."""

    job: JobOut | None


@router.post(
    f"{_PLAN}/ensemble",
    response={202: JobOut},
    **about("askEvacuationEnsemble", "Have a plan worked out many times, to see how sure the hours are"),
)
def ask_ensemble(request: HttpRequest, round_slug: str, plan_id: int, given: EvacuationEnsembleIn) -> Any:
    """Ask for it, and for the study beside it; the same question gives the computation that there is."""
    round_ = open_round(request, round_slug, Action.ANALYSE, blind=True)
    require_more_than_reading(request)
    return job_out(request, aid_verbs.ask_ensemble(request, round_, plan_for(request, plan_id), **given.model_dump()))


@router.get(
    f"{_PLAN}/ensemble",
    openapi_extra=json_of("evacuation-ensemble.json in its published schema"),
    **about("getEvacuationEnsemble", "The newest ensemble of a plan, for who may export"),
)
def get_ensemble(request: HttpRequest, round_slug: str, plan_id: int) -> HttpResponse:
    """Return it; the header says whether the plan changed since."""
    plan = _to_export(request, round_slug, plan_id)
    content = ensemble_views.content_of(plan, "json")
    return _dated(sent(request, plan, content, _JSON, f"ensemble-{plan.pk}.json"), ensemble_of(plan))


@router.get(
    f"{_PLAN}/ensemble-members",
    openapi_extra=file_of("text/csv"),
    **about("exportEvacuationEnsemble", "The members of the newest ensemble of a plan as a table"),
)
def export_members(request: HttpRequest, round_slug: str, plan_id: int) -> HttpResponse:
    """Return the file, for who may export."""
    plan = _to_export(request, round_slug, plan_id)
    return sent(request, plan, ensemble_views.content_of(plan, "csv"), _CSV, f"ensemble-{plan.pk}.csv")


@router.get(
    f"{_PLAN}/threat",
    response=EvacuationThreatOut,
    **about("getEvacuationThreat", "What threatens the zones of a plan"),
)
def get_threat(request: HttpRequest, round_slug: str, plan_id: int) -> Any:
    """Return it, its own or inherited from the plan that it is a variant of."""
    open_round(request, round_slug)
    plan = plan_for(request, plan_id)
    return _threat_out(plan, threat_of(plan))


@router.put(
    f"{_PLAN}/threat", response=EvacuationThreatOut, **about("saveEvacuationThreat", "Save what threatens the zones")
)
def save_threat(request: HttpRequest, round_slug: str, plan_id: int, given: EvacuationThreatIn) -> Any:
    """Save it, where it is right."""
    round_ = open_round(request, round_slug, Action.WRITE)
    plan = plan_for(request, plan_id)
    return _threat_out(plan, aid_verbs.save_threat(request, round_, plan, **given.model_dump()))


@router.post(
    f"{_PLAN}/order", response={202: JobOut}, **about("askEvacuationOrder", "Find out which zones of a plan go first")
)
def ask_order(request: HttpRequest, round_slug: str, plan_id: int, given: EvacuationOrderIn) -> Any:
    """Ask for it; the same question gives the computation that there is."""
    round_ = open_round(request, round_slug, Action.ANALYSE, blind=True)
    require_more_than_reading(request)
    plan = plan_for(request, plan_id)
    return job_out(request, aid_verbs.ask_order(request, round_, plan, before_h=given.before_h))


@router.get(
    f"{_PLAN}/order",
    openapi_extra=json_of("evacuation-order.json in its published schema"),
    **about("getEvacuationOrder", "Which zones of a plan go first, for who may export"),
)
def get_order(request: HttpRequest, round_slug: str, plan_id: int) -> HttpResponse:
    """Return the newest order; the header says whether what it rests on changed since."""
    plan = _to_export(request, round_slug, plan_id)
    content = order_views.order_content(plan)
    return _dated(sent(request, plan, content, _JSON, f"volgorde-{plan.pk}.json"), order_of(plan))


@router.get(f"{_PLAN}/fleet", response=EvacuationFleetOut, **about("getEvacuationFleet", "The scarce means of a plan"))
def get_fleet(request: HttpRequest, round_slug: str, plan_id: int) -> Any:
    """Return them, its own or inherited from the plan that it is a variant of."""
    open_round(request, round_slug)
    plan = plan_for(request, plan_id)
    return _fleet_out(plan, fleet_of(plan))


@router.put(
    f"{_PLAN}/fleet", response=EvacuationFleetOut, **about("saveEvacuationFleet", "Save the scarce means of a plan")
)
def save_fleet(request: HttpRequest, round_slug: str, plan_id: int, given: EvacuationFleetIn) -> Any:
    """Save them, where they are right."""
    round_ = open_round(request, round_slug, Action.WRITE)
    plan = plan_for(request, plan_id)
    return _fleet_out(plan, aid_verbs.save_fleet(request, round_, plan, **given.model_dump()))


@router.post(
    f"{_PLAN}/means", response={202: JobOut}, **about("askEvacuationMeans", "Have the scarce means of a plan divided")
)
def ask_means(request: HttpRequest, round_slug: str, plan_id: int) -> Any:
    """Ask for it; the same question gives the computation that there is."""
    round_ = open_round(request, round_slug, Action.ANALYSE, blind=True)
    require_more_than_reading(request)
    return job_out(request, aid_verbs.ask_means(request, round_, plan_for(request, plan_id)))


@router.get(
    f"{_PLAN}/means",
    openapi_extra=json_of("evacuation-means.json in its published schema"),
    **about("getEvacuationMeans", "The newest division of the scarce means of a plan, for who may export"),
)
def get_means(request: HttpRequest, round_slug: str, plan_id: int) -> HttpResponse:
    """Return it; the header says whether what it rests on changed since."""
    plan = _to_export(request, round_slug, plan_id)
    content = means_views.content_of(plan, "json")
    return _dated(sent(request, plan, content, _JSON, f"middelen-{plan.pk}.json"), division_of(plan))


@router.get(
    f"{_PLAN}/means-trips",
    openapi_extra=file_of("text/csv"),
    **about("exportEvacuationTrips", "Every trip of the newest division of scarce means as a table"),
)
def export_trips(request: HttpRequest, round_slug: str, plan_id: int) -> HttpResponse:
    """Return the file, for who may export."""
    plan = _to_export(request, round_slug, plan_id)
    return sent(request, plan, means_views.content_of(plan, "csv"), _CSV, f"middelen-{plan.pk}.csv")


@router.post(
    f"{_PLAN}/cancellations",
    response=EvacuationStopOut,
    **about("stopEvacuationComputation", "Stop what is being worked out of a plan"),
)
def stop(request: HttpRequest, round_slug: str, plan_id: int, given: EvacuationStopIn) -> Any:
    """Stop it."""
    round_ = open_round(request, round_slug, Action.ANALYSE, blind=True)
    require_more_than_reading(request)
    job = aid_verbs.stop(request, round_, plan_for(request, plan_id), kind=given.kind)
    return EvacuationStopOut(job=None if job is None else job_out(request, job))


def _to_export(request: HttpRequest, round_slug: str, plan_id: int) -> Plan:
    open_round(request, round_slug, Action.EXPORT, blind=True)
    return plan_for(request, plan_id)


def _dated(response: HttpResponse, standing: Standing[Any]) -> HttpResponse:
    response["Weerbaar-Stale"] = str(standing.stale).lower()
    return response


def _threat_out(plan: Plan, row: Threat | None) -> Any:
    if row is None:
        raise Http404
    return EvacuationThreatOut.of(row, plan=row.plan_id, version=row.version if row.plan_id == plan.pk else 0)


def _fleet_out(plan: Plan, row: Fleet | None) -> Any:
    if row is None:
        raise Http404
    return EvacuationFleetOut.of(row, plan=row.plan_id, version=row.version if row.plan_id == plan.pk else 0)
