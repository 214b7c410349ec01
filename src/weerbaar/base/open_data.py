# SPDX-License-Identifier: EUPL-1.2
"""What the open data files of the house have in common: plain numbers and texts, and a published JSON Schema.

Schemas are made from the models or beside the writer, so that they cannot drift apart from what is written; the
committed copies stand in ``weerbaar/data/schemas`` and the tests compare them.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from weerbaar.base.text import Text

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

DIGITS = 12
"""Significant digits written: far beyond any standard error, short of the noise of another processor."""


def both_languages(text: Text) -> dict[str, str]:
    """Return a text as plain data; where it has no English, the Dutch stands in both places."""
    return {"nl": text.nl, "en": text.en or text.nl}


def json_bytes(data: Any, *, digits: int = DIGITS) -> bytes:
    """Return data as UTF-8 JSON: numbers to so many digits, NaN as null, the same data always the same bytes.

    Raises:
        ValueError: an infinite number, which JSON cannot hold.
    """
    return (json.dumps(_plain(data, digits), ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def _plain(value: Any, digits: int) -> Any:
    if isinstance(value, float):
        return None if math.isnan(value) else float(f"{value:.{digits}g}")
    if isinstance(value, Mapping):
        return {k: _plain(v, digits) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v, digits) for v in value]
    return value


def schema_document(model: type[BaseModel], name: str, version: int, title: str) -> Schema:
    """Return the JSON Schema (2020-12) of what a file may hold, with its name and version.

    Args:
        model: the pydantic model that reads the file.
        name: of the kind of file, for instance ``method``.
        version: of the schema, the number that files state under ``schema``.
        title: for the reader.
    """
    made = model.model_json_schema(by_alias=True, mode="validation")
    made.pop("title", None)
    return schema_head(name, version, title) | made


def schema_head(name: str, version: int, title: str) -> Schema:
    """Return the first fields of a schema: dialect, name and title."""
    return {"$schema": DIALECT, "$id": f"urn:weerbaar:schema:{name}:{version}", "title": title}


def schema_text(document: Schema) -> str:
    """Return a schema as it is written to a file."""
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def object_schema(properties: Mapping[str, Schema]) -> Schema:
    """Return the schema of an object with exactly these fields."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def list_schema(items: Schema) -> Schema:
    """Return the schema of a list."""
    return {"type": "array", "items": items}


def or_null(schema: Schema) -> Schema:
    """Return the schema of a value that may be null: not known, or not there."""
    return {"anyOf": [schema, {"type": "null"}]}


TEXT_SCHEMA: Schema = object_schema({"nl": {"type": "string"}, "en": {"type": "string"}})
"""A text as :func:`both_languages` writes it."""

SHARE_SCHEMA: Schema = {"type": "number", "minimum": 0, "maximum": 1}
"""A probability or another part of 1."""
