# SPDX-License-Identifier: EUPL-1.2
"""Advice and evidence on their pages, and a draft of an alert for who may write it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from weerbaar.workbench.accounts.models import Grant, Role
from weerbaar.workbench.alerts.models import Use
from weerbaar.workbench.evacuation import reading
from weerbaar.workbench.evacuation.models import Network, Plan
from weerbaar.workbench.jobs.models import Job
from weerbaar.workbench.library.models import Scenario

pytestmark = pytest.mark.django_db


def _address(plan: Plan, part: str) -> str:
    return f"/rondes/proef/evacuatie/plannen/{plan.pk}/{part}"


def test_advice_by_place(browser: Client, plan: Plan, worked: Callable[[Plan], Job]) -> None:
    assert "Reken het plan eerst door." in browser.get(_address(plan, "advies/")).content.decode()
    worked(plan)
    shown = browser.get(_address(plan, "advies/?starts=2026-12-01T09:00&breach_from=30")).content.decode()
    assert "1 plaats<" in shown
    assert 'badge">vertrekken' in shown
    assert "Concept voor een NL-Alert" not in shown
    wrong = browser.get(_address(plan, "advies/?starts=nu"))
    assert wrong.status_code == 422
    assert "geef een datum en een tijd" in wrong.content.decode()


def test_an_alert_is_begun_by_who_writes_alerts(browser: Client, plan: Plan, worked: Callable[[Plan], Job]) -> None:
    worked(plan)
    Grant.objects.create(user=browser.user, role=Role.ALERT_OFFICER)  # type: ignore[attr-defined]
    nowhere = browser.get(_address(plan, "advies/"))
    assert nowhere.status_code == 200
    assert "kan hier niet worden gemaakt" in nowhere.content.decode()
    Grant.objects.filter(user=browser.user, role=Role.ALERT_OFFICER).delete()  # type: ignore[attr-defined]
    network = reading.network_of(plan.network).network
    placed = replace(network, x=network.x + 30_000, y=network.y + 390_000, crs="EPSG:28992")
    Network.objects.filter(pk=plan.network_id).update(
        sha256=reading.keep(replace(reading.network_of(plan.network), network=placed))
    )
    plan.refresh_from_db()
    worked(plan)
    asked: dict[str, Any] = {"action": "leave", "region": "NL", "status": "exercise", "breach_from": "30"}
    assert browser.post(_address(plan, "nl-alert"), asked).status_code == 403
    Grant.objects.create(user=browser.user, role=Role.ALERT_OFFICER)  # type: ignore[attr-defined]
    assert "Concept voor een NL-Alert" in browser.get(_address(plan, "advies/?breach_from=30")).content.decode()
    made = browser.post(_address(plan, "nl-alert"), asked)
    use = Use.objects.get()
    assert use.use in made.headers["Location"]
    assert use.draft["status"] == "exercise"
    assert use.draft["area"]["polygons"]
    assert browser.post(_address(plan, "nl-alert"), asked | {"action": "up"}).status_code == 422
    assert Use.objects.count() == 1


def test_evidence_as_a_file(browser: Client, plan: Plan, worked: Callable[[Plan], Job]) -> None:
    worked(plan)
    scenario = Scenario.objects.filter(round=plan.round).order_by("slug")[0].slug
    query = f"?scenario={scenario}&days_from=3&days_to=9&eur_from=50&eur_to=90"
    shown = browser.get(_address(plan, f"onderbouwing/{query}")).content.decode()
    assert "Beantwoord" in shown
    file = browser.get(_address(plan, f"onderbouwing/{query}&bestand=1"))
    assert file.headers["Content-Disposition"].endswith('.yaml"')
    assert b"judgements:" in file.content
    wrong = browser.get(_address(plan, f"onderbouwing/{query}&days_to=x"))
    assert wrong.status_code == 422
