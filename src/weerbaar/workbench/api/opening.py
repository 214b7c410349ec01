# SPDX-License-Identifier: EUPL-1.2
"""Find the round or the scenario of a call as a page would: what somebody may not see is not there."""

from __future__ import annotations

from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.accounts.permissions import Action, may, require, round_for
from weerbaar.workbench.library.models import Scenario
from weerbaar.workbench.library.reading import note_reading, scenario_for
from weerbaar.workbench.rounds.models import Round


def caller(request: HttpRequest) -> User:
    """Return whose token it is."""
    return cast(User, request.user)


def within_scopes(request: HttpRequest, action: Action) -> bool:
    """Return whether the token was made for this; the roles of its owner are another matter."""
    return action in request.user.limited_to  # type: ignore[union-attr]


def everywhere(request: HttpRequest, action: Action) -> User:
    """Return who calls.

    Raises:
        PermissionDenied: this person may not do this everywhere.
    """
    user = caller(request)
    if not may(user, action):
        raise PermissionDenied
    return user


def open_round(
    request: HttpRequest, slug: str, action: Action = Action.READ, *also: Action, blind: bool = False
) -> Round:
    """Return a round in which the caller may do something, and make it the round of the request.

    Args:
        request: of the call.
        slug: of the round.
        action: what is done.
        also: actions of which one is enough instead.
        blind: nothing of answers is shown by it, so that it is also for who still scores blind.

    Raises:
        Http404: there is none that this person may know of.
        OwnFirstError: the person still scores blind.
        PermissionDenied: the person may not do this here.
    """
    user = caller(request)
    round_ = round_for(user, slug)
    if not any(may(user, one, round_, blind=blind) for one in also):
        require(user, action, round_, blind=blind)
    request.round = round_  # type: ignore[attr-defined]
    return round_


def read_round(request: HttpRequest, slug: str, action: Action = Action.READ) -> Round:
    """As :func:`open_round`; the reading of a confidential round is logged."""
    round_ = open_round(request, slug, action)
    note_reading(request, round_.level, "round.read", round_)
    return round_


def open_scenario(request: HttpRequest, slug: str, scenario: str, action: Action = Action.READ) -> Scenario:
    """Return a scenario of a round; the reading of a confidential one is logged.

    Raises:
        Http404, PermissionDenied: as :func:`open_round`.
    """
    open_round(request, slug, action)
    return scenario_for(request, scenario)


def file(content: bytes, name: str, media_type: str) -> HttpResponse:
    """Return an answer that is a file."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def plain_json(content: bytes) -> HttpResponse:
    """Return JSON that the library wrote."""
    return HttpResponse(content, content_type="application/json")


def require_more_than_reading(request: HttpRequest) -> None:
    """Refuse a token that is made for reading only: it changes nothing, not even a tick.

    Raises:
        PermissionDenied: it is one.
    """
    if set(request.auth.scopes) <= {"read", "audit"}:  # type: ignore[attr-defined]
        raise PermissionDenied
