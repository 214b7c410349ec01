# SPDX-License-Identifier: EUPL-1.2
"""What somebody must do before anything else: choose an own password, set up the second factor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse

from weerbaar.workbench.accounts.models import Role, User
from weerbaar.workbench.accounts.permissions import grants_of

_STRONG = "_second_factor"
_ALWAYS = frozenset({"account_logout", "account_reauthenticate", "mfa_reauthenticate", "account_change_password"})
_FOR_MFA = frozenset({"mfa_index", "mfa_activate_totp", "mfa_view_recovery_codes", "mfa_download_recovery_codes"})


def needs_second_factor(user: User) -> bool:
    """Return whether one of the roles of this person, in whatever round, asks for a second factor."""
    wanted = set(settings.MFA_ROLES)
    if not wanted:
        return False
    held = {grant.role for grant in grants_of(user)} | ({Role.ADMINISTRATOR.value} if user.is_superuser else set())
    return bool(wanted & held)


def waiting_for(request: HttpRequest) -> str:
    """Return the name of the page that comes first for this session; empty where nothing is waiting.

    Who comes in by the provider of the organisation has no password here, and a second factor there.
    """
    user = request.user
    if not isinstance(user, User):
        return ""
    methods = request.session.get("account_authentication_methods", [])
    if not methods or any(method.get("method") == "socialaccount" for method in methods):
        return ""
    if user.one_time_until is not None:
        return "account_change_password"
    if needs_second_factor(user) and not request.session.get(_STRONG):
        if not is_mfa_enabled(user):
            return "mfa_activate_totp"
        # Not asked again in this session: who has a second factor and needs it cannot remove it.
        request.session[_STRONG] = True
    return ""


class GateMiddleware:
    """Sends to that page first, whatever page is asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], view_args: Any, view_kwargs: Any
    ) -> HttpResponse | None:
        """Let through what is needed to get past the gate, and pages that are open to everybody."""
        found = getattr(view_func, "access", None)
        name = request.resolver_match.url_name if request.resolver_match else None
        if name in _ALWAYS or (found is not None and found.public):
            return None
        first = waiting_for(request)
        if not first or (first == "mfa_activate_totp" and name in _FOR_MFA):
            return None
        if request.path.startswith("/api/"):
            return JsonResponse(
                {"title": "Log in on the pages first", "status": 403},
                status=403,
                content_type="application/problem+json",
            )
        if request.headers.get("HX-Request"):
            return HttpResponse(status=403, headers={"HX-Redirect": reverse(first)})
        return redirect(first)
