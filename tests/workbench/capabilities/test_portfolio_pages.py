# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.workbench.capabilities.documents import ROOT
from tests.workbench.capabilities.test_portfolio_job import QUICK
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.capabilities.conversion import desk_of
from weerbaar.workbench.capabilities.portfolio_job import NAME, parameters_of
from weerbaar.workbench.jobs import verbs as jobs
from weerbaar.workbench.jobs.models import Job
from weerbaar.workbench.jobs.runner import run_now
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db


def chosen(text: str) -> int:
    return len(re.findall(r'<tr><th scope="row"><a href="[^"]*/maatregelen/', text))


def test_the_budget_in_the_address_gives_the_proven_best_choice(
    browser_of: Callable[[User], Any], decider: User, django_assert_max_num_queries: Any
) -> None:
    browser = browser_of(decider)
    usual = browser("keuze/").content.decode()
    assert chosen(usual) == 13
    assert "bewezen best" in usual
    assert 'value="84,0"' in usual
    less = browser("keuze/?budget=42,0").content.decode()
    assert 0 < chosen(less) < 13
    lowest = re.search(r'id="schuif"[^>]* min="([\d.]+)"', usual)
    assert lowest
    assert "bewezen best" in browser(f"keuze/?budget={lowest[1].replace('.', ',')}").content.decode()
    # Without a script the slider sends its value beside the field that still says the old one.
    moved = browser("keuze/?budget=84,0&was=84.0&schuif=42.0").content.decode()
    assert chosen(moved) == chosen(less)
    with django_assert_max_num_queries(25):
        browser("keuze/?budget=42,0")


def test_a_budget_that_is_too_small_or_no_number_is_told_in_words(
    browser_of: Callable[[User], Any], decider: User
) -> None:
    browser = browser_of(decider)
    small = browser("keuze/?budget=5")
    assert small.status_code == 200
    assert "Met dit budget kan het niet." in small.content.decode()
    assert "alert-online" in small.content.decode()
    wrong = browser("keuze/?budget=veel")
    assert wrong.status_code == 422
    assert 'id="budget-fout"' in wrong.content.decode()


def test_years_can_have_amounts_of_their_own(slim: Round, client_of: Callable[..., Any], decider: User) -> None:
    client = client_of(decider)
    text = client.get(f"{ROOT}keuze/?per-jaar=1&jaar-2014=6,0&jaar-2015=0,5").content.decode()
    assert 'name="jaar-2014" value="6,00"' in text
    assert 'value="6,5"' in text
    line = client.get(f"{ROOT}keuze/?lijn=1").content.decode()
    assert "<polyline" in line
    assert "<polyline" in client.get(f"{ROOT}keuze/").content.decode()


def test_the_whole_picture_is_asked_for_once_and_shown_when_it_is_there(
    slim: Round, client_of: Callable[..., Any], analyst: User, decider: User
) -> None:
    client = client_of(analyst)
    for _ in range(2):
        assert client.post(f"{ROOT}keuze/uitwerken", {"budget": "6000000"}).status_code == 302
    assert Job.objects.get().parameters["budget"] is None
    assert client_of(decider).post(f"{ROOT}keuze/uitwerken", {}).status_code == 403
    Job.objects.all().delete()
    desk = desk_of(slim, 2)
    run_now(jobs.ask(analyst, slim, NAME, parameters_of(desk) | QUICK, desk.analysis_level))
    text = client.get(f"{ROOT}keuze/").content.decode()
    assert "Kantelt bij" in text
    assert "uitgewerkt" in text
    assert text.count("<svg xmlns") == 6
    # Who is not cleared for confidential lines shares the result: it was made without them.
    assert "Kantelt bij" in client_of(decider).get(f"{ROOT}keuze/").content.decode()
    assert "Kantelt bij" not in client.get(f"{ROOT}keuze/?budget=9").content.decode()
    advice = client.get(f"{ROOT}advies/").content.decode()
    assert "Hoe zeker zij is, wordt op de achtergrond uitgewerkt" not in advice
    assert "In de keuze" in client.get(f"{ROOT}maatregelen/alert-online/").content.decode()


def test_without_measures_the_page_says_how_to_come_to_them(
    round_: Round, client_of: Callable[..., Any], analyst: User
) -> None:
    text = client_of(analyst).get(f"{ROOT}keuze/").content.decode()
    assert "Document maken" in text
    assert "documenten/measures/" in text
