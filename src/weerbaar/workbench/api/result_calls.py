# SPDX-License-Identifier: EUPL-1.2
"""Results of a round: where every scenario stands, and the whole assessment, sensitivity and cascades as open data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from weerbaar.base import InputError, Problem, Text
from weerbaar.workbench.accounts.permissions import Action
from weerbaar.workbench.api.job_calls import written
from weerbaar.workbench.api.openapi import json_of
from weerbaar.workbench.api.opening import caller, open_round, plain_json
from weerbaar.workbench.api.schemas import In, Out, Pair, about, pair
from weerbaar.workbench.audit import log
from weerbaar.workbench.results import kinds, verbs
from weerbaar.workbench.results.levels import level_for, seen
from weerbaar.workbench.results.reweighing import normalised, reweigh
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


class WeightsIn(In):
    """A weight for each criterion, on any scale; one that is left out counts as 0."""

    weights: Annotated[dict[str, Annotated[float, Field(ge=0, le=1_000_000)]], Field(min_length=1, max_length=200)]


class ReweighedOut(Out):
    """One scenario under other weights; ``usual`` is its rank under those of the round.

    ``first`` and ``amongTop`` are the shares of the draws in which it comes first, and among the first five.
    """

    scenario: str
    title: Pair
    place: float
    usual: float
    impact: float
    impact_class: str
    first: float
    among_top: float
    expected: float


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


@router.get(
    "/rounds/{slug:round_slug}/results/{slug:scenario}",
    openapi_extra=json_of("results.json in its published schema, of this scenario alone"),
    **about("getScenarioResult", "Where one scenario stands and why"),
)
def get_scenario_result(request: HttpRequest, round_slug: str, scenario: str, chosen: Query[ResultQuery]) -> Any:
    """Return it with its rank, its classes and what it rests on.

    Raises:
        Http404: it was not computed yet, or there is no such scenario for the caller.
    """
    from weerbaar.assessment import results_json

    round_ = open_round(request, round_slug, Action.RESULTS)
    found = verbs.assessment(round_, seen(request), chosen.weights)
    one = next((s for s in found.value.assessment.scenarios if s.id == scenario), None) if found.value else None
    if one is None:
        raise Http404
    response = plain_json(results_json(replace(found.value.assessment, scenarios=(one,))))
    response["Weerbaar-Changes"] = str(found.changes)
    return response


@router.post(
    "/rounds/{slug:round_slug}/reweighings",
    response=list[ReweighedOut],
    **about("reweigh", "The order of the scenarios under weights of your own; nothing is stored"),
)
def reweigh_round(request: HttpRequest, round_slug: str, given: WeightsIn) -> Any:
    """Return every scenario, the highest impact first.

    Raises:
        Http404: the round was not computed yet, or gives no impact.
        InputError: a criterion is unknown, or all weights are 0.
    """
    round_ = open_round(request, round_slug, Action.RESULTS)
    found = verbs.assessment(round_, seen(request))
    terms = found.value.terms if found.value is not None else None
    if terms is None or found.value.assessment.impact_axis is None:
        raise Http404
    unknown = sorted(set(given.weights) - set(terms.criteria))
    chosen = normalised(given.weights, terms.criteria)
    if unknown or chosen is None:
        text = Text(
            nl="geef gewichten boven 0 aan criteria van de ronde.", en="give weights above 0 to criteria of the round."
        )
        raise InputError([Problem("weights", text, field="weights", value=", ".join(unknown))])
    return [
        ReweighedOut.of(
            row, scenario=row.result.id, title=pair(row.result.title), impact_class=row.klass, impact=row.value
        )
        for row in reweigh(found.value.assessment, terms, chosen)
    ]


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
