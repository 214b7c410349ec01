# SPDX-License-Identifier: EUPL-1.2
"""Pages of computations: which there are, how far they are, and a button to stop one."""

from __future__ import annotations

from typing import cast

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.accounts.permissions import Action, access, may
from weerbaar.workbench.jobs import verbs
from weerbaar.workbench.jobs.models import Job, State

_SHOWN = 50
_STOP_POLLING = 286
"""Status by which htmx stops asking."""


@access(Action.RESULTS)
def listing(request: HttpRequest) -> HttpResponse:
    """The computations of the round, newest first; also as a part of the page that renews itself."""
    jobs = list(_visible(request).select_related("asked_by", "after")[:_SHOWN])
    active = any(job.is_active for job in jobs)
    states: dict[str, str] = {}
    for job in jobs:
        job.may_cancel = job.is_active and not job.cancel_asked and _may_cancel(request, job)  # type: ignore[attr-defined]
        done = job.state == State.DONE
        job.stale = done and verbs.is_stale(job, request.round, states)  # type: ignore[attr-defined]
    part = bool(request.htmx)  # type: ignore[attr-defined]
    template = "jobs/table.html" if part else "jobs/listing.html"
    request.level = max((job.level for job in jobs), default=0)  # type: ignore[attr-defined]
    return render(request, template, {"jobs": jobs, "active": active})


@access(Action.RESULTS)
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far one computation is; reloads the page around it once it has ended."""
    job = get_object_or_404(_visible(request).select_related("after"), pk=pk)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect("jobs", round_slug=request.round.slug)  # type: ignore[attr-defined]
    response = render(request, "jobs/progress.html", {"job": job})
    if not job.is_active:
        response["HX-Refresh"] = "true"
        response.status_code = _STOP_POLLING
    return response


@access(Action.RESULTS)
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop a computation: one's own, or any for who may start them."""
    job = get_object_or_404(_visible(request), pk=pk)
    if not _may_cancel(request, job):
        raise PermissionDenied
    verbs.cancel(request, job)
    return redirect("jobs", round_slug=request.round.slug)  # type: ignore[attr-defined]


def _visible(request: HttpRequest) -> QuerySet[Job]:
    user = cast(User, request.user)
    return Job.objects.filter(round=request.round, level__lte=user.clearance)  # type: ignore[attr-defined]


def _may_cancel(request: HttpRequest, job: Job) -> bool:
    user = cast(User, request.user)
    return job.asked_by_id == user.pk or may(user, Action.ANALYSE, request.round)  # type: ignore[attr-defined]
