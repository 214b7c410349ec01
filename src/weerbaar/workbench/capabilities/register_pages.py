# SPDX-License-Identifier: EUPL-1.2
"""The register: what was decided since 2008 and what came of it, as it was known then or as it is known now."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from weerbaar.base import InputError, Text, euro
from weerbaar.workbench.accounts.permissions import Action, access
from weerbaar.workbench.audit import log
from weerbaar.workbench.capabilities import verbs
from weerbaar.workbench.capabilities.conversion import Desk, document_of
from weerbaar.workbench.capabilities.drawing import Drawn, drawn
from weerbaar.workbench.capabilities.opening import allowed, not_there, open_desk, page, problems_in, round_of, who
from weerbaar.workbench.capabilities.withholding import text_may_be_read
from weerbaar.workbench.shell import drafts
from weerbaar.workbench.shell.language import language, say

if TYPE_CHECKING:
    from weerbaar.capability.register import Entry, Overdue, Progress, Register, SubjectState

_TITLE = Text(nl="Register", en="Register")
_CURRENT = "capability-register"
_FIRST, _LAST = datetime.date(2000, 1, 1), datetime.date(2149, 12, 31)
_LATE = "te-laat"


@access(Action.RESULTS, blind=True)
def register(request: HttpRequest) -> HttpResponse:
    """The state of every subject on a day, as it was known on that or another day; late ones first."""
    desk = open_desk(request, "register")
    try:
        found = desk.register
    except InputError as error:
        context = {"title": _TITLE, "problems": problems_in(error), "there": desk.has("register")}
        return page(request, "register_empty.html", context, current=_CURRENT)
    on, known, wrong = _days(request)
    report = _progress(desk, found, on, known)
    late = {one.state.subject.id: one for one in report.overdue}
    asked = {name: request.GET.get(name, "") for name in ("stand", "terrein", "ministerie", "zoek")}
    rows = [_row(found, state, late.get(state.subject.id), desk) for state in report.snapshot.subjects]
    shown = [row for row in rows if _answers(row, asked)]
    context = {
        "register": found,
        "rows": shown,
        "count": len(rows),
        "late": sum(one.certain for one in report.overdue),
        "silent": len(report.silent),
        "counts": _counts(report),
        "by_heading": _by_heading(report),
        "on": on,
        "known": known,
        "wrong": wrong,
        "today": timezone.localdate(),
        "drawn": _timeline(desk, found, on, known),
        "asked": asked,
        "states": _states(),
        "headings": [(h.id, h.title) for h in found.file.headings],
        "ministries": sorted({name for row in rows for name in row["names"]}, key=str.casefold),
        "caution": found.caution(language()),
        "may_export": allowed(request, Action.EXPORT, blind=True),
        "query": request.GET.urlencode(),
        "late_word": _LATE,
    }
    return page(request, "register.html", context, current=_CURRENT, status=422 if wrong else 200)


@access(Action.RESULTS, blind=True)
def subject(request: HttpRequest, subject: str) -> HttpResponse:
    """One subject: where it stands, its life entry by entry, and the form to record what came of it."""
    return _subject(request, subject, {}, [])


@access(Action.CAPABILITIES)
@require_POST
def record(request: HttpRequest, subject: str) -> HttpResponse:
    """Record an entry about a subject."""
    names = ("kind", "on", "text", "deadline", "evidence", "shows", "responsible", "corrects")
    values = {name: request.POST.get(name, "").strip() for name in names}
    fields: dict[str, Any] = {"subject": subject, "kind": values["kind"], "mark": "found"}
    if values["kind"] == "correction":
        fields["corrects"] = values["corrects"]
    if values["on"]:
        fields["valid_from"] = values["on"]
    if values["text"]:
        fields["text"] = {"nl": values["text"]}
    if values["deadline"]:
        fields["deadline"] = values["deadline"]
    if values["responsible"]:
        fields["responsible"] = tuple(line.strip() for line in values["responsible"].splitlines() if line.strip())
    if values["evidence"]:
        shows = values["shows"] or values["evidence"]
        fields["evidence"] = ({"reference": values["evidence"], "shows": {"nl": shows}},)
    try:
        verbs.register_entry(request, round_of(request), fields=fields)
    except InputError as error:
        return _subject(request, subject, values, problems_in(error))
    drafts.forget(who(request), _key(request, subject))
    messages.success(request, say("Vastgelegd.", "Recorded."))
    return redirect("capability-subject", round_slug=round_of(request).slug, subject=subject)


@access(Action.CAPABILITIES)
@require_POST
def since_2008(request: HttpRequest) -> HttpResponse:
    """Take up the shipped register of what was found in public sources since 2008."""
    try:
        verbs.take_since_2008(request, round_of(request))
    except InputError as error:
        return not_there(request, error, title=_TITLE, kind="register", current=_CURRENT, status=422)
    messages.success(request, say("Het register sinds 2008 staat klaar.", "The register since 2008 is ready."))
    return redirect(_CURRENT, round_slug=round_of(request).slug)


@access(Action.EXPORT, blind=True)
def export(request: HttpRequest, form: str) -> HttpResponse:
    """Give the state of the register as CSV for a spreadsheet, or as JSON in the published schema."""
    from weerbaar.capability.register import progress_csv, progress_json

    if form not in ("csv", "json"):
        raise Http404
    desk = open_desk(request, "register")
    try:
        found = desk.register
    except InputError:
        raise Http404 from None
    on, known, _ = _days(request)
    report = _progress(desk, found, on, known)
    content = progress_csv(report, language()) if form == "csv" else progress_json(report)
    log.record(request, "register.exported", round_=round_of(request), level=desk.marking("register"), format=form)
    media = "text/csv; charset=utf-8" if form == "csv" else "application/json"
    response = HttpResponse(content, content_type=media)
    response["Content-Disposition"] = f'attachment; filename="{round_of(request).slug}-register-{on}.{form}"'
    return response


def _subject(request: HttpRequest, id_: str, values: dict[str, str], problems: list[Any]) -> HttpResponse:
    from weerbaar.capability.register import KIND_WORDS, as_of

    desk = open_desk(request, "register")
    try:
        found = desk.register
    except InputError:
        raise Http404 from None
    own = found.by_id.get(id_)
    if own is None:
        raise Http404
    today = timezone.localdate()
    state = next((s for s in as_of(found, _LAST).subjects if s.subject.id == id_), None)
    now = next((s for s in as_of(found, today).subjects if s.subject.id == id_), None)
    titles = {s.id: s.title for s in desk.dossier.scenarios}
    document = document_of(round_of(request), "register", who(request).clearance)
    context = {
        "subject": own,
        "heading": found.heading(own.heading).title,
        "row": _row(found, now, _late(found, id_, today), desk) if now is not None else None,
        "entries": [_entry(e, found) for e in found.entries if e.subject == id_],
        "evidence": state.evidence if state is not None else (),
        "scenarios": [titles[s] for s in own.scenarios if s in titles],
        "values": values or {"kind": "progress", "on": today.isoformat()},
        "problems": problems,
        "kinds": [(name, KIND_WORDS[name]) for name in
                  ("start", "progress", "completion", "evaluation", "withdrawal", "correction")],
        "editable": document is not None and text_may_be_read(document, who(request).clearance, desk.hidden),
        "key": _key(request, id_),
        "caution": found.caution(language()),
    }  # fmt: skip
    return page(request, "subject.html", context, current=_CURRENT, status=422 if problems else 200)


def _late(found: Register, id_: str, today: datetime.date) -> Overdue | None:
    from weerbaar.capability.register import as_of, overdue

    return next((one for one in overdue(as_of(found, today)) if one.state.subject.id == id_), None)


def _days(request: HttpRequest) -> tuple[datetime.date, datetime.date | None, str]:
    """Return the day that is asked about, the day up to which entries count, and what is wrong with them."""
    today = timezone.localdate()
    try:
        on = datetime.date.fromisoformat(request.GET.get("op") or today.isoformat())
        given = request.GET.get("bekend", "")
        known = datetime.date.fromisoformat(given) if given else None
    except ValueError:
        return today, None, say("Schrijf een dag als 2014-05-31.", "Write a day as 2014-05-31.")
    if not all(_FIRST <= day <= _LAST for day in (on, known or on)):
        return today, None, say("Kies een dag tussen 2000 en 2150.", "Choose a day between 2000 and 2150.")
    return on, known, ""


def _progress(desk: Desk, found: Register, on: datetime.date, known: datetime.date | None) -> Progress:
    from weerbaar.capability.register import progress

    return desk.once(f"progress {on} {known}", lambda: progress(found, on, known=known))


def _timeline(desk: Desk, found: Register, on: datetime.date, known: datetime.date | None) -> Drawn | None:
    from weerbaar.figures import register_timeline

    def make() -> Drawn | None:
        return drawn(lambda lang, width: register_timeline(found, on, known, lang, width))

    return desk.once(f"timeline {on} {known} {language()}", make)


def _row(found: Register, state: SubjectState, late: Overdue | None, desk: Desk) -> dict[str, Any]:
    from weerbaar.capability.register import moment_words, state_words

    lang = language()
    names = [name for group in state.responsible.values for name in group or ()]
    budget = state.budget_eur.certain
    certain = state.state.certain if state.state.is_certain else None
    return {
        "state": state,
        "subject": state.subject,
        "title": state.subject.short.in_(lang),
        "heading": found.heading(state.subject.heading).title,
        "words": state_words(state.state, lang),
        "certain": certain or ("unknown" if state.state.is_certain else "uncertain"),
        "class": {"completed": "good", "running": "accent", "withdrawn": "warm"}.get(certain or "", ""),
        "names": list(dict.fromkeys(names)),
        "deadline": moment_words(state.deadline, lang),
        "late": late,
        "budget": euro(budget, lang) if budget is not None else "",
        "recorded": state.last_recorded,
        "evidence": len(state.evidence),
    }


def _entry(entry: Entry, found: Register) -> dict[str, Any]:
    from weerbaar.capability.register import KIND_WORDS, STATE_WORDS, day_words

    lang = language()
    sources = [found.file.sources[name].title for name in entry.source if name in found.file.sources]
    return {
        "entry": entry,
        "kind": KIND_WORDS[entry.kind],
        "state": STATE_WORDS[entry.new_state] if entry.new_state else None,
        "when": entry.valid_from.words(lang) if entry.valid_from else "",
        "until": entry.valid_until.words(lang) if entry.valid_until else "",
        "recorded": day_words(entry.recorded_on, lang),
        "deadline": entry.deadline.words(lang) if entry.deadline else "",
        "budget": euro(entry.budget_eur, lang) if entry.budget_eur is not None else "",
        "mandate": _mandate(entry),
        "sources": sources,
    }


def _mandate(entry: Entry) -> str:
    if entry.mandate is None:
        return ""
    from weerbaar.workbench.capabilities.advice_pages import body_words

    name = entry.mandate.name.in_(language()) if entry.mandate.name else body_words(entry.mandate.body)
    return f"{name} ({entry.mandate.reference})" if entry.mandate.reference else name


def _answers(row: dict[str, Any], asked: dict[str, str]) -> bool:
    sought = asked["zoek"].casefold()
    title = row["subject"].title
    text = f"{title.nl} {title.en} {' '.join(row['names'])} {row['subject'].id}".casefold()
    stand = asked["stand"]
    return (
        (not stand or stand == row["certain"] or (stand == _LATE and row["late"] is not None))
        and (not asked["terrein"] or row["subject"].heading == asked["terrein"])
        and (not asked["ministerie"] or asked["ministerie"] in row["names"])
        and (not sought or sought in text)
    )


def _states() -> list[tuple[str, Text]]:
    from weerbaar.capability.register import COUNTED, STATE_WORDS

    words = {str(name): text for name, text in STATE_WORDS.items()}
    words["uncertain"] = Text(nl="niet zeker", en="not certain")
    return [(name, words[name]) for name in COUNTED]


def _counts(report: Progress) -> list[tuple[Text, int]]:
    words = dict(_states())
    total = dict.fromkeys(words, 0)
    for group in report.headings:
        for name, count in group.states.items():
            total[name] += count
    return [(words[name], count) for name, count in total.items() if count]


def _by_heading(report: Progress) -> list[dict[str, Any]]:
    return [{"title": c.title, "counts": list(c.states.values()), "total": c.total} for c in report.headings]


def _key(request: HttpRequest, subject: str) -> str:
    return f"capability-entry:{round_of(request).pk}:{subject}"
