# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from weerbaar.base import Text
from weerbaar.dossier import Dossier, Judgement, JudgementSet, Round, Scenario, Storyline


def judgement(**fields: Any) -> Judgement:
    return Judgement.model_validate({"scenario": "a", "criterion": "1.1", **fields})


@pytest.mark.parametrize(
    "fields",
    [
        {"label": "B"},
        {"label": "X"},
        {"label": 3},
        {"label": "B", "lower": "A", "upper": "C", "half": "unknown"},
        {"missing": True},
        {"quantities": {"deaths": 5, "persons": {"distribution": "uniform", "low": 1, "high": 2}}},
        {"criterion": "likelihood", "probability": 0.5, "window_years": 5},
        {"criterion": "likelihood", "label": "C", "sub_class": "low"},
        {"criterion": "likelihood", "label": "C", "vulnerability": "high"},
    ],
)
def test_one_answer_is_accepted(fields: dict[str, Any]) -> None:
    assert judgement(**fields).scenario == "a"


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"missing": False},
        {"label": "B", "missing": True},
        {"label": "B", "quantities": {"deaths": 5}},
        {"quantities": {}},
        {"missing": True, "lower": "A"},
        {"quantities": {"deaths": 5}, "half": "unknown"},
        {"criterion": "likelihood", "probability": 0.5},
        {"criterion": "likelihood", "label": "B", "window_years": 5},
        {"probability": 0.5, "window_years": 5},
        {"label": "B", "sub_class": "low"},
        {"label": ""},
        {"scenario": "../a", "label": "B"},
        {"quantities": {"deaths": float("nan")}},
    ],
)
def test_other_than_one_answer_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        judgement(**fields)


def test_missing_not_relevant_and_zero_are_three_things() -> None:
    missing, x, zero = judgement(missing=True), judgement(label="X"), judgement(quantities={"deaths": 0})
    assert len({(j.missing, j.label, str(j.quantities)) for j in (missing, x, zero)}) == 3


def test_dossier_puts_scenarios_and_sets_in_order() -> None:
    def scenario(name: str) -> Scenario:
        return Scenario(id=name, title=Text(nl=name), kind="hazard")

    def judged(name: str) -> JudgementSet:
        return JudgementSet(schema=1, id=name, name=Text(nl=name), kind="expert")

    dossier = Dossier(
        round=Round(
            schema=1,
            id="r",
            title=Text(nl="R"),
            label="r",
            year=2030,
            organisation=Text(nl="O"),
            method="m",
            scores="judgements",
            statement=Text(nl="S"),
        ),
        scenarios=(scenario("b"), scenario("a")),
        judgements=(judged("z"), judged("y")),
    )
    assert [s.id for s in dossier.scenarios] == ["a", "b"]
    assert [s.id for s in dossier.judgements] == ["y", "z"]
    assert dossier.scenario("b").title.nl == "b"
    with pytest.raises(KeyError):
        dossier.scenario("c")


def test_section_keeps_its_text_and_loses_the_blanks_around_it() -> None:
    story = Storyline(causes=Text(nl="\r\n een\r\ntwee \n", en="### three\n"))
    assert story.causes == Text(nl="een\ntwee", en="### three")


@pytest.mark.parametrize("text", ["a\n## b", "# a", "##", "a\x07", "a\x00b"])
def test_section_that_would_break_its_file_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        Storyline(causes=Text(nl=text))
