# SPDX-License-Identifier: EUPL-1.2
"""The database itself refuses to change or remove entries of the log.

On SQLite a migration that changes columns makes the table anew and loses the triggers: such a migration ends with
:func:`put_on`.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

_REFUSAL = "entries of the audit log are never changed or removed"
_SQLITE = {
    "audit_entry_no_update": "BEFORE UPDATE ON audit_entry",
    "audit_entry_no_delete": "BEFORE DELETE ON audit_entry",
    # INSERT OR REPLACE removes a row without a trigger for removing.
    "audit_entry_no_replace": "BEFORE INSERT ON audit_entry "
    "WHEN EXISTS (SELECT 1 FROM audit_entry WHERE sequence = NEW.sequence)",
}
_POSTGRESQL = {
    "audit_entry_no_change": "BEFORE UPDATE OR DELETE ON audit_entry FOR EACH ROW",
    "audit_entry_no_truncate": "BEFORE TRUNCATE ON audit_entry FOR EACH STATEMENT",
}


def put_on(connection: BaseDatabaseWrapper) -> None:
    """Make the triggers."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name, event in _SQLITE.items():
                cursor.execute(f"CREATE TRIGGER {name} {event} BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END")
        elif connection.vendor == "postgresql":
            cursor.execute(
                "CREATE OR REPLACE FUNCTION audit_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
            )
            for name, event in _POSTGRESQL.items():
                cursor.execute(f"CREATE TRIGGER {name} {event} EXECUTE FUNCTION audit_entry_refuse()")


def lift(connection: BaseDatabaseWrapper) -> None:
    """Remove the triggers: to undo the migration, and for tests that empty their database."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in _SQLITE:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        elif connection.vendor == "postgresql":
            for name in _POSTGRESQL:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON audit_entry")


def is_on(connection: BaseDatabaseWrapper) -> bool:
    """Return whether every trigger is there."""
    if connection.vendor == "sqlite":
        names = set(_SQLITE)
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_entry'"
    else:
        names = set(_POSTGRESQL)
        query = "SELECT tgname FROM pg_trigger WHERE tgrelid = 'audit_entry'::regclass AND tgenabled IN ('O', 'A')"
    with connection.cursor() as cursor:
        cursor.execute(query)
        return names <= {name for (name,) in cursor.fetchall()}
