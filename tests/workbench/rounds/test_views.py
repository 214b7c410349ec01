# SPDX-License-Identifier: EUPL-1.2
"""My work, the list of rounds, the method: what is asked stands there, and nothing that is not for this person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.workbench.rounds.made_round import small_round
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.rounds.models import Visit
from weerbaar.workbench.rounds.verbs import ask

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]


def _page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_the_start_leads_to_ones_own_work(client_of: ClientOf) -> None:
    assert client_of("reader").get("/")["Location"] == "/mijn-werk"


def test_tasks_stand_per_round_with_what_is_late_in_words(client_of: ClientOf) -> None:
    round_ = small_round()
    client = client_of("reader", round_)
    ask(None, round_, user=client.user, text="Lees de inleiding", due=timezone.now() - timedelta(days=3))  # type: ignore[attr-defined]
    page = _page(client, "/mijn-werk")
    assert "Lees de inleiding" in page
    assert "3 dagen te laat" in page
    assert "Proefronde" in page


def test_the_leader_of_a_round_is_asked_for_the_next_step(client_of: ClientOf) -> None:
    round_ = small_round()
    assert "open het beoordelen" in _page(client_of("facilitator", round_), "/mijn-werk")
    assert "open het beoordelen" not in _page(client_of("reader", round_), "/mijn-werk")


def test_who_has_nothing_to_do_reads_why(client_of: ClientOf, make_user: Any) -> None:
    assert "U hebt nog geen rol in een ronde" in _page(client_of(make_user()), "/mijn-werk")
    assert "U bent bij" in _page(client_of("reader", small_round()), "/mijn-werk")


def test_the_number_of_changes_since_the_last_visit_stands_with_the_round(client_of: ClientOf) -> None:
    round_ = small_round()
    client = client_of("reader", round_)
    Visit.objects.create(round=round_, user=client.user, at=timezone.now())  # type: ignore[attr-defined]
    round_.scenarios.get(slug="pandemie").change(1, title_nl="Griep")
    assert "1 nieuw sinds" in _page(client, "/mijn-werk")


def test_my_work_takes_a_bounded_number_of_queries(client_of: ClientOf, django_assert_max_num_queries: Any) -> None:
    for number in range(6):
        round_ = small_round(title_nl=f"Ronde {number}")
        round_.change(1, phase="signed")
    client = client_of("reader")
    with django_assert_max_num_queries(16):
        client.get("/mijn-werk")


def test_rounds_are_found_by_words_year_and_phase(client_of: ClientOf) -> None:
    small_round(title_nl="Waterronde", year=2026)
    small_round(title_nl="Klimaatronde", year=2027)
    small_round(title_nl="Geheime ronde", level=Level.SECRET)
    client = client_of("reader")
    everything = _page(client, "/rondes")
    assert "Waterronde" in everything
    assert "Klimaatronde" in everything
    assert "Geheime" not in everything
    assert "Klimaatronde" not in _page(client, "/rondes?q=water+2026")
    assert "Geen ronde past" in _page(client, "/rondes?fase=closed")
    assert client.get("/rondes", {"q": "a\0b 99999 ²²²²"}).status_code == 200


def test_only_who_manages_sees_the_way_to_a_new_round(client_of: ClientOf) -> None:
    assert "/rondes/nieuw" in _page(client_of("administrator"), "/rondes")
    assert "/rondes/nieuw" not in _page(client_of("analyst"), "/rondes")


def test_seeing_a_round_is_a_post_and_nothing_else(client_of: ClientOf) -> None:
    round_ = small_round()
    client = client_of("reader", round_)
    _page(client, f"/rondes/{round_.slug}/")
    assert not Visit.objects.exists()
    assert client.get(f"/rondes/{round_.slug}/gezien").status_code == 405
    assert client.post(f"/rondes/{round_.slug}/gezien", headers={"hx-request": "true"}).status_code == 204
    assert Visit.objects.count() == 1


def test_a_method_is_described_in_full(client_of: ClientOf) -> None:
    client = client_of("reader")
    page = _page(client, "/methoden/nl-nrb-2009")
    assert "Integriteit van het grondgebied" in page or "grondgebied" in page
    _page(client, "/methoden/bestaat-niet", 404)
