# SPDX-License-Identifier: EUPL-1.2
"""Computations: ask for one, see how far it is, stop it, get what came of it."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from typing import Annotated, Any, Literal

import numpy as np
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from pydantic import BaseModel, Field

from weerbaar.base import InputError, Problem, Text, YamlSource, validate
from weerbaar.workbench.accounts.permissions import Action, may, round_for
from weerbaar.workbench.api.openapi import json_of
from weerbaar.workbench.api.opening import caller, open_round, plain_json, require_more_than_reading
from weerbaar.workbench.api.schemas import (
    In,
    LevelName,
    Moment,
    Out,
    Page,
    Paging,
    Pair,
    Slug,
    about,
    level_name,
    paged,
    pair,
    who,
)
from weerbaar.workbench.audit import log
from weerbaar.workbench.capabilities import portfolio_job
from weerbaar.workbench.capabilities.conversion import desk_of
from weerbaar.workbench.jobs import verbs as jobs
from weerbaar.workbench.jobs.models import Job, State
from weerbaar.workbench.jobs.objects import UnreadableObjectError, from_bytes
from weerbaar.workbench.results import kinds, verbs
from weerbaar.workbench.results.agreements import criteria_of
from weerbaar.workbench.results.levels import level_for
from weerbaar.workbench.rounds.models import Round

router = Router(tags=["computations"], by_alias=True)
_ALWAYS = ("default", "profiles", "dirichlet")
_FOR_ALL = (kinds.ASSESSMENT, kinds.COMPARISON)
"""Whoever may see results may have these computed."""
RiskId = Annotated[str, Field(min_length=1, max_length=100)]


class CutIn(In):
    """A link that is cut."""

    cause: RiskId
    effect: RiskId


class JobIn(In):
    """What is to be computed.

    ``weights`` belongs to assessment and sensitivity, ``constraints`` (as ``weights.yaml`` has them; none leaves the
    weights free) to acceptability, ``catalogue`` to cascade and cuts, ``cuts`` to cuts, ``earlier``
    to comparison, and ``budget`` (euro, all years together) to portfolio.
    """

    kind: Literal["assessment", "acceptability", "sensitivity", "cascade", "cuts", "comparison", "portfolio"]
    weights: Annotated[str, Field(max_length=80)] = "default"
    catalogue: Annotated[str, Field(max_length=80)] | None = None
    constraints: list[dict[str, Any]] = Field(default=[], max_length=100)
    cuts: list[CutIn] = Field(default=[], max_length=10)
    earlier: Slug | None = None
    budget: Annotated[float, Field(ge=0, le=1e13)] | None = None


class JobOut(Out):
    """A computation; ``waits_for`` is the number of the one that must be done first."""

    id: int
    kind: str
    title: Pair
    state: str
    percentage: int
    message: Pair | None
    stale: bool
    level: LevelName
    asked_by: str | None
    created: Moment
    started: Moment | None
    finished: Moment | None
    waits_for: int | None


class JobFilter(Paging):
    """Which computations."""

    kind: Annotated[str, Field(max_length=60)] | None = None
    state: Literal["queued", "running", "done", "failed", "cancelled"] | None = None


def job_out(request: HttpRequest, job: Job, states: dict[str, str] | None = None) -> JobOut:
    """Return a computation as a program gets it; ``states`` is what ``is_stale`` knows already."""
    message = Pair(nl=job.message_nl, en=job.message_en) if job.message_nl else None
    return JobOut.of(
        job,
        title=pair(job.title),
        message=message,
        stale=jobs.is_stale(job, request.round, states),  # type: ignore[attr-defined]
        level=level_name(job.level),
        asked_by=who(job.asked_by),
        waits_for=first.pk if (first := job.waits_for) is not None else None,
    )


def visible_job(request: HttpRequest, pk: int) -> Job:
    """Return a computation of the round within the caller's clearance.

    Raises:
        Http404: there is none.
    """
    rows = Job.objects.filter(round=request.round, level__lte=caller(request).clearance)  # type: ignore[attr-defined]
    return get_object_or_404(rows.select_related("asked_by", "after"), pk=pk)


@router.get("/rounds/{slug:round_slug}/jobs", response=Page[JobOut], **about("listJobs", "Computations, newest first"))
def list_jobs(request: HttpRequest, round_slug: str, chosen: Query[JobFilter]) -> Any:
    """Return those that the caller may see."""
    round_ = open_round(request, round_slug, Action.RESULTS)
    rows = Job.objects.filter(round=round_, level__lte=caller(request).clearance)
    rows = rows.select_related("asked_by", "after")
    given = {"kind": chosen.kind, "state": chosen.state}
    rows = rows.filter(**{name: value for name, value in given.items() if value is not None})
    states: dict[str, str] = {}
    return paged(request, rows, chosen, lambda job: job_out(request, job, states))


@router.post("/rounds/{slug:round_slug}/jobs", response={202: JobOut}, **about("askJob", "Ask for a computation"))
def ask_job(request: HttpRequest, round_slug: str, given: JobIn) -> Any:
    """Ask for it; the same question with the same inputs gives the computation that there is."""
    round_ = open_round(request, round_slug, Action.RESULTS if given.kind in _FOR_ALL else Action.ANALYSE)
    require_more_than_reading(request)
    level = level_for(caller(request), round_)
    return job_out(request, _ASK[given.kind](request, round_, level, given))


@router.get(
    "/rounds/{slug:round_slug}/jobs/{int:job_id}", response=JobOut, **about("getJob", "How far a computation is")
)
def get_job(request: HttpRequest, round_slug: str, job_id: int) -> Any:
    """Return it."""
    open_round(request, round_slug, Action.RESULTS)
    return job_out(request, visible_job(request, job_id))


@router.delete(
    "/rounds/{slug:round_slug}/jobs/{int:job_id}", response=JobOut, **about("cancelJob", "Stop a computation")
)
def cancel_job(request: HttpRequest, round_slug: str, job_id: int) -> Any:
    """Stop it: one's own, or any for who may start them. What has ended stays."""
    round_ = open_round(request, round_slug, Action.RESULTS)
    require_more_than_reading(request)
    job = visible_job(request, job_id)
    if job.asked_by_id != caller(request).pk and not may(caller(request), Action.ANALYSE, round_):
        raise PermissionDenied
    return job_out(request, jobs.cancel(request, job))


