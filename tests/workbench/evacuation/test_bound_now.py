# SPDX-License-Identifier: EUPL-1.2
"""What no plan can beat stands on the page of a variant before its study is made."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.http import HttpRequest
from django.test import Client

from tests.workbench.evacuation.places import crossing
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.evacuation import verbs
from weerbaar.workbench.evacuation.bound_now import bound_now
from weerbaar.workbench.evacuation.models import Plan
from weerbaar.workbench.jobs.models import Job
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db


@pytest.fixture
def hurried(round_: Round, analyst: User, asking: Callable[[User], HttpRequest]) -> Plan:
    """All of the village at once: 1,000 vehicles over 900 and 1,800 an hour."""
    content = json.dumps(crossing()).encode()
    network = verbs.add_network(asking(analyst), round_, name="dorp.json", content=content)
    return verbs.save_plan(asking(analyst), round_, network=network, name="Nu", bin_min=5)


def test_the_bound_of_a_closed_road_beside_that_of_the_plan(
    hurried: Plan, analyst: User, asking: Callable[[User], HttpRequest]
) -> None:
    variant, _ = verbs.make_variant(asking(analyst), hurried.round, hurried, kind="closure", link="3")
    found = bound_now(variant)
    assert found is not None
    last = found["rows"][-1]
    # 150 and 250 s of driving, and 1,000 vehicles at 2,700 an hour; over the bridge alone at 900.
    assert (last["before"], last["hours"], last["more"]) == ("0,4 uur", "1,2 uur", "+0,8 uur")
    assert found["roads"] == ["dorp → kruising"]


def test_a_variant_that_nobody_can_leave_says_so(
    hurried: Plan, analyst: User, asking: Callable[[User], HttpRequest]
) -> None:
    first, _ = verbs.make_variant(asking(analyst), hurried.round, hurried, kind="closure", link="3")
    second, _ = verbs.make_variant(asking(analyst), hurried.round, first, kind="closure", link="1")
    found = bound_now(second)
    assert found is not None
    assert "refused" in found


def test_the_page_shows_it_until_the_study_is_there(
    browser: Client, hurried: Plan, worked: Callable[[Plan], Job]
) -> None:
    address = f"/rondes/proef/evacuatie/plannen/{hurried.pk}"
    made = browser.post(f"{address}/wat-als", {"kind": "closure", "link": "3"}).headers["Location"]
    assert "Sneller kan het niet" in browser.get(made).content.decode()
    variant = Plan.objects.get(based_on=hurried)
    assert (variant.name, variant.name_en) == ("Nu: weg dicht: dorp → dijk", "Nu: road closed: dorp → dijk")
    worked(variant)
    shown = browser.get(made).content.decode()
    assert "Sneller kan het niet" not in shown
    assert f"kaart/?naast={hurried.pk}" in shown


def test_a_large_network_waits_for_its_study(hurried: Plan) -> None:
    hurried.network.links = 40_000
    assert bound_now(hurried) is None
