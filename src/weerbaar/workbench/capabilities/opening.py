# SPDX-License-Identifier: EUPL-1.2
"""What every page of this app does first: find the documents, mark the page, note who reads what is confidential."""

from __future__ import annotations

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from weerbaar.base import InputError, Problem, Text, WeerbaarError
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.accounts.permissions import Action, may
from weerbaar.workbench.audit import log
from weerbaar.workbench.capabilities.conversion import Desk, desk_of
from weerbaar.workbench.capabilities.kinds import BY_NAME, OF_ANALYSIS
from weerbaar.workbench.rounds.models import Round

PAGES: tuple[tuple[str, Text], ...] = (
    ("capabilities", Text(nl="Overzicht", en="Overview")),
    ("capability-gaps", Text(nl="Tekorten", en="Gaps")),
    ("capability-measures", Text(nl="Maatregelen", en="Measures")),
    ("capability-portfolio", Text(nl="Keuze", en="Choice")),
    ("capability-advice", Text(nl="Advies en besluit", en="Advice and decision")),
    ("capability-register", Text(nl="Register", en="Register")),
    ("capability-agenda", Text(nl="Agenda", en="Agenda")),
    ("capability-cooperation", Text(nl="Samenwerking", en="Cooperation")),
    ("capability-assistance", Text(nl="Bijstand", en="Assistance")),
    ("capability-guideline", Text(nl="Richtlijn", en="Guideline")),
    ("capability-training", Text(nl="Scholing", en="Training")),
)
"""Names of the addresses of the parts, and what they are called."""


def who(request: HttpRequest) -> User:
    """Return who asks; the guard of the page has seen to it that somebody has logged in."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def round_of(request: HttpRequest) -> Round:
    """Return the round of the page."""
    return cast(Round, request.round)  # type: ignore[attr-defined]


def allowed(request: HttpRequest, action: Action, *, blind: bool = False) -> bool:
    """Whether who asks may do something in the round of the page; ``blind``: also who still scores blind."""
    return may(who(request), action, round_of(request), blind=blind)


def open_desk(request: HttpRequest, *kinds: str, withheld: bool = False) -> Desk:
    """Return the documents for who asks, and mark the page with the level of what it is going to show.

    Args:
        request: of the page.
        kinds: documents that the page shows results of.
        withheld: it shows results of the whole analysis, made without its confidential lines.
    """
    desk = desk_of(round_of(request), who(request).clearance)
    level = desk.analysis_level if withheld else desk.marking(*kinds)
    request.level = level  # type: ignore[attr-defined]
    if level >= Level.DEPARTMENTAL:
        log.record(
            request, "capabilities.read", round_=round_of(request), level=level, documents=list(kinds or OF_ANALYSIS)
        )
    return desk


def page(
    request: HttpRequest, template: str, context: dict[str, Any], *, current: str, status: int = 200
) -> HttpResponse:
    """Answer with a page of this app, with the parts above it.

    Args:
        request: of the page.
        template: below ``capabilities/``.
        context: for the template.
        current: name of the address of the part that is open.
        status: of the answer.
    """
    slug = round_of(request).slug
    parts = [
        {"title": title, "address": reverse(name, kwargs={"round_slug": slug}), "current": name == current}
        for name, title in PAGES
    ]
    shown = {"cap_parts": parts, "may_change": allowed(request, Action.CAPABILITIES), **context}
    return render(request, f"capabilities/{template}", shown, status=status)


def problems_in(error: WeerbaarError) -> list[Problem]:
    """Return what is wrong, whatever kind of error of the library says it."""
    return list(error.problems) if isinstance(error, InputError) else [Problem("", error.message)]


def not_there(
    request: HttpRequest, error: WeerbaarError, *, title: Text, kind: str, current: str, status: int = 200
) -> HttpResponse:
    """Answer with why there is nothing to show yet, and how to come to it.

    Args:
        request: of the page.
        error: of the library.
        title: of the page.
        kind: of the document that the page rests on.
        current: name of the address of the part that is open.
        status: of the answer.
    """
    there = desk_of(round_of(request), who(request).clearance).has(kind)
    context = {"title": title, "problems": problems_in(error), "kind": BY_NAME[kind], "there": there}
    return page(request, "not_there.html", context, current=current, status=status)
