# SPDX-License-Identifier: EUPL-1.2
"""The register in the database: the same chain of events as in files, added to in the transaction of what happened."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime

from django.db import connection, transaction

from weerbaar.alerting.register import FIRST, Content, Event, Fault, Head, Kind, event_after, read_content, verify
from weerbaar.workbench.alerts import models

_LOCK = 7_267_083_212


def hold() -> None:
    """Let nobody else add to the register until this transaction ends, so that what is looked up in it stays so."""
    if connection.vendor == "postgresql":
        # On SQLite the IMMEDIATE transaction sees to that.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


class DatabaseStore:
    """A register that whole teams add to at once; see :class:`weerbaar.alerting.register.Store`."""

    @transaction.atomic
    def append(self, kind: Kind, use: str | None, by: str, content: Content, at: datetime) -> Event:
        """Add an event. It is kept when the transaction that this is part of has ended; then nothing takes it away.

        Raises:
            RegisterError: the content is not of this kind, or the rest is not sound.
        """
        hold()
        event = event_after(self.head, kind, use, by, content, at)
        models.Event(
            number=event.number,
            at=event.at,
            use=event.use or "",
            kind=event.kind.value,
            by=event.by,
            content=json.dumps(event.content, ensure_ascii=False),
            previous=event.previous,
            digest=event.hash,
        ).save(force_insert=True)
        return event

    def events(self, use: str | None = None) -> Sequence[Event]:
        """Return the events of one use, or all, in order.

        Raises:
            RegisterError: a row is not what an event can be.
        """
        rows = models.Event.objects.order_by("number")
        if use is not None:
            rows = rows.filter(use=use)
        return tuple(read_event(row) for row in rows)

    @property
    def head(self) -> Head:
        """The last event."""
        found = models.Event.objects.order_by("-number").values_list("number", "digest").first()
        return Head(*found) if found else Head(0, FIRST)

    def fault(self, kept: Head | None = None) -> Fault | None:
        """Return the first place where the register is not what it was; None where it is whole.

        Args:
            kept: a head that was kept elsewhere and that must stand in it.
        """
        # What an event says was read when it was added, which takes longest; the hash shows whether it stayed so.
        return verify(map(_unread, models.Event.objects.order_by("number").iterator()), kept=kept)


def read_event(row: models.Event) -> Event:
    """Return the event that a row holds.

    Raises:
        RegisterError: it is not what an event can be.
    """
    kind, content = Kind(row.kind), json.loads(row.content)
    said = read_content(kind, content)
    at = row.at.astimezone(UTC)
    return Event(row.number, at, row.use or None, kind, row.by, content, row.previous, row.digest, said)


def _unread(row: models.Event) -> Event:
    """Return the event of a row to hold its hash against; what cannot be read is not what was hashed, and shows so."""
    try:
        kind, content = Kind(row.kind), json.loads(row.content)
    except ValueError:
        kind, content = Kind.NOTE, {}
    at = row.at.astimezone(UTC)
    return Event(row.number, at, row.use or None, kind, row.by, content, row.previous, row.digest, Content())
