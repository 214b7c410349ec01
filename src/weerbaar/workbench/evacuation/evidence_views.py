# SPDX-License-Identifier: EUPL-1.2
"""Evidence: what a plan and its flood say of the criteria of a scenario, as a file and as a draft in the round."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from weerbaar.base import InputError, Problem, Text, WeerbaarError, number
from weerbaar.workbench.accounts.permissions import Action, access, may, waits
from weerbaar.workbench.audit import log
from weerbaar.workbench.evacuation import input_verbs, telling
from weerbaar.workbench.evacuation.asked import wrong
from weerbaar.workbench.evacuation.evidence import FIELDS, Given, draft_evidence, evidence_of
from weerbaar.workbench.evacuation.flood_views import given_file
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
from weerbaar.workbench.evacuation.water_views import asked_of, chosen_water, water_form
from weerbaar.workbench.evacuation.wording import roughly
from weerbaar.workbench.exchange.verbs import NotNowError
from weerbaar.workbench.library.models import Scenario
from weerbaar.workbench.library.rules import visible
from weerbaar.workbench.scoring.fields import Field, rod_of
from weerbaar.workbench.shell.language import language, say

_EDGES = (0.05, 0.5, 0.95)


@access(Action.READ)
@require_safe
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """What the study says of the criteria of a scenario, what is left out and why."""
    row = plan_for(request, pk)
    if request.GET.get("bestand") == "1":
        return _file(request, row)
    return _evidence(request, row, request.GET)


@access(Action.IMPORT)
@require_POST
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the evidence ready as a draft, and go on to the page where it is confirmed."""
    row = plan_for(request, pk)
    try:
        upload = draft_evidence(request, round_of(request), row, _found(request, row, request.POST))
    except NotNowError as error:
        return _evidence(request, row, request.POST, [Problem("", error.message)])
    except WeerbaarError as error:
        return _evidence(request, row, request.POST, problems_in(error))
    text = say("De onderbouwing staat klaar. Kijk haar na en bevestig.", "The evidence is ready. Check it and confirm.")
    messages.success(request, text)
    return redirect("exchange-import", round_slug=round_of(request).slug, pk=upload.pk)


@access(Action.WRITE)
@require_POST
def mapping(request: HttpRequest, pk: int) -> HttpResponse:
    """Read in which effect answers which criterion."""
    row = plan_for(request, pk)
    try:
        name, content = given_file(request, "file")
        made = input_verbs.add_mapping(
            request, round_of(request), name=name, content=content, level=given_level(request)
        )
    except WeerbaarError as error:
        return _evidence(request, row, request.POST, problems_in(error))
    messages.success(request, say(f"{made.name} is ingelezen.", f"{made.name} was read in."))
    answer = redirect("evacuation-evidence", round_slug=round_of(request).slug, pk=row.pk)
    answer["Location"] += f"?mapping={made.pk}"
    return answer


def _scenario(request: HttpRequest, row: Plan, given: Mapping[str, str]) -> Scenario | None:
    slug = given.get("scenario") or (row.scenario.slug if row.scenario else "")
    return visible(who(request), round_of(request)).filter(slug=slug).first() if slug else None


def _found(request: HttpRequest, row: Plan, given: Mapping[str, str]) -> Any:
    """Return the evidence that was asked for.

    Raises:
        InputError: the plan was not worked out, or there is no such scenario.
        WeerbaarError: as :func:`weerbaar.workbench.evacuation.evidence.evidence_of`.
    """
    study, scenario = telling.study_of(row), _scenario(request, row, given)
    if study is None:
        raise InputError([wrong("plan", "reken het plan eerst door.", "work the plan out first.", row.name)])
    if scenario is None:
        raise InputError(
            [wrong("scenario", "kies een scenario.", "choose a scenario.", given.get("scenario", "")[:80])]
        )
    flood, people = chosen_water(request, given)
    table = chosen_input(request, given.get("mapping", ""), InputKind.MAPPING)
    return evidence_of(row, study, scenario.slug, round_of(request).method, given, Given(flood, people, table))


def _file(request: HttpRequest, row: Plan) -> HttpResponse:
    from weerbaar.evacuation.evidence import as_yaml

    try:
        found = _found(request, row, request.GET)
        if not found.judgements:
            raise InputError([wrong("", "geen criterium is te beantwoorden.", "no criterion can be answered.", "")])
    except WeerbaarError as error:
        return _evidence(request, row, request.GET, problems_in(error))
    log.record(request, "evacuation-plan.exported", row, level=row.level, form="evidence")
    response = HttpResponse(as_yaml(found), content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"{found.set_id}.yaml") or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _evidence(
    request: HttpRequest, row: Plan, given: Mapping[str, str], problems: list[Problem] | None = None
) -> HttpResponse:
    worked, chosen = telling.study_of(row) is not None, _scenario(request, row, given)
    found, wrong_here = None, list(problems or [])
    if worked and chosen is not None:
        try:
            found = _found(request, row, given)
        except WeerbaarError as error:
            wrong_here = wrong_here or problems_in(error)
    flood, people = chosen_water(request, given)
    asked = asked_of(given, row) | {name: given.get(name, "")[:40] for name in FIELDS}
    user, round_ = who(request), round_of(request)
    fields = {field.id: field for field in rod_of(round_).fields}
    context = {
        "worked": worked,
        "scenarios": visible(user, round_).order_by("slug"),
        "scenario": chosen,
        "evidence": found,
        "left_out": []
        if found is None
        else [
            {"criterion": one.criterion, "name": fields[one.criterion].short, "why": one.why} for one in found.left_out
        ],
        "answered": [] if found is None else [_shown(one, fields[one.criterion]) for one in found.judgements],
        "problems": wrong_here,
        "mappings": inputs_for(request, InputKind.MAPPING),
        "mapping": given.get("mapping", ""),
        "fields": [
            (name, given.get(name, "")[:80])
            for name in ("scenario", "flood", "people", "mapping", *asked)
            if given.get(name, "")
        ],
        "may_import": may(user, Action.IMPORT, round_),
        "waits": waits(user, round_),
        "levels": levels_for(request),
        "level": str(round_.level),
        "file_address": f"?{request.GET.urlencode()}&bestand=1",
        **water_form(request, asked, flood, people),
    }
    return page(
        request, "evidence.html", context, plan=row, current="evacuation-evidence", status=422 if wrong_here else 200
    )


def _shown(judgement: Any, asked: Field) -> dict[str, Any]:
    """Return a judgement with its quantities: the middle, and where nine tenths lie."""
    variables = {variable.name: variable for variable in asked.variables}
    rows = []
    for name, quantity in judgement.quantities.items():
        low, middle, high = (_amount(float(quantity.ppf(share))) for share in _EDGES)
        variable = variables.get(name)
        rows.append(
            {
                "name": Text(nl=name) if variable is None else variable.words,
                "unit": Text(nl="") if variable is None else variable.unit,
                "middle": middle,
                "range": f"{low}–{high}" if low != high else "",
            }
        )
    return {"criterion": judgement.criterion, "name": asked.short, "reason": judgement.reason, "quantities": rows}


def _amount(value: float) -> str:
    if value >= 1000:
        return roughly(value)
    return number(value, language(), 0 if value >= 10 else 1)
