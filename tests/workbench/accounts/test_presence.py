# SPDX-License-Identifier: EUPL-1.2
"""Sessions end: eight hours after login, and after half an hour without a request."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.workbench.accounts.login import log_in
from tests.workbench.conftest import MakeUser
from weerbaar.workbench.accounts import presence
from weerbaar.workbench.audit.models import Entry

Clock = Callable[[float], None]


@pytest.fixture
def client(make_user: MakeUser) -> Client:
    make_user(name="Kim")
    client = Client()
    log_in(client, "Kim")
    return client


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Set the time, in minutes after login."""
    start = presence.time.time()
    monkeypatch.setattr(presence.time, "time", lambda: start)
    return lambda minutes: monkeypatch.setattr(presence.time, "time", lambda: start + 60 * minutes)


def test_a_session_lasts_while_somebody_works_and_ends_after_eight_hours(client: Client, at: Clock) -> None:
    for minutes in range(0, 480, 20):
        at(minutes)
        assert client.get("/account").status_code == 200, minutes
    at(481)
    answer = client.get("/account")
    assert answer.headers["Location"] == "/account/login/?next=%2Faccount&ended=1"
    assert "Uw sessie is beëindigd" in client.get(answer.headers["Location"]).content.decode()


def test_a_session_ends_after_half_an_hour_of_silence(client: Client, at: Clock) -> None:
    assert client.get("/account").status_code == 200
    at(31)
    assert client.get("/account").status_code == 302
    at(0)
    assert client.get("/account").status_code == 302, "the session is gone, not only closed"
    assert Entry.objects.filter(action="user.session-ended", actor="Kim").count() == 1


def test_the_last_sign_of_life_is_written_once_in_five_minutes(client: Client, at: Clock) -> None:
    at(0)
    client.get("/account")
    for minutes, written in ((2, False), (4.9, False), (5.1, True), (6, False), (10.3, True)):
        at(minutes)
        answer = client.get("/account")
        assert ("weerbaar_session" in answer.cookies) is written, minutes


def test_logging_in_gives_the_session_another_number(make_user: MakeUser) -> None:
    make_user(name="Kim")
    client = Client()
    client.get("/account/login/")
    session = client.session
    session["kept"] = "by an attacker"
    session.save()
    planted = session.session_key
    client.cookies["weerbaar_session"] = planted
    log_in(client, "Kim")
    assert client.cookies["weerbaar_session"].value != planted
    stranger = Client()
    stranger.cookies["weerbaar_session"] = planted
    assert stranger.get("/account").status_code == 302
