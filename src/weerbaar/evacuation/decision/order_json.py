# SPDX-License-Identifier: EUPL-1.2
"""Which places go first as open data, with a published JSON Schema (version 1)."""

from __future__ import annotations

from collections.abc import Sequence

from weerbaar.base import SHARE_SCHEMA, RunRecord, Schema, json_bytes, list_schema, object_schema, schema_head
from weerbaar.evacuation.decision.area_choice import Turn
from weerbaar.evacuation.demand import Departures
from weerbaar.evacuation.network import RoadNetwork

SCHEMA_VERSION = 1


def order_json(
    turns: Sequence[Turn], network: RoadNetwork, departures: Departures, before_h: float, record: RunRecord
) -> bytes:
    """Return an order of places as UTF-8 JSON in the shape of :func:`order_schema`.

    Args:
        turns: in order.
        network, departures: of which they are.
        before_h: the hour by which people have to be safe.
        record: what it was made from.
    """
    zones: dict[int, list[str]] = {}
    for zone in network.zones:
        for node in zone.nodes:
            zones.setdefault(node, []).append(zone.id)
    nodes = departures.nodes.tolist()
    data = {
        "schema": SCHEMA_VERSION,
        "network": network.name,
        "before_h": before_h,
        "vehicles": departures.total_veh,
        "in_time": sum(turn.in_time for turn in turns),
        "lives": sum(turn.lives for turn in turns),
        "turns": [
            {
                "name": turn.name,
                "node": network.node_ids[nodes[turn.origin]],
                "zones": zones.get(nodes[turn.origin], []),
                "vehicles": turn.vehicles,
                "in_time": turn.in_time,
                "share": min(turn.in_time / turn.vehicles, 1.0),
                "lives": turn.lives,
                "place": sum(turn.shared) / 2,
            }
            for turn in turns
        ],
        "run_record": {"id": record.id, **record.as_dict()},
    }
    return json_bytes(data)


def order_schema() -> Schema:
    """Return the JSON Schema (2020-12) of which places go first."""
    name: Schema = {"type": "string"}
    amount: Schema = {"type": "number", "minimum": 0}
    turn = object_schema(
        {
            "name": name,
            "node": name,
            "zones": list_schema(name),
            "vehicles": amount,
            "in_time": amount | {"description": "vehicles safe in time when the places before it go first"},
            "share": SHARE_SCHEMA,
            "lives": amount | {"description": "saved by that, as expected when the water comes"},
            "place": amount | {"description": "in the order; places with as many lives per vehicle share the average"},
        }
    )
    return schema_head("evacuation-order", SCHEMA_VERSION, "Weerbaar evacuation order, version 1") | object_schema(
        {
            "schema": {"const": SCHEMA_VERSION},
            "network": name,
            "before_h": amount,
            "vehicles": amount,
            "in_time": amount,
            "lives": amount,
            "turns": list_schema(turn),
            "run_record": {
                "type": "object",
                "required": ["id", "input_hash", "seed", "draws", "settings", "software"],
            },
        }
    )
