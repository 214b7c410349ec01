# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from importlib.resources import files

import pytest
import yaml
from jsonschema import Draft202012Validator

from weerbaar.base import schema_text
from weerbaar.capability.folder import shipped
from weerbaar.capability.needs import needs_schemas

NAMES = ("analysis", "capabilities", "tasks", "present")


@pytest.mark.parametrize("name", NAMES)
def test_the_published_schema_is_that_of_the_reader(name: str) -> None:
    published = files("weerbaar").joinpath("data", "schemas", f"{name}-1.schema.json")
    assert published.read_text(encoding="utf-8") == schema_text(needs_schemas()[name])


@pytest.mark.parametrize("name", NAMES)
def test_the_example_fits_its_schema(name: str) -> None:
    data = yaml.safe_load((shipped("voorbeeld-capaciteiten") / f"{name}.yaml").read_text(encoding="utf-8"))
    assert list(Draft202012Validator(needs_schemas()[name]).iter_errors(data)) == []
