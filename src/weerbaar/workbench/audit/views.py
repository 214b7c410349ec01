# SPDX-License-Identifier: EUPL-1.2
"""Pages of the log: look things up, take a part along as a table, check the chain."""

from __future__ import annotations

import json
import time
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from weerbaar.base import number
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.accounts.permissions import Action, access, visible_rounds
from weerbaar.workbench.audit import log
from weerbaar.workbench.audit.anchors import head
from weerbaar.workbench.audit.forms import Filter
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.audit.words import action_words, object_words
from weerbaar.workbench.shell.language import language, say, words

PAGE = 50
MOST_EXPORTED = 100_000
MOST_FAULTS = 100


@access(Action.AUDIT, in_round=False)
@require_safe
def everywhere(request: HttpRequest) -> HttpResponse:
    """The log of the whole installation."""
    return _page(request)


@access(Action.AUDIT)
@require_safe
def of_round(request: HttpRequest) -> HttpResponse:
    """The log of one round."""
    return _page(request)


@access(Action.AUDIT, in_round=False)
@require_safe
def everywhere_as_table(request: HttpRequest) -> HttpResponse:
    """The log of the whole installation, or what was chosen of it, as CSV."""
    return _table(request)


@access(Action.AUDIT)
@require_safe
def of_round_as_table(request: HttpRequest) -> HttpResponse:
    """The log of one round, or what was chosen of it, as CSV."""
    return _table(request)


@access(Action.AUDIT, in_round=False)
@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """Check the chain."""
    return _checked(request)


@access(Action.AUDIT)
@require_POST
def check_from_round(request: HttpRequest) -> HttpResponse:
    """Check the chain: always the whole, because there is one for all rounds."""
    return _checked(request)


def _visible(request: HttpRequest) -> QuerySet[Entry]:
    """Return the entries that this person may see: of the open round where there is one."""
    user = request.user
    clearance = user.clearance if isinstance(user, User) else Level.OPEN
    entries = Entry.objects.filter(level__lte=clearance)
    round_ = getattr(request, "round", None)
    return entries.filter(round_slug=round_.slug) if round_ is not None else entries


def _people(request: HttpRequest) -> QuerySet[User, str]:
    """Return names to choose from; who sees the log of one round learns of nobody outside it."""
    people = User.objects.order_by("username")
    round_ = getattr(request, "round", None)
    if round_ is not None:
        here = Q(grants__round=round_) | Q(grants__round=None, grants__region=None, grants__isnull=False)
        if round_.region_id is not None:
            here |= Q(grants__region=round_.region_id)
        people = people.filter(here).distinct()
    return people.values_list("username", flat=True)[:500]


def _page(request: HttpRequest) -> HttpResponse:
    in_round = getattr(request, "round", None) is not None
    form = Filter(request.GET, in_round=in_round)
    right = form.is_valid()
    visible = form.chosen(_visible(request)) if right else Entry.objects.none()
    rows, newer, older = _slice(visible, request.GET.get("before", ""), request.GET.get("after", ""))
    for row in rows:
        row.words = words(action_words(row.action))  # type: ignore[attr-defined]
        row.about = words(object_words(row.object_kind))  # type: ignore[attr-defined]
        row.marking = words(Level(row.level).text) if row.level else ""  # type: ignore[attr-defined]
        row.pairs = _pairs(row.details)  # type: ignore[attr-defined]
    # The page is as confidential as what stands on it.
    request.level = max((row.level for row in rows), default=0)  # type: ignore[attr-defined]
    context = {
        "form": form,
        "rows": rows,
        "newer": newer,
        "older": older,
        "chosen": _chosen(request),
        "filtered": right and any(form.cleaned_data.values()),
        "people": _people(request),
        "rounds": () if in_round else visible_rounds(request.user),  # type: ignore[arg-type]
        **_addresses(request),
    }
    return render(request, "audit/log.html", context, status=200 if right else 400)


