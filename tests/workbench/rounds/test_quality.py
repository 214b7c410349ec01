# SPDX-License-Identifier: EUPL-1.2
"""The checks of completeness find what is missing, and nothing above somebody's clearance."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.workbench.rounds.made_round import answer, small_round
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.rounds.models import Phase, Round
from weerbaar.workbench.rounds.quality import checks_of
from weerbaar.workbench.rounds.standing import questions
from weerbaar.workbench.rounds.verbs import seat

pytestmark = pytest.mark.django_db


def _found(round_: Round, level: int = Level.SECRET) -> list[str]:
    return [check.text.en for check in checks_of(round_, level=level)]


def test_preparation_is_checked_for_texts_approval_and_sources() -> None:
    assert _found(small_round()) == [
        "1 scenario has no storyline yet.",
        "1 text has not been approved yet.",
        "1 source is not referred to.",
    ]


def test_what_is_missing_is_named() -> None:
    text, approval, sources = checks_of(small_round(), level=Level.SECRET)
    assert (text.names, approval.names, sources.names) == (("Dijkdoorbraak",), ("Pandemie",), ("rivm",))


def test_during_scoring_the_panel_and_the_questions_are_checked(make_user: Callable[..., User]) -> None:
    round_ = small_round()
    round_.change(1, phase=Phase.SCORING)
    first, _ = seat(round_, make_user()), seat(round_, make_user())
    answer(first, sources=["rivm"])
    wanted = 2 * questions(round_)
    assert _found(round_)[2:] == [
        # That somebody cited it would tell who answered with what.
        "1 source is not referred to.",
        "1 expert has not started yet.",
        f"{wanted - 1} questions (scenario × criterion) have no answer from anybody.",
    ]


def test_a_source_cited_in_an_answer_counts_once_answers_are_shown(make_user: Callable[..., User]) -> None:
    round_ = small_round()
    answer(seat(round_, make_user()), sources=["rivm"])
    round_.change(1, phase=Phase.FEEDBACK)
    assert _found(round_)[2] == "Every source is referred to."


def test_a_hidden_scenario_is_not_looked_at() -> None:
    round_ = small_round()
    round_.scenarios.get(slug="pandemie").change(1, level=Level.SECRET)
    assert _found(round_, Level.INTERNAL)[1] == "Every text was approved by a second person."
