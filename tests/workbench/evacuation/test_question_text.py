# SPDX-License-Identifier: EUPL-1.2
"""A question is read from its text, with the members of its forecast where it refers to them."""

from __future__ import annotations

import pytest

from tests.workbench.evacuation.test_question_form import CSV, SENT
from weerbaar.base import InputError
from weerbaar.workbench.evacuation import question_text
from weerbaar.workbench.evacuation.question_form import QuestionForm
from weerbaar.workbench.evacuation.question_text import read_question_text

ENSEMBLE = SENT | {
    "forecast": "ensemble", "unit": "m3/s", "bounds": "2500; 4000", "levels": "3000; 6000",
    "probabilities": "0,01; 0,9",
}  # fmt: skip


def test_a_browser_that_ends_lines_its_own_way_asks_the_same(question: str) -> None:
    windows = read_question_text(question.replace("\n", "\r\n"))
    assert windows.people == 104_371
    assert windows.note == read_question_text(question).note
    assert windows.forecast.hours_before.tolist() == [96, 72, 48, 24, 12]


def test_members_are_read_from_the_table_that_was_sent_along() -> None:
    text = QuestionForm.of_post(ENSEMBLE).text()
    # By 48 hours before the members stand at 1,480 to 5,480 m3/s: two below the first bound, one between both.
    found = read_question_text(text, CSV.replace("\n", "\r\n")).forecast
    assert found.members == 5
    assert found.initial == pytest.approx([0.4, 0.2, 0.4])
    with pytest.raises(InputError, match=r"verwachting\.csv"):
        read_question_text(text)


def test_a_problem_is_told_at_its_line(question: str) -> None:
    with pytest.raises(InputError) as found:
        read_question_text(question.replace("people: 104371", "people: veel"))
    (problem,) = [one for one in found.value.problems if one.field == "people"]
    assert problem.file == "besluit.yaml"
    assert problem.line == 1 + question.split("people: 104371")[0].count("\n")


def test_a_text_that_is_too_long_is_not_read(monkeypatch: pytest.MonkeyPatch, question: str) -> None:
    monkeypatch.setattr(question_text, "LARGEST", len(question))
    assert read_question_text(question).people == 104_371
    for given in ((question + " ", ""), (question, "x" * (len(question) + 1))):
        with pytest.raises(InputError, match="too long"):
            read_question_text(*given)
