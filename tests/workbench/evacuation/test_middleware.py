# SPDX-License-Identifier: EUPL-1.2
"""A network whose file was lost is told on every page over it."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client

from weerbaar.workbench.evacuation import reading
from weerbaar.workbench.evacuation.middleware import DamagedNetworkMiddleware
from weerbaar.workbench.evacuation.models import Plan
from weerbaar.workbench.library.attachment_store import place_of

pytestmark = pytest.mark.django_db


def test_a_damaged_network_is_told_on_every_page_and_can_go(browser: Client, plan: Plan, worked: Any) -> None:
    worked(plan)
    place_of(plan.network.sha256).write_bytes(b"weg")
    reading._of_sha.cache_clear()
    address = f"/rondes/proef/evacuatie/plannen/{plan.pk}/"
    for page in (
        address,
        f"{address}wegen/",
        f"{address}kaart/",
        f"/rondes/proef/evacuatie/vergelijken/?plan={plan.pk}",
    ):
        answer = browser.get(page)
        assert answer.status_code == 500
        assert "Waarschuw de beheerder; een back-up kan het terughalen." in answer.content.decode()
    shown = browser.get(f"/rondes/proef/evacuatie/netten/{plan.network_id}/")
    assert shown.status_code == 200
    assert "ontbreekt of is beschadigd" in shown.content.decode()
    assert "Wegennet verwijderen" in shown.content.decode()
    assert browser.get("/rondes/proef/evacuatie/").status_code == 200


def test_every_other_error_goes_on() -> None:
    middleware = DamagedNetworkMiddleware(lambda request: HttpResponse())
    assert middleware.process_exception(HttpRequest(), ValueError("iets anders")) is None
