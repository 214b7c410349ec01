# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import csv
import io

from tests.elicitation.studies import ALL, example_elicitation, given, make_study
from weerbaar.elicitation import Elicitation, answers_csv, evaluate, experts_csv


def rows(text: str, delimiter: str) -> list[list[str]]:
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:]), delimiter=delimiter))


def small() -> Elicitation:
    answers = {
        "a": [
            given("ijk", 10, 20.5, 30),
            {"question": "kans", "probability": 0},
            {"question": "label", "label": "B", "upper": "C"},
        ]
    }
    return evaluate(make_study(ALL, answers), weighting="equal")


def test_answers_in_dutch_and_in_english() -> None:
    table = rows(answers_csv(small(), "nl"), ";")
    assert table[0] == "vraag soort ijkvraag wie gewicht P5 P50 P95 kans label van tot werkelijk".split()
    assert table[1] == ["ijk", "quantiles", "ja", "a", "1", "10", "20,5", "30", "", "", "", "", "20"]
    assert [r[3] for r in table if r[0] == "ijk"] == ["a", "decision-maker", "equal-weights"]
    assert not any(r[0] == "doel" for r in table)  # nobody was asked
    chance = next(r for r in table if r[0] == "kans")
    assert chance[8] == "0"
    label = [r for r in table if r[0] == "label"]
    assert [r[9:12] for r in label] == [["B", "", "C"], ["B", "B", "C"], ["B", "B", "C"]]
    assert rows(answers_csv(small(), "en"), ",")[1][6] == "20.5"


def test_experts_with_the_decision_makers_last() -> None:
    table = rows(experts_csv(example_elicitation(), "en"), ",")
    assert len(table) == 1 + 5 + 2
    assert table[1][:2] == ["deskundige-1", "Expert 1 (invented), disaster response"]
    assert [r[0] for r in table[-2:]] == ["decision-maker", "equal-weights"]
    assert float(table[1][11]) == round(float(table[1][11]), 10) > 0.6


def test_a_number_that_does_not_exist_is_an_empty_cell() -> None:
    questions = [{k: v for k, v in ALL[0].items() if k not in ("realization", "source")}]
    found = evaluate(make_study(questions, {"a": [given("ijk", 1, 2, 3)]}), weighting="equal")
    assert rows(experts_csv(found, "nl"), ";")[1][7:9] == ["", ""]


def test_text_is_never_a_formula() -> None:
    study = make_study([ALL[0]], {"a": [given("ijk", 1, 2, 3)]})
    risky = study.experts[0].model_copy(update={"name": study.file.title.model_copy(update={"nl": '=HYPERLINK("x")'})})
    object.__setattr__(study, "experts", (risky,))
    assert rows(experts_csv(evaluate(study, weighting="equal"), "nl"), ";")[1][1] == '\'=HYPERLINK("x")'
