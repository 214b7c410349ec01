# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

from weerbaar.base import schema_text
from weerbaar.method import method_schema

COMMITTED = Path(__file__).parents[2] / "src" / "weerbaar" / "data" / "schemas" / "method-1.schema.json"


def test_the_committed_schema_is_the_one_the_model_gives() -> None:
    """After a change of the model, write ``schema_text(method_schema())`` to the committed file again."""
    assert COMMITTED.read_text(encoding="utf-8") == schema_text(method_schema())


def test_the_schema_names_its_fields_as_files_do() -> None:
    schema = method_schema()
    assert schema["$id"] == "urn:weerbaar:schema:method:1"
    assert "schema" in schema["properties"]
    assert "schema_version" not in schema["properties"]
    assert "class" in schema["$defs"]["Label"]["properties"]
    assert schema["additionalProperties"] is False
