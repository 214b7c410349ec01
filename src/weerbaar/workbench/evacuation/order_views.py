# SPDX-License-Identifier: EUPL-1.2
"""What threatens the zones of a plan, and which of them go first when the roads cannot carry everybody in time."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weerbaar.base import InputError, Problem, WeerbaarError, percentage
from weerbaar.workbench.accounts.permissions import Action, access, may, require
from weerbaar.workbench.evacuation import aid_verbs
from weerbaar.workbench.evacuation.asked import number_in, wrong
from weerbaar.workbench.evacuation.flooding import exposed
from weerbaar.workbench.evacuation.models import InputKind, Plan, Threat
from weerbaar.workbench.evacuation.opening import chosen_input, inputs_for, page, plan_for, problems_in, round_of, who
from weerbaar.workbench.evacuation.plan_jobs import ORDER, order_of
from weerbaar.workbench.evacuation.plan_runs import Order
from weerbaar.workbench.evacuation.reading import network_of
from weerbaar.workbench.evacuation.sending import sent
from weerbaar.workbench.evacuation.threats import LONGEST_H, first_hour, perils_of, read_table, threat_of, zones_in
from weerbaar.workbench.evacuation.wording import count, hours_before, vehicles
from weerbaar.workbench.shell.conflict import conflict_page
from weerbaar.workbench.shell.language import language, say
from weerbaar.workbench.shell.versioned import StaleVersionError

_MOST_TYPED = 600
"""Zones whose hour can be typed; a network with more takes a table."""


@access(Action.READ)
@require_http_methods(["GET", "HEAD", "POST"])
def threat(request: HttpRequest, pk: int) -> HttpResponse:
    """Until when people of each zone can get away, and the risk of who stays; who may write, changes it here."""
    row = plan_for(request, pk)
    given = threat_of(row)
    typed = _typed_of(given, row)
    problems: list[Problem] = []
    if request.method == "POST":
        require(who(request), Action.WRITE, round_of(request))
        typed = _typed_in(request, row)
        try:
            aid_verbs.save_threat(request, round_of(request), row, **_values(request, row, typed, given))
        except StaleVersionError as error:
            return _conflict(request, error, row)
        except InputError as error:
            problems = list(error.problems)
        else:
            messages.success(request, say("Bewaard.", "Saved."))
            return redirect("evacuation-threat", round_slug=round_of(request).slug, pk=pk)
    elif request.GET.get("overstroming"):
        try:
            typed = typed | _typed_by_flood(request, row)
        except WeerbaarError as error:
            problems = problems_in(error)
    context = {
        "given": given,
        "floods": list(inputs_for(request, InputKind.FLOOD)),
        "from_flood": bool(request.GET.get("overstroming")) and not problems,
        "breach": request.GET.get("doorbraak", ""),
        "inherited": given is not None and given.plan_id != row.pk,
        "version": given.version if given is not None and given.plan_id == row.pk else 0,
        "typed": typed,
        "zones": [
            {"at": at, "zone": zone, "hour": typed.get(f"hour-{at}", ""), "risk": typed.get(f"risk-{at}", "")}
            for at, zone in enumerate(network_of(row.network).network.zones[:_MOST_TYPED])
        ],
        "zones_left": max(0, row.network.zones - _MOST_TYPED),
        "problems": problems,
    }
    return page(request, "threat.html", context, plan=row, current="evacuation-threat", status=422 if problems else 200)


@access(Action.READ)
@require_safe
def order(request: HttpRequest, pk: int) -> HttpResponse:
    """The order in which zones leave so that most people live, with how many of each are safe in time."""
    return _order_page(request, plan_for(request, pk))


@access(Action.ANALYSE, blind=True)
@require_POST
def ask_order(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the order worked out, in the background."""
    row = plan_for(request, pk)
    problems: list[Problem] = []
    before_h = number_in(request.POST, "before_h", problems, LONGEST_H)
    try:
        if problems:
            raise InputError(problems)
        aid_verbs.ask_order(request, round_of(request), row, before_h=before_h or 0.0)
    except WeerbaarError as error:
        return _order_page(request, row, request.POST.get("before_h", ""), problems_in(error))
    return redirect("evacuation-order", round_slug=round_of(request).slug, pk=pk)


