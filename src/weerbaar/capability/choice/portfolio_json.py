# SPDX-License-Identifier: EUPL-1.2
"""``portfolio.json``: a choice of measures as open data, with a published JSON Schema (version 1)."""

from __future__ import annotations

from collections.abc import Sequence
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
from weerbaar.capability.choice.evaluation import Evaluation
from weerbaar.capability.choice.result import CoreShare, Flip, PortfolioChoice, TakenMeasure, Verdict
from weerbaar.capability.weighing import (
    ANALYSIS_SCHEMA,
    MOVE_SCHEMA,
    OUTCOME_SCHEMA,
    RECORD_SCHEMA,
    TAIL_SCHEMA,
    UNIT_SCHEMA,
    move_dict,
    outcome_dict,
    tail_dict,
    unit_dict,
    weighing_dict,
    weighing_schema,
)

SCHEMA_VERSION = 1

_STRING: Schema = {"type": "string"}
_NUMBER: Schema = {"type": "number"}
_WHOLE: Schema = {"type": "integer"}
_STRINGS = list_schema(_STRING)


def portfolio_dict(choice: PortfolioChoice) -> dict[str, Any]:
    """Return the choice as plain data in the shape of :func:`portfolio_schema`."""
    weighing = weighing_dict(choice.weighing)
    return {
        "schema": SCHEMA_VERSION,
        "analysis": weighing["analysis"],
        "unit": unit_dict(choice.unit),
        "risk": choice.risk,
        "budgets": [{"year": year, "amount_eur": amount} for year, amount in choice.budgets],
        "cost_quantile": choice.cost_quantile,
        "measures": _taken(choice.measures),
        "optimum": {"value": choice.value, "bound": choice.bound, "gap": choice.gap, "proof": choice.proof},
        "outcome": _evaluation(choice.evaluation),
        "verdicts": [_verdict(v) for v in choice.verdicts],
        "frontier": [
            {
                "level": p.level,
                "budget_eur": p.budget,
                "value": p.value,
                "bound": p.bound,
                "gap": p.gap,
                "cost_eur": p.cost,
                "measures": _taken(p.measures),
            }
            for p in choice.frontier
        ],
        "robust": {
            "states": choice.states,
            "vary": list(choice.vary),
            "largest_gap": choice.robust_gap,
            "rivals": [
                {
                    "criterion": r.criterion,
                    "measures": _taken(r.measures),
                    "average": r.average,
                    "regret": r.regret,
                    "tail": r.tail,
                    "gap": r.gap,
                }
                for r in choice.rivals
            ],
        },
        "nearby": [{"loss": n.loss, "out": list(n.out), "into": list(n.into)} for n in choice.nearby],
        "gaps": [
            {
                "capability": g.capability,
                "name": both_languages(g.name),
                "before": g.before,
                "after": g.after,
                "state_before": g.state_before,
                "state_after": g.state_after,
                "by": list(g.by),
                "generic": g.generic,
            }
            for g in choice.gaps
        ],
        "weighing": {key: weighing[key] for key in _FROM_WEIGHING},
        "assumptions": [both_languages(a) for a in choice.assumptions],
        "run_record": {"id": choice.run_record.id, **choice.run_record.as_dict()},
    }


_FROM_WEIGHING = ("profile", "profiles", "risk", "best_count", "measures", "capabilities")


def portfolio_json(choice: PortfolioChoice) -> bytes:
    """Return ``portfolio.json`` as UTF-8; the same choice gives the same bytes."""
    return json_bytes(portfolio_dict(choice))


def _taken(measures: Sequence[TakenMeasure]) -> list[dict[str, Any]]:
    return [{"id": m.id, "start": m.start} for m in measures]


def _evaluation(found: Evaluation) -> dict[str, Any]:
    return {
        "reduction": outcome_dict(found.reduction),
        "before": outcome_dict(found.before),
        "after": outcome_dict(found.after),
        "tail_before": tail_dict(found.tail_before),
        "tail_after": tail_dict(found.tail_after),
        "scenarios": [
            {
                "id": s.scenario,
                "title": both_languages(s.title),
                "kind": s.kind,
                "before": outcome_dict(s.before),
                "after": outcome_dict(s.after),
                "last_year": outcome_dict(s.last_year),
                "likelihood": move_dict(s.likelihood),
                "impact": move_dict(s.impact),
            }
            for s in found.scenarios
        ],
        "years": [
            {
                "year": y.year,
                "risk": y.risk,
                "cost_eur": outcome_dict(y.cost),
                "budget_eur": y.budget,
                "within": y.within,
            }
            for y in found.years
        ],
        "cost_eur": outcome_dict(found.cost),
        "within_all": found.within_all,
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "id": verdict.id,
        "title": both_languages(verdict.title),
        "heading": verdict.heading,
        "owner": verdict.owner,
        "chosen": verdict.chosen,
        "start": verdict.start,
        "fixed": verdict.fixed,
        "buys": outcome_dict(verdict.buys),
        "buys_by_scenario": dict(verdict.buys_by_scenario),
        "cost_eur": outcome_dict(verdict.cost),
        "fulfils": [both_languages(rule) for rule in verdict.fulfils],
        "loss": verdict.loss,
        "comes_in": list(verdict.exchanged[0]),
        "drops_out": list(verdict.exchanged[1]),
        "blocked": None if verdict.blocked is None else both_languages(verdict.blocked),
        "cost_flip": _flip(verdict.cost_flip),
        "effect_flip": _flip(verdict.effect_flip),
        "enters": verdict.enters,
        "stays": verdict.stays,
        "core": _core(verdict.core),
        "heavier": list(verdict.heavier),
        "explanation": both_languages(verdict.explanation),
    }


