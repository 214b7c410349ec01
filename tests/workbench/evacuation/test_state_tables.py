# SPDX-License-Identifier: EUPL-1.2
"""A forecast in states by form is the chain of the file; what does not add up is told where."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from django.utils import translation

from tests.workbench.evacuation.test_question_form import SENT
from weerbaar.base import InputError
from weerbaar.evacuation.decision import decide_when
from weerbaar.workbench.evacuation.question_form import QuestionForm
from weerbaar.workbench.evacuation.question_text import read_question_text
from weerbaar.workbench.evacuation.state_tables import StateTables

STATES: dict[str, str] = SENT | {
    "forecast": "states",
    "tables-for": "3x3",
    **{
        f"state-{at}-{name}": text
        for at, row in enumerate(
            (("rustig", "calm", "", "0"), ("dreiging", "threat", "0,3", "0,05"), ("zeker", "", "0,1", "0,6"))
        )
        for name, text in zip(("name", "name_en", "initial", "flood"), row, strict=True)
    },
    # From calm to threat, from threat both ways; what is certain stays so. The second step is as the first.
    "move-0-0-1": "0,2",
    "move-0-1-0": "0,3",
    "move-0-1-2": "0,15",
}
FIRST = [[0.8, 0.2, 0.0], [0.3, 0.55, 0.15], [0.0, 0.0, 1.0]]


def _problems(sent: dict[str, str]) -> list[Any]:
    with pytest.raises(InputError) as found:
        QuestionForm.of_post(sent).text()
    return list(found.value.problems)


def test_states_and_moves_make_the_chain_of_the_file() -> None:
    forecast = read_question_text(QuestionForm.of_post(STATES).text()).forecast
    assert [(one.nl, one.in_("en")) for one in forecast.states] == [
        ("rustig", "calm"), ("dreiging", "threat"), ("zeker", "zeker"),
    ]  # fmt: skip
    assert forecast.initial.tolist() == pytest.approx([0.6, 0.3, 0.1])
    assert np.array_equal(forecast.transitions, [FIRST, FIRST])
    assert forecast.flood.tolist() == [0.0, 0.05, 0.6]
    later = STATES | {"move-1-2-1": "0,5"}
    second = read_question_text(QuestionForm.of_post(later).text()).forecast.transitions[1]
    assert second.tolist() == [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.5, 0.5]]


def test_two_states_of_a_form_are_the_two_chances_of_the_other() -> None:
    """The same forecast in both ways asks for the same decisions: SENT has 20, 17 and 13 per cent of a threat."""
    chances = read_question_text(QuestionForm.of_post(SENT).text())
    chain = chances.forecast
    given = {"initial": chain.initial, "flood": chain.flood, "transitions": chain.transitions}
    typed = StateTables.of_data({"states": [{"nl": "a"}, {"nl": "b"}], **given})
    assert typed is not None
    sent = SENT | {"forecast": "states", "tables-for": "3x2"}
    for at, row in enumerate(typed.states):
        sent |= {f"state-{at}-{name}": text for name, text in row.items()}
    for step, table in enumerate(typed.moves):
        sent |= {f"move-{step}-{i}-{j}": text for i, row in enumerate(table) for j, text in enumerate(row)}
    states = read_question_text(QuestionForm.of_post(sent).text())
    assert states.forecast.transitions == pytest.approx(chain.transitions, abs=1e-9)
    one, other = (
        decide_when(asked.forecast, asked.options, asked.nothing, asked.value_of_life_eur)
        for asked in (chances, states)
    )
    assert np.array_equal(one.choice, other.choice)


def test_the_form_comes_back_from_its_own_file() -> None:
    text = QuestionForm.of_post(STATES).text()
    again = QuestionForm.of_text(text)
    assert again is not None
    assert again.typed["forecast"] == "states"
    assert again.tables.moves[1][1] == ["0,3", "0,55", "0,15"]
    assert [row["initial"] for row in again.tables.states] == ["0,6", "0,3", "0,1"]
    again.tables.shown = again.tables_for
    assert again.text() == text
    many = "".join(f"    - nl: stand {at}\n" for at in range(9))
    assert QuestionForm.of_text(text.replace("  states:\n", f"  states:\n{many}")) is None


def test_tables_are_shown_for_every_step_in_the_language_of_who_looks() -> None:
    form = QuestionForm.of_post(STATES)
    assert [(step["early"], step["late"]) for step in form.steps] == [("48", "24"), ("24", "12")]
    assert form.steps[0]["names"] == ["rustig", "dreiging", "zeker"]
    with translation.override("en"):
        assert form.steps[0]["names"] == ["calm", "threat", "zeker"]
    assert form.steps[0]["rows"][1]["cells"][2] == (2, ("zeker", "0,15"))
    empty = QuestionForm.empty()
    assert [len(step["rows"]) for step in empty.steps] == [3, 3, 3]


def test_what_was_filled_in_stays_with_its_state_and_its_moments() -> None:
    without_calm = STATES | {f"state-0-{name}": "" for name in ("name", "name_en", "initial", "flood")}
    form = QuestionForm.of_post(without_calm)
    assert form.tables.moves[0] == [["", "0,15"], ["", ""]]
    assert [problem.field for problem in _problems(without_calm)] == ["states"]
    gone = {f"moment-1-{name}": "" for name in ("hours", "threatens", "flood", "out", "sheltered")}
    assert QuestionForm.of_post(STATES | gone).tables.moves == [[[""] * 3] * 3]
    assert "kijk de tabellen" in _problems(STATES | gone)[0].message.nl


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"move-0-0-1": "1,2"}, "transitions", "van ‘rustig’, 48 naar 24 uur: bij ‘dreiging’ hoort een kans"),
        ({"move-0-1-0": "0,9"}, "transitions", "van ‘dreiging’, 48 naar 24 uur: de kansen zijn samen 1,05; zij"),
        ({"move-0-1-1": "0,5"}, "transitions", "de kansen zijn samen 0,95"),
        ({"move-0-0-1": "x"}, "transitions", "hoort een kans"),
        ({"state-1-initial": "0,95"}, "initial", "op het eerste moment: de kansen zijn samen 1,05"),
        ({"state-1-initial": ""}, "initial", "bij ‘rustig’ hoort een kans"),
        ({"state-0-flood": ""}, "flood", "water op het laatste moment: bij ‘rustig’"),
        ({"state-1-name": "zeker"}, "states", "meer dan een keer"),
        ({"state-1-name": ""}, "states", "elke stand heeft een naam"),
    ],
)
def test_what_does_not_add_up_is_told_where(wrong: dict[str, str], field: str, said: str) -> None:
    found = _problems(STATES | wrong)[0]
    assert found.field == field
    assert said in found.message.nl


def test_the_first_step_must_be_filled_in() -> None:
    nothing = {name: text for name, text in STATES.items() if not name.startswith("move-")}
    assert "van 48 naar 24 uur kan veranderen" in _problems(nothing)[0].message.nl


def test_one_state_is_no_forecast() -> None:
    one = {name: text for name, text in STATES.items() if not name.startswith(("state-1", "state-2"))}
    assert "geef 2 tot 8 standen" in _problems(one | {"tables-for": "3x1"})[0].message.nl
