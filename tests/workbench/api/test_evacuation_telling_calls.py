# SPDX-License-Identifier: EUPL-1.2
"""What follows from a plan through the API: advice by place, evidence to confirm, a draft of an alert."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
import yaml

from tests.workbench.api.evacuations import PLACE, ROUND, done, flooded
from tests.workbench.evacuation.places import EAST_M, NORTH_M
from weerbaar.workbench.accounts.models import Grant, Role
from weerbaar.workbench.alerts.models import Use
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.evacuation import reading
from weerbaar.workbench.evacuation.models import Network, Plan
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.scoring.models import Panelist

pytestmark = pytest.mark.django_db


@pytest.fixture
def program(scored: Round, program_of: Any) -> Any:
    """The program of an analyst, with a flood and people in the round, and a plan that was worked out."""
    return flooded(program_of("analyst"))


def test_advice_follows_the_flood_and_the_postal_codes(program: Any) -> None:
    table = b"place,zone,name\n4301,dorp,Oost\n4302,dorp,West\n"
    places = program.upload(f"{program.plan}/places", "postcodes.csv", table)
    assert (places.status_code, places.data["facts"]) == (201, {"places": 2})
    asked = f"breachFrom=30&flood={program.flood}&people={program.people}&places={places.data['id']}"
    found = json.loads(program.get(f"{program.plan}/advice?{asked}").content)
    assert [one["place"] for one in found["places"]] == ["4301", "4302"]
    assert {one["water"]["depth_m"] for one in found["places"]} == {2.0}


def test_without_a_flood_advice_is_by_zone_and_knows_no_water(program: Any) -> None:
    asked = "starts=2026-12-01T08:00:00Z&breachFrom=30"
    (zone,) = json.loads(program.get(f"{program.plan}/advice?{asked}").content)["places"]
    assert (zone["place"], zone["action"], zone["water"]) == ("dorp", "leave", None)
    assert zone["starts"] == "2026-12-01T09:00:00+01:00"
    (up,) = json.loads(program.get(f"{program.plan}/advice?{asked}&strategy=vertical").content)["places"]
    assert up["action"] == "up"
    assert Entry.objects.filter(action="evacuation-plan.exported", details__form="advice").count() == 2
    assert program.get(f"{program.plan}/advice?strategy=fly").status_code == 400
    assert program.get(f"{program.plan}/advice?places={program.people}").status_code == 404


def test_evidence_leaves_as_a_file_of_what_is_known(program: Any) -> None:
    scenario = program.get(f"{ROUND}/scenarios").data["items"][0]["id"]
    place = f"{program.plan}/evidence?scenario={scenario}"
    answer = program.get(f"{place}&daysFrom=3&eurFrom=50")
    assert answer.headers["Content-Disposition"].endswith('.yaml"')
    assert "5.1" in {judgement["criterion"] for judgement in yaml.safe_load(answer.content)["judgements"]}
    assert Entry.objects.filter(action="evacuation-plan.exported", details__form="evidence").count() == 1
    wrong = program.get(f"{place}&daysFrom=9&daysTo=3&eurTo=5")
    assert (wrong.status_code, len(wrong.data["errors"])) == (400, 2)
    assert program.get(f"{program.plan}/evidence?scenario=nergens&daysFrom=3").status_code == 404


def test_evidence_is_made_ready_and_confirmed_as_an_import(program: Any, program_of: Any) -> None:
    scenario = program.get(f"{ROUND}/scenarios").data["items"][0]["id"]
    asked = {"scenario": scenario, "daysFrom": 3, "daysTo": 9, "eurFrom": 50, "flood": program.flood}
    asked |= {"people": program.people, "damageMlnFrom": 100}
    assert program_of("reader").post(f"{program.plan}/evidence", asked).status_code == 403
    made = program.post(f"{program.plan}/evidence", asked)
    assert made.status_code == 201, made.data
    assert made.data["name"] == f"evacuatie-{scenario}.zip"
    before = Panelist.objects.count()
    place = f"{ROUND}/imports/{made.data['id']}"
    experts = program.get(place).data["experts"]
    assert [(one["isNew"], one["gone"], one["changed"]) for one in experts] == [(True, 0, 0)]
    taken = program.post(f"{place}/confirmations", {"experts": [experts[0]["expert"]]})
    assert taken.status_code == 200, taken.data
    assert Panelist.objects.count() == before + 1


def test_an_alert_needs_a_study_and_somebody_who_writes_alerts(program: Any) -> None:
    asked = {"action": "leave", "region": "VR20", "status": "exercise", "breachFrom": 30}
    network = Plan.objects.get().network_id
    other = program.post(PLACE, {"network": network, "name": "Niet doorgerekend"}).data["id"]
    assert program.post(f"{PLACE}/{other}/alerts", asked).status_code == 400
    assert program.post(f"{program.plan}/alerts", asked | {"region": "VR26"}).status_code == 400
    assert not Use.objects.exists()


def test_who_writes_alerts_begins_one_for_people_who_leave(program: Any) -> None:
    kept = reading.network_of(Network.objects.get())
    x, y = kept.network.x + EAST_M, kept.network.y + NORTH_M
    placed = replace(kept.network, x=x, y=y, crs="EPSG:28992")
    Network.objects.update(sha256=reading.keep(replace(kept, network=placed)))
    done(program.post(f"{program.plan}/study", None).data["id"])
    asked = {"action": "leave", "region": "VR20", "status": "exercise", "breachFrom": 30}
    assert program.post(f"{program.plan}/alerts", asked).status_code == 403
    Grant.objects.create(user=program.user, role=Role.ALERT_OFFICER)
    assert program.post(f"{program.plan}/alerts", asked | {"action": "up"}).status_code == 400
    made = program.post(f"{program.plan}/alerts", asked)
    assert made.status_code == 201, made.data
    use = Use.objects.get()
    assert made.data == {"use": use.use}
    assert use.draft["status"] == "exercise"
    assert use.draft["area"]["polygons"]
    assert Entry.objects.filter(action="evacuation-plan.alert-drafted", details__use=use.use).count() == 1
