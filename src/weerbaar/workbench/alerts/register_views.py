# SPDX-License-Identifier: EUPL-1.2
"""The register: every use, the letter's sentence for any period, how complete the messages were, and its chain."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from weerbaar.alerting.area import known_names
from weerbaar.alerting.compose import KINDS, PART_NAMES, PARTS, Part, kind_name, six_parts
from weerbaar.alerting.register import (
    STATE_WORDS,
    PeriodCount,
    Proportion,
    Quality,
    Use,
    against_published,
    all_clear_rates,
    count_period,
    period_csv,
    published_history,
    quality,
    quality_csv,
    remarks,
    sentence,
    share_words,
)
from weerbaar.base import InputError, Text, WeerbaarError
from weerbaar.workbench.accounts.models import Region, User
from weerbaar.workbench.accounts.permissions import Action, access, may, regions_where
from weerbaar.workbench.alerts import register_verbs
from weerbaar.workbench.alerts.forms import STATUSES
from weerbaar.workbench.alerts.opening import code_of, person
from weerbaar.workbench.alerts.store import DatabaseStore
from weerbaar.workbench.alerts.uses import all_uses, place_of
from weerbaar.workbench.audit import log
from weerbaar.workbench.shell.language import language, say, words

LAUNCH = date(2012, 11, 8)
_A_PAGE = 50
_LARGEST = 20_000_000


@access(Action.ALERT_READ, some_region=True)
def register(request: HttpRequest) -> HttpResponse:
    """The uses of a period, filtered, with what they come to."""
    return _page(request)


@access(Action.ALERT_READ, some_region=True)
def quality_page(request: HttpRequest) -> HttpResponse:
    """How complete the messages were by region and year, and how often the all-clear was given."""
    uses = visible_uses(person(request))
    history = published_history()
    rows = quality(uses.values(), parts_in)
    by_year = [row for row in rows if row.region is None and row.year is not None]
    context = {
        "total": next((row for row in rows if row.region is None and row.year is None), None),
        "by_year": [_quality_row(row, against_published(row, history)) for row in by_year],
        "by_region": [_quality_row(row) for row in rows if row.region is not None and row.year is None],
        "by_both": [_quality_row(row) for row in rows if row.region is not None and row.year is not None],
        "parts": [PART_NAMES[part] for part in PARTS],
        "published": [(share_words(share), share) for share in history.complete],
        "clear": [
            (rate.year, _share(rate.by_alert), rate.unknown, rate.published and share_words(rate.published))
            for rate in all_clear_rates(uses, history)
        ],
        "published_clear": [(share_words(share), share) for share in history.all_clear],
    }
    return render(request, "alerts/quality.html", context)


@access(Action.ALERT_READ, some_region=True)
def chain(request: HttpRequest) -> HttpResponse:
    """Verify the whole chain and show its head, to be kept elsewhere."""
    store = DatabaseStore()
    try:
        fault = store.fault()
        words_ = fault.text if fault is not None else None
    except WeerbaarError as error:
        words_ = error.message
    context = {"head": store.head, "fault": words_, "at": timezone.now()}
    return render(request, "alerts/chain.html", context, status=200 if words_ is None else 409)


@access(Action.ALERT_READ, some_region=True)
def export(request: HttpRequest, form: str) -> HttpResponse:
    """The uses of a period, or the quality of all messages, as CSV for a spreadsheet."""
    lang = language()
    uses = visible_uses(person(request))
    if form == "inzetten":
        period = _period(request)
        content = period_csv(uses, _counted(uses, period), lang)
    elif form == "kwaliteit":
        content = quality_csv(quality(uses.values(), parts_in), lang)
    else:
        raise Http404
    log.record(request, "alert-register.exported", None, form=form, octets=len(content))
    answer = HttpResponse(content, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="nl-alert-{form}.csv"'
    return answer


@access(Action.ALERT_SETUP, in_round=False)
@require_POST
def take_over(request: HttpRequest) -> HttpResponse:
    """Take over uses from before this register."""
    file = request.FILES.get("file")
    if file is None or file.size is None or file.size > _LARGEST:
        messages.error(request, say("Kies een CSV-bestand van ten hoogste 20 MB.", "Choose a CSV of at most 20 MB."))
        return _page(request, status=400)
    try:
        added = register_verbs.take_over(request, name=str(file.name), content=file.read())
    except InputError as error:
        return _page(request, error=error, status=422)
    messages.success(request, say(f"{added} inzetten overgenomen.", f"{added} uses taken over."))
    return redirect("alert-register")


def parts_in(text: str) -> Mapping[Part, bool]:
    """Return which parts a Dutch text has."""
    return six_parts(text, "nl").present


def visible_uses(user: User) -> dict[str, Use]:
    """Return the uses in the register that somebody may read: those of the country and of the own regions."""
    regions = regions_where(user, Action.ALERT_READ)
    if regions is None:
        return dict(all_uses())
    codes = {code_of(region) for region in Region.objects.filter(pk__in=regions)} | {"NL"}
    return {name: use for name, use in all_uses().items() if use.region in codes}


def _page(request: HttpRequest, *, error: InputError | None = None, status: int = 200) -> HttpResponse:
    user = person(request)
    uses = visible_uses(user)
    first, last = period = _period(request)
    region, kind, wanted = (request.GET.get(name, "") for name in ("regio", "soort", "status"))
    shown = [
        use
        for use in reversed(uses.values())
        if ((on := use.day or _begun(use)) is None or first <= on <= last)
        and (not region or use.region == region)
        and (not kind or use.incident == kind)
        and (not wanted or use.status == wanted)
    ]
    shown.sort(key=lambda use: use.day or date.max, reverse=True)
    counted = _counted({name: use for name, use in uses.items() if not region or use.region == region}, period)
    page = Paginator(shown, _A_PAGE).get_page(request.GET.get("pagina"))
    history = published_history()
    names = known_names()
    query = request.GET.copy()
    query.pop("pagina", None)
    context: dict[str, Any] = {
        "page": page,
        "rows": [_row(use, names) for use in page],
        "query": query.urlencode(),
        "first": first,
        "last": last,
        "region": region,
        "kind": kind,
        "status_": wanted,
        "regions": sorted({(use.region, names.get(use.region, use.region)) for use in uses.values() if use.region}),
        "kinds": sorted({(use.incident, kind_words(use.incident)) for use in uses.values() if use.incident}),
        "statuses": [(name, words(text)) for name, text in STATUSES.items()],
        "sentence": sentence(counted),
        "remarks": remarks(counted),
        "published": [history.words(one) for one in history.within(first, last)],
        "head": DatabaseStore().head,
        "imports": may(user, Action.ALERT_SETUP),
        "error": error,
    }
    return render(request, "alerts/register.html", context, status=status)


def _begun(use: Use) -> date | None:
    """Return the day on which a use was first drafted: that places what was never sent."""
    return timezone.localdate(use.moments.drafted) if use.moments.drafted is not None else None


def _row(use: Use, names: Mapping[str, str]) -> dict[str, Any]:
    seconds = use.time_to_air.total_seconds() if use.time_to_air is not None else None
    return {
        "use": use,
        "place": place_of(use),
        "region": names.get(use.region, use.region),
        "kind": kind_words(use.incident),
        "status": words(STATUSES[use.status]),
        "state": STATE_WORDS[use.state],
        "minutes": None if seconds is None else round(seconds / 60),
    }


def kind_words(kind: str) -> str:
    """Return a kind of incident in words; as it was written where no list knows it."""
    known = next((one for one in KINDS if one == kind), None)
    return words(kind_name(known).name) if known is not None else kind


def _quality_row(row: Quality, beside: Text | None = None) -> dict[str, Any]:
    return {
        "region": known_names().get(row.region or "", row.region),
        "year": row.year,
        "complete": _share(row.complete),
        "parts": [_share(row.present[part]) if part in row.present else "–" for part in PARTS],
        "without_text": row.without_text,
        "beside": beside,
    }


def _share(part: Proportion) -> str:
    return part.render(language()) if part.of else "–"


def _counted(uses: Mapping[str, Use], period: tuple[date, date]) -> PeriodCount:
    return count_period(uses, *period)


def _period(request: HttpRequest) -> tuple[date, date]:
    """Return the period that was asked for; turned round where it ends before it begins."""
    today = timezone.localdate()
    first = _day(request.GET.get("van", "")) or LAUNCH
    last = _day(request.GET.get("tot", "")) or today
    return (first, last) if first <= last else (last, first)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
