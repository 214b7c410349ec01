# SPDX-License-Identifier: EUPL-1.2
"""What a plan tells people: advice by place or postal code, as page, cards and data, and a draft of an NL-Alert."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from weerbaar.base import Problem, Text, WeerbaarError
from weerbaar.workbench.accounts.permissions import Action, access
from weerbaar.workbench.alerts.opening import regions_for
from weerbaar.workbench.audit import log
from weerbaar.workbench.evacuation import input_verbs, telling, verbs
from weerbaar.workbench.evacuation.flood_views import given_file
from weerbaar.workbench.evacuation.flooding import Exposed
from weerbaar.workbench.evacuation.input_files import places_of
from weerbaar.workbench.evacuation.models import InputKind, Plan
from weerbaar.workbench.evacuation.opening import (
    chosen_input,
    given_level,
    inputs_for,
    levels_for,
    page,
    plan_for,
    problems_in,
    round_of,
    who,
)
from weerbaar.workbench.shell.language import say, words

if TYPE_CHECKING:
    from weerbaar.evacuation.advice import Advice, AlertDraft
    from weerbaar.evacuation.study import Study

_SHOWN = 100
_CARDS = 500
_ACTIONS: dict[str, Text] = {
    "leave": Text(nl="vertrekken", en="leave"),
    "up": Text(nl="naar boven", en="go up"),
    "stay": Text(nl="blijven", en="stay"),
    "unknown": Text(nl="onbekend", en="unknown"),
}
_ASKED = ("strategy", "breach_from", "breach_to", "flood", "people", "places")


@access(Action.READ)
@require_safe
def advice(request: HttpRequest, pk: int) -> HttpResponse:
    """Advice for every zone or postal code of a plan, for the start, the breach and the flood in the address."""
    row = plan_for(request, pk)
    if request.GET.get("bestand") == "1":
        return _file(request, row)
    return _advice(request, row, request.GET)


@access(Action.READ)
@require_safe
def cards(request: HttpRequest, pk: int) -> HttpResponse:
    """A card for every place that the address asks for, each on a page of its own when printed."""
    from weerbaar.evacuation.advice import as_card

    row = plan_for(request, pk)
    try:
        found, _, _ = _found(request, row, request.GET)
    except WeerbaarError as error:
        return _advice(request, row, request.GET, problems_in(error))
    shown = [{"advice": one, "action": _ACTIONS[one.action], "short": as_card(one)} for one in found[:_CARDS]]
    context = {"cards": shown, "left": max(0, len(found) - _CARDS), "query": request.GET.urlencode()}
    return page(request, "cards.html", context, plan=row, current="evacuation-advice")


@access(Action.WRITE)
@require_POST
def places(request: HttpRequest, pk: int) -> HttpResponse:
    """Read in a table of postal codes or villages by zone."""
    row = plan_for(request, pk)
    try:
        name, content = given_file(request, "file")
        made = input_verbs.add_places(
            request, round_of(request), network=row.network, name=name, content=content, level=given_level(request)
        )
    except WeerbaarError as error:
        return _advice(request, row, request.POST, problems_in(error))
    messages.success(request, say(f"{made.name} is ingelezen.", f"{made.name} was read in."))
    answer = redirect("evacuation-advice", round_slug=round_of(request).slug, pk=row.pk)
    answer["Location"] += f"?places={made.pk}"
    return answer


@access(Action.READ)
@require_POST
def alert(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a draft of an NL-Alert, for who writes alerts in that region."""
    row = plan_for(request, pk)
    try:
        use = verbs.draft_alert(
            request,
            round_of(request),
            row,
            action=request.POST.get("action", ""),
            region=request.POST.get("region", ""),
            status=request.POST.get("status", ""),
            asked=telling.question_of(request.POST),
            water=_water(request, row, request.POST),
        )
    except WeerbaarError as error:
        return _advice(request, row, request.POST, problems_in(error))
    messages.success(request, say("Het concept staat klaar.", "The draft is ready."))
    return redirect("alert-compose", use=use.use)


