# SPDX-License-Identifier: EUPL-1.2
"""Pages of an expert: what is left, one scenario with all its questions, one question by itself."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from weerbaar.base import InputError
from weerbaar.dossier import STORYLINE_HEADINGS
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.permissions import Action, access
from weerbaar.workbench.audit import log
from weerbaar.workbench.library.conversion import SECTIONS
from weerbaar.workbench.library.storytext import as_html
from weerbaar.workbench.scoring import verbs
from weerbaar.workbench.scoring.answers import own_cells
from weerbaar.workbench.scoring.conversion import judgement_of
from weerbaar.workbench.scoring.fields import Field
from weerbaar.workbench.scoring.forms import read_inputs
from weerbaar.workbench.scoring.overview import Filter, overview_of
from weerbaar.workbench.scoring.panel import NotNowError, closed_words, panelist_of, scenarios_for, turn_now
from weerbaar.workbench.scoring.sheet import Question, Sheet, problem_words
from weerbaar.workbench.scoring.wording import CONFIDENCE, EVIDENCE, PARTS, VULNERABILITY, answer_words
from weerbaar.workbench.shell.language import language, say
from weerbaar.workbench.shell.versioned import StaleVersionError


@access(Action.SCORE)
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Scenarios and criteria in one table: what is answered, what is left, until when."""
    round_ = request.round  # type: ignore[attr-defined]
    turn = turn_now(round_)
    panelist = panelist_of(request.user, round_)  # type: ignore[arg-type]
    chosen = Filter.of(request.GET)
    found = overview_of(
        round_,
        list(scenarios_for(request.user, round_).defer("story", "links", "note_nl", "note_en")),  # type: ignore[arg-type]
        own_cells(panelist, turn or 1),
        chosen,
    )
    request.level = found.level  # type: ignore[attr-defined]
    return render(
        request,
        "scoring/overview.html",
        {
            "found": found,
            "filter": chosen,
            "turn": turn,
            "due": round_.score_by if turn == 1 else round_.revise_by if turn == 2 else None,
            "closed": None if turn else closed_words(round_),
            "panelist": panelist,
        },
    )


@access(Action.SCORE)
@require_http_methods(["GET", "POST"])
def scenario(request: HttpRequest, scenario_slug: str) -> HttpResponse:
    """One scenario: the storyline and every question; saving it stores all that was changed."""
    sheet = _sheet(request, scenario_slug)
    if request.method == "GET":
        return _whole(request, sheet, sheet.questions())
    what, _, criterion = request.POST.get("do", "").partition(" ")
    if what in {"stand-by", "withdraw"}:
        question = _act(request, sheet, _field(sheet, criterion))
        return _after(request, sheet, [question], at=question)
    questions = []
    for asked in sheet.rod.fields:
        wanted = sheet.changed(asked, request.POST) or criterion == asked.id
        questions.append(_act(request, sheet, asked) if wanted else sheet.question(asked))
    return _after(request, sheet, questions, at=next((q for q in questions if q.asked.id == criterion), None))


@access(Action.SCORE)
@require_POST
def field(request: HttpRequest, scenario_slug: str, criterion: str) -> HttpResponse:
    """Store, confirm or withdraw the answer to one question; the question comes back as it is now."""
    sheet = _sheet(request, scenario_slug)
    question = _act(request, sheet, _field(sheet, criterion))
    status = 409 if question.conflict or question.refused else 422 if question.problems else 200
    return render(request, "scoring/field_saved.html", _context(request, sheet, {"q": question}), status=status)


@access(Action.SCORE)
@require_GET
def label(request: HttpRequest, scenario_slug: str, criterion: str) -> HttpResponse:
    """What the numbers that are being typed come down to, with the reason in words."""
    sheet = _sheet(request, scenario_slug, log_reading=False)
    asked = _field(sheet, criterion)
    question = Question(asked, sheet.question(asked, request.GET).inputs, None, None, sheet.turn)
    question.inputs["way"] = "probability" if asked.is_likelihood else "quantities"
    try:
        question.reading = sheet.read(asked, question.inputs)
    except InputError as error:
        question.problems = problem_words(error, language())
    return render(request, "scoring/reading.html", {"q": question})


def _act(request: HttpRequest, sheet: Sheet, asked: Field) -> Question:
    """Do what the button asks for one question, and return the question as it then is."""
    what = request.POST.get("do", "save").partition(" ")[0]
    posted: Any = request.POST
    question = sheet.question(asked, posted)
    given = read_inputs(question.inputs, asked)
    place: dict[str, Any] = {"scenario": sheet.scenario, "criterion": asked.id, "version": given.version}
    try:
        if what == "withdraw":
            panelist = sheet.panelist
            if panelist is not None:
                verbs.withdraw_answer(request, panelist=panelist, **place)
        else:
            panelist = sheet.panelist or verbs.take_seat(request, round_=sheet.round)
            if what == "stand-by":
                verbs.stand_by(request, panelist=panelist, **place)
            elif sheet.changed(asked, posted) or sheet.turn not in sheet.own.get(asked.id, {}):
                verbs.answer(request, panelist=panelist, **place, judgement=given.checked(), level=given.level)
    except InputError as error:
        question.problems = problem_words(error, language())
        return question
    except NotNowError as error:
        sheet.round.refresh_from_db()
        sheet.refresh()
        question = sheet.question(asked)
        question.refused = error.message
        return question
    except StaleVersionError as error:
        return _conflict(sheet, asked, question, error)
    sheet.refresh()
    fresh = sheet.question(asked)
    fresh.saved = True
    return fresh


