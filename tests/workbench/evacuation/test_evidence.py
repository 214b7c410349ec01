# SPDX-License-Identifier: EUPL-1.2
"""Evidence takes only what is known, and comes into a round as a draft, for who may take something in there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from weerbaar.base import InputError
from weerbaar.workbench.accounts.models import Grant, Role, User
from weerbaar.workbench.accounts.own_first import OwnFirstError
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.evacuation import telling
from weerbaar.workbench.evacuation.evidence import FIELDS, Given, draft_evidence, evidence_of
from weerbaar.workbench.evacuation.models import InputFile, Plan
from weerbaar.workbench.exchange.models import Upload
from weerbaar.workbench.jobs.models import Job
from weerbaar.workbench.scoring.models import Answer

pytestmark = pytest.mark.django_db
KNOWN = {"days_from": "3", "days_to": "9", "eur_from": "50", "eur_to": "90"}
MORE = KNOWN | {"damage_mln_from": "100", "damage_mln_to": "200", "unusable_days_from": "30"}
VICTIMS = {
    "called_from": "0",
    "sheltered_pct_from": "20",
    "shelter_risk_pct_from": "5",
    "road_risk_from": "1",
    "cut_off_pct": "10",
    "needs_days_from": "2",
}


def test_the_fields_of_a_form_are_the_ends_of_every_range() -> None:
    assert len(FIELDS) == 10
    assert set(MORE) <= set(FIELDS)


def test_evidence_takes_only_what_is_known(plan: Plan, worked: Callable[[Plan], Job]) -> None:
    worked(plan)
    study = telling.study_of(plan)
    assert study is not None
    less = evidence_of(plan, study, "overstroming", plan.round.method, {})
    more = evidence_of(plan, study, "overstroming", plan.round.method, MORE)
    assert len(more.judgements) > len(less.judgements)
    assert len(more.left_out) + len(more.judgements) == len(less.left_out) + len(less.judgements)
    with pytest.raises(InputError) as wrong:
        evidence_of(plan, study, "overstroming", plan.round.method, {"days_from": "3", "days_to": "2", "water": "zee"})
    assert [problem.field for problem in wrong.value.problems] == ["days_to", "water"]


def test_a_flood_answers_who_dies_and_who_lacks_basic_needs(
    plan: Plan, worked: Callable[[Plan], Job], on_map: Callable[[Plan], Plan], flood: InputFile
) -> None:
    worked(on_map(plan))
    study = telling.study_of(plan)
    assert study is not None

    def answered(asked: dict[str, str], given: Given) -> set[str]:
        found = evidence_of(plan, study, "overstroming", plan.round.method, asked, given)
        return {judgement.criterion for judgement in found.judgements}

    assert {"2.1", "2.3"}.isdisjoint(answered(MORE | VICTIMS, Given()))
    assert {"2.1", "2.3"}.isdisjoint(answered(MORE, Given(flood)))
    assert {"2.1", "2.3"} <= answered(MORE | VICTIMS, Given(flood))


def test_a_draft_waits_for_who_may_take_something_in(
    plan: Plan,
    worked: Callable[[Plan], Job],
    request_: HttpRequest,
    asking: Callable[[User], HttpRequest],
    make_user: Callable[..., User],
) -> None:
    worked(plan)
    study = telling.study_of(plan)
    assert study is not None
    scenario = str(plan.round.scenarios.order_by("slug")[0].slug)
    found = evidence_of(plan, study, scenario, plan.round.method, KNOWN)
    with pytest.raises(PermissionDenied):
        draft_evidence(asking(make_user("reader", plan.round)), plan.round, plan, found)
    blind = make_user("analyst", plan.round)
    Grant.objects.create(user=blind, role=Role.EXPERT, round=plan.round)
    with pytest.raises(OwnFirstError):
        draft_evidence(asking(blind), plan.round, plan, found)
    assert not Upload.objects.exists()
    made = draft_evidence(request_, plan.round, plan, found)
    assert list(Upload.objects.all()) == [made]
    assert not Answer.objects.exists()
    entry = Entry.objects.get(action="evacuation-plan.evidence-drafted")
    assert entry.details["file"] == f"evacuatie-{scenario}.zip"