def _pairs(details: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the details to be read: a list without brackets, anything deeper as JSON."""
    return [(name, _plain(value)) for name, value in sorted(details.items())]


def _plain(value: Any) -> str:
    if isinstance(value, list) and not any(isinstance(part, list | dict) for part in value):
        return ", ".join(map(str, value))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _slice(visible: QuerySet[Entry], before: str, after: str) -> tuple[list[Entry], int | None, int | None]:
    """Return one page, newest first, and from which number on there are newer and older entries.

    Pages go by the number of the entry: an entry that comes in meanwhile moves nothing.
    """
    if after.isdecimal() and len(after) < 19:
        rows = list(visible.filter(sequence__gt=int(after)).order_by("sequence")[: PAGE + 1])
        more = len(rows) > PAGE
        rows = rows[:PAGE][::-1]
        return rows, rows[0].sequence if more else None, rows[-1].sequence if rows else None
    if before.isdecimal() and len(before) < 19:
        visible = visible.filter(sequence__lt=int(before))
    rows = list(visible.order_by("-sequence")[: PAGE + 1])
    more = len(rows) > PAGE
    rows = rows[:PAGE]
    return rows, rows[0].sequence if rows and before else None, rows[-1].sequence if more else None


def _chosen(request: HttpRequest) -> str:
    """Return what was looked for, to put into the links of the page."""
    query = request.GET.copy()
    for name in ("before", "after"):
        query.pop(name, None)
    return query.urlencode()


def _addresses(request: HttpRequest) -> dict[str, str]:
    round_ = getattr(request, "round", None)
    if round_ is None:
        return {"page": reverse("audit"), "table": reverse("audit-export"), "check": reverse("audit-check")}
    kwargs = {"round_slug": round_.slug}
    return {
        "page": reverse("round-audit", kwargs=kwargs),
        "table": reverse("round-audit-export", kwargs=kwargs),
        "check": reverse("round-audit-check", kwargs=kwargs),
    }


def _table(request: HttpRequest) -> HttpResponse:
    form = Filter(request.GET, in_round=getattr(request, "round", None) is not None)
    if not form.is_valid():
        return _page(request)
    from weerbaar.base import harmless, spreadsheet_csv

    found = list(form.chosen(_visible(request)).order_by("-sequence")[:MOST_EXPORTED])
    lines = [[harmless(cell) for cell in _cells(entry)] for entry in reversed(found)]
    content = spreadsheet_csv([_headings(), *lines], language())
    log.record(
        request,
        "audit.exported",
        round_=getattr(request, "round", None),
        level=max((entry.level for entry in found), default=0),
        entries=len(found),
        chosen={name: str(value) for name, value in form.cleaned_data.items() if value},
    )
    name = say("logboek", "audit-log")
    return HttpResponse(
        content,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}-{timezone.localdate():%Y-%m-%d}.csv"'},
    )


def _headings() -> list[str]:
    dutch = "nummer;moment;persoon;adres;handeling;soort;onderwerp;ronde;rubricering;bijzonderheden;controlesom"
    english = "number;moment;person;address;action;kind;object;round;level;details;hash"
    return say(dutch, english).split(";")


def _cells(entry: Entry) -> list[str]:
    details = "; ".join(f"{name}: {value}" for name, value in _pairs(entry.details))
    return [
        str(entry.sequence),
        timezone.localtime(entry.at).isoformat(timespec="seconds"),
        entry.actor,
        entry.address,
        entry.action,
        entry.object_kind,
        entry.object_id,
        entry.round_slug,
        words(Level(entry.level).text),
        details,
        entry.digest,
    ]


def _checked(request: HttpRequest) -> HttpResponse:
    started = time.perf_counter()
    faults = log.faults()
    end = head()
    seconds = time.perf_counter() - started
    log.record(request, "audit.verified", round_=getattr(request, "round", None), faults=len(faults))
    context: dict[str, Any] = {
        "faults": [words(fault.text) for fault in faults[:MOST_FAULTS]],
        "more": max(0, len(faults) - MOST_FAULTS),
        "head": end,
        "seconds": number(seconds, language(), 2),
        **_addresses(request),
    }
    return render(request, "audit/check.html", context)
