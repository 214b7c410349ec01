# SPDX-License-Identifier: EUPL-1.2
"""The plans and networks of a round."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from weerbaar.workbench.accounts.permissions import Action, access
from weerbaar.workbench.evacuation.opening import networks_for, page, plans_for, round_of
from weerbaar.workbench.evacuation.reading_views import being_read
from weerbaar.workbench.evacuation.study_job import lines_of
from weerbaar.workbench.evacuation.wording import hours, routing_words


@access(Action.READ)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Plans with how long each takes, and networks."""
    plans = list(plans_for(request))
    lines = lines_of(round_of(request), plans)
    rows = [
        {
            "plan": plan,
            "line": lines[plan.pk],
            "routing": routing_words(plan.routing),
            "t90": hours((lines[plan.pk].clearance or {}).get("t90_h")),
            "last": hours((lines[plan.pk].clearance or {}).get("last_h")),
            "bound": hours((lines[plan.pk].bound or {}).get("last_h")),
        }
        for plan in plans
    ]
    context = {
        "rows": rows,
        "networks": list(networks_for(request)),
        "readings": being_read(request, "network"),
        "can_compare": len(plans) > 1,
    }
    return page(request, "overview.html", context)
