# SPDX-License-Identifier: EUPL-1.2
"""Triggers that refuse to change or remove an event of the register."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from weerbaar.workbench.audit import guard


def put_on(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    guard.put_on(schema_editor.connection, guard.ALERTS)


def lift(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    guard.lift(schema_editor.connection, guard.ALERTS)


class Migration(migrations.Migration):
    dependencies = [
        ("alerts", "0001_initial"),
    ]

    operations = [
        # On SQLite a later migration that changes columns makes the table anew: it must end with this too.
        migrations.RunPython(put_on, lift),
    ]
