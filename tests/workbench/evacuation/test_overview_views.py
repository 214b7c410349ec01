# SPDX-License-Identifier: EUPL-1.2
"""The overview tells of each plan how long it takes, in a bounded number of queries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from weerbaar.workbench.evacuation.models import Plan
from weerbaar.workbench.jobs.models import Job
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db
ADDRESS = "/rondes/proef/evacuatie/"


def test_a_round_without_networks_says_how_to_begin(browser: Client, round_: Round) -> None:
    assert "Begin met een wegennet." in browser.get(ADDRESS).content.decode()


def test_plans_stand_beside_the_bound(
    browser: Client, plan: Plan, worked: Callable[[Plan], Job], django_assert_max_num_queries: Any
) -> None:
    worked(plan)
    Plan.objects.bulk_create(
        Plan(round=plan.round, network=plan.network, name=f"Plan {at}", level=plan.level) for at in range(40)
    )
    browser.get(ADDRESS)
    with django_assert_max_num_queries(16):
        shown = browser.get(ADDRESS).content.decode()
    assert shown.count("niet doorgerekend") == 40
    assert shown.count('badge badge--good">klaar') == 1
    assert "Plannen vergelijken" in shown
