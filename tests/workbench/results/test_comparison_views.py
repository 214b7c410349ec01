# SPDX-License-Identifier: EUPL-1.2
"""Two rounds beside each other."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from weerbaar.workbench.jobs.models import Job
from weerbaar.workbench.rounds.models import Round

ClientOf = Callable[..., Client]


def test_what_moved_since_the_previous_round_and_through_what(
    round_: Round, earlier: Round, client_of: ClientOf, computed: Callable[..., Job]
) -> None:
    client, address = client_of("reader"), f"/rondes/{round_.slug}/resultaten/vergelijken/"
    assert "nog niet uitgerekend" in client.get(address).content.decode()
    computed(round_, "comparison", {"with": earlier.slug, "level": 1})
    page = client.get(address).content.decode()
    assert "impact C (0,037), waarschijnlijkheid C" in page
    assert "oordelen: impact B (0,028), waarschijnlijkheid C" in page
    assert "Scenario’s in dezelfde klassen (3)" in page
    assert "<svg" not in page
    computed(round_, "assessment")
    computed(earlier, "assessment")
    assert client.get(address).content.decode().count("<svg") == 1


def test_rounds_that_one_may_not_see_are_not_offered(round_: Round, earlier: Round, client_of: ClientOf) -> None:
    address = f"/rondes/{round_.slug}/resultaten/vergelijken/?met={earlier.slug}"
    page = client_of("reader", round_).get(address).content.decode()
    assert "Er is geen andere ronde waarvan u de resultaten mag zien." in page
    assert f'value="{earlier.slug}"' not in page
