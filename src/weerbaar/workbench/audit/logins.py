# SPDX-License-Identifier: EUPL-1.2
"""Write down logins, and everything that happens to people and their roles.

The app of the people does not know the log: it says what happened, and this listens.
"""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.http import HttpRequest

from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.accounts.signals import happened
from weerbaar.workbench.audit.log import record


def listen() -> None:
    """Connect everything below; once, when the application starts."""
    happened.connect(_told, dispatch_uid="audit")
    account.user_logged_in.connect(_logged_in, dispatch_uid="audit")
    user_logged_out.connect(_logged_out, dispatch_uid="audit")
    user_login_failed.connect(_failed, dispatch_uid="audit")
    account.password_changed.connect(_password_changed, dispatch_uid="audit")
    account.password_set.connect(_password_changed, dispatch_uid="audit")
    account.password_reset.connect(_password_reset, dispatch_uid="audit")
    mfa.authenticator_added.connect(_factor_added, dispatch_uid="audit")
    mfa.authenticator_removed.connect(_factor_removed, dispatch_uid="audit")
    mfa.authenticator_reset.connect(_factor_renewed, dispatch_uid="audit")
    mfa.authentication_failed.connect(_code_failed, dispatch_uid="audit")


def _told(
    request: HttpRequest | None, action: str, subject: Any, round_: Any, actor: User | None, details: Any, **_: Any
) -> None:
    record(request, action, subject, round_=round_, actor=actor, **details)


def _logged_in(request: HttpRequest, user: User, **given: Any) -> None:
    steps = [step.get("method", "") for step in request.session.get("account_authentication_methods", [])]
    record(request, "user.logged-in", user, actor=user, methods=steps)


def _logged_out(request: HttpRequest | None, user: User | None, **_: Any) -> None:
    if user is not None:
        record(request, "user.logged-out", user, actor=user)


def _failed(credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    # Only the name of somebody who exists: people type their password into the wrong field.
    login = str(credentials.get("username") or credentials.get("email") or "")
    found = User.objects.filter(username__iexact=login).first() or User.objects.filter(email__iexact=login).first()
    person = found if login else None
    record(request, "user.login-failed", person, login=person.username if person else "unknown")


def _password_changed(request: HttpRequest, user: User, **_: Any) -> None:
    record(request, "user.password-changed", user, actor=user)


def _password_reset(request: HttpRequest, user: User, **_: Any) -> None:
    record(request, "user.password-reset", user, actor=user)


def _factor_added(request: HttpRequest, user: User, authenticator: Any, **_: Any) -> None:
    record(request, "user.second-factor-added", user, actor=user, kind=authenticator.type)


def _factor_removed(request: HttpRequest, user: User, authenticator: Any, **_: Any) -> None:
    record(request, "user.second-factor-removed", user, actor=user, kind=authenticator.type)


def _factor_renewed(request: HttpRequest, user: User, authenticator: Any, **_: Any) -> None:
    record(request, "user.second-factor-renewed", user, actor=user, kind=authenticator.type)


def _code_failed(request: HttpRequest, user: User, authenticator: Any, **_: Any) -> None:
    record(request, "user.code-failed", user, login=user.username, kind=authenticator.type)
