# SPDX-License-Identifier: EUPL-1.2
"""``weighing.json``: every measure by itself as open data, with a published JSON Schema (version 1)."""

from __future__ import annotations

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
from weerbaar.capability.weighing.result import ClassMove, MeasureWeighing, Outcome, ScenarioEffect, Tail, Weighing
from weerbaar.capability.weighing.unit import RiskUnit

SCHEMA_VERSION = 1

_STRING: Schema = {"type": "string"}
_NUMBER: Schema = {"type": "number"}
_WHOLE: Schema = {"type": "integer"}


def weighing_dict(weighing: Weighing) -> dict[str, Any]:
    """Return the weighing as plain data in the shape of :func:`weighing_schema`."""
    return {
        "schema": SCHEMA_VERSION,
        "analysis": {
            "id": weighing.analysis_id,
            "title": both_languages(weighing.title),
            "statement": both_languages(weighing.statement),
            "illustrative": weighing.illustrative,
            "years": list(weighing.years),
        },
        "unit": unit_dict(weighing.unit),
        "profile": weighing.profile,
        "profiles": [{"id": id_, "name": both_languages(name)} for id_, name in weighing.profiles],
        "risk": {
            "total": outcome_dict(weighing.total),
            "tail": tail_dict(weighing.tail),
            "scenarios": [
                {"id": id_, "title": both_languages(title), "risk": outcome_dict(risk)}
                for id_, title, risk in weighing.scenarios
            ],
            "left_out": list(weighing.left_out),
        },
        "best_count": weighing.count,
        "measures": [_measure(m) for m in weighing.measures],
        "capabilities": [{"id": id_, "name": both_languages(n)} for id_, n in weighing.capabilities.items()],
        "assumptions": [both_languages(a) for a in weighing.assumptions],
        "run_record": {"id": weighing.run_record.id, **weighing.run_record.as_dict()},
    }


def weighing_json(weighing: Weighing) -> bytes:
    """Return ``weighing.json`` as UTF-8; the same weighing gives the same bytes."""
    return json_bytes(weighing_dict(weighing))


def unit_dict(unit: RiskUnit) -> dict[str, Any]:
    """Return the unit of risk as plain data."""
    return {"name": both_languages(unit.name), "meaning": both_languages(unit.meaning), "factor": unit.factor}


def outcome_dict(outcome: Outcome) -> dict[str, float]:
    """Return an uncertain number as plain data."""
    return {
        "mean": outcome.mean,
        "standard_error": outcome.standard_error,
        "low": outcome.low,
        "median": outcome.median,
        "high": outcome.high,
    }


def tail_dict(tail: Tail) -> dict[str, float]:
    """Return the tail of a risk as plain data."""
    return {"quantile_95": tail.quantile, "mean_beyond_95": tail.mean}


def move_dict(move: ClassMove) -> dict[str, Any]:
    """Return what happens to a class as plain data."""
    return {
        "before": move.before,
        "after": move.after,
        "before_probability": dict(move.before_probability),
        "after_probability": dict(move.after_probability),
        "lower": move.lower,
        "value_before": move.value_before,
        "value_after": move.value_after,
        "range_before": list(move.range_before),
        "range_after": list(move.range_after),
    }


def _measure(one: MeasureWeighing) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": both_languages(one.title),
        "heading": one.heading,
        "owner": one.owner,
        "start": one.start,
        "cost_eur": outcome_dict(one.cost),
        "cost_per_year_eur": list(one.cost_per_year),
        "reduction": outcome_dict(one.reduction),
        "working": outcome_dict(one.working),
        "tail": tail_dict(one.tail),
        "by_profile": dict(one.by_profile),
        "efficiency": None if one.efficiency is None else outcome_dict(one.efficiency),
        "best": one.best,
        "among_best": one.among_best,
        "scenarios": [_scenario(s) for s in one.scenarios],
        "adds": list(one.adds),
        "uncounted": [both_languages(text) for text in one.uncounted],
    }


def _scenario(effect: ScenarioEffect) -> dict[str, Any]:
    return {
        "scenario": effect.scenario,
        "reduction": outcome_dict(effect.reduction),
        "working": outcome_dict(effect.working),
        "share": effect.share,
        "tail": tail_dict(effect.tail),
        "likelihood": move_dict(effect.likelihood),
        "impact": move_dict(effect.impact),
    }


