# SPDX-License-Identifier: EUPL-1.2
"""Reviews that wait and texts that came back are asked of the right people."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import Role, User
from weerbaar.workbench.library.asked import asked_in_library
from weerbaar.workbench.library.models import ReviewState, Scenario
from weerbaar.workbench.rounds.asked import asked_of
from weerbaar.workbench.rounds.models import Phase

pytestmark = pytest.mark.django_db


def texts(user: User, row: Scenario) -> list[str]:
    return [asked.text.nl for asked in asked_in_library(user, row.round)]


def test_a_review_waits_for_everybody_but_the_writer(
    row: Scenario, writer: User, second: User, make_user: Callable[..., User]
) -> None:
    row = row.change(1, review_state=ReviewState.IN_REVIEW, author=writer)
    assert texts(second, row) == ["Toets het scenario Cyberhacktivisme (cyberprotest)"]
    assert texts(writer, row) == []
    assert texts(make_user(Role.READER), row) == []
    row = row.change(2, author=None)
    assert len(texts(writer, row)) == 1


def test_a_returned_text_is_asked_of_its_writer(row: Scenario, writer: User, second: User) -> None:
    row = row.change(1, review_state=ReviewState.RETURNED, author=writer)
    assert texts(writer, row) == ["Verbeter het teruggegeven scenario Cyberhacktivisme (cyberprotest)"]
    assert texts(second, row) == []


def test_nothing_is_asked_that_cannot_be_done(row: Scenario, writer: User, second: User) -> None:
    row = row.change(1, review_state=ReviewState.IN_REVIEW, author=writer, level=Level.SECRET)
    assert texts(second, row) == []
    row = row.change(2, level=Level.OPEN)
    row.round.phase = Phase.CLOSED
    assert texts(second, row) == []


def test_it_is_on_the_page_of_ones_own_work(row: Scenario, writer: User, second: User) -> None:
    row.change(1, review_state=ReviewState.IN_REVIEW, author=writer)
    addresses = [asked.address for asked in asked_of(second, [row.round])]
    assert f"/rondes/{row.round.slug}/scenarios/{row.slug}/" in addresses
