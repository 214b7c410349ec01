# SPDX-License-Identifier: EUPL-1.2
"""The result of a study as open data, with a published JSON Schema (version 1).

What is not known, or was not reached, is null, which is not zero. Roads are one stream: people out are the vehicles
out times the people per vehicle of all who leave together.
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
from weerbaar.evacuation.flow import deciding
from weerbaar.evacuation.simulation import Clearance, clearance
from weerbaar.evacuation.study.best_roads import best_roads
from weerbaar.evacuation.study.study import ROUTING_WORDS, ROUTINGS, Study

SCHEMA_VERSION = 1
LONGEST_QUEUES = 20
"""Roads with the longest queues that are named."""


def study_dict(study: Study) -> dict[str, Any]:
    """Return a study as plain data in the shape of :func:`study_schema`."""
    outcome, network, departures = study.outcome, study.network, study.departures
    per_vehicle = departures.people / departures.total_veh
    return {
        "schema": SCHEMA_VERSION,
        "network": {
            "name": network.name,
            "nodes": network.n_nodes,
            "links": network.n_links,
            "exits": len(network.exits),
            "source": network.source,
        },
        "routing": {"id": study.settings.routing, "words": both_languages(ROUTING_WORDS[study.settings.routing])},
        "vehicles": departures.total_veh,
        "people": departures.people,
        "clearance": _clearance(outcome.clearance()),
        "arrivals": {
            "bin_s": study.settings.bin_s,
            "end_h": (outcome.times_s / 3600).tolist(),
            "vehicles_out": outcome.out_veh.tolist(),
            "people_out": (outcome.out_veh * per_vehicle).tolist(),
            "per_exit": [
                {"exit": network.node_ids[node], "vehicles_out": outcome.arrived_veh[:, at].tolist()}
                for at, node in enumerate(network.exits)
            ],
        },
        "queues": _queues(study),
        "bound": _bound(study),
        "bottlenecks": _bottlenecks(study),
        "stuck_vehicles": outcome.stuck_veh,
        "warnings": [both_languages(warning) for warning in study.warnings],
        "run_record": {"id": study.record.id, **study.record.as_dict()},
    }


def study_json(study: Study) -> bytes:
    """Return the result as UTF-8; the same study gives the same bytes."""
    return json_bytes(study_dict(study))


def _clearance(found: Clearance) -> dict[str, float | None]:
    return {"t50_h": found.t50_h, "t90_h": found.t90_h, "t99_h": found.t99_h, "last_h": found.last_h}


def _bound(study: Study) -> dict[str, Any] | None:
    found = study.bound
    if found is None:
        return None
    total = study.departures.total_veh
    return {
        "quickest_h": found.quickest_s / 3600,
        "clearance": _clearance(bound_clearance(found.times_s, found.out_by_veh, total, found.quickest_s)),
        "end_h": (found.times_s / 3600).tolist(),
        "vehicles_out": found.out_by_veh.tolist(),
    }


def bound_clearance(
    times_s: npt.NDArray[np.float64], out_by_veh: npt.NDArray[np.float64], total_veh: float, quickest_s: float
) -> Clearance:
    """Return the hours before which no plan can have shares of the vehicles safe.

    Within a bin the pattern is taken straight, up to the moment at which all may be safe; that is a little less strict
    than the proof at its ends. As in a simulation the last counts as safe when less than one vehicle is left.
    """
    before = times_s < quickest_s
    moments = np.concatenate([[0.0], times_s[before], [quickest_s]])
    out = np.concatenate([[0.0], out_by_veh[before], [total_veh]])
    return clearance(moments, np.maximum.accumulate(out), total_veh)


def _bottlenecks(study: Study) -> list[dict[str, Any]]:
    if study.bound is None:
        return []
    roads = best_roads(study.network, study.settings.measures)
    found, until_last = deciding(roads, study.departures, study.bound)
    return [
        {
            "kind": one.kind,
            "name": one.name,
            "hours": one.hours,
            "vehicles": one.vehicles,
            "id": _id(study, one.kind, one.number),
            "until_share": 1.0 if until_last else 0.9,
        }
        for one in found
    ]


def _queues(study: Study) -> list[dict[str, Any]]:
    queued = study.outcome.queued_veh
    longest = queued.max(axis=0, initial=0.0)
    order = [int(link) for link in np.argsort(-longest, kind="stable")[:LONGEST_QUEUES] if longest[link] >= 1]
    return [
        {
            "link": study.network.link_ids[link],
            "name": study.network.road(link),
            "longest_veh": float(longest[link]),
            "longest_at_h": float(study.outcome.times_s[int(queued[:, link].argmax())] / 3600),
        }
        for link in order
    ]


def _id(study: Study, kind: str, number: int) -> str:
    network = study.network
    return network.link_ids[number] if kind == "road" else network.node_ids[int(network.exits[number])]


def study_schema() -> Schema:
    """Return the JSON Schema (2020-12) of the result of an evacuation study."""
    hours = or_null({"type": "number", "minimum": 0, "description": "hours from the start; null: not reached"})
    times = object_schema({"t50_h": hours, "t90_h": hours, "t99_h": hours, "last_h": hours})
    amount: Schema = {"type": "number", "minimum": 0}
    series = list_schema(amount)
    name: Schema = {"type": "string"}
    return schema_head("evacuation-study", SCHEMA_VERSION, "Weerbaar evacuation study, version 1") | object_schema(
        {
            "schema": {"const": SCHEMA_VERSION},
            "network": object_schema(
                {"name": name, "nodes": {"type": "integer"}, "links": {"type": "integer"}, "exits": {"type": "integer"}}
                | {"source": name}
            ),
            "routing": object_schema({"id": {"enum": list(ROUTINGS)}, "words": TEXT_SCHEMA}),
            "vehicles": amount,
            "people": amount,
            "clearance": times,
            "arrivals": object_schema(
                {
                    "bin_s": amount,
                    "end_h": series,
                    "vehicles_out": series,
                    "people_out": series,
                    "per_exit": list_schema(object_schema({"exit": name, "vehicles_out": series})),
                }
            ),
            "queues": list_schema(
                object_schema({"link": name, "name": name, "longest_veh": amount, "longest_at_h": amount})
            ),
            "bound": or_null(
                object_schema({"quickest_h": amount, "clearance": times, "end_h": series, "vehicles_out": series})
            ),
            "bottlenecks": list_schema(
                object_schema(
                    {
                        "kind": {"enum": ["road", "exit"]},
                        "name": name,
                        "hours": amount,
                        "vehicles": amount,
                        "id": name,
                        "until_share": SHARE_SCHEMA
                        | {"description": "decides until this share is safe; below 1 where who leaves last decides"},
                    }
                )
            ),
            "stuck_vehicles": amount,
            "warnings": list_schema(TEXT_SCHEMA),
            "run_record": {
                "type": "object",
                "required": ["id", "input_hash", "seed", "draws", "settings", "software"],
            },
        }
    )
