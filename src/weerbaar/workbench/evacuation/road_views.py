# SPDX-License-Identifier: EUPL-1.2
"""The roads of a plan, to search, with what-if: one closed, or with contraflow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, overload

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
    """The roads, those that decide first, whose name holds what was searched for."""
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


class RoadRows(Sequence[dict[str, Any]]):
    """The roads of a plan in the order in which they matter; what is told of a road is gathered when it is asked for.

    First those that decide how long it takes at least, then those with the longest queue, then the busiest; before the
    study was made the widest first.
    """

    def __init__(self, plan: Plan, search: str = "") -> None:
        """Take the roads whose name or code holds every word of ``search``."""
        network = network_of(plan.network).network
        worked = standing_of(plan).worked
        self._network = network
        self._passed = self._queue = None
        self._rank: dict[int, int] = {}
        if worked is None:
            order = np.argsort(-network.capacity_veh_s, kind="stable")
        else:
            self._passed, self._queue = worked.course.flow_veh.sums(), worked.course.queued_veh.largest()
            narrow = worked.bound.bottlenecks if worked.bound else ()
            decide = [one.number for one in narrow if one.kind == "road"]
            self._rank = {link: at for at, link in enumerate(decide, 1)}
            rank = np.full(network.n_links, len(decide) + 1)
            rank[decide] = np.arange(1, len(decide) + 1)
            order = np.lexsort((-self._passed, -self._queue, rank))
        wanted = search.casefold().split()
        self._links = [link for link in order.tolist() if self._called(link, wanted)] if wanted else order.tolist()

    def _called(self, link: int, wanted: list[str]) -> bool:
        name = f"{self._network.road(link)} {self._network.link_ids[link]}".casefold()
        return all(part in name for part in wanted)

    @property
    def worked(self) -> bool:
        """Whether the study of the plan was made."""
        return self._passed is not None

    def __len__(self) -> int:
        return len(self._links)

    @overload
    def __getitem__(self, at: int) -> dict[str, Any]: ...

    @overload
    def __getitem__(self, at: slice) -> list[dict[str, Any]]: ...

    def __getitem__(self, at: int | slice) -> dict[str, Any] | list[dict[str, Any]]:
        if isinstance(at, slice):
            return [self._row(link) for link in self._links[at]]
        return self._row(self._links[at])

    def _row(self, link: int) -> dict[str, Any]:
        network, passed, queue = self._network, self._passed, self._queue
        return {
            "link": network.link_ids[link],
            "name": network.road(link),
            "lanes": float(network.lanes[link]),
            "capacity_veh_h": float(network.capacity_veh_s[link] * 3600),
            "passed_veh": None if passed is None else float(passed[link]),
            "longest_queue_veh": None if queue is None else float(queue[link]),
            "decides": self._rank.get(link),
            "has_opposite": opposite_of(network, link) is not None,
        }


def _page(request: HttpRequest, row: Plan, *, problems: Any = (), status: int = 200) -> HttpResponse:
    search = request.GET.get("zoek", "")[:100]
    given = request.GET.get("blad", "1")
    rows = RoadRows(row, search)
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
        "worked": rows.worked,
        "search": search,
        "page": number,
        "last": last,
        "problems": problems,
    }
    return page(request, "roads.html", context, plan=row, current="evacuation-roads", status=status)
