# SPDX-License-Identifier: EUPL-1.2
"""Fractions as open data, with a published JSON Schema (version 1); shares of all people, 0 to 1."""

from __future__ import annotations

from typing import Any, get_args

import numpy as np
import numpy.typing as npt

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
from weerbaar.evacuation.flood.areas import Certainty, Water
from weerbaar.evacuation.flood.fractions import FRACTION_WORDS, Fractions
from weerbaar.evacuation.flood.held import Held

SCHEMA_VERSION = 1
_EDGES = {"low": 0.05, "high": 0.95}


def fractions_json(found: Fractions, network: str) -> bytes:
    """Return fractions as UTF-8 JSON in the shape of :func:`fractions_schema`; the same give the same bytes.

    Args:
        found: the fractions.
        network: name of the roads.
    """
    hours = found.shares.lead_h.tolist()
    data = {
        "schema": SCHEMA_VERSION,
        "network": network,
        "water": found.lead_times.water,
        "areas": [area.number for area in found.areas],
        "lead_times": {"certainty": found.lead_times.certainty, "source": both_languages(found.lead_times.source)},
        "strategies": [
            {
                "id": name,
                "words": both_languages(FRACTION_WORDS[name]),
                "by_lead_time": _by_hour(hours, found.shares.of(name)),
                "expected": _spread(found.expected[name]),
            }
            for name in found.shares.strategies
        ],
        "bound": {"by_lead_time": _by_hour(hours, found.limit), "expected": _spread(found.limit_expected)},
        "published": [_held(one) for one in found.held],
        "run_records": {record.id: {"id": record.id, **record.as_dict()} for record in found.records},
    }
    return json_bytes(data)


def _by_hour(hours: list[float], shares: npt.NDArray[np.float64]) -> list[dict[str, float]]:
    return [{"lead_h": hour, **_spread(share)} for hour, share in zip(hours, shares, strict=True)]


def _spread(draws: npt.NDArray[np.float64]) -> dict[str, float]:
    # Chances of lead times are together 1 to rounding, and so may a share be.
    shares = np.minimum(draws, 1.0)
    ends = {name: float(np.quantile(shares, edge)) for name, edge in _EDGES.items()}
    return {"mean": float(shares.mean()), **ends}


def _held(one: Held) -> dict[str, Any]:
    value = one.value
    return {
        "id": value.id,
        "place": both_languages(value.place),
        "quantity": value.quantity,
        "lead_days": value.lead_days,
        "low": value.low,
        "high": value.high,
        "certainty": value.certainty,
        "source": value.source,
        "found": one.found,
        "distance": one.distance,
    }


def fractions_schema() -> Schema:
    """Return the JSON Schema (2020-12) of fractions."""
    name: Schema = {"type": "string"}
    amount: Schema = {"type": "number", "minimum": 0}
    certainty: Schema = {"enum": list(get_args(Certainty))}
    spread = {"mean": SHARE_SCHEMA, **dict.fromkeys(_EDGES, SHARE_SCHEMA)}
    by_hour = list_schema(object_schema({"lead_h": amount, **spread}))
    strategy = {"id": {"enum": list(FRACTION_WORDS)}, "words": TEXT_SCHEMA}
    shares = {"by_lead_time": by_hour, "expected": object_schema(spread)}
    published = {
        "id": name,
        "place": TEXT_SCHEMA,
        "quantity": name,
        "lead_days": or_null(amount | {"description": "null: all lead times together"}),
        "low": amount,
        "high": or_null(amount | {"description": "null: open"}),
        "certainty": certainty,
        "source": name,
        "found": amount | {"description": "by the reference strategy, of which the published fractions are"},
        "distance": amount | {"description": "how far outside the published range; 0 within it"},
    }
    record = {"type": "object", "required": ["id", "input_hash", "seed", "draws", "settings", "software"]}
    return schema_head(
        "evacuation-fraction", SCHEMA_VERSION, "Weerbaar evacuation fractions, version 1"
    ) | object_schema(
        {
            "schema": {"const": SCHEMA_VERSION},
            "network": name,
            "water": {"enum": list(get_args(Water))},
            "areas": list_schema(name),
            "lead_times": object_schema({"certainty": certainty, "source": TEXT_SCHEMA}),
            "strategies": list_schema(object_schema({**strategy, **shares})),
            "bound": object_schema(shares),
            "published": list_schema(object_schema(published)),
            "run_records": {"type": "object", "additionalProperties": record},
        }
    )
