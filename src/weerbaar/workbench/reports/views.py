# SPDX-License-Identifier: EUPL-1.2
"""Pages of documents: choose, look, download."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.accounts.permissions import Action, access, may
from weerbaar.workbench.audit import log
from weerbaar.workbench.jobs import verbs as jobs
from weerbaar.workbench.jobs.models import Job, State
from weerbaar.workbench.jobs.store import ResultGoneError
from weerbaar.workbench.reports import verbs
from weerbaar.workbench.reports.documents import DOCUMENTS, FORMATS, Format, Question
from weerbaar.workbench.reports.forms import QuestionForm
from weerbaar.workbench.reports.kinds import DOCUMENT
from weerbaar.workbench.reports.levels import choices_for, level_for, levels_in
from weerbaar.workbench.reports.responses import download, preview
from weerbaar.workbench.reports.sources import has_analysis
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.shell.language import say

CHOICE = ("document", "lang", "level", "annexes", "weights", "draws")


@dataclass(frozen=True)
class Offer:
    """One format of the chosen document, and how far it is.

    Attributes:
        done: that made it; it can be had meanwhile, whatever became of a later attempt.
        active: that makes it, or makes it again.
        ended: the newest attempt, where it failed or was cancelled.
        stale: what the document is made of changed since it was made.
    """

    format: Format
    done: Job | None
    active: Job | None
    ended: Job | None
    stale: bool


@access(Action.REPORT)
def index(request: HttpRequest) -> HttpResponse:
    """Choose a document, look at it, and download it in any format."""
    round_, user = _round(request), _user(request)
    present = levels_in(round_)
    form = _form(request.GET if request.GET else None, round_, user, present)
    return _page(request, form, present, status=200 if form.is_valid() else 400)


@access(Action.REPORT)
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Have a document made, and go back to where it will be shown."""
    round_, user = _round(request), _user(request)
    present = levels_in(round_)
    form = _form(request.POST, round_, user, present)
    wanted = request.POST.get("format", "html")
    if not form.is_valid() or wanted not in FORMATS:
        return _page(request, form, present, status=400, no_format=wanted not in FORMATS)
    chosen = form.cleaned_data
    verbs.render(
        request,
        round_,
        document=chosen["document"],
        lang=chosen["lang"],
        format=wanted,
        annexes=chosen["annexes"],
        weights=chosen["weights"],
        draws=chosen["draws"],
        level=chosen.get("level"),
    )
    address = reverse("reports", kwargs={"round_slug": round_.slug})
    return redirect(f"{address}?{urlencode(_choice(form))}#stuk")


@access(Action.REPORT)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """A document as a page in a frame of its own."""
    job, question = _job(request, pk)
    if question.format != "html":
        raise Http404
    if job.level >= Level.DEPARTMENTAL:
        log.record(request, "report.read", job, level=job.level, document=question.document)
    return preview(_content(job))


@access(Action.REPORT)
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """A document as a file."""
    job, question = _job(request, pk)
    content = _content(job)
    log.record(
        request,
        "report.exported",
        job,
        level=job.level,
        document=question.document,
        format=question.format,
        lang=question.lang,
    )
    found = FORMATS[question.format]
    return download(content, question.file_name(_round(request).slug), found.media_type)


def _page(
    request: HttpRequest, form: QuestionForm, present: list[Level], *, status: int, no_format: bool = False
) -> HttpResponse:
    """Return the choice and, where it is one that can be made, how far its document is in each format."""
    round_, user = _round(request), _user(request)
    publications = list(round_.publications.select_related("withdrawal"))
    context: dict[str, Any] = {
        "form": form,
        "no_format": no_format,
        "offers": [],
        "may_decide": may(user, Action.DECIDE, round_),
        "publications": publications,
        "valid": next((p for p in publications if p.withdrawn is None), None),
        "provisional": not round_.is_closed,
    }
    if form.is_valid():
        level = level_for(present, user, form.cleaned_data.get("level"))
        now = DOCUMENT.state(round_, level, form.question("html").parameters())
        offers = [_offer(round_, form.question(name), level, now) for name in FORMATS]
        request.level = int(level)  # type: ignore[attr-defined]
        context |= {
            "offers": offers,
            "shown": offers[0],
            "document": DOCUMENTS[form.cleaned_data["document"]],
            "document_lang": form.cleaned_data["lang"],
            "hides": max(present) > level,
            "busy": [o for o in offers if o.active is not None],
            "failed": [o for o in offers if o.active is None and o.ended is not None and o.ended.state == State.FAILED],
            "choice": [(name, str(value)) for name, value in _choice(form).items()],
        }
    return render(request, "reports/index.html", context, status=status)


def _round(request: HttpRequest) -> Round:
    return request.round  # type: ignore[attr-defined]


def _user(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def _analysed(round_: Round, user: User) -> bool:
    return has_analysis(round_, user.clearance)


def _form(data: QueryDict | None, round_: Round, user: User, present: list[Level]) -> QuestionForm:
    return QuestionForm(data, round_, choices_for(present, user), analysed=_analysed(round_, user))


def _choice(form: QuestionForm) -> dict[str, Any]:
    """Return the choice as an address carries it."""
    chosen = {name: form.cleaned_data.get(name) for name in CHOICE}
    return {name: "on" if value is True else value for name, value in chosen.items() if value not in (None, False)}


def _offer(round_: Round, question: Question, level: Level, now: str) -> Offer:
    standing = jobs.standing(round_, DOCUMENT.name, question.parameters(), level)
    done = standing.done
    stale = done is not None and done.saw != now
    return Offer(FORMATS[question.format], done, standing.active, standing.ended, stale)


def _job(request: HttpRequest, pk: int) -> tuple[Job, Question]:
    """Return a document that was made in this round and that this person may see.

    Raises:
        Http404: there is none.
    """
    found = Job.objects.filter(pk=pk, round=_round(request), kind=DOCUMENT.name, state=State.DONE)
    job = found.filter(level__lte=_user(request).clearance).first()
    if job is None:
        raise Http404
    return job, Question.of(job.parameters)


def _content(job: Job) -> bytes:
    try:
        return jobs.result_bytes(job)
    except ResultGoneError:
        raise Http404(say("Dit stuk is opgeruimd.", "This document was cleared away.")) from None