OUTCOME_SCHEMA: Schema = object_schema(dict.fromkeys(("mean", "standard_error", "low", "median", "high"), _NUMBER))
"""An uncertain number as :func:`outcome_dict` writes it."""

TAIL_SCHEMA: Schema = object_schema({"quantile_95": _NUMBER, "mean_beyond_95": _NUMBER})
"""A tail as :func:`tail_dict` writes it."""

UNIT_SCHEMA: Schema = object_schema({"name": TEXT_SCHEMA, "meaning": TEXT_SCHEMA, "factor": _NUMBER})
"""A unit as :func:`unit_dict` writes it."""

_PER_CLASS: Schema = {"type": "object", "additionalProperties": SHARE_SCHEMA}

MOVE_SCHEMA: Schema = object_schema(
    {
        "before": _STRING,
        "after": _STRING,
        "before_probability": _PER_CLASS,
        "after_probability": _PER_CLASS,
        "lower": SHARE_SCHEMA,
        "value_before": _NUMBER,
        "value_after": _NUMBER,
        "range_before": list_schema(_NUMBER),
        "range_after": list_schema(_NUMBER),
    }
)
"""What happens to a class, as :func:`move_dict` writes it."""

ANALYSIS_SCHEMA: Schema = object_schema(
    {
        "id": _STRING,
        "title": TEXT_SCHEMA,
        "statement": TEXT_SCHEMA,
        "illustrative": {"type": "boolean"},
        "years": list_schema(_WHOLE),
    }
)
"""The head of every result of the room."""

RECORD_SCHEMA: Schema = {
    "type": "object",
    "required": [
        "id",
        "input_hash",
        "method",
        "method_version",
        "method_hash",
        "seed",
        "draws",
        "settings",
        "software",
    ],
}
"""A run record."""


def weighing_schema() -> Schema:
    """Return the JSON Schema (2020-12) of ``weighing.json``."""
    effect = object_schema(
        {
            "scenario": _STRING,
            "reduction": OUTCOME_SCHEMA,
            "working": OUTCOME_SCHEMA,
            "share": SHARE_SCHEMA,
            "tail": TAIL_SCHEMA,
            "likelihood": MOVE_SCHEMA,
            "impact": MOVE_SCHEMA,
        }
    )
    measure = object_schema(
        {
            "id": _STRING,
            "title": TEXT_SCHEMA,
            "heading": or_null(_STRING),
            "owner": _STRING,
            "start": _WHOLE,
            "cost_eur": OUTCOME_SCHEMA,
            "cost_per_year_eur": list_schema(_NUMBER),
            "reduction": OUTCOME_SCHEMA,
            "working": OUTCOME_SCHEMA,
            "tail": TAIL_SCHEMA,
            "by_profile": {"type": "object", "additionalProperties": _NUMBER},
            "efficiency": or_null(OUTCOME_SCHEMA),
            "best": SHARE_SCHEMA,
            "among_best": SHARE_SCHEMA,
            "scenarios": list_schema(effect),
            "adds": list_schema(_STRING),
            "uncounted": list_schema(TEXT_SCHEMA),
        }
    )
    named = object_schema({"id": _STRING, "name": TEXT_SCHEMA})
    scenario = object_schema({"id": _STRING, "title": TEXT_SCHEMA, "risk": OUTCOME_SCHEMA})
    return {
        **schema_head("weighing", SCHEMA_VERSION, "Weerbaar weighing of measures, version 1"),
        **object_schema(
            {
                "schema": {"const": SCHEMA_VERSION},
                "analysis": ANALYSIS_SCHEMA,
                "unit": UNIT_SCHEMA,
                "profile": _STRING,
                "profiles": list_schema(named),
                "risk": object_schema(
                    {
                        "total": OUTCOME_SCHEMA,
                        "tail": TAIL_SCHEMA,
                        "scenarios": list_schema(scenario),
                        "left_out": list_schema(_STRING),
                    }
                ),
                "best_count": _WHOLE,
                "measures": list_schema(measure),
                "capabilities": list_schema(named),
                "assumptions": list_schema(TEXT_SCHEMA),
                "run_record": RECORD_SCHEMA,
            }
        ),
    }
