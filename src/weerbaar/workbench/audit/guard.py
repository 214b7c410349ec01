# SPDX-License-Identifier: EUPL-1.2
"""The database itself refuses to change or remove rows of what may only grow: the audit log, the register of alerts.

On SQLite a migration that changes columns makes the table anew and loses the triggers: such a migration ends with
:func:`put_on`.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True)
class Grown:
    """A table that may only grow.

    Attributes:
        table: its name.
        key: its primary key.
        refusal: what the database says to who wants to change it.
    """

    table: str
    key: str
    refusal: str

    @property
    def sqlite(self) -> dict[str, str]:
        """Name of each trigger to when it goes off."""
        return {
            f"{self.table}_no_update": f"BEFORE UPDATE ON {self.table}",
            f"{self.table}_no_delete": f"BEFORE DELETE ON {self.table}",
            # INSERT OR REPLACE removes a row without a trigger for removing.
            f"{self.table}_no_replace": f"BEFORE INSERT ON {self.table} WHEN EXISTS ({self._same})",
        }

    @property
    def _same(self) -> str:
        # Table and key are names of our own, never anything that was sent.
        return f"SELECT 1 FROM {self.table} WHERE {self.key} = NEW.{self.key}"  # noqa: S608

    @property
    def postgresql(self) -> dict[str, str]:
        """Name of each trigger to when it goes off."""
        return {
            f"{self.table}_no_change": f"BEFORE UPDATE OR DELETE ON {self.table} FOR EACH ROW",
            f"{self.table}_no_truncate": f"BEFORE TRUNCATE ON {self.table} FOR EACH STATEMENT",
        }


LOG = Grown("audit_entry", "sequence", "entries of the audit log are never changed or removed")
ALERTS = Grown("alerts_event", "number", "events of the register of alerts are never changed or removed")


def put_on(connection: BaseDatabaseWrapper, grown: Grown = LOG) -> None:
    """Make the triggers of a table."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name, event in grown.sqlite.items():
                cursor.execute(f"CREATE TRIGGER {name} {event} BEGIN SELECT RAISE(ABORT, '{grown.refusal}'); END")
        elif connection.vendor == "postgresql":
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {grown.table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{grown.refusal}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
            )
            for name, event in grown.postgresql.items():
                cursor.execute(f"CREATE TRIGGER {name} {event} EXECUTE FUNCTION {grown.table}_refuse()")


def lift(connection: BaseDatabaseWrapper, grown: Grown = LOG) -> None:
    """Remove the triggers: to undo the migration, and for tests that empty their database."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in grown.sqlite:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        elif connection.vendor == "postgresql":
            for name in grown.postgresql:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {grown.table}")


def is_on(connection: BaseDatabaseWrapper, grown: Grown = LOG) -> bool:
    """Return whether every trigger of a table is there."""
    if connection.vendor == "sqlite":
        names = set(grown.sqlite)
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s"
    else:
        names = set(grown.postgresql)
        query = "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgenabled IN ('O', 'A')"
    with connection.cursor() as cursor:
        cursor.execute(query, [grown.table])
        return names <= {name for (name,) in cursor.fetchall()}
