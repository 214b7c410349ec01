# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from tests.capability.training.trainings import ON, activity, assessed, pairs, score, share
from weerbaar.base import parse_yaml, schema_text
from weerbaar.capability.folder import shipped
from weerbaar.capability.training import (
    assess_training,
    load_training,
    training_result_json,
    training_result_schema,
    training_schema,
)


@pytest.mark.parametrize(
    ("name", "schema"), [("training-1", training_schema()), ("training-result-1", training_result_schema())]
)
def test_the_published_schema_is_that_of_the_code(name: str, schema: dict[str, Any]) -> None:
    published = files("weerbaar").joinpath(f"data/schemas/{name}.schema.json").read_text(encoding="utf-8")
    assert published == schema_text(schema)
    jsonschema.Draft202012Validator.check_schema(schema)


def test_the_example_complies() -> None:
    path = shipped("voorbeeld-capaciteiten", "training.yaml")
    data = parse_yaml(path.read_text(encoding="utf-8"), path.name).data
    assert list(jsonschema.Draft202012Validator(training_schema()).iter_errors(data)) == []


def test_results_comply_and_are_the_same_each_time() -> None:
    training = load_training("voorbeeld-capaciteiten")
    raw = training_result_json(assess_training(training, ON))
    assert raw == training_result_json(assess_training(training, ON))
    data = json.loads(raw)
    assert list(jsonschema.Draft202012Validator(training_result_schema()).iter_errors(data)) == []
    first = data["activities"][0]["effects"][0]
    assert first["difference"]["estimate"] == pytest.approx(0.1407, abs=1e-4)
    assert first["follow_up"][0]["retained"] == pytest.approx(0.4867, abs=1e-4)
    assert [c["shortfall"] for c in data["certificates"]] == [14, 0]


def test_results_of_bare_activities_comply() -> None:
    bare = activity(reached=None, cost_eur=None, audience={"who": {"nl": "Allen"}}, id="kaal")
    few = (pairs(1, 2, 0, 3), score((50, 0, 2), (50, 0, 2), id="s"), share((0, 1), (1, 1), id="x"))
    result = assessed(bare, activity(*few))
    data = json.loads(training_result_json(result))
    assert list(jsonschema.Draft202012Validator(training_result_schema()).iter_errors(data)) == []
