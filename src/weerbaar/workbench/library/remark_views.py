# SPDX-License-Identifier: EUPL-1.2
"""Make a remark, answer one, close a thread."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from weerbaar.workbench.accounts.permissions import Action, access
from weerbaar.workbench.library import verbs
from weerbaar.workbench.library.models import Comment
from weerbaar.workbench.library.reading import scenario_for
from weerbaar.workbench.library.reviewing import acted, version_in
from weerbaar.workbench.shell.language import say


@access(Action.COMMENT)
@require_POST
def comment(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a remark, or answer one."""
    row = scenario_for(request, slug)
    given = request.POST.get("parent", "")
    numbered = given.isascii() and given.isdigit() and len(given) < 19
    parent = get_object_or_404(Comment, pk=int(given), scenario=row) if numbered else None
    section = request.POST.get("section", "")

    def act() -> None:
        _, unknown = verbs.comment(
            request,
            row,
            text=request.POST.get("text", ""),
            section=section,
            parent=parent,
            version=version_in(request) or None,
        )
        if unknown:
            named = ", ".join(f"@{name}" for name in unknown)
            text = say("Niemand in deze ronde heet {named}.", "Nobody in this round is called {named}.")
            messages.warning(request, text.format(named=named))

    done = say("Opmerking geplaatst.", "Remark added.")
    shown = parent.section if parent is not None else section
    return acted(request, row, done, act, f"opmerkingen-{shown}" if shown else "opmerkingen")


@access(Action.COMMENT)
@require_POST
def resolve(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Close a thread, or open it again."""
    row = scenario_for(request, slug)
    remark = get_object_or_404(Comment.objects.select_related("scenario", "parent"), pk=pk, scenario=row)
    resolved = request.POST.get("resolved") == "1"
    done = (
        say("Opmerking afgehandeld.", "Remark resolved.")
        if resolved
        else say("Opmerking heropend.", "Remark reopened.")
    )

    def act() -> Comment:
        return verbs.resolve_comment(request, remark, resolved=resolved)

    return acted(request, row, done, act, f"opmerking-{remark.pk}")
