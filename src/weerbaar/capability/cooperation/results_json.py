# SPDX-License-Identifier: EUPL-1.2
"""``who-may.json`` and the report of a register as open data, with published JSON Schemas (version 1).

Confidential data are only in it when the answer was made with them; it then says ``"confidential": true``.
"""

from __future__ import annotations

from typing import Any, get_args

from weerbaar.base import (
    SHARE_SCHEMA,
    TEXT_SCHEMA,
    RunRecord,
    Schema,
    Text,
    both_languages,
    json_bytes,
    list_schema,
    object_schema,
    or_null,
    schema_head,
)
from weerbaar.capability.cooperation.answer import (
    Answer,
    Finding,
    PowerLine,
    PowerState,
    RequestLine,
    RequestState,
    UnitLine,
    UnitState,
)
from weerbaar.capability.cooperation.file_model import Agreement, PowerKind, StructureLevel
from weerbaar.capability.cooperation.promises import promised_on
from weerbaar.capability.cooperation.register import Register
from weerbaar.capability.cooperation.report import KINDS, CooperationReport

SCHEMA_VERSION = 1


def who_may_json(answer: Answer) -> bytes:
    """Return ``who-may.json`` as UTF-8; the same answer gives the same bytes."""
    shown = answer.register
    return json_bytes(
        {
            "schema": SCHEMA_VERSION,
            **_register(shown, answer.confidential),
            "question": {
                "situation": answer.situation.id,
                "name": both_languages(answer.situation.name),
                "at_h": answer.at_h,
                "on": answer.on.isoformat(),
                "site": answer.site,
                "supposed": answer.supposed,
            },
            "names": _names(answer),
            "agreements": [_agreement(a) for a in _agreements(answer)],
            "structure": [_level(level) for level in answer.levels],
            "powers": [_power(p) for p in answer.powers],
            "requests": [_request(r, shown.withheld) for r in answer.requests],
            "units": [_unit(u, answer) for u in answer.units],
            "findings": [_finding(f) for f in answer.findings],
            "run_record": _record(answer.run_record),
        }
    )


def cooperation_report_json(report: CooperationReport) -> bytes:
    """Return the report of a register as UTF-8 JSON; the same report gives the same bytes."""
    return json_bytes(
        {
            "schema": SCHEMA_VERSION,
            **_register(report.register, report.confidential),
            "on": report.on.isoformat(),
            "soon_days": report.soon_days,
            "structure": [_level(level) for level in report.levels],
            "findings": [_finding(f) for f in report.findings],
            "run_record": _record(report.run_record),
        }
    )


def _register(register: Register, confidential: bool) -> dict[str, Any]:
    return {
        "register": {
            "title": both_languages(register.title),
            "statement": both_languages(register.statement),
            "illustrative": register.illustrative,
        },
        "confidential": confidential,
        "withheld": register.withheld_count,
    }


def _record(record: RunRecord) -> dict[str, Any]:
    return {"id": record.id, **record.as_dict()}


def _agreements(answer: Answer) -> list[Agreement]:
    seen = {p.agreement.id: p.agreement for p in answer.powers} | {r.agreement.id: r.agreement for r in answer.requests}
    return [seen[id_] for id_ in sorted(seen)]


def _names(answer: Answer) -> list[dict[str, Any]]:
    """Words of every party that the answer names."""
    ids: set[str] = {p.party for p in answer.powers} | {u.unit.party for u in answer.units}
    ids |= {level.leads for level in answer.levels}
    for request in answer.requests:
        a = request.agreement
        ids |= {*a.asks, a.asked or "", a.decides or "", a.coordinates or "", a.procedure.signature or ""}
        ids |= {party for step in request.chain for party in (step.by, step.to)}
    ids |= {c.to for u in answer.units for c in u.unit.committed if c.to in answer.register.parties}
    parties = answer.register.parties
    return [
        {
            "id": i,
            "name": both_languages(parties[i].name),
            "layer": parties[i].layer,
            "contact": parties[i].contact,
            "confidential_contact": parties[i].confidential_contact,
        }
        for i in sorted(ids - {""})
    ]


