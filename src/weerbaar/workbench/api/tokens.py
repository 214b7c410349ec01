# SPDX-License-Identifier: EUPL-1.2
"""Make a token, revoke it, and find whose it is."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from weerbaar.base import InputError, Problem, Text
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.api.models import ApiToken
from weerbaar.workbench.api.scopes import Scope
from weerbaar.workbench.audit import log

BEGINNING = "wbr_"
"""What every secret begins with, so that programs which look for leaked keys know it."""
LONGEST_DAYS = 365
_NOTED_EVERY = timedelta(minutes=5)
_MOST = 50


@transaction.atomic
def make_token(request: HttpRequest, *, name: str, scopes: Iterable[str], days: int = 90) -> tuple[ApiToken, str]:
    """Make a token for oneself and return it with its secret, which is shown this once.

    Args:
        request: of whoever wants it.
        name: what it is for.
        scopes: of :class:`~weerbaar.workbench.api.scopes.Scope`; reading always belongs to it.
        days: until it ends; at most a year.

    Raises:
        PermissionDenied: nobody has logged in.
        InputError: no name, an unknown scope, too long, or too many tokens.
    """
    user = _person(request)
    wanted = {Scope.READ.value, *scopes}
    problems = _problems(user, name.strip(), wanted, days)
    if problems:
        raise InputError(problems)
    secret = BEGINNING + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        user=user,
        name=name.strip(),
        digest=digest_of(secret),
        prefix=secret[:10],
        scopes=[scope.value for scope in Scope if scope.value in wanted],
        expires=timezone.now() + timedelta(days=days),
    )
    log.record(request, "token.created", token, prefix=token.prefix, scopes=token.scopes, days=days)
    return token, secret


@transaction.atomic
def revoke_token(request: HttpRequest, token: ApiToken) -> ApiToken:
    """End a token, at once; one that has ended stays as it is.

    Raises:
        PermissionDenied: it is somebody else's.
    """
    if token.user_id != _person(request).pk:
        raise PermissionDenied
    if token.revoked is None:
        token.revoked = timezone.now()
        token.save(update_fields=["revoked"])
        log.record(request, "token.revoked", token, prefix=token.prefix)
    return token


def token_for(secret: str) -> ApiToken | None:
    """Return the token that a secret belongs to; None where there is none, or it cannot be used now.

    Who must first choose a password of one's own, or was blocked, has no usable token.
    """
    if not secret.startswith(BEGINNING) or len(secret) > 100:
        return None
    found = ApiToken.objects.select_related("user").filter(digest=digest_of(secret)).first()
    if found is None or not found.is_usable:
        return None
    return found if found.user.is_active and found.user.one_time_until is None else None


def note_use(token: ApiToken) -> None:
    """Remember that a token was used; written at most once in five minutes."""
    now = timezone.now()
    if token.last_used is not None and token.last_used > now - _NOTED_EVERY:
        return
    unnoted = Q(last_used=None) | Q(last_used__lte=now - _NOTED_EVERY)
    ApiToken.objects.filter(unnoted, pk=token.pk).update(last_used=now)


def digest_of(secret: str) -> str:
    """Return what is stored of a secret."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def _person(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def _problems(user: User, name: str, scopes: set[str], days: int) -> list[Problem]:
    found = []

    def wrong(field: str, nl: str, en: str) -> None:
        found.append(Problem("token", Text(nl=nl, en=en), field=field))

    if not 0 < len(name) <= 100:
        wrong("name", "geef een naam van ten hoogste 100 tekens.", "give a name of at most 100 characters.")
    if scopes - set(Scope.values):
        wrong("scopes", "onbekende bevoegdheid.", "unknown scope.")
    if not 1 <= days <= LONGEST_DAYS:
        wrong("days", f"kies 1 tot en met {LONGEST_DAYS} dagen.", f"choose 1 to {LONGEST_DAYS} days.")
    if ApiToken.objects.filter(user=user, revoked=None, expires__gt=timezone.now()).count() >= _MOST:
        wrong("name", f"u hebt al {_MOST} sleutels; trek er eerst een in.",
              f"you have {_MOST} tokens already; revoke one first.")  # fmt: skip
    return found
