# SPDX-License-Identifier: EUPL-1.2
"""Pages of exchange in a round: out as a file; in after a report of what is wrong and a choice of what to take."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from weerbaar.base import InputError, Problem, Text
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.accounts.permissions import Action, access, may
from weerbaar.workbench.exchange import verbs
from weerbaar.workbench.exchange.checking import problems_from
from weerbaar.workbench.exchange.exporting import FORMS
from weerbaar.workbench.exchange.forms import ExportForm, UploadForm
from weerbaar.workbench.exchange.merging import Chosen, everything
from weerbaar.workbench.exchange.models import Upload
from weerbaar.workbench.exchange.problem_report import report_csv
from weerbaar.workbench.reports.levels import choices_for, level_for, levels_in
from weerbaar.workbench.reports.responses import download
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.shell.language import language, say, words

ACCEPTED = ".zip,.xlsx,.csv"
_MOST_SHOWN = 200


@access(Action.EXPORT, blind=True)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Take a round out, and start taking something in."""
    return _index(request)


@access(Action.EXPORT, blind=True)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The round as a file."""
    form = _export_form(request, request.GET)
    if not form.is_valid():
        return _index(request, export_form=form, status=400)
    chosen = form.cleaned_data
    try:
        made = verbs.export_round(
            request,
            _round(request),
            form=chosen["form"],
            level=chosen.get("level"),
            names=chosen.get("names", False),
        )
    except InputError as error:
        return _index(request, export_form=form, problems=error.problems, status=422)
    return download(made.content, made.name, made.media_type)


@access(Action.IMPORT)
@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Check a file; go on to what it would change, or say what is wrong."""
    form = UploadForm(request.POST, request.FILES, accept=ACCEPTED)
    if not form.is_valid():
        return _index(request, upload_form=form, status=400)
    given = form.cleaned_data["file"]
    round_ = _round(request)
    try:
        found = verbs.check_upload(request, round_, name=given.name, content=given.read())
    except verbs.NotNowError as error:
        return _index(request, refused=error.message, status=409)
    if not found.sha256:
        return _index(request, problems=problems_from(found.problems), status=400)
    return redirect("exchange-import", round_slug=round_.slug, pk=found.pk)


@access(Action.IMPORT)
@require_safe
def overview(request: HttpRequest, pk: int) -> HttpResponse:
    """What is wrong with an upload, or what it would change."""
    return _overview(request, _upload(request, pk))


@access(Action.IMPORT)
@require_POST
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Take in what was chosen."""
    found, round_ = _upload(request, pk), _round(request)
    chosen = Chosen(
        frozenset(request.POST.getlist("scenario")),
        frozenset(request.POST.getlist("expert")),
        "header" in request.POST,
        "remove" in request.POST,
    )
    if not (chosen.scenarios or chosen.experts or chosen.header):
        text = Text(nl="Kies wat u wilt overnemen.", en="Choose what you want to take over.")
        return _overview(request, found, refused=text, chosen=chosen, status=400)
    given = request.POST.get("inputs", "")
    try:
        taken = verbs.merge_into(request, found, round_, chosen, inputs=int(given) if given.isdecimal() else None)
    except verbs.NotNowError as error:
        return _overview(request, found, refused=error.message, chosen=chosen, status=409)
    except InputError as error:
        return _overview(request, found, problems=error.problems, chosen=chosen, status=422)
    messages.success(request, _taken_words(taken))
    return redirect("exchange", round_slug=round_.slug)


@access(Action.IMPORT)
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove an upload."""
    verbs.discard_upload(request, _upload(request, pk))
    return redirect("exchange", round_slug=_round(request).slug)


