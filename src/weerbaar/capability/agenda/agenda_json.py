# SPDX-License-Identifier: EUPL-1.2
"""Status and calendar as open data (``agenda-calendar-1``), and the published schema of ``agenda.yaml``."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any, get_args

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
from weerbaar.capability.agenda.file_model import AgendaFile, AgendaScenario
from weerbaar.capability.agenda.reading import Agenda
from weerbaar.capability.agenda.staleness import Freshness, ReasonKind, ScenarioStatus
from weerbaar.capability.agenda.year_calendar import Event, EventKind, Load
from weerbaar.capability.register import Moment

SCHEMA_VERSION = 1


def agenda_schema() -> dict[str, Any]:
    """Return the JSON Schema of ``agenda.yaml``."""
    return schema_document(AgendaFile, "agenda", 1, "Weerbaar agenda, schema 1")


def agenda_json(
    agenda: Agenda,
    statuses: Sequence[ScenarioStatus],
    year: int,
    events: Sequence[Event],
    load: Sequence[Load],
    on: datetime.date,
) -> bytes:
    """Return status and calendar as UTF-8; the same agenda and dossiers give the same bytes.

    Args:
        agenda: read.
        statuses: of :func:`staleness`.
        year: of the calendar.
        events: of :func:`calendar_of`.
        load: of :func:`load_of`, one per year.
        on: the day that status and calendar are of.
    """
    return json_bytes(
        {
            "schema": SCHEMA_VERSION,
            "agenda": {
                "id": agenda.file.id,
                "title": both_languages(agenda.file.title),
                "statement": both_languages(agenda.file.statement),
                "illustrative": agenda.file.data == "illustrative",
            },
            "on": on.isoformat(),
            "scenarios": [_status(s) for s in statuses],
            "year": year,
            "events": [_event(e) for e in events],
            "load": [
                {"year": one.year, "first_half": one.first_half, "second_half": one.second_half, "open": one.open}
                for one in load
            ],
        }
    )


def _status(status: ScenarioStatus) -> dict[str, Any]:
    return {
        "theme": status.theme.id,
        **_name(status.scenario),
        "title": both_languages(status.title),
        "status": status.status,
        "reasons": [
            {"kind": r.kind, "signal": r.signal or None, "words": both_languages(r.words)} for r in status.reasons
        ],
        "reviewed_on": None if status.reviewed_on is None else status.reviewed_on.isoformat(),
        "due": None if status.due is None else _moment(status.due),
    }


def _name(scenario: AgendaScenario) -> dict[str, str]:
    return {"dossier": scenario.dossier, "scenario": scenario.scenario}


def _moment(when: Moment) -> dict[str, str]:
    return {"text": when.text, "earliest": when.earliest.isoformat(), "latest": when.latest.isoformat()}


def _event(event: Event) -> dict[str, Any]:
    return {
        "id": event.id,
        "kind": event.kind,
        "when": _moment(event.when),
        "title": both_languages(event.title),
        "owner": event.owner,
        "scenarios": [_name(s) for s in event.scenarios],
        "expected": event.expected,
    }


def agenda_calendar_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of status and calendar."""
    string: dict[str, Any] = {"type": "string"}
    whole: dict[str, Any] = {"type": "integer", "minimum": 0}
    date: dict[str, Any] = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
    when = object_schema({"text": string, "earliest": date, "latest": date})
    name = {"dossier": string, "scenario": string}
    reason = object_schema(
        {"kind": {"enum": list(get_args(ReasonKind))}, "signal": or_null(string), "words": TEXT_SCHEMA}
    )
    status = object_schema(
        {
            "theme": string,
            **name,
            "title": TEXT_SCHEMA,
            "status": {"enum": list(get_args(Freshness))},
            "reasons": list_schema(reason),
            "reviewed_on": or_null(date),
            "due": or_null(when),
        }
    )
    event = object_schema(
        {
            "id": string,
            "kind": {"enum": list(get_args(EventKind))},
            "when": when,
            "title": TEXT_SCHEMA,
            "owner": string,
            "scenarios": list_schema(object_schema(name)),
            "expected": {"type": "boolean"},
        }
    )
    head = object_schema(
        {"id": string, "title": TEXT_SCHEMA, "statement": TEXT_SCHEMA, "illustrative": {"type": "boolean"}}
    )
    return {
        **schema_head("agenda-calendar", 1, "Weerbaar agenda and calendar, version 1"),
        **object_schema(
            {
                "schema": {"const": SCHEMA_VERSION},
                "agenda": head,
                "on": date,
                "scenarios": list_schema(status),
                "year": {"type": "integer"},
                "events": list_schema(event),
                "load": list_schema(
                    object_schema(
                        {"year": {"type": "integer"}, "first_half": whole, "second_half": whole, "open": whole}
                    )
                ),
            }
        ),
    }
