# SPDX-License-Identifier: EUPL-1.2
"""How sure the hours are: asked on the page, shown with its errors, stopped, and taken along as a file."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

import pytest
from django.http import HttpRequest
from django.test import Client

from weerbaar.workbench.accounts.models import Role, User
from weerbaar.workbench.evacuation import aid_verbs
from weerbaar.workbench.evacuation.models import Plan
from weerbaar.workbench.jobs.models import Job
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db
PLACE = "/rondes/proef/evacuatie/plannen/{}/zekerheid/"


def test_an_ensemble_is_asked_and_can_be_stopped(browser: Client, plan: Plan) -> None:
    place = PLACE.format(plan.pk)
    assert browser.post(f"{place}vragen", {"members": "4", "seed": "2"}).status_code == 302
    job = Job.objects.get(kind="evacuation-ensemble")
    assert job.parameters == {"plan": plan.pk, "members": 4, "seed": 2, "uncertainty": ""}
    assert "Stoppen" in browser.get(place).content.decode()
    stop = f"/rondes/proef/evacuatie/plannen/{plan.pk}/stoppen"
    assert browser.post(stop, {"kind": "evacuation-ensemble"}).headers["Location"] == place
    assert "De vorige berekening is gestopt." in browser.get(place).content.decode()
    assert browser.post(stop, {"kind": "assessment"}).status_code == 422


def test_what_was_typed_wrong_stays_and_every_problem_is_told(browser: Client, plan: Plan) -> None:
    answer = browser.post(f"{PLACE.format(plan.pk)}vragen", {"members": "2,5", "seed": "-3", "uncertainty": "a: 1"})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="2,5"' in shown
    assert {"members", "seed", "discipline"} <= {problem.field for problem in answer.context["problems"]}
    assert not Job.objects.exists()


def test_the_page_shows_hours_with_their_errors_beside_the_bound(
    browser: Client,
    plan: Plan,
    request_: HttpRequest,
    round_: Round,
    made: Callable[[Job], Job],
    worked: Callable[[Plan], Job],
    client_of: Callable[..., Client],
) -> None:
    job = made(aid_verbs.ask_ensemble(request_, round_, plan, members=5, seed=3))
    place = PLACE.format(plan.pk)
    assert "De kromme naast de ondergrens komt zodra" in browser.get(place).content.decode()
    worked(plan)
    answer = browser.get(place)
    rows = answer.context["result"]["rows"]
    assert [row["words"].nl for row in rows] == ["de helft veilig", "90% veilig", "99% veilig", "iedereen veilig"]
    assert all(len(row["cells"]) == 3 and "±" in row["cells"][1] for row in rows)
    assert answer.content.decode().count("<svg") >= 2
    data = json.loads(browser.get(f"{place}bestand/json").content)
    assert data["members"] == 5
    assert data["run_record"]["id"] in answer.content.decode()
    table = list(csv.reader(io.StringIO(browser.get(f"{place}bestand/csv").content.decode("utf-8-sig")), delimiter=";"))
    assert len(table) == 6
    assert float(table[1][2].replace(",", ".")) == pytest.approx(data["draws"]["vehicles"][0], abs=0.5)
    assert browser.get(f"{place}bestand/xlsx").status_code == 404
    User.objects.update(language="en")
    assert "How sure the hours are" in browser.get(place).content.decode()
    reader = client_of(Role.READER, round_)
    assert "Draw" not in reader.get(place).content.decode()
    assert reader.get(f"{place}bestand/json").status_code == 403
    assert reader.post(f"{place}vragen", {"members": "2", "seed": "1"}).status_code == 403
    assert job.level == plan.level
