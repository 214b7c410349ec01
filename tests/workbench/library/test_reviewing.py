# SPDX-License-Identifier: EUPL-1.2
"""The buttons of the review say what happened."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.workbench.library.addresses import at
from weerbaar.workbench.accounts.models import Role, User
from weerbaar.workbench.library.models import ReviewState, Scenario

pytestmark = pytest.mark.django_db


def state(row: Scenario) -> str:
    return Scenario.objects.get(pk=row.pk).review_state


def test_submit_and_approve(row: Scenario, pages: Client, second: User, client_of: Callable[..., Client]) -> None:
    row.change(1, author=pages.user)
    page = pages.post(at("scenario-submit", row), {"version": 2}, follow=True).content.decode()
    assert "Aangeboden ter toetsing" in page
    assert "U schreef de laatste versie" in page
    assert "Goedkeuren" not in page
    refused = pages.post(at("scenario-review", row), {"version": 3, "verdict": "approve"}, follow=True)
    assert "vier ogen" in refused.content.decode()
    other = client_of(second)
    assert "Goedkeuren" in other.get(at("scenario", row)).content.decode()
    assert (
        "Goedgekeurd."
        in other.post(at("scenario-review", row), {"version": 3, "verdict": "approve"}, follow=True).content.decode()
    )
    assert state(row) == ReviewState.APPROVED


def test_return_needs_a_reason(row: Scenario, pages: Client) -> None:
    row.change(1, review_state=ReviewState.IN_REVIEW)
    page = pages.post(at("scenario-review", row), {"version": 2, "verdict": "return"}, follow=True).content.decode()
    assert "Geef een reden" in page
    pages.post(at("scenario-review", row), {"version": 2, "verdict": "return", "reason": "Te kort"})
    page = pages.get(at("scenario", row)).content.decode()
    assert state(row) == ReviewState.RETURNED
    assert "Te kort" in page


def test_a_newer_text_must_be_read_first(row: Scenario, pages: Client) -> None:
    row.change(1, review_state=ReviewState.IN_REVIEW)
    for version in ("1", "", "x", "9" * 30):
        page = pages.post(at("scenario-review", row), {"version": version, "verdict": "approve"}, follow=True)
        assert "Lees eerst de nieuwe versie" in page.content.decode()
    assert state(row) == ReviewState.IN_REVIEW


def test_an_expert_reviews_nothing_and_looking_changes_nothing(
    row: Scenario, pages: Client, client_of: Callable[..., Client]
) -> None:
    assert client_of(Role.EXPERT).post(at("scenario-review", row), {"version": 1}).status_code == 403
    assert pages.get(at("scenario-submit", row)).status_code == 405
    assert pages.get(at("scenario-review", row)).status_code == 405
