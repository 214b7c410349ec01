# SPDX-License-Identifier: EUPL-1.2
"""The question when to decide through the API, with the members of its forecast, and the decision in its schema."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from tests.workbench.evacuation.test_question_form import CSV, SENT
from weerbaar.workbench.evacuation.question_form import QuestionForm
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db
PLACE = "/rounds/open/evacuation-question"


def test_the_decision_follows_in_its_published_schema(scored: Round, program_of: Any) -> None:
    from weerbaar.evacuation.decision import decision_schema

    program = program_of("analyst")
    assert program.get(f"{PLACE}/decision").status_code == 404
    content = files("weerbaar").joinpath("data/evacuation/decision/voorbeeld-rivier.yaml").read_text(encoding="utf-8")
    assert program.put(PLACE, {"content": content}).status_code == 200
    found = program.get(f"{PLACE}/decision")
    jsonschema.validate(found.data, decision_schema())
    assert found.data["false_alarm"] == program.get(PLACE).data["falseAlarm"]
    assert program_of("reader").get(f"{PLACE}/decision").status_code == 403


def test_members_of_a_forecast_go_along(scored: Round, program_of: Any) -> None:
    program = program_of("analyst")
    more = {"forecast": "ensemble", "unit": "m", "bounds": "2500", "levels": "3000;6000", "probabilities": "0;1"}
    content = QuestionForm.of_post(SENT | more).text()
    assert program.put(PLACE, {"content": content}).status_code == 400
    saved = program.put(PLACE, {"content": content, "forecastCsv": CSV})
    assert saved.status_code == 200, saved.data
    assert saved.data["forecastCsv"] == CSV
    assert {row["state"]["nl"] for row in saved.data["table"]} == {"lager dan 2500 m", "2500 m of hoger"}


def test_there_is_no_sheet_of_a_plan_that_is_not_there(scored: Round, program_of: Any) -> None:
    program = program_of("analyst")
    assert program.get("/rounds/open/evacuation-plans/1/decision-sheets/pdf").status_code == 404
