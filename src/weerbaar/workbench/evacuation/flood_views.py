# SPDX-License-Identifier: EUPL-1.2
"""The threatened areas: who lives there, what they are protected from, and how sure that is."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from weerbaar.base import number
from weerbaar.workbench.accounts.permissions import Action, access
from weerbaar.workbench.evacuation.opening import page
from weerbaar.workbench.evacuation.wording import roughly
from weerbaar.workbench.shell.language import language


@access(Action.READ)
@require_safe
def floods(request: HttpRequest) -> HttpResponse:
    """All dike rings, or those in whose name or municipalities the words stand that were searched for."""
    from weerbaar.evacuation.flood import WATER_NAMES, area_facts, areas

    search = request.GET.get("zoek", "")[:100]
    wanted = search.casefold().split()
    rows = [
        {
            "area": area,
            "water": WATER_NAMES[area.water],
            "norm": number(area.norm_years, language()),
            "people": None if area.people is None else roughly(area.people),
            "parts": ", ".join(part.name for part in sorted(area.parts, key=lambda part: -part.people)[:6]),
            "more": max(0, len(area.parts) - 6),
        }
        for area in areas()
        if all(
            part in f"{area.number} {area.name} {' '.join(p.name for p in area.parts)}".casefold() for part in wanted
        )
    ]
    facts = area_facts()
    context = {"rows": rows, "search": search, "facts": facts}
    return page(request, "floods.html", context, current="evacuation-floods")
