# SPDX-License-Identifier: EUPL-1.2
"""``gaps.json``: the gaps of an analysis as open data, with a published JSON Schema (version 1).

A number that is withheld is null, and ``withheld`` says so; so is one that nobody knows, with the state ``unknown``.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from weerbaar.base import (
    SHARE_SCHEMA,
    TEXT_SCHEMA,
    Schema,
    both_languages,
    json_bytes,
    list_schema,
    object_schema,
    or_null,
    schema_head,
)
from weerbaar.capability.needs.file_model import HOLDERS, PHASES
from weerbaar.capability.needs.result import STATES, CapabilityGap, Cell, Gaps, Simultaneous

SCHEMA_VERSION = 1


def gaps_dict(gaps: Gaps) -> dict[str, Any]:
    """Return the gaps as plain data in the shape of :func:`gaps_schema`."""
    return {
        "schema": SCHEMA_VERSION,
        "analysis": {
            "id": gaps.analysis,
            "title": both_languages(gaps.title),
            "statement": both_languages(gaps.statement),
            "illustrative": gaps.illustrative,
            "round": gaps.round_label,
            "day": gaps.day.isoformat(),
            "tolerated": gaps.tolerated,
            "measures": list(gaps.measures),
            "with_confidential": gaps.with_confidential,
            "withheld": list(gaps.withheld),
        },
        "scenarios": [{"id": id_, "title": both_languages(title)} for id_, title in gaps.scenarios],
        "headings": [{"id": id_, "title": both_languages(title)} for id_, title in gaps.headings],
        "capabilities": [_capability(gap) for gap in gaps.ranked()],
        "cells": [_cell(cell) for cell in gaps.cells],
        "coverage": [asdict(count) for count in gaps.coverage],
        "simultaneous": [_simultaneous(group) for group in gaps.simultaneous],
        "assumptions": [both_languages(said) for said in gaps.assumptions],
        "run_record": {"id": gaps.run_record.id, **gaps.run_record.as_dict()},
    }


def gaps_json(gaps: Gaps) -> bytes:
    """Return ``gaps.json`` as UTF-8; the same gaps give the same bytes."""
    return json_bytes(gaps_dict(gaps))


def _capability(gap: CapabilityGap) -> dict[str, Any]:
    return {
        **asdict(gap),
        "name": both_languages(gap.name),
        "unit": both_languages(gap.unit),
        "holdings": [asdict(holding) for holding in gap.holdings],
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return asdict(cell)


def _simultaneous(group: Simultaneous) -> dict[str, Any]:
    return {**asdict(group), "title": both_languages(group.title)}


_STRING: Schema = {"type": "string"}
_AT_LEAST_0: Schema = {"type": "number", "minimum": 0}
_NUMBER: Schema = {"type": "number"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_BOOLEAN: Schema = {"type": "boolean"}
_STRINGS = list_schema(_STRING)
_STATE: Schema = {"enum": list(STATES)}
_SPREAD = object_schema(dict.fromkeys(("mean", "median", "low", "high"), _AT_LEAST_0))
_AMOUNTS = list_schema(_AT_LEAST_0)


def gaps_schema() -> Schema:
    """Return the JSON Schema (2020-12) of ``gaps.json``."""
    named = list_schema(object_schema({"id": _STRING, "title": TEXT_SCHEMA}))
    return {
        **schema_head("gaps", SCHEMA_VERSION, "Weerbaar gaps of a capability analysis, version 1"),
        **object_schema(
            {
                "schema": {"const": SCHEMA_VERSION},
                "analysis": object_schema(
                    {
                        "id": _STRING,
                        "title": TEXT_SCHEMA,
                        "statement": TEXT_SCHEMA,
                        "illustrative": _BOOLEAN,
                        "round": _STRING,
                        "day": {"type": "string", "format": "date"},
                        "tolerated": SHARE_SCHEMA,
                        "measures": _STRINGS,
                        "with_confidential": _BOOLEAN,
                        "withheld": _STRINGS,
                    }
                ),
                "scenarios": named,
                "headings": named,
                "capabilities": list_schema(_capability_schema()),
                "cells": list_schema(_cell_schema()),
                "coverage": list_schema(
                    object_schema(
                        {
                            "of": {"enum": ["phase", "component", "holder"]},
                            "name": _STRING,
                            **dict.fromkeys(("needed", "sufficient", "short", "unknown"), _COUNT),
                        }
                    )
                ),
                "simultaneous": list_schema(_simultaneous_schema()),
                "assumptions": list_schema(TEXT_SCHEMA),
                "run_record": {
                    "type": "object",
                    "required": ["id", "input_hash", "method", "seed", "draws", "settings", "software"],
                },
            }
        ),
    }


def _capability_schema() -> Schema:
    holding = object_schema(
        {
            "id": _STRING,
            "holder": {"enum": list(HOLDERS)},
            "owner": _STRING,
            "quantity": or_null(_SPREAD),
            "deploy_h": or_null(_AT_LEAST_0),
            "reliability": or_null(SHARE_SCHEMA),
            "counts": _BOOLEAN,
            "confidential": _BOOLEAN,
            "added": _BOOLEAN,
        }
    )
    frequency = object_schema({**dict.fromkeys(("mean", "median", "low", "high"), _AT_LEAST_0), "missing": _STRINGS})
    return object_schema(
        {
            "id": _STRING,
            "name": TEXT_SCHEMA,
            "unit": TEXT_SCHEMA,
            "component": {"enum": ["people", "material", "knowledge", "skills", "procedures"]},
            "heading": or_null(_STRING),
            "state": _STATE,
            "kind": {"enum": ["generic", "specific", None]},
            "needed_by": _STRINGS,
            "caused_by": _STRINGS,
            "holdings": list_schema(holding),
            "probability": or_null(SHARE_SCHEMA),
            "share": or_null(SHARE_SCHEMA),
            "frequency": or_null(frequency),
            "closing": or_null(_AMOUNTS),
            "stated_generic": or_null(_BOOLEAN),
            "stated_scenarios": or_null(_STRINGS),
            "withheld": _BOOLEAN,
            "probability_before": or_null(SHARE_SCHEMA),
        }
    )


def _cell_schema() -> Schema:
    numbers = object_schema(
        {
            "moment_h": _AT_LEAST_0,
            "need": _SPREAD,
            "present": _SPREAD,
            "probability": SHARE_SCHEMA,
            "error": _AT_LEAST_0,
            "shortfall": _AT_LEAST_0,
            "shortfall_error": _AT_LEAST_0,
            "shortfall_95": _AT_LEAST_0,
            "share": SHARE_SCHEMA,
            "closing": _AMOUNTS,
            "exact": _BOOLEAN,
            "certain": _BOOLEAN,
        }
    )
    return object_schema(
        {
            "capability": _STRING,
            "scenario": _STRING,
            "state": _STATE,
            "tasks": _STRINGS,
            "phases": list_schema({"enum": list(PHASES)}),
            "need": or_null(_SPREAD),
            "need_moment_h": or_null(_AT_LEAST_0),
            "numbers": or_null(numbers),
            "withheld": _BOOLEAN,
        }
    )


def _simultaneous_schema() -> Schema:
    competing = object_schema(
        {
            "capability": _STRING,
            "state": _STATE,
            "alone": or_null(_AMOUNTS),
            "together": or_null(_AMOUNTS),
            "alone_probability": or_null(list_schema(SHARE_SCHEMA)),
            "together_probability": or_null(list_schema(SHARE_SCHEMA)),
            "extra": or_null(_NUMBER),
            "extra_error": or_null(_AT_LEAST_0),
            "extra_probability": or_null(SHARE_SCHEMA),
            "withheld": _BOOLEAN,
        }
    )
    return object_schema(
        {
            "id": _STRING,
            "title": TEXT_SCHEMA,
            "scenarios": _STRINGS,
            "in_order": _BOOLEAN,
            "probability": or_null(_SPREAD),
            "origin": {"enum": ["given", "links", "unknown"]},
            "frequency": or_null(_AT_LEAST_0),
            "competing": list_schema(competing),
        }
    )
