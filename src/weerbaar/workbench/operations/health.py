# SPDX-License-Identifier: EUPL-1.2
"""Is the workbench well: the database answers, the disk has room, and what runs beside the pages is alive."""

from __future__ import annotations

import shutil
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, connection

Check = Callable[[], bool]

LEAST_FREE = 100 * 1024 * 1024
"""Octets that must be free on the disk of the data folder."""


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def _disk() -> bool:
    return shutil.disk_usage(settings.DATA).free >= LEAST_FREE


_CHECKS: dict[str, Check] = {"database": _database, "disk": _disk}


def check_through(name: str, check: Check) -> None:
    """Register a check; what runs in the web process beside the pages says so here."""
    _CHECKS[name] = check


def forget(name: str) -> None:
    """Remove a check, once what it looks at was stopped."""
    _CHECKS.pop(name, None)


def state() -> dict[str, bool]:
    """Return name of each check to whether all is well. A check that fails to answer is not well."""
    return {name: _answers(check) for name, check in sorted(_CHECKS.items())}


def _answers(check: Check) -> bool:
    try:
        return check()
    except (DatabaseError, OSError):
        return False
