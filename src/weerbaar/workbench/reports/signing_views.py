# SPDX-License-Identifier: EUPL-1.2
"""Pages of signing: what stands in the way, the signature, what was signed, and taking it back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from weerbaar.base import Text
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.accounts.permissions import Action, access, may
from weerbaar.workbench.audit import log
from weerbaar.workbench.jobs import verbs as jobs
from weerbaar.workbench.jobs.models import Job, State
from weerbaar.workbench.jobs.store import ResultGoneError
from weerbaar.workbench.reports import store, verbs
from weerbaar.workbench.reports.forms import ReasonForm
from weerbaar.workbench.reports.kinds import PUBLICATION
from weerbaar.workbench.reports.models import Publication, PublishedFile
from weerbaar.workbench.reports.obstacles import NotReadyError, obstacles
from weerbaar.workbench.reports.preparing import missing, prepared
from weerbaar.workbench.reports.record import record_lines
from weerbaar.workbench.reports.responses import download, preview
from weerbaar.workbench.reports.shelf import shelves
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.shell.language import language, say, words


@access(Action.DECIDE)
@require_safe
def sign_off(request: HttpRequest) -> HttpResponse:
    """What stands in the way of signing, the documents to read first, and the form."""
    return _sign_page(request, None, ())


@access(Action.DECIDE)
@require_POST
def prepare(request: HttpRequest) -> HttpResponse:
    """Have all documents made that are signed."""
    verbs.prepare_signing(request, _round(request))
    return redirect("sign-off", round_slug=_round(request).slug)


@access(Action.DECIDE)
@require_safe
def documents(request: HttpRequest, pk: int) -> HttpResponse:
    """The documents that wait for a signature, as a zip to read before signing."""
    of_round = Job.objects.filter(pk=pk, round=_round(request), kind=PUBLICATION.name, state=State.DONE)
    job = get_object_or_404(of_round, level__lte=_user(request).clearance)
    try:
        content = jobs.result_bytes(job)
    except ResultGoneError:
        raise Http404 from None
    log.record(request, "report.exported", job, level=job.level, document="publication", format="zip")
    slug = _round(request).slug
    return download(content, f"{slug}-{say('vaststelling', 'signing')}.zip", "application/zip")


@access(Action.DECIDE)
@require_POST
def sign(request: HttpRequest) -> HttpResponse:
    """Sign."""
    round_ = _round(request)
    form = _sign_form(round_, request.POST)
    if not form.is_valid():
        return _sign_page(request, form, (), status=400)
    try:
        made = verbs.sign(request, round_, form.cleaned_data["reason"], inputs=form.cleaned_data["inputs"])
    except NotReadyError as error:
        # The hidden field carries what the decider saw: the page shows the round as it is now.
        return _sign_page(request, None, error.reasons, status=409)
    messages.success(request, say("De ronde is vastgesteld.", "The round was signed."))
    return redirect("publication", round_slug=round_.slug, number=made.number)


@access(Action.REPORT)
@require_safe
def publication(request: HttpRequest, number: int) -> HttpResponse:
    """What was signed: who, when and why, the files and the run record."""
    return _publication_page(request, _publication(request, number))


@access(Action.REPORT)
@require_POST
def verify(request: HttpRequest, number: int) -> HttpResponse:
    """Compute every SHA-256 anew and show the outcome."""
    found = _publication(request, number)
    outcome = {file.pk: state for file, state in verbs.verify(request, found)}
    return _publication_page(request, found, outcome)


@access(Action.REPORT)
@require_safe
def file(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    """A signed file, to keep; a web page with ``?toon`` to look at."""
    found = get_object_or_404(
        PublishedFile.objects.select_related("edition"), pk=pk, edition__publication=_publication(request, number)
    )
    if found.edition.level > _user(request).clearance:
        raise Http404
    try:
        content = store.get(found.sha256)
    except store.LostFileError:
        text = say(
            "Dit bestand is niet meer wat er is vastgesteld, en wordt daarom niet afgegeven. Meld dit aan de beheerder "
            "en zet het terug uit een reservekopie.",
            "This file is no longer what was signed, and is therefore not handed out. Tell the administrator, and "
            "restore it from a backup.",
        )
        title = say("Bestand beschadigd", "File damaged")
        return render(request, "shell/error.html", {"title": title, "text": text}, status=500)
    shown = "toon" in request.GET and found.name.endswith(".html")
    log.record(
        request,
        "publication.read" if shown else "publication.exported",
        found.edition.publication,
        level=found.edition.level,
        file=found.name,
        sha256=found.sha256,
    )
    base = found.name.rpartition("/")[2]
    return preview(content) if shown else download(content, base, found.media_type)


@access(Action.DECIDE)
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Take back what was signed, with a reason."""
    found = _publication(request, number)
    if found.withdrawn is not None:
        return redirect("publication", round_slug=_round(request).slug, number=number)
    form = _reason_form(
        request.POST if request.method == "POST" else None,
        Text(
            nl="Ik trek dit in. Het blijft te lezen, met de vermelding dat het is ingetrokken.",
            en="I withdraw this. It can still be read, with a note that it was withdrawn.",
        ),
    )
    reasons: tuple[Text, ...] = ()
    if form.is_bound and form.is_valid():
        try:
            verbs.withdraw(request, found, form.cleaned_data["reason"])
            return redirect("publication", round_slug=_round(request).slug, number=number)
        except NotReadyError as error:
            reasons = tuple(error.reasons)
    status = 400 if form.is_bound else 200
    return render(
        request, "reports/withdraw.html", {"publication": found, "form": form, "reasons": reasons}, status=status
    )


