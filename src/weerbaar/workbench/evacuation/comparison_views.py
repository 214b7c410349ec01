# SPDX-License-Identifier: EUPL-1.2
"""Two to four plans side by side."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from weerbaar.workbench.accounts.permissions import Action, access
from weerbaar.workbench.evacuation.measures import in_words
from weerbaar.workbench.evacuation.opening import page, plans_for, round_of
from weerbaar.workbench.evacuation.reading import network_of
from weerbaar.workbench.evacuation.results import SHARES, Told, comparison_of, curves_of
from weerbaar.workbench.evacuation.study_job import standing_of
from weerbaar.workbench.evacuation.wording import hours, routing_words, vehicles
from weerbaar.workbench.library.reading import note_reading

MOST = 4


@access(Action.READ)
@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """The plans in the address side by side, with their curves in one drawing."""
    there = list(plans_for(request))
    asked = {int(text) for text in request.GET.getlist("plan") if text.isdecimal() and len(text) < 10}
    chosen = [plan for plan in there if plan.pk in asked][:MOST]
    columns: list[dict[str, Any]] = []
    for plan in chosen:
        plan.round = round_of(request)
        note_reading(request, plan.level, "evacuation-plan.read", plan)
        standing = standing_of(plan)
        network = network_of(plan.network).network
        columns.append(
            {
                "plan": plan,
                "worked": standing.worked,
                "told": None
                if standing.worked is None or standing.job is None
                else Told(plan, standing.job.result, standing.worked),
                "stale": standing.stale,
                "routing": routing_words(plan.routing),
                "measures": [in_words(measure, network) for measure in plan.measures],
            }
        )
    done = [column for column in columns if column["told"] is not None]
    told = [column["told"] for column in done]
    context = {
        "plans": there,
        "asked": {plan.pk for plan in chosen},
        "columns": columns,
        "done": done,
        "rows": [{"words": words, "cells": [_hours(column, name) for column in columns]} for name, words in SHARES],
        "amounts": [
            "–" if column["worked"] is None else vehicles(column["worked"].result["vehicles"]) for column in columns
        ],
        "bounds": [_bound(column) for column in columns],
        "curve": curves_of(told) if told else None,
        "comparison": comparison_of(told) if told else None,
        "too_many": len(asked) > MOST,
    }
    return page(request, "compare.html", context, current="evacuation-compare")


def _hours(column: dict[str, Any], name: str) -> str:
    return "–" if column["worked"] is None else hours(column["worked"].result["clearance"][name])


def _bound(column: dict[str, Any]) -> str:
    bound = None if column["worked"] is None else column["worked"].result["bound"]
    return "–" if bound is None else hours(bound["clearance"]["last_h"])
