# SPDX-License-Identifier: EUPL-1.2
"""Who sees the same gets the same level; reading what is confidential is logged."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.results.levels import level_for
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.scoring.models import Answer


def test_the_level_is_the_highest_that_is_there_and_may_be_seen(round_: Round, make_user: Callable[..., User]) -> None:
    people = [make_user("analyst", clearance=clearance, name=f"a{clearance}") for clearance in range(1, 5)]
    assert [level_for(user, round_) for user in people] == [1, 1, 1, 1]
    scenario = round_.scenarios.get(slug="cyberhacktivisme")
    scenario.change(scenario.version, level=3)
    assert [level_for(user, round_) for user in people] == [1, 1, 3, 3]
    answer = Answer.objects.filter(scenario__slug="gewelddadige-eenling").first()
    assert answer is not None
    answer.change(answer.version, level=2)
    assert [level_for(user, round_) for user in people] == [1, 2, 3, 3]


def test_what_is_above_ones_level_is_not_on_the_pages(
    round_: Round, client_of: Callable[..., Client], computed: Callable[..., object]
) -> None:
    scenario = round_.scenarios.get(slug="cyberhacktivisme")
    scenario.change(scenario.version, level=3)
    low, high = client_of("analyst", clearance=1), client_of("analyst", clearance=3)
    address = f"/rondes/{round_.slug}/resultaten/scenario/cyberhacktivisme/"
    assert low.get(address).status_code == 404
    assert Entry.objects.filter(action="results.read").count() == 0
    page = high.get(address)
    assert page.status_code == 200
    assert "Stg. Confidentieel" in page.content.decode()
    entry = Entry.objects.get(action="results.read")
    assert (entry.level, entry.round_slug) == (3, round_.slug)
