# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from pathlib import Path

from weerbaar.base import FileModel
from weerbaar.method import method_schema, schema_document, schema_text

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


def test_any_model_can_be_published() -> None:
    class Small(FileModel):
        size: float

    document = schema_document(Small, "small", 2, "A small file")
    assert document["$id"] == "urn:weerbaar:schema:small:2"
    assert document["title"] == "A small file"
    assert document["required"] == ["size"]
    assert json.loads(schema_text(document)) == document
