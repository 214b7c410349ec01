# SPDX-License-Identifier: EUPL-1.2
"""Webhooks: the secret is shown once, versions count, and nothing is sent inside."""

from __future__ import annotations

from typing import Any

import pytest

from weerbaar.workbench.exchange import webhooks
from weerbaar.workbench.exchange.models import Webhook
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db
PLACE = "/rounds/open/webhooks"


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhooks, "resolved", lambda target: target)
    monkeypatch.setattr(webhooks.delivering, "wake", lambda: None)


def test_a_webhook_from_beginning_to_end(program_of: Any, scored: Round) -> None:
    program = program_of("administrator")
    given = {"url": "https://voorbeeld.nl/hook", "events": ["answer"]}
    made = program.post(PLACE, given)
    assert made.status_code == 201
    place = f"{PLACE}/{made.data['id']}"
    assert "secret" not in program.get(place).data
    changed = program.put(place, {**given, "version": 1, "active": False})
    assert (changed.data["active"], changed.data["version"]) == (False, 2)
    assert program.put(place, {**given, "version": 1}).status_code == 409
    renewed = program.post(f"{place}/secrets", {"version": 2}).data
    assert renewed["secret"] != made.data["secret"]
    sent = program.post(f"{place}/deliveries", {}).data
    assert (sent["event"], sent["state"]) == ("webhook.test", "waiting")
    assert program.post(f"{place}/deliveries/{sent['id']}/retries", {}).status_code == 202
    assert program.get(f"{place}/deliveries").data["total"] == 1
    assert program.delete(place).status_code == 204
    assert program.get(place).status_code == 404


def test_an_address_of_no_use_and_an_unknown_event_are_refused(program_of: Any, scored: Round) -> None:
    program = program_of("administrator")
    assert program.post(PLACE, {"url": "ftp://voorbeeld.nl"}).status_code == 400
    assert program.post(PLACE, {"url": "https://voorbeeld.nl", "events": ["alles"]}).status_code == 400
    assert not Webhook.objects.exists()
