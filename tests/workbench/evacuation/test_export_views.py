# SPDX-License-Identifier: EUPL-1.2
"""Files leave only by who may export, and the log says so."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.test import Client

from weerbaar.workbench.accounts.models import Role
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.evacuation.models import Plan
from weerbaar.workbench.jobs.models import Job

pytestmark = pytest.mark.django_db


def test_the_result_leaves_as_json(browser: Client, plan: Plan, worked: Callable[[Plan], Job]) -> None:
    address = f"/rondes/proef/evacuatie/plannen/{plan.pk}/export"
    assert browser.get(f"{address}/json").status_code == 404
    worked(plan)
    assert json.loads(browser.get(f"{address}/json").content)["vehicles"] == 1000
    assert browser.get(f"{address}/exe").status_code == 404
    # The village has no coordinate system.
    refused = browser.get(f"{address}/geojson")
    assert refused.status_code == 422
    assert "coördinatenstelsel" in refused.content.decode()
    assert Entry.objects.filter(action="evacuation-plan.exported").count() == 1


def test_a_reader_exports_nothing(client_of: Callable[..., Client], plan: Plan) -> None:
    reader = client_of(Role.READER, plan.round)
    assert reader.get(f"/rondes/proef/evacuatie/plannen/{plan.pk}/export/json").status_code == 403
