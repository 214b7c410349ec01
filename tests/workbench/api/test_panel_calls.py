# SPDX-License-Identifier: EUPL-1.2
"""The panel, its progress, reminders, and the method."""

from __future__ import annotations

from typing import Any

import pytest

from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db


def test_an_expert_gets_a_seat_and_a_weight(program_of: Any, scored: Round) -> None:
    program, expert = program_of("facilitator"), program_of("expert", scored)
    seat = program.post("/rounds/open/panel", {"user": expert.user.username})
    assert (seat.status_code, seat.data["user"], seat.data["weight"]) == (201, expert.user.username, 1.0)
    place = f"/rounds/open/panel/{seat.data['number']}"
    assert program.patch(place, {"weight": 2.5}).data["weight"] == 2.5
    assert program.patch(place, {"weight": 0}).status_code == 400
    assert program.patch("/rounds/open/panel/1000000", {"weight": 1}).status_code == 404
    assert program.post("/rounds/open/panel", {"user": program.user.username}).status_code == 400
    assert program.get("/rounds/open/panel").data["total"] == 1


def test_progress_counts_and_who_is_behind_is_reminded_once(program_of: Any, scored: Round) -> None:
    program, expert = program_of("facilitator"), program_of("expert", scored)
    expert.put("/rounds/open/scenarios/cyberhacktivisme/answers/1.1", {"judgement": {"label": "C"}})
    found = program.get("/rounds/open/progress").data
    assert (found["turn"], found["askedOfEach"]) == (1, 44)
    assert [seat["done"] for seat in found["experts"]] == [1]
    assert found["answersByCriterion"] == {"1.1": 1}
    assert program.post("/rounds/open/reminders", {}).data == {"asked": 1}
    assert program.post("/rounds/open/reminders", {}).data == {"asked": 0}


def test_the_questions_are_those_of_the_method(program_of: Any, scored: Round) -> None:
    program = program_of("reader")
    questions = program.get("/rounds/open/questions").data
    assert len(questions) == 11
    assert [q["id"] for q in questions if q["isLikelihood"]] == ["likelihood"]
    assert {choice["code"] for choice in questions[0]["choices"]} >= {"A", "E"}
    assert {"id": "nl-nrb-2009"}.items() <= program.get("/methods/nl-nrb-2009").data.items()
    assert "nl-nrb-2009" in {method["id"] for method in program.get("/methods").data}
    assert program.get("/methods/geen").status_code == 404
