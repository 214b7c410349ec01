# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.workbench.scoring.panels import expert, facilitator, go_to, open_round, say
from weerbaar.workbench.rounds.models import Phase, Round, Task
from weerbaar.workbench.scoring.facilitation import seats_of

pytestmark = pytest.mark.django_db
LogIn = Callable[..., Client]
LEAD = "/rondes/ronde-2027/begeleiden/"


@pytest.fixture
def open_(db: None) -> Round:
    return open_round()


def test_who_has_not_started_comes_first(open_: Round) -> None:
    anna = expert(open_, "anna", last_name="Smit")
    expert(open_, "bram", last_name="Visser")
    say(anna, open_, "1.1", "A")
    found = seats_of(open_, 22)
    assert [(s.name, s.done, s.panelist is not None) for s in found] == [("Visser", 0, False), ("Smit", 1, True)]
    assert found[1].share == pytest.approx(1 / 22)


def test_the_facilitator_sees_names_and_reminds(open_: Round, client_of: LogIn) -> None:
    anna = expert(open_, "anna", last_name="Smit")
    client = client_of(facilitator(open_))
    page = client.get(LEAD).content.decode()
    assert "Smit" in page
    assert "niet begonnen" in page
    client.post(f"{LEAD}herinneren", {"user": [anna.pk, "x"], "text": "Graag voor vrijdag."})
    task = Task.objects.get()
    assert (task.user, task.text) == (anna, "Graag voor vrijdag.")
    assert "herinnerd" in client.get(LEAD).content.decode()
    assert "niemand aangevinkt" in client.post(f"{LEAD}herinneren", follow=True).content.decode()
    go_to(open_, Phase.CLOSED)
    assert "gesloten" in client.post(f"{LEAD}herinneren", {"user": anna.pk}, follow=True).content.decode()


def test_differences_and_checks_lead_to_the_question(open_: Round, client_of: LogIn) -> None:
    for n, label in enumerate("XEE"):
        say(expert(open_, f"d{n}"), open_, "5.3", {"label": label, "reason": "Omdat."})
    client = client_of(facilitator(open_))
    ranked = client.get(f"{LEAD}verschillen").content.decode()
    assert f'{LEAD}plenair/scenario-0/?criterium=5.3"' in ranked
    assert "1 × X, 2 × E" in ranked
    assert "geen vragen met twee antwoorden" in client.get(f"{LEAD}verschillen?criterium=1.1").content.decode()
    assert "1 × X, 2 × D of E" in client.get(f"{LEAD}controles").content.decode()


@pytest.mark.parametrize("page", ["", "verschillen", "controles", "panel", "plenair/scenario-0/", "stroom"])
def test_experts_do_not_come_here(open_: Round, client_of: LogIn, page: str) -> None:
    assert client_of(expert(open_, "anna")).get(f"{LEAD}{page}").status_code == 403
