# SPDX-License-Identifier: EUPL-1.2
"""What is told of what happened, to whom, and what never leaves."""

from __future__ import annotations

import json

import pytest
from django.utils import timezone

from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.audit import log
from weerbaar.workbench.exchange.events import EVENTS, take
from weerbaar.workbench.exchange.models import Delivery, Webhook
from weerbaar.workbench.exchange.signing import current_key, new_salt
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db


def hook(round_: Round, *events: str, active: bool = True) -> Webhook:
    return Webhook.objects.create(
        round=round_,
        url="https://voorbeeld.nl/",
        events=list(events),
        active=active,
        salt=new_salt(),
        key=current_key(),
        counted_from=timezone.now(),
    )


def test_an_event_tells_what_when_and_where_and_no_more(round_: Round) -> None:
    hook(round_)
    row = round_.scenarios.first()
    entry = log.record(None, "scenario.changed", row, level=Level.INTERNAL, title="Geheime titel", reason="reden")
    assert take(entry) == 1
    body = json.loads(Delivery.objects.get().body)
    assert set(body) == {"id", "event", "round", "at", "sequence", "object"}
    assert body["event"] == "scenario.changed"
    assert body["round"] == round_.slug
    assert body["object"] == {"kind": "scenario", "id": str(row.pk)}
    assert body["sequence"] == entry.sequence


def test_what_is_above_the_level_of_the_round_is_not_told_at_all(round_: Round) -> None:
    hook(round_)
    assert take(log.record(None, "scenario.changed", round_.scenarios.first(), level=Level.SECRET)) == 0
    assert not Delivery.objects.exists()


def test_only_who_asked_for_it_is_told(round_: Round) -> None:
    hook(round_, "publication")
    hook(round_, active=False)
    wanted = hook(round_, "scenario", "job")
    assert take(log.record(None, "attachment.added", round_, round_=round_)) == 1
    assert Delivery.objects.get().webhook == wanted


@pytest.mark.parametrize("action", ["scenario.read", "report.exported", "user.logged-in", "results.read"])
def test_what_somebody_looked_at_is_not_told(action: str, round_: Round) -> None:
    hook(round_)
    assert take(log.record(None, action, round_, round_=round_)) == 0


def test_an_event_outside_a_round_is_not_told(round_: Round) -> None:
    hook(round_)
    assert take(log.record(None, "round.created")) == 0


def test_the_log_itself_calls(round_: Round, django_capture_on_commit_callbacks: object) -> None:
    hook(round_, *EVENTS)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        log.record(None, "round.closed", round_, round_=round_)
    assert Delivery.objects.get().event == "round.closed"
