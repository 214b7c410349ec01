# SPDX-License-Identifier: EUPL-1.2
"""A token acts as its owner, cut down by its scopes; and neither guessing nor calling goes on without end."""

from __future__ import annotations

from typing import Any

import pytest

from tests.workbench.api.programs import Program
from weerbaar.workbench.accounts.models import Grant
from weerbaar.workbench.api import security
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db


def test_a_token_acts_as_its_owner(program_of: Any) -> None:
    me = program_of("analyst", None, "read", "write", name="ans").get("/me").data
    assert (me["username"], me["scopes"], me["grants"]) == (
        "ans",
        ["read", "write"],
        [{"role": "analyst", "round": None, "region": None}],
    )


def test_a_scope_never_adds_to_the_roles(program_of: Any, scored: Round) -> None:
    assert program_of("reader").get("/users").status_code == 403
    assert program_of("administrator", None, "read").get("/users").status_code == 403
    assert program_of("administrator", None, "admin").get("/users").status_code == 200


def test_roles_are_those_of_this_moment(program_of: Any, scored: Round) -> None:
    program = program_of("reader")
    assert program.get("/rounds/open").status_code == 200
    Grant.objects.all().delete()
    assert program.get("/rounds/open").status_code == 404


def test_a_program_that_calls_too_often_waits(program_of: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(security, "now", lambda: 1_000.0)
    monkeypatch.setattr(security, "CALLS", 2)
    program = program_of("reader")
    assert [program.get("/me").status_code for _ in range(3)] == [200, 200, 429]
    answer = program.get("/me")
    assert (answer["Retry-After"], answer["Content-Type"]) == ("20", "application/problem+json")
    # Another token of the same person is another program.
    assert Program(program.user).get("/me").status_code == 200
    monkeypatch.setattr(security, "now", lambda: 1_021.0)
    assert program.get("/me").status_code == 200


def test_an_address_that_guesses_is_stopped(program_of: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(security, "now", lambda: 1_000.0)
    monkeypatch.setattr(security, "FAILURES", 2)
    guesser = Program(None)
    guesser.headers = {"Authorization": "Bearer wbr_geraden"}
    assert [guesser.get("/me").status_code for _ in range(3)] == [401, 401, 429]
    # Whoever has a token and calls from the same address goes on.
    assert program_of("reader").get("/me").status_code == 200


@pytest.mark.parametrize("header", ["", "Basic x", "Bearer", "Bearer  ", "bearer wbr_x"])
def test_a_header_without_a_token_is_401(db: None, header: str) -> None:
    program = Program(None)
    program.headers = {"Authorization": header}
    assert program.get("/me").status_code == 401
