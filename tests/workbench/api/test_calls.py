# SPDX-License-Identifier: EUPL-1.2
"""Every role asks for calls of every kind: the answer is that of the table of the pages."""

from __future__ import annotations

from typing import Any

import pytest

from tests.workbench.api.programs import Program
from weerbaar.workbench.accounts.models import Grant, Role
from weerbaar.workbench.accounts.permissions import ALLOWED, Action
from weerbaar.workbench.api.calls import ROUTERS, api
from weerbaar.workbench.api.scopes import ACTIONS, Scope
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db
_SCENARIO = "/rounds/open/scenarios/cyberhacktivisme"
CALLS: tuple[tuple[str, str, Any, tuple[Action, ...]], ...] = (
    ("GET", "/rounds/open", None, (Action.READ,)),
    ("GET", f"{_SCENARIO}/comments", None, (Action.READ,)),
    ("GET", "/rounds/open/sources", None, (Action.READ,)),
    ("GET", "/rounds/open/questions", None, (Action.READ,)),
    ("POST", f"{_SCENARIO}/comments", {"text": "Goed."}, (Action.COMMENT,)),
    ("PUT", "/rounds/open/sources/nieuw", {"title": "Bron"}, (Action.WRITE,)),
    ("POST", f"{_SCENARIO}/reviews", {"version": 1, "approved": True}, (Action.REVIEW,)),
    ("GET", "/rounds/open/answers", None, (Action.SCORE,)),
    ("GET", "/rounds/open/panel", None, (Action.SEE_PANEL,)),
    ("GET", "/rounds/open/progress", None, (Action.FACILITATE,)),
    ("POST", "/rounds/open/reminders", {}, (Action.FACILITATE, Action.MANAGE)),
    (
        "POST",
        "/rounds/open/phase-changes",
        {"version": 99, "step": "reopen", "reason": "x"},
        (Action.FACILITATE, Action.MANAGE),
    ),
    ("POST", "/rounds/open/jobs", {"kind": "cuts"}, (Action.ANALYSE,)),
    ("GET", "/rounds/open/assessment", None, (Action.EXPORT,)),
    ("GET", "/rounds/open/portfolio", None, (Action.EXPORT,)),
    ("PUT", "/rounds/open/capability-documents/measures", {"content": "x"}, (Action.CAPABILITIES,)),
    ("GET", "/rounds/open/signing", None, (Action.DECIDE,)),
    ("GET", "/rounds/open/imports", None, (Action.IMPORT,)),
    ("GET", "/rounds/open/webhooks", None, (Action.MANAGE,)),
    ("GET", "/rounds/open/grants", None, (Action.MANAGE,)),
    ("GET", "/rounds/open/audit-entries", None, (Action.AUDIT,)),
)
"""Method, path, body, and the actions of which one is enough."""


@pytest.mark.parametrize("role", [*Role, None])
def test_every_role_may_what_the_table_says(role: Role | None, program_of: Any, scored: Round) -> None:
    program = program_of()
    if role is not None:
        Grant.objects.create(user=program.user, role=role, round=scored)
    wrong = []
    for method, path, body, actions in CALLS:
        status = program.call(method, path, body).status_code
        allowed = role is not None and bool(ALLOWED[role] & set(actions))
        expected = {404} if role is None else {200, 201, 202, 400, 404, 409} if allowed else {403}
        if status not in expected:
            wrong.append((method, path, status))
    assert wrong == []


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.ANALYST, Role.EXPERT])
def test_a_token_for_reading_does_nothing_else(role: Role, program_of: Any, scored: Round) -> None:
    program = program_of(role, scored, "read")
    for method, path, body, actions in CALLS:
        reads = bool(ACTIONS[Scope.READ] & set(actions))
        assert (program.call(method, path, body).status_code == 403) is not reads, path


def test_calls_for_administrators_and_auditors_need_the_role_everywhere(program_of: Any, scored: Round) -> None:
    here = program_of("administrator", scored)
    assert here.get("/users").status_code == here.get("/audit-entries").status_code == 403
    assert program_of("administrator").get("/users").status_code == 200
    assert program_of("auditor").get("/audit-entries").status_code == 200


def test_without_a_token_no_call_answers(scored: Round) -> None:
    program = Program(None)
    for method, path, body, _ in CALLS:
        assert program.call(method, path, body).status_code == 401, path


def test_every_router_is_in_it() -> None:
    assert len(api.get_openapi_schema()["paths"]) > 70
    assert len({module.__name__ for module in ROUTERS}) == len(ROUTERS) == 16
