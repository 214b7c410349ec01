# SPDX-License-Identifier: EUPL-1.2
"""A decision as open data, with a published JSON Schema (version 1); money in euro, chances as shares of 1."""

from __future__ import annotations

from collections.abc import Sequence

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
from weerbaar.evacuation.decision.decision_file import Question
from weerbaar.evacuation.decision.fixed import fixed_decisions
from weerbaar.evacuation.decision.moment import Policy
from weerbaar.evacuation.decision.table import decision_table

SCHEMA_VERSION = 1


def decision_json(question: Question, policy: Policy, steps: Sequence[Policy]) -> bytes:
    """Return a decision as UTF-8 JSON in the shape of :func:`decision_schema`; the same decision gives the same bytes.

    Args:
        question: what was asked.
        policy: the best one.
        steps: the best one for other values of a life, as :func:`trade_off` gives them.
    """
    data = {
        "schema": SCHEMA_VERSION,
        "name": both_languages(question.name),
        "note": question.note,
        "people": question.people,
        **_figures(policy),
        "value_of_waiting_eur": policy.value_of_waiting_eur.tolist(),
        "table": [
            {
                "hours_before": row.hours_before,
                "state": both_languages(row.state),
                "state_probability": row.state_probability,
                "flood_probability": row.flood_probability,
                "decision": both_languages(row.decision),
                "waits": bool(row.waits),
                "loss_eur": row.loss_eur,
                "margin_eur": row.margin_eur,
                "next_best": both_languages(row.next_best),
            }
            for row in decision_table(policy)
        ],
        "fixed": [
            {
                "hours_before": one.hours_before,
                "decision": both_languages(one.decision),
                "pays_from": one.pays_from,
                "deaths": one.deaths,
                "cost_eur": one.cost_eur,
                "false_alarm": one.false_alarm,
                "extra_loss_eur": one.extra_loss_eur,
            }
            for one in fixed_decisions(policy)
        ],
        "trade_off": [_figures(step) for step in steps],
    }
    return json_bytes(data)


def _figures(policy: Policy) -> dict[str, float]:
    return {
        "value_of_life_eur": policy.value_of_life_eur,
        "deaths": float(policy.deaths.mean()),
        "cost_eur": float(policy.cost_eur.mean()),
        "false_alarm": policy.false_alarm,
        "in_time": policy.in_time,
        "too_late": policy.too_late,
    }


def decision_schema() -> Schema:
    """Return the JSON Schema (2020-12) of a decision."""
    amount: Schema = {"type": "number", "minimum": 0}
    any_amount: Schema = {"type": "number"}
    # A chance summed over states may pass 1 by rounding.
    chance: Schema = {"type": "number", "minimum": 0, "maximum": 1.000001}
    figures = {
        "value_of_life_eur": amount,
        "deaths": amount,
        "cost_eur": amount,
        "false_alarm": chance | {"description": "something is decided and no flood comes"},
        "in_time": chance | {"description": "the flood comes and something was decided"},
        "too_late": chance | {"description": "the flood comes and nothing was decided"},
    }
    hours = amount | {"description": "before the flood would begin"}
    row = {
        "hours_before": hours,
        "state": TEXT_SCHEMA,
        "state_probability": chance,
        "flood_probability": chance,
        "decision": TEXT_SCHEMA,
        "waits": {"type": "boolean"},
        "loss_eur": amount,
        "margin_eur": any_amount | {"description": "what the next best costs more"},
        "next_best": TEXT_SCHEMA,
    }
    fixed = {
        "hours_before": hours,
        "decision": TEXT_SCHEMA,
        "pays_from": or_null(SHARE_SCHEMA | {"description": "probability of the flood; null: it never pays"}),
        "deaths": amount,
        "cost_eur": amount,
        "false_alarm": chance,
        "extra_loss_eur": any_amount | {"description": "above the loss of the best policy"},
    }
    waiting = list_schema(list_schema(any_amount)) | {"description": "by moment and state; negative: waiting costs"}
    return schema_head(
        "evacuation-decision", SCHEMA_VERSION, "Weerbaar evacuation decision, version 1"
    ) | object_schema(
        {
            "schema": {"const": SCHEMA_VERSION},
            "name": TEXT_SCHEMA,
            "note": {"type": "string"},
            "people": amount,
            **figures,
            "value_of_waiting_eur": waiting,
            "table": list_schema(object_schema(row)),
            "fixed": list_schema(object_schema(fixed)),
            "trade_off": list_schema(object_schema(figures)),
        }
    )
