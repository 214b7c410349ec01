# SPDX-License-Identifier: EUPL-1.2
"""A network whose file was lost: every page over it says so, and what to do."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from weerbaar.workbench.evacuation.reading import DamagedNetworkError
from weerbaar.workbench.shell.language import say, words


class DamagedNetworkMiddleware:
    """Answers for every page that met a network which cannot be read any more."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the page that says so; None for every other error."""
        if not isinstance(exception, DamagedNetworkError):
            return None
        title = say("Wegennet niet te lezen", "Road network cannot be read")
        return render(request, "shell/error.html", {"title": title, "text": words(exception.message)}, status=500)
