# SPDX-License-Identifier: EUPL-1.2
"""People, roles and the log, for those whose work that is."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator

from weerbaar.workbench.accounts.models import Grant, User
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db


def test_somebody_is_made_known_changed_and_blocked(program_of: Any) -> None:
    program = program_of("administrator")
    made = program.post("/users", {"username": "nieuw", "email": "Nieuw@voorbeeld.nl"})
    assert made.status_code == 201
    assert len(made.data["oneTimePassword"]) > 8
    place = f"/users/{made.data['id']}"
    assert program.patch(place, {"firstName": "Noor"}).data["firstName"] == "Noor"
    found = program.get(place).data
    assert (found["username"], found["email"], "oneTimePassword" in found) == ("nieuw", "nieuw@voorbeeld.nl", False)
    assert program.patch(place, {"isActive": False}).data["isActive"] is False
    assert program.get("/users?active=false").data["total"] == 1
    twice = program.post("/users", {"username": "NIEUW"})
    assert (twice.status_code, twice.data["errors"][0]["field"]) == (400, "username")
    assert program.patch(place, {"clearance": "secret"}).status_code == 400
    assert program.patch(f"/users/{program.user.pk}", {"isActive": False}).status_code == 409


def test_a_role_is_given_once_with_four_eyes_and_taken_away(program_of: Any, scored: Round) -> None:
    program = program_of("administrator")
    other = User.objects.create_user("ander")
    place = f"/users/{other.pk}/grants"
    made = program.post(place, {"role": "analyst", "round": "open"})
    assert (made.status_code, made.data["round"]) == (201, "open")
    assert program.post(place, {"role": "analyst", "round": "open"}).status_code == 409
    assert program.post(place, {"role": "decider", "round": "open"}).status_code == 409
    assert program.post(place, {"role": "decider", "round": "open", "acceptBoth": True}).status_code == 201
    assert program.post(place, {"role": "reader", "region": 9}).data["region"] == 9
    assert len(program.get(place).data) == 3
    assert program.delete(f"{place}/{made.data['id']}").status_code == 204
    own = Grant.objects.get(user=program.user)
    assert program.delete(f"/users/{program.user.pk}/grants/{own.pk}").status_code == 409


def test_an_administrator_of_a_round_gives_roles_in_that_round(program_of: Any, scored: Round) -> None:
    program = program_of("administrator", scored)
    User.objects.create_user("ander")
    made = program.post("/rounds/open/grants", {"user": "ander", "role": "expert"})
    assert made.status_code == 201
    assert [g["role"] for g in program.get("/rounds/open/grants").data] == ["administrator", "expert"]
    assert program.delete(f"/rounds/open/grants/{made.data['id']}").status_code == 204
    assert program.post("/rounds/open/grants", {"user": "niemand", "role": "expert"}).status_code == 404


def test_a_password_is_given_and_a_second_factor_removed_by_the_administrator(program_of: Any) -> None:
    program, other = (
        program_of("administrator"),
        User.objects.create_user("vergeetachtig", password="een oud wachtwoord"),
    )
    Authenticator.objects.create(user=other, type=Authenticator.Type.TOTP, data={"secret": "x"})
    place = f"/users/{other.pk}"
    given = program.post(f"{place}/passwords", None)
    assert given.status_code == 201
    other.refresh_from_db()
    assert other.check_password(given.data["oneTimePassword"])
    assert program.delete(f"{place}/second-factor").status_code == 204
    assert not Authenticator.objects.exists()
    actions = set(Entry.objects.values_list("action", flat=True))
    assert {"user.password-given", "user.second-factor-removed"} <= actions
    for token in (program_of("administrator", None, "read", "write"), program_of("analyst")):
        assert token.post(f"{place}/passwords", None).status_code == 403
        assert token.delete(f"{place}/second-factor").status_code == 403
