# SPDX-License-Identifier: EUPL-1.2
"""What the composer asks while somebody types: checks, cells, and what the map draws. None of it saves anything."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from weerbaar.alerting.area import regions
from weerbaar.workbench.accounts.permissions import Action, access
from weerbaar.workbench.alerts import facts
from weerbaar.workbench.alerts.compose_views import form_for
from weerbaar.workbench.alerts.map_data import base_map, served_on_map
from weerbaar.workbench.alerts.opening import person, use_for
from weerbaar.workbench.alerts.reaching import Asked, cells_for


@access(Action.ALERT_WRITE, some_region=True)
@require_POST
def check(request: HttpRequest, use: str) -> HttpResponse:
    """Everything that is found in a draft as it is being written."""
    row = use_for(request, use, Action.ALERT_WRITE)
    form = form_for(request, row, request.POST)
    context = {"use": row, "panel": form.look(timezone.now()), "drawn": form.drawn()}
    return render(request, "alerts/_checks.html", {**context, "refused": form.refused(), "live": True})


def _asked(request: HttpRequest, use: str) -> Asked:
    row = use_for(request, use, Action.ALERT_WRITE)
    form = form_for(request, row, request.POST)
    draft = form.draft()
    return cells_for(draft.area, form.share, draft.starts, person(request).pk)


@access(Action.ALERT_WRITE, some_region=True)
@require_POST
def cells(request: HttpRequest, use: str) -> HttpResponse:
    """The cells that are asked, the curve, and the people reached, as far as these are worked out by now."""
    return render(request, "alerts/_cells.html", {"asked": _asked(request, use), "use_id": use, "live": True})


@access(Action.ALERT_WRITE, some_region=True)
@require_POST
def served(request: HttpRequest, use: str) -> HttpResponse:
    """Where the chosen cells are heard, for the map."""
    found = _asked(request, use)
    if found.selection is None:
        return JsonResponse({"type": "FeatureCollection", "features": []})
    return JsonResponse(served_on_map(found.selection))


@access(Action.ALERT_READ, some_region=True)
@require_safe
def country(request: HttpRequest) -> HttpResponse:
    """The map under everything: the country, its regions, and the municipalities of one region."""
    wanted = request.GET.get("regio", "NL")
    content, tag = base_map(facts.borders_now(facts.PATIENCE_S), wanted if wanted in regions() else "NL")
    tag = f'"{tag}"'
    headers = {"ETag": tag, "Cache-Control": "private, max-age=300"}
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers=headers)
    return HttpResponse(content, content_type="application/geo+json", headers=headers)
