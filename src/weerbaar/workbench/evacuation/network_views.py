# SPDX-License-Identifier: EUPL-1.2
"""Road networks: take one up, look at it, take it away."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weerbaar.base import InputError, Problem, Text, WeerbaarError
from weerbaar.workbench.accounts.permissions import Action, access
from weerbaar.workbench.evacuation import verbs
from weerbaar.workbench.evacuation.kept_network import problem_of
from weerbaar.workbench.evacuation.network_form import COLUMNS, LAYOUTS, MEASURES, UNITS, NetworkForm
from weerbaar.workbench.evacuation.network_reading import FORMS
from weerbaar.workbench.evacuation.opening import (
    given_level,
    levels_for,
    network_for,
    page,
    plans_for,
    problems_in,
    round_of,
)
from weerbaar.workbench.evacuation.reading import DamagedNetworkError, inhabitants_of, network_of
from weerbaar.workbench.evacuation.reading_process import SlowError
from weerbaar.workbench.evacuation.reading_views import as_job
from weerbaar.workbench.evacuation.wording import roughly, vehicles
from weerbaar.workbench.shell.language import say

_SHOWN = 200
"""Zones and exits in a table."""


@access(Action.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Choose a file or a network that comes with Weerbaar; what is wrong with the file is shown with its place."""
    problems: list[Problem] = []
    form = NetworkForm.of_post(request.POST, request.FILES)
    if request.method == "POST":
        try:
            found = _taken(request, form)
        except SlowError as slow:
            return as_job(request, slow.sent, given_level(request))
        except WeerbaarError as error:
            problems = problems_in(error)
        else:
            messages.success(request, say(f"{found.name} is ingelezen.", f"{found.name} was read in."))
            return redirect("evacuation-network", round_slug=round_of(request).slug, pk=found.pk)
    context = {
        "problems": problems,
        "examples": _examples(),
        "levels": levels_for(request),
        "level": request.POST.get("level", str(round_of(request).level)),
        "form": form.typed,
        "column_rows": [
            {
                "name": name,
                "words": words,
                "typed": form.columns.get(name, ""),
                "measures": MEASURES[name][1] if name in MEASURES else (),
                "measure": form.measures.get(name) or (MEASURES[name][0] if name in MEASURES else ""),
            }
            for name, words in COLUMNS
        ],
        "units": [
            {"name": name, "words": words, "known": known, "typed": form.typed.get(name, "")}
            for name, words, known in UNITS
        ],
        "layouts": [(name, words) for name, (words, _) in LAYOUTS.items()],
        "ends": ",".join(FORMS),
        "largest": settings.LARGEST_UPLOAD // 1024**2,
    }
    return page(request, "network_new.html", context, status=422 if problems else 200)


@access(Action.READ)
@require_safe
def network(request: HttpRequest, pk: int) -> HttpResponse:
    """What a network is, and what is odd about it."""
    row = network_for(request, pk)
    try:
        kept = network_of(row)
    except DamagedNetworkError as error:
        return page(request, "network.html", {"network": row, "damaged": error.message})
    roads = kept.network
    people = inhabitants_of(row)
    zones = [
        {
            "zone": zone,
            "vehicles": None if kept.vehicles is None else vehicles(float(kept.vehicles[at])),
            "people": roughly(people[zone.id]) if zone.id in people else None,
        }
        for at, zone in enumerate(roads.zones[:_SHOWN])
    ]
    context = {
        "network": row,
        "states_departures": kept.states_departures,
        "has_vehicles": kept.vehicles is not None,
        "has_people": bool(people),
        "total": None if row.vehicles is None else vehicles(row.vehicles),
        "source": roads.source,
        "zones": zones,
        "zones_left": len(roads.zones) - len(zones),
        "exits": [roads.place(int(node)) for node in roads.exits[:_SHOWN]],
        "exits_left": max(0, len(roads.exits) - _SHOWN),
        "problems": [problem_of(note, row.file or row.name) for note in row.notes],
        "plans": [plan for plan in plans_for(request) if plan.network_id == row.pk],
    }
    return page(request, "network.html", context)


@access(Action.WRITE)
@require_POST
def simplify(request: HttpRequest, pk: int) -> HttpResponse:
    """Take up the same network with fewer nodes and roads."""
    row = verbs.simplify_network(request, round_of(request), network_for(request, pk))
    messages.success(request, say("Het vereenvoudigde net staat ernaast.", "The simplified network stands beside it."))
    return redirect("evacuation-network", round_slug=round_of(request).slug, pk=row.pk)


@access(Action.WRITE)
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a network away; plans that use it keep it."""
    row = verbs.remove_network(request, round_of(request), network_for(request, pk))
    messages.success(request, say(f"{row.name} is verwijderd.", f"{row.name} was removed."))
    return redirect("evacuation", round_slug=round_of(request).slug)


def _taken(request: HttpRequest, form: NetworkForm) -> Any:
    round_, level = round_of(request), given_level(request)
    if request.POST.get("example"):
        return verbs.add_example(request, round_, example=request.POST["example"], level=level)
    file = request.FILES.get("file")
    if file is None:
        raise InputError(
            [Problem("", Text(nl="Kies een bestand of een voorbeeld.", en="Choose a file or an example."))]
        )
    return verbs.add_network(
        request, round_, name=file.name or "", content=file.read(), manner=form.manner(), level=level
    )


def _examples() -> list[dict[str, Any]]:
    from weerbaar.evacuation import network as library

    found = [library.example(name) for name in library.examples()]
    return [{"name": one.name, "title": one.title, "about": one.about} for one in found]
