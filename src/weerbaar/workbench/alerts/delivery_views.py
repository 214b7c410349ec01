# SPDX-License-Identifier: EUPL-1.2
"""The page of one use after its approval: send, see what every cell did, withdraw, give the all-clear, evaluate."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Literal

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone

from weerbaar.alerting.register import STATE_WORDS, State, Use, cells_csv, state_line, timeline_markdown, use_json
from weerbaar.base import Lang, Text, WeerbaarError
from weerbaar.workbench.accounts.permissions import Action, access, may_in_region
from weerbaar.workbench.alerts import delivery_verbs as verbs
from weerbaar.workbench.alerts import models
from weerbaar.workbench.alerts.approve_views import shown_checks
from weerbaar.workbench.alerts.case_pages import (
    TARGET,
    channel_rows,
    clock_of,
    duration_words,
    map_of,
    timeline,
)
from weerbaar.workbench.alerts.opening import person, use_for
from weerbaar.workbench.alerts.uses import ON_AIR, events_of, place_of, register_use, text_of
from weerbaar.workbench.audit import log
from weerbaar.workbench.shell import drafts
from weerbaar.workbench.shell.language import language, say

QUICK_S, SLOW_S = 2, 30
"""How often the page asks again: while something is under way, and else."""
_JUST_NOW = timedelta(minutes=1)
_SENDABLE = frozenset({State.APPROVED, State.REFUSED, State.UNKNOWN})
_LONGEST = 2_000


@access(Action.ALERT_READ, some_region=True)
def use_page(request: HttpRequest, use: str) -> HttpResponse:
    """What became of one use, and what can be done with it now."""
    row = use_for(request, use)
    if request.method != "POST":
        return _page(request, row)
    act = _ACTS.get(request.POST.get("act", ""))
    if act is None:
        return _page(request, row, status=400)
    try:
        said = act(request, row, request.POST)
    except WeerbaarError as error:
        messages.error(request, error.render(language()))
        return _page(request, row, status=409)
    messages.success(request, said)
    return redirect("alert-use", use=row.use)


@access(Action.ALERT_READ, some_region=True)
def progress(request: HttpRequest, use: str) -> HttpResponse:
    """The part of the page that changes by itself, asked for again and again while it is open."""
    row = use_for(request, use)
    seen = _seen(row, register_use(row.use), timezone.now())
    if request.GET.get("gezien") == seen:
        # What an officer has open on the page stays as it is.
        return HttpResponse(status=204)
    return HttpResponse(_part(row.use, seen, language()))


# While it is on the air all officers ask for the same part at once, with thousands of cells.
@lru_cache(maxsize=16)
def _part(use: str, seen: str, lang: Lang) -> str:
    """Return the part that changes by itself; ``seen`` and ``lang`` say of when and in what language."""
    return render_to_string("alerts/_delivery.html", _live(models.Use.objects.get(use=use)))


def _seen(row: models.Use, use: Use, now: datetime) -> str:
    """Return what becomes another as soon as the part does, and each minute: what goes by the clock is in it too."""
    last = events_of(row.use)[-1]
    return (
        f"{last.hash[:16]}-{row.wanted}-{asks_every(use, bool(row.wanted), last.at, now)}-{int(now.timestamp()) // 60}"
    )


@access(Action.ALERT_READ, some_region=True)
def export(request: HttpRequest, use: str, form: str) -> HttpResponse:
    """One use for an evaluation: all of it as JSON, its cells as CSV, what happened as Markdown."""
    row = use_for(request, use)
    found, lang = register_use(row.use), language()
    make = _FORMS.get(form)
    if make is None:
        raise Http404
    content, media_type = make(found, lang)
    log.record(request, "alert.exported", row, form=form, octets=len(content))
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{row.use}.{form}"'
    return answer


_FORMS: Mapping[str, Callable[[Use, Lang], tuple[bytes, str]]] = {
    "json": lambda use, _: (use_json(use, events_of(use.id)), "application/json"),
    "csv": lambda use, lang: (cells_csv(use, lang), "text/csv; charset=utf-8"),
    "md": lambda use, lang: (
        timeline_markdown(use, events_of(use.id), lang).encode(),
        "text/markdown; charset=utf-8",
    ),
}


def _send(request: HttpRequest, row: models.Use, asked: QueryDict) -> str:
    verbs.send(request, row, channels=asked.getlist("channel"), draft=asked.get("draft", ""))
    return say(
        "De opdracht is gegeven; het bericht wordt verzonden.", "The order was given; the message is being sent."
    )


def _cancel(request: HttpRequest, row: models.Use, asked: QueryDict) -> str:
    verbs.cancel(request, row, reason=asked.get("reason", ""))
    return say(
        "Het intrekken is gevraagd. Het bewijs per zendcel komt hieronder.",
        "The withdrawal was asked for. The proof of each cell comes below.",
    )


def _status(request: HttpRequest, row: models.Use, asked: QueryDict) -> str:
    verbs.ask_status(request, row)
    return say("De zendcellen worden bevraagd.", "The cells are being asked.")


def _all_clear(request: HttpRequest, row: models.Use, asked: QueryDict) -> str:
    how: Literal["other_means", "not_needed"] = "not_needed" if asked.get("how") == "not_needed" else "other_means"
    verbs.give_all_clear(request, row, how=how, remark=asked.get("remark", "")[:_LONGEST])
    return say("Vastgelegd dat het gevaar voorbij is.", "Recorded that the danger is over.")


def _evaluate(request: HttpRequest, row: models.Use, asked: QueryDict) -> str:
    verbs.evaluate(
        request,
        row,
        went_well=asked.get("went_well", "")[:_LONGEST],
        went_wrong=asked.get("went_wrong", "")[:_LONGEST],
        lessons=asked.get("lessons", "")[:_LONGEST].splitlines(),
        calls_112=asked.get("calls_112", "")[:_LONGEST],
    )
    drafts.forget(person(request), _evaluation_key(row))
    return say("De evaluatie is bewaard.", "The evaluation was saved.")


_ACTS: Mapping[str, Callable[[HttpRequest, models.Use, QueryDict], str]] = {
    "send": _send,
    "cancel": _cancel,
    "status": _status,
    "all-clear": _all_clear,
    "evaluate": _evaluate,
}


def _evaluation_key(row: models.Use) -> str:
    """Return under what an evaluation that is being written is kept."""
    return f"alert-evaluation-{row.use}"


def _page(request: HttpRequest, row: models.Use, *, status: int = 200) -> HttpResponse:
    row.refresh_from_db()
    use = register_use(row.use)
    writes = may_in_region(person(request), Action.ALERT_WRITE, row.region_id)
    allowed = verbs.channels_for(use.status)
    context = {
        "row": row,
        "use": use,
        "hash": use.draft_hash,
        "state": STATE_WORDS[use.state],
        "place": place_of(use),
        "part": _part(row.use, _seen(row, use, timezone.now()), language()),
        "text": text_of(use),
        "writes": writes,
        "channels": allowed,
        "sends": writes and use.state in _SENDABLE and use.moments.approved is not None and not row.wanted,
        "cancels": writes and (use.state in ON_AIR or row.wanted == verbs.SEND),
        "asks": writes and use.state in ON_AIR and not row.wanted,
        "clears": writes and use.was_on_air and use.all_clear is None and use.status == "actual",
        "follows": writes and bool(use.orders),
        "evaluates": writes and bool(use.orders),
        "checks": shown_checks(use),
        "evaluation_key": _evaluation_key(row),
    }
    return render(request, "alerts/use.html", context, status=status)


def _live(row: models.Use) -> dict[str, Any]:
    """Return what the part shows that changes by itself."""
    use, now = register_use(row.use), timezone.now()
    events = events_of(row.use)
    return {
        "row": row,
        "use": use,
        "line": state_line(use),
        "clock": clock_of(use, now),
        "target": duration_words(TARGET),
        "wanted": _WANTED.get(row.wanted),
        "rows": channel_rows(use),
        "map": map_of(use),
        "happened": timeline(events),
        "every": asks_every(use, bool(row.wanted), events[-1].at, now),
        "seen": _seen(row, use, now),
    }


def asks_every(use: Use, wanted: bool, last: datetime, now: datetime) -> int:
    """Return after how many seconds the page asks again; 0 where nothing will change by itself.

    Args:
        use: from the register.
        wanted: whether the desk still has to do something with it.
        last: when something last happened.
        now: the time.
    """
    if wanted:
        return QUICK_S
    if use.state not in ON_AIR:
        return 0
    return QUICK_S if now - last < _JUST_NOW else SLOW_S


_WANTED = {
    "send": Text(nl="Verzenden is gevraagd en begint zo.", en="Sending was asked for and begins in a moment."),
    "cancel": Text(nl="Intrekken is gevraagd en begint zo.", en="The withdrawal was asked for and begins in a moment."),
    "status": Text(nl="De zendcellen worden bevraagd.", en="The cells are being asked."),
}
