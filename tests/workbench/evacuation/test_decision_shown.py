# SPDX-License-Identifier: EUPL-1.2
"""A decision as it is shown: the rules are those of the best policy, the numbers those of the question."""

from __future__ import annotations

import pytest
from django.utils import translation

from tests.workbench.evacuation.test_question_form import SENT
from weerbaar.workbench.evacuation.decision_shown import charts, decided, rules, shown
from weerbaar.workbench.evacuation.models import Question
from weerbaar.workbench.evacuation.question_form import QuestionForm


@pytest.fixture
def row() -> Question:
    """A question of three moments and a threat of 20, 17 and 13 per cent."""
    return Question(content=QuestionForm.of_post(SENT | {"note": "verzonnen"}).text())


def _acts(row: Question, value: float | None = None) -> list[tuple[str, list[bool]]]:
    found = rules(decided(row, value).policy)
    return [(rule["hours"], [line["acts"] for line in rule["lines"]]) for rule in found]


def test_the_more_a_life_may_cost_the_sooner_something_is_done(row: Question) -> None:
    waits, acts = [False, False], [False, True]
    assert _acts(row, 0.0) == [("48 uur", waits), ("24 uur", waits), ("12 uur", waits)]
    assert _acts(row) == [("48 uur", acts), ("24 uur", acts), ("12 uur", acts)]
    # All is decided at once: nobody reads what to do in a state that cannot come about any more.
    assert _acts(row, 1e9) == [("48 uur", [True, True])]


def test_where_a_threat_cannot_begin_later_it_was_decided_before(row: Question) -> None:
    assert [rule["decided"] for rule in rules(decided(row).policy)] == [False, False, False]
    once = SENT | {"moment-1-threatens": "", "moment-2-threatens": "", "unforeseen": "0"}
    found = rules(decided(Question(content=QuestionForm.of_post(once | {"note": "verzonnen"}).text()), 1e8).policy)
    assert [(rule["acts"], rule["decided"]) for rule in found] == [(True, False), (False, True), (False, True)]


def test_at_the_last_moment_there_is_nothing_to_wait_for(row: Question) -> None:
    found = rules(decided(row, 0.0).policy)
    assert [{line["what"] for line in rule["lines"]} for rule in found] == [
        {"nog wachten"}, {"nog wachten"}, {"niet evacueren"},
    ]  # fmt: skip
    with translation.override("en"):
        found = rules(decided(row).policy)
    assert [line["what"] for line in found[2]["lines"]] == [
        "no evacuation", "partly preventive, partly vertical evacuation",
    ]  # fmt: skip


def test_numbers_are_those_of_the_question(row: Question) -> None:
    answer = shown(decided(row, 0.0))
    # Nobody leaves: 100,000 people, 9.1% flood, 0.10% to 0.20% of them die.
    given = {name: answer[name] for name in ("flood", "too_late", "in_time", "false_alarm", "people", "cost", "note")}
    assert given == {
        "flood": "9,1%", "too_late": "9,1%", "in_time": "0%", "false_alarm": "0%", "people": "100.000", "cost": "€ 0",
        "note": "verzonnen",
    }  # fmt: skip
    low, high = (float(end.replace(",", ".")) for end in answer["deaths_range"].split(" – "))
    assert 9.1 < low < float(answer["deaths"].replace(",", ".")) < high < 18.2
    assert answer["waiting_pays"]
    vertical = answer["fixed"][1]
    # Nine tenths of them go up for € 10; at no value of a life it never pays.
    assert (vertical["hours"], vertical["cost"], vertical["pays_from"]) == ("48 uur", "€ 900.000", "nooit")
    assert len(answer["fixed"]) == 9


def test_the_table_has_a_row_for_every_moment_and_state(row: Question) -> None:
    answer = shown(decided(row))
    assert [(one["hours"], one["state_probability"], one["waits"]) for one in answer["rows"]] == [
        ("48 uur", "80%", True), ("48 uur", "20%", False),
        ("24 uur", "83%", True), ("24 uur", "17%", False),
        ("12 uur", "87%", True), ("12 uur", "13%", False),
    ]  # fmt: skip
    assert not answer["waiting_pays"]
    assert answer["value_of_life"] == "€ 6,70 miljoen"


def test_steps_go_from_no_value_of_a_life_to_ten_times_the_one_that_was_chosen(row: Question) -> None:
    found = decided(row)
    values = [policy.value_of_life_eur for policy in found.steps]
    assert values[0] == 0.0
    assert values == sorted(values)
    assert values[-1] == pytest.approx(67_000_000.0)
    assert [policy.cost_eur.mean() for policy in found.steps] == sorted(p.cost_eur.mean() for p in found.steps)
    assert ["<svg" in one.wide.svg for one in charts(found.policy, found.steps)] == [True, True]
