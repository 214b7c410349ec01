# SPDX-License-Identifier: EUPL-1.2
"""The published JSON Schema of ``cooperation.yaml``, for editors and other programs."""

from __future__ import annotations

from weerbaar.base import Schema, schema_document
from weerbaar.capability.cooperation.file_model import CooperationFile
from weerbaar.capability.cooperation.situations import situation_ids


def cooperation_schema() -> Schema:
    """Return the JSON Schema (2020-12) of a register of agreements and units, version 1."""
    made = schema_document(CooperationFile, "cooperation", 1, "Weerbaar cooperation, version 1")
    tags = list(situation_ids())
    made["$defs"]["Agreement"]["properties"]["situations"]["items"] = {"enum": tags}
    made["$defs"]["Demand"]["properties"]["situation"] = {"enum": tags}
    return made
