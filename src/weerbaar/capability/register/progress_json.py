# SPDX-License-Identifier: EUPL-1.2
"""A progress report as open data (``progress-1``), and the published schema of the register itself (``register-1``)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from weerbaar.base import (
    TEXT_SCHEMA,
    both_languages,
    json_bytes,
    list_schema,
    object_schema,
    or_null,
    schema_document,
    schema_head,
)
from weerbaar.capability.register.edtf import Moment
from weerbaar.capability.register.file_model import STATES, Mandate, RegisterFile
from weerbaar.capability.register.progress import COUNTED, Count, Progress
from weerbaar.capability.register.snapshot import SubjectState

SCHEMA_VERSION = 1
_CLASSES = ("likelihood_before", "likelihood_after", "impact_before", "impact_after")


def register_schema() -> dict[str, Any]:
    """Return the JSON Schema of ``register.yaml``."""
    return schema_document(RegisterFile, "register", 1, "Weerbaar register, schema 1")


def progress_dict(found: Progress) -> dict[str, Any]:
    """Return a report as plain data in the shape of :func:`progress_schema`."""
    snapshot = found.snapshot
    register = snapshot.register
    late = {o.state.subject.id: o for o in found.overdue}
    return {
        "schema": SCHEMA_VERSION,
        "register": {
            "id": register.file.id,
            "title": both_languages(register.file.title),
            "statement": both_languages(register.file.statement),
            "illustrative": register.file.data == "illustrative",
            "reconstructed_until": _day(register.file.reconstructed_until),
            "content_hash": register.content_hash,
        },
        "on": snapshot.valid.isoformat(),
        "known": _day(snapshot.known),
        "since": _day(found.since),
        "headings": [_count(c) for c in found.headings],
        "ministries": [_count(c) for c in found.ministries],
        "subjects": [
            _subject(s) | {"days_late": None if s.subject.id not in late else late[s.subject.id].days_late}
            for s in snapshot.subjects
        ],
        "overdue": [
            {
                "subject": o.state.subject.id,
                "deadline": _moment(o.deadline),
                "days_late": o.days_late,
                "certain": o.certain,
            }
            for o in found.overdue
        ],
        "running_with_deadline": [s.subject.id for s in found.running_with_deadline],
        "completed": [{"subject": s.subject.id, "evidence": shown} for s, shown in found.completed],
        "silent": [
            {"subject": s.state.subject.id, "last_recorded": s.last_recorded.isoformat(), "days": s.days}
            for s in found.silent
        ],
        "changes": [
            {
                "subject": c.subject.id,
                "kind": c.kind,
                "before": both_languages(c.before),
                "after": both_languages(c.after),
            }
            for c in found.changes
        ],
        "effects": [
            {"subject": subject.id, "entry": entry.id, "scenario": effect.scenario, "round": effect.round}
            | {name: getattr(effect, name) for name in _CLASSES}
            for subject, entry, effect in found.effects
        ],
    }


def progress_json(found: Progress) -> bytes:
    """Return ``progress.json`` as UTF-8; the same report gives the same bytes."""
    return json_bytes(progress_dict(found))


def _day(day: Any) -> str | None:
    return None if day is None else day.isoformat()


def _moment(when: Moment) -> dict[str, str]:
    return {"text": when.text, "earliest": when.earliest.isoformat(), "latest": when.latest.isoformat()}


def _count(count: Count) -> dict[str, Any]:
    return {"id": count.id, "title": both_languages(count.title), "states": count.states}


def _mandate(mandate: Mandate | None) -> dict[str, Any] | None:
    if mandate is None:
        return None
    name = None if mandate.name is None else both_languages(mandate.name)
    return {"body": mandate.body, "name": name, "reference": mandate.reference}


def _subject(state: SubjectState) -> dict[str, Any]:
    subject = state.subject
    return {
        "id": subject.id,
        "title": both_languages(subject.title),
        "heading": subject.heading,
        "round": subject.round,
        "year": subject.year,
        "scenarios": list(subject.scenarios),
        "capability": subject.capability,
        "generic": subject.generic,
        "states": list(state.state.values),
        "responsible": [None if names is None else list(names) for names in state.responsible.values],
        "deadlines": [None if d is None else _moment(d) for d in state.deadline.values],
        "mandates": [_mandate(m) for m in state.mandate.values],
        "budgets_eur": list(state.budget_eur.values),
        "happened": [e.id for e in state.happened],
        "perhaps": [e.id for e in state.perhaps],
        "evidence": [{"reference": e.reference, "shows": both_languages(e.shows)} for e in state.evidence],
        "last_recorded": _day(state.last_recorded),
    }


_STRING: dict[str, Any] = {"type": "string"}
_DATE: dict[str, Any] = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_WHOLE: dict[str, Any] = {"type": "integer", "minimum": 0}
_FLAG: dict[str, Any] = {"type": "boolean"}
_MOMENT = object_schema({"text": _STRING, "earliest": _DATE, "latest": _DATE})


def progress_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of ``progress.json``."""
    count = object_schema(
        {"id": _STRING, "title": TEXT_SCHEMA, "states": object_schema(dict.fromkeys(COUNTED, _WHOLE))}
    )
    fields: Mapping[str, Any] = {
        "schema": {"const": SCHEMA_VERSION},
        "register": object_schema(
            {
                "id": _STRING,
                "title": TEXT_SCHEMA,
                "statement": TEXT_SCHEMA,
                "illustrative": _FLAG,
                "reconstructed_until": or_null(_DATE),
                "content_hash": _STRING,
            }
        ),
        "on": _DATE,
        "known": or_null(_DATE),
        "since": or_null(_DATE),
        "headings": list_schema(count),
        "ministries": list_schema(count),
        "subjects": list_schema(_subject_schema()),
        "overdue": list_schema(
            object_schema({"subject": _STRING, "deadline": _MOMENT, "days_late": _WHOLE, "certain": _FLAG})
        ),
        "running_with_deadline": list_schema(_STRING),
        "completed": list_schema(object_schema({"subject": _STRING, "evidence": _FLAG})),
        "silent": list_schema(object_schema({"subject": _STRING, "last_recorded": _DATE, "days": _WHOLE})),
        "changes": list_schema(
            object_schema(
                {
                    "subject": _STRING,
                    "kind": {"enum": ["new", "state", "responsible", "deadline", "evidence", "effect"]},
                    "before": TEXT_SCHEMA,
                    "after": TEXT_SCHEMA,
                }
            )
        ),
        "effects": list_schema(
            object_schema(
                {
                    "subject": _STRING,
                    "entry": _STRING,
                    "scenario": _STRING,
                    "round": _STRING,
                    **dict.fromkeys(_CLASSES, or_null(_STRING)),
                }
            )
        ),
    }
    return {**schema_head("progress", 1, "Weerbaar progress report, version 1"), **object_schema(fields)}


def _subject_schema() -> dict[str, Any]:
    mandate = object_schema({"body": _STRING, "name": or_null(TEXT_SCHEMA), "reference": _STRING})
    return object_schema(
        {
            "id": _STRING,
            "title": TEXT_SCHEMA,
            "heading": _STRING,
            "round": _STRING,
            "year": {"type": "integer"},
            "scenarios": list_schema(_STRING),
            "capability": or_null(_STRING),
            "generic": or_null(_FLAG),
            "states": list_schema({"enum": [*STATES, None]}),
            "responsible": list_schema(or_null(list_schema(_STRING))),
            "deadlines": list_schema(or_null(_MOMENT)),
            "mandates": list_schema(or_null(mandate)),
            "budgets_eur": list_schema(or_null({"type": "number", "minimum": 0})),
            "happened": list_schema(_STRING),
            "perhaps": list_schema(_STRING),
            "evidence": list_schema(object_schema({"reference": _STRING, "shows": TEXT_SCHEMA})),
            "last_recorded": or_null(_DATE),
            "days_late": or_null(_WHOLE),
        }
    )
