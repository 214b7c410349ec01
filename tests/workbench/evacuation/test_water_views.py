# SPDX-License-Identifier: EUPL-1.2
"""Who is out before the breach stands beside what was published; victims only where what they need was given."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from django.http import HttpRequest
from django.test import Client

from weerbaar.workbench.evacuation import aid_verbs, telling
from weerbaar.workbench.evacuation.evidence import Given, evidence_of
from weerbaar.workbench.evacuation.flooding import (
    leaving_of,
)
from weerbaar.workbench.evacuation.models import InputFile, Plan
from weerbaar.workbench.jobs.models import Job

pytestmark = pytest.mark.django_db
ASKED = {
    "water": "river",
    "called_from": "0",
    "sheltered_pct_from": "20",
    "sheltered_pct_to": "40",
    "shelter_risk_pct_from": "5",
    "road_risk_from": "1",
    "road_risk_to": "2",
}
NEEDS = {"cut_off_pct": "10", "needs_days_from": "2", "needs_days_to": "4"}


def _address(plan: Plan) -> str:
    return f"/rondes/proef/evacuatie/plannen/{plan.pk}/water/"


def test_the_share_that_is_out_stands_beside_what_was_published(
    browser: Client, plan: Plan, worked: Callable[[Plan], Job]
) -> None:
    assert "Reken het plan eerst door." in browser.get(_address(plan)).content.decode()
    worked(plan)
    shown = browser.get(f"{_address(plan)}?water=river").content.decode()
    assert "Naar verwachting is" in shown
    assert "rivieren" in shown
    assert "60%–80%" in shown
    assert shown.count("<svg") >= 2
    assert "Kies een overstroming" in shown


def test_victims_are_worked_out_of_what_was_given(
    browser: Client, plan: Plan, worked: Callable[[Plan], Job], on_map: Callable[[Plan], Plan], flood: InputFile
) -> None:
    worked(on_map(plan))
    address = f"{_address(plan)}?flood={flood.pk}"
    assert "ontbreekt nog: uren van de oproep" in browser.get(address).content.decode()
    shown = browser.get(f"{address}&{urlencode(ASKED | NEEDS)}").content.decode()
    assert "Verwachte doden" in shown
    assert "Persoonsdagen zonder eerste levensbehoeften" in shown
    wrong = browser.get(f"{address}&called_from=x&sheltered_pct_from=200&water=zee")
    assert wrong.status_code == 422
    assert wrong.content.decode().count('class="evac-problem ') == 3


def test_an_ensemble_of_the_plan_carries_what_is_not_known_of_people_into_the_share(
    browser: Client,
    plan: Plan,
    request_: HttpRequest,
    made: Callable[[Job], Job],
    worked: Callable[[Plan], Job],
    on_map: Callable[[Plan], Plan],
    flood: InputFile,
) -> None:
    worked(on_map(plan))
    made(aid_verbs.ask_ensemble(request_, plan.round, plan, members=5, seed=2))
    study = telling.study_of(plan)
    assert study is not None
    leaving = leaving_of(plan, study)
    assert (leaving.members, leaving.curve.n_draws, leaving.evacuated.shape) == (5, 5, (5,))
    shown = browser.get(f"{_address(plan)}?flood={flood.pk}&{urlencode(ASKED | NEEDS)}").content.decode()
    assert "Uit 5 trekkingen" in shown
    assert "Verwachte doden" in shown
    found = evidence_of(plan, study, "overstroming", plan.round.method, ASKED | {"days_from": "3"}, Given(flood))
    assert {"2.1", "5.1"} <= {one.criterion for one in found.judgements}
