# SPDX-License-Identifier: EUPL-1.2
"""When to decide: the question by form or as text, and what follows from it at once for whoever decides."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import numpy as np
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from weerbaar.base import InputError, Problem, WeerbaarError
from weerbaar.workbench.accounts.permissions import Action, access, may, require
from weerbaar.workbench.audit import log
from weerbaar.workbench.evacuation import verbs
from weerbaar.workbench.evacuation.asked import number_in, wrong
from weerbaar.workbench.evacuation.decision_shown import Decided, charts, decided, shown
from weerbaar.workbench.evacuation.models import Plan, Question
from weerbaar.workbench.evacuation.opening import levels_for, page, plan_for, plans_for, problems_in, round_of, who
from weerbaar.workbench.evacuation.question_form import QuestionForm
from weerbaar.workbench.evacuation.telling import study_of
from weerbaar.workbench.evacuation.yaml_form import plain_text, typed_number
from weerbaar.workbench.library.reading import note_reading
from weerbaar.workbench.shell.conflict import conflict_page
from weerbaar.workbench.shell.language import say
from weerbaar.workbench.shell.versioned import StaleVersionError

_EXAMPLE = ("data", "evacuation", "decision", "voorbeeld-rivier.yaml")
_MOST_EUR = 1e12


@access(Action.READ)
@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: HttpRequest) -> HttpResponse:
    """What to decide when; who may write, changes the question here as text."""
    row = question_of(request)
    problems: list[Problem] = []
    content, forecast_csv = (row.content, row.forecast_csv) if row is not None else (_example(), "")
    if request.method == "POST":
        require(who(request), Action.WRITE, round_of(request))
        content = _sent_text(request, "file", "content")
        forecast_csv = _sent_text(request, "csv", "forecast_csv")
        try:
            _save(request, content, forecast_csv)
        except StaleVersionError as error:
            return _conflict(request, error, "evacuation-decision")
        except InputError as error:
            problems = list(error.problems)
        else:
            return redirect("evacuation-decision", round_slug=round_of(request).slug)
    asked: list[Problem] = []
    value = number_in(request.GET, "leven", asked, _MOST_EUR)
    found, broken = None, asked
    if row is not None and not problems and not asked:
        try:
            found = decided(row, value)
        except WeerbaarError as error:
            broken = problems_in(error)
    context = {
        "question": row,
        "content": content,
        "forecast_csv": forecast_csv,
        "problems": problems,
        "broken": broken,
        "answer": None if found is None else shown(found),
        "charts": [] if found is None else charts(found.policy, found.steps),
        "other_value": value is not None,
        "value": "" if found is None else plain_text(found.policy.value_of_life_eur),
        "may_export": may(who(request), Action.EXPORT, round_of(request), blind=True),
        "sheets": [plan for plan in plans_for(request) if found is not None],
        **_kept(request, row),
    }
    return page(request, "decision.html", context, current="evacuation-decision", status=422 if problems else 200)


@access(Action.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest) -> HttpResponse:
    """The question by form: moments, chances, states or members of a forecast, options, and what a life may cost."""
    row = question_of(request)
    filled = QuestionForm.empty() if row is None else QuestionForm.of_text(row.content)
    forecast_csv = "" if row is None else row.forecast_csv
    problems: list[Problem] = []
    beyond = filled is None
    filled = filled or QuestionForm.empty()
    if request.method == "POST":
        filled = QuestionForm.of_post(request.POST)
        forecast_csv = _sent_text(request, "csv", "forecast_csv") or forecast_csv
        if filled.typed["forecast"] != "ensemble":
            forecast_csv = ""
        try:
            if "from-plan" in request.POST:
                _take_shares(request, filled)
            elif "tables" not in request.POST:
                _save(request, filled.text(), forecast_csv)
                messages.success(request, say("Bewaard.", "Saved."))
                return redirect("evacuation-decision", round_slug=round_of(request).slug)
        except StaleVersionError as error:
            return _conflict(request, error, "evacuation-decision-form")
        except WeerbaarError as error:
            problems = problems_in(error)
    context = {
        "form": filled,
        "beyond": beyond,
        "question": row,
        "forecast_csv": forecast_csv,
        "problems": problems,
        "plans": list(plans_for(request)),
        **_kept(request, row),
    }
    return page(request, "decision_form.html", context, current="evacuation-decision", status=422 if problems else 200)


@access(Action.EXPORT, blind=True)
@require_safe
def file(request: HttpRequest) -> HttpResponse:
    """The decision as data in the published schema, for who may export."""
    row = question_of(request)
    if row is None:
        raise Http404
    try:
        content = decision_content(decided(row))
    except WeerbaarError as error:
        problems = {"problems": problems_in(error)}
        return page(request, "refused.html", problems, current="evacuation-decision", status=422)
    log.record(request, "evacuation-question.exported", row, level=row.level)
    response = HttpResponse(content, content_type="application/json")
    response["Content-Disposition"] = content_disposition_header(True, "besluit.json") or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def decision_content(found: Decided) -> bytes:
    """Return a decision in the published schema."""
    from weerbaar.evacuation.decision import decision_json

    return decision_json(found.asked, found.policy, found.steps)


def question_of(request: HttpRequest) -> Question | None:
    """Return the question of the round, where it is there for who asks, and mark the page with its level."""
    row = Question.objects.filter(round=round_of(request), level__lte=who(request).clearance).first()
    if row is not None:
        note_reading(request, row.level, "evacuation-question.read", row)
    return row


def _kept(request: HttpRequest, row: Question | None) -> dict[str, Any]:
    """Return what every form of the question keeps beside its fields."""
    return {
        "version": row.version if row else 0,
        "level": row.level if row else round_of(request).level,
        "levels": levels_for(request),
    }


def _save(request: HttpRequest, content: str, forecast_csv: str) -> None:
    given, level = request.POST.get("version", ""), request.POST.get("level", "")
    verbs.save_question(
        request,
        round_of(request),
        content=content,
        forecast_csv=forecast_csv,
        version=int(given) if given.isdecimal() and len(given) < 10 else 0,
        level=int(level) if level.isdecimal() and len(level) < 3 else None,
    )


def _conflict(request: HttpRequest, error: StaleVersionError, back: str) -> HttpResponse:
    labels = {"content": say("Tekst", "Text"), "forecast_csv": say("Verwachting", "Forecast")}
    return conflict_page(request, error, labels, reverse(back, kwargs={"round_slug": round_of(request).slug}))


def _take_shares(request: HttpRequest, filled: QuestionForm) -> None:
    """Fill in who is out by each moment, from the ensemble of a plan or else from its study.

    Raises:
        InputError: the plan has neither, or hours are no numbers.
    """
    given = request.POST.get("plan", "")
    plan = plan_for(request, int(given)) if given.isdecimal() and len(given) < 10 else None
    hours = [typed_number(row["hours"]) for row in filled.moments]
    curve = None if plan is None else _curve_of(plan)
    if plan is None or curve is None or any(isinstance(hour, str) for hour in hours):
        nl, en = ("kies een plan dat is doorgerekend, en vul uren in.", "choose a plan that was worked out, and hours.")
        raise InputError([wrong("plan", nl, en, "" if plan is None else plan.name)])
    times_h, low, high = curve
    for row, hour in zip(filled.moments, hours, strict=True):
        ends = [float(f"{np.interp(float(hour), times_h, line):.3g}") for line in (low, high)]
        shown_ends = [plain_text(end) or "" for end in ends]
        row["out"] = shown_ends[0] if ends[0] == ends[1] else f"{shown_ends[0]} - {shown_ends[1]}"


def _curve_of(plan: Plan) -> tuple[Any, Any, Any] | None:
    """Return hours since the call and the share of all people that is out by then: the middle nine tenths of draws."""
    from weerbaar.workbench.evacuation.flooding import leaving_of

    study = study_of(plan)
    if study is None:
        return None
    curve = leaving_of(plan, study).curve
    low, high = np.quantile(curve.out, [0.05, 0.95], axis=-1)
    return curve.times_s / 3600, low, high


def _sent_text(request: HttpRequest, file_name: str, name: str) -> str:
    """Return the text of a file that was sent, else that of the field."""
    sent = request.FILES.get(file_name)
    if sent is not None:
        return sent.read().decode("utf-8-sig", errors="replace")
    return request.POST.get(name, "")


def _example() -> str:
    return files("weerbaar").joinpath(*_EXAMPLE).read_text(encoding="utf-8")
