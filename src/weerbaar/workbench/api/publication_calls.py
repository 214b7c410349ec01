# SPDX-License-Identifier: EUPL-1.2
"""Sign a round, read and check what was signed, take it back."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from pydantic import Field

from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.permissions import Action
from weerbaar.workbench.api.openapi import file_of
from weerbaar.workbench.api.opening import caller, file, open_round
from weerbaar.workbench.api.schemas import In, LevelName, Moment, Out, Page, Paging, about, level_name, paged
from weerbaar.workbench.audit import log
from weerbaar.workbench.reports import store, verbs
from weerbaar.workbench.reports.models import Publication, PublishedFile
from weerbaar.workbench.rounds.models import Round

router = Router(tags=["reports"], by_alias=True)
_PLACE = "/rounds/{slug:round_slug}/publications"
Reason = Annotated[str, Field(min_length=1, max_length=5_000)]


class SigningIn(In):
    """The words of the decider; ``inputs`` as it was when the documents were read."""

    reason: Reason
    inputs: Annotated[int, Field(ge=0, le=2**53)] | None = None


class WithdrawalIn(In):
    """Why it is taken back."""

    reason: Reason


class FileOut(Out):
    """A signed file."""

    id: int
    name: str
    media_type: str
    size: int
    sha256: str
    level: LevelName


class PublicationOut(Out):
    """Something that was signed."""

    number: int
    signer: str
    signed: Moment
    reason: str
    withdrawn: Moment | None


class PublicationDetail(PublicationOut):
    """Something that was signed, with the files that the caller may see."""

    files: list[FileOut]


class CheckOut(Out):
    """Whether a signed file is what was signed: ``whole``, ``changed`` or ``missing``."""

    file: int
    name: str
    state: str


def publication_out(row: Publication) -> PublicationOut:
    """Return something that was signed."""
    return PublicationOut.of(row, withdrawn=row.withdrawn.at if row.withdrawn else None)


def _publication(request: HttpRequest, round_: Round, number: int) -> Publication:
    rows = Publication.objects.filter(round=round_, number=number).select_related("withdrawal", "round")
    found = rows.first()
    if found is None or not found.editions.filter(level__lte=caller(request).clearance).exists():
        raise Http404
    return found


def _files(request: HttpRequest, found: Publication) -> Any:
    rows = PublishedFile.objects.filter(edition__publication=found, edition__level__lte=caller(request).clearance)
    return rows.select_related("edition").order_by("edition__level", "name")


@router.get(_PLACE, response=Page[PublicationOut], **about("listPublications", "What was signed, newest first"))
def list_publications(request: HttpRequest, round_slug: str, paging: Query[Paging]) -> Any:
    """Return it, as far as the caller may see an edition of it."""
    round_ = open_round(request, round_slug, Action.REPORT)
    rows = round_.publications.filter(editions__level__lte=caller(request).clearance).distinct()
    return paged(request, rows.select_related("withdrawal"), paging, publication_out)


@router.post(_PLACE, response={201: PublicationOut}, **about("signRound", "Sign a round"))
def sign(request: HttpRequest, round_slug: str, given: SigningIn) -> Any:
    """Freeze its documents and results, and close it for good."""
    round_ = open_round(request, round_slug, Action.DECIDE)
    return publication_out(verbs.sign(request, round_, given.reason, inputs=given.inputs))


@router.get(
    f"{_PLACE}/{{int:number}}", response=PublicationDetail, **about("getPublication", "What was signed, with its files")
)
def get_publication(request: HttpRequest, round_slug: str, number: int) -> Any:
    """Return it."""
    found = _publication(request, open_round(request, round_slug, Action.REPORT), number)
    rows = list(_files(request, found))
    level = max((row.edition.level for row in rows), default=0)
    if level >= Level.DEPARTMENTAL:
        log.record(request, "publication.read", found, level=level)
    files = [FileOut.of(row, level=level_name(row.edition.level)) for row in rows]
    return PublicationDetail(**publication_out(found).model_dump(), files=files)


@router.get(
    f"{_PLACE}/{{int:number}}/files/{{int:file_id}}",
    openapi_extra=file_of("application/octet-stream"),
    **about("getPublishedFile", "A signed file"),
)
def get_file(request: HttpRequest, round_slug: str, number: int, file_id: int) -> HttpResponse:
    """Return it, where it still is what was signed."""
    found = _publication(request, open_round(request, round_slug, Action.REPORT), number)
    row = get_object_or_404(_files(request, found), pk=file_id)
    content = store.get(row.sha256)
    log.record(request, "publication.exported", found, level=row.edition.level, file=row.name, sha256=row.sha256)
    return file(content, row.name.rpartition("/")[2], row.media_type)


@router.post(
    f"{_PLACE}/{{int:number}}/verifications",
    response=list[CheckOut],
    **about("verifyPublication", "Compute every sum of the signed files anew"),
)
def verify(request: HttpRequest, round_slug: str, number: int) -> Any:
    """Return whether each file is what was signed."""
    found = _publication(request, open_round(request, round_slug, Action.REPORT), number)
    return [CheckOut(file=row.pk, name=row.name, state=str(state.value)) for row, state in verbs.verify(request, found)]


@router.post(
    f"{_PLACE}/{{int:number}}/withdrawals",
    response={201: PublicationOut},
    **about("withdrawPublication", "Take back what was signed"),
)
def withdraw(request: HttpRequest, round_slug: str, number: int, given: WithdrawalIn) -> Any:
    """Take it back; it can still be read, with a note."""
    round_ = open_round(request, round_slug, Action.DECIDE)
    found = _publication(request, round_, number)
    verbs.withdraw(request, found, given.reason)
    return publication_out(_publication(request, round_, number))
