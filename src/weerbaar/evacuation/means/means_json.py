# SPDX-License-Identifier: EUPL-1.2
"""A division of scarce means as open data, with a published JSON Schema (version 1)."""

from __future__ import annotations

import math
from typing import Any, get_args

from weerbaar.base import (
    SHARE_SCHEMA,
    TEXT_SCHEMA,
    RunRecord,
    Schema,
    both_languages,
    json_bytes,
    list_schema,
    object_schema,
    or_null,
    schema_head,
)
from weerbaar.evacuation.means.assignment import Aim, Assignment
from weerbaar.evacuation.means.model import Category, Mode
from weerbaar.evacuation.means.posts import Posts
from weerbaar.evacuation.routing import Post
from weerbaar.evacuation.study import ROUTINGS, Routing

SCHEMA_VERSION = 1


def means_json(
    plan: Assignment, record: RunRecord, posts: Posts | None = None, routing: Routing | None = None
) -> bytes:
    """Return a division as UTF-8 JSON in the shape of :func:`means_schema`.

    Args:
        plan: the division.
        record: what it was made from.
        posts: of the police, where there are officers to divide.
        routing: how people choose their way in the evacuation whose queues the vehicles meet; None where the roads
            were taken to be free.
    """
    data = {
        "schema": SCHEMA_VERSION,
        "aim": plan.aim,
        "routing": routing,
        "people": sum(need.people for need in plan.needs),
        "helped": float(plan.served.sum()),
        "value": plan.value,
        "most": plan.most,
        "gap": plan.gap,
        "vehicle_hours": plan.vehicle_hours,
        "means": [
            {
                "id": one.id,
                "name": both_languages(one.name),
                "mode": one.mode,
                "number": one.number,
                "place": one.place,
                "carries": dict(one.carries),
                "past_queues": one.past_queues,
            }
            for one in plan.means
        ],
        "refuges": [
            {
                "place": one.place,
                "name": both_languages(one.name),
                "beds": one.beds if math.isfinite(one.beds) else None,
                "received": sum(trip.people for trip in plan.trips if trip.refuge == one.place),
            }
            for one in plan.refuges
        ],
        "needs": [
            {
                "zone": need.zone,
                "category": need.category,
                "people": need.people,
                "helped": helped,
                "from_h": need.from_h,
                "before_h": need.before_h,
                "risk": need.risk,
            }
            for need, helped in zip(plan.needs, plan.served.tolist(), strict=True)
        ],
        "trips": [
            {
                "means": trip.means,
                "vehicle": trip.vehicle,
                "sets_out_h": trip.sets_out_h,
                "loads_h": trip.loads_h,
                "safe_h": trip.safe_h,
                "zone": trip.zone,
                "category": trip.category,
                "refuge": trip.refuge,
                "people": trip.people,
            }
            for trip in plan.trips
        ],
        "unserved": [
            {
                "zone": one.need.zone,
                "category": one.need.category,
                "people": one.people,
                "why": both_languages(one.why),
            }
            for one in plan.unserved
        ],
        "one_more": [{"id": one.id, "what": one.what, "more": one.more} for one in plan.one_more],
        "posts": None if posts is None else _posts(posts),
        "run_record": {"id": record.id, **record.as_dict()},
    }
    return json_bytes(data)


def _posts(posts: Posts) -> dict[str, Any]:
    def one(post: Post, manned: bool) -> dict[str, Any]:
        ways = [{"road": name or None, "share": min(share, 1.0)} for name, share in post.ways]
        return {"name": post.name, "sent_veh_h": post.sent_veh_h, "ways": ways, "manned": manned}

    return {
        "officers": posts.police.officers,
        "on_duty": posts.police.on_duty,
        "per_post": posts.police.per_post,
        "share": min(posts.share, 1.0),
        "posts": [*(one(post, True) for post in posts.manned), *(one(post, False) for post in posts.unmanned)],
    }


def means_schema() -> Schema:
    """Return the JSON Schema (2020-12) of a division of scarce means."""
    name: Schema = {"type": "string"}
    amount: Schema = {"type": "number", "minimum": 0}
    count: Schema = {"type": "integer", "minimum": 0}
    category: Schema = {"enum": list(get_args(Category))}
    vehicles = object_schema(
        {
            "id": name,
            "name": TEXT_SCHEMA,
            "mode": {"enum": list(get_args(Mode))},
            "number": count,
            "place": name,
            "carries": {"type": "object", "additionalProperties": count},
            "past_queues": {"type": "boolean"},
        }
    )
    refuge = object_schema(
        {
            "place": name,
            "name": TEXT_SCHEMA,
            "beds": or_null(amount | {"description": "null: nothing is known to limit it"}),
            "received": amount,
        }
    )
    need = object_schema(
        {
            "zone": name,
            "category": category,
            "people": amount,
            "helped": amount,
            "from_h": amount,
            "before_h": amount | {"description": "who is not received by this hour is not helped in time"},
            "risk": or_null(SHARE_SCHEMA | {"description": "chance that who is not helped dies; null: not known"}),
        }
    )
    trip = object_schema(
        {
            "means": name,
            "vehicle": {"type": "integer", "minimum": 1, "description": "number among its kind"},
            "sets_out_h": amount,
            "loads_h": amount,
            "safe_h": amount,
            "zone": name,
            "category": category,
            "refuge": name,
            "people": amount | {"description": "0 where the vehicle only moves to its next work"},
        }
    )
    more = object_schema({"id": name, "what": {"enum": ["vehicle", "beds"]}, "more": amount})
    way = object_schema({"road": or_null(name | {"description": "null: the exit itself"}), "share": SHARE_SCHEMA})
    post = object_schema({"name": name, "sent_veh_h": amount, "ways": list_schema(way), "manned": {"type": "boolean"}})
    police = object_schema(
        {
            "officers": count,
            "on_duty": count,
            "per_post": count,
            "share": SHARE_SCHEMA | {"description": "of the vehicles that have to be sent, at a manned post"},
            "posts": list_schema(post),
        }
    )
    return schema_head("evacuation-means", SCHEMA_VERSION, "Weerbaar division of means, version 1") | object_schema(
        {
            "schema": {"const": SCHEMA_VERSION},
            "aim": {"enum": list(get_args(Aim))},
            "routing": {
                "enum": [*ROUTINGS, None],
                "description": "of the evacuation whose queues the vehicles meet; null: free roads",
            },
            "people": amount | {"description": "who cannot leave alone"},
            "helped": amount | {"description": "of them, received in time"},
            "value": amount | {"description": "deaths avoided or people helped, by the aim"},
            "most": amount | {"description": "no division does better; proven"},
            "gap": SHARE_SCHEMA,
            "vehicle_hours": amount,
            "means": list_schema(vehicles),
            "refuges": list_schema(refuge),
            "needs": list_schema(need),
            "trips": list_schema(trip),
            "unserved": list_schema(
                object_schema({"zone": name, "category": category, "people": amount, "why": TEXT_SCHEMA})
            ),
            "one_more": list_schema(more | {"description": "what one more vehicle or ten more beds would bring"}),
            "posts": or_null(police),
            "run_record": {
                "type": "object",
                "required": ["id", "input_hash", "seed", "draws", "settings", "software"],
            },
        }
    )
