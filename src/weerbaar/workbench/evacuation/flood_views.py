# SPDX-License-Identifier: EUPL-1.2
"""Floods: the threatened areas, the floods and people of a round, and who gets water in one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weerbaar.base import InputError, Problem, WeerbaarError, number
from weerbaar.workbench.accounts.permissions import Action, access, require
from weerbaar.workbench.evacuation import input_verbs
from weerbaar.workbench.evacuation.asked import wrong
from weerbaar.workbench.evacuation.flooding import Exposed, exposed
from weerbaar.workbench.evacuation.kept_flood import LAYERS
from weerbaar.workbench.evacuation.models import InputFile, InputKind, Plan
from weerbaar.workbench.evacuation.opening import (
    chosen_input,
    given_level,
    input_for,
    inputs_for,
    levels_for,
    page,
    plan_for,
    plans_for,
    problems_in,
    round_of,
    who,
)
from weerbaar.workbench.evacuation.reading import network_of
from weerbaar.workbench.evacuation.reading_process import SlowError
from weerbaar.workbench.evacuation.reading_views import as_job, being_read
from weerbaar.workbench.evacuation.wording import hours, roughly
from weerbaar.workbench.shell.language import language, say

if TYPE_CHECKING:
    from weerbaar.evacuation.flood import Exposure, ThreatenedArea

UNITS: dict[str, tuple[str, ...]] = {
    "depth": ("m", "cm"),
    "arrival": ("h", "min", "s", "d"),
    "rise": ("m/h", "m/s"),
    "velocity": ("m/s",),
}
"""What a layer may be in, where the file does not say it."""
_MOST_ROWS = 200
_HALF = 0.5


@access(Action.READ)
@require_http_methods(["GET", "HEAD", "POST"])
def floods(request: HttpRequest) -> HttpResponse:
    """Dike rings, floods and people by place; who may write, adds to them here."""
    problems: list[Problem] = []
    if request.method == "POST":
        require(who(request), Action.WRITE, round_of(request))
        try:
            row = _taken(request)
        except SlowError as slow:
            return as_job(request, slow.sent, given_level(request))
        except WeerbaarError as error:
            problems = problems_in(error)
        else:
            messages.success(request, say(f"{row.name} is ingelezen.", f"{row.name} was read in."))
            if row.kind == InputKind.FLOOD:
                return redirect("evacuation-flood", round_slug=round_of(request).slug, pk=row.pk)
            return redirect("evacuation-floods", round_slug=round_of(request).slug)
    search = request.GET.get("zoek", "")[:100]
    context = {
        "problems": problems,
        "readings": being_read(request, "flood"),
        "floods": [_line(row) for row in inputs_for(request, InputKind.FLOOD)],
        "people": [
            {"row": row, "people": roughly(row.facts["people"]), "zones": row.facts["zones"]}
            for row in inputs_for(request, InputKind.PEOPLE)
        ],
        "areas": _areas(search),
        "search": search,
        "facts": _facts(),
        "units": UNITS,
        "levels": levels_for(request),
        "level": request.POST.get("level", str(round_of(request).level)),
        "largest": settings.LARGEST_UPLOAD // 1024**2,
    }
    return page(request, "floods.html", context, current="evacuation-floods", status=422 if problems else 200)


@access(Action.READ)
@require_safe
def flood(request: HttpRequest, pk: int) -> HttpResponse:
    """Who gets water in a flood, how deep and when: by a table of people by place, or by the people of a plan."""
    row = input_for(request, pk, InputKind.FLOOD)
    tables, plans = list(inputs_for(request, InputKind.PEOPLE)), list(plans_for(request))
    people = chosen_input(request, request.GET.get("mensen", ""), InputKind.PEOPLE)
    given = request.GET.get("plan", "")
    plan = plan_for(request, int(given)) if given.isdecimal() and len(given) < 10 else None
    if people is None and plan is None and tables:
        people = input_for(request, tables[0].pk, InputKind.PEOPLE)
    found: Exposed | None = None
    problems: list[Problem] = []
    if people is not None or plan is not None:
        try:
            found = exposed(row, people, plan)
        except WeerbaarError as error:
            problems = problems_in(error)
    context = {
        "flood": row,
        "line": _line(row),
        "tables": tables,
        "plans": plans,
        "people": people,
        "chosen_plan": plan,
        "found": None if found is None else _shown(found, zone_names(plan)),
        "problems": problems,
    }
    return page(request, "flood.html", context, current="evacuation-floods", status=422 if problems else 200)


@access(Action.WRITE)
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an input file away, and go back to where it was used."""
    row = input_verbs.remove_input(request, round_of(request), input_for(request, pk))
    messages.success(request, say(f"{row.name} is verwijderd.", f"{row.name} was removed."))
    back = "evacuation-floods" if row.kind in (InputKind.FLOOD, InputKind.PEOPLE) else "evacuation"
    return redirect(back, round_slug=round_of(request).slug)


