# SPDX-License-Identifier: EUPL-1.2
"""Versions: the list, one of them, the difference, and back."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.workbench.library.addresses import at, filled
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.library.models import Scenario

pytestmark = pytest.mark.django_db


@pytest.fixture
def second_version(row: Scenario, pages: Client, writer: User) -> Scenario:
    """The scenario after a change."""
    sent = filled(
        row, writer, causes_nl="Een los internationaal verband van hackers.", kind="hazard", reason="scherper"
    )
    pages.post(at("scenario-edit", row), sent)
    return Scenario.objects.get(pk=row.pk)


def test_the_list_says_who_when_and_why(second_version: Scenario, pages: Client) -> None:
    page = pages.get(at("scenario-history", second_version)).content.decode()
    assert "Versie 2" in page
    assert "Versie 1" in page
    assert "anna" in page
    assert "scherper" in page


def test_the_difference_is_shown_word_by_word_and_can_be_heard(second_version: Scenario, pages: Client) -> None:
    page = pages.get(at("scenario-compare", second_version), {"van": "2", "naar": "1"}).content.decode()
    assert "Oorzaken · Nederlands" in page
    assert "hackers." in page
    assert "<ins>" in page
    assert '<span class="unseen">[toegevoegd: </span>' in page
    assert "dreiging" in page
    assert "gevaar" in page
    assert "Aanleiding" not in page


def test_versions_that_are_none(second_version: Scenario, pages: Client) -> None:
    for query in ({}, {"van": "1", "naar": "x"}, {"van": "1", "naar": "9"}, {"van": "9" * 40, "naar": "1"}):
        assert pages.get(at("scenario-compare", second_version), query).status_code == 404
    assert pages.get(at("scenario-version", second_version, number=9)).status_code == 404


def test_an_old_version_can_be_read_and_restored(second_version: Scenario, pages: Client) -> None:
    row = second_version
    page = pages.get(at("scenario-version", row, number=1)).content.decode()
    assert "Dit is versie 1; de huidige is versie 2." in page
    done = pages.post(at("scenario-restore", row, number=1), {"version": 2}, follow=True).content.decode()
    assert "Versie 1 is teruggezet" in done
    row.refresh_from_db()
    assert (row.version, row.kind) == (3, "threat")


def test_a_version_that_was_more_confidential_stays_hidden(row: Scenario, pages: Client) -> None:
    row.change(1, level=Level.SECRET, title_nl="Geheime titel").change(2, level=Level.OPEN, title_nl="Open titel")
    page = pages.get(at("scenario-history", row)).content.decode()
    assert "Versie 3" in page
    assert "Versie 2" not in page
    assert pages.get(at("scenario-version", row, number=2)).status_code == 404
    assert pages.get(at("scenario-compare", row), {"van": "1", "naar": "2"}).status_code == 404
    assert pages.post(at("scenario-restore", row, number=2), {"version": 3}).status_code == 404


def test_hidden_links_are_not_in_the_difference(row: Scenario, pages: Client) -> None:
    hidden = row.round.scenarios.get(slug="grootschalige-onlusten").change(1, level=Level.SECRET)
    row.change(1, links=[{"scenario": hidden.slug}, {"scenario": "gewelddadige-eenling", "probability": 0.1}])
    page = pages.get(at("scenario-compare", row), {"van": "1", "naar": "2"}).content.decode()
    assert "gewelddadige-eenling 10%" in page
    assert hidden.slug not in page
