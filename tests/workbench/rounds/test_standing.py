# SPDX-License-Identifier: EUPL-1.2
"""The key figures and deadlines of a round."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.workbench.rounds.made_round import answer, small_round
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.rounds.models import Phase, Round
from weerbaar.workbench.rounds.standing import deadlines, method_of, next_deadline, questions, standing_of
from weerbaar.workbench.rounds.verbs import seat

pytestmark = pytest.mark.django_db


def test_figures_count_what_may_be_seen(make_user: Callable[..., User]) -> None:
    round_ = small_round()
    first, _ = seat(round_, make_user()), seat(round_, make_user())
    answer(first)
    answer(first, criterion="1.2")
    answer(first, "dijkdoorbraak")
    found = standing_of(round_, level=Level.SECRET)
    assert (found.scenarios, found.approved, found.experts, found.started, found.answered) == (2, 1, 2, 1, 3)
    assert found.wanted == 2 * 2 * questions(round_)
    assert found.percent == 100 * 3 // found.wanted
    round_.scenarios.get(slug="pandemie").change(1, level=Level.SECRET)
    hidden = standing_of(round_, level=Level.INTERNAL)
    assert (hidden.scenarios, hidden.approved, hidden.answered) == (1, 1, 1)


def test_every_criterion_and_the_likelihood_are_asked() -> None:
    round_ = Round(method="nl-nrb-2009")
    method = method_of(round_)
    assert method is not None
    assert questions(round_) == len(method.criteria) + 1
    assert questions(Round(method="onbekend")) == 0


def test_a_round_without_questions_is_at_nought_percent() -> None:
    assert standing_of(small_round(method="onbekend"), level=4).percent == 0


def test_the_deadline_of_a_phase_that_has_passed_no_longer_counts() -> None:
    now = timezone.now()
    round_ = Round(score_by=now, revise_by=now + timedelta(days=1), phase=Phase.SCORING)
    assert next_deadline(round_)[1] == now  # type: ignore[index]
    round_.phase = Phase.FEEDBACK
    assert [counts for *_, counts in deadlines(round_)] == [False, True]
    assert next_deadline(round_)[1] == now + timedelta(days=1)  # type: ignore[index]
    round_.phase = Phase.CLOSED
    assert next_deadline(round_) is None
