# SPDX-License-Identifier: EUPL-1.2
"""The checklist of a guideline: begin one, answer a requirement, take in and give out the answers."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest, HttpResponse
from ninja import File, Query, Router, UploadedFile
from pydantic import Field

from weerbaar.workbench.accounts.permissions import Action
from weerbaar.workbench.api.capability_calls import Short
from weerbaar.workbench.api.openapi import file_of, json_of
from weerbaar.workbench.api.opening import caller, file, open_round, plain_json
from weerbaar.workbench.api.problems import one_by_one
from weerbaar.workbench.api.schemas import In, Out, about
from weerbaar.workbench.audit import log
from weerbaar.workbench.capabilities import verbs
from weerbaar.workbench.capabilities.conversion import document_of
from weerbaar.workbench.capabilities.folders import on_disk
from weerbaar.workbench.capabilities.guideline_pages import result_of
from weerbaar.workbench.capabilities.kinds import BY_NAME
from weerbaar.workbench.capabilities.opening import open_desk
from weerbaar.workbench.capabilities.withholding import text_may_be_read
from weerbaar.workbench.capabilities.yaml_items import fingerprint, items_of
from weerbaar.workbench.shell.language import language

router = Router(tags=["guideline"], by_alias=True)
_PLACE = "/rounds/{slug:round_slug}/guideline"
_MEDIA = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
Line = Annotated[str, Field(max_length=2_000)]


class ChecklistIn(In):
    """Of which shipped guideline, and what is judged."""

    content: Short
    subject: Annotated[str, Field(min_length=1, max_length=300)]


class ChecklistOut(Out):
    """A checklist that was begun."""

    content: str
    subject: str
    version: int


class EvidenceIn(In):
    """What shows that a requirement is met."""

    what: Annotated[str, Field(min_length=1, max_length=2_000)]
    link: Line = ""
    date: Annotated[str, Field(max_length=20)] = ""
    expires: Annotated[str, Field(max_length=20)] = ""


class RequirementIn(In):
    """An answer; ``basedOn`` is the fingerprint of the answer that it changes. What is left out stays."""

    based_on: Annotated[str, Field(max_length=100)]
    state: Literal["met", "partly", "not met", "not applicable", "unknown"] | None = None
    reason: Line | None = None
    owner: Line | None = None
    due: Annotated[str, Field(max_length=20)] | None = None
    note: Line | None = None
    capability: Short | None = None
    evidence: Annotated[list[EvidenceIn], Field(max_length=20)] | None = None


class RequirementOut(Out):
    """The answer to one requirement, as the document has it."""

    requirement: str
    fingerprint: str
    answer: dict[str, Any]


class AnswersTakenOut(Out):
    """How many answers changed, and what to look at."""

    changed: int
    problems: list[dict[str, Any]]


class ChecklistQuery(In):
    """In which form."""

    format: Literal["xlsx", "csv"] = "xlsx"


def _answer(request: HttpRequest, requirement: str) -> RequirementOut:
    """Return what stands in the document.

    Raises:
        Http404: there is no such requirement, or the text of the document is not for the caller.
        InputError: there is no checklist.
    """
    user = caller(request)
    desk = open_desk(request, "guideline")
    known = {r.id for r in desk.checklist.content.requirements}
    row = document_of(request.round, "guideline", user.clearance)  # type: ignore[attr-defined]
    if requirement not in known or row is None or not text_may_be_read(row, user.clearance, desk.hidden):
        raise Http404
    answers = items_of(row.content, BY_NAME["guideline"].file, "answers")
    there = next((a for a in answers if a.get("requirement") == requirement), None)
    # Through the model of the library, which writes days as text.
    answer = next((a for a in desk.checklist.checklist.answers if a.requirement == requirement), None)
    given = answer.model_dump(mode="json", exclude_unset=True) if answer is not None else {}
    return RequirementOut(requirement=requirement, fingerprint=fingerprint(there), answer=given)


@router.get(
    _PLACE,
    openapi_extra=json_of("Where the checklist stands, in the published schema"),
    **about("getGuideline", "Where the checklist of a guideline stands, part by part"),
)
def get_guideline(request: HttpRequest, round_slug: str) -> HttpResponse:
    """Return it as of today."""
    from weerbaar.capability.guideline import checklist_result_json

    open_round(request, round_slug, Action.RESULTS, blind=True)
    return plain_json(checklist_result_json(result_of(open_desk(request, "guideline"))))


@router.post(
    _PLACE,
    response={201: ChecklistOut},
    **about("startGuideline", "Begin a checklist for a shipped guideline"),
)
def start(request: HttpRequest, round_slug: str, given: ChecklistIn) -> Any:
    """Begin it; every requirement is unknown then."""
    round_ = open_round(request, round_slug, Action.CAPABILITIES)
    verbs.start_checklist(request, round_, content=given.content, subject=given.subject)
    row = round_.documents.get(kind="guideline")
    return ChecklistOut(content=given.content, subject=given.subject, version=row.version)


@router.get(
    f"{_PLACE}/requirements/{{slug:requirement}}",
    response=RequirementOut,
    **about("getRequirement", "The answer to one requirement"),
)
def get_requirement(request: HttpRequest, round_slug: str, requirement: str) -> Any:
    """Return it with the fingerprint that a change is based on, for who may change it."""
    open_round(request, round_slug, Action.CAPABILITIES)
    return _answer(request, requirement)


@router.patch(
    f"{_PLACE}/requirements/{{slug:requirement}}",
    response=RequirementOut,
    **about("answerRequirement", "Answer one requirement"),
)
def answer(request: HttpRequest, round_slug: str, requirement: str, given: RequirementIn) -> Any:
    """Answer it; others are not touched."""
    round_ = open_round(request, round_slug, Action.CAPABILITIES)
    values = given.model_dump(exclude={"based_on"}, exclude_none=True)
    if "evidence" in values:
        values["evidence"] = [{name: text for name, text in one.items() if text} for one in values["evidence"]]
    verbs.set_checklist_state(request, round_, requirement=requirement, values=values, based_on=given.based_on)
    return _answer(request, requirement)


@router.post(
    f"{_PLACE}/imports",
    response=AnswersTakenOut,
    **about("importAnswers", "Take in the answers of a filled workbook or CSV file"),
)
def take_in(request: HttpRequest, round_slug: str, given: File[UploadedFile]) -> Any:
    """Take them in, all of them or none."""
    round_ = open_round(request, round_slug, Action.CAPABILITIES)
    count, found = verbs.merge_answers(request, round_, name=given.name or "", content=given.read())
    return AnswersTakenOut(changed=count, problems=one_by_one(found))


@router.get(
    f"{_PLACE}/export",
    openapi_extra=file_of(*(media.partition(";")[0] for media in _MEDIA.values())),
    **about("exportGuideline", "The checklist as a workbook or CSV, to fill in and bring back"),
)
def export(request: HttpRequest, round_slug: str, chosen: Query[ChecklistQuery]) -> HttpResponse:
    """Return it."""
    from weerbaar.capability.guideline import export_checklist

    round_ = open_round(request, round_slug, Action.EXPORT, blind=True)
    desk = open_desk(request, "guideline")
    found, form = desk.checklist, chosen.format
    with on_disk({}) as folder:
        export_checklist(found.checklist, found.content, folder / f"checklist.{form}", language())
        content = (folder / f"checklist.{form}").read_bytes()
    log.record(request, "guideline.exported", round_=round_, level=desk.marking("guideline"), format=form)
    return file(content, f"{round_.slug}-checklist.{form}", _MEDIA[form])
