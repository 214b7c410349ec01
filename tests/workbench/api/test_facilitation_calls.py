# SPDX-License-Identifier: EUPL-1.2
"""Differences and findings are for the facilitator; not while that person still scores blind."""

from __future__ import annotations

from typing import Any

import pytest

from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import Grant, Role
from weerbaar.workbench.library.models import Scenario
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db
ROUND = "/rounds/open"
PLACE = f"{ROUND}/scenarios/cyberhacktivisme"
WITHHELD = ("disagreements", "agreement", "answer-findings", "scenarios/cyberhacktivisme/distribution")


@pytest.fixture
def answered(program_of: Any, scored: Round) -> Round:
    """The round, in which three experts answered one question, one of them without a reason."""
    for code, reason in (("A", "Zo."), ("E", "Zo."), ("E", "")):
        program_of("expert", scored).put(f"{PLACE}/answers/1.1", {"judgement": {"label": code, "reason": reason}})
    return scored


def test_the_facilitator_sees_where_the_panel_differs(answered: Round, program_of: Any) -> None:
    program = program_of("facilitator")
    (found,) = program.get(f"{ROUND}/disagreements").data["items"]
    assert (found["scenario"], found["criterion"], found["counts"]) == ("cyberhacktivisme", "1.1", {"A": 1, "E": 2})
    assert (found["median"], found["spread"], found["distance"]) == ("E", 4, pytest.approx(8 / 3))
    assert program.get(f"{ROUND}/disagreements?criterion=1.2").data["total"] == 0
    alphas = {one["criterion"]: one["alpha"] for one in program.get(f"{ROUND}/agreement").data}
    assert alphas["1.2"] is None
    findings = program.get(f"{ROUND}/answer-findings").data["items"]
    assert {one["kind"] for one in findings} == {"outlier", "no-reason"}
    only = program.get(f"{ROUND}/answer-findings?kind=no-reason").data
    assert (only["total"], only["items"][0]["panelist"] is None) == (1, False)
    Scenario.objects.filter(slug="cyberhacktivisme").update(level=Level.SECRET)
    assert program.get(f"{ROUND}/disagreements").data["total"] == 0
    assert program.get(f"{ROUND}/answer-findings").data["total"] == 0


def test_a_facilitator_who_scores_too_waits_for_the_end_of_the_blind_turn(answered: Round, program_of: Any) -> None:
    program = program_of("facilitator")
    Grant.objects.create(user=program.user, role=Role.EXPERT, round=answered)
    for place in WITHHELD:
        answer = program.get(f"{ROUND}/{place}")
        assert answer.status_code == 403, place
        assert "U beoordeelt zelf" in answer.data["detail"]
    assert program.get(f"{ROUND}/progress").status_code == 200
    assert program.get(f"{ROUND}/export").status_code == 403
    assert program.get(f"{ROUND}/dossier").status_code == 403
    answered.change(answered.version, phase="feedback")
    assert {program.get(f"{ROUND}/{place}").status_code for place in WITHHELD} == {200}


def test_every_expert_gets_a_seat_once(program_of: Any, scored: Round) -> None:
    for _ in range(2):
        program_of("expert", scored)
    program = program_of("facilitator")
    first = program.post(f"{ROUND}/panel/invitations", None).data
    assert len(first) == 2
    assert program.post(f"{ROUND}/panel/invitations", None).data == first
