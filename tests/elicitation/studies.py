# SPDX-License-Identifier: EUPL-1.2
"""Small made-up studies to test with: as files in a folder, and as objects of any size."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from weerbaar.elicitation import Elicitation, Study, evaluate, load_protocol, load_study
from weerbaar.elicitation.file_model import ExpertFile, StudyFile

SEED = {
    "id": "ijk",
    "kind": "quantiles",
    "title": {"nl": "IJkvraag"},
    "text": {"nl": "Hoeveel?"},
    "unit": {"nl": "stuks"},
    "realization": 20,
    "source": {"nl": "Bron."},
}
TARGET = {
    "id": "doel",
    "kind": "quantiles",
    "title": {"nl": "Doelvraag", "en": "Target"},
    "text": {"nl": "Hoeveel doden?"},
    "unit": {"nl": "personen"},
    "scale": "log",
}
CHANCE = {
    "id": "kans",
    "kind": "probability",
    "title": {"nl": "Kans"},
    "text": {"nl": "Hoe waarschijnlijk?"},
    "window_years": 5,
    "asks": "number",
}
LABEL = {
    "id": "label",
    "kind": "labels",
    "title": {"nl": "Label"},
    "text": {"nl": "Welk label?"},
    "labels": ["A", "B", "C", "D"],
}
ALL = (SEED, TARGET, CHANCE, LABEL)

STUDY = """\
# SPDX-License-Identifier: EUPL-1.2
schema: 1
id: proef
title: {nl: Proef, en: Trial}
statement: {nl: Verzonnen.}
method: nl-nrb-2009
protocol: delphi
themes:
  - {id: water, name: {nl: Water}}
questions:
  - id: ijk
    kind: quantiles
    title: {nl: IJkvraag}
    text: {nl: "Hoeveel?"}
    unit: {nl: stuks}
    lower: 0
    realization: 20
    source: {nl: Bron.}
  - id: doel
    kind: quantiles
    title: {nl: Doelvraag}
    text: {nl: "Hoeveel doden?"}
    unit: {nl: personen}
    scale: log
    feeds: {scenario: gewelddadige-eenling, criterion: "2.1", variable: deaths}
  - id: kans
    kind: probability
    title: {nl: Kans}
    text: {nl: "Hoe waarschijnlijk?"}
    window_years: 5
    feeds: {scenario: gewelddadige-eenling, criterion: likelihood}
  - id: label
    kind: labels
    title: {nl: Label}
    text: {nl: "Welk label?"}
    feeds: {scenario: gewelddadige-eenling, criterion: "5.3"}
"""
ANSWERS = """\
# SPDX-License-Identifier: EUPL-1.2
schema: 1
id: {id}
name: {{nl: Deskundige {id}}}
answers:
  - question: ijk
    values: [10, 20, 30]
    reason: geschat
  - question: doel
    values: [1, 5, 20]
    reason: geschat
  - question: kans
    values: [0.01, 0.05, 0.2]
    reason: geschat
  - question: label
    label: B
    reason: geschat
"""


@cache
def example_study() -> Study:
    """The shipped example, read once."""
    return load_study("voorbeeld-elicitatie")


@cache
def example_elicitation() -> Elicitation:
    """The shipped example with performance weights, evaluated once."""
    return evaluate(example_study())


def write_study(root: Path, study: str = STUDY, **answers: str) -> Path:
    """A study folder; ``answers`` are the texts of the answer files by id, two sound experts by default."""
    (root / "answers").mkdir(parents=True, exist_ok=True)
    (root / "study.yaml").write_text(study, encoding="utf-8")
    for name, text in (answers or {"een": ANSWERS.format(id="een"), "twee": ANSWERS.format(id="twee")}).items():
        (root / "answers" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return root


def make_study(
    questions: Sequence[Mapping[str, Any]],
    answers: Mapping[str, Sequence[Mapping[str, Any]]],
    *,
    protocol: str = "one-round",
    weights: Mapping[str, float] | None = None,
    **settings: Any,
) -> Study:
    """A study as an object: questions and, per expert, answers as they would stand in the files."""
    file = StudyFile.model_validate(
        {
            "schema": 1,
            "id": "proef",
            "title": {"nl": "Proef", "en": "Trial"},
            "statement": {"nl": "Verzonnen.", "en": "Made up."},
            "protocol": protocol,
            "questions": list(questions),
            **settings,
        }
    )
    experts = []
    for name, given in answers.items():
        data: dict[str, Any] = {"schema": 1, "id": name, "name": {"nl": name.title()}, "answers": list(given)}
        if weights is not None and name in weights:
            data["weight"] = weights[name]
        experts.append(ExpertFile.model_validate(data))
    return Study(file, load_protocol(protocol), tuple(experts), content_hash="0" * 64)


def seeds(truths: Sequence[float]) -> list[dict[str, Any]]:
    """Seed questions ``ijk-1`` … with these truths."""
    return [{**SEED, "id": f"ijk-{i}", "realization": t} for i, t in enumerate(truths, start=1)]


def given(question: str, *values: float, **more: Any) -> dict[str, Any]:
    """One answer in quantiles."""
    return {"question": question, "values": list(values), **more}
