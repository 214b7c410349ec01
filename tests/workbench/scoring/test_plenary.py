# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from asgiref.sync import sync_to_async
from django.test import AsyncClient, Client

from tests.workbench.scoring.panels import expert, facilitator, go_to, open_round, say
from weerbaar.workbench.rounds.models import Phase, Round
from weerbaar.workbench.scoring.models import Answer
from weerbaar.workbench.scoring.plenary import changes

LogIn = Callable[..., Client]
SCREEN = "/rondes/ronde-2027/begeleiden/plenair/scenario-0/"


def three(round_: Round) -> None:
    for n, label in enumerate("ABE"):
        say(expert(round_, f"d{n}", last_name=f"Achternaam{n}"), round_, "1.1", {"label": label, "reason": "Geheim"})


@pytest.mark.django_db
def test_the_screen_counts_while_blind_and_shows_classes_after_that(client_of: LogIn) -> None:
    round_ = open_round()
    three(round_)
    client = client_of(facilitator(round_))
    blind = client.get(f"{SCREEN}?criterium=1.1").content.decode()
    assert "blijft verborgen" in blind
    assert 'class="bars"' not in blind
    assert "3 <span" in blind
    go_to(round_, Phase.FEEDBACK)
    shown = client.get(f"{SCREEN}?criterium=1.1").content.decode()
    assert 'class="bars"' in shown
    assert "Achternaam" not in shown
    assert "Geheim" not in shown
    assert client.get(f"{SCREEN}?criterium=9.9").status_code == 404


@pytest.mark.django_db
def test_the_room_does_not_see_what_is_more_confidential_than_the_scenario(client_of: LogIn) -> None:
    round_ = open_round()
    three(round_)
    say(expert(round_, "hoog", clearance=3), round_, "1.1", "D", level=3)
    go_to(round_, Phase.FEEDBACK)
    page = client_of(facilitator(round_)).get(f"{SCREEN}?criterium=1.1").content.decode()
    assert page.count('class="bar__value" width="33.3"') == 3


@pytest.mark.django_db
def test_previous_and_next_walk_over_questions_and_scenarios(client_of: LogIn) -> None:
    client = client_of(facilitator(open_round()))
    first = client.get(SCREEN).content.decode()
    assert 'rel="prev"' not in first
    assert f'rel="next" href="{SCREEN}?criterium=1.2"' in first
    last = client.get(f"{SCREEN}?criterium=likelihood").content.decode()
    assert 'rel="next" href="/rondes/ronde-2027/begeleiden/plenair/scenario-1/?criterium=1.1"' in last


@pytest.mark.django_db
def test_the_judgement_of_the_group_is_recorded_with_its_reason(client_of: LogIn) -> None:
    round_ = open_round()
    client = client_of(facilitator(round_))
    data = {"1.1:way": "label", "1.1:label": "C", "1.1:upper": "D", "1.1:version": "0"}
    assert client.post(f"{SCREEN}1.1", data).status_code == 422
    answer = client.post(f"{SCREEN}1.1", {**data, "1.1:reason": "Na overleg."})
    assert (answer.status_code, answer["Location"]) == (302, f"{SCREEN}?criterium=1.1")
    stored = Answer.objects.get()
    assert (stored.panelist.kind, stored.label) == ("group", "C")
    assert "C ernstig (C–D)" in client.get(f"{SCREEN}?criterium=1.1").content.decode()
    stale = client.post(f"{SCREEN}1.1", {**data, "1.1:label": "B", "1.1:reason": "Toch anders."})
    assert stale.status_code == 409
    go_to(round_, Phase.CLOSED)
    closed = client.post(f"{SCREEN}1.1", {**data, "1.1:reason": "Te laat.", "1.1:version": "1"})
    assert closed.status_code == 409
    assert Answer.objects.get().label == "C"


@pytest.mark.django_db(transaction=True)
def test_a_new_answer_is_an_event_and_says_nothing_of_itself() -> None:
    round_ = open_round()
    anna, lead = expert(round_, "anna"), facilitator(round_)

    async def watch() -> list[str]:
        client = AsyncClient()
        await sync_to_async(client.force_login)(lead, "allauth.account.auth_backends.AuthenticationBackend")
        answer = await client.get("/rondes/ronde-2027/begeleiden/stroom")
        assert answer["Content-Type"] == "text/event-stream"
        events = aiter(answer.streaming_content)  # type: ignore[attr-defined]
        found = [(await anext(events)).decode()]
        await sync_to_async(say)(anna, round_, "1.1", "E")
        found.append((await asyncio.wait_for(anext(events), 20)).decode())
        await answer.streaming_content.aclose()  # type: ignore[attr-defined]
        return found

    assert asyncio.run(watch()) == ["retry: 3000\n\n", "data: 2\n\n"]


@pytest.mark.django_db(transaction=True)
def test_a_stream_ends() -> None:
    round_ = open_round()

    async def watch() -> list[str]:
        return [event async for event in changes(round_.pk, lasts=0.0, pause=0.0)]

    assert asyncio.run(watch()) == ["retry: 3000\n\n"]


@pytest.mark.django_db
def test_a_server_that_cannot_wait_answers_at_once(client_of: LogIn) -> None:
    answer = client_of(facilitator(open_round())).get("/rondes/ronde-2027/begeleiden/stroom")
    assert answer.content == b"retry: 5000\ndata: 1\n\n"
