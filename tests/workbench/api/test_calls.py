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
_FILE = "a file"
"""In the place of a body: some file."""
_AFTER_CLOSING = {Role.EXPERT, Role.READER}
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
    ("POST", "/rounds/open/audit-verifications", None, (Action.AUDIT,)),
    ("GET", "/rounds/open/checks", None, (Action.READ,)),
    ("GET", "/rounds/open/changes", None, (Action.READ,)),
    ("GET", "/rounds/open/news", None, (Action.READ,)),
    ("GET", "/rounds/open/comparison?earlier=geen", None, (Action.READ,)),
    ("POST", f"{_SCENARIO}/readings", {"criterion": "1.1", "judgement": {}}, (Action.SCORE,)),
    ("GET", "/rounds/open/disagreements", None, (Action.FACILITATE,)),
    ("GET", "/rounds/open/agreement", None, (Action.FACILITATE,)),
    ("GET", "/rounds/open/answer-findings", None, (Action.FACILITATE,)),
    ("POST", "/rounds/open/panel/invitations", None, (Action.FACILITATE, Action.MANAGE)),
    ("GET", "/rounds/open/imports/1/problems", None, (Action.IMPORT,)),
    ("GET", "/rounds/open/results/cyberhacktivisme", None, (Action.RESULTS,)),
    ("POST", "/rounds/open/reweighings", {"weights": {"1.1": 1}}, (Action.RESULTS,)),
    ("GET", "/rounds/open/agenda", None, (Action.RESULTS,)),
    ("GET", "/rounds/open/agenda/calendar", None, (Action.RESULTS,)),
    ("POST", "/rounds/open/agenda/reviews", {"scenario": "cyberhacktivisme"}, (Action.CAPABILITIES,)),
    ("GET", "/rounds/open/cooperation/powers", None, (Action.RESULTS,)),
    ("GET", "/rounds/open/cooperation/findings", None, (Action.RESULTS,)),
    ("GET", "/rounds/open/cooperation/approaches", None, (Action.RESULTS,)),
    ("GET", "/rounds/open/assistance", None, (Action.RESULTS,)),
    ("GET", "/rounds/open/assistance/export", None, (Action.EXPORT,)),
    ("GET", "/rounds/open/training", None, (Action.RESULTS,)),
    ("GET", "/rounds/open/guideline", None, (Action.RESULTS,)),
    ("POST", "/rounds/open/guideline", {"content": "geen", "subject": "x"}, (Action.CAPABILITIES,)),
    ("GET", "/rounds/open/guideline/requirements/a", None, (Action.CAPABILITIES,)),
    ("PATCH", "/rounds/open/guideline/requirements/a", {"basedOn": ""}, (Action.CAPABILITIES,)),
    ("POST", "/rounds/open/guideline/imports", _FILE, (Action.CAPABILITIES,)),
    ("GET", "/rounds/open/guideline/export", None, (Action.EXPORT,)),
    ("GET", "/rounds/open/measures", None, (Action.RESULTS,)),
    ("POST", "/rounds/open/measures", {"measure": {}}, (Action.CAPABILITIES,)),
    ("GET", "/rounds/open/measures/dijk", None, (Action.RESULTS,)),
    ("PUT", "/rounds/open/measures/dijk", {"measure": {}, "basedOn": ""}, (Action.CAPABILITIES,)),
    ("DELETE", "/rounds/open/measures/dijk?basedOn=x", None, (Action.CAPABILITIES,)),
    ("GET", "/rounds/open/weighing", None, (Action.RESULTS,)),
    ("GET", "/rounds/open/choice", None, (Action.RESULTS,)),
    ("GET", "/rounds/open/advice", None, (Action.RESULTS,)),
    ("POST", "/rounds/open/capability-analysis", {"example": "geen"}, (Action.CAPABILITIES,)),
    ("POST", "/rounds/open/capability-imports", _FILE, (Action.CAPABILITIES,)),
    ("GET", "/rounds/open/capability-export", None, (Action.EXPORT,)),
    ("GET", "/rounds/open/capability-documents/measures/versions", None, (Action.RESULTS,)),
    ("GET", "/rounds/open/capability-documents/measures/versions/1", None, (Action.RESULTS,)),
    ("POST", "/rounds/open/register", None, (Action.CAPABILITIES,)),
    ("GET", "/rounds/open/register/export", None, (Action.EXPORT,)),
    ("GET", "/rounds/open/evacuation-networks", None, (Action.READ,)),
    ("POST", "/rounds/open/evacuation-networks", _FILE, (Action.WRITE,)),
    ("POST", "/rounds/open/evacuation-networks/examples", {"example": "geen"}, (Action.WRITE,)),
    ("POST", "/rounds/open/evacuation-networks/1/simplifications", None, (Action.WRITE,)),
    ("GET", "/rounds/open/evacuation-plans", None, (Action.READ,)),
    ("POST", "/rounds/open/evacuation-plans", {"network": 1, "name": "Plan"}, (Action.WRITE,)),
    ("POST", "/rounds/open/evacuation-plans/1/study", None, (Action.ANALYSE,)),
    ("GET", "/rounds/open/evacuation-plans/1/study", None, (Action.EXPORT,)),
    ("GET", "/rounds/open/evacuation-inputs", None, (Action.READ,)),
    ("DELETE", "/rounds/open/evacuation-inputs/1", None, (Action.WRITE,)),
    ("POST", "/rounds/open/evacuation-floods", _FILE, (Action.WRITE,)),
    ("POST", "/rounds/open/evacuation-people-tables", _FILE, (Action.WRITE,)),
    ("POST", "/rounds/open/evacuation-mappings", _FILE, (Action.WRITE,)),
    ("POST", "/rounds/open/evacuation-plans/1/places", _FILE, (Action.WRITE,)),
    ("POST", "/rounds/open/evacuation-plans/1/evidence", {"scenario": "x"}, (Action.IMPORT,)),
    ("POST", "/rounds/open/evacuation-plans/1/variants", {"kind": "closure", "link": "1"}, (Action.WRITE,)),
    ("PUT", "/rounds/open/evacuation-question", {"content": "schema: 1"}, (Action.WRITE,)),
)
"""Method, path, body, and the actions of which one is enough."""


