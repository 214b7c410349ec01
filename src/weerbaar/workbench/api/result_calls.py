# SPDX-License-Identifier: EUPL-1.2
"""Results of a round: where every scenario stands, and the whole assessment, sensitivity and cascades as open data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from weerbaar.workbench.accounts.permissions import Action
from weerbaar.workbench.api.job_calls import written
from weerbaar.workbench.api.openapi import json_of
from weerbaar.workbench.api.opening import caller, open_round, plain_json
from weerbaar.workbench.api.schemas import In, Out, Pair, about, pair
from weerbaar.workbench.audit import log
from weerbaar.workbench.results import kinds, verbs
from weerbaar.workbench.results.levels import level_for, seen
from weerbaar.workbench.results.verbs import Found

router = Router(tags=["results"], by_alias=True)
Weights = Annotated[str, Field(max_length=80)]


class ResultQuery(In):
    """Under which weights."""

    weights: Weights = "default"


class CatalogueQuery(In):
    """Of which catalogue; none for the round itself."""

    catalogue: Annotated[str, Field(max_length=80)] | None = None


class PlaceOut(Out):
    """Where one scenario stands."""

    scenario: str
    title: Pair
    likelihood: float | None
    window_years: float | None
    impact: float | None


class ResultsOut(Out):
    """Where all scenarios stand.

    ``changes`` counts what changed in the round since this was computed; more than 0 means that it is stale.
    ``computed`` false: ask for the computation first.
    """

    computed: bool
    job: int | None
    changes: int
    scenarios: list[PlaceOut]


@router.get(
    "/rounds/{slug:round_slug}/results",
    response=ResultsOut,
    **about("getResults", "Likelihood and impact of every scenario"),
)
def get_results(request: HttpRequest, round_slug: str, chosen: Query[ResultQuery]) -> Any:
    """Return the newest there is."""
    round_ = open_round(request, round_slug, Action.RESULTS)
    found = verbs.assessment(round_, seen(request), chosen.weights)
    places = []
    for one in found.value.assessment.scenarios if found.value is not None else ():
        likelihood, impact = one.likelihood, one.impact
        places.append(
            PlaceOut(
                scenario=one.id,
                title=pair(one.title),
                likelihood=float(likelihood.mean) if likelihood else None,
                window_years=float(likelihood.window_years) if likelihood and likelihood.window_years else None,
                impact=float(impact.mean) if impact else None,
            )
        )
    job = found.job.pk if found.job is not None else None
    return ResultsOut(computed=found.value is not None, job=job, changes=found.changes, scenarios=places)


def _sent(request: HttpRequest, round_slug: str, name: str, find: Callable[[Any, int], Found]) -> HttpResponse:
    """Return a result as a file that leaves.

    Raises:
        Http404: it was not computed yet, or not in this version of the software.
    """
    round_ = open_round(request, round_slug, Action.EXPORT)
    level = level_for(caller(request), round_)
    found = find(round_, level)
    if found.value is None:
        raise Http404
    content = written(name, found.value)
    log.record(request, "results.exported", round_, round_=round_, level=level, file=f"{name}.json")
    response = plain_json(content)
    response["Weerbaar-Changes"] = str(found.changes)
    return response


@router.get(
    "/rounds/{slug:round_slug}/assessment",
    openapi_extra=json_of("results.json in its published schema"),
    **about("getAssessment", "The whole assessment as open data"),
)
def get_assessment(request: HttpRequest, round_slug: str, chosen: Query[ResultQuery]) -> HttpResponse:
    """Return it, for who may export."""
    return _sent(request, round_slug, kinds.ASSESSMENT, lambda r, level: verbs.assessment(r, level, chosen.weights))


@router.get(
    "/rounds/{slug:round_slug}/sensitivity",
    openapi_extra=json_of("sensitivity.json in its published schema"),
    **about("getSensitivity", "What the round depends on"),
)
def get_sensitivity(request: HttpRequest, round_slug: str, chosen: Query[ResultQuery]) -> HttpResponse:
    """Return it, for who may export."""
    return _sent(request, round_slug, kinds.SENSITIVITY, lambda r, level: verbs.sensitivity(r, level, chosen.weights))


@router.get(
    "/rounds/{slug:round_slug}/cascades",
    openapi_extra=json_of("cascade results in their published schema"),
    **about("getCascades", "How risks set each other off"),
)
def get_cascades(request: HttpRequest, round_slug: str, chosen: Query[CatalogueQuery]) -> HttpResponse:
    """Return them, for who may export."""
    return _sent(request, round_slug, kinds.CASCADE, lambda r, level: verbs.cascade(r, level, chosen.catalogue))
