# SPDX-License-Identifier: EUPL-1.2
"""One's own account, the language of the pages, and pages around logging in."""

from __future__ import annotations

from typing import cast

from allauth.mfa.models import Authenticator
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from weerbaar.workbench.accounts import verbs
from weerbaar.workbench.accounts.forms import LANGUAGES, OneselfForm
from weerbaar.workbench.accounts.gate import needs_second_factor
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import Grant, User
from weerbaar.workbench.accounts.permissions import access
from weerbaar.workbench.accounts.signals import tell
from weerbaar.workbench.shell.language import say


@access()
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """One's own account: name, language, roles, and the ways to password, second factor, sessions and tokens."""
    person = cast(User, request.user)
    initial = {"first_name": person.first_name, "last_name": person.last_name, "language": person.language}
    sent = request.method == "POST"
    form = OneselfForm(request.POST if sent else None, initial=initial)
    if form.is_valid():
        verbs.change_oneself(request, **form.cleaned_data)
        translation.activate(person.language)
        messages.success(request, say("Bewaard.", "Saved."))
        return _with_language(redirect("account"), form.cleaned_data["language"])
    grants = Grant.objects.filter(user=person).select_related("round", "region").order_by("role", "pk")
    context = {
        "form": form,
        "grants": grants,
        "clearance": Level(person.clearance),
        "second_factor": Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists(),
        "second_factor_needed": needs_second_factor(person),
        "tokens": _address_of("tokens"),
    }
    return render(request, "accounts/account.html", context, status=400 if form.errors else 200)


def _address_of(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@access(public=True)
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Switch between Dutch and English, also on the login page; remembered in the browser and with the person."""
    wanted = request.POST.get("language", "")
    given = request.POST.get("next", "")
    back = given if url_has_allowed_host_and_scheme(given, {request.get_host()}, request.is_secure()) else "/"
    response = redirect(back)
    if wanted not in dict(LANGUAGES):
        return response
    if isinstance(request.user, User) and request.user.language != wanted:
        request.user.language = wanted
        request.user.save(update_fields=["language"])
    return _with_language(response, wanted)


def _with_language(response: HttpResponse, language: str) -> HttpResponse:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


@access(public=True)
def organisation_login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Go to the provider of the organisation; where it cannot be reached, say so."""
    import requests

    try:
        return cast(HttpResponse, oidc.login(request, provider_id))
    except (requests.RequestException, ValueError):
        tell(request, "user.login-refused", reason="provider: no answer")
        return render(request, "socialaccount/authentication_error.html", status=502)


@access()
def kept_elsewhere(request: HttpRequest) -> HttpResponse:
    """Shown instead of a form for a password to whoever logs in through the organisation."""
    return render(request, "accounts/kept_elsewhere.html")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 where a form did not come from a page of ours, or from one that was open during another login."""
    return render(request, "accounts/csrf.html", status=403)
