# SPDX-License-Identifier: EUPL-1.2
"""Scarce means of a plan: enter them, divide them, and read who is carried by what, who is not, and what is short."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weerbaar.base import InputError, Problem, WeerbaarError, harmless, number, percentage, spreadsheet_csv
from weerbaar.workbench.accounts.permissions import Action, access, may
from weerbaar.workbench.evacuation import aid_verbs
from weerbaar.workbench.evacuation.fleet_form import FleetForm
from weerbaar.workbench.evacuation.models import Plan
from weerbaar.workbench.evacuation.opening import page, plan_for, problems_in, round_of, who
from weerbaar.workbench.evacuation.plan_jobs import MEANS, division_of
from weerbaar.workbench.evacuation.plan_runs import Division
from weerbaar.workbench.evacuation.reading import network_of
from weerbaar.workbench.evacuation.sending import sent
from weerbaar.workbench.evacuation.threats import fleet_of, threat_of
from weerbaar.workbench.evacuation.wording import clock, count
from weerbaar.workbench.shell.conflict import conflict_page
from weerbaar.workbench.shell.language import language, say, words
from weerbaar.workbench.shell.versioned import StaleVersionError

if TYPE_CHECKING:
    from weerbaar.evacuation.means import Assignment, Posts

FORMS = {"json": "application/json", "csv": "text/csv; charset=utf-8"}
_MOST_TRIPS = 400
"""Trips on the page; all of them are in the table to download."""
_MOST_ROWS = 100
_MOST_PLACES = 600
"""Zones that the form offers as a place."""


@access(Action.READ)
@require_safe
def means(request: HttpRequest, pk: int) -> HttpResponse:
    """The division of scarce means as a timetable, with who is not helped in time and what is short."""
    return _page(request, plan_for(request, pk))


@access(Action.ANALYSE, blind=True)
@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the means divided, in the background."""
    row = plan_for(request, pk)
    try:
        aid_verbs.ask_means(request, round_of(request), row)
    except WeerbaarError as error:
        return _page(request, row, problems_in(error))
    return redirect("evacuation-means", round_slug=round_of(request).slug, pk=pk)