def _water(request: HttpRequest, row: Plan, given: Mapping[str, str]) -> Exposed | None:
    flood = chosen_input(request, given.get("flood", ""), InputKind.FLOOD)
    people = chosen_input(request, given.get("people", ""), InputKind.PEOPLE)
    return telling.water_of(row, flood, people)


def _found(
    request: HttpRequest, row: Plan, given: Mapping[str, str]
) -> tuple[tuple[Advice, ...], Study, telling.Question]:
    """Return the advice that was asked for, by place where a table of places was chosen.

    Raises:
        Http404: there is no study.
        WeerbaarError: what was asked cannot be.
    """
    from weerbaar.evacuation.advice import for_places

    study = telling.study_of(row)
    if study is None:
        raise Http404
    asked = telling.question_of(given)
    found = telling.advice_of(study, asked, _water(request, row, given))
    table = chosen_input(request, given.get("places", ""), InputKind.PLACES)
    if table is not None:
        found = for_places(found, places_of(table, [zone.id for zone in study.network.zones]))
    wanted = given.get("zoek", "")[:100].casefold().split()
    return (
        tuple(one for one in found if all(part in f"{one.name} {one.place}".casefold() for part in wanted)),
        study,
        asked,
    )


def _file(request: HttpRequest, row: Plan) -> HttpResponse:
    from weerbaar.evacuation.advice import advice_json

    try:
        found, _, _ = _found(request, row, request.GET)
    except WeerbaarError as error:
        return _advice(request, row, request.GET, problems_in(error))
    log.record(request, "evacuation-plan.exported", row, level=row.level, form="advice")
    response = HttpResponse(advice_json(found), content_type="application/json")
    response["Content-Disposition"] = content_disposition_header(True, f"advies-{row.pk}.json") or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _drafts(study: Study, asked: telling.Question, water: Exposed | None) -> tuple[tuple[AlertDraft, ...], str]:
    """Return drafts of alerts, or why there are none: of a network that is on no map no area can be drawn."""
    try:
        return telling.alerts_of(study, asked, water), ""
    except WeerbaarError as error:
        return (), words(error.message)


def _advice(
    request: HttpRequest, row: Plan, given: Mapping[str, str], wrong: list[Problem] | None = None
) -> HttpResponse:
    problems = list(wrong or [])
    found: tuple[Advice, ...] = ()
    drafts: tuple[AlertDraft, ...] = ()
    why_none, starts = "", given.get("starts", "")
    worked, writes_alerts = True, bool(regions_for(who(request), Action.ALERT_WRITE))
    try:
        found, study, asked = _found(request, row, given)
        starts = asked.starts.strftime("%Y-%m-%dT%H:%M")
        if writes_alerts:
            drafts, why_none = _drafts(study, asked, _water(request, row, given))
    except Http404:
        if telling.study_of(row) is not None:
            raise
        worked = False
    except WeerbaarError as error:
        problems = problems or problems_in(error)
    asked_for = {name: given.get(name, "") for name in _ASKED}
    context = {
        "worked": worked,
        "places": [{"advice": one, "action": _ACTIONS[one.action]} for one in found[:_SHOWN]],
        "places_left": max(0, len(found) - _SHOWN),
        "count": len(found),
        "why_none": why_none,
        "drafts": [{"draft": draft, "action": _ACTIONS[draft.action]} for draft in drafts],
        "regions": regions_for(who(request), Action.ALERT_WRITE),
        "starts": starts,
        "search": given.get("zoek", "")[:100],
        "asked": asked_for | {"strategy": asked_for["strategy"] or "preventive"},
        "strategies": list(telling.STRATEGIES.items()),
        "floods": inputs_for(request, InputKind.FLOOD),
        "tables": inputs_for(request, InputKind.PEOPLE),
        "place_tables": inputs_for(request, InputKind.PLACES),
        "levels": levels_for(request),
        "level": str(max(row.level, round_of(request).level)),
        "query": request.GET.urlencode(),
        "problems": problems,
    }
    return page(request, "advice.html", context, plan=row, current="evacuation-advice", status=422 if problems else 200)
