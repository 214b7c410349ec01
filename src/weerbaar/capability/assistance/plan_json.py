# SPDX-License-Identifier: EUPL-1.2
"""The plan as open data, with a published JSON Schema: what is withheld is null, never a number."""

from __future__ import annotations

from typing import Any

import numpy as np

from weerbaar.base import (
    SHARE_SCHEMA,
    TEXT_SCHEMA,
    Text,
    both_languages,
    json_bytes,
    list_schema,
    object_schema,
    or_null,
    schema_document,
    schema_head,
)
from weerbaar.capability.assistance.file_model import TASKS, VARIANTS, AssistanceFile
from weerbaar.capability.assistance.optimum import Reached
from weerbaar.capability.assistance.planning import ASSISTANCE, EFFORT, OTHER, PLATOONS, TOTAL, WORST
from weerbaar.capability.assistance.requests import Request
from weerbaar.capability.assistance.situation import BASIC, RIOT, Source
from weerbaar.capability.assistance.study import AssistanceStudy
from weerbaar.capability.assistance.what_if import Outcome

SCHEMA_VERSION = 1


def assistance_plan_dict(study: AssistanceStudy) -> dict[str, Any]:
    """Return a study as plain data in the shape of :func:`assistance_plan_schema`."""
    situation, plan = study.situation, study.plan
    breaks = study.breaking
    hidden = study.hidden(BASIC) or study.hidden(RIOT)
    return {
        "schema": SCHEMA_VERSION,
        "id": situation.id,
        "marking": None if study.marking is None else both_languages(study.marking),
        "title": both_languages(situation.title),
        "organisation": both_languages(situation.organisation),
        "statement": both_languages(situation.statement),
        "illustrative": situation.illustrative,
        "public_version": situation.public,
        "notes": [both_languages(n) for n in study.notes],
        "variant": plan.variant,
        "priority": plan.priority,
        "without": list(plan.without),
        "regions": [
            {"id": p.id, "name": both_languages(p.name), "authority": both_languages(p.authority)}
            for p in situation.places
        ],
        "shifts": [
            {
                "id": s.id,
                "title": both_languages(s.title or Text(nl=s.id)),
                "begin": situation.moment(s.start_h).isoformat(),
                "hours": s.hours,
            }
            for s in situation.shifts
        ],
        "parties": [
            {"id": h.id, "name": both_languages(h.name), "cost": h.cost, "legal": both_languages(h.legal)}
            for h in situation.helpers
        ],
        "aims": [_aim(study, r) for r in plan.reached],
        "cells": [_cell(study, *(int(v) for v in cell)) for cell in np.argwhere(plan.demand > 0)],
        "deployments": [
            {
                "source": d.source,
                "party": situation.helpers[d.party].id,
                "from": situation.places[d.home].id,
                "region": situation.places[d.region].id,
                "shift": situation.shifts[d.shift].id,
                "task": TASKS[d.task],
                "parts": d.parts,
                "persons": d.persons,
                "counts": d.counts,
                "own": d.own,
                "promised": d.promised,
                "travel_h": d.travel_h,
            }
            for d in plan.deployments
            if not situation.withheld[d.region, d.shift, d.task]
        ],
        "rosters": [_roster(study, s) for s in plan.sources if s.id in plan.rosters],
        "variants": [_outcome(study, o) for o in study.variants],
        "what_if": [_outcome(study, o) for o in (*study.without, *filter(None, [study.platoon_more]))],
        "platoon_worth_h": None if study.worth is None or study.hidden(RIOT) else study.worth,
        "breaking": None
        if breaks is None or hidden
        else {
            "region": situation.places[breaks.region].id,
            "floor": breaks.floor,
            "platoons": breaks.platoons,
            "demanded": breaks.demanded,
            "proven": breaks.proven,
        },
        "odds": {
            "draws": study.odds.draws,
            "plan": "fixed",
            "anywhere": [
                {
                    "task": name,
                    "share": None if study.hidden(t) else float(study.odds.anywhere[t]),
                    "standard_error": None if study.hidden(t) else float(study.odds.standard_error[t]),
                }
                for t, name in enumerate(TASKS)
            ],
        },
        "requests": [_request(study, r) for r in study.requests],
        "run_record": {"id": study.record.id, **study.record.as_dict()},
    }


