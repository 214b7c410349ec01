# SPDX-License-Identifier: EUPL-1.2
"""What follows from a plan: advice per place, a draft of an NL-Alert, and evidence for the assessment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from weerbaar.base import Problem, Text, WeerbaarError
from weerbaar.workbench.accounts.permissions import Action, access
from weerbaar.workbench.alerts.opening import regions_for
from weerbaar.workbench.evacuation import telling, verbs
from weerbaar.workbench.evacuation.models import Plan
from weerbaar.workbench.evacuation.opening import page, plan_for, problems_in, round_of, who
from weerbaar.workbench.library.rules import visible
from weerbaar.workbench.shell.language import say, words

if TYPE_CHECKING:
    from weerbaar.evacuation.advice import AlertDraft
    from weerbaar.evacuation.study import Study

_SHOWN = 100
_ACTIONS: dict[str, Text] = {
    "leave": Text(nl="vertrekken", en="leave"),
    "up": Text(nl="naar boven", en="go up"),
    "stay": Text(nl="blijven", en="stay"),
    "unknown": Text(nl="onbekend", en="unknown"),
}


@access(Action.READ)
@require_safe
def advice(request: HttpRequest, pk: int) -> HttpResponse:
    """Advice for every municipality or zone of a plan, for the start and the breach in the address."""
    return _advice(request, plan_for(request, pk), request.GET)


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
        )
    except WeerbaarError as error:
        return _advice(request, row, request.POST, problems_in(error))
    messages.success(request, say("Het concept staat klaar.", "The draft is ready."))
    return redirect("alert-compose", use=use.use)


@access(Action.READ)
@require_safe
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """What the study says of the criteria of a scenario, as judgements to take up in a dossier."""
    row = plan_for(request, pk)
    study = telling.study_of(row)
    scenarios = visible(who(request), round_of(request)).order_by("slug")
    scenario = request.GET.get("scenario") or (row.scenario.slug if row.scenario else "")
    chosen = scenarios.filter(slug=scenario).first() if scenario else None
    found, text, problems = None, "", []
    if study is not None and chosen is not None:
        from weerbaar.evacuation.evidence import as_yaml

        try:
            found = telling.evidence_of(row, study, chosen.slug, round_of(request).method, request.GET)
            text = as_yaml(found) if found.judgements else ""
        except WeerbaarError as error:
            problems = problems_in(error)
    if text and request.GET.get("bestand") == "1" and found is not None:
        response = HttpResponse(text, content_type="application/yaml; charset=utf-8")
        response["Content-Disposition"] = content_disposition_header(True, f"{found.set_id}.yaml") or "attachment"
        return response
    context = {
        "worked": study is not None,
        "scenarios": scenarios,
        "scenario": chosen,
        "evidence": found,
        "yaml": text,
        "problems": problems,
        "asked": {name: request.GET.get(name, "") for name in ("days_from", "days_to", "eur_from", "eur_to")},
        "file_address": f"?{request.GET.urlencode()}&bestand=1",
    }
    return page(
        request, "evidence.html", context, plan=row, current="evacuation-evidence", status=422 if problems else 200
    )


def _drafts(study: Study, asked: telling.Question) -> tuple[tuple[AlertDraft, ...], str]:
    """Return drafts of alerts, or why there are none: of a network that is on no map no area can be drawn."""
    try:
        return telling.alerts_of(study, asked), ""
    except WeerbaarError as error:
        return (), words(error.message)


def _advice(
    request: HttpRequest, row: Plan, given: Mapping[str, str], wrong: list[Problem] | None = None
) -> HttpResponse:
    problems = list(wrong or [])
    study = telling.study_of(row)
    places: list[dict[str, Any]] = []
    drafts: tuple[AlertDraft, ...] = ()
    why_none = ""
    starts = given.get("starts", "")
    search = given.get("zoek", "")[:100]
    try:
        asked = telling.question_of(given)
        starts = asked.starts.strftime("%Y-%m-%dT%H:%M")
        if study is not None:
            found = telling.advice_of(study, asked)
            wanted = search.casefold().split()
            places = [
                {"advice": one, "action": _ACTIONS[one.action]}
                for one in found
                if all(part in f"{one.name} {one.place}".casefold() for part in wanted)
            ]
            if regions_for(who(request), Action.ALERT_WRITE):
                drafts, why_none = _drafts(study, asked)
    except WeerbaarError as error:
        problems = problems or problems_in(error)
    context = {
        "worked": study is not None,
        "places": places[:_SHOWN],
        "places_left": max(0, len(places) - _SHOWN),
        "count": len(places),
        "why_none": why_none,
        "drafts": [{"draft": draft, "action": _ACTIONS[draft.action]} for draft in drafts],
        "regions": regions_for(who(request), Action.ALERT_WRITE),
        "starts": starts,
        "search": search,
        "strategy": given.get("strategy") or "preventive",
        "strategies": list(telling.STRATEGIES.items()),
        "breach_from": given.get("breach_from", ""),
        "breach_to": given.get("breach_to", ""),
        "problems": problems,
    }
    return page(request, "advice.html", context, plan=row, current="evacuation-advice", status=422 if problems else 200)
