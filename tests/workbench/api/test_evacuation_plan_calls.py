# SPDX-License-Identifier: EUPL-1.2
"""Evacuation plans through the API: made, worked out, varied, and what follows."""

from __future__ import annotations

from typing import Any

import pytest

from tests.workbench.api.evacuations import PLACE, ROUND, done
from tests.workbench.evacuation.places import village_file
from weerbaar.workbench.evacuation.models import Plan
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db


@pytest.fixture
def program(scored: Round, program_of: Any) -> Any:
    """The program of an analyst, with the village in the round."""
    found = program_of("analyst")
    found.network = found.upload(f"{ROUND}/evacuation-networks", "dorp.json", village_file()).data["id"]
    return found


def test_a_plan_is_made_changed_and_taken_away(program: Any) -> None:
    given = {"network": program.network, "name": "Dorp uit", "measures": [{"kind": "contraflow", "place": "1"}]}
    made = program.post(PLACE, given)
    assert made.status_code == 201, made.data
    assert made.data["measures"][0]["opposite"] == "2"
    assert made.data["measures"][0]["share"] == 0.65
    assert made.data["state"] == "none"
    place = f"{PLACE}/{made.data['id']}"
    changed = program.put(place, given | {"version": 1, "routing": "nearest", "demand": {"people": {"dorp": 900}}})
    assert changed.status_code == 200, changed.data
    assert changed.data["demand"] == {"people": {"dorp": 900.0}, "hour": 12.0, "season": "winter"}
    assert program.put(place, given | {"version": 1}).status_code == 409
    wrong = program.post(PLACE, given | {"measures": [{"kind": "closure", "place": "x"}], "scenario": "nergens"})
    assert wrong.status_code == 400
    assert len(wrong.data["errors"]) == 2
    assert program.delete(f"{place}?version=2").status_code == 204
    assert program.get(PLACE).data == []


def test_measures_by_the_hour_and_weather_for_some_roads(program: Any) -> None:
    measures = [
        {"kind": "metering", "place": "dorp → dijk", "mostVehH": 600, "toH": 1},
        {"kind": "metering-node", "place": "dorp", "mostVehH": 900, "fromH": 1},
        {"kind": "weather", "roads": ["1", "2"], "speed": 0.8},
    ]
    given = {"network": program.network, "name": "Regen", "measures": measures, "capacityDrop": 0.1}
    made = program.post(PLACE, given)
    assert made.status_code == 201, made.data
    assert made.data["measures"][0]["place"] == "3"
    assert made.data["capacityDrop"] == 0.1
    wrong = program.post(PLACE, given | {"measures": [{"kind": "metering", "place": "1"}]})
    assert wrong.status_code == 400
    assert wrong.data["errors"][0]["field"] == "measures[0].most_veh_h"


def test_a_plan_is_worked_out_and_what_follows(program: Any, program_of: Any) -> None:
    plan = program.post(PLACE, {"network": program.network, "name": "Dorp uit", "binMin": 5}).data
    place = f"{PLACE}/{plan['id']}"
    assert program.get(f"{place}/study").status_code == program.get(f"{place}/advice").status_code == 404
    assert program_of("reader").post(f"{place}/study", None).status_code == 403
    asked = program.post(f"{place}/study", None)
    assert (asked.status_code, asked.data["kind"]) == (202, "evacuation-study")
    done(asked.data["id"])
    study = program.get(f"{place}/study")
    assert study.data["vehicles"] == 1000
    assert study.headers["Weerbaar-Stale"] == "false"
    roads = program.get(f"{place}/roads?search=dijk").data
    assert [road["link"] for road in roads["items"]] == ["3"]
    assert roads["items"][0]["passedVeh"] > 0
    advice = program.get(f"{place}/advice?breachFrom=30&starts=2026-12-01T08:00:00Z")
    assert advice.status_code == 200, advice.data
    assert program.get(f"{place}/advice?breachTo=3").status_code == 400
    assert program.get(f"{place}/road-files/geojson").status_code == 400
    assert program.get(f"{place}/course").status_code in (200, 404)
    scenario = program.get(f"{ROUND}/scenarios").data["items"][0]["id"]
    evidence = program.get(f"{place}/evidence?scenario={scenario}&daysFrom=3&eurFrom=50")
    assert evidence.status_code == 200
    assert b"judgements:" in evidence.content
    assert program.get(PLACE).data[0]["state"] == "done"


def test_what_if_gives_a_variant_and_its_computation(program: Any) -> None:
    plan = program.post(PLACE, {"network": program.network, "name": "Dorp uit"}).data
    made = program.post(f"{PLACE}/{plan['id']}/variants", {"kind": "closure", "link": "1"})
    assert made.status_code == 202, made.data
    assert made.data["plan"]["basedOn"] == plan["id"]
    assert made.data["plan"]["state"] == "active"
    assert made.data["job"]["state"] == "queued"
    assert Plan.objects.count() == 2
    assert program.post(f"{PLACE}/{plan['id']}/variants", {"kind": "closure", "link": "x"}).status_code == 409
