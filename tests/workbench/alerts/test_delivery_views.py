# SPDX-License-Identifier: EUPL-1.2
"""The page of one use: sent, followed cell by cell, withdrawn, evaluated, taken along."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.workbench.alerts.offered import approve, hash_of, offered, on_air, rehearsal
from weerbaar.alerting.register import State
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.alerts import delivery_views, desk
from weerbaar.workbench.alerts.delivery_views import asks_every
from weerbaar.workbench.alerts.uses import register_use
from weerbaar.workbench.audit.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folder")]
PAGE = "/nl-alert/VR20-1/"


def test_from_approved_to_withdrawn_by_forms_alone(
    officer: User, approver: User, client_of: Callable[..., Client]
) -> None:
    rehearsal(refusing=0.2)
    row = offered(officer)
    approve(row, approver)
    client = client_of(officer)
    assert 'name="channel" value="oefennet"' in client.get(PAGE).content.decode()
    assert client.post(PAGE, {"act": "send", "draft": hash_of(row), "channel": "oefennet"}).status_code == 302
    waiting = client.get(PAGE).content.decode()
    assert "Verzenden is gevraagd" in waiting
    assert 'hx-trigger="every 2s"' in waiting
    desk.deliver_wanted()
    text = client.get(PAGE).content.decode()
    use = register_use(row.use)
    assert f"deels geweigerd ({use.cells.taken} zendcellen namen aan" in text
    assert "<caption>Wat de zendcellen deden, per kanaal</caption>" in text
    assert text.index("geweigerd</td>") < text.index("aangenomen</td>")
    assert client.post(PAGE, {"act": "status"}).status_code == 302
    desk.deliver_wanted()
    assert client.post(PAGE, {"act": "cancel", "reason": "vals alarm"}).status_code == 302
    desk.deliver_wanted()
    over = client.get(PAGE).content.decode()
    assert "hx-trigger" not in over
    assert "gestopt" in over
    assert register_use(row.use).state is State.ENDED


def test_the_part_that_asks_again(
    officer: User,
    approver: User,
    client_of: Callable[..., Client],
    monkeypatch: pytest.MonkeyPatch,
    django_assert_max_num_queries: Any,
) -> None:
    on_air(officer, approver, monkeypatch)
    # What is drawn is kept for a minute of the clock.
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    client = client_of(approver)
    client.get(f"{PAGE}verloop/")
    with django_assert_max_num_queries(16):
        part = client.get(f"{PAGE}verloop/")
    text = part.content.decode()
    assert text.count('<div id="verloop"') == 1
    assert "<html" not in text
    assert "wordt uitgezonden (2 zendcellen namen aan)" in text


def test_who_has_seen_it_gets_nothing_and_everybody_the_same(
    officer: User, approver: User, client_of: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    row = on_air(officer, approver, monkeypatch)
    now = timezone.now().replace(second=0)
    monkeypatch.setattr(timezone, "now", lambda: now)
    drawn: list[str] = []
    monkeypatch.setattr(delivery_views, "map_of", lambda use: drawn.append(use.id))
    parts = [client_of(person).get(f"{PAGE}verloop/") for person in (officer, approver)]
    assert parts[0].content == parts[1].content
    assert parts[0].content in client_of(officer).get(PAGE).content
    assert drawn == ["VR20-1"]
    again = re.search(r'hx-get="([^"]+)"', parts[0].content.decode())
    assert again is not None
    client = client_of(officer)
    asked = client.get(again[1])
    assert (asked.status_code, asked.content) == (204, b"")
    desk.go_round(now + timedelta(minutes=30))
    assert register_use(row.use).orders
    assert client.get(again[1]).status_code == 200
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(seconds=60))
    assert client.get(again[1]).status_code == 200
    assert client.get(f"{PAGE}verloop/", HTTP_ACCEPT_LANGUAGE="en").content != parts[0].content


def test_how_often_the_page_asks(officer: User, approver: User, monkeypatch: pytest.MonkeyPatch) -> None:
    use = register_use(on_air(officer, approver, monkeypatch).use)
    now = timezone.now()
    assert asks_every(use, True, now - timedelta(hours=1), now) == 2
    assert asks_every(use, False, now - timedelta(seconds=59), now) == 2
    assert asks_every(use, False, now - timedelta(seconds=61), now) == 30
    assert asks_every(replace(use, state=State.ENDED), False, now, now) == 0


def test_who_approves_reads_and_gives_no_orders(
    officer: User, approver: User, client_of: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    on_air(officer, approver, monkeypatch)
    client = client_of(approver)
    text = client.get(PAGE).content.decode()
    assert 'value="cancel"' not in text
    assert client.post(PAGE, {"act": "cancel", "reason": "vals alarm"}).status_code == 403
    assert client_of(officer).post(PAGE, {"act": "iets"}).status_code == 400


def test_all_clear_evaluation_and_what_is_taken_along(
    officer: User, approver: User, client_of: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    on_air(officer, approver, monkeypatch)
    client = client_of(officer)
    refused = client.post(PAGE, {"act": "all-clear", "how": "other_means", "remark": ""})
    assert refused.status_code == 409
    client.post(PAGE, {"act": "all-clear", "how": "not_needed", "remark": "het was een test van de sirene"})
    client.post(PAGE, {"act": "evaluate", "went_well": "snel", "lessons": "Eerder Engels\nKorter"})
    text = client.get(PAGE).content.decode()
    assert "Gemeld dat het gevaar voorbij is" in text
    assert "<li>Korter</li>" in text
    whole = json.loads(client.get(f"{PAGE}uitvoer.json").content)
    assert whole["id"] == "VR20-1"
    assert len(whole["events"]) == whole["head"]["number"]
    assert b"204-08-1-1" in client.get(f"{PAGE}uitvoer.csv").content
    assert client.get(f"{PAGE}uitvoer.md").content.decode().startswith("# Inzet VR20-1")
    assert client.get(f"{PAGE}uitvoer.exe").status_code == 404
    assert Entry.objects.filter(action="alert.exported").count() == 3
