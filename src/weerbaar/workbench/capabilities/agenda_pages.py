# SPDX-License-Identifier: EUPL-1.2
"""The rolling agenda: what must be looked at again and why, what falls in a year, and noting a review."""

from __future__ import annotations

import contextlib
import datetime
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dates import MONTHS
from django.views.decorators.http import require_POST

from weerbaar.base import InputError, Text
from weerbaar.workbench.accounts.permissions import Action, access
from weerbaar.workbench.capabilities import verbs
from weerbaar.workbench.capabilities.conversion import Desk
from weerbaar.workbench.capabilities.opening import not_there, open_desk, page, problems_in, round_of
from weerbaar.workbench.shell.language import language, say

if TYPE_CHECKING:
    from weerbaar.capability.agenda import Agenda, Event, ScenarioStatus
    from weerbaar.dossier import Dossier

_TITLE = Text(nl="Agenda", en="Agenda")
_CURRENT = "capability-agenda"
_KINDS = ("agenda", "register")
_YEARS_OF_LOAD = 4
STATUS_WORDS = {
    "fresh": Text(nl="actueel", en="fresh"),
    "stale": Text(nl="opnieuw bekijken", en="look at again"),
    "planned": Text(nl="gepland", en="planned"),
}
_STATUS_CLASS = {"fresh": "good", "stale": "bad", "planned": "accent"}
_EVENT_WORDS = {
    "start": Text(nl="start", en="start"),
    "review": Text(nl="herbeoordeling", en="review"),
    "deadline": Text(nl="uiterste datum", en="deadline"),
}


@access(Action.RESULTS)
def agenda(request: HttpRequest) -> HttpResponse:
    """Themes with the state of their scenarios, the calendar of a year, and the load of the years after it."""
    from weerbaar.capability.agenda import loads

    desk = open_desk(request, *_KINDS)
    today = timezone.localdate()
    year = _year(request, today)
    try:
        found = desk.agenda
        statuses = statuses_of(desk, today)
    except InputError as error:
        return not_there(request, error, title=_TITLE, kind="agenda", current=_CURRENT)
    events = events_of(desk, found, year, today)
    own = set(own_names(desk))
    context = {
        "agenda": found.file,
        "themes": [
            (theme, [_row(s, own) for s in statuses if s.theme.id == theme.id]) for theme in found.themes
        ],
        "stale": sum(s.status == "stale" for s in statuses),
        "fresh": sum(s.status == "fresh" for s in statuses),
        "planned": sum(s.status == "planned" for s in statuses),
        "months": _months(events, year),
        "whole_year": [_event(e) for e in events if _month(e, year) is None],
        "year": year,
        "load": loads(found, range(year, year + _YEARS_OF_LOAD), today),
    }  # fmt: skip
    return page(request, "agenda.html", context, current=_CURRENT)


@access(Action.CAPABILITIES)
@require_POST
def review(request: HttpRequest, scenario: str) -> HttpResponse:
    """Note that a scenario was reviewed today."""
    try:
        verbs.note_review(request, round_of(request), scenario=scenario)
    except InputError as error:
        messages.error(request, problems_in(error)[0].message.in_(language()))
    else:
        messages.success(request, say("De herbeoordeling is genoteerd.", "The review was noted."))
    return redirect(_CURRENT, round_slug=round_of(request).slug)


@access(Action.RESULTS)
def calendar_file(request: HttpRequest, year: int) -> HttpResponse:
    """Give the calendar of a year as iCalendar."""
    from weerbaar.capability.agenda import icalendar

    desk = open_desk(request, *_KINDS)
    today = timezone.localdate()
    if not 1900 <= year <= 2150:
        raise Http404
    try:
        found = desk.agenda
    except InputError:
        raise Http404 from None
    content = icalendar(found, events_of(desk, found, year, today), today, language())
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{round_of(request).slug}-agenda-{year}.ics"'
    return response


def statuses_of(desk: Desk, today: datetime.date) -> tuple[ScenarioStatus, ...]:
    """Return whether each scenario on the agenda still stands.

    Raises:
        InputError: there is no agenda, it has errors, or it names a round that is not there.
    """
    from weerbaar.capability.agenda import dossiers_of, staleness

    def make() -> tuple[ScenarioStatus, ...]:
        given: dict[str, Dossier] = dict.fromkeys(own_names(desk), desk.by_name)
        return staleness(desk.agenda, dossiers_of(desk.agenda, given), today)

    return desk.once(f"staleness {today} {desk.by_name.content_hash}", make)


def own_names(desk: Desk) -> tuple[str, ...]:
    """Return the names by which documents call the round they are in."""
    named = [desk.round_slug, desk.dossier.round.id]
    with contextlib.suppress(InputError):
        named.append(desk.analysis.header.dossier)
    return tuple(dict.fromkeys(named))


def _year(request: HttpRequest, today: datetime.date) -> int:
    given = request.GET.get("jaar", "")
    return int(given) if given.isascii() and given.isdigit() and 1900 <= int(given[:5]) <= 2150 else today.year


def events_of(desk: Desk, found: Agenda, year: int, today: datetime.date) -> tuple[Event, ...]:
    from weerbaar.capability.agenda import calendar_of

    try:
        register = desk.register
    except InputError:
        register = None
    return calendar_of(found, year, today, register)


def _row(status: ScenarioStatus, own: set[str]) -> dict[str, Any]:
    from weerbaar.capability.register import day_words

    lang = language()
    return {
        "status": status,
        "words": STATUS_WORDS[status.status],
        "class": _STATUS_CLASS[status.status],
        "reviewed": day_words(status.reviewed_on, lang) if status.reviewed_on else "",
        "due": status.due.words(lang) if status.due else "",
        "own": status.scenario.dossier in own,
    }


def _event(event: Event) -> dict[str, Any]:
    return {"event": event, "when": event.when.words(language()), "kind": _EVENT_WORDS[event.kind]}


def _month(event: Event, year: int) -> int | None:
    """Return the month in which something falls for certain; None where it is known less precisely."""
    first, last = event.when.earliest, event.when.latest
    return first.month if (first.year, first.month) == (last.year, last.month) == (year, first.month) else None


def _months(events: tuple[Event, ...], year: int) -> list[tuple[str, list[dict[str, Any]]]]:
    return [(str(MONTHS[m]), [_event(e) for e in events if _month(e, year) == m]) for m in range(1, 13)]