def _agreement(a: Agreement) -> dict[str, Any]:
    return {
        "id": a.id,
        "title": both_languages(a.title),
        "kind": a.kind,
        "layer": a.layer,
        "legal_basis": _text(a.legal_basis),
        "verify": a.verify,
        "confidential": a.confidential,
        "mark": a.mark,
        "source": list(a.source),
    }


def _level(level: StructureLevel) -> dict[str, Any]:
    return {
        "id": level.id,
        "level": both_languages(level.level),
        "layer": level.layer,
        "body": both_languages(level.body),
        "leads": level.leads,
        "verify": level.verify,
        "mark": level.mark,
        "source": list(level.source),
    }


def _power(p: PowerLine) -> dict[str, Any]:
    return {
        "party": p.party,
        "power": p.power,
        "agreement": p.agreement.id,
        "own": p.own,
        "state": p.state,
        "from_h": p.from_h,
        "until_h": p.until_h,
        "at_least": p.at_least,
        "condition": _text(p.condition),
        "limits": _text(p.limits),
    }


def _request(r: RequestLine, withheld: frozenset[str]) -> dict[str, Any]:
    a = r.agreement
    return {
        "agreement": a.id,
        "may_ask": list(a.asks),
        "asker": r.asker,
        "asked": a.asked,
        "decides": a.decides,
        "coordinates": a.coordinates,
        "requires": [other for other in a.requires if other not in withheld],
        "form": _text(a.procedure.form),
        "signature": a.procedure.signature,
        "chain": [
            {
                "agreement": s.agreement,
                "by": s.by,
                "to": s.to,
                "from_h": s.start_h,
                "until_h": s.end_h,
                "known": s.known,
            }
            for s in r.chain
        ],
        "asked_h": r.asked_h,
        "granted_h": r.granted_h,
        "at_least": r.at_least,
        "state": r.state,
        "missing": [both_languages(m) for m in r.missing],
        "why": _text(r.why),
    }


def _unit(u: UnitLine, answer: Answer) -> dict[str, Any]:
    unit = u.unit
    return {
        "id": unit.id,
        "name": both_languages(unit.name),
        "party": unit.party,
        "capabilities": list(unit.capabilities),
        "size": unit.size,
        "size_unit": _text(unit.size_unit),
        "agreement": None if u.agreement is None else u.agreement.id,
        "asked_h": u.asked_h,
        "called_h": u.called_h,
        "departs_h": u.departs_h,
        "on_site_h": u.on_site_h,
        "supplied_until_h": u.supplied_until_h,
        "at_least": u.at_least,
        "state": u.state,
        "promised": [{"to": c.to, "region": c.region, "share": c.share} for c in promised_on(unit, answer.on)],
        "double_booked": u.double_booked,
        "verify": unit.verify,
        "confidential": unit.confidential,
        "confidential_fields": list(unit.confidential_fields),
        "mark": unit.mark,
        "source": list(unit.source),
        "why": _text(u.why),
    }


def _finding(f: Finding) -> dict[str, Any]:
    return {"kind": f.kind, "subjects": list(f.subjects), "text": both_languages(f.text)}


def _text(text: Text | None) -> dict[str, str] | None:
    return None if text is None else both_languages(text)


_STRING: Schema = {"type": "string"}
_BOOL: Schema = {"type": "boolean"}
_HOUR: Schema = or_null({"type": "number", "minimum": 0})
_NAME: Schema = or_null(_STRING)
_DAY: Schema = {"type": "string", "format": "date"}


def _one_of(literal: object) -> Schema:
    return {"enum": list(get_args(literal))}


def _head() -> dict[str, Schema]:
    return {
        "schema": {"const": SCHEMA_VERSION},
        "register": object_schema({"title": TEXT_SCHEMA, "statement": TEXT_SCHEMA, "illustrative": _BOOL}),
        "confidential": _BOOL,
        "withheld": {"type": "integer", "minimum": 0},
    }


