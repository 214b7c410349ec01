# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from tests.workbench.scoring.panels import expert, go_to, open_round, say
from weerbaar.base import InputError, Problem, Text
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.rounds.models import Phase, Round
from weerbaar.workbench.scoring.models import Panelist
from weerbaar.workbench.scoring.sheet import Question, Sheet, problem_words
from weerbaar.workbench.shell.drafts import draft_of, keep

pytestmark = pytest.mark.django_db


@pytest.fixture
def panel(db: None) -> tuple[Round, list[User]]:
    """Five experts who answered 1.1, two who answered 1.2."""
    round_ = open_round()
    people = [expert(round_, f"d{n}", first_name=f"Naam{n}", clearance=2) for n in range(5)]
    for user, label in zip(people, "ABBDE", strict=True):
        say(user, round_, "1.1", {"label": label, "reason": f"Reden bij {label}."})
    for user in people[:3]:
        say(user, round_, "1.2", "C")
    return round_, people


def question(user: User, round_: Round, criterion: str) -> Question:
    sheet = Sheet(user, round_, round_.scenarios.get(slug="scenario-0"))
    asked = sheet.rod.field(criterion)
    assert asked is not None
    return sheet.question(asked)


def test_while_scoring_is_blind_nobody_elses_answer_is_there(panel: tuple[Round, list[User]]) -> None:
    round_, people = panel
    sheet = Sheet(people[0], round_, round_.scenarios.get(slug="scenario-0"))
    assert sheet.shown == {}
    found = question(people[0], round_, "1.1")
    assert found.group is None
    assert found.words is not None
    assert found.words.nl == "A beperkt"


def test_the_group_is_shown_without_names_and_with_the_own_answer_marked(panel: tuple[Round, list[User]]) -> None:
    round_, people = panel
    go_to(round_, Phase.FEEDBACK)
    group = question(people[0], round_, "1.1").group
    assert group is not None
    assert [(bar.code, bar.count, bar.own) for bar in group.bars if bar.count] == [
        ("A", 1, True),
        ("B", 2, False),
        ("D", 1, False),
        ("E", 1, False),
    ]
    assert (group.lies.median, group.interquartile_words, group.agreement_words) == ("B", "2", "60")
    numbers = {p.user_id: p.number for p in Panelist.objects.all()}
    assert {v.who.nl for v in group.voices} == {f"Deskundige {numbers[u.pk]}" for u in people[1:]}
    assert {v.reason for v in group.voices} == {"Reden bij B.", "Reden bij D.", "Reden bij E."}
    assert "Naam" not in str(group)


@pytest.mark.parametrize(("reader", "shown"), [(0, False), (4, True)])
def test_fewer_than_three_others_stay_hidden(panel: tuple[Round, list[User]], reader: int, shown: bool) -> None:
    round_, people = panel
    go_to(round_, Phase.FEEDBACK)
    group = question(people[reader], round_, "1.2").group
    assert group is not None
    assert (bool(group.bars), bool(group.voices)) == (shown, shown)


def test_a_confidential_answer_is_left_out_for_who_may_not_see_it(panel: tuple[Round, list[User]]) -> None:
    round_, people = panel
    say(people[4], round_, "1.1", "E", version=1, level=2)
    people[0].clearance = 1
    go_to(round_, Phase.FEEDBACK)
    low, high = question(people[0], round_, "1.1").group, question(people[1], round_, "1.1").group
    assert low is not None
    assert high is not None
    assert (low.lies.total, high.lies.total) == (4, 5)
    sheet = Sheet(people[1], round_, round_.scenarios.get(slug="scenario-0"))
    assert sheet.level == 2


def test_in_the_second_turn_the_inputs_hold_the_first_answer_until_it_is_revised(
    panel: tuple[Round, list[User]],
) -> None:
    round_, people = panel
    go_to(round_, Phase.FEEDBACK)
    before = question(people[0], round_, "1.1")
    assert (before.inputs["label"], before.inputs["version"], before.answer) == ("A", "0", None)
    say(people[0], round_, "1.1", "C")
    after = question(people[0], round_, "1.1")
    assert (after.inputs["label"], after.inputs["version"]) == ("C", "1")


def test_a_draft_is_offered_only_where_it_says_something_else(panel: tuple[Round, list[User]]) -> None:
    round_, people = panel
    sheet = Sheet(people[0], round_, round_.scenarios.get(slug="scenario-0"))
    assert not sheet.draft_differs()
    keep(people[0], sheet.draft_key, {"1.1:way": "label", "1.1:label": "A", "1.1:reason": "Reden bij A."})
    assert sheet.draft_differs() is False
    keep(people[0], sheet.draft_key, {"1.1:way": "label", "1.1:label": "A", "1.1:reason": "Nog niet"})
    sheet.tidy_draft()
    assert draft_of(people[0], sheet.draft_key) is not None
    keep(people[0], sheet.draft_key, {"1.1:way": "label", "1.1:label": "A", "1.1:reason": "Reden bij A."})
    sheet.tidy_draft()
    assert draft_of(people[0], sheet.draft_key) is None


def test_levels_above_the_scenario_can_be_chosen(panel: tuple[Round, list[User]]) -> None:
    round_, people = panel
    scenario = round_.scenarios.get(slug="scenario-0")
    assert [value for value, _ in Sheet(people[0], round_, scenario).levels] == ["1", "2"]
    scenario.level = 2
    assert Sheet(people[0], round_, scenario).levels == []


def test_problems_are_sentences_and_told_once() -> None:
    wrong = Problem("", Text(nl="moet een getal zijn.", en="must be a number."), field="q", value="x")
    assert problem_words(InputError([wrong, wrong]), "nl") == ["‘x’: moet een getal zijn."]
    assert problem_words(InputError([wrong]), "en") == ["‘x’: must be a number."]
