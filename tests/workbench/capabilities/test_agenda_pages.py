# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.workbench.capabilities.documents import ROOT
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.capabilities.agenda_pages import own_names
from weerbaar.workbench.capabilities.conversion import desk_of
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db
PLACE = f"{ROOT}agenda/"


def test_themes_calendar_and_load(slim: Round, client_of: Callable[..., Any], decider: User) -> None:
    client = client_of(decider)
    text = client.get(f"{PLACE}?jaar=2016").content.decode()
    assert "Opnieuw bekijken" in text
    assert "Kalender 2016" in text
    assert "jaar=2017" in text
    assert text.count("<li><h3>") == 12
    assert "Vandaag beoordeeld" not in text
    # The round is as it was when it was reviewed: only the day and a signal are reasons.
    assert "oordelen over de impact zijn veranderd" not in text
    assert "signaal van" in text
    calendar = client.get(f"{PLACE}2016.ics")
    assert calendar.content.startswith(b"BEGIN:VCALENDAR")
    assert calendar["Content-Type"].startswith("text/calendar")
    assert client.get(f"{PLACE}1.ics").status_code == 404


def test_a_review_is_noted_from_the_page(slim: Round, client_of: Callable[..., Any], analyst: User) -> None:
    client = client_of(analyst)
    before = client.get(PLACE).content.decode()
    scenario = before.split("/beoordeeld")[0].split("/")[-1]
    assert client.post(f"{PLACE}{scenario}/beoordeeld").status_code == 302
    assert slim.documents.get(kind="agenda").version == 2
    assert client.post(f"{PLACE}bestaat-niet/beoordeeld", follow=True).status_code == 200
    assert slim.documents.get(kind="agenda").version == 2


def test_the_round_is_known_by_the_names_that_documents_give_it(slim: Round) -> None:
    assert own_names(desk_of(slim, 1)) == ("voorbeeld-2012",)
