# SPDX-License-Identifier: EUPL-1.2
"""A small data folder, as a workbench would leave it."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path
from typing import Any

from weerbaar.workbench.operations.backup import Made, back_up

MIGRATIONS = {"rounds": ["0001_initial"], "audit": ["0001_initial", "0002_guard"]}
HEAD = f"3:{'a' * 64}"


def made_in(folder: Path) -> Path:
    """Make a data folder with a database, files, and what does not belong in a backup."""
    data = folder / "data"
    for name, content in {
        "attachments/ab/cdef": b"a picture",
        "publications/12/34": b"a report" * 1000,
        "secret.key": b"the key",
        "audit-head": b"1:x",
        "start.lock": b"",
        "metrics/gauge_1.db": b"numbers",
        "attachments/.weerbaar-half": b"half written",
    }.items():
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_bytes(content)
    (data / "attachments" / "link").symlink_to("/etc/hostname")
    with contextlib.closing(sqlite3.connect(data / "weerbaar.sqlite3")) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE pair (a INTEGER, b INTEGER)")
        database.executemany("INSERT INTO pair VALUES (?, ?)", [(n, n) for n in range(100)])
        database.commit()
    return data


def database_of(data: Path) -> dict[str, Any]:
    """Return what Django's settings say of its database."""
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(data / "weerbaar.sqlite3")}


def backed_up(data: Path, target: Path) -> Made:
    """Write a backup of it."""
    return back_up(target, data=data, database=database_of(data), migrations=MIGRATIONS, head=HEAD)
