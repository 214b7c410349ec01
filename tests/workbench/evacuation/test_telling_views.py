# SPDX-License-Identifier: EUPL-1.2
"""Advice on its page, and a draft of an alert for who may write it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.workbench.evacuation.places import people_file
from weerbaar.alerting.compose import dutch_time
from weerbaar.evacuation.advice import advice_schema
from weerbaar.workbench.accounts.models import Grant, Role
from weerbaar.workbench.alerts.models import Use
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.evacuation import reading
from weerbaar.workbench.evacuation.models import InputFile, Network, Plan
from weerbaar.workbench.jobs.models import Job

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
    assert use.draft["area"]["description"]["nl"] == "dorp"
    head = f"NL-Alert {use.starts.astimezone(dutch_time()):%d-%m-%Y %H:%M}: OEFENING OEFENING. "
    assert use.draft["texts"]["nl"].startswith(head)
    assert use.draft["texts"]["nl"].endswith("Meer informatie van Nationaal Crisiscentrum: nctv.nl.")
    assert browser.post(_address(plan, "nl-alert"), asked | {"action": "up"}).status_code == 422
    assert Use.objects.count() == 1


def test_advice_follows_the_water_of_a_flood(
    browser: Client, plan: Plan, worked: Callable[[Plan], Job], on_map: Callable[[Plan], Plan], flood: InputFile
) -> None:
    worked(on_map(plan))
    asked = {"starts": "2026-12-01T09:00", "breach_from": "0", "flood": str(flood.pk)}
    shown = browser.get(_address(plan, "advies/"), asked).content.decode()
    assert "2 meter" in shown
    assert "vertrekken</span>" in shown
    late = browser.get(_address(plan, "advies/"), asked | {"flood": ""}).content.decode()
    assert "naar boven</span>" in late
    data = browser.get(_address(plan, "advies/"), asked | {"bestand": "1"})
    (place,) = json.loads(data.content)["places"]
    assert place["water"]["first_h_after_breach"] == pytest.approx(6.0)
    assert Entry.objects.filter(action="evacuation-plan.exported", details__form="advice").count() == 1
    jsonschema.validate(json.loads(data.content), advice_schema())


def test_postal_codes_get_advice_and_a_card_each(browser: Client, plan: Plan, worked: Callable[[Plan], Job]) -> None:
    worked(plan)
    table = SimpleUploadedFile("postcodes.csv", b"place;zone;name\n4301;dorp;Oost\n4302;dorp;West\n")
    made = browser.post(_address(plan, "advies/plaatsen"), {"file": table})
    places = InputFile.objects.get()
    assert made.headers["Location"].endswith(f"?places={places.pk}")
    shown = browser.get(_address(plan, "advies/"), {"places": places.pk}).content.decode()
    assert "2 plaatsen<" in shown
    one = browser.get(_address(plan, "advies/"), {"places": places.pk, "zoek": "4301"}).content.decode()
    assert "1 plaats<" in one
    cards = browser.get(_address(plan, "advies/kaarten"), {"places": places.pk}).content.decode()
    assert cards.count('class="card evac-card"') == 2
    assert "Oost (dorp)" in cards
    wrong = SimpleUploadedFile("postcodes.csv", b"place,zone\n1,nergens\n1,dorp\n")
    refused = browser.post(_address(plan, "advies/plaatsen"), {"file": wrong})
    assert (refused.status_code, refused.content.decode().count('class="evac-problem ')) == (422, 2)
    assert InputFile.objects.count() == 1


def test_people_of_other_zones_are_refused(
    browser: Client, plan: Plan, worked: Callable[[Plan], Job], flood: InputFile
) -> None:
    worked(plan)
    table = SimpleUploadedFile("mensen.csv", people_file().replace(b"dorp", b"stad"))
    browser.post("/rondes/proef/evacuatie/overstroming/", {"what": "people", "people": table})
    people = InputFile.objects.get(kind="people")
    answer = browser.get(_address(plan, "advies/"), {"flood": flood.pk, "people": people.pk})
    assert answer.status_code == 422
    assert "geen zone in deze tabel" in answer.content.decode()
