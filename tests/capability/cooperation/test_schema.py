# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest

import weerbaar
from weerbaar.base import parse_yaml, schema_text
from weerbaar.capability.cooperation.schema import cooperation_schema

DATA = Path(weerbaar.__file__).parent / "data"


def test_the_committed_schema_is_the_one_that_is_made() -> None:
    """After a change of the model, write ``schema_text(cooperation_schema())`` to the committed file again."""
    committed = (DATA / "schemas" / "cooperation-1.schema.json").read_text(encoding="utf-8")
    assert committed == schema_text(cooperation_schema())


@pytest.mark.parametrize("folder", ["cooperation", "voorbeeld-capaciteiten"])
def test_shipped_registers_are_as_the_schema_says(folder: str) -> None:
    path = DATA / "capability" / folder / "cooperation.yaml"
    content = parse_yaml(path.read_text(encoding="utf-8"), path.name).data
    jsonschema.validate(content, cooperation_schema(), cls=jsonschema.Draft202012Validator)


def test_a_tag_outside_the_vocabulary_is_not() -> None:
    path = DATA / "capability" / "cooperation" / "cooperation.yaml"
    content = parse_yaml(path.read_text(encoding="utf-8"), path.name).data
    content["agreements"][0]["situations"] = ["kernramp"]
    with pytest.raises(jsonschema.ValidationError, match="kernramp"):
        jsonschema.validate(content, cooperation_schema(), cls=jsonschema.Draft202012Validator)