@access(Action.IMPORT)
@require_safe
def problem_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The validation report as CSV."""
    return problem_download(_upload(request, pk))


def problem_download(found: Upload) -> HttpResponse:
    """Return the validation report of an upload as CSV."""
    content = report_csv(problems_from(found.problems), language())
    return download(content, f"{say('meldingen', 'messages')}-{found.pk}.csv", "text/csv; charset=utf-8")


def _index(
    request: HttpRequest,
    *,
    export_form: ExportForm | None = None,
    upload_form: UploadForm | None = None,
    problems: tuple[Problem, ...] = (),
    refused: Text | None = None,
    status: int = 200,
) -> HttpResponse:
    round_, user = _round(request), _user(request)
    context = {
        "export_form": export_form or _export_form(request, None),
        "forms": FORMS.values(),
        "upload_form": upload_form or UploadForm(accept=ACCEPTED),
        "may_import": may(user, Action.IMPORT, round_),
        "may_manage": may(user, Action.MANAGE, round_),
        "waiting": Upload.objects.filter(round=round_, user=user),
        "results": f"{reverse('reports', kwargs={'round_slug': round_.slug})}#stuk",
        "problems": problems,
        "refused": refused,
    }
    return render(request, "exchange/index.html", context, status=status)


def _overview(
    request: HttpRequest,
    found: Upload,
    *,
    refused: Text | None = None,
    problems: tuple[Problem, ...] = (),
    chosen: Chosen | None = None,
    status: int = 200,
) -> HttpResponse:
    round_, user = _round(request), _user(request)
    round_.refresh_from_db()
    context: dict[str, Any] = {"upload": found, "refused": refused, "refusals": problems, "inputs": round_.inputs}
    try:
        checked, plan = verbs.look(found, round_, user)
        context |= {"errors": checked.errors[:_MOST_SHOWN], "warnings": checked.warnings[:_MOST_SHOWN]}
        context["more"] = len(checked.problems) - len(context["errors"]) - len(context["warnings"])
        if plan is not None:
            context |= {"plan": plan, "chosen": chosen or everything(plan), "closed": round_.is_closed}
            request.level = int(level_for(levels_in(round_), user))  # type: ignore[attr-defined]
    except InputError as error:
        context |= {"errors": error.problems, "warnings": ()}
    return render(request, "exchange/overview.html", context, status=status)


def _taken_words(taken: Any) -> str:
    parts = []
    for count, one, many in (
        (
            taken.scenarios_new,
            Text(nl="scenario toegevoegd", en="scenario added"),
            Text(nl="scenario’s toegevoegd", en="scenarios added"),
        ),
        (
            taken.scenarios_changed,
            Text(nl="scenario gewijzigd", en="scenario changed"),
            Text(nl="scenario’s gewijzigd", en="scenarios changed"),
        ),
        (
            taken.judgements_new,
            Text(nl="oordeel toegevoegd", en="judgement added"),
            Text(nl="oordelen toegevoegd", en="judgements added"),
        ),
        (
            taken.judgements_changed,
            Text(nl="oordeel gewijzigd", en="judgement changed"),
            Text(nl="oordelen gewijzigd", en="judgements changed"),
        ),
        (
            taken.judgements_removed,
            Text(nl="oordeel verwijderd", en="judgement removed"),
            Text(nl="oordelen verwijderd", en="judgements removed"),
        ),
    ):
        if count:
            parts.append(f"{count} {words(one if count == 1 else many)}")
    if taken.header:
        parts.append(say("gegevens van de ronde bijgewerkt", "data of the round updated"))
    start = say("Overgenomen", "Taken over")
    return (
        f"{start}: {', '.join(parts)}."
        if parts
        else say("Er was niets over te nemen.", "There was nothing to take over.")
    )


def _export_form(request: HttpRequest, data: Any) -> ExportForm:
    round_, user = _round(request), _user(request)
    return ExportForm(data, choices_for(levels_in(round_), user), sees_panel=may(user, Action.SEE_PANEL, round_))


def _upload(request: HttpRequest, pk: int) -> Upload:
    return get_object_or_404(Upload.objects.select_related("round"), pk=pk, round=_round(request), user=_user(request))


def _round(request: HttpRequest) -> Round:
    return request.round  # type: ignore[attr-defined]


def _user(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
