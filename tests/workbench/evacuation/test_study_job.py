# SPDX-License-Identifier: EUPL-1.2
"""The study of a plan as a job: stale only when what it is made from changed."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.http import HttpRequest

from tests.workbench.evacuation.places import crossing
from weerbaar.base import InputError
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.evacuation import verbs
from weerbaar.workbench.evacuation.models import Plan
from weerbaar.workbench.evacuation.study_job import (
    lines_of,
    parameters_of,
    prepare,
    settings_of,
    standing_of,
    state,
    state_of,
)
from weerbaar.workbench.jobs.models import Job

pytestmark = pytest.mark.django_db


def test_another_name_leaves_the_result_another_route_choice_makes_it_stale(
    plan: Plan, worked: Callable[[Plan], Job], django_assert_max_num_queries: Callable[[int], object]
) -> None:
    assert standing_of(plan).worked is None
    worked(plan)
    assert not standing_of(plan).stale
    plan.change(1, name="Anders")
    assert not standing_of(plan).stale
    plan.change(2, routing="nearest")
    found = standing_of(plan)
    assert found.stale
    assert found.worked is not None
    with django_assert_max_num_queries(1):  # type: ignore[attr-defined]
        line = lines_of(plan.round, [plan])[plan.pk]
    assert line.stale
    assert not line.active
    assert line.clearance == found.worked.result["clearance"]
    assert line.bound is not None
    assert line.bound["last_h"] <= line.clearance["last_h"]


def test_what_came_of_another_network_is_not_shown(
    plan: Plan, worked: Callable[[Plan], Job], analyst: User, asking: Callable[[User], HttpRequest]
) -> None:
    worked(plan)
    content = json.dumps(crossing(links=crossing()["links"][:2], exits=["brug"])).encode()
    other = verbs.add_network(asking(analyst), plan.round, name="kort.json", content=content)
    verbs.save_plan(asking(analyst), plan.round, plan=plan, version=1, network=other, name=plan.name, bin_min=5)
    assert standing_of(Plan.objects.get(pk=plan.pk)).worked is None


def test_the_state_is_the_same_from_the_row_and_from_the_database(plan: Plan) -> None:
    assert state(plan.round, 0, parameters_of(plan)) == state_of(plan)


def test_a_plan_that_is_gone_is_not_prepared(plan: Plan) -> None:
    with pytest.raises(InputError, match="this plan is gone"):
        prepare(plan.round, plan.level, {"plan": plan.pk + 1})
    assert settings_of(plan).bin_s == 300.0
