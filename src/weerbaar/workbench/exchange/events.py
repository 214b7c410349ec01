# SPDX-License-Identifier: EUPL-1.2
"""Which entries of the log become events for webhooks, and what is told of them: never what was written."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.utils import timezone

from weerbaar.base import Text
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.exchange.models import Delivery, Webhook

EVENTS = {
    "round": Text(nl="de ronde zelf: gegevens, fasen, import en export", en="the round: data, phases, import, export"),
    "scenario": Text(
        nl="scenario’s: tekst, toetsing, bronnen, bijlagen, opmerkingen",
        en="scenarios: text, review, sources, attachments, remarks",
    ),
    "answer": Text(nl="oordelen en het panel", en="judgements and the panel"),
    "job": Text(nl="rekenwerk", en="computations"),
    "capability": Text(nl="capaciteiten, maatregelen en register", en="capabilities, measures and register"),
    "publication": Text(nl="vaststelling en intrekking", en="signing and withdrawal"),
}
"""Kinds of events to choose from."""
_KIND_OF = {
    "round": "round",
    "task": "round",
    "scenario": "scenario",
    "source": "scenario",
    "attachment": "scenario",
    "comment": "scenario",
    "answer": "answer",
    "panelist": "answer",
    "job": "job",
    "document": "capability",
    "decision": "capability",
    "capabilities": "capability",
    "publication": "publication",
}
"""The noun in front of the dot in an action of the log, and the kind of event it is. What is not here is not told."""
TEST = "webhook.test"
_SILENT = ("read", "verified")
"""Verbs of actions that tell what somebody looked at; nobody outside has business with those."""


def take(entry: Entry) -> int:
    """Make a delivery of an entry of the log for every webhook of the round that asked for it; return how many."""
    noun, _, verb = entry.action.partition(".")
    kind = _KIND_OF.get(noun)
    if not entry.round_slug or kind is None or verb in _SILENT:
        return 0
    hooks = Webhook.objects.filter(round__slug=entry.round_slug, active=True).select_related("round")
    # That something more confidential than the round exists is not told at all: an event without an object, or one
    # that comes while somebody works on it, would tell.
    told = [hook for hook in hooks if (not hook.events or kind in hook.events) and entry.level <= hook.round.level]
    for hook in told:
        queue(hook, entry.action, _about(entry))
    return len(told)


def queue(hook: Webhook, event: str, about: dict[str, Any]) -> Delivery:
    """Store a delivery that is due now."""
    now = timezone.now()
    body = {
        "id": str(uuid.uuid4()),
        "event": event,
        "round": hook.round.slug,
        "at": now.isoformat(timespec="seconds"),
        **about,
    }
    return Delivery.objects.create(webhook=hook, event=event, body=json.dumps(body, ensure_ascii=False), next_try=now)


def _about(entry: Entry) -> dict[str, Any]:
    about: dict[str, Any] = {"at": entry.at.isoformat(timespec="seconds"), "sequence": entry.sequence}
    if entry.object_id:
        about["object"] = {"kind": entry.object_kind, "id": entry.object_id}
    return about