def given_file(request: HttpRequest, name: str) -> tuple[str, bytes]:
    """Return name and content of a file in a form.

    Raises:
        InputError: there is none, or it is empty or too large.
    """
    file = request.FILES.get(name)
    if file is None:
        raise InputError([wrong(name, "kies een bestand.", "choose a file.", "")])
    if not file.size:
        raise InputError([wrong(name, "het bestand is leeg.", "the file is empty.", file.name or "")])
    if file.size > settings.LARGEST_UPLOAD:
        most = settings.LARGEST_UPLOAD // 1024**2
        raise InputError(
            [wrong(name, f"ten hoogste {most} MB is toegestaan.", f"at most {most} MB is allowed.", file.name or "")]
        )
    return file.name or "", file.read()


def _taken(request: HttpRequest) -> InputFile:
    round_, level = round_of(request), given_level(request)
    if request.POST.get("what") == "example":
        return input_verbs.add_example_flood(request, round_, level=level)
    if request.POST.get("what") == "people":
        name, content = given_file(request, "people")
        return input_verbs.add_people(request, round_, name=name, content=content, level=level)
    files = {layer: given_file(request, layer) for layer in LAYERS if layer == "depth" or layer in request.FILES}
    units = {layer: unit for layer in LAYERS if (unit := request.POST.get(f"unit-{layer}", "")) in UNITS[layer]}
    name = request.POST.get("name", "")
    return input_verbs.add_flood(request, round_, files=files, units=units, name=name, level=level)


def _line(row: InputFile) -> dict[str, Any]:
    facts = row.facts
    return {
        "row": row,
        "area": roughly(facts["area_km2"]),
        "deepest": number(facts["deepest_m"], language(), 1),
        "first": None if facts["first_h"] is None else hours(facts["first_h"]),
        "layers": facts["layers"],
        "made_up": facts["made_up"],
    }


def _areas(search: str) -> list[dict[str, Any]]:
    from weerbaar.evacuation.flood import WATER_NAMES, areas

    wanted = search.casefold().split()

    def fits(area: ThreatenedArea) -> bool:
        words = f"{area.number} {area.name} {' '.join(part.name for part in area.parts)}".casefold()
        return all(part in words for part in wanted)

    return [
        {
            "area": area,
            "water": WATER_NAMES[area.water],
            "norm": number(area.norm_years, language()),
            "people": None if area.people is None else roughly(area.people),
            "parts": ", ".join(part.name for part in sorted(area.parts, key=lambda part: -part.people)[:6]),
            "more": max(0, len(area.parts) - 6),
        }
        for area in areas()
        if fits(area)
    ]


def _facts() -> Any:
    from weerbaar.evacuation.flood import area_facts

    return area_facts()


def zone_names(plan: Plan | None) -> dict[str, str]:
    """Return names of zones by their code: of the plan, and of the municipalities in threatened areas."""
    from weerbaar.evacuation.flood import areas

    found = {part.code: part.name for area in areas() for part in area.parts}
    zones = () if plan is None else network_of(plan.network).network.zones
    return found | {zone.id: zone.name for zone in zones}


