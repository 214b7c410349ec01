# SPDX-License-Identifier: EUPL-1.2
"""Databases of a test's own, a file of SQLite or one of PostgreSQL, in which the test really commits."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dj_database_url
import pytest
from django.db import connection, connections
from django.test import Client

from tests.postgres_server import PostgresServer
from weerbaar.workbench import settings as real_settings
from weerbaar.workbench.accounts.models import Grant, Role, User
from weerbaar.workbench.audit import guard
from weerbaar.workbench.library.models import Scenario
from weerbaar.workbench.rounds.models import Phase, Round


@dataclass(frozen=True)
class Place:
    """Where a workbench keeps its things.

    Attributes:
        data: the data folder.
        url: address of the database, None for SQLite in the data folder.
    """

    data: Path
    url: str | None

    @property
    def vendor(self) -> str:
        return "sqlite" if self.url is None else "postgresql"


@contextlib.contextmanager
def on(database: dict[str, Any]) -> Iterator[None]:
    """Use another database in this process, in every thread."""
    configured = connections.configure_settings({"default": database})["default"]
    before, connected = connections.settings["default"], connections["default"]
    connections.settings["default"] = configured
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        connections["default"].close()
        connections.settings["default"] = before
        connections["default"] = connected


def sqlite_in(data: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(data / "weerbaar.sqlite3"),
        "OPTIONS": real_settings._SQLITE,
    }


def postgresql_at(url: str) -> dict[str, Any]:
    return dict(dj_database_url.parse(url))


@pytest.fixture(scope="session")
def migrated(postgres: PostgresServer, django_db_blocker: Any) -> Callable[[], str]:
    """Return what makes databases of PostgreSQL with every table of the workbench in it."""
    from weerbaar.workbench.console import migrate

    model = postgres.database()
    with django_db_blocker.unblock(), on(postgresql_at(model)):
        assert migrate()
        assert not migrate()
    return lambda: postgres.database(like=model)


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path, db: None, settings: Any) -> Iterator[Place]:
    """A workbench of the test's own, which this process uses too. Tables of SQLite are copied from the usual tests."""
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    settings.DATA = data
    if request.param == "sqlite":
        (data / "weerbaar.sqlite3").write_bytes(connection.connection.serialize())
        with on(sqlite_in(data)):
            guard.put_on(connection)
            yield Place(data, None)
    else:
        url = request.getfixturevalue("migrated")()
        with on(postgresql_at(url)):
            yield Place(data, url)


@dataclass(frozen=True)
class Panel:
    """A round that is open for scoring, with a few experts."""

    round: Round
    scenarios: list[Scenario]
    experts: list[User]

    def sessions(self) -> list[str]:
        """Log every expert in, and return the cookies."""
        found = []
        for expert in self.experts:
            client = Client()
            client.force_login(expert, backend="allauth.account.auth_backends.AuthenticationBackend")
            found.append(client.cookies["weerbaar_session"].value)
        return found


@pytest.fixture
def panel(place: Place) -> Panel:
    """Two scenarios, four experts."""
    round_ = Round.objects.create(
        slug="proefronde",
        title_nl="Proefronde",
        organisation_nl="Proef",
        label="Proef",
        year=2027,
        method="nl-nrb-2009",
        phase=Phase.SCORING,
    )
    scenarios = [Scenario.objects.create(round=round_, slug=f"scenario-{n}", title_nl=f"Scenario {n}") for n in (1, 2)]
    experts = [User.objects.create_user(f"deskundige-{n}") for n in range(4)]
    Grant.objects.bulk_create(Grant(user=expert, role=Role.EXPERT, round=round_) for expert in experts)
    return Panel(round_, scenarios, experts)
