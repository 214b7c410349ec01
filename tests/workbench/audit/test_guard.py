# SPDX-License-Identifier: EUPL-1.2
"""The database refuses what the model refuses, also to whoever goes round the model."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from tests.workbench.audit.made_log import chain
from weerbaar.workbench.audit import guard
from weerbaar.workbench.audit.models import Entry


@pytest.fixture
def guarded(db: None) -> None:
    """Three entries under guard. The test runs in a transaction, which takes the triggers along at the end."""
    Entry.objects.bulk_create(chain(3))
    guard.put_on(connection)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET actor = 'iemand' WHERE sequence = 2",
        "UPDATE audit_entry SET sequence = 9 WHERE sequence = 2",
        "DELETE FROM audit_entry WHERE sequence = 3",
        "INSERT OR REPLACE INTO audit_entry SELECT * FROM audit_entry WHERE sequence = 1",
    ],
)
def test_a_statement_that_would_change_the_log_fails(guarded: None, statement: str) -> None:
    with pytest.raises(DatabaseError, match="never changed or removed"), transaction.atomic():
        connection.cursor().execute(statement)
    assert list(Entry.objects.values_list("sequence", "actor")) == [(n, "analist") for n in (1, 2, 3)]


def test_querysets_fail_too(guarded: None) -> None:
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Entry.objects.update(actor="iemand")
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Entry.objects.all().delete()


def test_entries_can_be_added(guarded: None) -> None:
    Entry.objects.bulk_create(chain(4)[3:])
    assert Entry.objects.count() == 4


def test_it_is_told_whether_the_guard_is_on(guarded: None) -> None:
    assert guard.is_on(connection)
    connection.cursor().execute("DROP TRIGGER audit_entry_no_delete")
    assert not guard.is_on(connection)
    guard.lift(connection)
    guard.lift(connection)
    assert not guard.is_on(connection)
    Entry.objects.filter(sequence=3).delete()
    assert Entry.objects.count() == 2
