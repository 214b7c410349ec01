# SPDX-License-Identifier: EUPL-1.2
"""What follows from a plan for people and for the assessment: advice, a draft of an alert, evidence."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from weerbaar.workbench.accounts.permissions import Action
from weerbaar.workbench.api.capability_calls import Short
from weerbaar.workbench.api.evacuation_flood_calls import (
    Hours,
    Key,
    WaterQuery,
    chosen_input,
    plan_and_study,
    typed,
)
from weerbaar.workbench.api.exchange_calls import UploadOut, upload_out
from weerbaar.workbench.api.openapi import file_of, json_of
from weerbaar.workbench.api.opening import caller, file, open_round, plain_json, require_more_than_reading
from weerbaar.workbench.api.schemas import GivenMoment, In, Out, about
from weerbaar.workbench.audit import log
from weerbaar.workbench.evacuation import telling, verbs
from weerbaar.workbench.evacuation.evidence import Given, draft_evidence, evidence_of
from weerbaar.workbench.evacuation.flooding import Exposed
from weerbaar.workbench.evacuation.input_files import places_of
from weerbaar.workbench.evacuation.models import InputKind, Plan
from weerbaar.workbench.evacuation.opening import plan_for
from weerbaar.workbench.library.rules import visible

router = Router(tags=["evacuation"], by_alias=True)
_PLAN = "/rounds/{slug:round_slug}/evacuation-plans/{int:plan_id}"
Amount = Annotated[float, Field(ge=0, le=1e5)]


class AdviceQuery(In):
    """Start of the evacuation, what was decided, between which hours after it the dike breaks, and the flood."""

    starts: GivenMoment | None = None
    strategy: Literal["preventive", "vertical"] = "preventive"
    breach_from: Hours | None = None
    breach_to: Hours | None = None
    flood: Key | None = None
    people: Key | None = None


class AdviceByPlaceQuery(AdviceQuery):
    """With a table of places, advice for each of them; else for each zone."""

    places: Key | None = None


class EvidenceQuery(WaterQuery):
    """The scenario, and what is known besides; what is left out is unknown."""

    scenario: Short
    mapping: Key | None = None
    days_from: Amount | None = None
    days_to: Amount | None = None
    eur_from: Amount | None = None
    eur_to: Amount | None = None
    damage_mln_from: Amount | None = None
    damage_mln_to: Amount | None = None
    injured_from: Amount | None = None
    injured_to: Amount | None = None
    unusable_days_from: Amount | None = None
    unusable_days_to: Amount | None = None


class EvacuationAlertIn(AdviceQuery):
    """For whom the draft is, in which region, and what it is meant as."""

    action: Literal["leave", "up"]
    region: Annotated[str, Field(pattern=r"^(VR(0[1-9]|1[0-9]|2[0-5])|NL)$")]
    status: Literal["actual", "exercise", "test"]


class EvacuationAlertOut(Out):
    """The draft that was begun."""

    use: str


def _water(request: HttpRequest, plan: Plan, given: AdviceQuery) -> Exposed | None:
    flood = chosen_input(request, given.flood, InputKind.FLOOD)
    return telling.water_of(plan, flood, chosen_input(request, given.people, InputKind.PEOPLE))


@router.get(
    f"{_PLAN}/advice",
    openapi_extra=json_of("evacuation-advice.json in its published schema"),
    **about("getEvacuationAdvice", "Advice for every place of a plan"),
)
def get_advice(request: HttpRequest, round_slug: str, plan_id: int, chosen: Query[AdviceByPlaceQuery]) -> HttpResponse:
    """Return it."""
    from weerbaar.evacuation.advice import advice_json, for_places

    open_round(request, round_slug)
    plan, study = plan_and_study(request, plan_id)
    found = telling.advice_of(study, telling.question_of(typed(chosen)), _water(request, plan, chosen))
    table = chosen_input(request, chosen.places, InputKind.PLACES)
    if table is not None:
        found = for_places(found, places_of(table, [zone.id for zone in study.network.zones]))
    log.record(request, "evacuation-plan.exported", plan, level=plan.level, form="advice")
    return plain_json(advice_json(found))


@router.get(
    f"{_PLAN}/evidence",
    openapi_extra=file_of("application/yaml"),
    **about("getEvacuationEvidence", "What a plan says of the criteria of a scenario, as a set of judgements"),
)
def get_evidence(request: HttpRequest, round_slug: str, plan_id: int, chosen: Query[EvidenceQuery]) -> HttpResponse:
    """Return it."""
    from weerbaar.evacuation.evidence import as_yaml

    round_ = open_round(request, round_slug)
    plan, found = _evidence(request, round_, plan_id, chosen)
    if not found.judgements:
        raise Http404
    log.record(request, "evacuation-plan.exported", plan, level=plan.level, form="evidence")
    return file(as_yaml(found).encode(), f"{found.set_id}.yaml", "application/yaml")


@router.post(
    f"{_PLAN}/evidence",
    response={201: UploadOut},
    **about("draftEvacuationEvidence", "Put evidence beside the judgements of a scenario, to be confirmed"),
)
def draft(request: HttpRequest, round_slug: str, plan_id: int, given: EvidenceQuery) -> Any:
    """Make it ready; ``confirmImport`` takes it over."""
    round_ = open_round(request, round_slug, Action.IMPORT)
    plan, found = _evidence(request, round_, plan_id, given)
    return upload_out(draft_evidence(request, round_, plan, found))


@router.post(
    f"{_PLAN}/alerts",
    response={201: EvacuationAlertOut},
    **about("draftEvacuationAlert", "Begin a draft of an NL-Alert from a plan"),
)
def draft_alert(request: HttpRequest, round_slug: str, plan_id: int, given: EvacuationAlertIn) -> Any:
    """Begin it, for who writes alerts in that region."""
    round_ = open_round(request, round_slug)
    require_more_than_reading(request)
    plan = plan_for(request, plan_id)
    use = verbs.draft_alert(
        request,
        round_,
        plan,
        action=given.action,
        region=given.region,
        status=given.status,
        asked=telling.question_of(typed(given)),
        water=_water(request, plan, given),
    )
    return EvacuationAlertOut(use=use.use)


def _evidence(request: HttpRequest, round_: Any, plan_id: int, given: EvidenceQuery) -> tuple[Plan, Any]:
    plan, study = plan_and_study(request, plan_id)
    scenario = visible(caller(request), round_).filter(slug=given.scenario).first()
    if scenario is None:
        raise Http404
    chosen = Given(
        chosen_input(request, given.flood, InputKind.FLOOD),
        chosen_input(request, given.people, InputKind.PEOPLE),
        chosen_input(request, given.mapping, InputKind.MAPPING),
    )
    return plan, evidence_of(plan, study, scenario.slug, round_.method, typed(given), chosen)
