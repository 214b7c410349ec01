# SPDX-License-Identifier: EUPL-1.2
"""The entries of the log, for auditors."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from weerbaar.workbench.accounts.permissions import Action
from weerbaar.workbench.api.forms import cleaned
from weerbaar.workbench.api.opening import caller, everywhere, open_round
from weerbaar.workbench.api.schemas import (
    LevelName,
    Moment,
    Out,
    Page,
    Paging,
    Pair,
    about,
    level_name,
    level_of,
    paged,
    pair,
)
from weerbaar.workbench.audit import log
from weerbaar.workbench.audit.forms import Filter
from weerbaar.workbench.audit.models import Entry
from weerbaar.workbench.library.reading import note_reading

router = Router(tags=["audit"], by_alias=True)
Name = Annotated[str, Field(max_length=150)]
MOST_FAULTS = 100


class AuditEntryOut(Out):
    """One entry of the log."""

    sequence: int
    at: Moment
    actor: str
    address: str
    action: str
    object_kind: str
    object_id: str
    round_slug: str
    level: LevelName
    details: dict[str, Any]
    previous: str
    digest: str


class AuditCheckOut(Out):
    """What a check of the chain found; no ``faults`` is good."""

    faults: list[Pair]
    entries: int


class EntryFilter(Paging):
    """Which entries; ``action`` is a noun (``scenario``) or one action (``scenario.changed``)."""

    person: Name = ""
    action: Annotated[str, Field(max_length=60)] = ""
    since: date | None = None
    until: date | None = None


def entry_out(row: Entry) -> AuditEntryOut:
    """Return an entry of the log."""
    return AuditEntryOut.of(row, level=level_name(row.level))


@router.get("/audit-entries", response=Page[AuditEntryOut], **about("listAuditEntries", "The log, newest first"))
def list_entries(request: HttpRequest, chosen: Query[EntryFilter]) -> Any:
    """Return what the caller may see of it."""
    everywhere(request, Action.AUDIT)
    return _entries(request, chosen, "")


@router.get(
    "/rounds/{slug:round_slug}/audit-entries",
    response=Page[AuditEntryOut],
    **about("listRoundAuditEntries", "The log of a round, newest first"),
)
def list_round_entries(request: HttpRequest, round_slug: str, chosen: Query[EntryFilter]) -> Any:
    """Return what the caller may see of it."""
    return _entries(request, chosen, open_round(request, round_slug, Action.AUDIT).slug)


@router.post(
    "/audit-verifications", response=AuditCheckOut, **about("verifyAudit", "Check the chain of the log, all of it")
)
def verify(request: HttpRequest) -> Any:
    """Check it: whether an entry was changed, is missing, or stands in another place."""
    everywhere(request, Action.AUDIT)
    return _verified(request)


@router.post(
    "/rounds/{slug:round_slug}/audit-verifications",
    response=AuditCheckOut,
    **about("verifyAuditFromRound", "Check the chain of the log; there is one for all rounds"),
)
def verify_from_round(request: HttpRequest, round_slug: str) -> Any:
    """Check it, for an auditor of this round."""
    open_round(request, round_slug, Action.AUDIT)
    return _verified(request)


def _verified(request: HttpRequest) -> AuditCheckOut:
    faults = log.faults()
    entries = Entry.objects.count()
    log.record(request, "audit.verified", round_=getattr(request, "round", None), faults=len(faults))
    return AuditCheckOut(faults=[pair(fault.text) for fault in faults[:MOST_FAULTS]], entries=entries)


def _entries(request: HttpRequest, chosen: EntryFilter, round_slug: str) -> Any:
    rows = Entry.objects.filter(level__lte=caller(request).clearance)
    form = Filter(chosen.model_dump(include={"person", "action", "since", "until"}), in_round=bool(round_slug))
    cleaned(form, "query")
    rows = form.chosen(rows.filter(round_slug=round_slug) if round_slug else rows).order_by("-sequence")
    page = paged(request, rows, chosen, entry_out)
    note_reading(request, max((level_of(e.level) for e in page["items"]), default=0), "audit.read")
    return page
