# SPDX-License-Identifier: EUPL-1.2
"""A plan: make or change it, have it worked out, and read what came of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weerbaar.base import Problem, WeerbaarError
from weerbaar.workbench.accounts.permissions import Action, access, may
from weerbaar.workbench.evacuation import verbs
from weerbaar.workbench.evacuation.bound_now import bound_now
from weerbaar.workbench.evacuation.forms import MEASURE_NUMBERS, PlanForm, kinds
from weerbaar.workbench.evacuation.leaving import SEASONS
from weerbaar.workbench.evacuation.measures import in_words
from weerbaar.workbench.evacuation.measures_table import measures_in
from weerbaar.workbench.evacuation.models import Network, Plan
from weerbaar.workbench.evacuation.opening import (
    levels_for,
    networks_for,
    page,
    plan_for,
    problems_in,
    round_of,
    who,
)
from weerbaar.workbench.evacuation.reading import inhabitants_of, network_of
from weerbaar.workbench.evacuation.results import Told, curves_of, shown_result
from weerbaar.workbench.evacuation.study_job import standing_of
from weerbaar.workbench.evacuation.wording import routing_words
from weerbaar.workbench.library.rules import visible
from weerbaar.workbench.shell.conflict import conflict_page
from weerbaar.workbench.shell.language import say
from weerbaar.workbench.shell.versioned import StaleVersionError

_MOST_TYPED = 600
"""Zones for which people can be typed; a network with more takes a demand file."""


@access(Action.READ)
@require_safe
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """What came of a plan: how long it takes beside what no plan can beat, where it jams, what was reckoned with."""
    row = plan_for(request, pk)
    network = network_of(row.network).network
    standing = standing_of(row)
    worked, job = standing.worked, standing.job
    told = None if worked is None or job is None else Told(row, job.result, worked)
    context = {
        "standing": standing,
        "result": None if worked is None else shown_result(worked, network),
        "curve": None if told is None else curves_of([told]),
        "bound": bound_now(row) if worked is None or standing.stale else None,
        "routing": routing_words(row.routing),
        "measures": [in_words(measure, network) for measure in row.measures],
        "may_export": may(who(request), Action.EXPORT, round_of(request), blind=True),
        "on_map": bool(network.crs),
        "variants": row.variants.filter(removed__isnull=True, level__lte=who(request).clearance),
    }
    return page(request, "plan.html", context, plan=row, current="evacuation-plan")


@access(Action.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Make a plan over the network in the address, or change one; what was typed stays when something is wrong."""
    row = None if pk is None else plan_for(request, pk)
    network = _network(request, row)
    if network is None:
        return page(request, "plan_network.html", {"networks": list(networks_for(request))})
    kept = network_of(network)
    problems: list[Problem] = []
    if request.method == "POST":
        form = PlanForm.of_post(request.POST, [zone.id for zone in kept.network.zones[:_MOST_TYPED]])
        file, table = request.FILES.get("file"), request.FILES.get("measures")
        if file is not None:
            form.typed["text"] = file.read().decode("utf-8", errors="replace")
        try:
            if table is not None:
                form.take_measures(measures_in(table.name or "", table.read()))
            saved = verbs.save_plan(
                request, round_of(request), plan=row, version=_version(request), network=network, **form.values()
            )
        except StaleVersionError as error:
            back = reverse("evacuation-plan-edit", kwargs={"round_slug": round_of(request).slug, "pk": pk})
            labels = {"name": say("Naam", "Name"), "note": say("Toelichting", "Note")}
            return conflict_page(request, error, labels, back)
        except WeerbaarError as error:
            problems = problems_in(error)
        else:
            messages.success(request, say("Bewaard.", "Saved."))
            return redirect("evacuation-plan", round_slug=round_of(request).slug, pk=saved.pk)
    elif row is not None:
        form = PlanForm.of_plan(row)
    else:
        form = PlanForm.of_new(kept, inhabitants_of(network), max(network.level, round_of(request).level))
    context = _form_context(request, form, network, row) | {"problems": problems}
    return page(request, "plan_form.html", context, plan=row, status=422 if problems else 200)


@access(Action.WRITE)
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a plan away from the pages."""
    row = plan_for(request, pk)
    try:
        verbs.remove_plan(request, round_of(request), row, version=_version(request))
    except StaleVersionError as error:
        back = reverse("evacuation-plan", kwargs={"round_slug": round_of(request).slug, "pk": pk})
        return conflict_page(request, error, {}, back)
    messages.success(request, say(f"{row.name} is verwijderd.", f"{row.name} was removed."))
    return redirect("evacuation", round_slug=round_of(request).slug)


@access(Action.ANALYSE, blind=True)
@require_POST
def compute(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the study of a plan made, in the background."""
    row = plan_for(request, pk)
    verbs.ask_study(request, round_of(request), row)
    return redirect("evacuation-plan", round_slug=round_of(request).slug, pk=pk)


def _network(request: HttpRequest, row: Plan | None) -> Network | None:
    """Return the network of the plan, or that in the address; None where it is still to be chosen."""
    if row is not None:
        return row.network
    there = networks_for(request)
    given = request.POST.get("network") or request.GET.get("net", "")
    if not given:
        return there.first() if there.count() == 1 else None
    found = there.filter(pk=int(given)).first() if given.isdecimal() and len(given) < 10 else None
    if found is None:
        raise Http404
    return found


def _version(request: HttpRequest) -> int:
    given = request.POST.get("version", "")
    return int(given) if given.isdecimal() and len(given) < 10 else 0


def _form_context(request: HttpRequest, form: PlanForm, network: Network, row: Plan | None) -> dict[str, Any]:
    from weerbaar.evacuation.study import ROUTINGS

    kept = network_of(network)
    zones = [
        {"at": at, "zone": zone, "typed": form.people.get(zone.id, "")}
        for at, zone in enumerate(kept.network.zones[:_MOST_TYPED])
    ]
    return {
        "form": form.typed,
        "row": row,
        "network": network,
        "version": row.version if row else 0,
        "zones": zones,
        "zones_left": len(kept.network.zones) - len(zones),
        "states_departures": kept.states_departures,
        "measure_rows": form.table(),
        "measure_numbers": MEASURE_NUMBERS,
        "kinds": kinds(),
        "routings": [(name, routing_words(name)) for name in ROUTINGS],
        "seasons": list(SEASONS.items()),
        "scenarios": visible(who(request), round_of(request)).order_by("slug"),
        "levels": [(value, text) for value, text in levels_for(request) if value >= network.level],
        "level": form.typed.get("level", ""),
    }
