# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import jsonschema

from tests.capability.agenda.agendas import day
from weerbaar.base import schema_text
from weerbaar.capability.agenda import (
    agenda_calendar_schema,
    agenda_json,
    calendar_of,
    dossiers_of,
    load_agenda,
    loads,
    staleness,
)
from weerbaar.capability.register import load_register

ON = day("2014-10-01")


def written() -> bytes:
    agenda = load_agenda("voorbeeld-capaciteiten")
    statuses = staleness(agenda, dossiers_of(agenda), ON)
    events = calendar_of(agenda, 2015, ON, load_register("voorbeeld-capaciteiten"))
    return agenda_json(agenda, statuses, 2015, events, loads(agenda, (2015, 2016), ON), ON)


def test_it_keeps_to_its_schema_and_says_what_the_agenda_says() -> None:
    data: dict[str, Any] = json.loads(written())
    jsonschema.validate(data, agenda_calendar_schema(), cls=jsonschema.Draft202012Validator)
    assert (data["on"], data["year"], data["agenda"]["illustrative"]) == ("2014-10-01", 2015, True)
    cyber = data["scenarios"][0]
    assert (cyber["status"], cyber["reviewed_on"], cyber["due"]["text"]) == ("stale", "2013-10-14", "2015-04-14")
    assert [(r["kind"], r["signal"]) for r in cyber["reasons"]] == [("signal", "golf-van-aanvallen")]
    assert data["scenarios"][3]["reviewed_on"] is None
    assert data["load"] == [
        {"year": 2015, "first_half": 3, "second_half": 0, "open": 1},
        {"year": 2016, "first_half": 0, "second_half": 3, "open": 0},
    ]
    assert [e["kind"] for e in data["events"]].count("deadline") == 2


def test_published_schema_is_the_one_that_is_written() -> None:
    """After a change, write ``schema_text(agenda_calendar_schema())`` to the committed file again."""
    place = files("weerbaar").joinpath("data/schemas/agenda-calendar-1.schema.json")
    assert place.read_text(encoding="utf-8") == schema_text(agenda_calendar_schema())


def test_the_same_agenda_gives_the_same_bytes() -> None:
    assert written() == written()
