# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.capability.guideline.checklists import ON
from weerbaar.base import parse_yaml, schema_text
from weerbaar.capability.folder import shipped
from weerbaar.capability.guideline import (
    assess_checklist,
    checklist_result_json,
    checklist_result_schema,
    checklist_schema,
    guideline_schema,
    load_checklist,
)


def result_bytes() -> bytes:
    found = load_checklist("voorbeeld-capaciteiten")
    return checklist_result_json(assess_checklist(found.checklist, found.content, ON, found.contents))


@pytest.mark.parametrize(
    ("name", "schema"),
    [
        ("guideline-1", guideline_schema()),
        ("checklist-1", checklist_schema()),
        ("checklist-result-1", checklist_result_schema()),
    ],
)
def test_the_published_schema_is_that_of_the_code(name: str, schema: dict[str, Any]) -> None:
    published = files("weerbaar").joinpath(f"data/schemas/{name}.schema.json").read_text(encoding="utf-8")
    assert published == schema_text(schema)
    jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize(
    ("place", "schema"),
    [
        (("guidelines", "cra-annex-1.yaml"), guideline_schema()),
        (("voorbeeld-capaciteiten", "guideline.yaml"), checklist_schema()),
    ],
)
def test_shipped_files_comply(place: tuple[str, str], schema: dict[str, Any]) -> None:
    path: Path = shipped(*place)
    data = parse_yaml(path.read_text(encoding="utf-8"), path.name).data
    assert list(jsonschema.Draft202012Validator(schema).iter_errors(data)) == []


def test_results_comply_and_are_the_same_each_time() -> None:
    raw = result_bytes()
    data = json.loads(raw)
    assert list(jsonschema.Draft202012Validator(checklist_result_schema()).iter_errors(data)) == []
    assert raw == result_bytes()
    assert data["parts"][1]["counts"]["shown"] == 3
    assert data["on"] == "2027-03-01"
    (late, *_) = [r for r in data["requirements"] if r["overdue"]]
    assert (late["requirement"], late["measures"]) == ("i-2-c", ["bouwbesluit-cyber"])
