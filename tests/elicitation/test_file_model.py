# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from tests.elicitation.studies import LABEL, SEED, TARGET, given, make_study
from weerbaar.elicitation.file_model import Answer, LabelQuestion, ProbabilityQuestion, QuantileQuestion, StudyFile

HEAD = {"schema": 1, "id": "proef", "title": {"nl": "Proef"}, "statement": {"nl": "Verzonnen."}}


def complaint(error: pytest.ExceptionInfo[ValidationError]) -> str:
    return str(error.value)


def test_kinds_of_questions_are_told_apart_by_kind() -> None:
    chance = {"id": "k", "kind": "probability", "title": {"nl": "K"}, "text": {"nl": "?"}, "window_years": 5}
    file = StudyFile.model_validate({**HEAD, "questions": [SEED, LABEL, chance]})
    assert [type(q) for q in file.questions] == [QuantileQuestion, LabelQuestion, ProbabilityQuestion]
    assert file.probabilities == (0.05, 0.5, 0.95)
    assert file.protocol == "one-round"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"source": None}, "needs a source"),
        ({"realization": 0, "scale": "log"}, "every number is above 0"),
        ({"lower": 3, "upper": 3}, "lower must be less than upper"),
        ({"lower": 21}, "realization lies outside"),
        ({"outcome": 3}, "not both"),
    ],
)
def test_a_quantity_that_contradicts_itself(change: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError) as error:
        QuantileQuestion.model_validate({**SEED, **change})
    assert words in complaint(error)


def test_a_realization_of_zero_on_a_limit_of_zero_is_inside() -> None:
    assert QuantileQuestion.model_validate({**SEED, "lower": 0, "realization": 0}).realization == 0
    with pytest.raises(ValidationError):
        QuantileQuestion.model_validate({**SEED, "upper": 0, "realization": 1})


def test_probabilities_of_a_study_ascend_between_0_and_1() -> None:
    for wrong in ([0.5, 0.5], [0, 0.5], [0.95, 0.5]):
        with pytest.raises(ValidationError):
            StudyFile.model_validate({**HEAD, "questions": [TARGET], "probabilities": wrong})


@pytest.mark.parametrize(
    "answer",
    [
        {"values": [1, 2, 3]},
        {"lowest": 1, "best": 2, "highest": 3},
        {"lowest": 1, "best": 2, "highest": 3, "confidence_pct": 80},
        {"probability": 0.2},
        {"label": "B", "lower": "A"},
        {"missing": True, "reason": "weet ik niet"},
    ],
)
def test_forms_of_an_answer(answer: dict[str, Any]) -> None:
    assert Answer.model_validate({"question": "x", **answer}).round == 1


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({}, "found: none"),
        ({"values": [1, 2], "label": "A"}, "found: values, label"),
        ({"lowest": 1, "best": 2}, "go together"),
        ({"values": [1, 2], "confidence_pct": 80}, "confidence_pct goes with"),
        ({"probability": 0.2, "upper": "A"}, "go with a label"),
        ({"missing": True}, "needs a reason"),
        ({"probability": 1.2}, "less than or equal to 1"),
        ({"label": "A", "round": 0}, "greater than or equal to 1"),
    ],
)
def test_an_answer_is_exactly_one_of_five_things(answer: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError) as error:
        Answer.model_validate({"question": "x", **answer})
    assert words in complaint(error)


def test_a_truth_too_large_to_compute_with() -> None:
    with pytest.raises(ValidationError, match="too large to compute with"):
        QuantileQuestion.model_validate({**SEED, "realization": 1.7e308})


def test_the_median_lies_within_what_is_asked() -> None:
    with pytest.raises(ValidationError, match=r"from at most 0\.5 to at least 0\.5"):
        make_study([TARGET], {"a": [given("doel", 1, 2)]}, probabilities=[0.6, 0.9])
