# SPDX-License-Identifier: EUPL-1.2
"""How often somebody may send a form: a brake on programs, far above what people do."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from time import time as now
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

View = Callable[..., HttpResponse]


def at_most(times: int, seconds: int) -> Callable[[View], View]:
    """Answer 429 where one person (or, without login, one address) sends a form more often than this.

    Counts per span of ``seconds`` since the epoch, so at the border of two spans twice as many may pass.
    GET is never counted.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method in {"GET", "HEAD"}:
                return view(request, *args, **kwargs)
            who = request.user.pk if request.user.is_authenticated else request.META.get("REMOTE_ADDR", "")
            key = f"pace:{view.__module__}.{view.__name__}:{who}:{int(now() // seconds)}"
            # Two at the very same moment may count as one, which a brake can bear.
            sent = cache.get(key, 0) + 1
            cache.set(key, sent, timeout=2 * seconds)
            if sent > times:
                response = render(request, "429.html", status=429)
                response.headers["Retry-After"] = str(seconds)
                return response
            return view(request, *args, **kwargs)

        return guarded

    return guard
