# SPDX-License-Identifier: EUPL-1.2
"""The form of the question makes the same question as the file, and comes back from it."""

from __future__ import annotations

import pytest

from weerbaar.base import InputError
from weerbaar.workbench.evacuation.question_form import QuestionForm
from weerbaar.workbench.evacuation.question_text import read_question_text

MOMENTS = (
    ("48", "0,2", "0,4", "0,8 - 0,9", "0,9"),
    ("24", "0,17", "0,5", "0,6", "0,85"),
    ("12", "0,13", "0,7", "0,3", "0,7"),
)
SENT = {
    "name": "Hoogwater", "people": "100000", "mortality": "0,001 - 0,002", "value_of_life_eur": "6700000",
    "forecast": "chances", "option-preventive": "1", "option-vertical": "1", "option-combined": "1",
    "sheltered_mortality": "0,0003", "eur_per_person_day": "22", "days_after": "3", "eur_per_person": "10",
    **{
        f"moment-{at}-{name}": text
        for at, row in enumerate(MOMENTS)
        for name, text in zip(("hours", "threatens", "flood", "out", "sheltered"), row, strict=True)
    },
}  # fmt: skip
CSV = "member,hours_before,level\n" + "".join(
    f"{member},{hours},{1000 * member + 10 * hours}\n" for member in range(1, 6) for hours in (48, 24, 12)
)


def test_the_form_makes_a_question_with_the_chances_that_were_typed() -> None:
    question = read_question_text(QuestionForm.of_post(SENT).text())
    assert question.forecast.state_probability()[:, 1] == pytest.approx([0.2, 0.17, 0.13])
    assert question.forecast.flood_probability()[:, 1] == pytest.approx([0.4, 0.5, 0.7])
    assert [option.id for option in question.options] == ["preventive", "vertical", "combined"]
    assert question.nothing.deaths_if_flood.min() >= 100
    assert question.nothing.deaths_if_flood.max() <= 200
    assert question.value_of_life_eur == 6_700_000


def test_the_form_comes_back_from_its_own_file() -> None:
    form = QuestionForm.of_post(SENT)
    again = QuestionForm.of_text(form.text())
    assert again is not None
    assert again.moments == form.moments
    assert again.options == form.options
    assert {name: text for name, text in again.typed.items() if text and name != "unforeseen"} == {
        name: text for name, text in form.typed.items() if text
    }
    assert read_question_text(again.text()).forecast.transitions == pytest.approx(
        read_question_text(form.text()).forecast.transitions, abs=1e-7
    )


def test_members_of_an_ensemble_go_beside_the_text() -> None:
    sent = SENT | {
        "forecast": "ensemble", "unit": "m3/s", "bounds": "2500; 4000", "levels": "3000; 6000",
        "probabilities": "0,01; 0,9",
    }  # fmt: skip
    form = QuestionForm.of_post(sent)
    question = read_question_text(form.text(), CSV)
    assert question.forecast.members == 5
    assert len(question.forecast.states) == 3
    again = QuestionForm.of_text(form.text())
    assert again is not None
    assert again.typed["probabilities"] == "0,01; 0,9"
    with pytest.raises(InputError, match=r"verwachting\.csv"):
        read_question_text(form.text())


def test_a_file_with_more_than_the_form_holds_stays_a_file(question: str) -> None:
    assert QuestionForm.of_text(question) is None
    for wrong in ("format: [", "name: x", "options: 5", "- 1"):
        assert QuestionForm.of_text(wrong) is None
    text = QuestionForm.of_post(SENT).text()
    assert QuestionForm.of_text(text.replace("distribution: uniform", "distribution: log_uniform")) is None


def test_what_was_typed_wrong_is_told_at_its_field() -> None:
    with pytest.raises(InputError) as found:
        read_question_text(QuestionForm.of_post(SENT | {"people": "veel", "mortality": ""}).text())
    assert {"people", "mortality"} <= {problem.field for problem in found.value.problems}
    with pytest.raises(InputError) as found:
        QuestionForm.of_post(SENT | {"moment-1-flood": "x", "moment-2-threatens": "y"}).text()
    assert {problem.field for problem in found.value.problems} == {"flood", "threatens"}
    with pytest.raises(InputError, match="does not fit"):
        QuestionForm.of_post(SENT | {"moment-0-flood": "0,9"}).text()
    nothing = {name: text for name, text in SENT.items() if not name.startswith("option")}
    with pytest.raises(InputError, match="at least one option"):
        QuestionForm.of_post(nothing).text()


def test_the_first_chance_of_a_threat_is_enough() -> None:
    form = QuestionForm.of_post(SENT | {"moment-1-threatens": "", "moment-2-threatens": ""})
    forecast = read_question_text(form.text()).forecast
    assert forecast.state_probability()[:, 1] == pytest.approx([0.2, 0.16, 0.2 * 0.4 / 0.7])