@router.get(
    "/rounds/{slug:round_slug}/jobs/{int:job_id}/result",
    openapi_extra=json_of("The result, in the published schema of the library where it has one"),
    **about("getJobResult", "What came of a computation"),
)
def get_job_result(request: HttpRequest, round_slug: str, job_id: int) -> HttpResponse:
    """Return it, as a file that leaves: for who may export."""
    open_round(request, round_slug, Action.EXPORT)
    job = visible_job(request, job_id)
    if job.state != State.DONE or job.kind not in _ASK:
        raise Http404
    if job.kind == kinds.COMPARISON:
        earlier = _earlier(request, str(job.parameters["with"]))
        if job.parameters["level"] > level_for(caller(request), earlier):
            raise Http404
    try:
        value = from_bytes(jobs.result_bytes(job))
    except UnreadableObjectError:
        raise Http404 from None
    content = written(job.kind, value)
    log.record(request, "results.exported", job, level=job.level, file=f"{job.kind}.json")
    return plain_json(content)


def written(kind: str, value: Any) -> bytes:
    """Return a result of a kind as JSON, in the published schema where there is one."""
    from weerbaar.assessment import results_json, sensitivity_json
    from weerbaar.base import json_bytes
    from weerbaar.capability.choice import portfolio_json
    from weerbaar.cascade import cascade_results_json

    if kind == kinds.ASSESSMENT:
        return results_json(value.assessment)
    if kind == kinds.SENSITIVITY:
        return sensitivity_json(value)
    if kind == kinds.CASCADE:
        return cascade_results_json(value.outcome)
    if kind == portfolio_job.NAME:
        return portfolio_json(value.choice)
    return json_bytes({"cuts": plain(value.cuts)} if kind == kinds.CUTS else plain(value))


