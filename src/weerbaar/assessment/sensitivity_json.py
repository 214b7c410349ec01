# SPDX-License-Identifier: EUPL-1.2
"""``sensitivity.json``: what a round depends on as open data, with a published JSON Schema (version 1)."""

from __future__ import annotations

from typing import Any

from weerbaar.assessment.sensitivity import Sensitivity
from weerbaar.base import (
    SHARE_SCHEMA,
    TEXT_SCHEMA,
    both_languages,
    json_bytes,
    list_schema,
    object_schema,
    or_null,
    schema_head,
)

SCHEMA_VERSION = 1

_ESTIMATE = ("value", "standard_error", "low", "high")


def sensitivity_dict(found: Sensitivity) -> dict[str, Any]:
    """Return the analysis as plain data in the shape of :func:`sensitivity_schema`."""
    return {
        "schema": SCHEMA_VERSION,
        "round": {
            "id": found.round_id,
            "label": found.round_label,
            "year": found.year,
            "title": both_languages(found.title),
            "organisation": both_languages(found.organisation),
            "statement": both_languages(found.statement),
            "illustrative": found.illustrative,
            "method": found.method_id,
        },
        **{
            what: [{"id": id_, "name": both_languages(name)} for id_, name in named]
            for what, named in (
                ("scenarios", found.scenarios),
                ("criteria", found.criteria),
                ("experts", found.experts),
            )
        },
        "notes": [both_languages(n) for n in found.notes],
        "assumptions": [both_languages(a) for a in found.assumptions],
        "ranks": [rank.as_dict() for rank in found.ranks],
        "mean_weights": list(found.mean_weights),
        "acceptability": None if found.smaa is None else found.smaa.as_dict(),
        "disagreement": found.disagreement.as_dict(),
        "questions": found.questions.as_dict(),
        "run_record": {"id": found.run_record.id, **found.run_record.as_dict()},
    }


def sensitivity_json(found: Sensitivity) -> bytes:
    """Return ``sensitivity.json`` as UTF-8; the same analysis gives the same bytes."""
    return json_bytes(sensitivity_dict(found))


_STRING: dict[str, Any] = {"type": "string"}
_NUMBER: dict[str, Any] = {"type": "number"}
_WHOLE: dict[str, Any] = {"type": "integer", "minimum": 0}


def sensitivity_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of ``sensitivity.json``."""
    named = list_schema(object_schema({"id": _STRING, "name": TEXT_SCHEMA}))
    return {
        **schema_head("sensitivity", 1, "Weerbaar sensitivity, version 1"),
        **object_schema(
            {
                "schema": {"const": SCHEMA_VERSION},
                "round": object_schema(
                    {
                        "id": _STRING,
                        "label": _STRING,
                        "year": {"type": "integer"},
                        "title": TEXT_SCHEMA,
                        "organisation": TEXT_SCHEMA,
                        "statement": TEXT_SCHEMA,
                        "illustrative": {"type": "boolean"},
                        "method": _STRING,
                    }
                ),
                "scenarios": named,
                "criteria": named,
                "experts": named,
                "notes": list_schema(TEXT_SCHEMA),
                "assumptions": list_schema(TEXT_SCHEMA),
                "ranks": list_schema(_rank()),
                "mean_weights": list_schema(SHARE_SCHEMA),
                "acceptability": or_null(_acceptability()),
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
    return object_schema(
        {
            "scenario": _STRING,
            "share": SHARE_SCHEMA,
            "standard_error": or_null(SHARE_SCHEMA),
            "expected_rank": {"type": "number", "minimum": 1},
            "likely_rank": {"type": "integer", "minimum": 1},
            "likely_share": SHARE_SCHEMA,
            "confidence": or_null(SHARE_SCHEMA),
            "emphasised": list_schema(_STRING),
        }
    )


def _acceptability() -> dict[str, Any]:
    shares = list_schema(list_schema(SHARE_SCHEMA))
    return object_schema(
        {
            "scenarios": list_schema(_STRING),
            "criteria": list_schema(_STRING),
            "weights": object_schema(
                {
                    "dimension": _WHOLE,
                    "sampling": {"enum": ["independent", "hit-and-run"]},
                    "centre": list_schema(_NUMBER),
                }
            ),
            "draws": _WHOLE,
            "rank_acceptability": shares,
            "standard_error": list_schema(list_schema(or_null(_NUMBER))),
            "expected_rank": list_schema({"type": "number", "minimum": 1}),
            "holistic_acceptability": list_schema(SHARE_SCHEMA),
            "central_weights": list_schema(or_null(list_schema(_NUMBER))),
            "confidence": list_schema(or_null(SHARE_SCHEMA)),
            "confidence_error": list_schema(or_null(_NUMBER)),
            "pairwise": or_null(shares),
            "mixing": or_null(object_schema({"r_hat": list_schema(_NUMBER), "effective_draws": list_schema(_NUMBER)})),
        }
    )


def _disagreement() -> dict[str, Any]:
    row, rows = list_schema(or_null(_NUMBER)), list_schema(list_schema(or_null(_NUMBER)))
    estimate = object_schema(dict.fromkeys(_ESTIMATE, rows))
    axis = object_schema(
        {
            "axis": {"enum": ["impact", "likelihood"]},
            "scenarios": list_schema(_STRING),
            "mean": row,
            "variance": row,
            "first": estimate,
            "total": estimate,
            "first_by_question": estimate,
            "total_by_question": estimate,
            "mean_first": row,
            "mean_total": row,
            "ranking": list_schema(_STRING),
            "experts": object_schema(
                {"experts": list_schema(_STRING), "fall": estimate, "mean_fall": row, "mean_if_right": rows}
            ),
            "morris": object_schema({"mu_star": estimate, "sigma": estimate}),
            "pawn": object_schema({"maximum": rows, "threshold": rows}),
        }
    )
    return object_schema(
        {
            "round": _STRING,
            "method": _STRING,
            "factors": list_schema(object_schema({"name": _STRING, "nl": _STRING, "en": _STRING})),
            "questions": list_schema(_STRING),
            "columns": list_schema(_STRING),
            "impact": or_null(axis),
            "likelihood": or_null(axis),
            "weights": _STRING,
            "correlation": or_null(list_schema(list_schema(_NUMBER))),
            "statement": TEXT_SCHEMA,
            "n": _WHOLE,
            "seed": _WHOLE,
            "evaluations": _WHOLE,
            "resamples": _WHOLE,
            "level": SHARE_SCHEMA,
            "interval": {"enum": ["normal", "percentile"]},
        }
    )


def _questions() -> dict[str, Any]:
    changes = ("class_change", "modal_class_change", "top_change", "any_change")
    value = object_schema({**dict.fromkeys(changes, SHARE_SCHEMA), "expected_gain": {"type": "number", "minimum": 0}})
    question = object_schema(
        {
            "scenario": _STRING,
            "criterion": _STRING,
            "question": TEXT_SCHEMA,
            "disagreement": TEXT_SCHEMA,
            "answers": list_schema(object_schema({"expert": _STRING, "label": _STRING})),
            "perfect": value,
            "one_more": value,
            "exact": {"type": "boolean"},
        }
    )
    return object_schema({"profile": _STRING, "top": list_schema(_STRING), "questions": list_schema(question)})
