# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from weerbaar.base import InputError, Problem
from weerbaar.dossier import Dossier, load_dossier
from weerbaar.dossier.rows import COLUMNS, FilledRow, headings, judged_by, merged, read_rows, table
from weerbaar.method import load_method

METHOD = load_method("nl-nrb-2009")


@pytest.fixture
def dossier(make_dossier: Callable[..., Path]) -> Dossier:
    return load_dossier(make_dossier())


def row(**cells: object) -> FilledRow:
    return FilledRow("x", cells, lambda field: (7, field))


def test_row_per_scenario_expert_and_criterion(dossier: Dossier) -> None:
    rows = table(dossier, METHOD, None)
    assert len(rows) == 2 * 1 * 11
    storm = next(r for r in rows if (r["scenario"], r["criterion"]) == ("storm", "1.1"))
    assert storm == {
        "scenario": "storm",
        "criterion": "1.1",
        "expert": "anna",
        "label": "B",
        "lower": "A",
        "upper": "C",
        "reason": "geschat",
        "sources": "boek",
    }
    empty = next(r for r in rows if (r["scenario"], r["criterion"]) == ("storm", "5.1"))
    assert empty == {"scenario": "storm", "criterion": "5.1", "expert": "anna"}


def test_words_and_names_in_the_language_asked_for(dossier: Dossier) -> None:
    rows = table(dossier, METHOD, "nl")
    chance = next(r for r in rows if r["criterion"] == "likelihood · Waarschijnlijkheid" and r.get("label"))
    assert chance["scenario"] == "sabotage · Sabotage"
    assert chance["vulnerability"] == "hoog"


def test_retired_scenario_keeps_its_judgements_only(dossier: Dossier) -> None:
    retired = tuple(s.model_copy(update={"status": "retired"}) for s in dossier.scenarios)
    rows = table(dossier.model_copy(update={"scenarios": retired}), METHOD, None)
    assert [(r["scenario"], r["criterion"]) for r in rows] == [
        ("sabotage", "likelihood"),
        ("sabotage", "1.2"),
        ("storm", "1.1"),
        ("storm", "2.1"),
        ("storm", "likelihood"),
    ]


def test_without_experts_there_is_one_to_fill_in(dossier: Dossier) -> None:
    empty = dossier.model_copy(update={"judgements": ()})
    assert [s.id for s in judged_by(empty)] == ["deskundige-1"]
    assert {r["expert"] for r in table(empty, METHOD, None)} == {"deskundige-1"}


def test_headings_in_code_dutch_and_english() -> None:
    for names in zip(*((c.field, c.title.nl, c.title.en.upper()) for c in COLUMNS), strict=True):
        fields = headings(["", *names], "x", lambda i: (1, ""))
        assert list(fields.values()) == [c.field for c in COLUMNS]
        assert min(fields) == 1


def test_rows_without_an_answer_name_the_expert_only() -> None:
    problems: list[Problem] = []
    found = read_rows([row(scenario="a", criterion="1.1", expert="anna", label=" "), row(), row(expert=None)], problems)
    assert found == {"anna": []}
    assert problems == []


def test_cells_of_every_type() -> None:
    problems: list[Problem] = []
    cells = {"scenario": "a · A", "criterion": 1.1, "expert": "anna", "label": 3.0, "missing": False, "reason": 5}
    ((judgement,),) = read_rows([row(**cells)], problems).values()
    assert problems == []
    assert (judgement.value.scenario, judgement.value.criterion) == ("a", "1.1")
    assert (judgement.value.label, judgement.value.missing, judgement.value.reason) == ("3", False, "5")
    ((missing,),) = read_rows([row(scenario="a", criterion="1.1", expert="anna", missing=True)], problems).values()
    assert missing.value.missing


def test_problem_stands_at_its_cell() -> None:
    problems: list[Problem] = []
    read_rows(
        [row(scenario="a", criterion="likelihood", expert="anna", probability="uniform low=2 high=1", window_years=5)],
        problems,
    )
    assert [(p.line, p.field) for p in problems] == [(7, "probability")]
    problems.clear()
    read_rows([row(scenario="a", criterion="1.1", expert="anna", label="B", reason="a\x07")], problems)
    assert [(p.field, p.message.nl) for p in problems] == [("reason", "bevat een verboden stuurteken.")]


def test_cleared_expert_loses_judgements_and_unknown_one_gets_no_set(dossier: Dossier) -> None:
    result = merged(dossier, METHOD, {"anna": [], "bert": []}, [])
    assert [(s.id, s.judgements) for s in result.judgements] == [("anna", ())]
    assert merged(dossier, METHOD, {}, []) == dossier


def test_known_judgements_keep_their_order(dossier: Dossier) -> None:
    problems: list[Problem] = []
    rows = [
        row(scenario="sabotage", criterion="5.1", expert="anna", label="A"),
        row(scenario="storm", criterion="2.1", expert="anna", label="C"),
        row(scenario="storm", criterion="1.1", expert="anna", label="C"),
    ]
    result = merged(dossier, METHOD, read_rows(rows, problems), problems)
    assert [(j.scenario, j.criterion) for j in result.judgements[0].judgements] == [
        ("storm", "1.1"),
        ("storm", "2.1"),
        ("sabotage", "5.1"),
    ]


def test_errors_stop_the_merge(dossier: Dossier) -> None:
    problems: list[Problem] = []
    found = read_rows([row(scenario="storm", criterion="1.1", expert="anna", label="F")], problems)
    with pytest.raises(InputError) as caught:
        merged(dossier, METHOD, found, problems)
    assert caught.value.problems[0].value == "F"
