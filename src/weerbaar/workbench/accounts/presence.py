# SPDX-License-Identifier: EUPL-1.2
"""A session ends eight hours after login, and after half an hour without a request."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse

from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.accounts.signals import tell

_BEGAN, _SEEN = "_began", "_seen"
EVERY = 5 * 60
"""Seconds between two writes of the last sign of life; so a session ends 25 to 30 minutes after the last request."""


class PresenceMiddleware:
    """Looks at the age of the session before anything else does."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # The person itself, not Django's promise of one: everything that follows asks for it dozens of times.
        user = request.user = getattr(request.user, "_wrapped", request.user) if request.user.pk else request.user
        if isinstance(user, User):
            now = time.time()
            began, seen = request.session.get(_BEGAN, now), request.session.get(_SEEN, now)
            if now - began > settings.SESSION_COOKIE_AGE or now - seen > settings.SESSION_IDLE:
                tell(request, "user.session-ended", user, actor=user, after_s=int(now - began))
                request.session.flush()
                request.user = AnonymousUser()
                request.session_ended = True  # type: ignore[attr-defined]
            elif _BEGAN not in request.session or now - seen > EVERY:
                # Every write lengthens the cookie and the row, which is why the beginning is kept too.
                request.session[_BEGAN], request.session[_SEEN] = began, now
        return self._get_response(request)
