# SPDX-License-Identifier: EUPL-1.2
"""The screen for the meeting: one question in large type, live, and the judgement of the group.

Everybody in the room looks at it. So while scoring is blind it only counts answers; after that it shows classes without
reasons, from three answers on, and only answers that are no more confidential than the scenario itself.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any, cast

from django.core.handlers.asgi import ASGIRequest
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from weerbaar.base import InputError, Text
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.accounts.permissions import Action, access, waits
from weerbaar.workbench.audit import log
from weerbaar.workbench.library.models import Scenario
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.scoring import verbs
from weerbaar.workbench.scoring.answers import answered_on, answers_on
from weerbaar.workbench.scoring.conversion import judgement_of
from weerbaar.workbench.scoring.facilitation import withheld
from weerbaar.workbench.scoring.fields import Field, Rod, rod_of
from weerbaar.workbench.scoring.forms import Inputs, inputs_in, inputs_of, read_inputs
from weerbaar.workbench.scoring.models import Answer
from weerbaar.workbench.scoring.panel import GROUP, NotNowError, closed_words, scenarios_for, turn_now
from weerbaar.workbench.scoring.sheet import SHOWS_GROUP, Question, group_view, problem_words
from weerbaar.workbench.scoring.wording import PARTS, answer_words
from weerbaar.workbench.shell.language import language
from weerbaar.workbench.shell.versioned import StaleVersionError

LASTS = 30 * 60
"""Seconds after which a stream ends; the browser opens a new one."""
_TITLE = Text(nl="Plenair scherm", en="Plenary screen")
PAUSE = 1.0
"""Seconds between two looks at the database."""
_BEAT = 15
"""Looks without a change after which a comment is sent, so that a client that has left is noticed."""


@access(Action.FACILITATE)
@require_GET
def screen(request: HttpRequest, scenario_slug: str) -> HttpResponse:
    """One question about one scenario, for the beamer."""
    if waits(request.user, request.round):  # type: ignore[arg-type,attr-defined]
        return withheld(request, "screen", _TITLE)
    round_, rod, scenario = _place(request, scenario_slug)
    asked = rod.field(request.GET.get("criterium") or rod.fields[0].id)
    if asked is None:
        raise Http404
    return _screen(request, round_, rod, scenario, asked)


@access(Action.FACILITATE)
@require_POST
def record(request: HttpRequest, scenario_slug: str, criterion: str) -> HttpResponse:
    """Store the judgement of the group."""
    round_, rod, scenario = _place(request, scenario_slug)
    asked = rod.field(criterion)
    if asked is None:
        raise Http404
    inputs = inputs_in(request.POST, asked)
    given = read_inputs(inputs, asked)
    question = Question(asked, inputs, None, None, turn_now(round_))
    try:
        verbs.record_group_answer(
            request,
            round_=round_,
            scenario=scenario,
            criterion=criterion,
            judgement=given.checked(),
            version=given.version,
        )
    except InputError as error:
        question.problems = problem_words(error, language())
        return _screen(request, round_, rod, scenario, asked, question, status=422)
    except NotNowError as error:
        round_.refresh_from_db()
        question.problems = [error.render(language())]
        return _screen(request, round_, rod, scenario, asked, question, status=409)
    except StaleVersionError as error:
        current: Any = error.current
        question.conflict = verbs.GONE
        if current.judgement:
            judgement = judgement_of(scenario.slug, asked.id, current.judgement)
            question.conflict = answer_words(rod.method, asked, judgement, scenario.kind)
        question.inputs["version"] = str(current.version)
        return _screen(request, round_, rod, scenario, asked, question, status=409)
    return redirect(_address(round_, scenario, asked))


@access(Action.FACILITATE)
@require_GET
def stream(request: HttpRequest) -> HttpResponse:
    """Say that answers of this round have changed, as soon as they have; never what they are."""
    round_ = request.round  # type: ignore[attr-defined]
    headers = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}
    if not isinstance(request, ASGIRequest):
        # A server that cannot wait cheaply says what there is, and when to ask again.
        body = f"retry: 5000\ndata: {round_.inputs}\n\n"
        return HttpResponse(body, content_type="text/event-stream", headers=headers)
    events = StreamingHttpResponse(changes(round_.pk), content_type="text/event-stream", headers=headers)
    return cast(HttpResponse, events)


async def changes(round_id: int, *, lasts: float = LASTS, pause: float = PAUSE) -> AsyncIterator[str]:
    """Yield an event for every change of the answers or the phase of a round.

    One row is read per look: every write of an answer counts it up, in whatever process it happens.

    Args:
        round_id: the round.
        lasts: seconds until the stream ends.
        pause: seconds between two looks.
    """
    seen = await _state(round_id)
    yield "retry: 3000\n\n"
    end, quiet = time.monotonic() + lasts, 0
    while seen is not None and time.monotonic() < end:
        await asyncio.sleep(pause)
        now = await _state(round_id)
        if now != seen:
            seen, quiet = now, 0
            yield f"data: {now[0] if now else 'gone'}\n\n"
        else:
            quiet += 1
            if quiet % _BEAT == 0:
                yield ": still here\n\n"


async def _state(round_id: int) -> tuple[int, str] | None:
    return await Round.objects.filter(pk=round_id).values_list("inputs", "phase").afirst()


def _place(request: HttpRequest, slug: str) -> tuple[Round, Rod, Scenario]:
    round_, user = request.round, request.user  # type: ignore[attr-defined]
    found = scenarios_for(user, round_).filter(slug=slug).first()  # type: ignore[arg-type]
    if found is None:
        raise Http404
    return round_, rod_of(round_), found


def _screen(
    request: HttpRequest,
    round_: Round,
    rod: Rod,
    scenario: Scenario,
    asked: Field,
    question: Question | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    room = max(round_.level, scenario.level)
    request.level = room  # type: ignore[attr-defined]
    if request.method == "GET" and room >= Level.DEPARTMENTAL:
        log.record(request, "scenario.read", scenario, level=room, page="plenary")
    turn = turn_now(round_)
    shown = answers_on(round_, scenario, room, asked.id).get(asked.id, []) if round_.phase in SHOWS_GROUP else []
    stored = (
        Answer.objects.filter(
            panelist__round=round_, panelist__slug=GROUP, scenario=scenario, criterion=asked.id, level__lte=room
        )
        .order_by("-turn")
        .first()
    )
    if question is None:
        question = Question(asked, _stored_inputs(stored, asked, rod, turn), stored, None, turn)
    if stored is not None:
        judgement = judgement_of(scenario.slug, asked.id, stored.judgement)
        question.words = answer_words(rod.method, asked, judgement, scenario.kind)
    question.group = group_view(rod, asked, scenario, shown, None, voices=False) if shown else None
    user: Any = request.user
    context = {
        "q": question,
        "scenario": scenario,
        "turn": turn,
        "blind": round_.phase not in SHOWS_GROUP,
        "closed": None if turn else closed_words(round_),
        "answered": answered_on(round_, scenario, asked.id, turn or 1),
        "seats": round_.panel.filter(kind="expert").count(),
        "fields": rod.fields,
        "parts": PARTS,
        "none": rod.method.scale.none,
        **_steps(user, round_, rod, scenario, asked),
    }
    return render(request, "scoring/plenary_page.html", context, status=status)


def _stored_inputs(stored: Answer | None, asked: Field, rod: Rod, turn: int | None) -> Inputs:
    inputs = inputs_of(stored, asked, rod.method.likelihood.window_years)
    if stored is None or stored.turn != turn:
        inputs["version"] = "0"
    return inputs


def _steps(user: User, round_: Round, rod: Rod, scenario: Scenario, asked: Field) -> dict[str, Any]:
    """Return where previous and next lead: over the questions of a scenario, then to the next scenario."""
    rows = list(scenarios_for(user, round_).only("slug", "title_nl", "title_en", "round_id"))
    place = next(i for i, row in enumerate(rows) if row.pk == scenario.pk)
    at = rod.fields.index(asked)
    before = (scenario, rod.fields[at - 1]) if at else (rows[place - 1], rod.fields[-1]) if place else None
    after = None
    if at + 1 < len(rod.fields):
        after = (scenario, rod.fields[at + 1])
    elif place + 1 < len(rows):
        after = (rows[place + 1], rod.fields[0])
    return {
        "back_to": _address(round_, *before) if before else "",
        "on_to": _address(round_, *after) if after else "",
        "scenarios": rows,
    }


def _address(round_: Round, scenario: Scenario, asked: Field) -> str:
    page = reverse("plenary-scenario", kwargs={"round_slug": round_.slug, "scenario_slug": scenario.slug})
    return f"{page}?criterium={asked.id}"
