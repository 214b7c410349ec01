# SPDX-License-Identifier: EUPL-1.2
"""A round with the documents of the shipped example, and people who work on them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory

from tests.workbench.capabilities.documents import ROOT, fill, small
from weerbaar.base import parse_yaml
from weerbaar.dossier import load_dossier
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.capabilities import conversion
from weerbaar.workbench.rounds.conversion import round_from
from weerbaar.workbench.rounds.models import Round

_dossier = cache(load_dossier)
_parsed = lru_cache(maxsize=400)(parse_yaml)


def _data(text: str, name: str) -> Any:
    return _parsed(text, name).data


@pytest.fixture
def round_(db: None) -> Round:
    """The illustrative round of 2012, read from disk once for all tests."""
    return round_from(_dossier("voorbeeld-2012"))


_kept = cache(conversion._shelf.__wrapped__)


@pytest.fixture(autouse=True)
def _read_once(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A text that was read in another test says the same in this one."""
    for place in ("capability.folder.parse_yaml", "capability.register.reading.parse_yaml"):
        monkeypatch.setattr(f"weerbaar.{place}", _parsed)
    for module in ("yaml_items", "withholding"):
        monkeypatch.setattr(f"weerbaar.workbench.capabilities.{module}.data_of", _data)
    # And what was computed from the same documents on the same round, comes to the same.
    monkeypatch.setattr(conversion, "_shelf", _kept)
    yield
    conversion._desk.cache_clear()


@pytest.fixture
def filled(round_: Round) -> Round:
    """The round, with every document of the example."""
    fill(round_)
    return round_


@pytest.fixture
def slim(round_: Round) -> Round:
    """The round with four measures of the example: quick to check."""
    fill(round_, small())
    return round_


@pytest.fixture
def analyst(make_user: Callable[..., User], round_: Round) -> User:
    """Somebody who writes documents, and is cleared for confidential lines."""
    return make_user("analyst", round_, name="anna", clearance=2)


@pytest.fixture
def decider(make_user: Callable[..., User], round_: Round) -> User:
    """Somebody who decides."""
    return make_user("decider", round_, name="bea")


@pytest.fixture
def asking() -> Callable[[User], HttpRequest]:
    """Return a request of somebody."""

    def make(user: User) -> HttpRequest:
        request = RequestFactory().post("/")
        request.user = user
        return request

    return make


@pytest.fixture
def browser_of(client_of: Callable[..., Client], filled: Round) -> Callable[[User], Callable[..., Any]]:
    """Return a function that opens pages of the filled round as somebody: path, and fields to post."""

    def of(user: User) -> Callable[..., Any]:
        client = client_of(user)

        def open_(path: str, post: dict[str, Any] | None = None, **more: Any) -> Any:
            address = f"{ROOT}{path}"
            return client.get(address, **more) if post is None else client.post(address, post, **more)

        return open_

    return of
