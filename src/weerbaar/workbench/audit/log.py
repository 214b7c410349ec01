# SPDX-License-Identifier: EUPL-1.2
"""Write to the log, in the same transaction as what happened; and check the log as a whole."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection, models, transaction
from django.dispatch import Signal
from django.http import HttpRequest
from django.utils import timezone

from weerbaar.base import Text
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.audit import anchors, guard
from weerbaar.workbench.audit.address import address_of
from weerbaar.workbench.audit.chain import FIELDS, FIRST, Anchor, Fault, digest_of, verify
from weerbaar.workbench.audit.models import Entry

recorded = Signal()
"""Sent with ``entry`` when what happened is final: after the transaction. A receiver that fails stops nobody."""

_LOCK = 7_267_083_211


@transaction.atomic(savepoint=False)
def record(
    request: HttpRequest | None,
    action: str,
    subject: models.Model | None = None,
    *,
    round_: Any = None,
    actor: User | None = None,
    level: int = 0,
    at: datetime | None = None,
    **details: Any,
) -> Entry:
    """Add an entry to the log. Do this last in the transaction: from here on nobody else can write to the log.

    Args:
        request: the request in which it happened; None for a command.
        action: what happened, as ``noun.verb`` (``scenario.changed``, ``round.exported``, ``user.logged-in``).
        subject: the row it happened to.
        round_: the round it belongs to; that of the subject where it has one.
        actor: who did it, where that is not the user of the request.
        level: confidentiality of what was read or written; at least that of the subject and of the round.
        at: when it happened, where that is not now.
        details: values that JSON can hold; never the confidential text itself.
    """
    by = getattr(request, "user", None)
    user = actor or (by if isinstance(by, User) else None)
    belongs = round_ or getattr(subject, "round", None)
    if connection.vendor == "postgresql":
        # One writer at a time reaches the end of the chain. On SQLite the IMMEDIATE transaction sees to that.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    last = anchors.head()
    entry = Entry(
        sequence=last.sequence + 1 if last else 1,
        at=at or timezone.now(),
        actor=str(user.username) if user else "",
        actor_id=user.pk if user else None,
        address=address_of(request) if request is not None else "",
        action=action,
        object_kind=subject._meta.model_name or "" if subject is not None else "",
        object_id=str(subject.pk) if subject is not None else "",
        round_slug=getattr(belongs, "slug", "") or "",
        level=max(level, *(found for row in (subject, belongs) if isinstance(found := getattr(row, "level", 0), int))),
        details=_storable(details),
        previous=last.digest if last else FIRST,
    )
    entry.digest = digest_of(entry)
    entry.save(force_insert=True)
    transaction.on_commit(lambda: _is_final(entry))
    return entry


def _is_final(entry: Entry) -> None:
    if entry.sequence % anchors.EVERY == 0:
        anchors.keep(Anchor(entry.sequence, entry.digest))
    recorded.send_robust(sender=Entry, entry=entry)


def _storable(details: dict[str, Any]) -> Any:
    """Return the details as both databases give them back, to the last character: else the hash would differ.

    PostgreSQL keeps numbers as decimals, and knows neither NaN nor the character NUL nor half a surrogate pair.
    """
    text = json.dumps(details, default=str, ensure_ascii=False)
    text = text.encode("utf-8", "replace").decode("utf-8").replace("\\u0000", "\\ufffd")
    return json.loads(text, parse_float=_as_decimal, parse_constant=str)


def _as_decimal(written: str) -> float | str:
    value = float(written)
    if "e" in repr(value) or not math.isfinite(value):
        return written
    return value + 0.0 if value else 0.0


def entries() -> Iterable[Any]:
    """Return the whole log by sequence, as rows that :func:`weerbaar.workbench.audit.chain.verify` reads."""
    return Entry.objects.order_by("sequence").values_list(*FIELDS, named=True).iterator(chunk_size=5_000)


def faults(noted: Iterable[Anchor] = ()) -> list[Fault]:
    """Return every place where the log was tampered with, the anchors in the data folder included.

    Args:
        noted: other hashes to hold against it: of a backup, or of an earlier check.
    """
    known, unsigned = anchors.kept()
    found = [*unsigned, *verify(entries(), [*known, *noted])]
    if not guard.is_on(connection):
        found.append(
            Fault(
                0,
                "unguarded",
                Text(
                    nl="De beveiliging in de database die wijzigen en verwijderen weigert, is weggehaald.",
                    en="The guard in the database that refuses changes and removals was taken off.",
                ),
            )
        )
    return found
