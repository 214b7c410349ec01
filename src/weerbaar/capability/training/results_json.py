# SPDX-License-Identifier: EUPL-1.2
"""``training-result.json``: effects, reach and certificates as open data, with their JSON Schemas (version 1)."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from weerbaar.base import (
    SHARE_SCHEMA,
    TEXT_SCHEMA,
    both_languages,
    json_bytes,
    list_schema,
    object_schema,
    or_null,
    schema_document,
    schema_head,
    software_versions,
)
from weerbaar.capability.training.certificates import Coverage
from weerbaar.capability.training.effect import Later, Level, MeasuredEffect
from weerbaar.capability.training.file_model import TrainingFile
from weerbaar.capability.training.result import ActivityResult, EffectResult, TrainingResult

SCHEMA_VERSION = 1


def training_result_dict(result: TrainingResult) -> dict[str, Any]:
    """Return the result as plain data in the shape of :func:`training_result_schema`."""
    return {
        "schema": SCHEMA_VERSION,
        "training": {
            "id": result.id,
            "title": both_languages(result.title),
            "statement": both_languages(result.statement),
            "illustrative": result.illustrative,
        },
        "on": result.on.isoformat(),
        "within_days": result.within_days,
        "level": result.level,
        "activities": [_activity(a) for a in result.activities],
        "certificates": [_coverage(c) for c in result.certificates],
        "warnings": [both_languages(w) for w in result.warnings],
        "input_hash": result.input_hash,
        "software": software_versions(),
    }


def training_result_json(result: TrainingResult) -> bytes:
    """Return ``training-result.json`` as UTF-8; the same file and day give the same bytes."""
    return json_bytes(training_result_dict(result))


def _activity(found: ActivityResult) -> dict[str, Any]:
    return {
        "id": found.id,
        "title": both_languages(found.title),
        "kind": found.kind,
        "capability": found.capability,
        "audience": both_languages(found.audience),
        "audience_size": found.audience_size,
        "reached": found.reached,
        "counted": both_languages(found.counted) if found.counted else None,
        "reached_share": found.reached_share,
        "cost_eur": found.cost_eur,
        "cost_eur_each": found.cost_eur_each,
        "effects": [_effect(e) for e in found.effects],
    }


def _effect(result: EffectResult) -> dict[str, Any]:
    found: MeasuredEffect = result.effect
    return {
        "measurement": found.measurement,
        "what": both_languages(found.what),
        "seen_in": found.seen_in,
        "kind": found.kind,
        "design": found.design,
        "better": found.better,
        "scale": list(found.scale),
        "paired": found.paired,
        "before": asdict(found.before),
        "after": asdict(found.after),
        "control_before": _level(found.control_before),
        "control_after": _level(found.control_after),
        "difference": asdict(found.difference),
        "gain": asdict(found.gain),
        "p_value": found.p_value,
        "method": both_languages(found.method),
        "assumptions": [both_languages(a) for a in found.assumptions],
        "follow_up": [_later(moment) for moment in found.follow_up],
        "people_changed": None if result.people is None else asdict(result.people),
    }


def _level(level: Level | None) -> dict[str, Any] | None:
    return None if level is None else asdict(level)


def _later(moment: Later) -> dict[str, Any]:
    return {
        "months": moment.months,
        "after": asdict(moment.after),
        "control": _level(moment.control),
        "difference": asdict(moment.difference),
        "retained": moment.retained,
    }


def _coverage(found: Coverage) -> dict[str, Any]:
    return {
        "function": found.function,
        "function_title": both_languages(found.function_title),
        "course": found.course,
        "course_title": both_languages(found.course_title),
        "capability": found.capability,
        "wanted": found.wanted,
        "valid": found.valid,
        "expiring": found.expiring,
        "expired": found.expired,
        "not_yet": found.not_yet,
        "shortfall": found.shortfall,
        "shortfall_then": found.shortfall_then,
        "next_expiry": found.next_expiry.isoformat() if found.next_expiry else None,
    }


_STRING: dict[str, Any] = {"type": "string"}
_NUMBER: dict[str, Any] = {"type": "number"}
_POSITIVE: dict[str, Any] = {"type": "number", "minimum": 0}
_WHOLE: dict[str, Any] = {"type": "integer", "minimum": 0}
_DATE: dict[str, Any] = {"type": "string", "format": "date"}


def training_result_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of ``training-result.json``."""
    return {
        **schema_head("training-result", 1, "Weerbaar result of campaigns and courses, version 1"),
        **object_schema(
            {
                "schema": {"const": SCHEMA_VERSION},
                "training": object_schema(
                    {
                        "id": _STRING,
                        "title": TEXT_SCHEMA,
                        "statement": TEXT_SCHEMA,
                        "illustrative": {"type": "boolean"},
                    }
                ),
                "on": _DATE,
                "within_days": _WHOLE,
                "level": SHARE_SCHEMA,
                "activities": list_schema(_activity_schema()),
                "certificates": list_schema(
                    object_schema(
                        {
                            "function": _STRING,
                            "function_title": TEXT_SCHEMA,
                            "course": _STRING,
                            "course_title": TEXT_SCHEMA,
                            "capability": or_null(_STRING),
                            "wanted": or_null(_WHOLE),
                            "valid": _WHOLE,
                            "expiring": _WHOLE,
                            "expired": _WHOLE,
                            "not_yet": _WHOLE,
                            "shortfall": or_null(_WHOLE),
                            "shortfall_then": or_null(_WHOLE),
                            "next_expiry": or_null(_DATE),
                        }
                    )
                ),
                "warnings": list_schema(TEXT_SCHEMA),
                "input_hash": _STRING,
                "software": {"type": "object", "additionalProperties": _STRING},
            }
        ),
    }


