# SPDX-License-Identifier: EUPL-1.2
"""The published JSON Schemas of the files of needs and of the header of an analysis, for editors and other programs."""

from __future__ import annotations

from pydantic import BaseModel

from weerbaar.base import Schema, schema_document
from weerbaar.capability.analysis_file import AnalysisFile
from weerbaar.capability.needs.file_model import CapabilityFile, PresentFile, TaskFile

_FILES: dict[str, tuple[type[BaseModel], str]] = {
    "analysis": (AnalysisFile, "capability analysis"),
    "capabilities": (CapabilityFile, "capabilities of a capability analysis"),
    "tasks": (TaskFile, "tasks of a capability analysis"),
    "present": (PresentFile, "capabilities that are present"),
}


def needs_schemas() -> dict[str, Schema]:
    """Return the JSON Schema (2020-12) of each file by its name without ``.yaml``."""
    return {
        name: schema_document(model, name, 1, f"Weerbaar {title}, schema 1") for name, (model, title) in _FILES.items()
    }
