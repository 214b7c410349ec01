# SPDX-License-Identifier: EUPL-1.2
"""The register in the database is the same chain as in files, and nothing of it can be changed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from weerbaar.alerting.register import FileStore, Head, Kind, Note, RegisterError, compare
from weerbaar.workbench.alerts.models import Event
from weerbaar.workbench.alerts.store import DatabaseStore
from weerbaar.workbench.audit import guard

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 26, 13, 5, 17, 250_000, tzinfo=UTC)


def test_events_come_back_as_they_were_and_chain_as_in_files(tmp_path: Path) -> None:
    database, files = DatabaseStore(), FileStore(tmp_path / "register")
    for store in (database, files):
        store.append(Kind.NOTE, "VR20-1", "kim", Note(text="Coördinaten 51.7° – “gezien”\n"), NOW)
        store.append(Kind.NOTE, None, "weerbaar", Note(text="tweede"), NOW)
    assert compare(database.events(), files.events()).relation == "equal"
    assert [event.number for event in database.events("VR20-1")] == [1]
    assert database.events("VR20-1")[0].said == Note(text="Coördinaten 51.7° – “gezien”\n")
    assert database.head == files.head
    assert database.fault() is None


def test_what_is_no_event_is_not_kept() -> None:
    store = DatabaseStore()
    with pytest.raises(RegisterError):
        store.append(Kind.APPROVED, "VR20-1", "kim", Note(text="x"), NOW)
    assert store.events() == ()


def test_an_event_that_is_part_of_what_fails_is_not_kept() -> None:
    store = DatabaseStore()
    with transaction.atomic():
        store.append(Kind.NOTE, None, "kim", Note(text="x"), NOW)
        transaction.set_rollback(True)
    assert store.head == Head(0, "0" * 64)


def test_tampering_shows() -> None:
    store = DatabaseStore()
    for text in ("een", "twee", "drie"):
        store.append(Kind.NOTE, None, "kim", Note(text=text), NOW)
    kept = store.head
    Event.objects.filter(number=2).update(content='{"text": "anders"}')
    assert (fault := store.fault()) is not None
    assert fault.number == 2
    for unreadable in ({"content": "{"}, {"kind": "onzin"}):
        Event.objects.filter(number=2).update(**unreadable)
        assert (fault := store.fault()) is not None
        assert fault.number == 2
    Event.objects.filter(number=2).update(content='{"text": "twee"}', kind="note")
    assert store.fault() is None
    Event.objects.filter(number=3).delete()
    assert store.fault() is None
    assert store.fault(kept) is not None


def test_the_database_refuses_to_change_the_register() -> None:
    store = DatabaseStore()
    store.append(Kind.NOTE, None, "kim", Note(text="x"), NOW)
    guard.put_on(connection, guard.ALERTS)
    assert guard.is_on(connection, guard.ALERTS)
    for change in (lambda: Event.objects.update(by="een ander"), lambda: Event.objects.all().delete()):
        with pytest.raises(DatabaseError, match="never changed or removed"), transaction.atomic():
            change()
    row = Event.objects.get()
    with pytest.raises(TypeError):
        row.save()
    with pytest.raises(TypeError):
        row.delete()
