# SPDX-License-Identifier: EUPL-1.2
"""A plan is made in a form that loses nothing, worked out in the background, and read beside the bound."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from weerbaar.workbench.accounts.models import Role
from weerbaar.workbench.evacuation.models import Network, Plan
from weerbaar.workbench.jobs.models import Job
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db


def _address(name: str, plan: Plan | None = None) -> str:
    return reverse(name, kwargs={"round_slug": "proef"} | ({"pk": plan.pk} if plan else {}))


def _form(network: Network, **other: str) -> dict[str, str]:
    return {
        "network": str(network.pk), "version": "0", "name": "Nieuw plan", "routing": "nearest", "demand": "network",
        "bin_min": "10", "level": str(network.level), "season": "winter",
    } | other  # fmt: skip


def test_a_plan_is_made_and_worked_out(browser: Client, network: Network, worked: Callable[[Plan], Job]) -> None:
    assert "Dorp" not in browser.get(_address("evacuation-plan-new")).content.decode().split("<h1>")[1][:40]
    made = browser.post(_address("evacuation-plan-new"), _form(network))
    plan = Plan.objects.get(name="Nieuw plan")
    assert made.headers["Location"] == _address("evacuation-plan", plan)
    assert browser.post(_address("evacuation-compute", plan)).status_code == 302
    assert Job.objects.get().parameters == {"plan": plan.pk}
    assert "in de wachtrij" in browser.get(_address("evacuation-plan", plan)).content.decode()
    worked(plan)
    shown = browser.get(_address("evacuation-plan", plan)).content.decode()
    assert "1.000 voertuigen, ongeveer 2.500 mensen" in shown
    assert "Geen plan sneller dan" in shown
    assert "Per uitgang" in shown
    assert "kan geen plan halen" in shown
    assert f'href="{_address("evacuation-map", plan)}"' in shown


def test_what_was_typed_stays_when_something_is_wrong(browser: Client, network: Network) -> None:
    wrong = _form(
        network, name="Half plan", demand="people", **{"people-0": "veel", "hour": "12"},
        **{"measure-0-kind": "closure", "measure-0-place": "geen-weg", "measure-0-from_h": "twee"},
    )  # fmt: skip
    answer = browser.post(_address("evacuation-plan-new"), wrong)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="veel"' in shown
    assert 'value="geen-weg"' in shown
    assert 'value="twee"' in shown
    assert shown.count("evac-problem--error") == 2
    assert not Plan.objects.exists()
    answer = browser.post(_address("evacuation-plan-new"), wrong | {"people-0": "100", "measure-0-from_h": "2"})
    assert "het net heeft geen weg &#x27;geen-weg&#x27;" in answer.content.decode()


def test_a_change_makes_the_result_stale_and_a_late_one_is_refused(
    browser: Client, plan: Plan, worked: Callable[[Plan], Job]
) -> None:
    worked(plan)
    form = _form(plan.network, version=str(plan.version), name=plan.name, routing="instantaneous", bin_min="5")
    assert (
        browser.post(_address("evacuation-plan-edit", plan), form | {"note": "Alleen de toelichting."}).status_code
        == 302
    )
    assert "sinds deze uitkomst" not in browser.get(_address("evacuation-plan", plan)).content.decode()
    assert browser.post(_address("evacuation-plan-edit", plan), form).status_code == 409
    browser.post(_address("evacuation-plan-edit", plan), form | {"version": "2", "routing": "nearest"})
    assert "sinds deze uitkomst" in browser.get(_address("evacuation-plan", plan)).content.decode()


def test_people_per_zone_leave_in_cars(browser: Client, network: Network, worked: Callable[[Plan], Job]) -> None:
    form = _form(network, demand="people", hour="10", **{"people-0": "2500"})
    browser.post(_address("evacuation-plan-new"), form)
    plan = Plan.objects.get(name="Nieuw plan")
    assert plan.demand == {"people": {"dorp": 2500.0}, "hour": 10.0, "season": "winter"}
    worked(plan)
    assert "iedereen veilig" in browser.get(_address("evacuation-plan", plan)).content.decode()
    assert 'value="2500"' in browser.get(_address("evacuation-plan-edit", plan)).content.decode()


def test_who_only_reads_changes_nothing(client_of: Callable[..., Client], plan: Plan, round_: Round) -> None:
    reader: Any = client_of(Role.READER, round_)
    page = reader.get(_address("evacuation-plan", plan)).content.decode()
    assert "Doorrekenen" not in page
    assert "Plan verwijderen" not in page
    for name in ("evacuation-compute", "evacuation-plan-edit", "evacuation-plan-remove", "evacuation-what-if"):
        assert reader.post(_address(name, plan)).status_code == 403


def test_a_plan_above_the_clearance_is_not_there(
    browser: Client, client_of: Callable[..., Client], plan: Plan, round_: Round
) -> None:
    Plan.objects.get(pk=plan.pk).change(1, level=3)
    reader: Any = client_of(Role.READER, round_)
    assert reader.get(_address("evacuation-plan", plan)).status_code == 404
    assert plan.name not in reader.get(_address("evacuation")).content.decode()


def test_a_plan_is_removed(browser: Client, plan: Plan) -> None:
    assert browser.post(_address("evacuation-plan-remove", plan), {"version": "7"}).status_code == 409
    browser.post(_address("evacuation-plan-remove", plan), {"version": "1"})
    assert browser.get(_address("evacuation-plan", plan)).status_code == 404
