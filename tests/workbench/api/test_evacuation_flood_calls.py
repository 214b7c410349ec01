# SPDX-License-Identifier: EUPL-1.2
"""Floods and people through the API, and the victims that follow from a plan with them."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.workbench.api.evacuations import ROUND, flooded
from tests.workbench.api.programs import BASE
from tests.workbench.evacuation.places import flood_file
from weerbaar.workbench.evacuation import reading_process
from weerbaar.workbench.jobs.models import Job
from weerbaar.workbench.jobs.runner import run_now
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db
VICTIMS = "calledFrom=0&shelteredPctFrom=20&shelteredPctTo=40&shelterRiskPctFrom=5&roadRiskFrom=1&roadRiskTo=2"


@pytest.fixture
def program(scored: Round, program_of: Any) -> Any:
    """The program of an analyst, with a flood and people in the round, and a plan that was worked out."""
    return flooded(program_of("analyst"))


def test_a_flood_says_who_gets_water_by_zone(program: Any) -> None:
    kinds = [one["kind"] for one in program.get(f"{ROUND}/evacuation-inputs").data]
    assert kinds == ["flood", "people"]
    assert len(program.get(f"{ROUND}/evacuation-inputs?kind=people").data) == 1
    place = f"{ROUND}/evacuation-floods/{program.flood}"
    found = program.get(f"{place}?people={program.people}").data
    (zone,) = found["zones"]
    assert (zone["zone"], zone["flooded"], zone["dry"], zone["unknown"]) == ("dorp", 2000.0, 0.0, 500.0)
    assert zone["firstH"] == pytest.approx(0.1)
    assert dict(zip(found["depthClassesM"], zone["byDepth"], strict=True))[2.0] == 2000.0
    assert program.get(place).status_code == 400
    assert program.get(f"{place}?people={program.flood}").status_code == 404
    assert program.delete(f"{ROUND}/evacuation-inputs/{program.flood}").status_code == 204
    assert program.get(place).status_code == 404


def test_a_raster_for_each_layer_and_its_units(program: Any) -> None:
    files = {name: SimpleUploadedFile(f"{name}.tif", b"II*\0") for name in ("given", "arrival")}
    answer = program.client.post(f"{BASE}{ROUND}/evacuation-floods?arrivalUnit=h", files, headers=program.headers)
    assert answer.status_code == 400
    assert "given.tif" in answer.content.decode()
    example = program.post(f"{ROUND}/evacuation-floods/examples", None)
    assert (example.status_code, example.data["facts"]["made_up"]) == (201, True)


def test_a_flood_that_takes_long_is_read_as_a_computation(program: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_process, "QUICK_S", 0.0)
    asked = program.upload(f"{ROUND}/evacuation-floods?name=Groot", "water.csv", flood_file() + b"\n" * 1_000_000)
    assert (asked.status_code, asked.data["kind"]) == (202, "evacuation-reading")
    run_now(Job.objects.get(kind="evacuation-reading"))
    done = program.get(f"{ROUND}/evacuation-readings/{asked.data['id']}").data
    assert done["network"] is None
    names = {one["id"]: one["name"] for one in program.get(f"{ROUND}/evacuation-inputs?kind=flood").data}
    assert names[done["input"]] == "Groot"


def test_victims_and_needs_come_with_their_spread(program: Any) -> None:
    place = f"{program.plan}/water?water=river&flood={program.flood}&people={program.people}"
    less = program.get(place).data
    assert less["victims"] is None
    assert [row["decidedH"] for row in less["afterDecision"]] == [12, 24, 48, 72, 96]
    assert less["expected"]["low"] <= less["expected"]["mean"] <= less["expected"]["high"]
    more = program.get(f"{place}&{VICTIMS}&cutOffPct=10&needsDaysFrom=2&needsDaysTo=4").data
    assert more["victims"]["affected"] == 2000.0
    assert more["victims"]["deathsHigh"]["mean"] >= more["victims"]["deathsLow"]["mean"] > 0
    assert more["needs"]["personDays"]["mean"] >= 2 * more["needs"]["people"]["low"]
    assert program.get(f"{place}&calledTo=3").status_code == 400


def test_a_mapping_that_is_none_is_refused(program: Any) -> None:
    wrong = program.upload(f"{ROUND}/evacuation-mappings", "eigen.yaml", b"schema: 1\nmethods: x")
    assert wrong.status_code == 400
    assert program.get(f"{ROUND}/evacuation-inputs?kind=mapping").data == []
