# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the frame itself: drafts, and the accessibility statement."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.accounts.permissions import access
from weerbaar.workbench.shell.drafts import LARGEST, keep
from weerbaar.workbench.shell.language import language, say
from weerbaar.workbench.shell.models import Draft
from weerbaar.workbench.shell.moments import at_words


@access(public=True)
@require_POST
def save_draft(request: HttpRequest) -> HttpResponse:
    """Keep what somebody is typing. A program asks this, so who has no session gets 401 and no login page."""
    user = request.user
    if not isinstance(user, User):
        text = say(
            "U bent niet meer ingelogd. Log in op een ander tabblad; uw tekst blijft hier staan.",
            "You are no longer logged in. Log in on another tab; your text stays here.",
        )
        return JsonResponse({"error": text}, status=401)
    if len(request.body) > LARGEST:
        text = say(
            "Dit concept is groter dan 256 kB en is niet bewaard.", "This draft exceeds 256 kB and was not saved."
        )
        return JsonResponse({"error": text}, status=413)
    given = _draft_of_body(request.body)
    if given is None:
        text = say("Dit concept is niet te lezen.", "This draft cannot be read.")
        return JsonResponse({"error": text}, status=400)
    stored = keep(user, **given)
    words = say("Concept bewaard {at}", "Draft saved {at}").format(at=_clock(stored.saved))
    return JsonResponse({"id": stored.pk, "saved": stored.saved.isoformat(), "words": words})


def _draft_of_body(body: bytes) -> dict[str, Any] | None:
    """Return what :func:`keep` takes, None where the body is not a draft."""
    try:
        given = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(given, dict):
        return None
    key, values, labels, version = (given.get(name) for name in ("key", "values", "labels", "version"))
    labels = {} if labels is None else labels
    version = 0 if version in (None, "") else version
    whole = (
        isinstance(key, str)
        and 0 < len(key) < 200
        and "\0" not in body.decode("utf-8", "replace")
        and "\\u0000" not in body.decode("utf-8", "replace")
        and isinstance(values, dict)
        and all(
            isinstance(v, str) or (isinstance(v, list) and all(isinstance(s, str) for s in v)) for v in values.values()
        )
        and isinstance(labels, dict)
        and all(isinstance(v, str) for v in labels.values())
        and isinstance(version, int | str)
        and str(version).isascii()
        and str(version).isdigit()
        and len(str(version)) < 10
    )
    if not whole:
        return None
    return {
        "key": key,
        "values": values,
        "labels": labels,
        "version": int(cast(int, version)),
        "beside": given.get("beside") is True,
    }


def _clock(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%H:%M")


@access()
@require_GET
def draft_text(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a draft: as JSON to the script that puts it back, as a page from which it can be copied to people."""
    draft = get_object_or_404(Draft, pk=pk, user=request.user)
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"version": draft.version, "values": draft.values})
    fields = [
        (draft.labels.get(name) or name, "\n".join(value) if isinstance(value, list) else value)
        for name, value in draft.values.items()
        if name in draft.labels
    ]
    fields = [(label, text) for label, text in fields if text.strip()]
    context = {"draft": draft, "fields": fields, "at": at_words(draft.saved), "back": _way_back(request)}
    return render(request, "shell/draft.html", context)


@access()
@require_POST
def discard_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    get_object_or_404(Draft, pk=pk, user=request.user).delete()
    return HttpResponse() if request.headers.get("HX-Request") else redirect(_way_back(request))


def _way_back(request: HttpRequest) -> str:
    """Return the page to go back to; never one of another site."""
    given = request.POST.get("next") or request.GET.get("next") or ""
    return given if given and url_has_allowed_host_and_scheme(given, {request.get_host()}) else "/"


@access(public=True)
@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement, open to everybody."""
    return render(request, f"shell/accessibility_{language()}.html")
