# SPDX-License-Identifier: EUPL-1.2
"""What is going on with alerts, and the page on which a new one begins."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any, cast

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from weerbaar.alerting.approval import plan_tests
from weerbaar.alerting.compose import Template
from weerbaar.alerting.register import STATE_WORDS, State, open_alerts
from weerbaar.base import Text
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.accounts.permissions import Action, access, may_in_region, regions_where
from weerbaar.workbench.alerts import draft_verbs
from weerbaar.workbench.alerts.forms import LEVELS, STATUSES, NewForm
from weerbaar.workbench.alerts.frames import frames_now
from weerbaar.workbench.alerts.models import Use
from weerbaar.workbench.alerts.opening import code_of, person, regions_for, uses_for
from weerbaar.workbench.alerts.uses import ON_AIR, all_uses
from weerbaar.workbench.shell.language import words
from weerbaar.workbench.shell.menu import address_of

_MOST = 50
_GROUPS: tuple[tuple[str, Text, tuple[State, ...]], ...] = (
    ("air", Text(nl="Nu in de lucht", en="On the air now"), tuple(sorted(ON_AIR))),
    ("approved", Text(nl="Goedgekeurd, nog niet verzonden", en="Approved, not sent yet"), (State.APPROVED,)),
    ("waiting", Text(nl="Wacht op goedkeuring", en="Waiting for approval"), (State.WAITING,)),
    ("drafts", Text(nl="Concepten", en="Drafts"), (State.DRAFT,)),
)


def _next_test(now: datetime) -> datetime:
    """Return when the next half-yearly test message is."""
    here = timezone.localtime(now)
    # Who sends it is of no matter for when it is.
    tests = [test.at for year in (here.year, here.year + 1) for test in plan_tests(year, "NCC")]
    return next(at for at in tests if at > now)


@access(Action.ALERT_READ, some_region=True)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """On the air, waiting, drafts, and alerts of which nobody said yet that the danger is over."""
    user, now = person(request), timezone.now()
    regions = regions_for(user, Action.ALERT_READ)
    wanted = request.GET.get("regio", "")
    uses = uses_for(user)
    if wanted in dict(regions):
        uses = uses.filter(region=None) if wanted == "NL" else uses.filter(region__number=int(wanted[2:]))
    waiting = {one.id: one for one in open_alerts(all_uses())}
    context = {
        "groups": [_group(uses, user, key, title, states) for key, title, states in _GROUPS],
        "open": [(row, waiting[row.use]) for row in uses.filter(use__in=waiting).defer("draft", "template")],
        "regions": regions,
        "wanted": wanted,
        "next_test": _next_test(now),
        "writes": regions_where(user, Action.ALERT_WRITE) != frozenset(),
        "places": [
            (name, address)
            for name in ("alert-register", "alert-tests", "alert-channels", "alert-setup", "alert-public")
            if (address := address_of(name))
        ],
        "sets_up": may_in_region(user, Action.ALERT_SETUP, None),
        "now": now,
    }
    return render(request, "alerts/overview.html", context)


def _group(uses: QuerySet[Use], user: User, key: str, title: Text, states: tuple[State, ...]) -> dict[str, Any]:
    """Return the newest uses in some states, and how many there are: many drafts hide nothing that is on the air."""
    found = uses.filter(state__in=[state.value for state in states])
    rows = list(found.defer("draft", "template", "answers")[: _MOST + 1])
    count = len(rows) if len(rows) <= _MOST else found.count()
    return {
        "id": key,
        "title": title,
        "uses": [_line(row, user) for row in rows[:_MOST]],
        "count": count,
        "left": max(0, count - _MOST),
    }


def _line(row: Use, user: User) -> dict[str, Any]:
    state = State(row.state)
    writes = may_in_region(user, Action.ALERT_WRITE, row.region_id)
    drafting = "alert-compose" if writes else "alert-versions"
    name = {State.DRAFT: drafting, State.WAITING: "alert-approve"}.get(state, "alert-use")
    return {
        "use": row,
        "address": address_of(name, use=row.use),
        "state": STATE_WORDS[state],
        "status": STATUSES[row.status],
        "region": code_of(row.region),
    }


def _pieces(frames: Iterable[Template]) -> list[dict[str, Any]]:
    """Return each template with its level, and its pieces as they are read: a field by its name."""
    shown = []
    for one in frames:
        pieces = []
        for piece in one.pieces:
            text = words(piece.text)
            for field in one.fields:
                text = text.replace(f"{{{field.id}}}", f"[{words(field.label)}]")
            pieces.append((piece.freedom, text))
        shown.append({"template": one, "level": words(LEVELS[str(one.level)]), "pieces": pieces})
    return shown


@access(Action.ALERT_WRITE, some_region=True)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Choose region, template, and whether it is meant."""
    user = person(request)
    # By the token a button that was pressed twice begins one draft.
    initial = {"status": "actual", "token": secrets.token_hex(16)}
    form = NewForm(request.POST if request.method == "POST" else None, user=user, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        use = draft_verbs.start(
            request,
            region=said["region"],
            status=cast(draft_verbs.Status, said["status"]),
            template_id=said["template"],
            token=said["token"],
        )
        return redirect("alert-compose", use=use.use)
    context = {"form": form, "frames": _pieces(frames_now())}
    return render(request, "alerts/new.html", context, status=422 if form.errors else 200)
