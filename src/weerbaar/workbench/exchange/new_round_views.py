# SPDX-License-Identifier: EUPL-1.2
"""Pages on which a dossier becomes a new round."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_POST, require_safe

from weerbaar.base import InputError, Problem
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.accounts.permissions import access, visible_rounds
from weerbaar.workbench.exchange import verbs
from weerbaar.workbench.exchange.checking import problems_from
from weerbaar.workbench.exchange.forms import NewRoundForm, UploadForm
from weerbaar.workbench.exchange.models import Upload
from weerbaar.workbench.exchange.views import problem_download
from weerbaar.workbench.rounds.models import Round

_MOST_SHOWN = 200


@access()
def start(request: HttpRequest) -> HttpResponse:
    """Choose a dossier; it is checked before anything is stored."""
    user = _importer(request)
    form = UploadForm(request.POST or None, request.FILES or None, accept=".zip")
    context: dict[str, Any] = {"form": form, "waiting": Upload.objects.filter(round=None, user=user)}
    if request.method != "POST":
        return render(request, "exchange/new_round.html", context)
    if form.is_valid():
        given = form.cleaned_data["file"]
        found = verbs.check_upload(request, None, name=given.name, content=given.read())
        if found.sha256:
            return redirect("round-import-overview", pk=found.pk)
        context["problems"] = problems_from(found.problems)
    return render(request, "exchange/new_round.html", context, status=400)


@access()
@require_safe
def overview(request: HttpRequest, pk: int) -> HttpResponse:
    """What is wrong with a dossier, or what round it would make."""
    return _overview(request, _upload(request, pk))


@access()
@require_POST
def make(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the round."""
    found, user = _upload(request, pk), _importer(request)
    form = NewRoundForm(request.POST, user)
    if not form.is_valid():
        return _overview(request, found, form, status=400)
    chosen = form.cleaned_data
    try:
        made = verbs.import_round(request, found, slug=chosen["slug"], level=chosen["level"], region=chosen["region"])
    except InputError as error:
        return _overview(request, found, form, error.problems, status=422)
    return redirect("round", round_slug=made.slug)


@access()
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove an upload."""
    verbs.discard_upload(request, _upload(request, pk))
    return redirect("round-import")


@access()
@require_safe
def problem_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The validation report as CSV."""
    return problem_download(_upload(request, pk))


def _overview(
    request: HttpRequest,
    found: Upload,
    form: NewRoundForm | None = None,
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    user = _importer(request)
    context: dict[str, Any] = {"upload": found, "refusals": problems}
    try:
        checked = verbs.read_upload(found, user)
        context |= {"errors": checked.errors[:_MOST_SHOWN], "warnings": checked.warnings[:_MOST_SHOWN]}
        context["more"] = len(checked.problems) - len(context["errors"]) - len(context["warnings"])
        if checked.dossier is not None:
            own = checked.dossier.round
            context |= {
                "dossier": checked.dossier,
                "judgements": sum(len(s.judgements) for s in checked.dossier.judgements),
                "same": visible_rounds(user).filter(slug=own.id).first(),
                "form": form
                or NewRoundForm(None, user, initial={"slug": _free_slug(own.id), "level": int(Level.INTERNAL)}),
            }
    except InputError as error:
        context |= {"errors": error.problems, "warnings": ()}
    return render(request, "exchange/new_round_overview.html", context, status=status)


def _free_slug(wanted: str) -> str:
    start = slugify(wanted)[:74]
    taken = set(Round.objects.filter(slug__startswith=start).values_list("slug", flat=True))
    return next(s for s in (start, *(f"{start}-{n}" for n in range(2, len(taken) + 3))) if s not in taken)


def _upload(request: HttpRequest, pk: int) -> Upload:
    return get_object_or_404(Upload, pk=pk, round=None, user=_importer(request))


def _importer(request: HttpRequest) -> User:
    """Return who asks, where this person may take in rounds: everywhere, or in a region of their own.

    Raises:
        PermissionDenied: nowhere.
    """
    user = request.user
    if not isinstance(user, User) or not verbs.may_import_new(user):
        raise PermissionDenied
    return user
