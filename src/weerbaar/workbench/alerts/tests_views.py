# SPDX-License-Identifier: EUPL-1.2
"""The half-yearly tests: when, who sends, what to do around them, and what they reached since 2012."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from weerbaar.alerting.approval import PlanError, ReachHistory, dated_checklist, plan_tests, reach_history
from weerbaar.base import InputError, percentage, render_problems
from weerbaar.workbench.accounts.permissions import Action, access, may
from weerbaar.workbench.alerts import supply_verbs
from weerbaar.workbench.alerts.models import Supply, SupplyKind
from weerbaar.workbench.alerts.opening import person
from weerbaar.workbench.alerts.supply_store import place_of
from weerbaar.workbench.shell.language import language, say

_LARGEST = 2_000_000
_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP = 720, 300, 52, 34, 12


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
        return _page(request, problems=render_problems(error.problems, language()).splitlines(), status=422)
    messages.success(request, say("Het onderzoek is toegevoegd.", "The survey was added."))
    return redirect("alert-tests")


def _page(request: HttpRequest, *, problems: list[str] | None = None, status: int = 200) -> HttpResponse:
    today = timezone.localdate()
    asked = request.GET.get("jaar", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else today.year
    sender: Literal["NCC", "LMS"] = "LMS" if request.GET.get("eerst") == "LMS" else "NCC"
    fault = ""
    try:
        planned = plan_tests(year, sender)
    except PlanError as error:
        fault, year = error.render(language()), today.year
        planned = plan_tests(year, sender)
    history, survey_fault = _history()
    context: dict[str, Any] = {
        "year": year,
        "sender": sender,
        "fault": fault,
        "planned": [(test, dated_checklist(test), test.at.date() < today) for test in planned],
        "points": [
            (point, *(percentage(share, language()) for share in (point.low, point.middle, point.high)))
            for point in (history.points if history else ())
        ],
        "without": history.tests_without if history else (),
        "curve": draw_curve(history) if history else None,
        "survey_fault": survey_fault,
        "surveys": Supply.objects.filter(kind=SupplyKind.SURVEY, active=True),
        "imports": may(person(request), Action.ALERT_SETUP),
        "problems": problems or [],
    }
    return render(request, "alerts/tests.html", context, status=status)


def _history() -> tuple[ReachHistory | None, list[str]]:
    rows = Supply.objects.filter(kind=SupplyKind.SURVEY, active=True).order_by("created", "pk")
    try:
        return reach_history([place_of(row) for row in rows]), []
    except InputError as error:
        return None, render_problems(error.problems, language()).splitlines()


def draw_curve(history: ReachHistory) -> SafeString:
    """Return the reach of the tests since 2012 as SVG: a point with its range for each; the table says the same."""
    points = history.points
    first, last = points[0].day.toordinal(), points[-1].day.toordinal()
    span = max(1, last - first)

    def x(day: int) -> float:
        return round(_LEFT + 8 + (day - first) / span * (_WIDTH - _LEFT - 24), 1)

    def y(share: float) -> float:
        return round(_TOP + (1 - share) * (_HEIGHT - _TOP - _BOTTOM), 1)

    label = say("Bereik van de testberichten sinds 2012", "Reach of the test messages since 2012")
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" '
        f'height="{_HEIGHT}" role="img" aria-label="{label}" font-family="sans-serif" font-size="13">'
    ]
    for tenth in range(0, 11, 2):
        share = tenth / 10
        parts.append(f'<path d="M{_LEFT},{y(share)} H{_WIDTH - 8}" stroke="#c5ccd6"/>')
        shown = percentage(share, language())
        parts.append(f'<text x="{_LEFT - 6}" y="{y(share) + 4}" text-anchor="end" fill="#1a1a1a">{shown}</text>')
    for year in range(points[0].day.year, points[-1].day.year + 1, 2):
        july = date(year, 7, 1).toordinal()
        if first <= july <= last:
            parts.append(f'<text x="{x(july)}" y="{_HEIGHT - 10}" text-anchor="middle" fill="#1a1a1a">{year}</text>')
    line = " ".join(f"{x(point.day.toordinal())},{y(point.middle)}" for point in points)
    parts.append(f'<polyline points="{line}" fill="none" stroke="#154273" stroke-width="2"/>')
    for point in points:
        at = x(point.day.toordinal())
        own = point.certainty == "measured"
        parts.append(f'<path d="M{at},{y(point.low)} V{y(point.high)}" stroke="#154273" stroke-width="2"/>')
        parts.append(
            f'<circle cx="{at}" cy="{y(point.middle)}" r="4" fill="{"#8c3a0b" if own else "#154273"}" stroke="#fff"/>'
        )
    parts.append("</svg>")
    return SafeString("".join(parts))
