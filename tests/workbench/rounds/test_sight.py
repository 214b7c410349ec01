# SPDX-License-Identifier: EUPL-1.2
"""A task that leads to a scenario above somebody's clearance is not there, on no page and in no list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.workbench.rounds.made_round import small_round
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.rounds.models import Round, Task
from weerbaar.workbench.rounds.sight import readable_tasks

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]


def asked_about_a_secret(user: User, round_: Round, asked_by: User | None = None) -> Task:
    row = round_.scenarios.get(slug="pandemie")
    row.level = Level.SECRET
    row.save()
    address = f"/rondes/{round_.slug}/scenarios/{row.slug}/#opmerking-7"
    return Task.objects.create(round=round_, user=user, asked_by=asked_by, text="Kijk eens", address=address)


@pytest.mark.parametrize(
    "address",
    [
        "/rondes/r/scenarios/pandemie/",
        "/rondes/r/beoordelen/pandemie/x",
        "/rondes/r/scenarios/%70andemie/#opmerking-1",
        "/rondes/r/scenarios/pandemie?van=1",
    ],
)
def test_every_address_of_a_hidden_scenario_counts(
    address: str, make_user: Callable[..., User], django_assert_num_queries: Any
) -> None:
    low, high, round_ = make_user(clearance=Level.INTERNAL), make_user(clearance=Level.SECRET), small_round()
    hidden = asked_about_a_secret(low, round_)
    hidden.address = address
    plain = Task.objects.create(round=round_, user=low, text="Iets anders")
    elsewhere = Task.objects.create(round=small_round(), user=low, text="Een andere ronde", address=address)
    with django_assert_num_queries(1):
        assert readable_tasks(low, [plain, hidden, elsewhere]) == [plain, elsewhere]
    assert readable_tasks(high, [plain, hidden]) == [plain, hidden]


@pytest.mark.parametrize("page", ["/mijn-werk", "/rondes/{slug}/", "/rondes/{slug}/taken"])
def test_no_page_shows_it(page: str, client_of: ClientOf) -> None:
    round_ = small_round()
    asked = client_of("analyst", round_, clearance=Level.INTERNAL)
    asked_about_a_secret(asked.user, round_)  # type: ignore[attr-defined]
    text = asked.get(page.format(slug=round_.slug)).content.decode()
    assert "Kijk eens" not in text
    assert "pandemie" not in text.lower()


def test_the_task_of_another_does_not_tell_either(client_of: ClientOf) -> None:
    round_ = small_round()
    cleared, low = client_of("expert", round_, clearance=Level.SECRET), client_of("analyst", round_)
    asked_about_a_secret(cleared.user, round_)  # type: ignore[attr-defined]
    address = f"/rondes/{round_.slug}/taken"
    assert "pandemie" not in low.get(address).content.decode().lower()
    assert "pandemie" in cleared.get(address).content.decode().lower()


def test_it_cannot_be_told_from_a_task_that_does_not_exist(client_of: ClientOf) -> None:
    round_ = small_round()
    low, stranger = client_of("analyst", round_, clearance=Level.INTERNAL), client_of("reader", small_round())
    task = asked_about_a_secret(low.user, round_, low.user)  # type: ignore[attr-defined]
    for client in (low, stranger):
        for verb in ("klaar", "weg"):
            there, not_there = (client.post(f"/mijn-werk/taken/{pk}/{verb}").status_code for pk in (task.pk, 999_999))
            assert (there, not_there) == (404, 404)
    assert Task.objects.get().done is None
