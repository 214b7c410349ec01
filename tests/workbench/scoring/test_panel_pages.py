# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.workbench.scoring.panels import expert, facilitator, open_round
from weerbaar.workbench.accounts.models import Role
from weerbaar.workbench.scoring.models import Panelist

pytestmark = pytest.mark.django_db
PANEL = "/rondes/ronde-2027/begeleiden/panel"


def test_seats_are_given_and_weighed(client_of: Callable[..., Client]) -> None:
    round_ = open_round()
    anna, bram = expert(round_, "anna", last_name="Smit"), expert(round_, "bram")
    client = client_of(facilitator(round_))
    client.post(f"{PANEL}/uitnodigen", {"user": anna.pk})
    assert [p.user for p in Panelist.objects.all()] == [anna]
    client.post(f"{PANEL}/uitnodigen", {"all": "1"})
    assert {p.user for p in Panelist.objects.all()} == {anna, bram}
    number = Panelist.objects.get(user=anna).number
    client.post(f"{PANEL}/{number}/gewicht", {"weight": "0,5"})
    assert Panelist.objects.get(user=anna).weight == 0.5
    for weight in ("veel", "0"):
        assert (
            "notice--error"
            in client.post(f"{PANEL}/{number}/gewicht", {"weight": weight}, follow=True).content.decode()
        )
    assert Panelist.objects.get(user=anna).weight == 0.5
    assert client.post(f"{PANEL}/12345/gewicht", {"weight": "1"}).status_code == 404
    assert 'value="0,5"' in client.get(PANEL).content.decode()


def test_an_administrator_reads_the_panel_and_changes_nothing_here(client_of: Callable[..., Client]) -> None:
    round_ = open_round()
    expert(round_, "anna", last_name="Smit")
    client = client_of(Role.ADMINISTRATOR)
    assert "Smit" in client.get(PANEL).content.decode()
    assert client.post(f"{PANEL}/uitnodigen", {"all": "1"}).status_code == 403
