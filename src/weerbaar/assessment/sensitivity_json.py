# SPDX-License-Identifier: EUPL-1.2
"""``sensitivity.json``: what a round depends on as open data, with a published JSON Schema (version 1)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from weerbaar.assessment.sensitivity import Sensitivity
from weerbaar.base import Text

SCHEMA_VERSION = 1
_DIGITS = 10
"""Significant digits written: far beyond any standard error, short of the noise of another processor."""

_ESTIMATE = ("value", "standard_error", "low", "high")


def sensitivity_dict(found: Sensitivity) -> dict[str, Any]:
    """Return the analysis as plain data in the shape of :func:`sensitivity_schema`."""
    return {
        "schema": SCHEMA_VERSION,
        "round": {
            "id": found.round_id,
            "label": found.round_label,
            "year": found.year,
            "title": _text(found.title),
            "organisation": _text(found.organisation),
            "statement": _text(found.statement),
            "illustrative": found.illustrative,
            "method": found.method_id,
        },
        **{
            what: [{"id": id_, "name": _text(name)} for id_, name in named]
            for what, named in (
                ("scenarios", found.scenarios),
                ("criteria", found.criteria),
                ("experts", found.experts),
            )
        },
        "notes": [_text(n) for n in found.notes],
        "assumptions": [_text(a) for a in found.assumptions],
        "ranks": [rank.as_dict() for rank in found.ranks],
        "mean_weights": list(found.mean_weights),
        "acceptability": None if found.smaa is None else found.smaa.as_dict(),
        "disagreement": found.disagreement.as_dict(),
        "questions": found.questions.as_dict(),
        "run_record": {"id": found.run_record.id, **found.run_record.as_dict()},
    }


def sensitivity_json(found: Sensitivity) -> bytes:
    """Return ``sensitivity.json`` as UTF-8; the same analysis gives the same bytes."""
    return (
        json.dumps(_rounded(sensitivity_dict(found)), ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    ).encode()


def _text(text: Text) -> dict[str, str]:
    return {"nl": text.nl, "en": text.en or text.nl}


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return None if value != value else float(f"{value:.{_DIGITS}g}")
    if isinstance(value, Mapping):
        return {k: _rounded(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(v) for v in value]
    return value


_TEXT: dict[str, Any] = {
    "type": "object",
    "properties": {"nl": {"type": "string"}, "en": {"type": "string"}},
    "required": ["nl", "en"],
    "additionalProperties": False,
}
_STRING: dict[str, Any] = {"type": "string"}
_NUMBER: dict[str, Any] = {"type": "number"}
_WHOLE: dict[str, Any] = {"type": "integer", "minimum": 0}
_SHARE: dict[str, Any] = {"type": "number", "minimum": 0, "maximum": 1}


def sensitivity_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of ``sensitivity.json``."""
    named = _list(_object({"id": _STRING, "name": _TEXT}))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Weerbaar sensitivity, version 1",
        **_object(
            {
                "schema": {"const": SCHEMA_VERSION},
                "round": _object(
                    {
                        "id": _STRING,
                        "label": _STRING,
                        "year": {"type": "integer"},
                        "title": _TEXT,
                        "organisation": _TEXT,
                        "statement": _TEXT,
                        "illustrative": {"type": "boolean"},
                        "method": _STRING,
                    }
                ),
                "scenarios": named,
                "criteria": named,
                "experts": named,
                "notes": _list(_TEXT),
                "assumptions": _list(_TEXT),
                "ranks": _list(_rank()),
                "mean_weights": _list(_SHARE),
                "acceptability": _nullable(_acceptability()),
                "disagreement": _disagreement(),
                "questions": _questions(),
                "run_record": {
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
                },
            }
        ),
    }


def _rank() -> dict[str, Any]:
    return _object(
        {
            "scenario": _STRING,
            "share": _SHARE,
            "standard_error": _nullable(_SHARE),
            "expected_rank": {"type": "number", "minimum": 1},
            "likely_rank": {"type": "integer", "minimum": 1},
            "likely_share": _SHARE,
            "confidence": _nullable(_SHARE),
            "emphasised": _list(_STRING),
        }
    )


def _acceptability() -> dict[str, Any]:
    shares = _list(_list(_SHARE))
    return _object(
        {
            "scenarios": _list(_STRING),
            "criteria": _list(_STRING),
            "weights": _object(
                {
                    "dimension": _WHOLE,
                    "sampling": {"enum": ["independent", "hit-and-run"]},
                    "centre": _list(_NUMBER),
                }
            ),
            "draws": _WHOLE,
            "rank_acceptability": shares,
            "standard_error": _list(_list(_nullable(_NUMBER))),
            "expected_rank": _list({"type": "number", "minimum": 1}),
            "holistic_acceptability": _list(_SHARE),
            "central_weights": _list(_nullable(_list(_NUMBER))),
            "confidence": _list(_nullable(_SHARE)),
            "confidence_error": _list(_nullable(_NUMBER)),
            "pairwise": _nullable(shares),
            "mixing": _nullable(_object({"r_hat": _list(_NUMBER), "effective_draws": _list(_NUMBER)})),
        }
    )


def _disagreement() -> dict[str, Any]:
    row, rows = _list(_nullable(_NUMBER)), _list(_list(_nullable(_NUMBER)))
    estimate = _object(dict.fromkeys(_ESTIMATE, rows))
    axis = _object(
        {
            "axis": {"enum": ["impact", "likelihood"]},
            "scenarios": _list(_STRING),
            "mean": row,
            "variance": row,
            "first": estimate,
            "total": estimate,
            "first_by_question": estimate,
            "total_by_question": estimate,
            "mean_first": row,
            "mean_total": row,
            "ranking": _list(_STRING),
            "experts": _object({"experts": _list(_STRING), "fall": estimate, "mean_fall": row, "mean_if_right": rows}),
            "morris": _object({"mu_star": estimate, "sigma": estimate}),
            "pawn": _object({"maximum": rows, "threshold": rows}),
        }
    )
    return _object(
        {
            "round": _STRING,
            "method": _STRING,
            "factors": _list(_object({"name": _STRING, "nl": _STRING, "en": _STRING})),
            "questions": _list(_STRING),
            "columns": _list(_STRING),
            "impact": _nullable(axis),
            "likelihood": _nullable(axis),
            "weights": _STRING,
            "correlation": _nullable(_list(_list(_NUMBER))),
            "statement": _TEXT,
            "n": _WHOLE,
            "seed": _WHOLE,
            "evaluations": _WHOLE,
            "resamples": _WHOLE,
            "level": _SHARE,
            "interval": {"enum": ["normal", "percentile"]},
        }
    )


def _questions() -> dict[str, Any]:
    changes = ("class_change", "modal_class_change", "top_change", "any_change")
    value = _object({**dict.fromkeys(changes, _SHARE), "expected_gain": {"type": "number", "minimum": 0}})
    question = _object(
        {
            "scenario": _STRING,
            "criterion": _STRING,
            "question": _TEXT,
            "disagreement": _TEXT,
            "answers": _list(_object({"expert": _STRING, "label": _STRING})),
            "perfect": value,
            "one_more": value,
            "exact": {"type": "boolean"},
        }
    )
    return _object({"profile": _STRING, "top": _list(_STRING), "questions": _list(question)})


def _nullable(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
