# SPDX-License-Identifier: EUPL-1.2
"""The decision sheet of a plan leaves as a file, with what was worked out and nothing that is stale."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import HttpRequest
from django.test import Client
from django.utils import translation

from weerbaar.workbench.accounts.models import Role
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.evacuation import aid_verbs
from weerbaar.workbench.evacuation.models import Plan, Question
from weerbaar.workbench.evacuation.sheet_views import sheet_of
from weerbaar.workbench.jobs.models import Job
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db
SHEET = "/rondes/proef/evacuatie/plannen/{}/beslisblad/{}"


def test_the_sheet_is_taken_along_in_two_forms_once_the_plan_was_worked_out(
    browser: Client, plan: Plan, round_: Round, question: str, worked: Callable[[Plan], Job],
    client_of: Callable[..., Client],
) -> None:  # fmt: skip
    Question.objects.create(round=round_, content=question)
    assert browser.get(SHEET.format(plan.pk, "pdf")).status_code == 404
    worked(plan)
    pdf = browser.get(SHEET.format(plan.pk, "pdf"))
    assert pdf.content.startswith(b"%PDF")
    assert pdf["Content-Disposition"] == f'attachment; filename="beslisblad-{plan.pk}.pdf"'
    html = browser.get(SHEET.format(plan.pk, "html"))
    assert html["Content-Type"] == "text/html; charset=utf-8"
    assert "Dreigend hoogwater op de IJssel" in html.content.decode()
    assert browser.get(SHEET.format(plan.pk, "docx")).status_code == 404
    assert client_of(Role.READER, round_).get(SHEET.format(plan.pk, "pdf")).status_code == 403
    taken = Entry.objects.filter(action="evacuation-plan.exported").order_by("sequence")
    assert [entry.details["form"] for entry in taken] == [f"beslisblad-{plan.pk}.pdf", f"beslisblad-{plan.pk}.html"]


def test_a_question_that_cannot_be_read_any_more_is_told(
    browser: Client, plan: Plan, round_: Round, question: str, worked: Callable[[Plan], Job]
) -> None:
    worked(plan)
    Question.objects.create(round=round_, content=question.replace("people: 104371", "people: veel"))
    answer = browser.get(SHEET.format(plan.pk, "html"))
    assert answer.status_code == 422
    assert "people" in answer.content.decode()
    assert not Entry.objects.filter(action="evacuation-plan.exported").exists()


def test_order_and_division_stand_on_the_sheet_until_what_goes_into_them_changes(
    town: Plan, request_: HttpRequest, round_: Round, worked: Callable[[Plan], Job], made: Callable[[Job], Job],
    fleet: str,
) -> None:  # fmt: skip
    worked(town)

    def says(*texts: str) -> list[bool]:
        sheet = sheet_of(request_, town, "html").decode()
        return [text in sheet for text in texts]

    first, water, collected = "op tijd weg</li>", "3,0 uur", "één voertuig meer, bus"
    assert says(first, water, collected) == [False, False, False]
    aid_verbs.save_threat(request_, round_, town, before_h=3.0, risk=0.1, zones={})
    aid_verbs.save_fleet(request_, round_, town, content=fleet)
    made(aid_verbs.ask_order(request_, round_, town, before_h=1.0))
    made(aid_verbs.ask_means(request_, round_, town))
    assert says(first, water, collected) == [True, True, True]
    aid_verbs.save_fleet(request_, round_, town, content=fleet.replace("number: 2", "number: 3"), version=1)
    assert says(first, water, collected) == [True, True, False]
    aid_verbs.save_threat(request_, round_, town, before_h=3.0, risk=0.2, zones={}, version=1)
    assert says(first, water, collected) == [False, True, False]
    with translation.override("en"):
        assert says("Decision sheet on evacuation", "3.0 h") == [True, True]
