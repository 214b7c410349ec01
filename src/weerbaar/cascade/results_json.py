# SPDX-License-Identifier: EUPL-1.2
"""The result of a cascade simulation as open data, with a published JSON Schema (version 1).

There is no NaN and no infinity in it: what is not known, or has no bound, is null, which is not zero.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Any

from weerbaar.base import SHARE_SCHEMA, TEXT_SCHEMA, both_languages, json_bytes, object_schema, or_null
from weerbaar.cascade.network import DAYS_PER_YEAR
from weerbaar.cascade.noise import IMPACT_NOISES
from weerbaar.cascade.outcome import CascadeOutcome, Cause, LinkCut, StateOutcome

SCHEMA_VERSION = 1
_SPREAD = ("mean", "sd", "se", "q05", "q50", "q95")
SMALLEST_SHARE = 0.001
"""Causes below this share are left out, and effects below it in probability as well as in impact."""


def cascade_results_dict(outcome: CascadeOutcome) -> dict[str, Any]:
    """Return the outcome as plain data in the shape of :func:`cascade_results_schema`."""
    catalogue = outcome.catalogue
    return {
        "schema": SCHEMA_VERSION,
        "catalogue": {
            "id": catalogue.id,
            "title": both_languages(catalogue.title),
            "statement": both_languages(catalogue.statement),
            "intensities": list(catalogue.intensities),
            "indicators": list(catalogue.indicators),
            "unit": both_languages(outcome.unit),
        },
        "run_record": {"id": outcome.record.id, **outcome.record.as_dict()},
        "years": outcome.years,
        "events": outcome.events,
        "seed": outcome.seed,
        "impact_noise": outcome.impact_noise,
        "days_per_year": DAYS_PER_YEAR,
        "histogram_edges_log10": list(outcome.edges_log10),
        "expected_yearly_impact": _uncertain(outcome.expected_impact),
        "risks": [_state(state, outcome) for state in outcome.states],
        "cuts": [_cut(cut) for cut in outcome.cuts],
    }


def cascade_results_json(outcome: CascadeOutcome) -> bytes:
    """Return the result as UTF-8; the same outcome gives the same bytes."""
    return json_bytes(cascade_results_dict(outcome))


def _histogram(counts: Sequence[int]) -> dict[str, Any]:
    """Return the bins from the first with an event to the last."""
    filled = [place for place, count in enumerate(counts) if count]
    return {"first_bin": filled[0], "counts": list(counts[filled[0] : filled[-1] + 1])}


def _state(state: StateOutcome, outcome: CascadeOutcome) -> dict[str, Any]:
    return {
        "id": state.risk.id,
        "name": both_languages(state.risk.name),
        "actor": state.risk.actor,
        "category": both_languages(state.risk.category) if state.risk.category.nl else None,
        "intensity": state.intensity,
        "yearly_rate": state.rate,
        "yearly_rate_se": state.rate_se,
        "yearly_rate_bound": state.rate_bound,
        "simulated_years": {"rate": state.years_rate, "se": state.years_se},
        # Rates below 1e-308 have no return period that a number can hold.
        "return_period_years": 1 / state.rate if state.rate > sys.float_info.min else None,
        "impact": {
            name: {key: getattr(spread, key) for key in _SPREAD} | {"histogram": _histogram(spread.counts)}
            for name, spread in state.impact.items()
        },
        "causes": [_cause(cause) for cause in state.causes if cause.share >= SMALLEST_SHARE],
        "effects": [
            {
                "id": effect.risk,
                "intensity": effect.intensity,
                "probability": effect.probability,
                "impact_share": effect.impact_share,
            }
            for effect in state.effects
            if max(effect.probability, effect.impact_share or 0.0) >= SMALLEST_SHARE
        ],
    }


def _cause(cause: Cause) -> dict[str, Any]:
    return {
        "kind": cause.kind,
        "id": cause.risk,
        "intensity": cause.intensity,
        "share": cause.share,
        "rate": cause.rate,
    }


def _cut(cut: LinkCut) -> dict[str, Any]:
    return {
        "cause": cut.cause,
        "effect": cut.effect,
        "expected_yearly_impact_change": _uncertain(cut.impact),
        "rate_changes": [
            {"id": rate.risk, "intensity": rate.intensity, "change": rate.change, "se": rate.se} for rate in cut.rates
        ],
    }


def _uncertain(numbers: Mapping[str, tuple[float, float]]) -> dict[str, dict[str, float]]:
    return {name: {"mean": mean, "se": se} for name, (mean, se) in numbers.items()}


def cascade_results_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the result of a cascade simulation."""
    text, share = TEXT_SCHEMA, SHARE_SCHEMA
    names = {"type": "array", "items": {"type": "string"}}
    uncertain = object_schema(
        {"mean": _said("number", "expected value"), "se": _number("standard error; null: not known", null=True)}
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Weerbaar cascade results, version 1",
        "description": "Rates are per year of 365 days. Null is not known or has no bound; it never means zero.",
        **object_schema(
            {
                "schema": {"const": SCHEMA_VERSION},
                "catalogue": object_schema(
                    {
                        "id": {"type": "string"},
                        "title": text,
                        "statement": text | {"description": "what a reader must know first"},
                        "intensities": names | {"description": "from light to heavy"},
                        "indicators": names,
                        "unit": text | {"description": "of every impact"},
                    }
                ),
                "run_record": {
                    "type": "object",
                    "required": ["id", "input_hash", "seed", "draws", "settings", "software"],
                },
                "years": {"type": "integer", "minimum": 1},
                "events": {"type": "integer", "minimum": 2, "description": "per risk and intensity"},
                "seed": {"type": "integer", "minimum": 0},
                "impact_noise": {"enum": list(IMPACT_NOISES)},
                "days_per_year": {"const": DAYS_PER_YEAR},
                "histogram_edges_log10": {
                    "type": "array",
                    "items": {"type": "number"},
                    "description": "log10 of the borders of the bins of every histogram",
                },
                "expected_yearly_impact": {
                    "type": "object",
                    "description": "of all events together, per indicator and for 'all'",
                    "additionalProperties": uncertain,
                },
                "risks": {"type": "array", "items": _state_schema(text, share)},
                "cuts": {"type": "array", "items": _cut_schema(uncertain)},
            }
        ),
    }


