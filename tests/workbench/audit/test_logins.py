# SPDX-License-Identifier: EUPL-1.2
"""Logins, failures and changes to an account stand in the log."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from tests.workbench.accounts.login import log_in, set_up_phone
from tests.workbench.conftest import PASSWORD, MakeUser
from weerbaar.workbench.audit.models import Entry


@pytest.fixture(autouse=True)
def _person(make_user: MakeUser) -> None:
    cache.clear()
    make_user(name="Kim")


def _entries() -> list[tuple[str, str]]:
    return [(entry.action, entry.actor) for entry in Entry.objects.all()]


def test_logging_in_and_out() -> None:
    client = Client(headers={"User-Agent": "x"})
    log_in(client, "kim@voorbeeld.nl")
    client.post("/account/logout/")
    assert _entries() == [("user.logged-in", "Kim"), ("user.logged-out", "Kim")]
    first = Entry.objects.first()
    assert first is not None
    assert (first.details, first.address) == ({"methods": ["password"]}, "127.0.0.1")


def test_failures_name_who_was_tried_but_never_what_was_typed() -> None:
    log_in(Client(), "Kim", "geraden wachtwoord")
    log_in(Client(), "mijn wachtwoord per ongeluk hier", "x")
    assert [entry.details["login"] for entry in Entry.objects.filter(action="user.login-failed")] == ["Kim", "unknown"]
    assert not any("wachtwoord" in str(entry.details) for entry in Entry.objects.all())


def test_being_locked_out() -> None:
    for _ in range(6):
        log_in(Client(), "Kim", "geraden")
    assert _entries() == [("user.login-failed", "")] * 5 + [("user.locked-out", "")]
    last = Entry.objects.last()
    assert last is not None
    assert last.details["login"] == "Kim"


def test_password_and_second_factor(django_capture_on_commit_callbacks: Callable[..., Any]) -> None:
    client = Client()
    log_in(client, "Kim")
    with django_capture_on_commit_callbacks(execute=True):
        set_up_phone(client)
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/account/2fa/recovery-codes/generate/")
    other = Client()
    log_in(other, "Kim")
    other.post("/account/2fa/authenticate/", {"code": "000000"})
    client.post("/account/2fa/totp/deactivate/")
    new = "een heel ander wachtwoord"
    client.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert [action for action, _ in _entries()] == [
        "user.logged-in",
        "user.second-factor-added",
        "user.second-factor-added",
        "user.second-factor-renewed",
        "user.code-failed",
        "user.second-factor-removed",
        "user.second-factor-removed",
        "user.password-changed",
    ]
