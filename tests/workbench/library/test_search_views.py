# SPDX-License-Identifier: EUPL-1.2
"""The search page and its JSON."""

from __future__ import annotations

import pytest
from django.test import Client

from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.library.models import Scenario
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db


def test_the_page_shows_titles_and_marks(open_round: Round, pages: Client) -> None:
    page = pages.get("/zoek", {"q": "elektronische"}).content.decode()
    assert "<mark>elektronisch</mark>" in page
    assert 'href="/rondes/voorbeeld-2012/scenarios/cyberhacktivisme/#consequences"' in page
    assert "1 scenario gevonden" in page


def test_the_question_is_escaped(open_round: Round, pages: Client) -> None:
    page = pages.get("/zoek", {"q": '"><script>x</script>'}).content.decode()
    assert "<script>x" not in page
    assert "Geen scenario gevonden" in page


def test_the_palette_gets_scenarios_and_rounds(open_round: Round, pages: Client) -> None:
    assert pages.get("/zoek", {"q": "cyberhack", "vorm": "json"}).json() == [
        {
            "title": "Cyberhacktivisme (cyberprotest)",
            "address": "/rondes/voorbeeld-2012/scenarios/cyberhacktivisme/",
            "round": open_round.title_nl,
        }
    ]
    named = pages.get("/zoek", {"q": "illustratief", "vorm": "json"}).json()
    assert named[-1]["address"] == "/rondes/voorbeeld-2012/"


def test_an_empty_question_finds_nothing(open_round: Round, pages: Client) -> None:
    assert pages.get("/zoek", {"vorm": "json"}).json() == []
    assert "gevonden" not in pages.get("/zoek").content.decode()


def test_results_are_in_pages(open_round: Round, pages: Client) -> None:
    for n in range(25):
        Scenario.objects.create(round=open_round, slug=f"ijs-{n}", title_nl=f"Zware ijzel {n}")
    first = pages.get("/zoek", {"q": "ijzel"}).content.decode()
    assert "25 scenario’s gevonden" in first
    assert "q=ijzel&amp;pagina=2" in first
    second = pages.get("/zoek", {"q": "ijzel", "pagina": "2", "ronde": open_round.slug}).content.decode()
    assert second.count("<h3>") == 5
    assert 'start="21"' in second


def test_a_confidential_find_is_marked_and_logged(
    open_round: Round, row: Scenario, pages: Client, writer: User
) -> None:
    row.change(1, level=Level.DEPARTMENTAL)
    assert "Geen scenario gevonden" in pages.get("/zoek", {"q": "cyberhacktivisme"}).content.decode()
    writer.clearance = Level.DEPARTMENTAL
    writer.save()
    page = pages.get("/zoek", {"q": "cyberhacktivisme"}).content.decode()
    assert page.count("Departementaal Vertrouwelijk") >= 3
    assert Entry.objects.filter(action="search.read", level=Level.DEPARTMENTAL).count() == 1
