# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from weerbaar.base import Schema, read_yaml, schema_text
from weerbaar.capability.folder import shipped
from weerbaar.capability.measures import choice_schema, measure_schema

SCHEMAS = shipped().parent / "schemas"


@pytest.mark.parametrize(("name", "made"), [("measures", measure_schema()), ("choice", choice_schema())])
def test_the_published_schema_is_that_of_the_models(name: str, made: Schema) -> None:
    assert (SCHEMAS / f"{name}-1.schema.json").read_text(encoding="utf-8") == schema_text(made)


@pytest.mark.parametrize(("name", "made"), [("measures", measure_schema()), ("choice", choice_schema())])
def test_the_example_answers_the_schema(name: str, made: Schema) -> None:
    validator = pytest.importorskip("jsonschema").Draft202012Validator(made)
    content = read_yaml(shipped("voorbeeld-capaciteiten") / f"{name}.yaml").data
    assert [e.message for e in validator.iter_errors(content)] == []
    assert list(validator.iter_errors({"schema": 1, "surprise": 1}))
