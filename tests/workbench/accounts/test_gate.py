# SPDX-License-Identifier: EUPL-1.2
"""First an own password and the second factor, then the rest."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.workbench.accounts.login import log_in, set_up_phone
from tests.workbench.conftest import PASSWORD, MakeUser
from weerbaar.workbench.accounts.gate import needs_second_factor
from weerbaar.workbench.accounts.models import Role
from weerbaar.workbench.rounds.models import Round


def test_a_one_time_password_opens_only_the_page_to_choose_an_own_one(make_user: MakeUser) -> None:
    person = make_user(Role.READER, name="Nieuw", one_time_until=timezone.now() + timedelta(days=1))
    client = Client()
    log_in(client, "Nieuw")
    for path in ("/mijn-werk", "/account", "/account/2fa/", "/account/sessions/"):
        assert client.get(path).headers["Location"] == "/account/password/change/", path
    assert "eenmalig wachtwoord" in client.get("/account/password/change/").content.decode()
    part = client.get("/mijn-werk", headers={"HX-Request": "true"})
    assert (part.status_code, part.headers["HX-Redirect"]) == (403, "/account/password/change/")
    assert client.get("/api/v1/iets").status_code == 404, "no such address in the API: the gate has nothing to guard"
    new = "mijn eigen lange wachtwoord"
    client.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert client.get("/mijn-werk").status_code == 200
    person.refresh_from_db()
    assert person.one_time_until is None


@pytest.mark.parametrize("where", ["everywhere", "round"])
def test_a_role_can_ask_for_a_second_factor(make_user: MakeUser, round_: Round, settings: object, where: str) -> None:
    settings.MFA_ROLES = ["administrator", "decider"]  # type: ignore[attr-defined]
    make_user(Role.DECIDER, round_ if where == "round" else None, name="Beslisser")
    client = Client()
    log_in(client, "Beslisser")
    assert client.get("/mijn-werk").headers["Location"] == "/account/2fa/totp/activate/"
    set_up_phone(client)
    assert client.get("/mijn-werk").status_code == 200


def test_other_roles_are_not_asked(make_user: MakeUser, settings: object) -> None:
    settings.MFA_ROLES = ["administrator"]  # type: ignore[attr-defined]
    make_user(Role.READER, name="Lezer")
    client = Client()
    log_in(client, "Lezer")
    assert client.get("/mijn-werk").status_code == 200


def test_the_chief_administrator_counts_as_administrator(make_user: MakeUser, settings: object) -> None:
    chief = make_user(name="Hoofd", is_superuser=True)
    assert not needs_second_factor(chief)
    settings.MFA_ROLES = ["administrator"]  # type: ignore[attr-defined]
    assert needs_second_factor(chief)
