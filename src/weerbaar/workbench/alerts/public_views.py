# SPDX-License-Identifier: EUPL-1.2
"""What everybody may see without logging in: what is on the air now, what was, and the feeds.

A phone on 2G must be able to load it while everybody does: no session, no script, one small style sheet, and an answer
that caches may keep.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt

from weerbaar.alerting.area import AreaError, geojson
from weerbaar.alerting.compose import kind_name
from weerbaar.alerting.feeds import (
    FeedError,
    Published,
    Standing,
    UnpublishableError,
    answer,
    published_from,
    standings,
)
from weerbaar.base import Lang, Text, json_bytes
from weerbaar.workbench.accounts.permissions import access
from weerbaar.workbench.alerts import publishing
from weerbaar.workbench.alerts.map_drawing import small_map
from weerbaar.workbench.alerts.store import DatabaseStore
from weerbaar.workbench.alerts.uses import all_uses

if TYPE_CHECKING:
    from weerbaar.figures import Figure

_KEPT_S = 10
"""How long a cache may keep what is current."""
_YEAR = timedelta(days=365)
_MOST_PAST = 100
_FILES = (("Atom", "active.atom"), ("RSS", "active.rss"), ("GeoJSON", "active.geojson"))
_CLIENT_PATH = "/api/v1/providers/nl-alert/alerts"


@dataclass(frozen=True)
class Shown:
    """An alert as everybody sees it."""

    published: Published
    kind: Text
    current: bool
    map: Figure | None = None


@access(public=True)
def current(request: HttpRequest) -> HttpResponse:
    """What is on the air now, and what was in the past year."""
    now, known = timezone.now(), _standings()
    with translation.override(_lang(request)):
        on_air = [_shown(one, now, known, drawn=True) for one in known.values() if one.current(now)]
    past = [
        _shown(one, now, known)
        for one in list(known.values())[:_MOST_PAST]
        if not one.current(now) and now - one.sent < _YEAR
    ]
    context = {"on_air": [one for one in on_air if one], "past": [one for one in past if one], "now": now}
    return _page(request, "alerts/public.html", context)


@access(public=True)
def alert(request: HttpRequest, use: str) -> HttpResponse:
    """One alert: what people had on their phones, where, and what to do."""
    now, known = timezone.now(), _standings()
    standing = known.get(use)
    with translation.override(_lang(request)):
        shown = _shown(standing, now, known, drawn=True) if standing is not None else None
    if shown is None:
        raise Http404
    return _page(request, "alerts/public_alert.html", {"one": shown, "now": now})


@access(public=True)
def area(request: HttpRequest, use: str) -> HttpResponse:
    """The area of one alert as GeoJSON."""
    known = _standings()
    standing = known.get(use)
    found = _published(standing, known) if standing is not None else None
    if found is None:
        raise Http404
    reply = HttpResponse(json_bytes(geojson(found.draft.area), digits=6), content_type="application/geo+json")
    return _cached(_for_all_sites(reply))


@csrf_exempt
@access(public=True)
def feed(request: HttpRequest, path: str) -> HttpResponse:
    """A file of the feeds, as any web server would give it."""
    return _answered(request, f"/{path}")


@csrf_exempt
@access(public=True)
def clients(request: HttpRequest, use: str = "") -> HttpResponse:
    """The alerts in the shape that existing clients of NL-Alert poll, at the path that they know."""
    return _answered(request, f"{_CLIENT_PATH}/{use}" if use else _CLIENT_PATH)


def _answered(request: HttpRequest, path: str) -> HttpResponse:
    try:
        site = publishing.site()
        if site is None:
            # Before anything was sent there are feeds too, with nothing in them.
            publishing.publish_now()
            site = publishing.site()
    except FeedError:
        site = None
    if site is None:
        return HttpResponse(status=503, headers={"Retry-After": "10"})
    query = request.META.get("QUERY_STRING", "")
    headers = {name.lower(): value for name, value in request.headers.items()}
    # Compressing is for the workbench, which does it for every page.
    headers.pop("accept-encoding", None)
    reply = answer(site, request.method or "GET", f"{path}?{query}" if query else path, headers)
    found = HttpResponse(reply.body, status=reply.status, content_type=None)
    del found["Content-Type"]
    for name, value in reply.headers:
        if name != "content-length":
            found[name] = value
    return _for_all_sites(found)


def _for_all_sites(reply: HttpResponse) -> HttpResponse:
    """Let every web page read it: that is what open data is for."""
    reply["Access-Control-Allow-Origin"] = "*"
    reply["Cross-Origin-Resource-Policy"] = "cross-origin"
    return reply


def _lang(request: HttpRequest) -> Lang:
    return "en" if request.GET.get("taal") == "en" else "nl"


def _page(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    """Render a page that caches may keep: nothing in it depends on who asks, only on the language in its address."""
    lang = _lang(request)
    other = "nl" if lang == "en" else "en"
    with translation.override(lang):
        frame = {"lang": lang, "other": other, "feeds": "/nl-alert/actueel/feeds", "feed_files": _FILES}
        reply = render(request, template, {**context, **frame})
    return _cached(reply)


def _cached(reply: HttpResponse) -> HttpResponse:
    reply["Cache-Control"] = f"public, max-age={_KEPT_S}"
    patch_vary_headers(reply, ["Accept-Encoding"])
    return reply


def _standings() -> dict[str, Standing]:
    return _of(str(DatabaseStore().head))


@lru_cache(maxsize=2)
def _of(head: str) -> dict[str, Standing]:
    """Return what may be published; ``head`` says of which state of the register."""
    return standings(all_uses())


def _published(standing: Standing, known: dict[str, Standing]) -> Published | None:
    try:
        return published_from(standing.use, known)
    except UnpublishableError:
        return None


def _shown(standing: Standing, now: datetime, known: dict[str, Standing], *, drawn: bool = False) -> Shown | None:
    found = _published(standing, known)
    if found is None:
        return None
    picture = None
    if drawn:
        area = found.draft.area
        try:
            place = area.description if area.description.nl else Text(nl=found.id)
            picture = small_map(area, place, f"kaart-{found.id}")
        except AreaError:
            picture = None
    return Shown(found, kind_name(found.draft.kind).name, standing.current(now), picture)
