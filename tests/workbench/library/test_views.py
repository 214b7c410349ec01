# SPDX-License-Identifier: EUPL-1.2
"""The list and the page of a scenario."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.workbench.library.addresses import at
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import Role, User
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.library.models import Comment, ReviewState, Scenario
from weerbaar.workbench.rounds.models import Phase, Round

pytestmark = pytest.mark.django_db
MOST_QUERIES = 16


def listed(round_: Round) -> str:
    return reverse("scenarios", kwargs={"round_slug": round_.slug})


def test_the_list_leads_to_every_scenario(row: Scenario, pages: Client) -> None:
    Comment.objects.create(scenario=row, version=1, text="x")
    page = pages.get(listed(row.round), {"soort": "threat", "sorteer": "-titel"}).content.decode()
    assert "4 van 4 scenario’s" in page
    assert f'href="{at("scenario", row)}?soort=threat&amp;sorteer=-titel"' in page
    assert 'aria-sort="descending"' in page
    assert "Nieuw scenario" in page
    assert "Geen scenario voldoet" in pages.get(listed(row.round), {"soort": "hazard"}).content.decode()


def test_seventy_scenarios_take_as_many_queries_as_four(
    open_round: Round, pages: Client, django_assert_max_num_queries: Any
) -> None:
    rows = (Scenario(round=open_round, slug=f"s-{n}", title_nl=f"Scenario {n}", author=pages.user) for n in range(70))
    Scenario.objects.bulk_create(rows)
    with django_assert_max_num_queries(MOST_QUERIES):
        assert "74 scenario’s" in pages.get(listed(open_round)).content.decode()


def test_a_page_takes_few_queries(row: Scenario, pages: Client, django_assert_max_num_queries: Any) -> None:
    for section in ("causes", "trigger", ""):
        for _ in range(5):
            Comment.objects.create(scenario=row, version=1, text="x", section=section, author=pages.user)
    row = row.change(1, links=[{"scenario": s.slug} for s in row.round.scenarios.exclude(pk=row.pk)])
    with django_assert_max_num_queries(MOST_QUERIES + 6):
        page = pages.get(at("scenario", row)).content.decode()
    assert page.count('class="thread"') == 15


def test_the_page_shows_story_facts_links_and_neighbours(row: Scenario, pages: Client) -> None:
    row.change(1, links=[{"scenario": "gewelddadige-eenling", "probability": 0.05}])
    page = pages.get(at("scenario", row), {"sorteer": "titel"}).content.decode()
    assert '<a href="#causes">Oorzaken</a>' in page
    assert "Een los internationaal verband van activisten" in page
    assert "betalingsverkeer, digitale overheidsdienstverlening" in page
    assert "kans 5,0%" in page
    assert "Kan volgen uit" in page
    assert 'rel="next"' in page
    assert "?sorteer=titel" in page


def test_english_readers_get_english_and_are_told_what_is_not(row: Scenario, pages: Client) -> None:
    row.change(1, story={"causes": {"nl": "Alleen Nederlands.", "en": ""}, "trigger": {"nl": "Nee", "en": "Yes"}})
    pages.user.language = "en"
    pages.user.save()
    page = pages.get(at("scenario", row), headers={"Accept-Language": "en"}).content.decode()
    assert '<div class="story" lang="nl"><p>Alleen Nederlands.</p>' in page
    assert '<div class="story"><p>Yes</p>' in page
    assert "Cyber hacktivism" in page


def test_a_confidential_scenario(row: Scenario, pages: Client, client_of: Callable[..., Client]) -> None:
    linked = row.round.scenarios.get(slug="gewelddadige-eenling").change(1, links=[{"scenario": row.slug}])
    row.change(1, level=Level.DEPARTMENTAL)
    for page in (pages.get(listed(row.round)), pages.get(at("scenario", linked))):
        assert "Cyberhacktivisme" not in page.content.decode()
    assert pages.get(at("scenario", row)).status_code == 404
    cleared = client_of(Role.READER, clearance=Level.DEPARTMENTAL)
    for address in (listed(row.round), at("scenario", row), at("scenario", linked)):
        assert 'class="marking" data-level="2"' in cleared.get(address).content.decode()
    logged = list(Entry.objects.values_list("action", flat=True))
    # The last is the page of an open scenario, which names the confidential one.
    assert logged == ["scenario.listed", "scenario.read", "scenario.listed"]


def test_the_approved_version_can_still_be_found(row: Scenario, pages: Client) -> None:
    row.change(1, review_state=ReviewState.APPROVED).change(2, review_state=ReviewState.DRAFT)
    assert "Laatst goedgekeurd: versie 2" in pages.get(at("scenario", row)).content.decode()


def test_a_closed_round_offers_no_writing(row: Scenario, pages: Client) -> None:
    row.round.change(row.round.version, phase=Phase.CLOSED)
    page = pages.get(at("scenario", row)).content.decode()
    for words in ("Bewerken", "Ter toetsing aanbieden", "Bestand toevoegen"):
        assert words not in page
    assert "de tekst ligt vast" in page
    assert "Nieuw scenario" not in pages.get(listed(row.round)).content.decode()


def test_comparing_with_an_earlier_round(row: Scenario, pages: Client) -> None:
    earlier = Round.objects.create(slug="toen", title_nl="Toen", label="T", year=2010)
    page = pages.get(listed(row.round), {"met": earlier.slug}).content.decode()
    assert "vergeleken met Toen" in page
    assert page.count(">nieuw</span>") == 4


def test_who_has_no_role_sees_nothing(
    row: Scenario, client_of: Callable[..., Client], make_user: Callable[..., User]
) -> None:
    stranger = client_of(make_user())
    assert stranger.get(listed(row.round)).status_code == 404
    assert stranger.get(at("scenario", row)).status_code == 404
