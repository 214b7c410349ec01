# SPDX-License-Identifier: EUPL-1.2
"""Advice, alerts and evidence follow from the study; what is not known stays unknown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from weerbaar.base import InputError
from weerbaar.workbench.evacuation.models import Plan
from weerbaar.workbench.evacuation.telling import (
    Question,
    advice_of,
    question_of,
    study_of,
)
from weerbaar.workbench.jobs.models import Job

STARTS = datetime(2026, 12, 1, 8, tzinfo=UTC)


def test_a_form_asks_in_dutch_time() -> None:
    found = question_of({"starts": "2026-12-01T09:00", "strategy": "vertical", "breach_from": "12,5"})
    assert found.starts == STARTS
    assert (found.strategy, found.breach_h) == ("vertical", (12.5, 12.5))
    assert question_of({}).breach_h is None
    with pytest.raises(InputError) as wrong:
        question_of({"starts": "morgen", "strategy": "vliegen", "breach_from": "9", "breach_to": "8"})
    assert [problem.field for problem in wrong.value.problems] == ["starts", "strategy", "breach_to"]
    with pytest.raises(InputError, match="lowest value too"):
        question_of({"breach_to": "8"})


@pytest.mark.django_db
def test_who_cannot_be_out_in_time_goes_up(plan: Plan, worked: Callable[[Plan], Job]) -> None:
    assert study_of(plan) is None
    worked(plan)
    study = study_of(plan)
    assert study is not None
    (late,) = advice_of(study, Question(STARTS, "preventive", (0.5, 1.0)))
    (early,) = advice_of(study, Question(STARTS, "preventive", (30.0, 40.0)))
    assert (late.action, early.action) == ("up", "leave")
    assert early.leaving is not None
    assert early.leaving.before_at is not None
    assert early.leaving.before_at > STARTS
