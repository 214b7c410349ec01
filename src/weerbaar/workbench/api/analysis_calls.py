# SPDX-License-Identifier: EUPL-1.2
"""Begin a capability analysis, take its documents in and give them out, and look at earlier versions of one."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import File, Query, Router, UploadedFile
from pydantic import Field

from weerbaar.workbench.accounts.permissions import Action
from weerbaar.workbench.api.capability_calls import DayQuery, DocumentDetail, Short, document_of_kind, document_out
from weerbaar.workbench.api.openapi import file_of
from weerbaar.workbench.api.opening import caller, file, open_round
from weerbaar.workbench.api.problems import one_by_one
from weerbaar.workbench.api.schemas import In, Moment, Out, Page, Paging, about, level_name, paged, who
from weerbaar.workbench.audit import log
from weerbaar.workbench.capabilities import verbs
from weerbaar.workbench.capabilities.archives import files_in
from weerbaar.workbench.capabilities.conversion import desk_of
from weerbaar.workbench.capabilities.models import Document
from weerbaar.workbench.capabilities.opening import open_desk
from weerbaar.workbench.capabilities.taking_out import take_out
from weerbaar.workbench.capabilities.withholding import cleared, names
from weerbaar.workbench.shell.language import language

router = Router(tags=["capabilities"], by_alias=True)
_ROUND = "/rounds/{slug:round_slug}"
_PLACE = f"{_ROUND}/capability-documents"


class AnalysisIn(In):
    """What the analysis begins with: a shipped example, or empty documents under a title."""

    example: Short | None = None
    title: Annotated[str, Field(max_length=300)] = ""


class DocumentsTakenOut(Out):
    """Which documents were taken up, and what to look at."""

    documents: list[str]
    problems: list[dict[str, Any]]


class DocumentVersionOut(Out):
    """One version of a document."""

    version: int
    at: Moment
    by: str | None


@router.post(
    f"{_ROUND}/capability-analysis",
    response={201: DocumentsTakenOut},
    **about("startAnalysis", "Begin a capability analysis"),
)
def start(request: HttpRequest, round_slug: str, given: AnalysisIn) -> Any:
    """Begin it, where the round has no documents yet."""
    round_ = open_round(request, round_slug, Action.CAPABILITIES)
    if given.example:
        found = verbs.start_from_example(request, round_, name=given.example)
    else:
        found = verbs.start_from_skeleton(request, round_, title=given.title)
    kinds = list(round_.documents.values_list("kind", flat=True))
    return DocumentsTakenOut(documents=sorted(kinds), problems=one_by_one(found))


@router.post(
    f"{_ROUND}/capability-imports",
    response=DocumentsTakenOut,
    **about("importCapabilityDocuments", "Take in a zip of documents, or one of them"),
)
def take_in(request: HttpRequest, round_slug: str, given: File[UploadedFile]) -> Any:
    """Take all of it in, or nothing."""
    round_ = open_round(request, round_slug, Action.CAPABILITIES)
    files = files_in(given.name or "", given.read())
    found = verbs.import_documents(request, round_, files=files)
    return DocumentsTakenOut(documents=sorted(name.partition(".")[0] for name in files), problems=one_by_one(found))


@router.get(
    f"{_ROUND}/capability-export",
    openapi_extra=file_of("application/zip"),
    **about("exportCapabilityDocuments", "The documents of the analysis in a zip, without those that may not leave"),
)
def export(request: HttpRequest, round_slug: str) -> HttpResponse:
    """Return them."""
    round_ = open_round(request, round_slug, Action.EXPORT, blind=True)
    name, content = take_out(request, round_)
    return file(content, name, "application/zip")


@router.get(
    f"{_PLACE}/{{slug:kind}}/versions",
    response=Page[DocumentVersionOut],
    **about("listCapabilityDocumentVersions", "The versions of a document, newest first"),
)
def list_versions(request: HttpRequest, round_slug: str, kind: str, paging: Query[Paging]) -> Any:
    """Return those that the caller may read: an old one can be more confidential."""
    open_round(request, round_slug, Action.RESULTS, blind=True)

    def line(old: Any) -> DocumentVersionOut:
        return DocumentVersionOut(version=old.version, at=old.history_date, by=who(old.history_user))

    return paged(request, _versions(request, _there(request, kind)), paging, line)


@router.get(
    f"{_PLACE}/{{slug:kind}}/versions/{{int:number}}",
    response=DocumentDetail,
    **about("getCapabilityDocumentVersion", "A document as it was in one version"),
)
def get_version(request: HttpRequest, round_slug: str, kind: str, number: int) -> Any:
    """Return it."""
    open_round(request, round_slug, Action.RESULTS, blind=True)
    row = _there(request, kind)
    old = next((one for one in _versions(request, row) if one.version == number), None)
    if old is None:
        raise Http404
    now: DocumentDetail = document_out(request, kind, row, content=True)
    return now.model_copy(
        update={
            "version": old.version,
            "level": level_name(old.level),
            "changed": old.history_date,
            "changed_by": who(old.history_user),
            "content": old.content,
        }
    )


@router.get(
    f"{_ROUND}/register/export",
    tags=["register"],
    openapi_extra=file_of("text/csv"),
    **about("exportRegister", "The state of the register as CSV for a spreadsheet"),
)
def export_register(request: HttpRequest, round_slug: str, chosen: Query[DayQuery]) -> HttpResponse:
    """Return it, as of a day and as known on a day."""
    from weerbaar.capability.register import progress, progress_csv

    round_ = open_round(request, round_slug, Action.EXPORT, blind=True)
    desk = open_desk(request, "register")
    if not desk.has("register"):
        raise Http404
    on = chosen.on or timezone.localdate()
    content = progress_csv(progress(desk.register, on, known=chosen.known), language())
    log.record(request, "register.exported", round_=round_, level=desk.marking("register"), format="csv")
    return file(content, f"{round_.slug}-register-{on}.csv", "text/csv; charset=utf-8")


def _there(request: HttpRequest, kind: str) -> Document:
    row = document_of_kind(request, kind)
    if row is None:
        raise Http404
    return row


def _versions(request: HttpRequest, row: Document) -> list[Any]:
    """Return the versions of a document that the caller may read, the newest first."""
    level = caller(request).clearance
    hidden = desk_of(request.round, level).hidden  # type: ignore[attr-defined]
    rows = row.history.filter(level__lte=level).select_related("history_user").order_by("-version", "-history_id")
    seen: dict[int, Any] = {}
    for old in rows:
        if (not old.confidential or cleared(level)) and not names(old.content, hidden):
            seen.setdefault(old.version, old)
    return list(seen.values())
