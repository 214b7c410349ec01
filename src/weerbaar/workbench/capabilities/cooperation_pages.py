# SPDX-License-Identifier: EUPL-1.2
"""Cooperation: who may do what at T+h and who must ask whom, what the register lacks, how countries assess."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from weerbaar.base import InputError, Text
from weerbaar.workbench.accounts.permissions import Action, access
from weerbaar.workbench.capabilities.drawing import drawn_once
from weerbaar.workbench.capabilities.opening import not_there, open_desk, page
from weerbaar.workbench.capabilities.quantities import parsed
from weerbaar.workbench.shell.language import language, say

if TYPE_CHECKING:
    from weerbaar.capability.cooperation import Answer, PowerLine, Register, RequestLine, UnitLine

_TITLE = Text(nl="Samenwerking", en="Cooperation")
_CURRENT = "capability-cooperation"
_USUAL = "nuclear-threat"
_USUAL_HOUR = 6.0
_SOON_DAYS = 180
_STATE_CLASS = {
    **dict.fromkeys(("now", "granted", "there"), "good"),
    **dict.fromkeys(("later", "under-way", "asked"), "accent"),
    **dict.fromkeys(("not-yet-asked", "unknown"), "warm"),
    "cannot": "bad",
}


@access(Action.RESULTS, blind=True)
def cooperation(request: HttpRequest) -> HttpResponse:
    """Who may do what in a situation at an hour; the question stands in the address."""
    from weerbaar.capability.cooperation import SITUATIONS, who_may
    from weerbaar.figures import response_clock

    desk = open_desk(request, "cooperation")
    try:
        found = desk.cooperation
    except InputError as error:
        return not_there(request, error, title=_TITLE, kind="cooperation", current=_CURRENT)
    asked, wrong = _question(request, found)
    answer: Answer | None = None
    problems: list[Any] = []
    if not wrong:
        try:
            answer = who_may(found, asked["situation"], asked["at"], on=asked["on"], site=asked["site"],
                             asked=asked["requests"], confidential=desk.cleared)  # fmt: skip
        except InputError as error:
            problems = list(error.problems)
    seen = answer.register if answer is not None else found.view(confidential=desk.cleared)
    context = {
        "register": seen,
        "inventory": not desk.has("cooperation"),
        "asked": asked,
        "wrong": wrong,
        "problems": problems,
        "situations": [(s.id, s.name) for s in SITUATIONS],
        "sites": list(seen.sites.items()),
        "answer": answer,
        "now": [_power(p, answer) for p in answer.now] if answer else [],
        "later": [_power(p, answer) for p in answer.powers if p not in answer.now] if answer else [],
        "requests": [_request(r, answer) for r in answer.requests] if answer else [],
        "units": [_unit(u, answer) for u in answer.units] if answer else [],
        "findings": [f.text for f in answer.findings] if answer else [],
        "drawn": drawn_once(
            desk,
            f"clock {answer.run_record.id}",
            lambda lang, width: response_clock(answer, lang, width),
        )
        if answer
        else None,
        "callable": [(a.id, a.title) for a in seen.agreements.values() if a.asks],
        "supposed": asked["requests"] is None,
    }
    return page(request, "cooperation.html", context, current=_CURRENT, status=422 if wrong or problems else 200)


@access(Action.RESULTS, blind=True)
def report(request: HttpRequest) -> HttpResponse:
    """Overlaps, holes, double promises, what has expired or soon will, what was never exercised."""
    from weerbaar.capability.cooperation import KINDS, cooperation_report

    desk = open_desk(request, "cooperation")
    today = timezone.localdate()
    on, _ = _day(request, today)
    try:
        found = desk.cooperation
        made = desk.once(
            f"cooperation report {on}",
            lambda: cooperation_report(found, on=on, soon_days=_SOON_DAYS, confidential=desk.cleared),
        )
    except InputError as error:
        return not_there(request, error, title=_TITLE, kind="cooperation", current=_CURRENT)
    groups = [(title, [f.text for f in made.of_kind(kind)]) for kind, title in KINDS.items()]
    context = {
        "report": made,
        "groups": [(title, texts) for title, texts in groups if texts],
        "count": len(made.findings),
        "on": on,
        "days": _SOON_DAYS,
        "inventory": not desk.has("cooperation"),
        "agreements": [_agreement(a, made.register) for a in made.register.agreements.values()],
    }
    return page(request, "cooperation_report.html", context, current=_CURRENT)


@access(Action.RESULTS, blind=True)
def approaches(request: HttpRequest) -> HttpResponse:
    """How countries assess their risks, theme by theme, with where each cell comes from."""
    desk = open_desk(request, "approaches")
    try:
        table = desk.approaches
    except InputError as error:
        return not_there(request, error, title=_TITLE, kind="approaches", current=_CURRENT)
    file = table.file
    numbers = {source.id: place for place, source in enumerate(file.sources, start=1)}
    lang = language()
    rows = [
        (theme.name, [_cell(table, c.id, theme.id, numbers, lang) for c in file.countries]) for theme in file.themes
    ]
    context = {"table": file, "rows": rows, "sources": [s.title for s in file.sources]}
    return page(request, "approaches.html", context, current=_CURRENT)


def _question(request: HttpRequest, found: Register) -> tuple[dict[str, Any], str]:
    """Return what is asked, and what is wrong with it."""
    today = timezone.localdate()
    on, wrong = _day(request, today)
    hour, said = _hour(request.GET.get("uur", ""), _USUAL_HOUR)
    requests: dict[str, float] | None = None
    if request.GET.get("verzoeken") == "echt":
        requests = {}
        for agreement in (a.id for a in found.agreements.values() if a.asks):
            given = request.GET.get(f"gevraagd-{agreement}", "").strip()
            if given:
                at, late = _hour(given, 0.0)
                requests[agreement], said = at, said or late
    asked = {
        "situation": request.GET.get("situatie") or _USUAL,
        "at": hour,
        "hour": request.GET.get("uur") or "6",
        "site": request.GET.get("plaats") or None,
        "on": on,
        "requests": requests,
        "given": {name: f"{value:g}" for name, value in (requests or {}).items()},
    }
    return asked, wrong or said


def _hour(text: str, usual: float) -> tuple[float, str]:
    from weerbaar.base import Explained

    try:
        found = parsed(text)
    except Explained as error:
        return usual, error.text.in_(language())
    if found is None:
        return usual, ""
    if not 0 <= found <= 10_000:
        return usual, say("Geef een aantal uren vanaf 0.", "Give a number of hours from 0.")
    return float(found), ""


def _day(request: HttpRequest, today: datetime.date) -> tuple[datetime.date, str]:
    try:
        return datetime.date.fromisoformat(request.GET.get("op") or today.isoformat()), ""
    except ValueError:
        return today, say("Schrijf een dag als 2014-05-31.", "Write a day as 2014-05-31.")


def _power(line: PowerLine, answer: Answer) -> dict[str, Any]:
    from weerbaar.capability.cooperation import POWER_WORDS, STATE_WORDS, hour_words

    return {
        "party": answer.register.name(line.party),
        "power": POWER_WORDS[line.power],
        "agreement": line.agreement.title,
        "state": STATE_WORDS[line.state],
        "class": _STATE_CLASS.get(line.state, ""),
        "from": hour_words(line.from_h, line.at_least),
        "until": hour_words(line.until_h) if line.until_h is not None else None,
        "own": line.own,
        "condition": line.condition,
        "limits": line.limits,
        "verify": line.agreement.verify,
    }


def _request(line: RequestLine, answer: Answer) -> dict[str, Any]:
    from weerbaar.capability.cooperation import STATE_WORDS, hour_words

    register = answer.register
    agreement = line.agreement
    return {
        "agreement": agreement.title,
        "asker": register.name(line.asker) if line.asker else None,
        "asked": register.name(agreement.asked) if agreement.asked else None,
        "decides": register.name(agreement.decides) if agreement.decides else None,
        "asked_h": hour_words(line.asked_h),
        "granted_h": hour_words(line.granted_h, line.at_least),
        "state": STATE_WORDS[line.state],
        "class": _STATE_CLASS.get(line.state, ""),
        "missing": line.missing,
        "why": line.why,
    }


def _unit(line: UnitLine, answer: Answer) -> dict[str, Any]:
    from weerbaar.capability.cooperation import STATE_WORDS, hour_words

    return {
        "name": line.unit.name,
        "party": answer.register.name(line.unit.party),
        "agreement": line.agreement.title if line.agreement else None,
        "asked": hour_words(line.asked_h),
        "on_site": hour_words(line.on_site_h, line.at_least),
        "until": hour_words(line.supplied_until_h),
        "state": STATE_WORDS[line.state],
        "class": _STATE_CLASS.get(line.state, ""),
        "double": line.double_booked,
        "why": line.why,
    }


def _agreement(agreement: Any, register: Register) -> dict[str, Any]:
    from weerbaar.capability.cooperation import LAYER_WORDS

    return {
        "title": agreement.title,
        "layer": LAYER_WORDS[agreement.layer],
        "decides": register.name(agreement.decides) if agreement.decides else None,
        "until": agreement.valid_until,
        "basis": agreement.legal_basis,
        "verify": agreement.verify,
    }


def _cell(table: Any, country: str, theme: str, numbers: dict[str, int], lang: Any) -> dict[str, Any]:
    from weerbaar.capability.cooperation import MARK_WORDS

    cell = table.cell(country, theme)
    told = cell.mark not in ("found", "derived", "not-found")
    return {
        "words": table.words(country, theme, lang),
        "known": cell.text is not None,
        "sources": [numbers[s] for s in cell.source if s in numbers],
        "mark": MARK_WORDS[cell.mark] if told else None,
    }
