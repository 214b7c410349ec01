# SPDX-License-Identifier: EUPL-1.2
"""Buttons that start a computation."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.accounts.permissions import Action, access, may, round_for
from weerbaar.workbench.jobs.models import Job
from weerbaar.workbench.results import kinds, verbs
from weerbaar.workbench.results.agreements import agreements, criteria_of
from weerbaar.workbench.results.levels import level_for
from weerbaar.workbench.rounds.models import Round

_MOST_CUTS = 10
_ALWAYS = ("default", "profiles", "dirichlet")


@require_POST
@access(Action.RESULTS)
def compute(request: HttpRequest) -> HttpResponse:
    """Have the assessment, or a comparison with an earlier round, computed."""
    round_: Round = request.round  # type: ignore[attr-defined]
    user = cast(User, request.user)
    level = level_for(user, round_)
    if request.POST.get("soort") == kinds.COMPARISON:
        earlier = round_for(user, request.POST.get("met", ""))
        if not may(user, Action.RESULTS, earlier):
            raise Http404
        return _answer(request, verbs.ask_comparison(request, round_, level, earlier))
    if request.POST.get("soort") != kinds.ASSESSMENT:
        return HttpResponseBadRequest()
    weights = _weights(request, round_, level)
    if weights is None:
        return HttpResponseBadRequest()
    return _answer(request, verbs.ask_assessment(request, round_, level, weights))


@require_POST
@access(Action.ANALYSE)
def analyse(request: HttpRequest) -> HttpResponse:
    """Have ranks under constraints on the weights, the sensitivity, the cascades or cuts in them computed."""
    from weerbaar.cascade import catalogue_names

    round_: Round = request.round  # type: ignore[attr-defined]
    level = level_for(cast(User, request.user), round_)
    kind, catalogue = request.POST.get("soort"), request.POST.get("catalogus") or None
    if catalogue is not None and catalogue not in catalogue_names():
        return HttpResponseBadRequest()
    if kind == kinds.ACCEPTABILITY:
        agreed = agreements(request.POST, criteria_of(round_, verbs.assessment(round_, level).value))
        if agreed.constraints is not None:
            return _answer(request, verbs.ask_acceptability(request, round_, level, agreed.constraints))
    elif kind == kinds.SENSITIVITY:
        weights = _weights(request, round_, level)
        if weights is not None:
            return _answer(request, verbs.ask_sensitivity(request, round_, level, weights))
    elif kind == kinds.CASCADE:
        return _answer(request, verbs.ask_cascade(request, round_, level, catalogue))
    elif kind == kinds.CUTS:
        pairs = pairs_of(request.POST.getlist("knip"))
        if pairs:
            return _answer(request, verbs.ask_cuts(request, round_, level, pairs, catalogue))
    return HttpResponseBadRequest()


def pairs_of(texts: list[str]) -> list[tuple[str, str]]:
    """Return cause and effect of every link named as ``cause:effect``; what is no such name is left out."""
    found = []
    for text in texts[:_MOST_CUTS]:
        cause, _, effect = (part.strip() for part in text[:200].partition(":"))
        if cause and effect and (cause, effect) not in found:
            found.append((cause, effect))
    return found


def _weights(request: HttpRequest, round_: Round, level: int) -> str | None:
    """Return the weight profile that was asked for; None where the round has none of that name."""
    wanted = request.POST.get("gewichten") or "default"
    if wanted in _ALWAYS:
        return wanted
    usual = verbs.assessment(round_, level).value
    known = [] if usual is None or usual.terms is None else [id_ for id_, _, _ in usual.terms.profiles]
    return wanted if wanted in known else None


def _answer(request: HttpRequest, job: Job) -> HttpResponse:
    """Show how far the job is where htmx asks; else go back to the page."""
    if request.htmx:  # type: ignore[attr-defined]
        response = render(request, "jobs/progress.html", {"job": job})
        if not job.is_active:
            response["HX-Refresh"] = "true"
        return response
    back = request.POST.get("terug", "")
    if url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        return redirect(back)
    return redirect("results", round_slug=request.round.slug)  # type: ignore[attr-defined]