def _conflict(sheet: Sheet, asked: Field, question: Question, error: StaleVersionError) -> Question:
    """Return the question with what was typed, and beside it what is stored now; saving again then replaces that."""
    current: Any = error.current
    if current.judgement:
        judgement = judgement_of(sheet.scenario.slug, asked.id, current.judgement)
        question.conflict = answer_words(sheet.rod.method, asked, judgement, sheet.scenario.kind)
    else:
        question.conflict = verbs.GONE
    question.inputs["version"] = str(current.version)
    return question


def _after(request: HttpRequest, sheet: Sheet, questions: list[Question], *, at: Question | None) -> HttpResponse:
    """Answer a whole form: back to the page where all went well, else the page with what went wrong."""
    wrong = [q for q in questions if q.problems or q.conflict or q.refused]
    if not wrong:
        sheet.tidy_draft()
        place = reverse("scoring-scenario", kwargs=_place(sheet)) + _query(request)
        key = at.asked.key if at is not None else ""
        go_on = request.POST.get("do") == "save-next"
        if go_on and (following := _neighbours(request, sheet)["following"]):
            return redirect(reverse("scoring-scenario", kwargs=_place(sheet, following.slug)) + _query(request))
        _tell(request, questions)
        return redirect(f"{place}{'#veld-' + key if key else ''}")
    shown = {q.asked.id: q for q in questions}
    whole = [shown.get(asked.id) or sheet.question(asked) for asked in sheet.rod.fields]
    return _whole(request, sheet, whole, status=409 if any(q.conflict or q.refused for q in wrong) else 422)


def _tell(request: HttpRequest, questions: list[Question]) -> None:
    from django.contrib import messages

    n = sum(q.saved for q in questions)
    if n:
        words = say(
            f"{n} {'antwoord' if n == 1 else 'antwoorden'} bewaard.", f"{n} {'answer' if n == 1 else 'answers'} saved."
        )
        messages.success(request, words)
    else:
        messages.info(request, say("Er was niets gewijzigd.", "Nothing was changed."))


def _whole(request: HttpRequest, sheet: Sheet, questions: list[Question], status: int = 200) -> HttpResponse:
    story = [
        (STORYLINE_HEADINGS[name], as_html(text))
        for name in SECTIONS
        if (text := _in_language(sheet.scenario.story.get(name) or {}))
    ]
    context = {
        "questions": questions,
        "wrong": [q for q in questions if q.problems or q.conflict or q.refused],
        "story": story,
        "closed": None if sheet.turn else closed_words(sheet.round),
        "offer": status == 200 and sheet.turn is not None and sheet.draft_differs(),
        **_neighbours(request, sheet),
    }
    return render(request, "scoring/scenario.html", _context(request, sheet, context), status=status)


def _in_language(pair: dict[str, str]) -> str:
    wanted = language()
    return pair.get(wanted) or pair.get("nl" if wanted == "en" else "en") or ""


def _context(request: HttpRequest, sheet: Sheet, more: dict[str, Any]) -> dict[str, Any]:
    request.level = max(sheet.level, sheet.round.level)  # type: ignore[attr-defined]
    round_ = sheet.round
    return {
        "sheet": sheet,
        "scenario": sheet.scenario,
        "turn": sheet.turn,
        "due": round_.score_by if sheet.turn == 1 else round_.revise_by if sheet.turn == 2 else None,
        "total": len(sheet.rod.fields),
        "query": _query(request),
        "confidence": CONFIDENCE,
        "evidence": EVIDENCE,
        "parts": PARTS,
        "vulnerability": VULNERABILITY
        if sheet.scenario.kind == "threat" and sheet.rod.method.likelihood.threat_route is not None
        else {},
        "none": sheet.rod.method.scale.none,
        **more,
    }


def _neighbours(request: HttpRequest, sheet: Sheet) -> dict[str, Any]:
    """Return the scenarios before and after this one, in the list that the overview showed."""
    chosen = Filter.of(request.GET)
    rows = list(
        scenarios_for(sheet.user, sheet.round).only("slug", "title_nl", "title_en", "theme_nl", "theme_en", "round_id")
    )
    rows = [row for row in rows if chosen.fits(row) or row.slug == sheet.scenario.slug]
    place = next(i for i, row in enumerate(rows) if row.slug == sheet.scenario.slug)
    return {
        "previous": rows[place - 1] if place else None,
        "following": rows[place + 1] if place + 1 < len(rows) else None,
        "place": place + 1,
        "of": len(rows),
    }


def _query(request: HttpRequest) -> str:
    text = Filter.of(request.GET).query
    return f"?{text}" if text else ""


def _place(sheet: Sheet, slug: str = "") -> dict[str, str]:
    return {"round_slug": sheet.round.slug, "scenario_slug": slug or sheet.scenario.slug}


def _sheet(request: HttpRequest, slug: str, *, log_reading: bool = True) -> Sheet:
    round_ = request.round  # type: ignore[attr-defined]
    found = scenarios_for(request.user, round_).filter(slug=slug).first()  # type: ignore[arg-type]
    if found is None:
        raise Http404
    sheet = Sheet(request.user, round_, found)  # type: ignore[arg-type]
    if log_reading and request.method == "GET" and sheet.level >= Level.DEPARTMENTAL:
        log.record(request, "scenario.read", found, level=sheet.level, page="scoring")
    return sheet


def _field(sheet: Sheet, criterion: str) -> Field:
    found = sheet.rod.field(criterion)
    if found is None:
        raise Http404
    return found
