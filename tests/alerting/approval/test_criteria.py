# SPDX-License-Identifier: EUPL-1.2
"""Going through the criteria for NL-Alert."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.alerting.approval.drafts import NOW
from weerbaar.alerting.approval import Answered, AnswerError, Decision, criteria_tree, walk


def _walk(*said: tuple[str, str]) -> Decision:
    return walk(criteria_tree(), [Answered(question, answer, "A. Jansen", NOW) for question, answer in said])


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ([("handelen", "nee"), ("dreiging", "nee"), ("onrust", "nee")], "do_not_send"),
        ([("handelen", "nee"), ("dreiging", "onbekend"), ("onrust", "onbekend")], "consult"),
        ([("handelen", "ja"), ("perspectief", "nee")], "consult"),
        ([("handelen", "ja"), ("perspectief", "ja"), ("middelen", "ja")], "do_not_send"),
        (
            [
                ("dreiging", "ja"),
                ("handelen", "nee"),
                ("perspectief", "ja"),
                ("middelen", "nee"),
                ("gebied", "onbekend"),
            ],
            "consult",
        ),
        (
            [
                ("handelen", "nee"),
                ("dreiging", "nee"),
                ("onrust", "ja"),
                ("perspectief", "ja"),
                ("middelen", "nee"),
                ("gebied", "land"),
                ("landelijk", "nee"),
            ],
            "consult",
        ),
        (
            [
                ("handelen", "ja"),
                ("perspectief", "ja"),
                ("middelen", "onbekend"),
                ("gebied", "regio"),
                ("spoed", "meteen"),
                ("einde", "nl-alert"),
            ],
            "send",
        ),
    ],
)
def test_the_answers_lead_to_an_outcome(said: list[tuple[str, str]], outcome: str) -> None:
    decision = _walk(*said)
    assert decision.outcome == outcome
    assert decision.why is not None
    assert decision.open_question is None
    assert len(decision.path) == len(said)
    assert decision.tree == "criteria-nl-alert-1"


def test_a_question_without_an_answer_is_open() -> None:
    decision = _walk(("handelen", "ja"))
    assert decision.open_question is not None
    assert decision.open_question.id == "perspectief"
    assert decision.outcome is None
    assert decision.why is None


def test_the_last_answer_counts_and_the_earlier_one_is_kept() -> None:
    decision = _walk(("handelen", "ja"), ("handelen", "nee"), ("dreiging", "ja"))
    assert [step.question.id for step in decision.path] == ["handelen", "dreiging"]
    assert len(decision.answers) == 3


def test_an_answer_beside_the_way_is_kept_and_does_not_count() -> None:
    decision = _walk(("onrust", "ja"), ("handelen", "ja"))
    assert [step.question.id for step in decision.path] == ["handelen"]
    assert len(decision.answers) == 2


def test_advice_on_the_way_is_given() -> None:
    said = ("handelen", "ja"), ("perspectief", "ja"), ("middelen", "nee"), ("gebied", "meer"), ("spoed", "later")
    assert len(_walk(*said).advice) == 2


@pytest.mark.parametrize(("question", "answer"), [("weer", "ja"), ("handelen", "misschien")])
def test_what_the_tree_does_not_know_is_refused(question: str, answer: str) -> None:
    with pytest.raises(AnswerError):
        _walk((question, answer))


@given(st.data())
def test_whoever_goes_on_answering_comes_to_an_end_within_the_number_of_questions(data: st.DataObject) -> None:
    tree = criteria_tree()
    said: list[Answered] = []
    while (open_question := walk(tree, said).open_question) is not None:
        choice = data.draw(st.sampled_from([choice.id for choice in open_question.answers]))
        said.append(Answered(open_question.id, choice, "A", NOW))
        assert len(said) <= len(tree.questions)
    assert walk(tree, said).outcome in ("send", "do_not_send", "consult")
