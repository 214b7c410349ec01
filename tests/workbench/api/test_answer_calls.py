# SPDX-License-Identifier: EUPL-1.2
"""Scoring through the API is as blind as on the pages, keeps versions, and has a revision."""

from __future__ import annotations

from typing import Any

import pytest

from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.library.models import Scenario
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.scoring.models import Answer

pytestmark = pytest.mark.django_db
PLACE = "/rounds/open/scenarios/cyberhacktivisme"
ANSWER = f"{PLACE}/answers/1.1"


def _label(code: str, **more: Any) -> dict[str, Any]:
    return {"judgement": {"label": code, "reason": "Daarom."}, **more}


def _of(answers: Any, criterion: str = "1.1") -> dict[str, Any]:
    return next(one for one in answers.data if one["criterion"] == criterion)


def test_an_answer_is_stored_once_changed_and_taken_back(program_of: Any, scored: Round) -> None:
    program = program_of("expert")
    first = program.put(ANSWER, _label("C"))
    assert (first.status_code, first.data["turn"], first.data["label"], first.data["version"]) == (200, 1, "C", 1)
    assert program.put(ANSWER, _label("C")).data["version"] == 1
    assert program.put(ANSWER, _label("D", version=1)).data["version"] == 2
    late = program.put(ANSWER, _label("E", version=1))
    assert (late.status_code, late.data["currentVersion"]) == (409, 2)
    assert [a["judgement"]["label"] for a in program.get("/rounds/open/answers").data["items"]] == ["D"]
    assert program.delete(f"{ANSWER}?version=1").status_code == 409
    assert program.delete(f"{ANSWER}?version=2").status_code == 204
    assert Answer.objects.count() == 0


def test_what_is_no_judgement_is_told_in_full(program_of: Any, scored: Round) -> None:
    program = program_of("expert")
    assert program.put(ANSWER, {"judgement": {}}).status_code == 400
    assert program.put(ANSWER, _label("Q")).status_code == 400
    assert program.put(f"{PLACE}/answers/9.9", _label("C")).status_code == 400
    assert program.put(ANSWER, _label("C", level="secret")).status_code == 400
    assert Answer.objects.count() == 0


def test_scoring_is_blind_until_the_feedback(program_of: Any, scored: Round) -> None:
    experts = [program_of("expert", scored) for _ in range(4)]
    for program, code in zip(experts, "BCCD", strict=True):
        program.put(ANSWER, _label(code))
    blind = experts[0].get(f"{PLACE}/distribution")
    assert blind.status_code == 409
    assert experts[0].get("/rounds/open/answers").data["total"] == 1
    assert experts[0].get("/rounds/open/panel").status_code == 403
    assert experts[0].get("/rounds/open/results").status_code == 403
    assert _of(program_of("facilitator").get(f"{PLACE}/distribution"))["counts"]["C"] == 2
    scored.change(scored.version, phase="feedback")
    shown = _of(experts[0].get(f"{PLACE}/distribution"))
    assert (shown["answered"], shown["counts"]["C"], shown["median"]) == (4, 2, "C")
    assert "Deskundige" not in str(shown)


def test_a_small_group_gives_nobody_away(program_of: Any, scored: Round) -> None:
    experts = [program_of("expert", scored) for _ in range(3)]
    for program in experts:
        program.put(ANSWER, _label("C"))
    scored.change(scored.version, phase="feedback")
    shown = _of(experts[0].get(f"{PLACE}/distribution"))
    assert (shown["answered"], shown["counts"], shown["median"]) == (3, {}, None)


def test_in_the_second_turn_an_expert_stands_by_or_revises(program_of: Any, scored: Round) -> None:
    program = program_of("expert")
    assert program.post(f"{ANSWER}/confirmations", {}).status_code == 409
    program.put(ANSWER, _label("C"))
    scored.change(scored.version, phase="feedback")
    assert program.post(f"{ANSWER}/confirmations", {}).data["turn"] == 2
    assert program.put(ANSWER, _label("D", version=1)).data["turn"] == 2
    scored.change(scored.version, phase="closed")
    assert program.put(ANSWER, _label("E", version=2)).status_code == 409


def test_a_scenario_above_the_clearance_is_not_scored(program_of: Any, scored: Round) -> None:
    program = program_of("expert")
    Scenario.objects.filter(slug="cyberhacktivisme").update(level=Level.SECRET)
    assert program.put(ANSWER, _label("C")).status_code == 404
    assert program.get(f"{PLACE}/distribution").status_code == 404


def test_the_meeting_decides_with_a_reason(program_of: Any, scored: Round) -> None:
    program = program_of("facilitator")
    place = f"{PLACE}/group-answers/1.1"
    assert program.put(place, {"judgement": {"label": "C"}}).status_code == 400
    assert program.put(place, _label("C")).data["label"] == "C"
    assert _of(program.get(f"{PLACE}/distribution"))["groupLabel"] == "C"
    assert program_of("expert").put(place, _label("C")).status_code == 403


def test_numbers_are_read_as_a_class_without_being_stored(program_of: Any, scored: Round) -> None:
    program = program_of("expert")
    given = {"criterion": "likelihood", "judgement": {"probability": 0.9, "windowYears": 5}}
    found = program.post(f"{PLACE}/readings", given)
    assert found.status_code == 200, found.data
    assert found.data["label"] == "E"
    assert found.data["reason"]["nl"]
    assert Answer.objects.count() == 0
    assert program.post(f"{PLACE}/readings", {"criterion": "1.1", "judgement": {"label": "C"}}).status_code == 400
    assert program.post(f"{PLACE}/readings", {"criterion": "9.9", "judgement": {}}).status_code == 404
    assert program_of("analyst").post(f"{PLACE}/readings", given).status_code == 403
    assert program_of("expert", None, "read").post(f"{PLACE}/readings", given).status_code == 403
