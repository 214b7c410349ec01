# SPDX-License-Identifier: EUPL-1.2
"""The roads of a plan, to search, with what-if: one closed, or with contraflow."""

from __future__ import annotations

from typing import Any

import numpy as np
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from weerbaar.base import WeerbaarError
from weerbaar.workbench.accounts.permissions import Action, access
from weerbaar.workbench.evacuation import verbs
from weerbaar.workbench.evacuation.measures import opposite_of
from weerbaar.workbench.evacuation.models import Plan
from weerbaar.workbench.evacuation.opening import page, plan_for, problems_in, round_of
from weerbaar.workbench.evacuation.reading import network_of
from weerbaar.workbench.evacuation.study_job import standing_of
from weerbaar.workbench.evacuation.wording import vehicles
from weerbaar.workbench.shell.language import language, say

PER_PAGE = 50


@access(Action.READ)
@require_safe
def roads(request: HttpRequest, pk: int) -> HttpResponse:
    """The roads, busiest first, those whose name holds what was searched for."""
    return _page(request, plan_for(request, pk))


@access(Action.WRITE)
@require_POST
def what_if(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a variant of the plan with one road closed or with contraflow, and have it worked out."""
    row = plan_for(request, pk)
    try:
        made, _ = verbs.make_variant(
            request, round_of(request), row, kind=request.POST.get("kind", ""), link=request.POST.get("link", "")
        )
    except WeerbaarError as error:
        return _page(request, row, problems=problems_in(error), status=422)
    messages.success(request, say("De variant wordt doorgerekend.", "The variant is being worked out."))
    return redirect("evacuation-plan", round_slug=round_of(request).slug, pk=made.pk)


def road_rows(plan: Plan, search: str = "") -> list[dict[str, Any]]:
    """Return the roads of a plan with what passed and the longest queue, where its study was made; busiest first."""
    network = network_of(plan.network).network
    worked = standing_of(plan).worked
    if worked is None:
        passed = queue = None
        order = np.argsort(-network.capacity_veh_s, kind="stable")
    else:
        passed = worked.course.flow_veh.values().sum(axis=0)
        queue = worked.course.queued_veh.values().max(axis=0, initial=0.0)
        order = np.lexsort((-passed, -queue))
    wanted = search.casefold().split()
    rows = []
    for link in order.tolist():
        name, id_ = network.road(link), network.link_ids[link]
        if any(part not in f"{name} {id_}".casefold() for part in wanted):
            continue
        rows.append(
            {
                "link": id_,
                "name": name,
                "lanes": float(network.lanes[link]),
                "capacity_veh_h": float(network.capacity_veh_s[link] * 3600),
                "passed_veh": None if passed is None else float(passed[link]),
                "longest_queue_veh": None if queue is None else float(queue[link]),
                "has_opposite": opposite_of(network, link) is not None,
            }
        )
    return rows


def _page(request: HttpRequest, row: Plan, *, problems: Any = (), status: int = 200) -> HttpResponse:
    search = request.GET.get("zoek", "")[:100]
    given = request.GET.get("blad", "1")
    rows = road_rows(row, search)
    last = max(1, -(-len(rows) // PER_PAGE))
    number = min(last, max(1, int(given))) if given.isdecimal() and len(given) < 7 else 1
    shown = [
        {
            **road,
            "lanes": f"{road['lanes']:g}".replace(".", "," if language() == "nl" else "."),
            "capacity": vehicles(road["capacity_veh_h"]),
            "passed": None if road["passed_veh"] is None else vehicles(road["passed_veh"]),
            "queue": None if road["longest_queue_veh"] is None else vehicles(road["longest_queue_veh"]),
        }
        for road in rows[(number - 1) * PER_PAGE : number * PER_PAGE]
    ]
    context = {
        "roads": shown,
        "count": len(rows),
        "worked": bool(rows) and rows[0]["passed_veh"] is not None,
        "search": search,
        "page": number,
        "last": last,
        "problems": problems,
    }
    return page(request, "roads.html", context, plan=row, current="evacuation-roads", status=status)
