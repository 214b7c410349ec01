# SPDX-License-Identifier: EUPL-1.2
"""An ensemble as open data, with a published JSON Schema (version 1).

Quantiles over the members, each with its standard error; what was not reached is null, and later than anything else.
The draws themselves stand beside them, so that others can work on with them.
"""

from __future__ import annotations

from typing import Any

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
from weerbaar.evacuation.study.ensemble import HOURS, Ensemble
from weerbaar.evacuation.study.order_statistics import quantile_with_error
from weerbaar.evacuation.study.study import ROUTING_WORDS, ROUTINGS

Floats = npt.NDArray[np.float64]

SCHEMA_VERSION = 1
PROBABILITIES = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
FANS = {"p05": 0.05, "p50": 0.5, "p95": 0.95}
"""Quantiles of the curves over time."""
PARTS = (8, 4, 2, 1)
"""Of the first so many members the hours are stated too, to see that more members would not change them."""


def ensemble_dict(ensemble: Ensemble) -> dict[str, Any]:
    """Return an ensemble as plain data in the shape of :func:`ensemble_schema`."""
    network, routing = ensemble.network, ensemble.settings.routing
    people_out = ensemble.out_veh / np.where(ensemble.total_veh > 0, ensemble.total_veh, 1.0) * ensemble.going
    return {
        "schema": SCHEMA_VERSION,
        "network": {
            "name": network.name,
            "nodes": network.n_nodes,
            "links": network.n_links,
            "exits": len(network.exits),
            "source": network.source,
        },
        "routing": {"id": routing, "words": both_languages(ROUTING_WORDS[routing])},
        "members": ensemble.n_members,
        "clearance": {name: _hours(getattr(ensemble, name)) for name in HOURS},
        "convergence": [
            {"members": count, "t90_h": _quantiles(ensemble.t90_h[:count], (0.5, 0.95), "hours")}
            for count in sorted({max(2, ensemble.n_members // part) for part in PARTS})
        ],
        "arrivals": {
            "bin_s": ensemble.settings.bin_s,
            "end_h": (ensemble.times_s / 3600).tolist(),
            "vehicles_out": _fan(ensemble.out_veh),
            "people_out_share": _fan(people_out),
            "per_exit": [
                {"exit": network.node_ids[node], "vehicles": _quantiles(ensemble.exit_veh[at], PROBABILITIES, "value")}
                for at, node in enumerate(network.exits)
            ],
        },
        "draws": {
            "vehicles": ensemble.total_veh.tolist(),
            "people": ensemble.people.tolist(),
            "going_share": ensemble.going.tolist(),
            "capacity_factor": ensemble.capacity.tolist(),
            "incidents": ensemble.incidents.tolist(),
            "stuck_vehicles": ensemble.stuck_veh.tolist(),
            **{name: getattr(ensemble, name).tolist() for name in HOURS},
        },
        "uncertainty": [
            {"id": name, "text": both_languages(value.text), "certainty": value.certainty, "source": value.source}
            for name, value in ensemble.uncertainty.sources().items()
        ],
        "run_record": {"id": ensemble.record.id, **ensemble.record.as_dict()},
    }


def ensemble_json(ensemble: Ensemble) -> bytes:
    """Return the result as UTF-8; the same ensemble gives the same bytes."""
    return json_bytes(ensemble_dict(ensemble))


def _hours(draws: Floats) -> dict[str, Any]:
    return {
        "reached_share": float(np.mean(~np.isnan(draws))),
        "quantiles": _quantiles(draws, PROBABILITIES, "hours"),
    }


def _quantiles(draws: Floats, probabilities: tuple[float, ...], name: str) -> list[dict[str, float]]:
    found = [(p, *quantile_with_error(draws, p)) for p in probabilities]
    return [{"probability": p, name: value, "standard_error": error} for p, value, error in found]


def _fan(draws: Floats) -> dict[str, list[float]]:
    return {name: np.quantile(draws, p, axis=-1).tolist() for name, p in FANS.items()}


def ensemble_schema() -> Schema:
    """Return the JSON Schema (2020-12) of an ensemble."""
    amount: Schema = {"type": "number", "minimum": 0}
    count: Schema = {"type": "integer", "minimum": 0}
    name: Schema = {"type": "string"}
    hours = or_null(amount | {"description": "hours from the start; null: not reached"})
    error = or_null(amount | {"description": "null: not known, for want of members that get there"})
    fan = object_schema({name_of: list_schema(amount) for name_of in FANS})

    def quantiles(of: str, value: Schema) -> Schema:
        return list_schema(object_schema({"probability": SHARE_SCHEMA, of: value, "standard_error": error}))

    return schema_head(
        "evacuation-ensemble", SCHEMA_VERSION, "Weerbaar evacuation ensemble, version 1"
    ) | object_schema(
        {
            "schema": {"const": SCHEMA_VERSION},
            "network": object_schema({"name": name, "nodes": count, "links": count, "exits": count, "source": name}),
            "routing": object_schema({"id": {"enum": list(ROUTINGS)}, "words": TEXT_SCHEMA}),
            "members": {"type": "integer", "minimum": 2},
            "clearance": object_schema(
                {
                    of: object_schema({"reached_share": SHARE_SCHEMA, "quantiles": quantiles("hours", hours)})
                    for of in HOURS
                }
            ),
            "convergence": list_schema(object_schema({"members": count, "t90_h": quantiles("hours", hours)})),
            "arrivals": object_schema(
                {
                    "bin_s": amount,
                    "end_h": list_schema(amount),
                    "vehicles_out": fan,
                    "people_out_share": fan,
                    "per_exit": list_schema(object_schema({"exit": name, "vehicles": quantiles("value", amount)})),
                }
            ),
            "draws": object_schema(
                {
                    **{
                        of: list_schema(amount)
                        for of in (
                            "vehicles",
                            "people",
                            "going_share",
                            "capacity_factor",
                            "incidents",
                            "stuck_vehicles",
                        )
                    },
                    **{of: list_schema(hours) for of in HOURS},
                }
            ),
            "uncertainty": list_schema(
                object_schema(
                    {
                        "id": name,
                        "text": TEXT_SCHEMA,
                        "certainty": {"enum": ["published", "derived", "literature", "assumption"]},
                        "source": name,
                    }
                )
            ),
            "run_record": {
                "type": "object",
                "required": ["id", "input_hash", "seed", "draws", "settings", "software"],
            },
        }
    )
