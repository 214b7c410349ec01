# SPDX-License-Identifier: EUPL-1.2
"""What threatens zones is typed or sent as a table, and the order in which they leave follows."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import Client

from weerbaar.workbench.accounts.models import Role
from weerbaar.workbench.evacuation import aid_verbs
from weerbaar.workbench.evacuation.models import InputFile, Plan, Threat
from weerbaar.workbench.jobs.models import Job
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db
PLAN = "/rondes/proef/evacuatie/plannen/{}/"


def test_a_threat_is_typed_and_comes_back_as_it_was(browser: Client, town: Plan) -> None:
    place = f"{PLAN.format(town.pk)}dreiging/"
    sent = {"version": "0", "before_h": "12,5", "risk": "0,01", "hour-1": "6", "risk-1": "", "hour-0": "", "risk-0": ""}
    assert browser.post(place, sent).status_code == 302
    threat = Threat.objects.get(plan=town)
    assert (threat.before_h, threat.risk) == (12.5, 0.01)
    assert threat.zones == {"dijk": {"before_h": 6.0, "risk": None}}
    assert browser.get(place).context["typed"]["before_h"] == "12,5"
    assert browser.post(place, sent).status_code == 409
    wrong = browser.post(place, {"version": "1", "before_h": "nooit", "risk": "2", "hour-0": "-1"})
    assert wrong.status_code == 422
    assert {problem.field for problem in wrong.context["problems"]} == {"before_h", "risk", "hour-0"}


def test_a_table_takes_the_place_of_what_was_typed(browser: Client, town: Plan) -> None:
    place = f"{PLAN.format(town.pk)}dreiging/"
    table = SimpleUploadedFile("dreiging.csv", b"zone;before_h;risk\ndorp;10,5;0,02\ndijk;4;0,3\n")
    assert browser.post(place, {"version": "0", "hour-0": "99", "file": table}).status_code == 302
    assert Threat.objects.get(plan=town).zones["dorp"] == {"before_h": 10.5, "risk": 0.02}
    table = SimpleUploadedFile("dreiging.csv", b"zone;before_h\nelders;3\n")
    wrong = browser.post(place, {"version": "1", "file": table})
    assert wrong.status_code == 422
    assert "regel 2" in wrong.content.decode()


def test_the_order_says_what_is_missing_and_then_who_goes_first(
    browser: Client, town: Plan, request_: HttpRequest, round_: Round, made: Callable[[Job], Job],
    client_of: Callable[..., Client],
) -> None:  # fmt: skip
    place = f"{PLAN.format(town.pk)}volgorde/"
    assert "Naar de dreiging" in browser.get(place).content.decode()
    aid_verbs.save_threat(request_, round_, town, before_h=1.0, risk=None, zones={"dijk": {"before_h": 0.5, "risk": 1}})
    assert browser.get(place).context["before_h"] == "0,5"
    wrong = browser.post(f"{place}vragen", {"before_h": "1"})
    assert wrong.status_code == 422
    assert "dorp" in wrong.content.decode()
    aid_verbs.save_threat(request_, round_, town, before_h=1.0, risk=0.1, zones={}, version=1)
    assert browser.post(f"{place}vragen", {"before_h": "0"}).status_code == 422
    assert browser.post(f"{place}vragen", {"before_h": "1"}).status_code == 302
    made(Job.objects.get(kind="evacuation-order"))
    result = browser.get(place).context["result"]
    assert [(row["place"], row["name"]) for row in result["rows"]] == [("1–2", "dorp"), ("1–2", "dijk")]
    assert "even dringend" in browser.get(place).content.decode()
    data = json.loads(browser.get(f"{place}bestand").content)
    assert data["before_h"] == 1.0
    assert data["in_time"] <= data["vehicles"]
    reader = client_of(Role.READER, round_)
    assert reader.get(place).status_code == 200
    assert reader.get(f"{place}bestand").status_code == reader.post(f"{place}vragen").status_code == 403


def test_hours_and_chances_come_from_a_flood_to_be_looked_at_first(
    browser: Client, town: Plan, on_map: Callable[[Plan], Plan], flood: InputFile
) -> None:
    from weerbaar.evacuation.flood import mortality

    on_map(town)
    place = f"{PLAN.format(town.pk)}dreiging/"
    shown = browser.get(f"{place}?overstroming={flood.pk}&doorbraak=24")
    typed = shown.context["typed"]
    assert typed["hour-0"] == "30"
    share = mortality(2.0, 0.2 / 3600, 0.1)
    assert float(typed["risk-0"].replace(",", ".")) == pytest.approx((share.low + share.high) / 2, rel=0.01)
    assert "nog niet bewaard" in shown.content.decode()
    assert not Threat.objects.exists()
    assert browser.get(f"{place}?overstroming={flood.pk}").status_code == 422
    assert browser.get(f"{place}?overstroming=999&doorbraak=24").status_code == 404
