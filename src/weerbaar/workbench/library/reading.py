# SPDX-License-Identifier: EUPL-1.2
"""Find what a page shows within somebody's clearance, mark the page with its level, and log confidential reading."""

from __future__ import annotations

from typing import Any, cast

from django.http import Http404, HttpRequest

from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.audit.log import record
from weerbaar.workbench.library.models import Scenario
from weerbaar.workbench.library.rules import visible
from weerbaar.workbench.rounds.models import Round


def reader(request: HttpRequest) -> User:
    """Return who reads; the guard of the page has seen to it that somebody does."""
    return cast(User, request.user)


def round_of(request: HttpRequest) -> Round:
    """Return the round of the page, as the guard found it."""
    found: Round = request.round  # type: ignore[attr-defined]
    return found


def scenario_for(request: HttpRequest, slug: str, action: str = "scenario.read") -> Scenario:
    """Return a scenario of the round, and mark the page with its level.

    Args:
        request: of the page.
        slug: of the scenario.
        action: how the reading is logged, where the scenario is confidential and the request only reads.

    Raises:
        Http404: there is none within this person's clearance.
    """
    round_ = round_of(request)
    row = visible(reader(request), round_, withdrawn=True).select_related("author").filter(slug=slug).first()
    if row is None:
        raise Http404
    row.round = round_
    note_reading(request, row.level, action, row)
    return row


def note_reading(request: HttpRequest, level: int, action: str, subject: Any = None, **details: Any) -> None:
    """Mark the page with a level, and log the reading from departmental confidentiality on."""
    request.level = max(level, getattr(request, "level", 0))  # type: ignore[attr-defined]
    if level >= Level.DEPARTMENTAL and request.method in {"GET", "HEAD"}:
        record(request, action, subject, round_=getattr(request, "round", None), level=level, **details)
