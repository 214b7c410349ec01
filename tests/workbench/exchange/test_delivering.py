# SPDX-License-Identifier: EUPL-1.2
"""Webhooks from end to end: signed, tried again, given up, and never led elsewhere."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.workbench.exchange.files import Receiver, receiver
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.exchange import delivering, targets
from weerbaar.workbench.exchange.delivering import BACKOFF, deliver_due, failures, forget_old, start_deliveries, wake
from weerbaar.workbench.exchange.events import queue
from weerbaar.workbench.exchange.models import Delivery, Sending, Webhook
from weerbaar.workbench.exchange.signing import current_key, new_salt, secret_of
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    monkeypatch.setenv(targets.PRIVATE, "1")
    with receiver() as found:
        yield found


@pytest.fixture
def hook(round_: Round, there: Receiver) -> Webhook:
    return Webhook.objects.create(
        round=round_, url=there.url, salt=new_salt(), key=current_key(), counted_from=timezone.now()
    )


def test_an_event_arrives_signed(hook: Webhook, there: Receiver) -> None:
    sent = queue(hook, "round.closed", {"sequence": 7})
    assert deliver_due() == 1
    ((headers, body),) = there.received
    assert json.loads(body)["event"] == headers["X-Weerbaar-Event"] == "round.closed"
    assert headers["X-Weerbaar-Delivery"] == str(sent.pk)
    key = secret_of(hook.salt, hook.key).encode()
    expected = hmac.new(key, headers["X-Weerbaar-Timestamp"].encode() + b"." + body, hashlib.sha256).hexdigest()
    assert headers["X-Weerbaar-Signature"] == f"sha256={expected}"
    sent.refresh_from_db()
    assert (sent.state, sent.answer, sent.attempts, sent.fault) == (Sending.SENT, 200, 1, "")
    assert deliver_due() == 0


def test_a_failure_is_tried_again_later_and_later_and_then_given_up(hook: Webhook, there: Receiver) -> None:
    there.answers = [500] * 10
    sent = queue(hook, "round.closed", {})
    now = timezone.now()
    for attempt, pause in enumerate(BACKOFF, start=1):
        assert deliver_due(now) == 1
        sent.refresh_from_db()
        assert (sent.state, sent.attempts, sent.fault) == (Sending.WAITING, attempt, "HTTP 500")
        assert sent.next_try == now + pause
        assert deliver_due(now + pause - timedelta(seconds=1)) == 0
        now += pause
    assert deliver_due(now) == 1
    sent.refresh_from_db()
    assert (sent.state, sent.attempts) == (Sending.GIVEN_UP, len(BACKOFF) + 1)
    assert deliver_due(now + timedelta(days=9)) == 0
    assert len(there.received) == len(BACKOFF) + 1


def test_a_redirect_is_a_failure_and_is_not_followed(hook: Webhook, there: Receiver) -> None:
    there.answers, there.location = [302], there.url
    sent = queue(hook, "round.closed", {})
    deliver_due()
    sent.refresh_from_db()
    assert (sent.state, sent.fault) == (Sending.WAITING, "HTTP 302")
    assert len(there.received) == 1


def test_an_address_that_is_inside_by_now_gets_nothing(
    hook: Webhook, there: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(targets.PRIVATE)
    sent = queue(hook, "round.closed", {})
    deliver_due()
    sent.refresh_from_db()
    assert sent.fault.startswith("refused:")
    assert there.received == []


def test_an_address_where_nobody_listens_is_told(hook: Webhook) -> None:
    hook.change(1, url="http://127.0.0.1:9/")
    sent = queue(hook, "round.closed", {})
    deliver_due()
    sent.refresh_from_db()
    assert "ConnectionRefusedError" in sent.fault
    assert sent.answer is None


def test_a_lost_key_is_told(hook: Webhook, there: Receiver, settings: object) -> None:
    settings.SECRET_KEY = "een heel nieuwe sleutel"  # type: ignore[attr-defined]
    sent = queue(hook, "round.closed", {})
    deliver_due()
    sent.refresh_from_db()
    assert sent.fault == "secret lost"
    assert there.received == []


def test_after_twenty_failures_in_a_row_the_webhook_is_turned_off(hook: Webhook, there: Receiver) -> None:
    there.answers = [500] * 19 + [200] + [500] * 50
    for number in range(19):
        queue(hook, f"round.{number}", {})
    start = timezone.now()
    deliver_due(start)
    assert failures(hook) == 19
    queue(hook, "round.good", {})
    deliver_due(start + timedelta(seconds=2))
    assert failures(hook) == 0
    for number in range(20):
        queue(hook, f"round.{number}", {})
    deliver_due(start + timedelta(seconds=4))
    hook.refresh_from_db()
    assert not hook.active
    assert Entry.objects.get(action="webhook.disabled").details["failures"] == 20
    received = len(there.received)
    assert deliver_due(start + timedelta(days=1)) == 0
    assert len(there.received) == received


def test_two_processes_send_it_once(hook: Webhook) -> None:
    sent = queue(hook, "round.closed", {})
    same = Delivery.objects.get(pk=sent.pk)
    now = timezone.now()
    assert delivering._claimed(sent, now)
    assert not delivering._claimed(same, now)


def test_what_ended_long_ago_is_forgotten(hook: Webhook) -> None:
    queue(hook, "round.open", {})
    sent = queue(hook, "round.closed", {})
    Delivery.objects.filter(pk=sent.pk).update(state=Sending.SENT)
    assert forget_old(timezone.now() + timedelta(days=31)) == 1
    assert Delivery.objects.get().event == "round.open"


@pytest.mark.django_db(transaction=True)
def test_the_thread_sends_what_is_waiting(hook: Webhook, there: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivering, "_PAUSE_S", 0.05)
    queue(hook, "round.closed", {})
    thread = start_deliveries()
    assert start_deliveries() is thread
    wake()
    assert there.arrived.wait(20)
    delivering.stop_deliveries()
    assert not thread.is_alive()
