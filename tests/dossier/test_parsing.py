# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from weerbaar.dossier.folder import DossierFiles
from weerbaar.dossier.parsing import parse_files

ROUND = """\
schema: 1
id: a
title: {nl: A}
label: a
year: 2030
organisation: {nl: O}
method: m
scores: published
statement: {nl: S}
"""
SET = "schema: 1\nid: b\nname: {nl: B}\nkind: expert\njudgements:\n"
SCENARIO = "---\nid: a\ntitle: {nl: A}\nkind: hazard\n---\n"


def files(**more: str) -> DossierFiles:
    texts = {"dossier.yaml": ROUND, "scenarios/a.md": SCENARIO} | more
    return DossierFiles("x", {name: text.encode() for name, text in sorted(texts.items())})


def test_one_wrong_entry_does_not_hide_the_next() -> None:
    text = SET + "  - scenario: a\n  - {scenario: a, criterion: 1.1, label: B}\n  - 3\n"
    reading = parse_files(files(**{"judgements/b.yaml": text}))
    assert [(p.line, p.field) for p in reading.problems] == [(6, "judgements[0].criterion"), (8, "judgements[2]")]
    (judgement,) = reading.judgements[0]
    assert judgement.value.criterion == "1.1"
    assert judgement.locate(("label",)) == (7, "judgements[1].label")


def test_number_without_quotes_is_the_criterion_it_looks_like() -> None:
    text = SET + "  - {scenario: a, criterion: 2.1, label: 3}\n"
    reading = parse_files(files(**{"judgements/b.yaml": text}))
    assert reading.problems == []
    (judgement,) = reading.judgements[0]
    assert (judgement.value.criterion, judgement.value.label) == ("2.1", "3")


def test_faulty_header_keeps_the_judgements_apart() -> None:
    reading = parse_files(files(**{"judgements/b.yaml": "schema: 1\nid: b\nkind: expert\njudgements: []\n"}))
    assert [(p.file, p.field) for p in reading.problems] == [("judgements/b.yaml", "name")]
    assert reading.sets == []


def test_list_that_is_no_list_is_one_problem() -> None:
    reading = parse_files(files(**{"published.yaml": "schema: 1\nresults: none\n"}))
    assert [(p.line, p.field) for p in reading.problems] == [(2, "results")]
    assert "lijst" in reading.problems[0].message.nl


def test_dossier_of_a_complete_reading() -> None:
    dossier = parse_files(files()).dossier()
    assert (dossier.round.id, dossier.scenarios[0].id) == ("a", "a")


def test_no_dossier_without_a_round() -> None:
    reading = parse_files(DossierFiles("x", {"scenarios/a.md": SCENARIO.encode()}))
    assert "dossier.yaml ontbreekt" in reading.problems[0].message.nl
    with pytest.raises(ValueError, match="without a round"):
        reading.dossier()
