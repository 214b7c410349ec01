# SPDX-License-Identifier: EUPL-1.2
"""The JSON Schemas of ``measures.yaml`` and ``choice.yaml``, for editors that complete and check while one types."""

from __future__ import annotations

from weerbaar.base import Schema, schema_document
from weerbaar.capability.measures.file_model import ChoiceFile, MeasureFile


def measure_schema() -> Schema:
    """Return the JSON Schema (2020-12) of ``measures.yaml``."""
    return schema_document(MeasureFile, "measures", 1, "Weerbaar measures, version 1")


def choice_schema() -> Schema:
    """Return the JSON Schema (2020-12) of ``choice.yaml``."""
    return schema_document(ChoiceFile, "choice", 1, "Weerbaar choice of measures, version 1")
