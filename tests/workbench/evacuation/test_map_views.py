# SPDX-License-Identifier: EUPL-1.2
"""The page with the map, its data and its drawing: what they show, to whom, and what is not sent twice."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client

from tests.workbench.evacuation.places import VEHICLES
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import Role, User
from weerbaar.workbench.evacuation import reading, verbs
from weerbaar.workbench.evacuation.models import Network, Plan
from weerbaar.workbench.jobs.models import Job
from weerbaar.workbench.rounds.models import Round

ClientOf = Callable[..., Client]
Asking = Callable[[User], HttpRequest]
Worked = Callable[[Plan], Job]


@pytest.fixture
def played(plan: Plan, worked: Worked) -> Plan:
    """The plan of the village, worked out."""
    worked(plan)
    return plan


def _address(plan: Plan, rest: str = "") -> str:
    return f"/rondes/{plan.round.slug}/evacuatie/plannen/{plan.pk}/kaart/{rest}"


def test_the_page_says_an_hour_without_script(played: Plan, client_of: ClientOf) -> None:
    client = client_of(Role.READER, played.round)
    page = client.get(_address(played), {"uur": "0,5"})
    text = page.content.decode()
    assert page.status_code == 200
    moment = page.context["shown"][0]["moment"]
    assert moment.hours == 0.5
    assert moment.out + moment.road + moment.waiting + moment.home == pytest.approx(VEHICLES * 2.5, abs=2)
    assert "Drukste wegen, 0,50 uur na het begin" in text
    assert "dorp → brug" in text
    assert f'src="{_address(played, "tekening")}?uur=0.5"' in text
    # Who may not make plans gets no button for it.
    assert "wat-als" not in text.replace("Wegen en wat-als", "")
    assert " style=" not in text.split("<main")[1]


@pytest.mark.parametrize("given", ["", "nan", "-1", "morgen", "9" * 30])
def test_what_is_no_hour_gives_the_busiest(played: Plan, client_of: ClientOf, given: str) -> None:
    page = client_of(Role.READER, played.round).get(_address(played), {"uur": given})
    moment = page.context["shown"][0]["moment"]
    assert page.status_code == 200
    assert moment.road > 0


def test_who_makes_plans_can_ask_what_if(played: Plan, analyst: User, client_of: ClientOf) -> None:
    text = client_of(analyst).get(_address(played)).content.decode()
    assert f'action="/rondes/{played.round.slug}/evacuatie/plannen/{played.pk}/wat-als"' in text
    assert 'name="kind" value="contraflow"' in text


def test_the_data_are_sent_once(played: Plan, client_of: ClientOf) -> None:
    client = client_of(Role.READER, played.round)
    answer = client.get(_address(played, "gegevens"))
    data = json.loads(answer.content)
    assert data["name"] == "dorp"
    assert data["people"]["total"] == VEHICLES * 2.5
    again = client.get(_address(played, "gegevens"), headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_plan_beside_another(
    played: Plan, analyst: User, asking: Asking, worked: Worked, client_of: ClientOf
) -> None:
    given: dict[str, Any] = {"network": played.network, "name": "Verspreid", "routing": "equilibrium"}
    other = verbs.save_plan(asking(analyst), played.round, **given)
    worked(other)
    client = client_of(Role.READER, played.round)
    page = client.get(_address(played), {"naast": other.pk})
    assert [one["plan"].name for one in page.context["shown"]] == ["Dorp uit", "Verspreid"]
    assert f'<option value="{other.pk}" selected>' in page.content.decode()
    etags = {client.get(_address(one, "gegevens"))["ETag"] for one in (played, other)}
    assert len(etags) == 2


@pytest.mark.parametrize(("beside", "status"), [("987654", 404), ("x", 404), ("", 200)])
def test_a_plan_that_is_not_there_is_not_put_beside_it(
    played: Plan, client_of: ClientOf, beside: str, status: int
) -> None:
    assert client_of(Role.READER, played.round).get(_address(played), {"naast": beside}).status_code == status


def test_the_drawing_of_an_hour(played: Plan, client_of: ClientOf) -> None:
    client = client_of(Role.READER, played.round)
    wide, narrow = (client.get(_address(played, "tekening"), {"uur": "1", "breedte": w}) for w in ("", "smal"))
    assert wide["Content-Type"] == "image/svg+xml"
    assert wide.content.startswith(b"<svg")
    assert b'width="360"' in narrow.content[:400]
    again = client.get(_address(played, "tekening"), {"uur": "1"}, headers={"If-None-Match": wide["ETag"]})
    assert again.status_code == 304
    assert client.get(_address(played, "tekening"), {"uur": "x"}).status_code == 404


def test_a_plan_that_was_not_worked_out_says_so(plan: Plan, client_of: ClientOf) -> None:
    client = client_of(Role.READER, plan.round)
    assert "«Dorp uit» is nog niet doorgerekend." in client.get(_address(plan)).content.decode()
    for rest in ("gegevens", "tekening?uur=1"):
        assert client.get(_address(plan, rest)).status_code == 404


def test_what_is_confidential_is_not_there_for_others(
    analyst: User, round_: Round, network: Network, asking: Asking, worked: Worked, client_of: ClientOf
) -> None:
    analyst.clearance = Level.DEPARTMENTAL
    analyst.save()
    given: dict[str, Any] = {"network": network, "name": "Stil", "level": Level.DEPARTMENTAL}
    plan = verbs.save_plan(asking(analyst), round_, **given)
    worked(plan)
    outsider, insider = client_of(Role.READER, round_, clearance=Level.OPEN), client_of(analyst)
    for rest in ("", "gegevens", "tekening?uur=1"):
        assert outsider.get(_address(plan, rest)).status_code == 404
        assert insider.get(_address(plan, rest)).status_code == 200


def test_a_network_without_coordinates_says_so(
    analyst: User, round_: Round, network: Network, plan: Plan, worked: Worked, client_of: ClientOf
) -> None:
    kept = reading.network_of(network)
    nowhere = replace(kept, network=replace(kept.network, x=kept.network.x * math.nan))
    Network.objects.filter(pk=network.pk).update(sha256=reading.keep(nowhere))
    plan.refresh_from_db()
    worked(plan)
    client = client_of(Role.READER, round_)
    assert "heeft geen coördinaten en kan niet op een kaart." in client.get(_address(plan)).content.decode()
    for rest in ("gegevens", "tekening?uur=1"):
        assert client.get(_address(plan, rest)).status_code == 404


def test_the_land_under_it(played: Plan, client_of: ClientOf) -> None:
    client = client_of(Role.READER, played.round)
    address = f"/rondes/{played.round.slug}/evacuatie/land"
    answer = client.get(address)
    assert json.loads(answer.content)["features"][0]["properties"]["kind"] in ("country", "region")
    assert client.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304
