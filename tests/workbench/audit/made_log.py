# SPDX-License-Identifier: EUPL-1.2
"""Chains of entries to tamper with, in memory."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from weerbaar.workbench.audit.chain import FIRST, digest_of
from weerbaar.workbench.audit.models import Entry

START = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)


def entry(sequence: int, previous: str, **fields: object) -> Entry:
    """Return an entry with the hash that goes with it."""
    given = {"at": START + timedelta(seconds=sequence), "actor": "analist", "action": "scenario.changed", **fields}
    made = Entry(sequence=sequence, previous=previous, details={"n": sequence}, **given)
    made.digest = digest_of(made)
    return made


def chain(length: int) -> list[Entry]:
    """Return a sound log."""
    made: list[Entry] = []
    for sequence in range(1, length + 1):
        made.append(entry(sequence, made[-1].digest if made else FIRST))
    return made
