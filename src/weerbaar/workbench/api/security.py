# SPDX-License-Identifier: EUPL-1.2
"""Who calls: the owner of the token in the header, never a session; and how often a program may call."""

from __future__ import annotations

from time import time as now

from django.core.cache import cache
from django.http import HttpRequest
from ninja.errors import Throttled
from ninja.security import HttpBearer
from ninja.throttling import BaseThrottle

from weerbaar.workbench.api.models import ApiToken
from weerbaar.workbench.api.scopes import actions_of
from weerbaar.workbench.api.tokens import note_use, token_for
from weerbaar.workbench.audit.address import address_of

CALLS = 600
"""Calls with one token in one span."""
FAILURES = 30
"""Calls from one address with a token that is none, in one span."""
SPAN = 60
"""Seconds."""


class TokenAuth(HttpBearer):
    """``Authorization: Bearer wbr_…``. The request is then that of the owner, limited to the scopes of the token."""

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        """Return the token; None where it cannot be used.

        Raises:
            Throttled: too many wrong ones came from this address.
        """
        place = f"api-failed:{address_of(request)}:{int(now() // SPAN)}"
        found = token_for(token)
        if found is None:
            # Only who guesses: others may call from the same address, and a token that is right is no guess.
            if cache.get(place, 0) >= FAILURES:
                raise Throttled(wait=_left())
            # Two at the very same moment may count as one, which a brake can bear.
            cache.set(place, cache.get(place, 0) + 1, timeout=2 * SPAN)
            return None
        user = found.user
        user.limited_to = actions_of(found.scopes)  # type: ignore[attr-defined]
        request.user = user
        note_use(found)
        return found


class TokenThrottle(BaseThrottle):
    """So many calls with one token in one span; at the border of two spans twice as many may pass."""

    def allow_request(self, request: HttpRequest) -> bool:
        """Count this call, and return whether it may go on."""
        token: ApiToken = request.auth  # type: ignore[attr-defined]
        key = f"api:{token.pk}:{int(now() // SPAN)}"
        called = cache.get(key, 0) + 1
        cache.set(key, called, timeout=2 * SPAN)
        return bool(called <= CALLS)

    def wait(self) -> float:
        """Return the seconds until the next span."""
        return float(_left())


def _left() -> int:
    return SPAN - int(now()) % SPAN