def _aim(study: AssistanceStudy, r: Reached) -> dict[str, Any]:
    hidden = _hidden_aim(study, r.code)
    return {
        "aim": r.code,
        "value": None if hidden else r.value,
        "bound": None if hidden else r.bound,
        "gap": None if hidden else r.gap,
        "proven": r.proven,
    }


def _hidden_aim(study: AssistanceStudy, code: str) -> bool:
    if code in (WORST, TOTAL):
        return study.hidden(BASIC)
    if code == PLATOONS:
        return study.hidden(RIOT)
    if code == OTHER:
        return study.hidden_others
    return study.situation.public


def _cell(study: AssistanceStudy, r: int, s: int, t: int) -> dict[str, Any]:
    situation, plan = study.situation, study.plan
    hidden = bool(situation.withheld[r, s, t])
    return {
        "region": situation.places[r].id,
        "shift": situation.shifts[s].id,
        "task": TASKS[t],
        "demand": int(plan.demand[r, s, t]),
        "withheld": hidden,
        "own": None if hidden else float(plan.own[r, s, t]),
        "helped": {h.id: None if hidden else float(plan.helped[i, r, s, t]) for i, h in enumerate(situation.helpers)},
        "shortage": None if hidden else float(plan.shortage[r, s, t]),
        "shortage_share": None if hidden else float(study.odds.cell[r, s, t]),
    }


def _roster(study: AssistanceStudy, source: Source) -> dict[str, Any]:
    situation = study.situation
    return {
        "source": source.id,
        "name": both_languages(source.name),
        "parts": [
            [
                {
                    "shift": situation.shifts[j.shift].id,
                    "region": situation.places[j.region].id,
                    "task": TASKS[j.task],
                }
                for j in jobs
                if not situation.withheld[j.region, j.shift, j.task]
            ]
            for jobs in study.plan.rosters[source.id]
        ],
    }


def _outcome(study: AssistanceStudy, o: Outcome) -> dict[str, Any]:
    return {
        "code": o.code,
        "title": both_languages(o.title),
        "worst_basic_share": None if study.hidden(BASIC) else o.worst_share,
        "basic_h": None if study.hidden(BASIC) else o.basic_h,
        "riot_h": None if study.hidden(RIOT) else o.riot_h,
        "other_h": None if study.hidden_others else o.other_h,
        "proven": o.proven,
    }


def _request(study: AssistanceStudy, request: Request) -> dict[str, Any]:
    situation = study.situation
    return {
        "region": situation.places[request.region].id,
        "municipality": both_languages(request.municipality),
        "authority": both_languages(request.authority),
        "lines": [
            {
                "shift": situation.shifts[a.shift].id,
                "task": TASKS[a.task],
                "party": None if a.party is None else situation.helpers[a.party].id,
                "from": None if a.home is None else situation.places[a.home].id,
                "amount": a.amount,
                "demand": a.demand,
                "own": a.own,
                "ask_by": None if a.ask_by_h is None else situation.moment(a.ask_by_h).isoformat(),
            }
            for a in request.lines
        ],
    }


def assistance_plan_json(study: AssistanceStudy) -> bytes:
    """Return a study as UTF-8 JSON; the same study gives the same bytes."""
    return json_bytes(assistance_plan_dict(study))