def _sign_page(
    request: HttpRequest, form: ReasonForm | None, refused: tuple[Text, ...] | list[Text], status: int = 200
) -> HttpResponse:
    round_, user = _round(request), _user(request)
    round_.refresh_from_db()
    waiting = prepared(round_)
    in_the_way, not_made = obstacles(round_, user), missing(waiting)
    visible = [one for one in waiting if one.level <= user.clearance]
    request.level = max((int(one.level) for one in visible), default=0)  # type: ignore[attr-defined]
    context: dict[str, Any] = {
        "form": form or _sign_form(round_),
        "refused": refused,
        "obstacles": in_the_way,
        "missing": not_made,
        "prepared": visible,
        "busy": next((one.job for one in visible if one.job is not None and one.job.is_active), None),
        "may_sign": not in_the_way and not not_made,
    }
    return render(request, "reports/sign_off.html", context, status=status)


def _sign_form(round_: Round, data: Any = None) -> ReasonForm:
    agree = Text(
        nl="Ik heb de stukken gelezen en stel deze ronde vast.", en="I have read the documents and sign this round."
    )
    return _reason_form(data, agree, initial={"inputs": round_.inputs})


def _reason_form(data: Any, agree: Text, **kwargs: Any) -> ReasonForm:
    return ReasonForm(data, label=say("Reden", "Reason"), agree=words(agree), **kwargs)


def _publication(request: HttpRequest, number: int) -> Publication:
    """Return what was signed, where this person may see some edition of it.

    Raises:
        Http404: there is none.
    """
    of_round = Publication.objects.filter(round=_round(request), number=number).select_related("withdrawal", "round")
    found = of_round.first()
    if found is None or not found.editions.filter(level__lte=_user(request).clearance).exists():
        raise Http404
    return found


def _publication_page(
    request: HttpRequest, found: Publication, outcome: dict[int, store.Found] | None = None
) -> HttpResponse:
    user = _user(request)
    editions = found.editions.filter(level__lte=user.clearance).prefetch_related("files")
    shown = [
        {
            "level": Level(edition.level),
            "shelves": shelves(edition.files.all(), found.round.slug, outcome),
            "files": edition.files.all(),
            "record": record_lines(edition.run_id, edition.record, language()),
        }
        for edition in editions
    ]
    request.level = max(int(edition["level"]) for edition in shown)  # type: ignore[attr-defined,call-overload]
    if request.level >= Level.DEPARTMENTAL:  # type: ignore[attr-defined]
        log.record(request, "publication.read", found, level=request.level)  # type: ignore[attr-defined]
    context = {
        "publication": found,
        "editions": shown,
        "checked": outcome is not None,
        "broken": outcome is not None and any(state is not store.Found.WHOLE for state in outcome.values()),
        "may_withdraw": found.withdrawn is None and may(user, Action.DECIDE, found.round),
    }
    return render(request, "reports/publication.html", context)


def _round(request: HttpRequest) -> Round:
    return request.round  # type: ignore[attr-defined]


def _user(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