def _foot() -> dict[str, Schema]:
    level = dict.fromkeys(("id", "layer", "leads", "mark"), _STRING) | {
        "level": TEXT_SCHEMA,
        "body": TEXT_SCHEMA,
        "verify": _BOOL,
        "source": list_schema(_STRING),
    }
    finding = {"kind": {"enum": list(KINDS)}, "subjects": list_schema(_STRING), "text": TEXT_SCHEMA}
    return {
        "structure": list_schema(object_schema(level)),
        "findings": list_schema(object_schema(finding)),
        "run_record": {"type": "object", "required": ["id", "input_hash", "method", "settings", "software"]},
    }


def cooperation_report_schema() -> Schema:
    """Return the JSON Schema (2020-12) of the report of a register."""
    own = {"on": _DAY, "soon_days": {"type": "integer", "minimum": 0}}
    return {
        **schema_head("cooperation-report", 1, "Weerbaar report on cooperation, version 1"),
        **object_schema({**_head(), **own, **_foot()}),
    }


def who_may_schema() -> Schema:
    """Return the JSON Schema (2020-12) of ``who-may.json``."""
    question = {
        "situation": _STRING,
        "name": TEXT_SCHEMA,
        "at_h": {"type": "number", "minimum": 0},
        "on": _DAY,
        "site": _NAME,
        "supposed": _BOOL,
    }
    agreement = dict.fromkeys(("id", "kind", "layer", "mark"), _STRING) | {
        "title": TEXT_SCHEMA,
        "legal_basis": or_null(TEXT_SCHEMA),
        "verify": _BOOL,
        "confidential": _BOOL,
        "source": list_schema(_STRING),
    }
    power = {
        "party": _STRING,
        "power": _one_of(PowerKind),
        "agreement": _STRING,
        "own": _BOOL,
        "state": _one_of(PowerState),
        "from_h": _HOUR,
        "until_h": _HOUR,
        "at_least": _BOOL,
        "condition": or_null(TEXT_SCHEMA),
        "limits": or_null(TEXT_SCHEMA),
    }
    own = {
        "question": object_schema(question),
        "names": list_schema(
            object_schema(
                dict.fromkeys(("id", "layer", "contact"), _STRING)
                | {"name": TEXT_SCHEMA, "confidential_contact": _BOOL}
            )
        ),
        "agreements": list_schema(object_schema(agreement)),
        "powers": list_schema(object_schema(power)),
        "requests": list_schema(_request_schema()),
        "units": list_schema(_unit_schema()),
    }
    return {
        **schema_head("who-may", 1, "Weerbaar who may do what, version 1"),
        **object_schema({**_head(), **own, **_foot()}),
    }


def _request_schema() -> Schema:
    step = dict.fromkeys(("agreement", "by", "to"), _STRING) | {"from_h": _HOUR, "until_h": _HOUR, "known": _BOOL}
    return object_schema(
        {
            "agreement": _STRING,
            "may_ask": list_schema(_STRING),
            **dict.fromkeys(("asker", "asked", "decides", "coordinates", "signature"), _NAME),
            "requires": list_schema(_STRING),
            "form": or_null(TEXT_SCHEMA),
            "chain": list_schema(object_schema(step)),
            "asked_h": _HOUR,
            "granted_h": _HOUR,
            "at_least": _BOOL,
            "state": _one_of(RequestState),
            "missing": list_schema(TEXT_SCHEMA),
            "why": or_null(TEXT_SCHEMA),
        }
    )


def _unit_schema() -> Schema:
    promise = object_schema({"to": _STRING, "region": _STRING, "share": SHARE_SCHEMA})
    return object_schema(
        {
            **dict.fromkeys(("id", "party", "mark"), _STRING),
            "name": TEXT_SCHEMA,
            "capabilities": list_schema(_STRING),
            "size": or_null({"type": "number", "exclusiveMinimum": 0}),
            "size_unit": or_null(TEXT_SCHEMA),
            "agreement": _NAME,
            **dict.fromkeys(("asked_h", "called_h", "departs_h", "on_site_h", "supplied_until_h"), _HOUR),
            **dict.fromkeys(("at_least", "double_booked", "verify", "confidential"), _BOOL),
            "state": _one_of(UnitState),
            "promised": list_schema(promise),
            "confidential_fields": list_schema(_STRING),
            "source": list_schema(_STRING),
            "why": or_null(TEXT_SCHEMA),
        }
    )
