# SPDX-License-Identifier: EUPL-1.2
"""Road networks, threatened areas and the decision through the API."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import pytest

from tests.workbench.evacuation.places import village_file
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db
PLACE = "/rounds/open/evacuation-networks"
QUESTION = "/rounds/open/evacuation-question"


def test_a_network_is_read_in_and_taken_away(scored: Round, program_of: Any) -> None:
    program = program_of("analyst")
    made = program.upload(PLACE, "dorp.json", village_file())
    assert made.status_code == 201, made.data
    assert (made.data["links"], made.data["vehicles"], made.data["exitIds"]) == (3, 1000.0, ["brug", "dijk"])
    assert program.get(f"{PLACE}/{made.data['id']}").data["places"] == [
        {"id": "dorp", "name": "dorp", "vehicles": 1000.0, "people": None}
    ]
    wrong = program.upload(PLACE, "dorp.json", village_file(exits=["x"], jam=-1))
    assert wrong.status_code == 400
    assert len(wrong.data["errors"]) == 2
    assert program.delete(f"{PLACE}/{made.data['id']}").status_code == 204
    assert program.get(PLACE).data == []
    assert program_of("reader").upload(PLACE, "dorp.json", village_file()).status_code == 403


def test_an_example_is_taken_up(scored: Round, program_of: Any) -> None:
    program = program_of("analyst")
    names = [one["name"] for one in program.get("/evacuation-examples").data]
    made = program.post(f"{PLACE}/examples", {"example": names[0]})
    assert made.status_code == 201
    assert made.data["example"] == names[0]
    assert all(zone["people"] > 0 for zone in made.data["places"])
    assert program.post(f"{PLACE}/examples", {"example": "nergens"}).status_code == 409


def test_areas_and_the_decision(scored: Round, program_of: Any) -> None:
    program = program_of("analyst")
    areas = {area["number"]: area for area in program.get("/flood-areas").data}
    assert len(areas) > 50
    assert areas["29"]["name"] == "Walcheren"
    assert program.get(QUESTION).status_code == 404
    text = files("weerbaar").joinpath("data/evacuation/decision/voorbeeld-rivier.yaml").read_text(encoding="utf-8")
    saved = program.put(QUESTION, {"content": text})
    assert saved.status_code == 200, saved.data
    assert saved.data["falseAlarm"] + saved.data["inTime"] <= 1
    assert saved.data["table"]
    assert program.put(QUESTION, {"content": text}).status_code == 409
    assert program.put(QUESTION, {"content": "schema: 1", "version": 1}).status_code == 400
    assert program.get(QUESTION).data["version"] == 1
