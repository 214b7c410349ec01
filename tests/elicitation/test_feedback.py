# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import re

import pytest

from tests.elicitation.studies import CHANCE, LABEL, SEED, TARGET, given, make_study
from weerbaar.base import InputError
from weerbaar.elicitation import Study, feedback


def group(*names: str) -> Study:
    questions = [SEED, TARGET, LABEL, CHANCE]
    answers = {}
    for i, name in enumerate(names):
        answers[name] = [
            given("ijk", 10 + i, 20 + i, 30 + i),
            given("doel", 1 + i, 10 + i, 100 + i, reason=f"reden {chr(ord('z') - i)}"),
            {"question": "label", "label": "B", "upper": "C"},
            {"question": "kans", "probability": 0.1 * (i + 1)},
        ]
    answers["zwijger"] = [{"question": "doel", "missing": True, "reason": "ik ben van Defensie"}]
    return make_study(questions, answers, protocol="delphi")


def test_what_an_expert_is_shown_has_no_names() -> None:
    study = group("anna", "bram", "cees", "daan")
    for lang in ("nl", "en"):
        shown = feedback(study, 2, "bram").render(lang)  # type: ignore[arg-type]
        assert not re.search("anna|bram|cees|daan|zwijger|Defensie", shown, re.IGNORECASE)
        assert shown.count("→") == 4  # in the introduction and on each question


def test_the_own_answer_is_marked_in_the_order_of_the_answers() -> None:
    target = feedback(group("anna", "bram", "cees", "daan"), 2, "bram").questions[0]
    assert [a.numbers[1] for a in target.answers] == [10, 11, 12, 13]
    assert [a.own for a in target.answers] == [False, True, False, False]
    assert (target.low, target.high) == (10, 13)
    # alphabetical, so that their order gives nobody away, and without the own one or that of who did not answer
    assert target.reasons == ("reden w", "reden x", "reden z")


def test_seed_questions_are_not_shown() -> None:
    shown = feedback(group("anna", "bram", "cees", "daan"), 2, "bram")
    assert [q.question.id for q in shown.questions] == ["doel", "label", "kans"]
    assert shown.questions[1].answers[0].label == "B (B – C)"


def test_with_few_others_single_answers_are_not_shown() -> None:
    target = feedback(group("anna", "bram", "cees"), 2, "bram").questions[0]
    assert (target.answers, target.reasons) == ((), ())
    assert target.low == 10
    assert target.own is not None
    assert target.own.numbers == (2, 11, 101)
    assert "→ P5: 2; P50: 11; P95: 101" in feedback(group("anna", "bram", "cees"), 2, "bram").render("nl")


def test_someone_who_did_not_answer_sees_the_group() -> None:
    target = feedback(group("anna", "bram", "cees"), 2, "zwijger").questions[0]
    assert target.own is None
    assert len(target.answers) == 3
    assert "U gaf geen antwoord." in feedback(group("anna", "bram", "cees"), 2, "zwijger").render("nl")


@pytest.mark.parametrize(
    ("number", "expert", "words"),
    [(2, "niemand", "unknown expert"), (1, "anna", "has no feedback"), (3, "anna", "nobody has answered in round 2")],
)
def test_what_cannot_be_fed_back(number: int, expert: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        feedback(group("anna", "bram"), number, expert)


def test_a_protocol_without_feedback() -> None:
    with pytest.raises(InputError, match="has no feedback"):
        feedback(make_study([TARGET], {"a": [given("doel", 1, 2, 3)]}), 2, "a")


def test_the_words_name_the_quantiles_that_were_asked() -> None:
    study = make_study(
        [TARGET],
        {"a": [given("doel", 1, 2, 3)], "b": [given("doel", 2, 3, 4)]},
        protocol="delphi",
        probabilities=[0.1, 0.5, 0.975],
    )
    shown = feedback(study, 2, "a").render("nl")
    assert "P10, P50 en P97,5 zijn de waarden waar de uitkomst met 10, 50 en 97,5% kans onder ligt" in shown
    assert "→ P10: 1; P50: 2; P97,5: 3" in shown
    assert "P5" not in shown.replace("P50", "")
    assert "P10, P50 and P97.5 are the values" in feedback(study, 2, "a").render("en")
