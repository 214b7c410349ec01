# SPDX-License-Identifier: EUPL-1.2
"""Withdraw a scenario, after reading what names it, and restore it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from weerbaar.workbench.accounts.permissions import Action, access
from weerbaar.workbench.library import withdrawing
from weerbaar.workbench.library.models import WITHDRAWN
from weerbaar.workbench.library.naming import named_by
from weerbaar.workbench.library.reading import reader, round_of, scenario_for
from weerbaar.workbench.library.reviewing import acted, version_in
from weerbaar.workbench.shell.language import say, words


@access(Action.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what names the scenario, ask for a reason, and withdraw it."""
    row = scenario_for(request, slug)
    if row.status == WITHDRAWN or round_of(request).is_closed:
        return redirect("scenario", round_slug=round_of(request).slug, slug=row.slug)
    reason = request.POST.get("reason", "")
    if request.method == "POST" and reason.strip():
        done = say(
            "Het scenario is ingetrokken. U vindt het terug met het filter Status.",
            "The scenario was withdrawn. You find it with the filter Status.",
        )
        version = version_in(request)
        return acted(
            request, row, done, lambda: withdrawing.withdraw_scenario(request, row, version=version, reason=reason)
        )
    context = {
        "row": row,
        "named": named_by(reader(request), row),
        "longest": withdrawing.LONGEST_REASON,
        "error": words(withdrawing.NO_REASON) if request.method == "POST" else "",
    }
    return render(request, "library/withdraw.html", context, status=422 if context["error"] else 200)


@access(Action.WRITE)
@require_POST
def restore(request: HttpRequest, slug: str) -> HttpResponse:
    """Put a scenario back in the round."""
    row = scenario_for(request, slug)
    done = say("Het scenario doet weer mee in de ronde.", "The scenario takes part in the round again.")
    version, reason = version_in(request), request.POST.get("reason", "")
    return acted(request, row, done, lambda: withdrawing.restore_scenario(request, row, version=version, reason=reason))
