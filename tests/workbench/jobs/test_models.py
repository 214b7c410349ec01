# SPDX-License-Identifier: EUPL-1.2
"""A job in words and percents."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from weerbaar.workbench.jobs.models import Job, State


@pytest.mark.parametrize(
    ("state", "progress", "shown"),
    [(State.QUEUED, 0.0, 0), (State.RUNNING, 0.256, 25), (State.RUNNING, 1.0, 99), (State.DONE, 1.0, 100)],
)
def test_only_a_finished_job_is_at_a_hundred_percent(state: State, progress: float, shown: int) -> None:
    assert Job(state=state, progress=progress).percentage == shown


def test_pages_look_sooner_at_a_job_that_was_just_asked_for() -> None:
    now = timezone.now()
    assert Job(created=now).is_young
    assert not Job(created=now - timedelta(seconds=10)).is_young


def test_a_job_is_called_by_its_kind() -> None:
    assert Job(kind="double").title.en == "test double"
    assert Job(kind="van een andere versie").title.nl == "van een andere versie"
    assert Job(state=State.FAILED).state_text.nl == "mislukt"
    assert Job(state=State.RUNNING).is_active
    assert not Job(state=State.CANCELLED).is_active
