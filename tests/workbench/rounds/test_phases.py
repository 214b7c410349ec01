# SPDX-License-Identifier: EUPL-1.2
"""What stands in the way of a step to another phase."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.workbench.rounds.made_round import answer, small_round
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.rounds.models import Phase, Round
from weerbaar.workbench.rounds.phases import STEPS, end_of, obstacles, steps_from
from weerbaar.workbench.rounds.verbs import seat

pytestmark = pytest.mark.django_db


def _told(name: str, round_: Round) -> list[str]:
    return [("! " if o.blocks else "") + o.text.en for o in obstacles(STEPS[name], round_)]


def test_preparation_lacks_people_approval_and_a_date(make_user: Callable[..., User]) -> None:
    round_ = small_round()
    assert _told("open_scoring", round_) == [
        "! No expert has been appointed yet.",
        "The text of 1 of the 2 scenarios has not been approved.",
        "There is no deadline for the scoring.",
    ]
    seat(round_, make_user())
    round_.score_by = timezone.now() - timedelta(days=1)
    assert _told("open_scoring", round_)[1] == "The deadline for the scoring has passed."
    round_.score_by = timezone.now() + timedelta(days=1)
    round_.scenarios.get(slug="pandemie").change(1, review_state="approved")
    assert _told("open_scoring", round_) == []


def test_closing_tells_how_many_have_not_started(make_user: Callable[..., User]) -> None:
    round_ = small_round()
    round_.change(1, phase=Phase.FEEDBACK)
    panel = [seat(round_, make_user()) for _ in range(3)]
    assert _told("close_scoring", round_) == ["! No judgement has been given yet."]
    answer(panel[0])
    assert _told("close_scoring", round_) == ["2 of the 3 experts have not started."]


def test_the_steps_of_a_phase_and_where_back_leads(db: None) -> None:
    round_ = Round(phase=Phase.SCORING)
    assert [step.name for step in steps_from(round_)] == ["give_feedback", "close_scoring", "reopen"]
    assert end_of(STEPS["reopen"], round_) == Phase.SETUP
    assert end_of(STEPS["reopen"], Round(phase=Phase.CLOSED)) == Phase.FEEDBACK
    assert steps_from(Round(phase=Phase.SIGNED)) == []
