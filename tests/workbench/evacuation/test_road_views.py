# SPDX-License-Identifier: EUPL-1.2
"""Roads are searched, and what-if makes a variant with one button."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.http import HttpRequest
from django.test import Client

from tests.workbench.evacuation.places import crossing
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.evacuation import verbs
from weerbaar.workbench.evacuation.models import Plan
from weerbaar.workbench.evacuation.road_views import RoadRows
from weerbaar.workbench.jobs.models import Job
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db


def test_roads_by_what_passed(plan: Plan, worked: Callable[[Plan], Job]) -> None:
    assert [row["passed_veh"] for row in RoadRows(plan)] == [None] * 3
    worked(plan)
    rows = {row["link"]: row for row in RoadRows(plan)}
    out = rows["1"]["passed_veh"] + rows["3"]["passed_veh"]
    assert out == pytest.approx(1000, abs=0.5)
    assert rows["1"]["has_opposite"]
    assert not rows["3"]["has_opposite"]
    assert [row["link"] for row in RoadRows(plan, "DIJK dorp")] == ["3"]


def test_the_roads_that_decide_come_first(
    round_: Round, analyst: User, asking: Callable[[User], HttpRequest], worked: Callable[[Plan], Job]
) -> None:
    content = json.dumps(crossing(exits=["brug"])).encode()
    network = verbs.add_network(asking(analyst), round_, name="dorp.json", content=content)
    plan = verbs.save_plan(asking(analyst), round_, network=network, name="Nu", bin_min=5)
    worked(plan)
    rows = list(RoadRows(plan))
    assert [row["decides"] for row in rows] == [1, None, None]
    assert rows[0]["link"] == "1"


def test_a_page_gathers_only_its_own_roads(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(RoadRows, "_row", lambda self, link: asked.append(link) or {})
    assert len(RoadRows(plan)[:2]) == 2
    assert asked == [2, 0]


def test_what_if_from_the_table(browser: Client, plan: Plan) -> None:
    address = f"/rondes/proef/evacuatie/plannen/{plan.pk}"
    shown = browser.get(f"{address}/wegen/?zoek=brug").content.decode()
    assert "2 wegen" in shown
    assert shown.count('value="contraflow"') == 2
    made = browser.post(f"{address}/wat-als", {"kind": "closure", "link": "3"})
    variant = Plan.objects.get(based_on=plan)
    assert made.headers["Location"] == f"/rondes/proef/evacuatie/plannen/{variant.pk}/"
    assert Job.objects.get().parameters == {"plan": variant.pk}
    assert "weg dicht: dorp → dijk" in browser.get(made.headers["Location"]).content.decode()
    wrong = browser.post(f"{address}/wat-als", {"kind": "closure", "link": "x"})
    assert wrong.status_code == 422
    assert "geen weg" in wrong.content.decode()
    assert "Geen weg heet zo." in browser.get(f"{address}/wegen/?zoek=xyz&blad=9").content.decode()
