# SPDX-License-Identifier: EUPL-1.2
"""Road networks, threatened areas and the decision through the API."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.workbench.api.programs import BASE
from tests.workbench.evacuation.networks import EXITS, OSM, ZONES
from tests.workbench.evacuation.places import village_file
from weerbaar.workbench.evacuation import reading, reading_process
from weerbaar.workbench.evacuation.models import Network
from weerbaar.workbench.jobs.models import Job
from weerbaar.workbench.jobs.runner import run_now
from weerbaar.workbench.library.attachment_store import place_of
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db
PLACE = "/rounds/open/evacuation-networks"
READINGS = "/rounds/open/evacuation-readings"
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


def test_a_network_that_takes_long_is_read_as_a_computation(
    scored: Round, program_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_process, "QUICK_S", 0.0)
    program = program_of("analyst")
    asked = program.upload(f"{PLACE}?reachable=true", "dorp.json", village_file() + b" " * 1_000_000)
    assert (asked.status_code, asked.data["state"], asked.data["kind"]) == (202, "queued", "evacuation-reading")
    place = f"{READINGS}/{asked.data['id']}"
    waits = program.get(place).data
    assert (waits["file"], waits["job"]["state"], waits["network"], waits["input"]) == (
        "dorp.json",
        "queued",
        None,
        None,
    )
    run_now(Job.objects.get())
    done = program.get(place).data
    assert (done["job"]["state"], done["input"]) == ("done", None)
    assert program.get(f"{PLACE}/{done['network']}").data["links"] == 3
    other = program.upload(PLACE, "dorp.json", village_file() + b" " * 1_000_001).data
    assert program_of("reader").delete(f"{READINGS}/{other['id']}").status_code == 403
    assert program.delete(f"{READINGS}/{other['id']}").data["job"]["state"] == "cancelled"
    assert len(program.get(PLACE).data) == 1
    assert program.get(f"{READINGS}/999").status_code == 404


def test_a_file_of_roads_with_the_tables_beside_it(scored: Round, program_of: Any) -> None:
    program = program_of("analyst")
    asked = f"{BASE}{PLACE}?layout=osm&simplified=true"
    files = {
        "given": SimpleUploadedFile("kaart.osm", OSM.encode()),
        "zones": SimpleUploadedFile("z.csv", ZONES),
        "exit_places": SimpleUploadedFile("u.csv", EXITS),
    }
    answer = program.client.post(asked, files, headers=program.headers)
    made = json.loads(answer.content)
    assert answer.status_code == 201, made
    assert (made["links"], made["places"][0]["people"]) == (2, 1200.0)
    assert any("4 wegen werden er 2" in str(problem) for problem in made["problems"])


def test_a_simplified_network_stands_beside_the_other(scored: Round, program_of: Any) -> None:
    program = program_of("analyst")
    made = program.upload(PLACE, "dorp.json", village_file()).data
    smaller = program.post(f"{PLACE}/{made['id']}/simplifications", {})
    assert smaller.status_code == 201
    assert smaller.data["links"] == 3
    assert smaller.data["vehicles"] == 1000.0
    assert program_of("reader").post(f"{PLACE}/{made['id']}/simplifications", {}).status_code == 403


def test_a_damaged_network_is_a_problem_that_says_what_to_do(scored: Round, program_of: Any) -> None:
    program = program_of("analyst")
    made = program.upload(PLACE, "dorp.json", village_file()).data
    place_of(Network.objects.get(pk=made["id"]).sha256).write_bytes(b"weg")
    reading._of_sha.cache_clear()
    answer = program.get(f"{PLACE}/{made['id']}")
    assert answer.status_code == 409
    assert "een back-up kan het terughalen" in answer.data["detail"]


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