@access(Action.EXPORT, blind=True)
@require_safe
def order_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The order as data in the published schema."""
    row = plan_for(request, pk)
    return sent(request, row, order_content(row), "application/json", f"volgorde-{row.pk}.json")


def order_content(plan: Plan) -> bytes:
    """Return the newest order as a file.

    Raises:
        Http404: there is none.
    """
    found = order_of(plan).found
    if found is None:
        raise Http404
    return found.published.encode()


def _order_page(
    request: HttpRequest, row: Plan, typed: str | None = None, problems: list[Problem] | None = None
) -> HttpResponse:
    standing = order_of(row)
    lacking: list[Problem] = []
    first = ""
    try:
        perils = perils_of(threat_of(row), network_of(row.network).network)
        first = _plain(first_hour(perils))
    except InputError as error:
        lacking = list(error.problems)
    if typed is None:
        typed = first if standing.job is None else _plain(standing.job.parameters["before_h"])
    context = {
        "standing": standing,
        "kind": ORDER,
        "result": None if standing.found is None else shown_order(standing.found),
        "before_h": typed,
        "lacking": lacking,
        "problems": problems or [],
        "may_export": may(who(request), Action.EXPORT, round_of(request), blind=True),
    }
    return page(request, "order.html", context, plan=row, current="evacuation-order", status=422 if problems else 200)


def shown_order(found: Order) -> dict[str, Any]:
    """Return an order of zones as a page shows it."""
    lang = language()
    safe, lives = sum(turn.in_time for turn in found.turns), sum(turn.lives for turn in found.turns)
    return {
        "hours": hours_before(found.before_h),
        "total": vehicles(found.total_veh),
        "safe": vehicles(safe),
        "share": percentage(safe / found.total_veh, lang) if found.total_veh > 0 else "",
        "lives": count(lives),
        "rows": [
            {
                "place": str(turn.shared[0]) if turn.shared[0] == turn.shared[1] else "–".join(map(str, turn.shared)),
                "name": turn.name,
                "vehicles": vehicles(turn.vehicles),
                "in_time": vehicles(turn.in_time),
                "share": percentage(min(turn.in_time / turn.vehicles, 1.0), lang),
                "lives": count(turn.lives),
            }
            for turn in found.turns
        ],
        "alike": any(turn.shared[0] < turn.shared[1] for turn in found.turns),
        "record": found.record.id,
    }


def _typed_of(given: Threat | None, row: Plan) -> dict[str, str]:
    if given is None:
        return {}
    typed = {"before_h": _plain(given.before_h), "risk": _plain(given.risk)}
    for at, zone in enumerate(network_of(row.network).network.zones[:_MOST_TYPED]):
        own = given.zones.get(zone.id, {})
        typed |= {f"hour-{at}": _plain(own.get("before_h")), f"risk-{at}": _plain(own.get("risk"))}
    return typed


def _typed_by_flood(request: HttpRequest, row: Plan) -> dict[str, str]:
    """Return hours and chances of the zones by a flood of the round, to be looked at before they are saved.

    Raises:
        WeerbaarError: no hour of the breach, or people who are not on the map.
    """
    problems: list[Problem] = []
    breach_h = number_in(request.GET, "doorbraak", problems, LONGEST_H)
    if breach_h is None and not problems:
        problems.append(wrong("doorbraak", "geef het uur van de doorbraak.", "give the hour of the breach.", ""))
    flood = chosen_input(request, request.GET["overstroming"], InputKind.FLOOD)
    if problems or breach_h is None or flood is None:
        raise InputError(problems)
    network = network_of(row.network).network
    found = zones_in(exposed(flood, None, row).exposure, breach_h)
    if not found:
        nl, en = "deze overstroming raakt geen zone van het plan.", "this flood touches no zone of the plan."
        raise InputError([wrong("overstroming", nl, en, flood.name)])
    typed = {"before_h": "", "risk": ""}
    for at, zone in enumerate(network.zones[:_MOST_TYPED]):
        own = found.get(zone.id, {})
        typed |= {f"hour-{at}": _plain(own.get("before_h")), f"risk-{at}": _plain(own.get("risk"))}
    return typed


def _typed_in(request: HttpRequest, row: Plan) -> dict[str, str]:
    names = ["before_h", "risk"]
    names += [f"{name}-{at}" for at in range(min(row.network.zones, _MOST_TYPED)) for name in ("hour", "risk")]
    return {name: request.POST.get(name, "").strip() for name in names}


def _values(request: HttpRequest, row: Plan, typed: dict[str, str], given: Threat | None) -> dict[str, Any]:
    """Return what is saved: what was typed, or the zones of a table that was sent.

    Raises:
        InputError: numbers that are none, or a table that is not right; all of it.
    """
    network = network_of(row.network).network
    problems: list[Problem] = []
    before_h, risk = number_in(typed, "before_h", problems, LONGEST_H), number_in(typed, "risk", problems, 1.0)
    file = request.FILES.get("file")
    zones: dict[str, dict[str, float | None]] = {}
    if file is not None:
        try:
            zones = read_table(file.name or "dreiging.csv", file.read(), network)
        except InputError as error:
            problems += error.problems
    else:
        zones = {
            zone.id: given.zones[zone.id] for zone in network.zones[_MOST_TYPED:] if given and zone.id in given.zones
        }
        for at, zone in enumerate(network.zones[:_MOST_TYPED]):
            own = {
                "before_h": number_in(typed, f"hour-{at}", problems, LONGEST_H),
                "risk": number_in(typed, f"risk-{at}", problems, 1.0),
            }
            zones[zone.id] = own
    if problems:
        raise InputError(problems)
    version = request.POST.get("version", "")
    return {
        "before_h": before_h,
        "risk": risk,
        "zones": zones,
        "version": int(version) if version.isdecimal() and len(version) < 10 else 0,
    }


def _conflict(request: HttpRequest, error: StaleVersionError, row: Plan) -> HttpResponse:
    back = reverse("evacuation-threat", kwargs={"round_slug": round_of(request).slug, "pk": row.pk})
    labels = {"before_h": say("Uur", "Hour"), "risk": say("Kans", "Chance"), "zones": say("Zones", "Zones")}
    return conflict_page(request, error, labels, back)


def _plain(value: float | None) -> str:
    """Return a number as somebody types it."""
    if value is None:
        return ""
    shown = f"{value:.6g}"
    return shown.replace(".", ",") if language() == "nl" else shown
