# SPDX-License-Identifier: EUPL-1.2
"""The documents of a capability analysis, gaps, decisions on measures, the choice, and the register."""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.permissions import Action
from weerbaar.workbench.api.openapi import json_of
from weerbaar.workbench.api.opening import caller, open_round, plain_json
from weerbaar.workbench.api.problems import one_by_one
from weerbaar.workbench.api.schemas import (
    In,
    LevelName,
    Moment,
    Out,
    Pair,
    Version,
    about,
    level_name,
    level_of,
    pair,
    who,
)
from weerbaar.workbench.audit import log
from weerbaar.workbench.capabilities import portfolio_job, verbs
from weerbaar.workbench.capabilities.conversion import desk_of
from weerbaar.workbench.capabilities.kinds import BY_NAME, KINDS
from weerbaar.workbench.capabilities.models import Document
from weerbaar.workbench.capabilities.opening import open_desk
from weerbaar.workbench.capabilities.withholding import text_may_be_read

router = Router(tags=["capabilities"], by_alias=True)
_PLACE = "/rounds/{slug:round_slug}/capability-documents"
Day = Annotated[datetime.date, Field(ge=datetime.date(2000, 1, 1), le=datetime.date(2149, 12, 31))]
Short = Annotated[str, Field(max_length=80)]


class DocumentOut(Out):
    """A document, or the place of one that is not there yet (``version`` 0)."""

    kind: str
    title: Pair
    version: int
    level: LevelName
    readable: bool
    changed: Moment | None
    changed_by: str | None


class DocumentDetail(DocumentOut):
    """A document with its text, in YAML."""

    content: str


class DocumentIn(In):
    """The text of a document, in YAML; ``version`` 0 for a new one."""

    content: Annotated[str, Field(max_length=2_000_000)]
    version: Version = 0
    level: LevelName | None = None


class SavedOut(Out):
    """A document that was saved, with warnings and what is wrong elsewhere because of it."""

    document: DocumentDetail
    problems: list[dict[str, Any]]


class DecisionIn(In):
    """A decision on a measure."""

    outcome: Literal["adopted", "rejected"]
    reason: Annotated[str, Field(min_length=1, max_length=5_000)]
    body: Short = "minister"
    reference: Annotated[str, Field(max_length=500)] = ""
    responsible: list[Short] = Field(default=[], max_length=50)
    deadline: Annotated[str, Field(max_length=20)] = ""
    on: Day | None = None


class DecisionOut(Out):
    """A decision on a measure, and where it stands in the register."""

    measure: str
    outcome: str
    reason: str
    subject: str
    entry: str
    decided_by: str | None
    at: Moment


class EntryIn(In):
    """An entry of the register; ``fields`` is as the file of the register has it, without subject and kind."""

    subject: Short
    kind: Literal["start", "progress", "completion", "evaluation", "withdrawal", "correction"]
    fields: dict[str, Any] = {}


class EntryOut(Out):
    """An entry of the register."""

    id: str
    subject: str
    kind: str
    recorded_on: datetime.date
    entry: dict[str, Any]


class RegisterOut(Out):
    """A register that was taken up, with the ids of its subjects."""

    subjects: list[str]


class DayQuery(In):
    """On which day, and as it was known on which."""

    on: Day | None = None
    known: Day | None = None


def document_out(request: HttpRequest, kind: str, row: Document | None, *, content: bool = False) -> Any:
    """Return a document as a program gets it; where the text itself is not for the caller, it is not readable."""
    user = caller(request)
    readable = row is not None and text_may_be_read(row, user.clearance, desk_of(request.round, user.clearance).hidden)  # type: ignore[attr-defined]
    given = {
        "kind": kind,
        "title": pair(BY_NAME[kind].title),
        "version": row.version if row else 0,
        "level": level_name(row.level if row else Level.OPEN),
        "readable": readable,
        "changed": row.changed if row else None,
        "changed_by": who(row.changed_by) if row else None,
    }
    return DocumentDetail(content=row.content if row else "", **given) if content else DocumentOut(**given)


def document_of_kind(request: HttpRequest, kind: str) -> Document | None:
    """Return the document of a kind, and log the reading of a confidential one.

    Raises:
        Http404: there is no such kind, or its text is not for the caller.
    """
    round_, user = request.round, caller(request)  # type: ignore[attr-defined]
    if kind not in BY_NAME:
        raise Http404
    row: Document | None = round_.documents.filter(kind=kind).first()
    if row is not None:
        if not text_may_be_read(row, user.clearance, desk_of(round_, user.clearance).hidden):
            raise Http404
        if row.text_level >= Level.DEPARTMENTAL:
            log.record(request, "document.read", row, level=row.text_level, document=row.name)
    return row


@router.get(_PLACE, response=list[DocumentOut], **about("listCapabilityDocuments", "The documents of the analysis"))
def list_documents(request: HttpRequest, round_slug: str) -> Any:
    """Return every kind, also those that are not there yet."""
    round_ = open_round(request, round_slug, Action.RESULTS, blind=True)
    rows = {row.kind: row for row in round_.documents.filter(level__lte=caller(request).clearance)}
    return [document_out(request, kind.name, rows.get(kind.name)) for kind in KINDS]


