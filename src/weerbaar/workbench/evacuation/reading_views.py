# SPDX-License-Identifier: EUPL-1.2
"""A file that takes longer to read than a page waits: how far it is, what was wrong, and a button to stop it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from weerbaar.workbench.accounts.permissions import Action, access, may
from weerbaar.workbench.evacuation import verbs
from weerbaar.workbench.evacuation.models import Network
from weerbaar.workbench.evacuation.opening import page, reading_for, round_of, who
from weerbaar.workbench.evacuation.reading_job import active_in, file_name, row_of, sweep
from weerbaar.workbench.evacuation.reading_process import Sent
from weerbaar.workbench.jobs.models import State
from weerbaar.workbench.shell.language import say


@access(Action.WRITE)
@require_safe
def reading(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a file is; once it was read, its page."""
    job = reading_for(request, pk)
    if not job.is_active:
        sweep()
    slug, row, flood = round_of(request).slug, row_of(job), job.parameters["what"] == "flood"
    if row is not None:
        messages.success(request, say(f"{row.name} is ingelezen.", f"{row.name} was read in."))
        name = "evacuation-network" if isinstance(row, Network) else "evacuation-flood"
        return redirect(name, round_slug=slug, pk=row.pk)
    back = "evacuation-floods" if flood else "evacuation-network-new"
    context = {"job": job, "file": file_name(job), "back": back, "gone": job.state == State.DONE}
    current = "evacuation-floods" if flood else "evacuation"
    return page(request, "reading.html", context, current=current)


@access(Action.WRITE)
@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop reading a file; nothing of it is kept."""
    verbs.stop_reading(request, round_of(request), reading_for(request, pk))
    return redirect("evacuation-reading", round_slug=round_of(request).slug, pk=pk)


def being_read(request: HttpRequest, what: str) -> list[dict[str, Any]]:
    """Return the files that are being read in, for who may write; ``what`` is ``network`` or ``flood``."""
    if not may(who(request), Action.WRITE, round_of(request)):
        return []
    found = active_in(round_of(request), who(request).clearance, what)
    return [{"job": job, "file": file_name(job)} for job in found]


def as_job(request: HttpRequest, sent: Sent, level: int | None) -> HttpResponse:
    """Have a file read beside the pages, and go to where that can be followed."""
    job = verbs.ask_reading(request, round_of(request), sent, level=level)
    return redirect("evacuation-reading", round_slug=round_of(request).slug, pk=job.pk)
