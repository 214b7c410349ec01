# SPDX-License-Identifier: EUPL-1.2
"""The question is written here, and the table for the decider follows at once."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import Client

from tests.workbench.evacuation.test_question_form import CSV, SENT
from tests.workbench.evacuation.test_state_tables import STATES
from weerbaar.workbench.accounts.models import Role
from weerbaar.workbench.evacuation import aid_verbs
from weerbaar.workbench.evacuation.models import Plan, Question
from weerbaar.workbench.jobs.models import Job
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db
ADDRESS = "/rondes/proef/evacuatie/besluit/"


def test_the_table_follows_from_the_question(browser: Client, round_: Round, question: str) -> None:
    assert "Hieronder staat een voorbeeld" in browser.get(ADDRESS).content.decode()
    file = SimpleUploadedFile("besluit.yaml", question.encode())
    assert browser.post(ADDRESS, {"version": "0", "file": file, "level": "1"}).status_code == 302
    shown = browser.get(ADDRESS).content.decode()
    assert "Op dit moment, als de verwachting dit zegt, doe dat" in shown
    assert shown.count('<th scope="row">') >= 2
    assert "Wat te doen" in shown
    assert shown.count("<svg") >= 2
    assert browser.post(ADDRESS, {"version": "0", "content": question}).status_code == 409


def test_a_wrong_text_stays_in_the_field(browser: Client, round_: Round) -> None:
    answer = browser.post(ADDRESS, {"version": "0", "content": "schema: 1\nname: [\n"})
    assert answer.status_code == 422
    assert "name: [" in answer.content.decode()
    assert "regel" in answer.content.decode()
    assert not Question.objects.exists()


def test_who_reads_sees_the_table_only(client_of: Callable[..., Client], round_: Round, question: str) -> None:
    Question.objects.create(round=round_, content=question)
    reader = client_of(Role.READER, round_)
    shown = reader.get(ADDRESS).content.decode()
    assert "Besluit</th>" in shown
    assert "<textarea" not in shown
    assert reader.post(ADDRESS, {"content": question}).status_code == 403


def test_another_value_of_a_life_is_looked_at_and_not_saved(browser: Client, round_: Round, question: str) -> None:
    Question.objects.create(round=round_, content=question)
    usual = browser.get(ADDRESS).context["answer"]
    other = browser.get(f"{ADDRESS}?leven=0")
    assert other.context["answer"]["false_alarm"] == "0%"
    assert all(not line["acts"] for rule in other.context["answer"]["rules"] for line in rule["lines"])
    assert usual["rules"] != other.context["answer"]["rules"]
    assert Question.objects.get().content == question
    assert "hoort een getal" in browser.get(f"{ADDRESS}?leven=veel").content.decode()


def test_the_question_is_filled_in_by_form(browser: Client, round_: Round) -> None:
    place = f"{ADDRESS}formulier"
    assert 'value="72"' in browser.get(place).content.decode()
    wrong = browser.post(place, SENT | {"version": "0", "moment-0-flood": "0,9"})
    assert wrong.status_code == 422
    assert "past niet bij de andere" in wrong.content.decode()
    assert browser.post(place, SENT | {"version": "0", "level": "0"}).status_code == 302
    answer = browser.get(ADDRESS).context["answer"]
    assert answer["name"] == "Hoogwater"
    assert answer["flood"] == "9,1%"
    assert 'value="0,8 - 0,9"' in browser.get(place).content.decode()
    assert browser.post(place, SENT | {"version": "0"}).status_code == 409


def test_a_forecast_in_three_states_is_filled_in_by_form(browser: Client, round_: Round) -> None:
    place = f"{ADDRESS}formulier"
    assert 'value="rustig"' in browser.get(place).content.decode()
    more = STATES | {"version": "0", "tables": "1", "state-3-name": "voorbij"}
    tables = browser.post(place, more)
    assert tables.status_code == 200
    assert 'name="tables-for" value="3x4"' in tables.content.decode()
    assert 'name="move-1-3-3"' in tables.content.decode()
    assert not Question.objects.exists()
    del more["tables"]
    assert "kijk de tabellen met overgangen na" in browser.post(place, more).content.decode()
    assert browser.post(place, STATES | {"version": "0", "level": "0"}).status_code == 302
    answer = browser.get(ADDRESS).context["answer"]
    # 0.6, 0.3 and 0.1 become 0.5415, 0.27075 and 0.18775 in two steps, of which 0, 5 and 60% flood: 12.6%.
    assert answer["flood"] == "13%"
    assert [row["state"].nl for row in answer["rows"]] == ["rustig", "dreiging", "zeker"] * 3
    assert "<li>zeker: <strong>" in browser.get(ADDRESS).content.decode()
    again = browser.get(place).content.decode()
    assert "zegt meer dan dit formulier" not in again
    assert 'name="move-1-1-2" value="0,15"' in again


def test_what_the_form_cannot_show_is_said_before_it_is_replaced(browser: Client, round_: Round, question: str) -> None:
    Question.objects.create(round=round_, content=question)
    assert "zegt meer dan dit formulier kan tonen" in browser.get(f"{ADDRESS}formulier").content.decode()


def test_members_of_a_forecast_are_kept_with_the_question(browser: Client, round_: Round) -> None:
    sent = SENT | {
        "version": "0", "forecast": "ensemble", "unit": "m3/s", "bounds": "2500;4000", "levels": "3000;6000",
        "probabilities": "0,01;0,9", "csv": SimpleUploadedFile("verwachting.csv", CSV.encode()),
    }  # fmt: skip
    assert browser.post(f"{ADDRESS}formulier", sent).status_code == 302
    assert Question.objects.get().forecast_csv == CSV
    assert "2.500" in browser.get(ADDRESS).content.decode() or "2500" in browser.get(ADDRESS).content.decode()
    del sent["csv"]
    assert browser.post(f"{ADDRESS}formulier", sent | {"version": "1"}).status_code == 302
    assert Question.objects.get().forecast_csv == CSV


def test_the_share_that_gets_away_is_taken_over_from_a_plan(
    browser: Client, plan: Plan, request_: HttpRequest, round_: Round, made: Callable[[Job], Job],
    worked: Callable[[Plan], Job],
) -> None:  # fmt: skip
    sent = {**SENT, "version": "0", "plan": str(plan.pk), "from-plan": "1"}
    wrong = browser.post(f"{ADDRESS}formulier", sent)
    assert wrong.status_code == 422
    worked(plan)
    once = browser.post(f"{ADDRESS}formulier", sent).context["form"].moments
    assert [row["out"] for row in once] == ["1", "1", "1"]
    made(aid_verbs.ask_ensemble(request_, round_, plan, members=4, seed=1))
    quick = sent | {"moment-2-hours": "0,2"}
    row = browser.post(f"{ADDRESS}formulier", quick).context["form"].moments[2]
    low, high = (float(part.replace(",", ".")) for part in row["out"].split(" - "))
    assert 0 < low < high < 1
    assert not Question.objects.exists()


def test_the_decision_is_taken_along(
    browser: Client, round_: Round, question: str, client_of: Callable[..., Client]
) -> None:
    assert browser.get(f"{ADDRESS}bestand").status_code == 404
    Question.objects.create(round=round_, content=question)
    data = json.loads(browser.get(f"{ADDRESS}bestand").content)
    assert data["people"] == 104371
    assert client_of(Role.READER, round_).get(f"{ADDRESS}bestand").status_code == 403
