# SPDX-License-Identifier: EUPL-1.2
"""Everybody logs in, except on the pages that say otherwise; and everybody reads the language of their choice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.contrib.auth import middleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme

from weerbaar.workbench.accounts.models import User


class LoginRequiredMiddleware(middleware.LoginRequiredMiddleware):
    """As Django's, but leaves the API (which has tokens), public pages and the login pages alone."""

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        found = getattr(view_func, "access", None)
        if request.path.startswith("/api/") or (found is not None and found.public):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponse:
        """Send to the login page, and back to a page that can be opened: not to where a form was sent."""
        given = {"next": _page_of(request)}
        if getattr(request, "session_ended", False):
            given["ended"] = "1"
        address = f"{reverse('account_login')}?{urlencode(given)}"
        if request.headers.get("HX-Request"):
            # A part of a page is asked for: without this the login page would appear inside it.
            return HttpResponse(status=401, headers={"HX-Redirect": address})
        return redirect(address)


def _page_of(request: HttpRequest) -> str:
    part = request.headers.get("HX-Current-URL", "") if request.headers.get("HX-Request") else ""
    if request.method in {"GET", "HEAD"} and not part:
        return request.get_full_path()
    page = part or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(page, {request.get_host()}):
        return "/"
    found = urlsplit(page)
    return found.path + (f"?{found.query}" if found.query else "")


class LanguageMiddleware:
    """The language that somebody chose goes before that of the browser."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if isinstance(request.user, User):
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = translation.get_language()
        return self._get_response(request)
