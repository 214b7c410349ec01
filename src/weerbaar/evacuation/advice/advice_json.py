# SPDX-License-Identifier: EUPL-1.2
"""Advice as open data, with a published JSON Schema (version 1). What is not known is null, which is not zero."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, get_args

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
from weerbaar.evacuation.advice.advice import PARTS, Action, Advice, Leaving, Shelter, WhyUp
from weerbaar.evacuation.advice.card import LONGEST, as_card
from weerbaar.evacuation.advice.guidance import guidance
from weerbaar.evacuation.advice.water_here import WaterHere

SCHEMA_VERSION = 1


def advice_json(advices: Sequence[Advice]) -> bytes:
    """Return advices of one study as UTF-8 JSON of :func:`advice_schema`; the same advices give the same bytes."""
    told = guidance()
    data = {
        "schema": SCHEMA_VERSION,
        "places": [_place(advice) for advice in advices],
        "sources": [
            {"id": source.id, "text": both_languages(source.text), "seen": source.seen} for source in told.sources
        ],
        "upper_floor": {
            "low_m": told.upper_floor.low_m,
            "high_m": told.upper_floor.high_m,
            "certainty": told.upper_floor.certainty,
            "source": both_languages(told.upper_floor.source),
        },
        "run_records": {advice.record.id: {"id": advice.record.id, **advice.record.as_dict()} for advice in advices},
    }
    return json_bytes(data)


def _place(advice: Advice) -> dict[str, Any]:
    return {
        "place": advice.place,
        "name": advice.name,
        "zone": advice.zone,
        "action": advice.action,
        "why_up": advice.why_up,
        "leaving": None if advice.leaving is None else _leaving(advice.leaving),
        "water": None if advice.water is None else _water(advice.water),
        "shelter": advice.shelter,
        "phone": advice.phone or None,
        "lines": [{"part": line.part, "text": both_languages(line.text)} for line in advice.lines],
        "card": both_languages(as_card(advice)),
        "starts": advice.starts.isoformat(),
        "run_record": advice.record.id,
    }


def _leaving(leaving: Leaving) -> dict[str, Any]:
    return {
        "from": _iso(leaving.from_at),
        "until": _iso(leaving.until_at),
        "before": _iso(leaving.before_at),
        "roads": list(leaving.roads),
        "towards": leaving.towards,
        "share": leaving.share,
    }


def _iso(when: datetime | None) -> str | None:
    return None if when is None else when.isoformat()


def _water(water: WaterHere) -> dict[str, Any]:
    return {
        "wet_share": water.wet_share,
        "depth_m": water.depth_m,
        "first_h_after_breach": None if water.first_s is None else water.first_s / 3600,
        "collapse_share": water.collapse_share,
        "unknown_share": water.unknown_share,
    }


def advice_schema() -> Schema:
    """Return the JSON Schema (2020-12) of advice."""
    name: Schema = {"type": "string"}
    amount: Schema = {"type": "number", "minimum": 0}
    moment: Schema = {"type": "string", "format": "date-time"}
    leaving = object_schema(
        {
            "from": or_null(moment),
            "until": or_null(moment),
            "before": or_null(moment | {"description": "who sets out later is not safe in time"}),
            "roads": list_schema(name),
            "towards": name,
            "share": or_null(SHARE_SCHEMA),
        }
    )
    water = object_schema(
        {
            "wet_share": SHARE_SCHEMA,
            "depth_m": amount,
            "first_h_after_breach": or_null(amount),
            "collapse_share": or_null(SHARE_SCHEMA),
            "unknown_share": SHARE_SCHEMA,
        }
    )
    card = object_schema({lang: {"type": "string", "maxLength": LONGEST} for lang in ("nl", "en")})
    place = object_schema(
        {
            "place": name,
            "name": name,
            "zone": name,
            "action": {"enum": list(get_args(Action))},
            "why_up": or_null({"enum": list(get_args(WhyUp))}),
            "leaving": or_null(leaving),
            "water": or_null(water),
            "shelter": or_null({"enum": list(get_args(Shelter))}),
            "phone": or_null(name),
            "lines": list_schema(object_schema({"part": {"enum": list(PARTS)}, "text": TEXT_SCHEMA})),
            "card": card,
            "starts": moment,
            "run_record": name,
        }
    )
    return schema_head("evacuation-advice", SCHEMA_VERSION, "Weerbaar evacuation advice, version 1") | object_schema(
        {
            "schema": {"const": SCHEMA_VERSION},
            "places": list_schema(place),
            "sources": list_schema(object_schema({"id": name, "text": TEXT_SCHEMA, "seen": {"type": "boolean"}})),
            "upper_floor": object_schema({"low_m": amount, "high_m": amount, "certainty": name, "source": TEXT_SCHEMA}),
            "run_records": {
                "type": "object",
                "additionalProperties": {
                    "type": "object",
                    "required": ["id", "input_hash", "seed", "draws", "settings", "software"],
                },
            },
        }
    )
