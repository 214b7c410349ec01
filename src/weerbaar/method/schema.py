# SPDX-License-Identifier: EUPL-1.2
"""The published JSON Schemas: made from the models, so that they cannot drift apart.

The committed copies stand in ``weerbaar/data/schemas``; the tests compare them with what the models give.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel

from weerbaar.method.model import Method

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_document(model: type[BaseModel], name: str, version: int, title: str) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of what a file may hold, with its name and version.

    Args:
        model: the pydantic model that reads the file.
        name: of the kind of file, for instance ``method``.
        version: of the schema, the number that files state under ``schema``.
        title: for the reader.
    """
    made = model.model_json_schema(by_alias=True, mode="validation")
    made.pop("title", None)
    head = {"$schema": _DIALECT, "$id": f"urn:weerbaar:schema:{name}:{version}", "title": title}
    return head | made


def schema_text(document: dict[str, Any]) -> str:
    """Return a schema as it is written to a file."""
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def method_schema() -> dict[str, Any]:
    """Return the JSON Schema of method files."""
    return schema_document(Method, "method", 1, "Weerbaar method file, version 1")