def assistance_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of ``assistance.yaml``."""
    return schema_document(AssistanceFile, "assistance", 1, "Weerbaar assistance, version 1")


_STRING: dict[str, Any] = {"type": "string"}
_NUMBER: dict[str, Any] = {"type": "number"}
_WHOLE: dict[str, Any] = {"type": "integer", "minimum": 0}
_FLAG: dict[str, Any] = {"type": "boolean"}
_POSITIVE: dict[str, Any] = {"type": "number", "minimum": 0}


def assistance_plan_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a plan of assistance."""
    task = {"enum": list(TASKS)}
    amount, share = or_null(_POSITIVE), or_null(SHARE_SCHEMA)
    outcome = object_schema(
        {
            "code": _STRING,
            "title": TEXT_SCHEMA,
            "worst_basic_share": share,
            "basic_h": amount,
            "riot_h": amount,
            "other_h": amount,
            "proven": _FLAG,
        }
    )
    place = {"region": _STRING, "shift": _STRING, "task": task}
    return {
        **schema_head("assistance-plan", SCHEMA_VERSION, "Weerbaar plan of assistance, version 1"),
        **object_schema(
            {
                "schema": {"const": SCHEMA_VERSION},
                "id": _STRING,
                "marking": or_null(TEXT_SCHEMA),
                "title": TEXT_SCHEMA,
                "organisation": TEXT_SCHEMA,
                "statement": TEXT_SCHEMA,
                "illustrative": _FLAG,
                "public_version": _FLAG,
                "notes": list_schema(TEXT_SCHEMA),
                "variant": {"enum": list(VARIANTS)},
                "priority": {"enum": ["basic", "riot"]},
                "without": list_schema(_STRING),
                "regions": list_schema(object_schema({"id": _STRING, "name": TEXT_SCHEMA, "authority": TEXT_SCHEMA})),
                "shifts": list_schema(
                    object_schema({"id": _STRING, "title": TEXT_SCHEMA, "begin": _STRING, "hours": _POSITIVE})
                ),
                "parties": list_schema(
                    object_schema({"id": _STRING, "name": TEXT_SCHEMA, "cost": _POSITIVE, "legal": TEXT_SCHEMA})
                ),
                "aims": list_schema(
                    object_schema(
                        {
                            "aim": {"enum": [WORST, TOTAL, PLATOONS, OTHER, ASSISTANCE, EFFORT]},
                            "value": amount,
                            "bound": or_null(_NUMBER),
                            "gap": share,
                            "proven": _FLAG,
                        }
                    )
                ),
                "cells": list_schema(
                    object_schema(
                        {
                            **place,
                            "demand": _WHOLE,
                            "withheld": _FLAG,
                            "own": amount,
                            "helped": {"type": "object", "additionalProperties": amount},
                            "shortage": amount,
                            "shortage_share": share,
                        }
                    )
                ),
                "deployments": list_schema(
                    object_schema(
                        {
                            "source": _STRING,
                            "party": _STRING,
                            "from": _STRING,
                            **place,
                            "parts": _WHOLE,
                            "persons": _WHOLE,
                            "counts": _POSITIVE,
                            "own": _FLAG,
                            "promised": _FLAG,
                            "travel_h": _POSITIVE,
                        }
                    )
                ),
                "rosters": list_schema(
                    object_schema(
                        {
                            "source": _STRING,
                            "name": TEXT_SCHEMA,
                            "parts": list_schema(list_schema(object_schema(place))),
                        }
                    )
                ),
                "variants": list_schema(outcome),
                "what_if": list_schema(outcome),
                "platoon_worth_h": or_null(_NUMBER),
                "breaking": or_null(
                    object_schema(
                        {
                            "region": _STRING,
                            "floor": SHARE_SCHEMA,
                            "platoons": or_null(_WHOLE),
                            "demanded": _WHOLE,
                            "proven": _FLAG,
                        }
                    )
                ),
                "odds": object_schema(
                    {
                        "draws": _WHOLE,
                        "plan": {"const": "fixed"},
                        "anywhere": list_schema(object_schema({"task": task, "share": share, "standard_error": share})),
                    }
                ),
                "requests": list_schema(
                    object_schema(
                        {
                            "region": _STRING,
                            "municipality": TEXT_SCHEMA,
                            "authority": TEXT_SCHEMA,
                            "lines": list_schema(
                                object_schema(
                                    {
                                        "shift": _STRING,
                                        "task": task,
                                        "party": or_null(_STRING),
                                        "from": or_null(_STRING),
                                        "amount": _POSITIVE,
                                        "demand": _POSITIVE,
                                        "own": _POSITIVE,
                                        "ask_by": or_null(_STRING),
                                    }
                                )
                            ),
                        }
                    )
                ),
                "run_record": {"type": "object", "required": ["id", "input_hash", "method", "seed", "settings"]},
            }
        ),
    }