def _state_schema(text: dict[str, Any], share: dict[str, Any]) -> dict[str, Any]:
    spread = {
        "mean": _number("mean"),
        "sd": _number("standard deviation"),
        "se": _number("standard error of the mean"),
        "q05": _number("5 % quantile"),
        "q50": _number("median"),
        "q95": _number("95 % quantile"),
        "histogram": object_schema(
            {
                "first_bin": {
                    "type": "integer",
                    "minimum": 0,
                    "description": "bin of the first count; bin 0 lies below the first border, bin 1 above it",
                },
                "counts": {
                    "type": "array",
                    "items": {"type": "integer", "minimum": 0},
                    "description": "simulated events per bin; all other bins are empty",
                },
            }
        ),
    }
    cause = {
        "kind": {"enum": ["direct", "root"], "description": "the event just before; the beginning of the chain"},
        "id": _string_or_null("null: starts by itself"),
        "intensity": _string_or_null("null: starts by itself"),
        "share": share | {"description": f"of the yearly rate; shares below {SMALLEST_SHARE} are left out"},
        "rate": _number("times a year"),
    }
    effect = {
        "id": _string_or_null("null: the risk itself"),
        "intensity": _string_or_null("null: the risk itself"),
        "probability": share | {"description": "that it follows directly"},
        "impact_share": {
            "anyOf": [share, {"type": "null"}],
            "description": "of the mean total impact, with all that follows from it; null: there is no impact",
        },
    }
    return object_schema(
        {
            "id": {"type": "string"},
            "name": text,
            "actor": {"type": "boolean"},
            "category": or_null(text) | {"description": "null: none"},
            "intensity": {"type": "string"},
            "yearly_rate": _number("times a year, as beginning or as effect"),
            "yearly_rate_se": _number("standard error; 0: exact; null: not known", null=True),
            "yearly_rate_bound": _number("what the rate cannot exceed; null: no bound", null=True),
            "simulated_years": object_schema(
                {"rate": _number("counted, times a year"), "se": _number("its standard error")}
            ),
            "return_period_years": _number("1 / yearly_rate; null: never", null=True),
            "impact": {
                "type": "object",
                "description": "total impact of an event with all that follows, per indicator and for 'all'",
                "additionalProperties": object_schema(spread),
            },
            "causes": {"type": "array", "items": object_schema(cause)},
            "effects": {"type": "array", "items": object_schema(effect)},
        }
    )


def _cut_schema(uncertain: dict[str, Any]) -> dict[str, Any]:
    return object_schema(
        {
            "cause": _string_or_null("null: any"),
            "effect": _string_or_null("null: any"),
            "expected_yearly_impact_change": {"type": "object", "additionalProperties": uncertain},
            "rate_changes": {
                "type": "array",
                "items": object_schema(
                    {
                        "id": {"type": "string"},
                        "intensity": {"type": "string"},
                        "change": _said("number", "times a year; below 0: rarer"),
                        "se": _number("standard error of the change"),
                    }
                ),
            },
        }
    )


def _said(kind: str, description: str) -> dict[str, Any]:
    return {"type": kind, "description": description}


def _number(description: str, *, null: bool = False) -> dict[str, Any]:
    number: dict[str, Any] = {"type": "number", "minimum": 0}
    if null:
        return or_null(number) | {"description": description}
    return number | {"description": description}


def _string_or_null(description: str) -> dict[str, Any]:
    return or_null({"type": "string"}) | {"description": description}
