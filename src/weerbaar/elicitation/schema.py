# SPDX-License-Identifier: EUPL-1.2
"""The published JSON Schemas of a study and of the results of an elicitation, for editors and other programs."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from weerbaar.elicitation.examples import ANSWER_FOLDER, STUDY_FILE
from weerbaar.elicitation.file_model import ExpertFile, StudyFile
from weerbaar.elicitation.protocol import OWN_FILE, Protocol
from weerbaar.elicitation.results_json import SCHEMA_VERSION

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_FILES: dict[str, type[BaseModel]] = {
    STUDY_FILE: StudyFile,
    f"{ANSWER_FOLDER}/*.yaml": ExpertFile,
    OWN_FILE: Protocol,
}


def study_schema() -> dict[str, Any]:
    """Return one JSON Schema with a property per file of a study; * stands for the id of an expert."""
    references, schema = models_json_schema(
        [(model, "validation") for model in _FILES.values()], by_alias=True, ref_template="#/$defs/{model}"
    )
    return {
        "$schema": _DIALECT,
        "$id": "urn:weerbaar:schema:study:1",
        "title": "Weerbaar study, schema 1",
        "description": "One property per file of the folder of a study; * stands for the id of an expert.",
        "type": "object",
        "properties": {name: references[(model, "validation")] for name, model in _FILES.items()},
        "required": [STUDY_FILE],
        "additionalProperties": False,
        "$defs": schema["$defs"],
    }


def elicitation_results_schema() -> dict[str, Any]:
    """Return the JSON Schema of the results of an elicitation."""
    number, share = {"type": "number"}, {"type": "number", "minimum": 0, "maximum": 1}
    text = {
        "type": "object",
        "properties": {"nl": {"type": "string"}, "en": {"type": "string"}},
        "required": ["nl", "en"],
    }
    name, count = {"type": "string"}, {"type": "integer", "minimum": 0}
    at_least_0 = {"type": "number", "minimum": 0}
    scores = {
        "bin_counts": _list(count),
        "calibration": _nullable(share),
        "information": _nullable(at_least_0),
        "information_all": _nullable(at_least_0),
        "combined": _nullable(at_least_0),
    }
    pooled = _nullable(
        _object(
            {
                "quantiles": _list(number),
                "distribution": _nullable(
                    _object(
                        {
                            "distribution": {"const": "quantiles"},
                            "probabilities": _list(share),
                            "values": _list(number),
                        }
                    )
                ),
                "probability": _nullable(share),
                "masses": {"type": "object", "additionalProperties": share},
            }
        )
    )
    answer = _object(
        {
            "expert": name,
            "quantiles": _list(number),
            "probability": _nullable(share),
            "label": _nullable(name),
            "lower": _nullable(name),
            "upper": _nullable(name),
            "weight": share,
        }
    )
    value = {"anyOf": [number, name, {"type": "null"}]}
    question = _object(
        {
            "id": name,
            "kind": {"enum": ["quantiles", "probability", "labels"]},
            "title": text,
            "text": text,
            "unit": _nullable(text),
            "scale": {"enum": ["uni", "log", None]},
            "window_years": _nullable({"type": "number", "exclusiveMinimum": 0}),
            "seed": {"type": "boolean"},
            "truth": value,
            "feeds": _nullable(_object({"scenario": name, "criterion": name, "variable": _nullable(name)})),
            "answers": _list(answer),
            "missing": _list(name),
            "not_asked": _list(name),
            "pooled": pooled,
            "equal": pooled,
        }
    )
    expert = _object(
        {
            "id": name,
            "name": text,
            "group": _nullable(text),
            "answered": count,
            "missing": count,
            "not_asked": count,
            "seeds_answered": count,
            **scores,
            "weight": share,
        }
    )
    agreement = _object(
        {
            "questions": _list(
                _object(
                    {
                        "question": name,
                        "experts": count,
                        "median_low": value,
                        "median_high": value,
                        "overlap": _nullable(share),
                        "distance": _nullable(at_least_0),
                    }
                )
            ),
            **{key: _nullable(number) for key in ("alpha", "alpha_low", "alpha_high", "kappa")},
            "labels": _list(name),
        }
    )
    return {
        "$schema": _DIALECT,
        "$id": "urn:weerbaar:schema:elicitation-results:1",
        "title": "Weerbaar results of an elicitation, version 1",
        **_object(
            {
                "schema": {"const": SCHEMA_VERSION},
                "study": _object(
                    {
                        "id": name,
                        "title": text,
                        "statement": text,
                        "illustrative": {"type": "boolean"},
                        "method": _nullable(name),
                        "protocol": name,
                        "probabilities": _list(share),
                    }
                ),
                "weighting": _object(
                    {
                        "scheme": {"enum": ["performance-optimised", "global", "item", "equal", "user"]},
                        "combine": {"enum": ["linear", "quantile-average", "median"]},
                        "cutoff": _nullable(share),
                        "overshoot": {"type": "number", "exclusiveMinimum": 0},
                        "power": {"type": "number", "exclusiveMinimum": 0},
                    }
                ),
                "experts": _list(expert),
                "decision_makers": _object({"chosen": _nullable(_object(scores)), "equal": _nullable(_object(scores))}),
                "questions": _list(question),
                "agreement": agreement,
                "robustness": _list(
                    _object(
                        {
                            "kind": {"enum": ["expert", "seed"]},
                            "excluded": name,
                            **{k: _nullable(at_least_0) for k in ("calibration", "information", "combined", "shift")},
                        }
                    )
                ),
                "scores": _list(
                    _object(
                        {
                            "who": name,
                            "asked": count,
                            "hits": count,
                            **{key: _nullable(share) for key in ("hit_rate", "hit_low", "hit_high", "label_share")},
                            **{key: _nullable(at_least_0) for key in ("crps_ratio", "brier", "logarithmic")},
                        }
                    )
                ),
                "rounds": _list(_round(name, count, value, at_least_0, share)),
                "run_record": {"type": "object", "required": ["id", "input_hash", "method", "seed", "settings"]},
            }
        ),
    }


def _round(name: Any, count: Any, value: Any, at_least_0: Any, share: Any) -> dict[str, Any]:
    question = _object(
        {
            "question": name,
            "answered": count,
            "missing": count,
            "not_asked": count,
            "low": value,
            "median": value,
            "high": value,
            **{k: _nullable(at_least_0) for k in ("spread", "interquartile", "change", "convergence")},
            "changed": _list(name),
            "towards_median": _list(name),
            "stable": _nullable({"type": "boolean"}),
        }
    )
    reason = _object(
        {
            "expert": name,
            "question": name,
            "round": {"type": "integer", "minimum": 1},
            "reason": name,
            "missing": {"type": "boolean"},
        }
    )
    return _object(
        {
            "number": {"type": "integer", "minimum": 1},
            "questions": _list(question),
            "reasons": _list(reason),
            "stable_share": _nullable(share),
            "stop": _nullable({"type": "boolean"}),
        }
    )


def _list(items: Any) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _nullable(schema: Any) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
