# SPDX-License-Identifier: EUPL-1.2
"""Take a scenario out of its round, with a reason, and put it back; nothing of it is deleted.

Called by pages and the API alike, as :mod:`weerbaar.workbench.library.verbs`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import HttpRequest

from weerbaar.base import Text
from weerbaar.workbench.accounts.permissions import Action
from weerbaar.workbench.audit.log import record
from weerbaar.workbench.library.merging import change_row
from weerbaar.workbench.library.models import WITHDRAWN, Scenario
from weerbaar.workbench.library.rules import OUT, RefusedError, require_sight, writer

LONGEST_REASON = 2_000
NO_REASON = Text(
    nl="Geef een reden: waarom doet dit scenario niet meer mee?",
    en="Give a reason: why does this scenario no longer take part?",
)
_NOT_OUT = Text(nl="Dit scenario is niet ingetrokken.", en="This scenario has not been withdrawn.")


@dataclass(frozen=True)
class Withdrawal:
    """Who withdrew a scenario, when and why; ``status`` is what it was before."""

    by: Any
    at: datetime | None
    reason: str
    status: str


@transaction.atomic
def withdraw_scenario(request: HttpRequest, row: Scenario, *, version: int, reason: str) -> Scenario:
    """Take a scenario out of the round: out of lists, scoring, results, exports and reports, until it is restored.

    Args:
        request: of whoever acts.
        row: the scenario.
        version: that the writer knows to be the newest.
        reason: why; it stands in the history and in the log.

    Raises:
        RefusedError: there is no reason, it was withdrawn already, or the round is closed.
        StaleVersionError: there is a newer version.
    """
    user, round_ = writer(request, row.round_id, Action.WRITE)
    row = Scenario.objects.select_for_update().get(pk=row.pk)
    require_sight(user, row.level)
    said = reason.strip()[:LONGEST_REASON]
    if row.status == WITHDRAWN:
        raise RefusedError(OUT)
    if not said:
        raise RefusedError(NO_REASON)
    before = row.status
    changed = change_row(row, version, user, said, {"status": WITHDRAWN})
    round_.touch()
    record(
        request, "scenario.withdrawn", changed, actor=user, level=changed.level, version=changed.version,
        status=before, reason=said,
    )  # fmt: skip
    return changed


@transaction.atomic
def restore_scenario(request: HttpRequest, row: Scenario, *, version: int, reason: str = "") -> Scenario:
    """Put a scenario that was withdrawn back in the round, with the status, the answers and the review it had.

    Args:
        request: of whoever acts.
        row: the scenario.
        version: that the writer knows to be the newest.
        reason: why, for the history.

    Raises:
        RefusedError: it was not withdrawn, or the round is closed.
        StaleVersionError: there is a newer version.
    """
    user, round_ = writer(request, row.round_id, Action.WRITE)
    row = Scenario.objects.select_for_update().get(pk=row.pk)
    require_sight(user, row.level)
    found = withdrawal_of(row)
    if found is None:
        raise RefusedError(_NOT_OUT)
    said = reason.strip()[:LONGEST_REASON]
    changed = change_row(row, version, user, said or "Teruggezet / Restored", {"status": found.status})
    round_.touch()
    record(
        request, "scenario.restored", changed, actor=user, level=changed.level, version=changed.version,
        status=changed.status, reason=said,
    )  # fmt: skip
    return changed


def withdrawal_of(row: Scenario) -> Withdrawal | None:
    """Return how a scenario came to be withdrawn, from its history; None where it takes part."""
    if row.status != WITHDRAWN:
        return None
    rows = row.history.select_related("history_user").order_by("-version", "-history_id")
    before = rows.exclude(status=WITHDRAWN).first()
    done = rows.filter(status=WITHDRAWN, version__gt=before.version if before else 0).last()
    return Withdrawal(
        by=done.history_user if done else None,
        at=done.history_date if done else None,
        reason=(done.history_change_reason or "") if done else "",
        status=before.status if before else "active",
    )
