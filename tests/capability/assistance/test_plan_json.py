# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import jsonschema
import pytest
import yaml

from tests.capability.assistance.files import sound
from weerbaar.capability.assistance import (
    AssistanceStudy,
    assistance_plan_json,
    assistance_plan_schema,
    assistance_schema,
    load_assistance,
    study_assistance,
)
from weerbaar.capability.folder import shipped


@pytest.fixture(scope="module")
def study() -> AssistanceStudy:
    return study_assistance(load_assistance("voorbeeld-capaciteiten"), draws=300)


@pytest.fixture(scope="module")
def written(study: AssistanceStudy) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(assistance_plan_json(study))
    return data


def fit(data: object, schema: dict[str, Any]) -> None:
    jsonschema.validate(data, schema, cls=jsonschema.Draft202012Validator)


def test_plan_fits_the_schema_and_nothing_else_does(written: dict[str, Any]) -> None:
    fit(written, assistance_plan_schema())
    with pytest.raises(jsonschema.ValidationError):
        fit({**written, "other": 1}, assistance_plan_schema())


@pytest.mark.parametrize("name", ["assistance", "assistance-plan"])
def test_published_schema_is_the_generated_one(name: str) -> None:
    made = assistance_schema() if name == "assistance" else assistance_plan_schema()
    place = files("weerbaar") / "data" / "schemas" / f"{name}-1.schema.json"
    assert json.loads(place.read_text(encoding="utf-8")) == made
    jsonschema.Draft202012Validator.check_schema(made)


def test_files_fit_the_schema_of_the_input() -> None:
    fit(sound(), assistance_schema())
    example = yaml.safe_load((shipped("voorbeeld-capaciteiten") / "assistance.yaml").read_text(encoding="utf-8"))
    example["begin"] = str(example["begin"])
    fit(example, assistance_schema())


def test_numbers_balance(study: AssistanceStudy, written: dict[str, Any]) -> None:
    for cell in written["cells"]:
        covered = cell["own"] + sum(cell["helped"].values())
        assert cell["shortage"] == pytest.approx(max(0.0, cell["demand"] - covered))
    assert {a["aim"]: a["value"] for a in written["aims"]}["riot-shortage"] == study.base.riot_h
    asked = [line for r in written["requests"] for line in r["lines"]]
    missing = sum(line["amount"] for line in asked if line["party"] is None)
    assert missing == pytest.approx(sum(c["shortage"] for c in written["cells"]))
    assert sum(d["persons"] for d in written["deployments"]) == sum(d.persons for d in study.plan.deployments)