def _shown(found: Exposed, names: dict[str, str]) -> dict[str, Any]:
    from weerbaar.evacuation.flood import DEPTH_CLASSES_M

    exposure, lang = found.exposure, language()
    by_depth = exposure.people_by_depth()
    wet, total = exposure.flooded_people, float(exposure.flooded_people.sum())
    classes = []
    for at, low in enumerate(DEPTH_CLASSES_M):
        last = at + 1 == len(DEPTH_CLASSES_M)
        edges = [number(edge, lang, 1) for edge in DEPTH_CLASSES_M[at : at + 2]]
        words = say(f"{edges[0]} m en dieper", f"{edges[0]} m and deeper") if last else f"{edges[0]}–{edges[-1]} m"
        people = float(by_depth[:, at].sum())
        classes.append({"words": words, "low": low, "people": roughly(people), "share": people / total if total else 0})
    first, half = exposure.first_water_s(), exposure.first_water_s(_HALF)
    order = np.argsort(-wet, kind="stable")
    rows = [
        {
            "zone": names.get(exposure.zones[at], exposure.zones[at]),
            "wet": roughly(float(wet[at])),
            "dry": roughly(float(exposure.dry_people[at])),
            "outside": roughly(float(exposure.outside_people[at])),
            "first": _when(first[at], float(wet[at])),
            "half": _when(half[at], float(wet[at])),
        }
        for at in order.tolist()[:_MOST_ROWS]
    ]
    return {
        "basis": found.basis,
        "wet": roughly(total),
        "dry": roughly(float(exposure.dry_people.sum())),
        "outside": roughly(outside) if (outside := float(exposure.outside_people.sum())) else None,
        "classes": classes,
        "arrival": _by_arrival(exposure),
        "areas": _by_area(exposure),
        "rows": rows,
        "left": max(0, len(exposure.zones) - _MOST_ROWS),
        "source": found.flood.source,
        "notes": found.flood.notes,
    }


def _by_arrival(exposure: Exposure) -> list[dict[str, str]]:
    """People whose home has water by each hour after the breach, and those of whom it is not known when."""
    known = ~np.isnan(exposure.arrival_s)
    found = []
    for hour in (1, 3, 6, 12, 24, 48, 96):
        people = float(exposure.people[known & (exposure.arrival_s <= hour * 3600)].sum())
        found.append({"words": say(f"binnen {hour} uur", f"within {hour} hours"), "people": roughly(people)})
    later = float(exposure.people[known & (exposure.arrival_s > 96 * 3600)].sum())
    unknown = float(exposure.people[~known].sum())
    if later:
        found.append({"words": say("later", "later"), "people": roughly(later)})
    if unknown:
        found.append({"words": say("tijd onbekend", "time not known"), "people": roughly(unknown)})
    return found


def _by_area(exposure: Exposure) -> list[dict[str, str]]:
    """The dike rings of the zones that get water; a municipality in more than one counts where most of it lies."""
    from weerbaar.evacuation.flood import areas_of

    people: dict[ThreatenedArea, float] = {}
    first: dict[ThreatenedArea, float] = {}
    for zone, wet, when in zip(exposure.zones, exposure.flooded_people, exposure.first_water_s(), strict=True):
        there = areas_of(zone)
        if wet > 0 and there:
            area = there[0][0]
            people[area] = people.get(area, 0.0) + float(wet)
            if when is not None:
                first[area] = min(first.get(area, when), when)
    return [
        {
            "name": f"{area.number} {area.name}",
            "norm": number(area.norm_years, language()),
            "lives": "–" if area.people is None else roughly(area.people),
            "wet": roughly(people[area]),
            "first": _when(first.get(area), people[area]),
        }
        for area in sorted(people, key=lambda area: -people[area])
    ]


def _when(seconds: float | None, wet: float) -> str:
    if wet <= 0:
        return say("blijft droog", "stays dry")
    return say("onbekend", "not known") if seconds is None else hours(seconds / 3600)
