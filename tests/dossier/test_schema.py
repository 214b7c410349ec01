# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from weerbaar.base import parse_yaml
from weerbaar.dossier import dossier_schema, example_names, example_path

SCHEMA = dossier_schema()


def validator(file: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator({**SCHEMA["properties"][file], "$defs": SCHEMA["$defs"]})


def contents(root: Path) -> Iterator[tuple[str, Any]]:
    """Every file of a dossier as plain data, with the property of the schema that describes it."""
    for path in sorted(root.rglob("*")):
        text = path.read_text(encoding="utf-8") if path.suffix in {".md", ".yaml"} else ""
        if path.suffix == ".md" and text.startswith("---\n"):
            yield "scenarios/*.md", parse_yaml(text.split("\n---\n")[0][4:], path.name).data
        elif path.suffix == ".yaml":
            name = "judgements/*.yaml" if path.parent.name == "judgements" else path.name
            yield name, parse_yaml(text, path.name).data


def test_published_schema_is_that_of_the_model() -> None:
    published = files("weerbaar").joinpath("data/schemas/dossier-1.schema.json").read_text(encoding="utf-8")
    assert json.loads(published) == SCHEMA
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", example_names())
def test_examples_comply(name: str) -> None:
    found = list(contents(example_path(name)))
    assert {"dossier.yaml", "scenarios/*.md"} <= {file for file, _ in found}
    for file, data in found:
        assert [e.message for e in validator(file).iter_errors(data)] == []


def test_sound_dossier_complies_in_every_file(make_dossier: Callable[..., Path]) -> None:
    found = list(contents(make_dossier()))
    assert {file for file, _ in found} == set(SCHEMA["properties"])
    for file, data in found:
        assert [e.message for e in validator(file).iter_errors(data)] == []


@pytest.mark.parametrize(
    ("file", "data"),
    [
        ("judgements/*.yaml", {"schema": 1, "id": "Anna", "name": {"nl": "A"}, "kind": "expert"}),
        ("judgements/*.yaml", {"schema": 1, "id": "a", "name": {"nl": "A"}, "kind": "expert", "weight": 0}),
        ("scenarios/*.md", {"id": "a", "title": {"nl": "A"}, "kind": "hazard", "storyline": {}}),
        ("dossier.yaml", {"schema": 2}),
        ("published.yaml", {"schema": 1, "resultaten": []}),
    ],
)
def test_wrong_files_do_not_comply(file: str, data: Any) -> None:
    assert list(validator(file).iter_errors(data)) != []