def _activity_schema() -> dict[str, Any]:
    interval = object_schema({"estimate": _NUMBER, "low": _NUMBER, "high": _NUMBER})
    level = object_schema({"n": _WHOLE, "estimate": _NUMBER, "low": _NUMBER, "high": _NUMBER})
    effect = object_schema(
        {
            "measurement": _STRING,
            "what": TEXT_SCHEMA,
            "seen_in": {"enum": ["question", "exercise", "practice"]},
            "kind": {"enum": ["share", "score"]},
            "design": {"enum": ["same people", "different people", "control group"]},
            "better": {"enum": ["higher", "lower"]},
            "scale": {"type": "array", "items": _NUMBER, "minItems": 2, "maxItems": 2},
            "paired": {"type": "boolean"},
            "before": level,
            "after": level,
            "control_before": or_null(level),
            "control_after": or_null(level),
            "difference": interval,
            "gain": interval,
            "p_value": or_null(SHARE_SCHEMA),
            "method": TEXT_SCHEMA,
            "assumptions": list_schema(TEXT_SCHEMA),
            "follow_up": list_schema(
                object_schema(
                    {
                        "months": _POSITIVE,
                        "after": level,
                        "control": or_null(level),
                        "difference": interval,
                        "retained": or_null(_NUMBER),
                    }
                )
            ),
            "people_changed": or_null(
                object_schema(
                    {
                        "number": interval,
                        "cost_eur_each": or_null(_POSITIVE),
                        "cost_eur_low": or_null(_POSITIVE),
                        "cost_eur_high": or_null(_POSITIVE),
                    }
                )
            ),
        }
    )
    return object_schema(
        {
            "id": _STRING,
            "title": TEXT_SCHEMA,
            "kind": {"enum": ["campaign", "course"]},
            "capability": or_null(_STRING),
            "audience": TEXT_SCHEMA,
            "audience_size": or_null(_WHOLE),
            "reached": or_null(_WHOLE),
            "counted": or_null(TEXT_SCHEMA),
            "reached_share": or_null(_POSITIVE),
            "cost_eur": or_null(_POSITIVE),
            "cost_eur_each": or_null(_POSITIVE),
            "effects": list_schema(effect),
        }
    )


def training_schema() -> dict[str, Any]:
    """Return the JSON Schema of ``training.yaml``."""
    return schema_document(TrainingFile, "training", 1, "Weerbaar campaigns and courses, schema 1")
