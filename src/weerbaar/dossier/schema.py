# SPDX-License-Identifier: EUPL-1.2
"""The published JSON Schema of the files of a dossier, for editors and other programs."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from weerbaar.dossier import folder
from weerbaar.dossier.model import (
    AlertRegister,
    CapabilityFile,
    DecisionFile,
    InitiativeFile,
    JudgementSet,
    PublishedFile,
    Round,
    Scenario,
    SourceFile,
)

_FILES: dict[str, type[BaseModel]] = {
    folder.ROUND_FILE: Round,
    f"{folder.SCENARIO_FOLDER}/*.md": Scenario,
    f"{folder.JUDGEMENT_FOLDER}/*.yaml": JudgementSet,
    folder.PUBLISHED_FILE: PublishedFile,
    folder.DECISION_FILE: DecisionFile,
    folder.INITIATIVE_FILE: InitiativeFile,
    folder.CAPABILITY_FILE: CapabilityFile,
    folder.ALERT_FILE: AlertRegister,
    folder.SOURCE_FILE: SourceFile,
}


def dossier_schema() -> dict[str, Any]:
    """Return one JSON Schema with a property per file; that of a scenario is its front matter."""
    references, schema = models_json_schema(
        [(model, "validation") for model in _FILES.values()], by_alias=True, ref_template="#/$defs/{model}"
    )
    definitions: dict[str, Any] = schema["$defs"]
    # The storyline stands under the headings of the file and not in its front matter.
    definitions["Scenario"]["properties"].pop("storyline")
    definitions.pop("Storyline")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Weerbaar dossier, schema 1",
        "description": "One property per file of a dossier folder; * stands for the id.",
        "type": "object",
        "properties": {name: references[(model, "validation")] for name, model in _FILES.items()},
        "required": [folder.ROUND_FILE],
        "additionalProperties": False,
        "$defs": definitions,
    }
