# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.elicitation.studies import STUDY, write_study
from weerbaar.base import parse_yaml, schema_text
from weerbaar.elicitation import elicitation_results_schema, study_names, study_schema
from weerbaar.elicitation.examples import locate

SCHEMA = study_schema()


def mistakes(file: str, data: Any) -> list[str]:
    part = {**SCHEMA["properties"][file], "$defs": SCHEMA["$defs"]}
    return [e.message for e in jsonschema.Draft202012Validator(part).iter_errors(data)]


def plain(path: Path) -> Any:
    return parse_yaml(path.read_text(encoding="utf-8"), path.name).data


@pytest.mark.parametrize(
    ("name", "schema"), [("study-1", SCHEMA), ("elicitation-results-1", elicitation_results_schema())]
)
def test_the_published_schema_is_that_of_the_code(name: str, schema: dict[str, Any]) -> None:
    published = files("weerbaar").joinpath(f"data/schemas/{name}.schema.json").read_text(encoding="utf-8")
    assert published == schema_text(schema)
    jsonschema.Draft202012Validator.check_schema(json.loads(published))


@pytest.mark.parametrize("name", study_names())
def test_examples_comply(name: str) -> None:
    root = locate(name)
    assert mistakes("study.yaml", plain(root / "study.yaml")) == []
    for path in sorted((root / "answers").glob("*.yaml")):
        assert mistakes("answers/*.yaml", plain(path)) == []


def test_protocols_comply() -> None:
    for path in Path(str(files("weerbaar").joinpath("data/protocols"))).glob("*.yaml"):
        assert mistakes("protocol.yaml", plain(path)) == []


def test_wrong_files_do_not_comply(tmp_path: Path) -> None:
    folder = write_study(tmp_path, STUDY.replace("kind: labels", "kind: woorden"))
    assert mistakes("study.yaml", plain(folder / "study.yaml")) != []
    assert mistakes("answers/*.yaml", {"schema": 1, "id": "Anna", "name": {"nl": "A"}}) != []
    assert mistakes("protocol.yaml", {"schema": 1, "id": "x", "title": {"nl": "X"}, "rounds": []}) != []
