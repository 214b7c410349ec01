# SPDX-License-Identifier: EUPL-1.2
"""The next step of a round is asked of who leads it, with the deadline of the phase."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone

from tests.workbench.rounds.made_round import small_round
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.rounds.leading import asked_of_leaders
from weerbaar.workbench.rounds.models import Phase

pytestmark = pytest.mark.django_db


def test_who_leads_is_asked_for_the_next_step(make_user: Callable[..., User]) -> None:
    round_ = small_round()
    facilitator, administrator, expert = (make_user(r, round_) for r in ("facilitator", "administrator", "expert"))
    assert [len(list(asked_of_leaders(u, round_))) for u in (facilitator, administrator, expert)] == [1, 1, 0]
    due = timezone.now()
    round_.change(1, phase=Phase.SCORING, score_by=due)
    assert [a.due for a in asked_of_leaders(facilitator, round_)] == [due]
    assert list(asked_of_leaders(administrator, round_)) == []
    round_.change(2, phase=Phase.CLOSED)
    assert list(asked_of_leaders(facilitator, round_)) == []
