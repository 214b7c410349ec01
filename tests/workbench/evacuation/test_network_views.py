# SPDX-License-Identifier: EUPL-1.2
"""A network is taken up from a file or an example; a wrong file is told with every place."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.workbench.evacuation.places import village_file
from weerbaar.workbench.evacuation.models import Network, Plan

pytestmark = pytest.mark.django_db
NEW = "/rondes/proef/evacuatie/netten/nieuw"


def test_a_file_is_read_and_shown(browser: Client, round_: object) -> None:
    made = browser.post(NEW, {"file": SimpleUploadedFile("dorp.json", village_file()), "level": "1"})
    row = Network.objects.get()
    assert made.headers["Location"] == f"/rondes/proef/evacuatie/netten/{row.pk}/"
    shown = browser.get(made.headers["Location"]).content.decode()
    assert "knopen: 3; wegen: 3; zones: 1; uitgangen: 2" in shown
    assert "1.000 voertuigen, met een vertrekcurve" in shown


def test_a_wrong_file_keeps_what_was_typed(browser: Client, round_: object) -> None:
    wrong = SimpleUploadedFile("dorp.json", village_file(exits=["x"], jam=-1))
    answer = browser.post(NEW, {"file": wrong, "exits": "a b", "level": "1"})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert shown.count("evac-problem--error") == 2
    assert 'value="a b"' in shown
    assert "Kies een bestand of een voorbeeld." in browser.post(NEW, {}).content.decode()
    assert not Network.objects.exists()


def test_an_example_knows_its_people(browser: Client, round_: object) -> None:
    made = browser.post(NEW, {"example": "zeeland"})
    assert "mensen per zone zijn bekend" in browser.get(made.headers["Location"]).content.decode()
    form = browser.get("/rondes/proef/evacuatie/plannen/nieuw").content.decode()
    assert 'id="mensen-0" name="people-0" value="' in form
    assert "zoals het net aangeeft" not in form


def test_a_network_goes_and_its_plan_stays(browser: Client, plan: Plan) -> None:
    browser.post(f"/rondes/proef/evacuatie/netten/{plan.network_id}/verwijderen")
    assert browser.get(f"/rondes/proef/evacuatie/netten/{plan.network_id}/").status_code == 404
    assert browser.get(f"/rondes/proef/evacuatie/plannen/{plan.pk}/").status_code == 200