@router.get(
    f"{_PLACE}/{{slug:kind}}", response=DocumentDetail, **about("getCapabilityDocument", "One document with its text")
)
def get_document(request: HttpRequest, round_slug: str, kind: str) -> Any:
    """Return it."""
    open_round(request, round_slug, Action.RESULTS, blind=True)
    row = document_of_kind(request, kind)
    if row is None:
        raise Http404
    return document_out(request, kind, row, content=True)


@router.put(f"{_PLACE}/{{slug:kind}}", response=SavedOut, **about("saveCapabilityDocument", "Save a document"))
def save_document(request: HttpRequest, round_slug: str, kind: str, given: DocumentIn) -> Any:
    """Save it, where it is right; problems elsewhere do not stop that."""
    round_ = open_round(request, round_slug, Action.CAPABILITIES)
    document_of_kind(request, kind)
    level = level_of(given.level) if given.level else None
    found = verbs.save_document(request, round_, kind=kind, content=given.content, version=given.version, level=level)
    row = round_.documents.get(kind=kind)
    return SavedOut(document=document_out(request, kind, row, content=True), problems=one_by_one(found))


@router.get(
    "/rounds/{slug:round_slug}/gaps",
    openapi_extra=json_of("gaps.json in its published schema"),
    **about("getGaps", "Gaps between what scenarios ask and what is there"),
)
def get_gaps(request: HttpRequest, round_slug: str) -> HttpResponse:
    """Return them, for who may export."""
    from weerbaar.capability.needs import gaps_json
    from weerbaar.workbench.capabilities.computing import gaps_of

    round_ = open_round(request, round_slug, Action.EXPORT)
    desk = open_desk(request, "analysis", "capabilities", "tasks", "present")
    content = gaps_json(gaps_of(desk))
    log.record(
        request, "capabilities.exported", round_=round_, level=desk.marking("tasks", "present"), file="gaps.json"
    )
    return plain_json(content)


@router.post(
    "/rounds/{slug:round_slug}/measures/{slug:measure}/decisions",
    response={201: DecisionOut},
    **about("decideMeasure", "Decide on a measure"),
)
def decide(request: HttpRequest, round_slug: str, measure: str, given: DecisionIn) -> Any:
    """Decide; never on a measure of one's own. The decision stands in the register."""
    round_ = open_round(request, round_slug, Action.DECIDE)
    values = {**given.model_dump(), "responsible": tuple(given.responsible)}
    found = verbs.decide(request, round_, measure=measure, **values)
    return DecisionOut.of(found, decided_by=who(found.decided_by))


@router.get(
    "/rounds/{slug:round_slug}/portfolio",
    openapi_extra=json_of("portfolio.json in its published schema"),
    **about("getPortfolio", "The newest choice of measures that was worked out"),
)
def get_portfolio(request: HttpRequest, round_slug: str) -> HttpResponse:
    """Return it, for who may export; a computation of kind ``portfolio`` makes it."""
    from weerbaar.capability.choice import portfolio_json

    round_ = open_round(request, round_slug, Action.EXPORT)
    desk = open_desk(request, "analysis", "measures", "choice", "weights")
    found = portfolio_job.newest(round_, desk)
    if found is None:
        raise Http404
    content = portfolio_json(found.choice)
    log.record(request, "capabilities.exported", round_=round_, level=desk.marking("measures"), file="portfolio.json")
    response = plain_json(content)
    response["Weerbaar-Stale"] = str(found.stale).lower()
    return response


@router.get(
    "/rounds/{slug:round_slug}/register",
    tags=["register"],
    openapi_extra=json_of("progress.json in its published schema"),
    **about("getRegister", "The state of every subject of the register on a day, as known on a day"),
)
def get_register(request: HttpRequest, round_slug: str, chosen: Query[DayQuery]) -> HttpResponse:
    """Return it, for who may export."""
    from weerbaar.capability.register import progress, progress_json

    round_ = open_round(request, round_slug, Action.EXPORT, blind=True)
    desk = open_desk(request, "register")
    if not desk.has("register"):
        raise Http404
    content = progress_json(progress(desk.register, chosen.on or timezone.localdate(), known=chosen.known))
    log.record(request, "register.exported", round_=round_, level=desk.marking("register"), format="json")
    return plain_json(content)


@router.post(
    "/rounds/{slug:round_slug}/register",
    response={201: RegisterOut},
    tags=["register"],
    **about("startRegister", "Take up the shipped register of what was found in public sources since 2008"),
)
def start_register(request: HttpRequest, round_slug: str) -> Any:
    """Take it up, where the round has no register yet."""
    round_ = open_round(request, round_slug, Action.CAPABILITIES)
    verbs.take_since_2008(request, round_)
    return RegisterOut(subjects=sorted(desk_of(round_, caller(request).clearance).register.by_id))


@router.post(
    "/rounds/{slug:round_slug}/register-entries",
    response={201: EntryOut},
    tags=["register"],
    **about("createRegisterEntry", "Record what came of a decision"),
)
def create_entry(request: HttpRequest, round_slug: str, given: EntryIn) -> Any:
    """Record it; entries are never changed, only corrected by another."""
    round_ = open_round(request, round_slug, Action.CAPABILITIES)
    desk = desk_of(round_, caller(request).clearance)
    if not desk.has("register") or given.subject not in desk.register.by_id:
        raise Http404
    fields = {**given.fields, "subject": given.subject, "kind": given.kind}
    fields.setdefault("mark", "found")
    entry = verbs.register_entry(request, round_, fields=fields)
    return EntryOut.of(entry, entry=entry.model_dump(mode="json", exclude_unset=True))
