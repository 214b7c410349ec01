# SPDX-License-Identifier: EUPL-1.2
"""The half-yearly tests: when, who sends, what to do around them, and what they reached since 2012."""

from __future__ import annotations

from functools import partial
from typing import Any, Literal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from weerbaar.alerting.approval import PlanError, ReachHistory, dated_checklist, plan_tests, reach_history
from weerbaar.base import InputError, render_problems
from weerbaar.workbench.accounts.permissions import Action, access, may
from weerbaar.workbench.alerts import supply_verbs
from weerbaar.workbench.alerts.models import Supply, SupplyKind
from weerbaar.workbench.alerts.opening import person
from weerbaar.workbench.alerts.supply_store import place_of
from weerbaar.workbench.capabilities.drawing import drawn
from weerbaar.workbench.shell.language import language, say

_LARGEST = 2_000_000


@access(Action.ALERT_READ, some_region=True)
def tests(request: HttpRequest) -> HttpResponse:
    """The tests of a year with their checklists, and the curve."""
    return _page(request)


@access(Action.ALERT_SETUP, in_round=False)
@require_POST
def add_survey(request: HttpRequest) -> HttpResponse:
    """Take in what an own survey of a test message found."""
    file = request.FILES.get("file")
    if file is None or file.size is None or file.size > _LARGEST:
        messages.error(request, say("Kies een CSV-bestand van ten hoogste 2 MB.", "Choose a CSV of at most 2 MB."))
        return _page(request, status=400)
    try:
        supply_verbs.take_in(request, kind=SupplyKind.SURVEY, name=str(file.name), content=file.read())
    except InputError as error:
        return _page(request, error=error, status=422)
    messages.success(request, say("Het onderzoek is toegevoegd.", "The survey was added."))
    return redirect("alert-tests")


def _page(request: HttpRequest, *, error: InputError | None = None, status: int = 200) -> HttpResponse:
    from weerbaar.figures import reach_of_tests

    today = timezone.localdate()
    asked = request.GET.get("jaar", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else today.year
    sender: Literal["NCC", "LMS"] = "LMS" if request.GET.get("eerst") == "LMS" else "NCC"
    fault = ""
    try:
        planned = plan_tests(year, sender)
    except PlanError as refused:
        fault, year = refused.render(language()), today.year
        planned = plan_tests(year, sender)
    history, survey_fault = _history()
    context: dict[str, Any] = {
        "year": year,
        "sender": sender,
        "fault": fault,
        "planned": [(test, dated_checklist(test), test.at.date() < today) for test in planned],
        "without": history.tests_without if history else (),
        "curve": drawn(partial(reach_of_tests, history)) if history else None,
        "survey_fault": survey_fault,
        "surveys": Supply.objects.filter(kind=SupplyKind.SURVEY, active=True),
        "imports": may(person(request), Action.ALERT_SETUP),
        "error": error,
    }
    return render(request, "alerts/tests.html", context, status=status)


def _history() -> tuple[ReachHistory | None, list[str]]:
    rows = Supply.objects.filter(kind=SupplyKind.SURVEY, active=True).order_by("created", "pk")
    try:
        return reach_history([place_of(row) for row in rows]), []
    except InputError as error:
        return None, render_problems(error.problems, language()).splitlines()
