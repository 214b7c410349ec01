# SPDX-License-Identifier: EUPL-1.2
"""What belongs to the text of a scenario: its review, the remarks on it, the files beside it."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import File, Query, Router, UploadedFile
from pydantic import Field

from weerbaar.workbench.accounts.permissions import Action
from weerbaar.workbench.api.openapi import file_of
from weerbaar.workbench.api.opening import file, open_round, open_scenario
from weerbaar.workbench.api.scenario_calls import Number, ScenarioOut, shown
from weerbaar.workbench.api.schemas import In, Moment, Out, Page, Paging, Version, about, paged, who
from weerbaar.workbench.library import attachment_store, verbs
from weerbaar.workbench.library.models import Attachment, Comment, Review
from weerbaar.workbench.library.reading import scenario_for

router = Router(tags=["scenarios"], by_alias=True)
_PLACE = "/rounds/{slug:round_slug}/scenarios/{slug:scenario}"


class SubmissionIn(In):
    """Which version is submitted."""

    version: Version


class ReviewIn(In):
    """What a second person says of a text."""

    version: Version
    approved: bool
    reason: Annotated[str, Field(max_length=10_000)] = ""


class ReviewOut(Out):
    """What a second person said of a version."""

    version: int
    reviewer: str | None
    approved: bool
    reason: str
    at: Moment


class CommentIn(In):
    """A remark; with ``answerTo`` it answers another."""

    text: Annotated[str, Field(min_length=1, max_length=10_000)]
    section: Annotated[str, Field(max_length=40)] = ""
    answer_to: Number | None = None
    version: Number | None = None


class CommentOut(Out):
    """A remark on a version of a scenario."""

    id: int
    version: int
    section: str
    author: str | None
    text: str
    answer_to: int | None
    created: Moment
    resolved: Moment | None


class CommentChange(In):
    """Whether the thread is closed."""

    resolved: bool


class AttachmentOut(Out):
    """A file at a scenario."""

    id: int
    name: str
    media_type: str
    size: int
    sha256: str
    uploaded_by: str | None


def comment_out(row: Comment) -> CommentOut:
    """Return a remark as a program gets it."""
    return CommentOut.of(row, author=who(row.author), answer_to=row.parent_id)


def attachment_out(row: Attachment) -> AttachmentOut:
    """Return what is known of a file."""
    return AttachmentOut.of(row, uploaded_by=who(row.uploaded_by))


@router.post(f"{_PLACE}/submissions", response=ScenarioOut, **about("submitScenario", "Submit a scenario for review"))
def submit(request: HttpRequest, round_slug: str, scenario: str, given: SubmissionIn) -> Any:
    """Ask others to review this version."""
    row = open_scenario(request, round_slug, scenario, Action.WRITE)
    return shown(verbs.submit_for_review(request, row, version=given.version))


@router.get(
    f"{_PLACE}/reviews", response=Page[ReviewOut], **about("listReviews", "Reviews of a scenario, newest first")
)
def list_reviews(request: HttpRequest, round_slug: str, scenario: str, paging: Query[Paging]) -> Any:
    """Return them."""
    rows = open_scenario(request, round_slug, scenario).reviews.select_related("reviewer").order_by("-at", "-pk")

    def line(row: Review) -> Any:
        return ReviewOut.of(row, reviewer=who(row.reviewer))

    return paged(request, rows, paging, line)


@router.post(
    f"{_PLACE}/reviews", response=ScenarioOut, **about("reviewScenario", "Approve a text, or return it with a reason")
)
def review(request: HttpRequest, round_slug: str, scenario: str, given: ReviewIn) -> Any:
    """Review it; never one's own text."""
    row = open_scenario(request, round_slug, scenario, Action.REVIEW)
    return shown(verbs.review(request, row, version=given.version, approved=given.approved, reason=given.reason))


@router.get(
    f"{_PLACE}/comments", response=Page[CommentOut], **about("listComments", "Remarks on a scenario, oldest first")
)
def list_comments(request: HttpRequest, round_slug: str, scenario: str, paging: Query[Paging]) -> Any:
    """Return them."""
    rows = open_scenario(request, round_slug, scenario).comments.select_related("author").order_by("created", "pk")
    return paged(request, rows, paging, comment_out)


@router.post(f"{_PLACE}/comments", response={201: CommentOut}, **about("createComment", "Make a remark"))
def create_comment(request: HttpRequest, round_slug: str, scenario: str, given: CommentIn) -> Any:
    """Make it; who is mentioned with @ gets a task."""
    row = open_scenario(request, round_slug, scenario, Action.COMMENT)
    parent = get_object_or_404(Comment, pk=given.answer_to, scenario=row) if given.answer_to is not None else None
    made, _ = verbs.comment(request, row, text=given.text, section=given.section, parent=parent, version=given.version)
    return comment_out(made)


@router.patch(
    f"{_PLACE}/comments/{{int:comment_id}}",
    response=CommentOut,
    **about("resolveComment", "Close a thread of remarks, or open it again"),
)
def resolve_comment(request: HttpRequest, round_slug: str, scenario: str, comment_id: int, given: CommentChange) -> Any:
    """Change whether the thread is closed."""
    row = open_scenario(request, round_slug, scenario, Action.COMMENT)
    remark = get_object_or_404(Comment.objects.select_related("parent"), pk=comment_id, scenario=row)
    return comment_out(verbs.resolve_comment(request, remark, resolved=given.resolved))


@router.get(f"{_PLACE}/attachments", response=Page[AttachmentOut], **about("listAttachments", "Files at a scenario"))
def list_attachments(request: HttpRequest, round_slug: str, scenario: str, paging: Query[Paging]) -> Any:
    """Return what is known of them."""
    row = open_scenario(request, round_slug, scenario)
    rows = row.attachments.filter(removed__isnull=True).select_related("uploaded_by").order_by("name", "pk")
    return paged(request, rows, paging, attachment_out)


@router.post(f"{_PLACE}/attachments", response={201: AttachmentOut}, **about("createAttachment", "Attach a file"))
def create_attachment(request: HttpRequest, round_slug: str, scenario: str, given: File[UploadedFile]) -> Any:
    """Attach it; its kind is found from its content."""
    row = open_scenario(request, round_slug, scenario, Action.WRITE)
    return attachment_out(verbs.attach(request, row, name=given.name or "", file=given.file))  # type: ignore[arg-type]


@router.get(
    f"{_PLACE}/attachments/{{int:attachment_id}}",
    openapi_extra=file_of("application/octet-stream"),
    **about("getAttachment", "The file itself"),
)
def get_attachment(request: HttpRequest, round_slug: str, scenario: str, attachment_id: int) -> HttpResponse:
    """Return it."""
    open_round(request, round_slug)
    row = scenario_for(request, scenario, "attachment.read")
    found = get_object_or_404(Attachment, pk=attachment_id, scenario=row, removed__isnull=True)
    try:
        return file(attachment_store.content_of(found.sha256), found.name, found.media_type)
    except attachment_store.DamagedError:
        raise Http404 from None


@router.delete(
    f"{_PLACE}/attachments/{{int:attachment_id}}",
    response={204: None},
    **about("removeAttachment", "Take a file away; it stays in the history"),
)
def remove_attachment(request: HttpRequest, round_slug: str, scenario: str, attachment_id: int) -> Any:
    """Take it away."""
    row = open_scenario(request, round_slug, scenario, Action.WRITE)
    verbs.remove_attachment(
        request, get_object_or_404(Attachment, pk=attachment_id, scenario=row, removed__isnull=True)
    )