@access(Action.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter vehicles, receiving places and officers; by form, or as text where there is more than the form holds."""
    row = plan_for(request, pk)
    given = fleet_of(row)
    network = network_of(row.network).network
    own = given is not None and given.plan_id == row.pk
    content = "" if given is None else given.content
    form = FleetForm.of_text(content) if content else FleetForm.empty(row.name)
    problems: list[Problem] = []
    if request.method == "POST":
        try:
            if request.POST.get("way") == "form":
                form = FleetForm.of_post(request.POST)
                content = form.text()
            else:
                content = _given(request)
                form = FleetForm.of_text(content)
            aid_verbs.save_fleet(request, round_of(request), row, content=content, version=_version(request))
        except StaleVersionError as error:
            back = reverse("evacuation-means-edit", kwargs={"round_slug": round_of(request).slug, "pk": pk})
            return conflict_page(request, error, {"content": say("Middelen", "Means")}, back)
        except InputError as error:
            problems = list(error.problems)
        else:
            messages.success(request, say("Bewaard.", "Saved."))
            return redirect("evacuation-means", round_slug=round_of(request).slug, pk=pk)
    context = {
        "form": form,
        "content": content,
        "inherited": given is not None and not own,
        "version": given.version if given is not None and own else 0,
        "kinds": _kinds(),
        "places": [(zone.id, zone.name) for zone in network.zones[:_MOST_PLACES]],
        "nodes": sorted({name for name in network.node_names or network.node_ids if name})[:_MOST_PLACES],
        "problems": problems,
    }
    return page(
        request, "means_form.html", context, plan=row, current="evacuation-means", status=422 if problems else 200
    )


@access(Action.EXPORT, blind=True)
@require_safe
def file(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The division as data in the published schema, or every trip as a table."""
    row = plan_for(request, pk)
    return sent(request, row, content_of(row, form), FORMS[form], f"middelen-{row.pk}.{form}")


def content_of(plan: Plan, form: str) -> bytes:
    """Return the newest division as a file.

    Raises:
        Http404: there is no such form, or no division.
    """
    from weerbaar.evacuation.means import means_json

    found = division_of(plan).found
    if form not in FORMS or found is None:
        raise Http404
    return (
        means_json(found.assignment, found.record, found.posts, found.routing)
        if form == "json"
        else _trips_csv(plan, found)
    )


def _page(request: HttpRequest, row: Plan, problems: list[Problem] | None = None) -> HttpResponse:
    standing = division_of(row)
    fleet, threat = fleet_of(row), threat_of(row)
    context = {
        "standing": standing,
        "kind": MEANS,
        "result": None if standing.found is None else _shown(row, standing.found),
        "fleet": fleet,
        "threat": threat,
        "has_people": bool(row.demand),
        "problems": problems or [],
        "may_export": may(who(request), Action.EXPORT, round_of(request), blind=True),
    }
    return page(request, "means.html", context, plan=row, current="evacuation-means", status=422 if problems else 200)


def _shown(row: Plan, found: Division) -> dict[str, Any]:
    from weerbaar.evacuation.means import CATEGORY_NAMES
    from weerbaar.evacuation.study import ROUTING_WORDS

    lang = language()
    plan = found.assignment
    named = _names(row, plan)
    asked, helped = sum(need.people for need in plan.needs), float(plan.served.sum())
    kinds = {one.id: words(one.name) for one in plan.means}
    gain = say("doden minder", "deaths fewer") if plan.aim == "deaths" else say("mensen meer", "people more")
    worst = sorted(plan.unserved, key=lambda one: -one.people)
    return {
        "helped": number(helped, lang),
        "asked": number(asked, lang),
        "share": percentage(min(helped / asked, 1.0), lang) if asked > 0 else "",
        "trips": number(len(plan.trips), lang),
        "vehicle_hours": number(plan.vehicle_hours, lang),
        "gap": percentage(plan.gap, lang) if plan.gap > 0 else "0%",
        "proven": plan.gap <= _EXACT,
        "aim": plan.aim,
        "value": number(plan.value, lang, 1),
        "most": number(plan.most, lang, 1),
        "unserved": [
            {
                "zone": named.get(one.need.zone, one.need.zone),
                "who": words(CATEGORY_NAMES[one.need.category]),
                "people": count(one.people),
                "before": clock(one.need.before_h),
                "why": words(one.why),
            }
            for one in worst[:_MOST_ROWS]
        ],
        "more_unserved": max(0, len(worst) - _MOST_ROWS),
        "short": [
            {
                "what": say(f"één voertuig meer: {kinds.get(one.id, one.id)} ({one.id})",
                            f"one more vehicle: {kinds.get(one.id, one.id)} ({one.id})")
                if one.what == "vehicle"
                else say(f"tien bedden meer in {named.get(one.id, one.id)}",
                         f"ten more beds at {named.get(one.id, one.id)}"),
                "more": f"{number(one.more, lang, 1)} {gain}",
            }
            for one in plan.one_more
        ],
        "vehicles": _timetable(plan, named, kinds),
        "more_trips": max(0, len(plan.trips) - _MOST_TRIPS),
        "routing": words(ROUTING_WORDS[found.routing]),
        "past_queues": ", ".join(one.id for one in plan.means if one.past_queues),
        "posts": None if found.posts is None else _posts(found.posts),
        "record": found.record.id,
    }  # fmt: skip


_EXACT = 1e-6


def _timetable(plan: Assignment, named: dict[str, str], kinds: dict[str, str]) -> list[dict[str, Any]]:
    """Return the trips of each vehicle, one vehicle after the other."""
    from weerbaar.evacuation.means import CATEGORY_NAMES

    shown = plan.trips[:_MOST_TRIPS]
    return [
        {
            "name": f"{kinds.get(kind, kind)} {kind} · {vehicle}",
            "trips": [
                {
                    "sets_out": clock(trip.sets_out_h),
                    "loads": clock(trip.loads_h),
                    "safe": clock(trip.safe_h),
                    "zone": named.get(trip.zone, trip.zone),
                    "refuge": named.get(trip.refuge, trip.refuge),
                    "who": words(CATEGORY_NAMES[trip.category]),
                    "people": count(trip.people) if trip.people else "–",
                }
                for trip in trips
            ],
        }
        for (kind, vehicle), trips in groupby(shown, key=lambda trip: (trip.means, trip.vehicle))
    ]


def _posts(found: Posts) -> dict[str, Any]:
    lang = language()
    rows = [(post, True) for post in found.manned] + [(post, False) for post in found.unmanned]
    return {
        "on_duty": number(found.police.on_duty, lang),
        "officers": number(found.police.officers, lang),
        "share": percentage(min(found.share, 1.0), lang),
        "rows": [
            {
                "node": post.name,
                "manned": manned,
                "sent": number(post.sent_veh_h, lang),
                "ways": "; ".join(
                    f"{name or say('hier naar veilig gebied', 'to safety here')} {percentage(min(share, 1.0), lang)}"
                    for name, share in post.ways[:3]
                ),
            }
            for post, manned in rows[:_MOST_ROWS]
        ],
        "more": max(0, len(rows) - _MOST_ROWS),
    }


def _names(row: Plan, plan: Assignment) -> dict[str, str]:
    """Return places by their code: zones of the network and receiving places."""
    named = {zone.id: zone.name for zone in network_of(row.network).network.zones}
    return named | {refuge.place: words(refuge.name) for refuge in plan.refuges}


def _trips_csv(row: Plan, found: Division) -> bytes:
    lang = language()
    named = _names(row, found.assignment)
    head = [
        say("middel", "means"), say("voertuig", "vehicle"), say("rijdt weg (uur)", "sets out (h)"),
        say("instappen (uur)", "loads (h)"), say("veilig (uur)", "safe (h)"), say("zone", "zone"),
        say("naam van de zone", "name of the zone"), say("soort", "category"), say("opvang", "refuge"),
        say("mensen", "people"),
    ]  # fmt: skip
    rows = [
        [
            harmless(trip.means), str(trip.vehicle), *(number(at, lang, 2) for at in (trip.sets_out_h, trip.loads_h,
            trip.safe_h)), harmless(trip.zone), harmless(named.get(trip.zone, "")), trip.category,
            harmless(named.get(trip.refuge, trip.refuge)), number(trip.people, lang, 1),
        ]
        for trip in found.assignment.trips
    ]  # fmt: skip
    return spreadsheet_csv([head, *rows], lang)


def _kinds() -> list[tuple[str, str]]:
    from weerbaar.evacuation.means import usual_kinds

    return [(name, words(kind.name)) for name, kind in usual_kinds().items()]


def _given(request: HttpRequest) -> str:
    sent_file = request.FILES.get("file")
    if sent_file is not None:
        return sent_file.read().decode("utf-8", errors="replace")
    return request.POST.get("content", "")


def _version(request: HttpRequest) -> int:
    given = request.POST.get("version", "")
    return int(given) if given.isdecimal() and len(given) < 10 else 0