def _flip(flip: Flip | None) -> dict[str, Any] | None:
    return None if flip is None else {"factor": flip.factor, "limit": flip.limit}


def _core(core: CoreShare | None) -> dict[str, Any] | None:
    if core is None:
        return None
    return {
        "index": core.index,
        "low": core.low,
        "high": core.high,
        "word": core.word,
        "proven_in": core.proven_in,
        "proven_out": core.proven_out,
    }


def portfolio_schema() -> Schema:
    """Return the JSON Schema (2020-12) of ``portfolio.json``."""
    taken = list_schema(object_schema({"id": _STRING, "start": _WHOLE}))
    weighing = weighing_schema()["properties"]
    return {
        **schema_head("portfolio", SCHEMA_VERSION, "Weerbaar choice of measures, version 1"),
        **object_schema(
            {
                "schema": {"const": SCHEMA_VERSION},
                "analysis": ANALYSIS_SCHEMA,
                "unit": UNIT_SCHEMA,
                "risk": {"enum": ["expected", "tail"]},
                "budgets": list_schema(object_schema({"year": _WHOLE, "amount_eur": _NUMBER})),
                "cost_quantile": or_null(SHARE_SCHEMA),
                "measures": taken,
                "optimum": object_schema(
                    {
                        "value": _NUMBER,
                        "bound": _NUMBER,
                        "gap": _NUMBER,
                        "proof": {"enum": ["proven", "stopped at limit"]},
                    }
                ),
                "outcome": _outcome_schema(),
                "verdicts": list_schema(_verdict_schema()),
                "frontier": list_schema(
                    object_schema(
                        {
                            **dict.fromkeys(("level", "budget_eur", "value", "bound", "gap", "cost_eur"), _NUMBER),
                            "measures": taken,
                        }
                    )
                ),
                "robust": object_schema(
                    {
                        "states": _WHOLE,
                        "vary": _STRINGS,
                        "largest_gap": _NUMBER,
                        "rivals": list_schema(
                            object_schema(
                                {
                                    "criterion": {"enum": ["optimum", "average", "regret", "tail"]},
                                    "measures": taken,
                                    **dict.fromkeys(("average", "regret", "tail", "gap"), _NUMBER),
                                }
                            )
                        ),
                    }
                ),
                "nearby": list_schema(object_schema({"loss": _NUMBER, "out": _STRINGS, "into": _STRINGS})),
                "gaps": list_schema(
                    object_schema(
                        {
                            "capability": _STRING,
                            "name": TEXT_SCHEMA,
                            "before": or_null(SHARE_SCHEMA),
                            "after": or_null(SHARE_SCHEMA),
                            "state_before": _STRING,
                            "state_after": _STRING,
                            "by": _STRINGS,
                            "generic": or_null({"type": "boolean"}),
                        }
                    )
                ),
                "weighing": object_schema({key: weighing[key] for key in _FROM_WEIGHING}),
                "assumptions": list_schema(TEXT_SCHEMA),
                "run_record": RECORD_SCHEMA,
            }
        ),
    }


def _outcome_schema() -> Schema:
    scenario = object_schema(
        {
            "id": _STRING,
            "title": TEXT_SCHEMA,
            "kind": {"enum": ["hazard", "threat"]},
            **dict.fromkeys(("before", "after", "last_year"), OUTCOME_SCHEMA),
            "likelihood": MOVE_SCHEMA,
            "impact": MOVE_SCHEMA,
        }
    )
    year = object_schema(
        {
            "year": _WHOLE,
            "risk": _NUMBER,
            "cost_eur": OUTCOME_SCHEMA,
            "budget_eur": or_null(_NUMBER),
            "within": or_null(SHARE_SCHEMA),
        }
    )
    return object_schema(
        {
            **dict.fromkeys(("reduction", "before", "after"), OUTCOME_SCHEMA),
            **dict.fromkeys(("tail_before", "tail_after"), TAIL_SCHEMA),
            "scenarios": list_schema(scenario),
            "years": list_schema(year),
            "cost_eur": OUTCOME_SCHEMA,
            "within_all": or_null(SHARE_SCHEMA),
        }
    )


def _verdict_schema() -> Schema:
    flip = or_null(object_schema({"factor": or_null(_NUMBER), "limit": _NUMBER}))
    core = object_schema(
        {
            **dict.fromkeys(("index", "low", "high", "proven_in", "proven_out"), SHARE_SCHEMA),
            "word": {"enum": ["core", "borderline", "never"]},
        }
    )
    return object_schema(
        {
            "id": _STRING,
            "title": TEXT_SCHEMA,
            "heading": or_null(_STRING),
            "owner": _STRING,
            "chosen": {"type": "boolean"},
            "start": or_null(_WHOLE),
            "fixed": {"enum": ["always", "never", None]},
            "buys": OUTCOME_SCHEMA,
            "buys_by_scenario": {"type": "object", "additionalProperties": _NUMBER},
            "cost_eur": OUTCOME_SCHEMA,
            "fulfils": list_schema(TEXT_SCHEMA),
            "loss": or_null(_NUMBER),
            "comes_in": _STRINGS,
            "drops_out": _STRINGS,
            "blocked": or_null(TEXT_SCHEMA),
            "cost_flip": flip,
            "effect_flip": flip,
            "enters": or_null(_NUMBER),
            "stays": or_null(_NUMBER),
            "core": or_null(core),
            "heavier": _STRINGS,
            "explanation": TEXT_SCHEMA,
        }
    )
