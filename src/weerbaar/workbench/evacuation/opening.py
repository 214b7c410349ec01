# SPDX-License-Identifier: EUPL-1.2
"""What every page of this app does first: find plan or network, mark the page, note who reads what is confidential."""

from __future__ import annotations

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from weerbaar.base import InputError, Problem, Text, WeerbaarError
from weerbaar.workbench.accounts.level import Level
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.accounts.permissions import Action, may
from weerbaar.workbench.evacuation import reading_job
from weerbaar.workbench.evacuation.models import InputFile, Network, Plan
from weerbaar.workbench.jobs.models import Job
from weerbaar.workbench.library.reading import note_reading
from weerbaar.workbench.rounds.models import Round

PAGES: tuple[tuple[str, Text], ...] = (
    ("evacuation", Text(nl="Plannen en netten", en="Plans and networks")),
    ("evacuation-compare", Text(nl="Vergelijken", en="Compare")),
    ("evacuation-decision", Text(nl="Wanneer besluiten", en="When to decide")),
    ("evacuation-floods", Text(nl="Overstroming", en="Floods")),
)
"""Names of the addresses of the parts, and what they are called."""

OF_PLAN: tuple[tuple[str, Text], ...] = (
    ("evacuation-plan", Text(nl="Uitkomst", en="Result")),
    ("evacuation-map", Text(nl="Kaart", en="Map")),
    ("evacuation-roads", Text(nl="Wegen en wat-als", en="Roads and what-if")),
    ("evacuation-ensemble", Text(nl="Hoe zeker", en="How sure")),
    ("evacuation-threat", Text(nl="Dreiging", en="Threat")),
    ("evacuation-order", Text(nl="Wie eerst", en="Who first")),
    ("evacuation-means", Text(nl="Middelen", en="Means")),
    ("evacuation-water", Text(nl="Water en slachtoffers", en="Water and victims")),
    ("evacuation-advice", Text(nl="Advies", en="Advice")),
    ("evacuation-evidence", Text(nl="Onderbouwing", en="Evidence")),
)


def who(request: HttpRequest) -> User:
    """Return who asks.

    Raises:
        PermissionDenied: nobody has logged in.
    """
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def round_of(request: HttpRequest) -> Round:
    """Return the round of the page."""
    return cast(Round, request.round)  # type: ignore[attr-defined]


def networks_for(request: HttpRequest) -> QuerySet[Network]:
    """Return the networks of the round that are there for who asks."""
    return round_of(request).evacuation_networks.filter(removed__isnull=True, level__lte=who(request).clearance)


def plans_for(request: HttpRequest) -> QuerySet[Plan]:
    """Return the plans of the round that are there for who asks."""
    found = round_of(request).evacuation_plans.filter(removed__isnull=True, level__lte=who(request).clearance)
    return found.select_related("network", "changed_by", "based_on", "scenario")


def network_for(request: HttpRequest, pk: int) -> Network:
    """Return a network, and mark the page with its level.

    Raises:
        Http404: there is none that this person may know of.
    """
    found = networks_for(request).filter(pk=pk).select_related("added_by").first()
    if found is None:
        raise Http404
    note_reading(request, found.level, "evacuation-network.read", found)
    return found


def reading_for(request: HttpRequest, pk: int) -> Job:
    """Return a file that is or was being read in, and mark the page with its level.

    Raises:
        Http404: there is none that this person may know of.
    """
    found = Job.objects.filter(round=round_of(request), kind=reading_job.NAME, level__lte=who(request).clearance)
    job = found.filter(pk=pk).select_related("asked_by").first()
    if job is None:
        raise Http404
    job.round = round_of(request)
    note_reading(request, job.level, "evacuation-input.read", job)
    return job


def plan_for(request: HttpRequest, pk: int) -> Plan:
    """Return a plan, and mark the page with its level.

    Raises:
        Http404: there is none that this person may know of.
    """
    found = plans_for(request).filter(pk=pk).first()
    if found is None:
        raise Http404
    found.round = round_of(request)
    note_reading(request, found.level, "evacuation-plan.read", found)
    return found


def inputs_for(request: HttpRequest, kind: str) -> QuerySet[InputFile]:
    """Return the input files of a kind that are there for who asks."""
    found = round_of(request).evacuation_files.filter(kind=kind, removed__isnull=True)
    return found.filter(level__lte=who(request).clearance).select_related("added_by")


def input_for(request: HttpRequest, pk: int, *kinds: str) -> InputFile:
    """Return an input file, and mark the page with its level.

    Args:
        request: of the page.
        pk: of the file.
        kinds: that it may be of; none is any.

    Raises:
        Http404: there is none that this person may know of.
    """
    found = round_of(request).evacuation_files.filter(pk=pk, removed__isnull=True, level__lte=who(request).clearance)
    row = found.select_related("added_by").first()
    if row is None or (kinds and row.kind not in kinds):
        raise Http404
    row.round = round_of(request)
    note_reading(request, row.level, "evacuation-input.read", row)
    return row


def chosen_input(request: HttpRequest, given: str, kind: str) -> InputFile | None:
    """Return the input file that a form names by its key; None where it names none.

    Raises:
        Http404: as :func:`input_for`.
    """
    if not given.strip():
        return None
    if not given.isdecimal() or len(given) > 9:
        raise Http404
    return input_for(request, int(given), kind)


def page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    current: str = "evacuation",
    plan: Plan | None = None,
    status: int = 200,
) -> HttpResponse:
    """Answer with a page of this app, with the parts above it.

    Args:
        request: of the page.
        template: below ``evacuation/``.
        context: for the template.
        current: name of the address of the part that is open.
        plan: whose page it is; it gets the parts of a plan.
        status: of the answer.
    """
    slug = round_of(request).slug
    parts = [
        {"title": title, "address": reverse(name, kwargs={"round_slug": slug}), "current": name == current}
        for name, title in PAGES
    ]
    of_plan = []
    if plan is not None:
        of_plan = [
            {"title": title, "address": reverse(name, kwargs={"round_slug": slug, "pk": plan.pk}), "name": name}
            for name, title in OF_PLAN
        ]
    user, round_ = who(request), round_of(request)
    shown = {
        "evac_parts": parts,
        "plan_parts": of_plan,
        "current": current,
        "plan": plan,
        "may_write": may(user, Action.WRITE, round_),
        "may_analyse": may(user, Action.ANALYSE, round_, blind=True),
        "may_follow": may(user, Action.RESULTS, round_),
        **context,
    }
    return render(request, f"evacuation/{template}", shown, status=status)


def problems_in(error: WeerbaarError) -> list[Problem]:
    """Return what is wrong, whatever kind of error of the library says it."""
    return list(error.problems) if isinstance(error, InputError) else [Problem("", error.message)]


def given_level(request: HttpRequest) -> int | None:
    """Return the level that a form gives; None where it gives none."""
    given = request.POST.get("level", "")
    return int(given) if given.isdecimal() and len(given) < 3 else None


def levels_for(request: HttpRequest) -> list[tuple[int, Text]]:
    """Return the levels that who asks may give."""
    return [(level.value, level.text) for level in Level if level <= who(request).clearance]
