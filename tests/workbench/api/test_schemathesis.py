# SPDX-License-Identifier: EUPL-1.2
"""Schemathesis calls every operation of the description with made-up and wrong data.

None of it is a server error, and every answer is what the description says: its status, its kind and its shape.
"""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.test import RequestFactory
from hypothesis import HealthCheck, Phase, given, seed
from hypothesis import settings as examples
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.workbench.alerts.offered import offered
from tests.workbench.api.programs import token_of
from tests.workbench.evacuation.places import flood_file, village_file
from weerbaar.workbench.api import security
from weerbaar.workbench.api.base import VERSION
from weerbaar.workbench.evacuation import input_verbs, study_job, study_run, verbs
from weerbaar.workbench.jobs import store
from weerbaar.workbench.jobs.models import State
from weerbaar.workbench.rounds.models import Round

EACH = 2
"""Examples of every operation."""
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
PLACES = {
    "round_slug": "open",
    "scenario": "cyberhacktivisme",
    "criterion": "1.1",
    "use": "VR20-1",
    "template": "brand-rook",
}


@pytest.mark.django_db
def test_every_operation_answers_as_it_is_described(
    scored: Round, make_user: Any, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    monkeypatch.setattr(security, "CALLS", 1_000_000)
    settings.LOGGING_CONFIG = None
    user = make_user(None, is_superuser=True, clearance=4)
    for role in ("expert", "facilitator", "analyst", "decider", "auditor", "alert-officer", "alert-approver"):
        user.grants.create(role=role)
    offered(user, PLACES["use"])
    places = PLACES | _evacuation(scored, user)
    # Called without a server in between, nothing unpacks an answer that was compressed.
    headers = {"Authorization": f"Bearer {token_of(user)}", "Accept-Encoding": "identity"}
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    wrong: list[str] = []
    called = 0
    for found in schema.get_all_operations():
        operation = found.ok()

        @seed(2012)
        @examples(
            max_examples=EACH,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def call(case: Any) -> None:
            nonlocal called
            # A made-up round or alert is never there: what lies behind it would not be reached.
            if case.path_parameters and {"round_slug", "use", "template"} & case.path_parameters.keys():
                case.path_parameters.update({k: v for k, v in places.items() if k in case.path_parameters})
            answer = case.call(headers=headers)
            called += 1
            if answer.status_code >= 500 or answer.headers.get("api-version", [""])[0] != VERSION:
                wrong.append(f"{case.method} {case.formatted_path} {case.query} {case.body!r}: {answer.status_code}")
            try:
                case.validate_response(answer, checks=CHECKS, headers=headers)
            except FailureGroup as group:
                wrong.extend(f"{case.method} {case.path}: {one.title}: {one.message[:300]}" for one in group.exceptions)

        try:
            call()
        except BaseException as error:
            wrong.append(f"{operation.label}: {type(error).__name__} {str(error)[:300]}")
    assert called >= 150
    assert sorted(set(wrong)) == []


def _evacuation(round_: Round, user: Any) -> dict[str, Any]:
    """Put a plan that was worked out, a flood and people into the round, and return their keys."""
    request = RequestFactory().post("/")
    request.user, request.round = user, round_  # type: ignore[attr-defined]
    network = verbs.add_network(request, round_, name="dorp.json", content=village_file())
    plan = verbs.save_plan(request, round_, network=network, name="Dorp uit", bin_min=30)
    job = verbs.ask_study(request, round_, plan)
    content = study_run.run(study_job.prepare(round_, plan.level, job.parameters), lambda share: None)
    job.state, job.result = State.DONE, store.keep(content)
    job.save()
    flood = input_verbs.add_flood(request, round_, files={"depth": ("water.csv", flood_file())})
    return {"network_id": network.pk, "plan_id": plan.pk, "input_id": flood.pk}
