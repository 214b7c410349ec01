# SPDX-License-Identifier: EUPL-1.2
"""The map of what came of a plan, played by the hour, and beside it that of another plan; also without script."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.urls import reverse
from django.views.decorators.http import require_safe

from weerbaar.base import number
from weerbaar.workbench.accounts.permissions import Action, access
from weerbaar.workbench.alerts import facts
from weerbaar.workbench.alerts.map_data import base_map
from weerbaar.workbench.evacuation.map_data import MapError, busiest_h, map_bytes, moment_of
from weerbaar.workbench.evacuation.models import Plan
from weerbaar.workbench.evacuation.opening import page, plan_for, plans_for, round_of
from weerbaar.workbench.evacuation.reading import network_of
from weerbaar.workbench.evacuation.study_job import standing_of
from weerbaar.workbench.shell.language import language, say

if TYPE_CHECKING:
    from weerbaar.evacuation.network import RoadNetwork
    from weerbaar.figures import Width
    from weerbaar.workbench.evacuation.study_run import Worked

_LONGEST_NUMBER = 20


@dataclass(frozen=True)
class _Played:
    """A result with the roads that it was made over, known by the names of the files that they are in."""

    result: str
    network: str
    worked: Worked = field(compare=False)
    roads: RoadNetwork = field(compare=False)


@lru_cache(maxsize=6)
def _content(played: _Played) -> tuple[bytes, str]:
    """Data of the map, and a tag that changes when it does."""
    content = map_bytes(played.worked.study(played.roads))
    return content, f'"{hashlib.sha256(content).hexdigest()[:24]}"'


def _played(plan: Plan) -> _Played | None:
    """Return the newest result of a plan; None where there is none."""
    found = standing_of(plan)
    if found.worked is None or found.job is None:
        return None
    return _Played(found.job.result, plan.network.sha256, found.worked, network_of(plan.network).network)


def _content_or_404(played: _Played) -> tuple[bytes, str]:
    try:
        return _content(played)
    except MapError as error:
        raise Http404 from error


@access(Action.READ)
@require_safe
def data(request: HttpRequest, pk: int) -> HttpResponse:
    """What the map of a plan plays."""
    played = _played(plan_for(request, pk))
    if played is None:
        raise Http404
    content, tag = _content_or_404(played)
    return _unchanging(request, content, tag, "application/json", "private, no-cache")


@access(Action.READ)
@require_safe
def picture(request: HttpRequest, pk: int) -> HttpResponse:
    """The map of a plan at one hour as a drawing, for who has no script."""
    from weerbaar.figures import evacuation_map

    plan = plan_for(request, pk)
    played, hours = _played(plan), _hours(request.GET.get("uur", ""))
    if played is None or hours is None:
        raise Http404
    _content_or_404(played)
    width: Width = "phone" if request.GET.get("breedte") == "smal" else "screen"
    key = f"{played.result} {played.network} {hours} {width} {language()}"
    tag = f'"{hashlib.sha256(key.encode()).hexdigest()[:24]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers=headers)
    drawn = evacuation_map(played.worked.study(played.roads), hours, language(), width)
    return HttpResponse(drawn.svg, content_type="image/svg+xml", headers=headers)


@access(Action.READ)
@require_safe
def country(request: HttpRequest) -> HttpResponse:
    """The map under everything: the country and its regions."""
    content, tag = base_map(facts.borders_now(facts.PATIENCE_S), "NL")
    return _unchanging(request, content, f'"{tag}"', "application/geo+json", "private, max-age=300")


def _unchanging(request: HttpRequest, content: bytes, tag: str, kind: str, kept: str) -> HttpResponse:
    headers = {"ETag": tag, "Cache-Control": kept}
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers=headers)
    return HttpResponse(content, content_type=kind, headers=headers)


@access(Action.READ)
@require_safe
def plan_map(request: HttpRequest, pk: int) -> HttpResponse:
    """The map of a plan, and of the one beside it."""
    plan = plan_for(request, pk)
    beside = request.GET.get("naast", "")
    if beside and not beside.isdecimal():
        raise Http404
    chosen = [plan, *([plan_for(request, int(beside))] if beside and int(beside) != pk else [])]
    hours = _hours(request.GET.get("uur", ""))
    shown: list[dict[str, Any]] = []
    refused: list[str] = []
    for one in chosen:
        played = _played(one)
        if played is None:
            refused.append(
                say(
                    f"«{one.title.nl}» is nog niet doorgerekend.",
                    f"“{one.title.in_('en')}” has not been worked out yet.",
                )
            )
            continue
        try:
            content, _ = _content(played)
        except MapError as error:
            refused.append(error.message.in_(language()))
            continue
        if hours is None:
            hours = busiest_h(content)
        shown.append(_shown(request, one, played, content, hours))
    context = {
        "shown": shown,
        "refused": refused,
        "hours": hours or 0.0,
        "others": [other for other in plans_for(request) if other.pk != pk],
        "beside": chosen[1].pk if len(chosen) > 1 else None,
        "country": reverse("evacuation-map-country", kwargs={"round_slug": round_of(request).slug}),
    }
    return page(request, "map.html", context, current="evacuation-map", plan=plan)


def _shown(request: HttpRequest, plan: Plan, played: _Played, content: bytes, hours: float) -> dict[str, Any]:
    address = {"round_slug": round_of(request).slug, "pk": plan.pk}
    bound, moment = played.worked.bound, moment_of(content, hours)
    told = number(moment.hours, language(), 2)
    return {
        "plan": plan,
        "data": reverse("evacuation-map-data", kwargs=address),
        "picture": f"{reverse('evacuation-map-picture', kwargs=address)}?uur={moment.hours:g}",
        "moment": moment,
        "decide": [one.name for one in (bound.bottlenecks if bound else ())],
        "caption": say(f"Drukste wegen, {told} uur na het begin", f"Busiest roads, {told} h after the start"),
    }


def _hours(given: str) -> float | None:
    """Return the hour that was asked for; None for whatever is no hour."""
    try:
        hours = float(given.replace(",", ".")) if len(given) <= _LONGEST_NUMBER else math.nan
    except ValueError:
        return None
    return hours if math.isfinite(hours) and hours >= 0 else None
