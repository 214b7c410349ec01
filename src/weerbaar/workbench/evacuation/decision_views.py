# SPDX-License-Identifier: EUPL-1.2
"""When to decide: the question as text, and the table for the decider that follows from it at once."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from weerbaar.base import InputError, Problem, WeerbaarError, euro, number, percentage
from weerbaar.workbench.accounts.permissions import Action, access, require
from weerbaar.workbench.evacuation import verbs
from weerbaar.workbench.evacuation.models import Question
from weerbaar.workbench.evacuation.opening import levels_for, page, problems_in, round_of, who
from weerbaar.workbench.evacuation.wording import hours, roughly
from weerbaar.workbench.library.reading import note_reading
from weerbaar.workbench.shell.conflict import conflict_page
from weerbaar.workbench.shell.language import language, say, words
from weerbaar.workbench.shell.versioned import StaleVersionError

_EXAMPLE = ("data", "evacuation", "decision", "voorbeeld-rivier.yaml")


@access(Action.READ)
@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: HttpRequest) -> HttpResponse:
    """The table for the decider; who may write, changes the question here."""
    row = question_of(request)
    problems: list[Problem] = []
    content = row.content if row is not None else _example()
    if request.method == "POST":
        require(who(request), Action.WRITE, round_of(request))
        content = _given(request)
        given, level = request.POST.get("version", ""), request.POST.get("level", "")
        try:
            verbs.save_question(
                request,
                round_of(request),
                content=content,
                version=int(given) if given.isdecimal() and len(given) < 10 else 0,
                level=int(level) if level.isdecimal() and len(level) < 3 else None,
            )
        except StaleVersionError as error:
            back = reverse("evacuation-decision", kwargs={"round_slug": round_of(request).slug})
            return conflict_page(request, error, {"content": say("Tekst", "Text")}, back)
        except InputError as error:
            problems = list(error.problems)
        else:
            return redirect("evacuation-decision", round_slug=round_of(request).slug)
    answer, broken = None, []
    if row is not None and not problems:
        try:
            answer = answered(row)
        except WeerbaarError as error:
            broken = problems_in(error)
    context = {
        "question": row,
        "content": content,
        "version": row.version if row else 0,
        "level": row.level if row else round_of(request).level,
        "levels": levels_for(request),
        "problems": problems,
        "broken": broken,
        "answer": answer,
    }
    return page(request, "decision.html", context, current="evacuation-decision", status=422 if problems else 200)


def question_of(request: HttpRequest) -> Question | None:
    """Return the question of the round, where it is there for who asks, and mark the page with its level."""
    row = Question.objects.filter(round=round_of(request), level__lte=who(request).clearance).first()
    if row is not None:
        note_reading(request, row.level, "evacuation-question.read", row)
    return row


def answered(row: Question) -> dict[str, Any]:
    """Return what to decide when, in words and numbers.

    Raises:
        WeerbaarError: the text cannot be read any more, or the question does not fit together.
    """
    from weerbaar.evacuation.decision import decide_when, decision_table

    question = verbs.read_question_text(row.content)
    policy = decide_when(question.forecast, question.options, question.nothing, question.value_of_life_eur)
    lang = language()
    return {
        "name": question.name,
        "people": roughly(question.people),
        "value_of_life": euro(question.value_of_life_eur, lang, 3),
        "note": question.note,
        "false_alarm": percentage(policy.false_alarm, lang),
        "in_time": percentage(policy.in_time, lang),
        "too_late": percentage(policy.too_late, lang),
        "deaths": number(float(policy.deaths.mean()), lang, 1),
        "cost": euro(float(policy.cost_eur.mean()), lang, 3),
        "rows": [
            {
                "hours": hours(one.hours_before),
                "state": one.state,
                "state_probability": percentage(one.state_probability, lang),
                "flood_probability": percentage(one.flood_probability, lang),
                "decision": one.decision,
                "waits": one.waits,
                "margin": euro(one.margin_eur, lang),
                "next_best": one.next_best,
            }
            for one in decision_table(policy)
        ],
        "words": words(question.name),
    }


def _given(request: HttpRequest) -> str:
    file = request.FILES.get("file")
    if file is not None:
        return file.read().decode("utf-8", errors="replace")
    return request.POST.get("content", "")


def _example() -> str:
    return files("weerbaar").joinpath(*_EXAMPLE).read_text(encoding="utf-8")
