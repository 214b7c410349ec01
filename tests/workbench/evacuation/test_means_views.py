# SPDX-License-Identifier: EUPL-1.2
"""Scarce means are filled in by form or as text, divided, and read as a timetable."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

import pytest
from django.http import HttpRequest
from django.test import Client

from weerbaar.workbench.accounts.models import Role
from weerbaar.workbench.evacuation import aid_verbs
from weerbaar.workbench.evacuation.models import Fleet, Plan
from weerbaar.workbench.evacuation.reading import network_of
from weerbaar.workbench.evacuation.threats import read_fleet
from weerbaar.workbench.jobs.models import Job
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db
PLACE = "/rondes/proef/evacuatie/plannen/{}/middelen/"
FORM = {
    "way": "form",
    "version": "0",
    "name": "oefening",
    "means-0-id": "bussen",
    "means-0-kind": "bus",
    "means-0-number": "2",
    "means-0-place": "brug",
    "means-0-shift_h": "7,5",
    "means-1-id": "",
    "refuge-0-place": "brug",
    "refuge-0-name": "Sporthal",
    "refuge-0-beds": "400",
    "place-0-code": "brug",
    "place-0-node": "brug",
    "police-officers": "4",
}


def test_means_are_filled_in_by_form(browser: Client, town: Plan) -> None:
    place = f"{PLACE.format(town.pk)}wijzigen"
    assert browser.post(place, FORM).status_code == 302
    found = read_fleet(Fleet.objects.get(plan=town).content, network_of(town.network).network)
    assert (found.means[0].shift_h, found.refuges[0].beds) == (7.5, 400)
    assert found.police is not None
    assert found.police.officers == 4
    assert 'value="7,5"' in browser.get(place).content.decode()
    wrong = browser.post(place, {**FORM, "version": "1", "means-0-number": "veel", "refuge-0-place": "maan"})
    assert wrong.status_code == 422
    fields = " ".join(problem.field for problem in wrong.context["problems"])
    assert "number" in fields
    assert 'value="veel"' in wrong.content.decode()
    assert browser.post(place, FORM).status_code == 409


def test_a_text_with_more_than_the_form_holds_stays_a_text(browser: Client, town: Plan, fleet: str) -> None:
    place = f"{PLACE.format(town.pk)}wijzigen"
    more = fleet.replace("number: 2", "number: 2, load_min: 5")
    assert browser.post(place, {"version": "0", "content": more}).status_code == 302
    shown = browser.get(place)
    assert shown.context["form"] is None
    assert "load_min: 5" in shown.content.decode()


def test_the_division_is_read_as_a_timetable(
    browser: Client, town: Plan, request_: HttpRequest, round_: Round, made: Callable[[Job], Job], fleet: str,
    client_of: Callable[..., Client],
) -> None:  # fmt: skip
    place = PLACE.format(town.pk)
    assert "tot welk uur mensen weg kunnen" in browser.get(place).content.decode()
    assert browser.post(f"{place}verdelen").status_code == 422
    aid_verbs.save_fleet(request_, round_, town, content=fleet.replace("oefening", "'=1+1'"))
    aid_verbs.save_threat(request_, round_, town, before_h=1.0, risk=None, zones={})
    assert browser.post(f"{place}verdelen").status_code == 302
    made(Job.objects.get(kind="evacuation-means"))
    answer = browser.get(place)
    result = answer.context["result"]
    assert result["vehicles"]
    assert all(trip["sets_out"].startswith("+") for one in result["vehicles"] for trip in one["trips"])
    assert result["unserved"]
    assert "Welke kruisingen bemand zijn" in answer.content.decode() or "geen verwijsposten" in answer.content.decode()
    data = json.loads(browser.get(f"{place}bestand/json").content)
    table = list(csv.reader(io.StringIO(browser.get(f"{place}bestand/csv").content.decode("utf-8-sig")), delimiter=";"))
    assert len(table) == len(data["trips"]) + 1
    reader = client_of(Role.READER, round_)
    assert reader.get(place).status_code == 200
    assert reader.get(f"{place}wijzigen").status_code == reader.get(f"{place}bestand/csv").status_code == 403
