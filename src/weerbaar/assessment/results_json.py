# SPDX-License-Identifier: EUPL-1.2
"""``results.json``: the assessment as open data, with a published JSON Schema (version 1)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from weerbaar.assessment.result import Assessment, Estimate, PublishedPlace, ScenarioResult
from weerbaar.base import Text, convert_window

SCHEMA_VERSION = 1
_YEARS_OF_P5 = 5.0
_DIGITS = 10
"""Significant digits written: far beyond any standard error, short of the noise of another processor."""


def results_dict(assessment: Assessment) -> dict[str, Any]:
    """Return the assessment as plain data in the shape of :func:`results_schema`."""
    return {
        "schema": SCHEMA_VERSION,
        "round": {
            "id": assessment.round_id,
            "label": assessment.round_label,
            "year": assessment.year,
            "title": _text(assessment.title),
            "organisation": _text(assessment.organisation),
            "statement": _text(assessment.statement),
            "illustrative": assessment.illustrative,
            "method": assessment.method_id,
        },
        "classes": {
            "impact": None if assessment.impact_axis is None else _axis(assessment.impact_axis),
            "likelihood": _axis(assessment.likelihood_axis),
        },
        "assumptions": [_text(a) for a in assessment.assumptions],
        "scenarios": [_scenario(s) for s in assessment.scenarios],
        "run_record": {"id": assessment.run_record.id, **assessment.run_record.as_dict()},
    }


def results_json(assessment: Assessment) -> bytes:
    """Return ``results.json`` as UTF-8; the same assessment gives the same bytes."""
    return (json.dumps(_rounded(results_dict(assessment)), ensure_ascii=False, indent=2) + "\n").encode()


def _axis(axis: Any) -> dict[str, Any]:
    return {
        "codes": list(axis.codes),
        "words": [_text(w) for w in axis.words],
        "bounds": list(axis.bounds),
        "unit": _text(axis.unit),
        "window_years": axis.window_years,
    }


def _scenario(result: ScenarioResult) -> dict[str, Any]:
    return {
        "id": result.id,
        "title": _text(result.title),
        "theme": None if result.theme is None else _text(result.theme),
        "kind": result.kind,
        "impact": _estimate(result.impact, "value"),
        "likelihood": _estimate(result.likelihood, "p5"),
        "published": _published(result.published),
        "earlier": [_place(p) for p in result.earlier],
        "rank": None
        if result.rank is None
        else {
            "position": result.rank.position,
            "expected": result.rank.expected,
            "acceptability": list(result.rank.acceptability),
        },
        "contributions": [
            {**asdict(c), "name": _text(c.name), "reasons": [_text(r) for r in c.reasons]} for c in result.contributions
        ],
        "stability": {
            "same_class_share": result.same_class_share,
            "variants": [{**asdict(v), "name": _text(v.name)} for v in result.variants],
        },
        "moves": [asdict(m) for m in result.moves],
    }


def _published(place: PublishedPlace | None) -> dict[str, Any]:
    """Return the published words; both None where nothing was published."""
    if place is None:
        return {"impact": None, "likelihood": None}
    return _place(place)


def _place(place: PublishedPlace) -> dict[str, Any]:
    return {
        "impact": place.impact or None,
        "likelihood": place.likelihood or None,
        "impact_classes": list(place.impact_classes),
        "likelihood_classes": list(place.likelihood_classes),
        "line": place.line or None,
        "basis": place.basis,
        "round": place.round,
        "year": place.year,
    }


def _estimate(estimate: Estimate | None, central: str) -> dict[str, Any]:
    """Return one estimate. An unknown one keeps its keys, all None: absent is not zero.

    ``class`` is that of the central value; ``classes`` are all that are possible, so that a published range
    stays a range. ``p5`` is always over five years; ``probability``, ``low`` and the rest over ``window_years``.
    """
    names = ("low", "high", "minimum", "maximum", "mean", "standard_error", "exact", "basis")
    if estimate is None:
        unknown: dict[str, Any] = {central: None, "class": None, "classes": [], **dict.fromkeys(names)}
        unknown |= {"class_probability": None, "incomplete": []}
        return unknown | ({"probability": None, "window_years": None} if central == "p5" else {})
    value = estimate.value
    if central == "p5" and estimate.window_years is not None:
        value = convert_window(value, estimate.window_years, _YEARS_OF_P5)
    written: dict[str, Any] = {
        central: value,
        "class": estimate.klass,
        "classes": [code for code, share in estimate.class_probability.items() if share > 0],
        **{name: getattr(estimate, name) for name in names},
        "class_probability": dict(estimate.class_probability),
        "incomplete": list(estimate.incomplete),
    }
    if central == "p5":
        written |= {"probability": estimate.value, "window_years": estimate.window_years}
    return written


def _text(text: Text) -> dict[str, str]:
    return {"nl": text.nl, "en": text.en or text.nl}


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return float(f"{value:.{_DIGITS}g}")
    if isinstance(value, Mapping):
        return {k: _rounded(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(v) for v in value]
    return value


def results_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of ``results.json``."""
    text = {
        "type": "object",
        "properties": {"nl": {"type": "string"}, "en": {"type": "string"}},
        "required": ["nl", "en"],
    }
    share = {"type": "number", "minimum": 0, "maximum": 1}

    def nullable(schema: dict[str, Any]) -> dict[str, Any]:
        return {"anyOf": [schema, {"type": "null"}]}

    def estimate(central: str) -> dict[str, Any]:
        properties: dict[str, Any] = {
            central: nullable({"type": "number", "minimum": 0}),
            "class": nullable({"type": "string"}),
            "classes": {"type": "array", "items": {"type": "string"}},
            "class_probability": nullable({"type": "object", "additionalProperties": share}),
            "basis": {"enum": ["judgements", "published", None]},
            "exact": nullable({"type": "boolean"}),
            "incomplete": {"type": "array", "items": {"type": "string"}},
        }
        for name in ("low", "high", "minimum", "maximum", "mean", "standard_error"):
            properties[name] = nullable({"type": "number", "minimum": 0})
        if central == "p5":
            properties["probability"] = nullable(share)
            properties["window_years"] = nullable({"type": "number", "exclusiveMinimum": 0})
        return _object(properties)

    place = {
        "impact": nullable({"type": "string"}),
        "likelihood": nullable({"type": "string"}),
        "impact_classes": {"type": "array", "items": {"type": "string"}},
        "likelihood_classes": {"type": "array", "items": {"type": "string"}},
        "line": nullable({"type": "string"}),
        "basis": {"enum": ["published", "computed"]},
        "round": {"type": "string"},
        "year": {"type": "integer"},
    }
    axis = _object(
        {
            "codes": {"type": "array", "items": {"type": "string"}},
            "words": {"type": "array", "items": text},
            "bounds": {"type": "array", "items": {"type": "number"}},
            "unit": text,
            "window_years": nullable({"type": "number"}),
        }
    )
    scenario = _object(
        {
            "id": {"type": "string"},
            "title": text,
            "theme": nullable(text),
            "kind": {"enum": ["hazard", "threat"]},
            "impact": estimate("value"),
            "likelihood": estimate("p5"),
            "published": {
                "type": "object",
                "properties": place,
                "required": ["impact", "likelihood"],
                "additionalProperties": False,
            },
            "earlier": {"type": "array", "items": _object(place)},
            "rank": nullable(
                _object(
                    {
                        "position": {"type": "number", "minimum": 1},
                        "expected": {"type": "number", "minimum": 1},
                        "acceptability": {"type": "array", "items": share},
                    }
                )
            ),
            "contributions": {"type": "array", "items": {"type": "object"}},
            "stability": _object(
                {
                    "same_class_share": nullable(share),
                    "variants": {"type": "array", "items": {"type": "object"}},
                }
            ),
            "moves": {"type": "array", "items": {"type": "object"}},
        }
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Weerbaar results, version 1",
        **_object(
            {
                "schema": {"const": SCHEMA_VERSION},
                "round": {"type": "object", "required": ["id", "label", "year", "title", "method"]},
                "classes": _object({"impact": nullable(axis), "likelihood": axis}),
                "assumptions": {"type": "array", "items": text},
                "scenarios": {"type": "array", "items": scenario},
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


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
