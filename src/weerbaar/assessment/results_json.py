# SPDX-License-Identifier: EUPL-1.2
"""``results.json``: the assessment as open data, with a published JSON Schema (version 1)."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from weerbaar.assessment.result import Assessment, Estimate, PublishedPlace, ScenarioResult
from weerbaar.base import (
    SHARE_SCHEMA,
    TEXT_SCHEMA,
    both_languages,
    convert_window,
    json_bytes,
    object_schema,
    or_null,
)

SCHEMA_VERSION = 1
_YEARS_OF_P5 = 5.0
_DIGITS = 10
"""Significant digits written: two fewer than elsewhere, as the first version of this file had them."""


def results_dict(assessment: Assessment) -> dict[str, Any]:
    """Return the assessment as plain data in the shape of :func:`results_schema`."""
    return {
        "schema": SCHEMA_VERSION,
        "round": {
            "id": assessment.round_id,
            "label": assessment.round_label,
            "year": assessment.year,
            "title": both_languages(assessment.title),
            "organisation": both_languages(assessment.organisation),
            "statement": both_languages(assessment.statement),
            "illustrative": assessment.illustrative,
            "method": assessment.method_id,
        },
        "classes": {
            "impact": None if assessment.impact_axis is None else _axis(assessment.impact_axis),
            "likelihood": _axis(assessment.likelihood_axis),
        },
        "assumptions": [both_languages(a) for a in assessment.assumptions],
        "scenarios": [_scenario(s) for s in assessment.scenarios],
        "run_record": {"id": assessment.run_record.id, **assessment.run_record.as_dict()},
    }


def results_json(assessment: Assessment) -> bytes:
    """Return ``results.json`` as UTF-8; the same assessment gives the same bytes."""
    return json_bytes(results_dict(assessment), digits=_DIGITS)


def _axis(axis: Any) -> dict[str, Any]:
    return {
        "codes": list(axis.codes),
        "words": [both_languages(w) for w in axis.words],
        "bounds": list(axis.bounds),
        "unit": both_languages(axis.unit),
        "window_years": axis.window_years,
    }


def _scenario(result: ScenarioResult) -> dict[str, Any]:
    return {
        "id": result.id,
        "title": both_languages(result.title),
        "theme": None if result.theme is None else both_languages(result.theme),
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
            {**asdict(c), "name": both_languages(c.name), "reasons": [both_languages(r) for r in c.reasons]}
            for c in result.contributions
        ],
        "stability": {
            "same_class_share": result.same_class_share,
            "variants": [{**asdict(v), "name": both_languages(v.name)} for v in result.variants],
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


def results_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of ``results.json``."""
    text, share = TEXT_SCHEMA, SHARE_SCHEMA

    def estimate(central: str) -> dict[str, Any]:
        properties: dict[str, Any] = {
            central: or_null({"type": "number", "minimum": 0}),
            "class": or_null({"type": "string"}),
            "classes": {"type": "array", "items": {"type": "string"}},
            "class_probability": or_null({"type": "object", "additionalProperties": share}),
            "basis": {"enum": ["judgements", "published", None]},
            "exact": or_null({"type": "boolean"}),
            "incomplete": {"type": "array", "items": {"type": "string"}},
        }
        for name in ("low", "high", "minimum", "maximum", "mean", "standard_error"):
            properties[name] = or_null({"type": "number", "minimum": 0})
        if central == "p5":
            properties["probability"] = or_null(share)
            properties["window_years"] = or_null({"type": "number", "exclusiveMinimum": 0})
        return object_schema(properties)

    place = {
        "impact": or_null({"type": "string"}),
        "likelihood": or_null({"type": "string"}),
        "impact_classes": {"type": "array", "items": {"type": "string"}},
        "likelihood_classes": {"type": "array", "items": {"type": "string"}},
        "line": or_null({"type": "string"}),
        "basis": {"enum": ["published", "computed"]},
        "round": {"type": "string"},
        "year": {"type": "integer"},
    }
    axis = object_schema(
        {
            "codes": {"type": "array", "items": {"type": "string"}},
            "words": {"type": "array", "items": text},
            "bounds": {"type": "array", "items": {"type": "number"}},
            "unit": text,
            "window_years": or_null({"type": "number"}),
        }
    )
    scenario = object_schema(
        {
            "id": {"type": "string"},
            "title": text,
            "theme": or_null(text),
            "kind": {"enum": ["hazard", "threat"]},
            "impact": estimate("value"),
            "likelihood": estimate("p5"),
            "published": {
                "type": "object",
                "properties": place,
                "required": ["impact", "likelihood"],
                "additionalProperties": False,
            },
            "earlier": {"type": "array", "items": object_schema(place)},
            "rank": or_null(
                object_schema(
                    {
                        "position": {"type": "number", "minimum": 1},
                        "expected": {"type": "number", "minimum": 1},
                        "acceptability": {"type": "array", "items": share},
                    }
                )
            ),
            "contributions": {"type": "array", "items": {"type": "object"}},
            "stability": object_schema(
                {
                    "same_class_share": or_null(share),
                    "variants": {"type": "array", "items": {"type": "object"}},
                }
            ),
            "moves": {"type": "array", "items": {"type": "object"}},
        }
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Weerbaar results, version 1",
        **object_schema(
            {
                "schema": {"const": SCHEMA_VERSION},
                "round": {"type": "object", "required": ["id", "label", "year", "title", "method"]},
                "classes": object_schema({"impact": or_null(axis), "likelihood": axis}),
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
