# SPDX-License-Identifier: EUPL-1.2
"""A small round that is still open, a writer and a second reader, and their browsers."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory

from weerbaar.dossier import Dossier, load_dossier
from weerbaar.workbench.accounts.models import Role, User
from weerbaar.workbench.library.models import Scenario
from weerbaar.workbench.rounds.conversion import round_from
from weerbaar.workbench.rounds.models import Phase, Round

As = Callable[[User], HttpRequest]


@cache
def _example() -> Dossier:
    return load_dossier("voorbeeld-2012").model_copy(update={"judgements": ()})


@pytest.fixture
def open_round(db: None) -> Round:
    """The illustrative round of 2012 as it is while people write: no judgements yet."""
    return round_from(_example(), phase=Phase.SETUP)


@pytest.fixture
def row(open_round: Round) -> Scenario:
    """One scenario of the open round."""
    return open_round.scenarios.get(slug="cyberhacktivisme")


@pytest.fixture
def writer(make_user: Callable[..., User]) -> User:
    """Somebody who writes."""
    return make_user(Role.ANALYST, name="anna")


@pytest.fixture
def second(make_user: Callable[..., User]) -> User:
    """Somebody else, who may review."""
    return make_user(Role.ANALYST, name="bert")


@pytest.fixture
def acting() -> As:
    """Return a request in which somebody acts, for a verb."""

    def request(user: User) -> HttpRequest:
        made = RequestFactory().post("/")
        made.user = user
        return made

    return request


@pytest.fixture
def pages(writer: User, client_of: Callable[..., Client]) -> Client:
    """The browser of the writer."""
    return client_of(writer)


@pytest.fixture
def data_folder(tmp_path: Path, settings: Any) -> Path:
    """An empty data folder."""
    settings.DATA = tmp_path
    return tmp_path
