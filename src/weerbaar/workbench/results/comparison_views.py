# SPDX-License-Identifier: EUPL-1.2
"""Two rounds beside each other: which scenario moved, and through what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from weerbaar.base import Text, significant
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.accounts.permissions import Action, access
from weerbaar.workbench.results import verbs
from weerbaar.workbench.results.diagram_views import draw
from weerbaar.workbench.results.levels import level_for, seen
from weerbaar.workbench.results.pages import computation, other_rounds
from weerbaar.workbench.results.selection import Choice, chosen
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.shell.language import language, say, words

if TYPE_CHECKING:
    from weerbaar.assessment import AssessmentComparison, Shift, Step

_CAUSES = {
    "scores": Text(nl="oordelen", en="scores"),
    "weights": Text(nl="gewichten", en="weights"),
    "method": Text(nl="methode", en="method"),
    "together": Text(nl="oordelen, gewichten en methode samen", en="scores, weights and method together"),
}


@access(Action.RESULTS)
def comparison(request: HttpRequest) -> HttpResponse:
    """How scenarios moved since an earlier round."""
    round_: Round = request.round  # type: ignore[attr-defined]
    level = seen(request)
    rounds = other_rounds(request)
    wanted = request.GET.get("met") or (round_.previous.slug if round_.previous is not None else "")
    earlier = next((r for r in rounds if r.slug == wanted), None)
    context: dict[str, Any] = {"here": "comparison", "rounds": rounds, "earlier": earlier}
    if earlier is not None:
        user = cast(User, request.user)
        # What the page shows of the earlier round may be more confidential than this round.
        request.level = max(level, level_for(user, earlier))  # type: ignore[attr-defined]
        found = verbs.comparison(round_, level, earlier, user)
        context["computation"] = computation(request, round_, found, ("met", earlier.slug))
        if found.value is not None:
            context["moved"], context["stayed"] = rows_of(found.value)
            context["figure"] = _figure(round_, level, earlier, user, found.value)
    return render(request, "results/comparison.html", context)


def rows_of(found: AssessmentComparison) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return what moved and what stayed, in words."""
    rows = [_row(shift) for shift in found.shifts]
    return [row for row in rows if row["moved"]], [row for row in rows if not row["moved"]]


def _row(shift: Shift) -> dict[str, Any]:
    causes, previous = [], shift.before
    for step in shift.steps:
        if (step.value, step.impact, step.likelihood) != (previous.value, previous.impact, previous.likelihood):
            causes.append(f"{words(_CAUSES[step.cause])}: {_place(step)}")
        previous = step
    return {
        "scenario": shift.scenario,
        "title": shift.title,
        "before": _place(shift.before),
        "after": _place(shift.after),
        "causes": causes,
        "moved": shift.moved,
    }


def _place(step: Step) -> str:
    unknown = say("onbekend", "unknown")
    value = "" if step.value is None else f" ({significant(step.value, language())})"
    impact, likelihood = step.impact or unknown, step.likelihood or unknown
    return say(
        f"impact {impact}{value}, waarschijnlijkheid {likelihood}", f"impact {impact}{value}, likelihood {likelihood}"
    )


def _figure(round_: Round, level: int, earlier: Round, user: User, found: AssessmentComparison) -> Any:
    """Return the diagram of the scenarios in both rounds with arrows; None until both rounds are assessed."""
    from weerbaar.assessment import with_earlier

    now, before = verbs.assessment(round_, level), verbs.assessment(earlier, level_for(user, earlier))
    if now.value is None or before.value is None:
        return None
    both = {shift.scenario for shift in found.shifts}
    whole = with_earlier(now.value.assessment, before.value.assessment)
    hidden = tuple(result.id for result in whole.scenarios if result.id not in both)
    subset, _ = chosen(whole, Choice(hidden=hidden))
    return draw(round_, subset, [now.name, before.name], Choice(uncertainty="none"), "screen")
