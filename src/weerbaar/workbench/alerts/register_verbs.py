# SPDX-License-Identifier: EUPL-1.2
"""The one write of the register's own page: take over uses from before it."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from weerbaar.alerting.register import import_older_uses, read_older_uses
from weerbaar.workbench.accounts.permissions import Action, require
from weerbaar.workbench.alerts.opening import person
from weerbaar.workbench.alerts.store import DatabaseStore
from weerbaar.workbench.audit import log
from weerbaar.workbench.exchange.uploads import in_folder


def take_over(request: HttpRequest, *, name: str, content: bytes) -> int:
    """Take over older uses from a CSV file, all of them or none, and return how many.

    Args:
        request: of who sets alerts up.
        name: of the file.
        content: of the file.

    Raises:
        PermissionDenied: this person does not set alerts up.
        InputError: with every mistake in the file, or uses that are in the register already.
    """
    require(person(request), Action.ALERT_SETUP)
    with in_folder(name, content) as path:
        found = read_older_uses(Path(path))
    with transaction.atomic():
        added = import_older_uses(DatabaseStore(), found, person(request).username, timezone.now())
        log.record(request, "alert.imported", None, name=name, uses=len(added))
    return len(added)
