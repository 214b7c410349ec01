# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
import math

import jsonschema
import pytest

from tests.elicitation.studies import ALL, CHANCE, TARGET, example_study, given, make_study
from weerbaar.elicitation import (
    Elicitation,
    elicitation_json,
    elicitation_results_schema,
    evaluate,
)
from weerbaar.elicitation.results_json import elicitation_dict


def valid(elicitation: Elicitation) -> dict[str, object]:
    data: dict[str, object] = json.loads(elicitation_json(elicitation))
    jsonschema.validate(data, elicitation_results_schema(), cls=jsonschema.Draft202012Validator)
    return data


def test_results_of_the_example_fit_the_published_schema() -> None:
    study = example_study()
    for weighting in ("performance-optimised", "item", "equal", "user"):
        data = valid(evaluate(study, weighting=weighting))  # type: ignore[arg-type]
        assert data["schema"] == 1
    assert [q["id"] for q in elicitation_dict(evaluate(study))["questions"]] == [q.id for q in study.questions]


def test_a_study_without_seeds_and_with_every_kind_fits_too() -> None:
    questions = [{k: v for k, v in ALL[0].items() if k not in ("realization", "source")}, *ALL[1:]]
    study = make_study(questions, {"a": [given("ijk", 1, 2, 3), {"question": "label", "label": "B"}]})
    data = elicitation_dict(evaluate(study, weighting="equal"))
    valid(evaluate(study, weighting="equal"))
    by_id = {q["id"]: q for q in data["questions"]}
    assert by_id["doel"]["pooled"] is None  # nobody was asked: absent is not zero
    assert by_id["doel"]["not_asked"] == ["a"]
    assert by_id["label"]["pooled"]["masses"] == {"A": 0, "B": 1, "C": 0, "D": 0}
    assert data["experts"][0]["calibration"] is None


def test_the_same_study_gives_the_same_bytes() -> None:
    study = example_study()
    assert elicitation_json(evaluate(study)) == elicitation_json(evaluate(study))


def test_an_infinite_score_is_null() -> None:
    study = make_study([{**CHANCE, "outcome": True}], {"a": [{"question": "kans", "probability": 0}]})
    found = evaluate(study, weighting="equal")
    assert found.scores[0].logarithmic == math.inf
    assert valid(found)["scores"][0]["logarithmic"] is None  # type: ignore[index]


def test_no_more_digits_than_mean_anything() -> None:
    study = make_study([TARGET], {"a": [given("doel", 1 / 3, 2 / 3, 1)]})
    data = json.loads(elicitation_json(evaluate(study, weighting="equal")))
    assert data["questions"][0]["answers"][0]["quantiles"] == [0.3333333333, 0.6666666667, 1]
    assert data["questions"][0]["pooled"]["quantiles"][0] == pytest.approx(1 / 3, abs=1e-10)
