# SPDX-License-Identifier: EUPL-1.2
"""A round, people with a role in it, and browsers that have logged in."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import cache as kept

import pytest
from django.core.cache import cache
from django.core.handlers.base import BaseHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.test import Client
from django.utils import translation
from whitenoise.middleware import WhiteNoiseMiddleware

from weerbaar.dossier import load_dossier
from weerbaar.workbench.accounts.models import Grant, Role, User
from weerbaar.workbench.rounds import conversion
from weerbaar.workbench.rounds.models import Round

MakeUser = Callable[..., User]
_dossier = kept(load_dossier)
PASSWORD = "een lang wachtwoord voor de toets"


@pytest.fixture(scope="session", autouse=True)
def _static_files_are_found_once() -> Iterator[None]:
    """Every browser of a test has a chain of middleware of its own, which would look for the same files again."""
    look, found = WhiteNoiseMiddleware.add_files_from_finders, {}

    def take(middleware: WhiteNoiseMiddleware) -> None:
        if not found:
            look(middleware)
            found.update(middleware.files)
        middleware.files.update(found)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", take)
        yield


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    """Rows of two tests have the same numbers: what is remembered of one may not reach the other, nor its language."""
    with translation.override("nl"):
        yield
    conversion._dossier.cache_clear()
    cache.clear()


@pytest.fixture
def one_request_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """For a live server, of which all threads share the one connection of a database in memory."""
    respond, turn = BaseHandler.get_response, threading.Lock()

    def in_turn(handler: BaseHandler, request: HttpRequest) -> HttpResponseBase:
        with turn:
            return respond(handler, request)

    monkeypatch.setattr(BaseHandler, "get_response", in_turn)


@pytest.fixture
def round_(db: None) -> Round:
    """The illustrative round of 2012, with its judgements, open for scoring."""
    return conversion.round_from(_dossier("voorbeeld-2012"))


@pytest.fixture
def make_user(db: None) -> MakeUser:
    """Make somebody with a role; everywhere, or in the round that is given."""

    def make(role: Role | str | None = None, round_: Round | None = None, *, name: str = "", **fields: object) -> User:
        name = name or f"{role or 'niemand'}-{User.objects.count()}"
        user = User.objects.create_user(name, f"{name}@voorbeeld.nl", PASSWORD, **fields)
        if role is not None:
            Grant.objects.create(user=user, role=role, round=round_)
        return user

    return make


@pytest.fixture
def client_of(make_user: MakeUser) -> Callable[..., Client]:
    """Return a browser in which somebody has logged in: a user, or a new one with this role."""

    def log_in(who: User | Role | str, round_: Round | None = None, **fields: object) -> Client:
        user = who if isinstance(who, User) else make_user(who, round_, **fields)
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        client.user = user  # type: ignore[attr-defined]
        return client

    return log_in
