# SPDX-License-Identifier: EUPL-1.2
"""Attach a file, fetch it, take it away. A file is only ever served from here, and never shown in a page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from weerbaar.base import Text
from weerbaar.workbench.accounts.permissions import Action, access
from weerbaar.workbench.library import attachment_store, verbs
from weerbaar.workbench.library.models import Attachment
from weerbaar.workbench.library.reading import scenario_for
from weerbaar.workbench.library.reviewing import acted
from weerbaar.workbench.library.rules import RefusedError
from weerbaar.workbench.shell.language import say


@access(Action.WRITE)
@require_POST
def attach(request: HttpRequest, slug: str) -> HttpResponse:
    """Attach a file."""
    row = scenario_for(request, slug)
    file = request.FILES.get("file")

    def act() -> None:
        if file is None:
            raise RefusedError(Text(nl="Kies een bestand.", en="Choose a file."))
        verbs.attach(request, row, name=file.name or "", file=file.file)  # type: ignore[arg-type]

    return acted(request, row, say("Bijlage toegevoegd.", "Attachment added."), act, "bijlagen")


@access(Action.READ)
@require_safe
def attachment(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Send a file, so that no browser runs or shows it."""
    row = scenario_for(request, slug, "attachment.read")
    found = Attachment.objects.filter(pk=pk, scenario=row, removed__isnull=True).first()
    if found is None:
        raise Http404
    try:
        content = attachment_store.content_of(found.sha256)
    except attachment_store.DamagedError:
        text = say(
            "Het bestand ontbreekt of is beschadigd. Waarschuw de beheerder; een back-up kan het terughalen.",
            "The file is missing or damaged. Tell the administrator; a backup can bring it back.",
        )
        title = say("Bijlage niet te lezen", "Attachment cannot be read")
        return render(request, "shell/error.html", {"title": title, "text": text}, status=500)
    response = HttpResponse(content, content_type=found.media_type)
    response["Content-Disposition"] = content_disposition_header(True, found.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response


@access(Action.WRITE)
@require_POST
def remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a file away from the page."""
    row = scenario_for(request, slug)
    found = get_object_or_404(Attachment.objects.select_related("scenario"), pk=pk, scenario=row)
    done = say("Bijlage verwijderd.", "Attachment removed.")
    return acted(request, row, done, lambda: verbs.remove_attachment(request, found), "bijlagen")
