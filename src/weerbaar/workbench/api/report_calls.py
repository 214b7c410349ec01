# SPDX-License-Identifier: EUPL-1.2
"""Documents of a round, and what stands in the way of signing it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from weerbaar.base import InputError, Problem, Text
from weerbaar.workbench.accounts.permissions import Action
from weerbaar.workbench.api.job_calls import JobOut, job_out, visible_job
from weerbaar.workbench.api.openapi import file_of
from weerbaar.workbench.api.opening import caller, file, open_round, require_more_than_reading
from weerbaar.workbench.api.schemas import (
    In,
    LevelName,
    Out,
    about,
    level_of,
    pair,
)
from weerbaar.workbench.api.schemas import Pair as PairOut
from weerbaar.workbench.audit import log
from weerbaar.workbench.jobs import verbs as jobs
from weerbaar.workbench.jobs.models import State
from weerbaar.workbench.reports import verbs
from weerbaar.workbench.reports.documents import DEFAULT_DRAWS, DOCUMENTS, DRAWS, FORMATS, Question
from weerbaar.workbench.reports.kinds import DOCUMENT, PUBLICATION
from weerbaar.workbench.reports.obstacles import obstacles
from weerbaar.workbench.reports.preparing import missing, prepared
from weerbaar.workbench.reports.sources import has_analysis
from weerbaar.workbench.rounds.forms import weight_choices
from weerbaar.workbench.rounds.models import Round

router = Router(tags=["reports"], by_alias=True)


class ReportIn(In):
    """Which document, and how."""

    document: Annotated[str, Field(json_schema_extra={"enum": list(DOCUMENTS)})] = "findings"
    lang: Literal["nl", "en"] = "nl"
    format: Annotated[str, Field(json_schema_extra={"enum": list(FORMATS)})] = "html"
    annexes: bool = True
    weights: Annotated[str, Field(max_length=80)] = "default"
    draws: Annotated[int, Field(json_schema_extra={"enum": list(DRAWS)})] = DEFAULT_DRAWS
    level: LevelName | None = None


class SigningOut(Out):
    """What stands in the way of signing, and the documents that are signed."""

    obstacles: list[PairOut]
    inputs: int
    jobs: list[JobOut]


@router.post(
    "/rounds/{slug:round_slug}/documents", response={202: JobOut}, **about("askDocument", "Have a document made")
)
def ask_document(request: HttpRequest, round_slug: str, given: ReportIn) -> Any:
    """Ask for it; the computation that is returned makes it."""
    round_ = open_round(request, round_slug, Action.REPORT)
    require_more_than_reading(request)
    problems = [
        Problem(
            "document", Text(nl="dit is niet te kiezen.", en="this cannot be chosen."), field=name, value=str(value)
        )
        for name, value, known in (
            ("document", given.document, DOCUMENTS),
            ("format", given.format, FORMATS),
            ("draws", given.draws, DRAWS),
            (
                "weights",
                given.weights,
                ("default", "profiles", "dirichlet", *(id_ for id_, _ in weight_choices(round_) if id_)),
            ),
        )
        if value not in known
    ]
    chosen = DOCUMENTS.get(given.document)
    if chosen is not None and chosen.needs_analysis and not has_analysis(round_, caller(request).clearance):
        text = Text(nl="deze ronde heeft geen capaciteitenanalyse.", en="this round has no capability analysis.")
        problems.append(Problem("document", text, field="document"))
    if problems:
        raise InputError(problems)
    values = {**given.model_dump(), "level": level_of(given.level) if given.level else None}
    return job_out(request, verbs.render(request, round_, **values))


@router.get(
    "/rounds/{slug:round_slug}/documents/{int:job_id}",
    openapi_extra=file_of(*sorted({found.media_type for found in FORMATS.values()})),
    **about("getDocument", "A document that was made"),
)
def get_document(request: HttpRequest, round_slug: str, job_id: int) -> HttpResponse:
    """Return it, once its computation is done."""
    round_ = open_round(request, round_slug, Action.REPORT)
    job = visible_job(request, job_id)
    if job.kind != DOCUMENT.name or job.state != State.DONE:
        raise Http404
    question = Question.of(job.parameters)
    content = jobs.result_bytes(job)
    log.record(request, "report.exported", job, level=job.level, **_about(question))
    return file(content, question.file_name(round_.slug), FORMATS[question.format].media_type)


@router.get(
    "/rounds/{slug:round_slug}/signing", response=SigningOut, **about("getSigning", "What stands in the way of signing")
)
def get_signing(request: HttpRequest, round_slug: str) -> Any:
    """Return it, with the documents that wait for a signature."""
    round_ = open_round(request, round_slug, Action.DECIDE)
    return _signing(request, round_)


@router.post(
    "/rounds/{slug:round_slug}/signing",
    response={202: SigningOut},
    **about("prepareSigning", "Have the documents made that are signed"),
)
def prepare_signing(request: HttpRequest, round_slug: str) -> Any:
    """Ask for them."""
    round_ = open_round(request, round_slug, Action.DECIDE)
    verbs.prepare_signing(request, round_)
    return _signing(request, round_)


@router.get(
    "/rounds/{slug:round_slug}/signing/{int:job_id}",
    openapi_extra=file_of("application/zip"),
    **about("getSigningDocuments", "The documents that wait for a signature, in a zip"),
)
def get_signing_documents(request: HttpRequest, round_slug: str, job_id: int) -> HttpResponse:
    """Return them, to be read before signing."""
    round_ = open_round(request, round_slug, Action.DECIDE)
    job = visible_job(request, job_id)
    if job.kind != PUBLICATION.name or job.state != State.DONE:
        raise Http404
    content = jobs.result_bytes(job)
    log.record(request, "report.exported", job, level=job.level, document="publication", format="zip")
    return file(content, f"{round_.slug}-vaststelling.zip", "application/zip")


def _about(question: Question) -> dict[str, Any]:
    return {"document": question.document, "format": question.format, "lang": question.lang}


def _signing(request: HttpRequest, round_: Round) -> SigningOut:
    user, waiting = caller(request), prepared(round_)
    reasons = [*obstacles(round_, user), *missing(waiting)]
    visible = [one.job for one in waiting if one.job is not None and one.level <= user.clearance]
    round_.refresh_from_db(fields=["inputs"])
    return SigningOut(
        obstacles=[pair(text) for text in reasons],
        inputs=round_.inputs,
        jobs=[job_out(request, job) for job in visible],
    )
