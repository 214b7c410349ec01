# SPDX-License-Identifier: EUPL-1.2
"""Backup, restore and check as the administrator types them, each in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests.server.conftest import Panel, Place
from weerbaar.workbench.audit import guard, log
from weerbaar.workbench.audit.models import Entry

pytestmark = pytest.mark.parametrize("place", ["sqlite"], indirect=True)


def weerbaar(*arguments: object) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}
    return subprocess.run(
        [sys.executable, "-m", "weerbaar", *map(str, arguments)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_what_was_backed_up_is_restored_checked_and_seen_to_be_cut_off(
    place: Place, panel: Panel, tmp_path: Path
) -> None:
    panel.sessions()
    for number in range(5):
        log.record(None, "scenario.read", number=number)
    backup, new = tmp_path / "kopie.zip", tmp_path / "nieuw"

    done = weerbaar("backup", backup, "--data", place.data, "--lang", "nl")
    assert done.returncode == 0, done.stderr
    assert f"Reservekopie geschreven: {backup}" in done.stdout
    assert Entry.objects.get(sequence=6).action == "backup.made"

    done = weerbaar("restore", backup, "--data", new, "--lang", "nl")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Het logboek is heel." in done.stdout
    assert new.stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
    with connection.cursor() as cursor:
        cursor.execute("ATTACH DATABASE %s AS new", [str(new / "weerbaar.sqlite3")])
        cursor.execute("SELECT action FROM new.audit_entry ORDER BY sequence")
        assert [action for (action,) in cursor.fetchall()] == ["scenario.read"] * 5 + ["backup.restored"]
        cursor.execute("SELECT count(*) FROM new.django_session UNION ALL SELECT count(*) FROM django_session")
        assert cursor.fetchall() == [(0,), (4,)]

    # The end is cut off: the anchor that the backup left in the data folder knows better.
    guard.lift(connection)
    Entry.objects.filter(sequence__gt=3).delete()
    guard.put_on(connection)
    done = weerbaar("audit", "verify", "--data", place.data, "--json")
    assert done.returncode == 1, done.stderr
    found = json.loads(done.stdout)
    assert [(fault["entry"], fault["kind"]) for fault in found["faults"]] == [(4, "cut-off")]
    assert found["head"].startswith("3:")


def test_a_backup_needs_a_data_folder_and_makes_none(place: Place, tmp_path: Path) -> None:
    done = weerbaar("backup", tmp_path / "kopie.zip", "--data", tmp_path / "nergens", "--lang", "nl")
    assert done.returncode == 2
    assert "deze gegevensmap bestaat niet" in done.stderr
    assert not (tmp_path / "nergens").exists()