@pytest.mark.parametrize("role", [*Role, None])
def test_every_role_may_what_the_table_says(role: Role | None, program_of: Any, scored: Round) -> None:
    program = program_of()
    if role is not None:
        Grant.objects.create(user=program.user, role=role, round=scored)
    wrong = []
    for method, path, body, actions in CALLS:
        status = _call(program, method, path, body).status_code
        # The round is open: an expert and a reader see no results yet.
        counts = set(actions) - ({Action.RESULTS} if role in _AFTER_CLOSING else set())
        # A role for alerts alone knows nothing of rounds.
        knows = role is not None and Action.READ in ALLOWED[role]
        allowed = role is not None and bool(ALLOWED[role] & counts)
        expected = {404} if not knows else {200, 201, 202, 400, 404, 409} if allowed else {403}
        if status not in expected:
            wrong.append((method, path, status))
    assert wrong == []


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.ANALYST, Role.EXPERT])
def test_a_token_for_reading_does_nothing_else(role: Role, program_of: Any, scored: Round) -> None:
    program = program_of(role, scored, "read")
    for method, path, body, actions in CALLS:
        reads = bool(ACTIONS[Scope.READ] & set(actions))
        if role == Role.EXPERT and actions == (Action.RESULTS,):
            continue
        assert (_call(program, method, path, body).status_code == 403) is not reads, path


def test_calls_for_administrators_and_auditors_need_the_role_everywhere(program_of: Any, scored: Round) -> None:
    here = program_of("administrator", scored)
    assert here.get("/users").status_code == here.get("/audit-entries").status_code == 403
    assert program_of("administrator").get("/users").status_code == 200
    assert program_of("auditor").get("/audit-entries").status_code == 200
    assert here.post("/audit-verifications", None).status_code == 403
    assert here.post(f"/users/{here.user.pk}/passwords", None).status_code == 403
    assert here.delete(f"/users/{here.user.pk}/second-factor").status_code == 403


def test_without_a_token_no_call_answers(scored: Round) -> None:
    program = Program(None)
    for method, path, body, _ in CALLS:
        assert _call(program, method, path, body).status_code == 401, path


def test_every_router_is_in_it() -> None:
    assert len(api.get_openapi_schema()["paths"]) > 115
    assert len({module.__name__ for module in ROUTERS}) == len(ROUTERS) == 34


def _call(program: Program, method: str, path: str, body: Any) -> Any:
    return program.upload(path, "x.zip", b"geen zip") if body == _FILE else program.call(method, path, body)
