# SPDX-License-Identifier: EUPL-1.2
"""Plans side by side, at most four."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from weerbaar.workbench.evacuation.models import Plan
from weerbaar.workbench.jobs.models import Job

pytestmark = pytest.mark.django_db
ADDRESS = "/rondes/proef/evacuatie/vergelijken/"


def test_plans_side_by_side(browser: Client, plan: Plan, worked: Callable[[Plan], Job]) -> None:
    others = [
        Plan.objects.create(round=plan.round, network=plan.network, name=f"Ander {at}", level=plan.level, bin_min=5)
        for at in range(4)
    ]
    worked(plan)
    one = browser.get(f"{ADDRESS}?plan={plan.pk}&plan={others[0].pk}").content.decode()
    assert one.count('<th scope="col"><a') == 2
    assert one.count("<td>–</td>") >= 6
    assert one.count("<svg") == 4
    assert "Dorp uit: de helft veilig" in one
    everything = browser.get(ADDRESS, {"plan": [plan.pk, *(p.pk for p in others)]}).content.decode()
    assert everything.count('<th scope="col"><a') == 4
    assert "Meer dan vier past niet" in everything
    assert browser.get(f"{ADDRESS}?plan=x&plan=99999").status_code == 200
