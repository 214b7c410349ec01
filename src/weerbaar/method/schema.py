# SPDX-License-Identifier: EUPL-1.2
"""The published JSON Schema of method files, made from the model."""

from __future__ import annotations

from weerbaar.base import Schema, schema_document
from weerbaar.method.model import Method


def method_schema() -> Schema:
    """Return the JSON Schema of method files."""
    return schema_document(Method, "method", 1, "Weerbaar method file, version 1")