def plain(value: Any) -> Any:
    """Return an object of the library as plain data."""
    if isinstance(value, Text):
        return {"nl": value.nl, "en": value.in_("en")}
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return [plain(part) for part in value]
    if isinstance(value, np.ndarray | np.generic):
        return plain(value.tolist())
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _weights(round_: Any, level: int, given: JobIn) -> str:
    usual = verbs.assessment(round_, level).value if given.weights not in _ALWAYS else None
    known = [] if usual is None or usual.terms is None else [id_ for id_, _, _ in usual.terms.profiles]
    if given.weights not in (*_ALWAYS, *known):
        raise InputError([_unknown("weights", given.weights)])
    return given.weights


def _catalogue(given: JobIn) -> str | None:
    from weerbaar.cascade import catalogue_names

    if given.catalogue is not None and given.catalogue not in catalogue_names():
        raise InputError([_unknown("catalogue", given.catalogue)])
    return given.catalogue


def _acceptability(request: HttpRequest, round_: Any, level: int, given: JobIn) -> Job:
    """Ask for the ranks under the weights that constraints allow, as ``weights.yaml`` of the library has them.

    Raises:
        InputError: a constraint is not right, is about no criterion of the round, or excludes another.
    """
    from weerbaar.assessment import WeightConstraints, weight_polytope

    agreed = validate(WeightConstraints, YamlSource("constraints", {"constraints": given.constraints}, {}))
    criteria = [id_ for id_, _ in criteria_of(round_, verbs.assessment(round_, level).value)]
    weight_polytope(agreed, criteria)
    return verbs.ask_acceptability(request, round_, level, agreed)


def _cuts(request: HttpRequest, round_: Any, level: int, given: JobIn) -> Job:
    if not given.cuts:
        raise InputError(
            [Problem("job", Text(nl="noem ten minste één verband.", en="name one link at least."), field="cuts")]
        )
    pairs = list(dict.fromkeys((cut.cause, cut.effect) for cut in given.cuts))
    return verbs.ask_cuts(request, round_, level, pairs, _catalogue(given))


def _comparison(request: HttpRequest, round_: Any, level: int, given: JobIn) -> Job:
    return verbs.ask_comparison(request, round_, level, _earlier(request, given.earlier or ""))


def _earlier(request: HttpRequest, slug: str) -> Round:
    """Return the round that is compared with.

    Raises:
        Http404: the caller may not see its results.
    """
    earlier = round_for(caller(request), slug)
    if not may(caller(request), Action.RESULTS, earlier):
        raise Http404
    return earlier


def _portfolio(request: HttpRequest, round_: Any, level: int, given: JobIn) -> Job:
    from weerbaar.workbench.capabilities.computing import chooser_of

    desk = desk_of(round_, caller(request).clearance)
    chooser_of(desk)  # Says what is missing before somebody waits for it.
    parameters = portfolio_job.parameters_of(desk, given.budget)
    return jobs.ask(request, round_, portfolio_job.NAME, parameters, desk.analysis_level)


_ASK: dict[str, Any] = {
    kinds.ASSESSMENT: lambda r, rd, level, g: verbs.ask_assessment(r, rd, level, _weights(rd, level, g)),
    kinds.ACCEPTABILITY: _acceptability,
    kinds.SENSITIVITY: lambda r, rd, level, g: verbs.ask_sensitivity(r, rd, level, _weights(rd, level, g)),
    kinds.CASCADE: lambda r, rd, level, g: verbs.ask_cascade(r, rd, level, _catalogue(g)),
    kinds.CUTS: _cuts,
    kinds.COMPARISON: _comparison,
    portfolio_job.NAME: _portfolio,
}


def _unknown(field: str, value: str) -> Problem:
    return Problem(
        "job", Text(nl="dit kent de ronde niet.", en="the round does not know this."), field=field, value=value
    )
