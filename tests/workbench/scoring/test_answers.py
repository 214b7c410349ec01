# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from tests.workbench.scoring.panels import by, expert, facilitator, go_to, open_round, say
from weerbaar.workbench.rounds.models import Phase
from weerbaar.workbench.scoring import verbs
from weerbaar.workbench.scoring.answers import (
    answered_on,
    answers_on,
    in_effect,
    label_counts,
    own_cells,
    own_on,
    progress_by_criterion,
    progress_by_panelist,
)
from weerbaar.workbench.scoring.models import Answer

pytestmark = pytest.mark.django_db


def test_a_revision_takes_the_place_of_the_first_answer() -> None:
    round_ = open_round()
    anna, bram = expert(round_, "anna"), expert(round_, "bram")
    for user, label in ((anna, "A"), (bram, "B")):
        say(user, round_, "1.1", label)
    go_to(round_, Phase.FEEDBACK)
    say(anna, round_, "1.1", "D")
    assert sorted(in_effect(round_, 4).values_list("label", flat=True)) == ["B", "D"]
    scenario = round_.scenarios.get(slug="scenario-0")
    assert label_counts(in_effect(round_, 4)) == {(scenario.pk, "1.1"): {"B": 1, "D": 1}}
    assert answered_on(round_, scenario, "1.1", 1) == 2
    assert answered_on(round_, scenario, "1.1", 2) == 1
    assert (progress_by_criterion(round_, 1), progress_by_criterion(round_, 2)) == ({"1.1": 2}, {"1.1": 1})


def test_what_is_more_confidential_than_the_reader_may_see_is_left_out() -> None:
    round_ = open_round()
    anna, bram = expert(round_, "anna", clearance=3), expert(round_, "bram")
    say(anna, round_, "1.1", "E", level=3)
    say(bram, round_, "1.1", "A")
    scenario = round_.scenarios.get(slug="scenario-0")
    assert [s.label for s in answers_on(round_, scenario, 2)["1.1"]] == ["A"]
    assert {s.label for s in answers_on(round_, scenario, 3, "1.1")["1.1"]} == {"A", "E"}
    round_.scenarios.update(level=3)
    assert not in_effect(round_, 2).exists()


def test_progress_counts_turns_and_own_answers() -> None:
    round_ = open_round()
    anna = expert(round_, "anna")
    first = say(anna, round_, "1.1", "A")
    say(anna, round_, "1.2", {"missing": True})
    go_to(round_, Phase.FEEDBACK)
    say(anna, round_, "1.1", "B")
    found = progress_by_panelist(round_)[first.panelist_id]
    assert (found.first, found.second, found.last) == (2, 1, Answer.objects.get(turn=2).changed)
    assert own_cells(first.panelist, 2) == {(first.scenario_id, "1.1")}
    assert own_cells(None, 1) == set()
    assert sorted(own_on(first.panelist, first.scenario)["1.1"]) == [1, 2]


def test_the_meeting_is_no_expert() -> None:
    round_ = open_round()
    scenario = round_.scenarios.get(slug="scenario-0")
    judgement = {"label": "C", "reason": "Samen."}
    verbs.record_group_answer(
        by(facilitator(round_)), round_=round_, scenario=scenario, criterion="1.1", judgement=judgement
    )
    assert label_counts(in_effect(round_, 4)) == {}
    assert answered_on(round_, scenario, "1.1", 1) == 0
