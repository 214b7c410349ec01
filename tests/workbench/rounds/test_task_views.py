# SPDX-License-Identifier: EUPL-1.2
"""Tasks on the page: asked by some, ticked off by who was asked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.workbench.rounds.made_round import small_round
from weerbaar.workbench.rounds.models import Task
from weerbaar.workbench.rounds.verbs import ask

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]


def test_an_analyst_asks_and_the_reader_ticks_off(client_of: ClientOf) -> None:
    round_ = small_round()
    analyst, reader = client_of("analyst", round_), client_of("reader", round_)
    address = f"/rondes/{round_.slug}/taken"
    assert analyst.post(address, {"user": reader.user.pk, "text": "Lees mee"}).status_code == 302  # type: ignore[attr-defined]
    task = Task.objects.get()
    assert "Lees mee" in reader.get(address).content.decode()
    assert reader.post(f"/mijn-werk/taken/{task.pk}/klaar", {"next": "https://elders.nl"})["Location"] == "/mijn-werk"
    task.refresh_from_db()
    assert task.done is not None
    reader.post(f"/mijn-werk/taken/{task.pk}/klaar", {"undo": "1", "next": address})
    task.refresh_from_db()
    assert task.done is None


def test_a_reader_asks_nothing_and_sees_only_the_own_tasks(client_of: ClientOf) -> None:
    round_ = small_round()
    reader, other = client_of("reader", round_), client_of("reader", round_)
    ask(None, round_, user=other.user, text="Voor een ander")  # type: ignore[attr-defined]
    page = reader.get(f"/rondes/{round_.slug}/taken").content.decode()
    assert "Voor een ander" not in page
    assert 'name="text"' not in page
    assert reader.post(f"/rondes/{round_.slug}/taken", {"text": "x"}).status_code == 403


def test_nobody_ticks_off_or_takes_back_the_task_of_another(client_of: ClientOf) -> None:
    round_ = small_round()
    reader, other, admin = (client_of(role, round_) for role in ("reader", "analyst", "administrator"))
    task = ask(None, round_, user=reader.user, text="Van mij")  # type: ignore[attr-defined]
    assert other.post(f"/mijn-werk/taken/{task.pk}/klaar").status_code == 403
    assert other.post(f"/mijn-werk/taken/{task.pk}/weg").status_code == 403
    assert admin.post(f"/mijn-werk/taken/{task.pk}/weg").status_code == 302
    assert not Task.objects.exists()


def test_a_wrong_question_is_told_at_the_field(client_of: ClientOf) -> None:
    round_ = small_round()
    client = client_of("administrator", round_)
    data = {"user": client.user.pk, "text": "Doe", "address": "https://elders.nl"}  # type: ignore[attr-defined]
    answer = client.post(f"/rondes/{round_.slug}/taken", data)
    assert answer.status_code == 422
    assert "moet met één / beginnen" in answer.content.decode()
