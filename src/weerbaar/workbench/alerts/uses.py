# SPDX-License-Identifier: EUPL-1.2
"""What the register says of every use, kept in memory and read on from where it was, and what follows from that.

The register is the truth; the row of a use repeats some of it, so that uses can be found without reading them all.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain

from django.http import Http404
from django.utils import timezone

from weerbaar.alerting.register import FIRST, Drafted, Event, Head, Rejected, Returned, State, Use, fold
from weerbaar.base import Text
from weerbaar.workbench.alerts import models
from weerbaar.workbench.alerts.store import DatabaseStore, read_event

ON_AIR = frozenset({State.SENDING, State.ON_AIR, State.PARTLY_REFUSED, State.UNKNOWN, State.CANCELLING})
"""States in which phones may be receiving it."""


@dataclass
class _Known:
    """What was read of the register; under no name the events that concern no single use."""

    head: Head = field(default_factory=lambda: Head(0, FIRST))
    events: dict[str, list[Event]] = field(default_factory=dict)
    uses: dict[str, Use] = field(default_factory=dict)


_lock = threading.Lock()
_known = _Known()


def all_uses() -> Mapping[str, Use]:
    """Return every use in the register by its id, in the order in which they began.

    Raises:
        RegisterError: a row of the register is not what an event can be.
    """
    return _read().uses


def register_use(use: str) -> Use:
    """Return a use as the register has it.

    Raises:
        Http404: the register does not know it.
        RegisterError: a row of the register is not what an event can be.
    """
    found = _read().uses.get(use)
    if found is None:
        raise Http404
    return found


def events_of(use: str) -> Sequence[Event]:
    """Return the events of one use, in order."""
    return tuple(_read().events.get(use, ()))


class KnownStore(DatabaseStore):
    """The register for who asks it again and again: read from memory, written to the database."""

    def events(self, use: str | None = None) -> Sequence[Event]:
        """Return the events of one use, or all, in order.

        Raises:
            RegisterError: a row of the register is not what an event can be.
        """
        if use is not None:
            return events_of(use)
        return sorted(chain.from_iterable(_read().events.values()), key=lambda event: event.number)


def _read() -> _Known:
    """Read on; from the beginning where what was read is not what stands there (a transaction that was undone)."""
    global _known
    with _lock:
        rows = models.Event.objects.order_by("number")
        known = _known
        if known.head.number:
            digest = rows.filter(pk=known.head.number).values_list("digest", flat=True).first()
            if digest != known.head.hash:
                known = _Known()
        new = [read_event(row) for row in rows.filter(number__gt=known.head.number)]
        if not new and known is _known:
            return known
        events = {use: list(found) for use, found in known.events.items()} if new else known.events
        for event in new:
            events.setdefault(event.use or "", []).append(event)
        head = Head(new[-1].number, new[-1].hash) if new else known.head
        _known = _Known(head, events, _folded(known.uses, events, {e.use for e in new if e.use is not None}))
        return _known


def _folded(before: Mapping[str, Use], events: Mapping[str, Sequence[Event]], touched: set[str]) -> dict[str, Use]:
    """Return all uses, of which only those that new events are about, or that they end, are folded again."""
    changed = dict(before)
    replaces = {name: use.replaces for name, use in before.items()}
    for use in touched:
        drafts = (event.said for event in reversed(events[use]) if isinstance(event.said, Drafted))
        replaces[use] = next((draft.replaces for draft in drafts), None)
    again = touched | {replaces[use] or "" for use in touched}
    around = again | {use for use, earlier in replaces.items() if earlier in again}
    folded = fold(event for use in events if use in around for event in events[use])
    changed |= {use: folded[use] for use in events if use in again and use in folded}
    return changed


def follow(row: models.Use, **values: object) -> None:
    """Have the row of a use repeat what the register says now; part of the transaction in which that changed.

    Args:
        row: read with ``select_for_update`` in this transaction.
        values: what else changes in the row.
    """
    found = fold(DatabaseStore().events(row.use)).get(row.use)
    wanted: dict[str, object] = {**values}
    if found is not None:
        wanted["state"] = found.state.value
    changed = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    if changed:
        row.change_held(row.version, **changed)


def held(use: models.Use) -> models.Use:
    """Return the row of a use, which nobody else changes while this transaction lasts."""
    return models.Use.objects.select_for_update().get(pk=use.pk)


def place_of(use: Use) -> Text:
    """Return where it is, in words."""
    if use.imported is not None:
        return Text(nl=use.imported.area_description)
    said = use.draft.area_description if use.draft is not None else {}
    return Text(nl=said.get("nl", ""), en=said.get("en", ""))


def text_of(use: Use) -> Text:
    """Return what people read."""
    return Text(nl=use.texts.get("nl", ""), en=use.texts.get("en", ""))


@dataclass(frozen=True)
class SentBack:
    """A draft that its approver returned or rejected: by whom, when, and why."""

    by: str
    at: datetime
    reason: str
    rejected: bool


def sent_back(use: Use) -> SentBack | None:
    """Return how the draft that was offered last came back; None where it did not, or was offered anew."""
    given = use.rejected or (use.returns[-1] if use.returns and use.state is State.DRAFT else None)
    if given is None or not isinstance(given.said, Returned | Rejected):
        return None
    return SentBack(given.by, given.at, given.said.reason, isinstance(given.said, Rejected))


def is_over(use: Use, now: datetime | None = None) -> bool:
    """Return whether the broadcast has ended, also where nobody wrote that down yet."""
    if use.state in (State.ENDED, State.CANCELLED):
        return True
    expires = use.draft.expires if use.draft is not None else None
    return use.was_on_air and expires is not None and expires <= (now or timezone.now())
