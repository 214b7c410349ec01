# SPDX-License-Identifier: EUPL-1.2
"""Plans and networks are found within the clearance, and reading a confidential one is logged."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import Http404, HttpRequest

from weerbaar.base import InputError, Problem, Text, WeerbaarError
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.evacuation.models import Network, Plan
from weerbaar.workbench.evacuation.opening import (
    levels_for,
    network_for,
    networks_for,
    plan_for,
    plans_for,
    problems_in,
)

pytestmark = pytest.mark.django_db
Asking = Callable[[User], HttpRequest]


def test_what_is_above_the_clearance_is_not_there(plan: Plan, network: Network, analyst: User, asking: Asking) -> None:
    Network.objects.filter(pk=network.pk).update(level=Level.SECRET)
    plan.change(1, level=Level.SECRET)
    request = asking(analyst)
    assert not plans_for(request)
    assert not networks_for(request)
    for find in (plan_for, network_for):
        with pytest.raises(Http404):
            find(request, plan.pk)


def test_reading_a_confidential_plan_is_logged(plan: Plan, analyst: User, asking: Asking) -> None:
    analyst.clearance = Level.CONFIDENTIAL
    plan.change(1, level=Level.DEPARTMENTAL)
    request = asking(analyst)
    request.method = "GET"
    assert plan_for(request, plan.pk) == plan
    assert request.level == Level.DEPARTMENTAL  # type: ignore[attr-defined]
    assert Entry.objects.filter(action="evacuation-plan.read").count() == 1
    assert [value for value, _ in levels_for(request)] == [0, 1, 2, 3]


def test_every_error_gives_problems() -> None:
    one = Problem("plan", Text(nl="fout"))
    assert problems_in(InputError([one])) == [one]
    assert problems_in(WeerbaarError(Text(nl="mis")))[0].message.nl == "mis"
