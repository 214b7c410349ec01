# SPDX-License-Identifier: EUPL-1.2
"""The study of a plan as a job: what is asked, and the newest answer there is."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from weerbaar.base import InputError, Problem, Text
from weerbaar.workbench.evacuation.leaving import departures_of
from weerbaar.workbench.evacuation.measures import measures_of
from weerbaar.workbench.evacuation.models import Plan
from weerbaar.workbench.evacuation.reading import network_of
from weerbaar.workbench.evacuation.study_run import Work, Worked, run
from weerbaar.workbench.jobs import store
from weerbaar.workbench.jobs import verbs as jobs
from weerbaar.workbench.jobs.models import Job, State
from weerbaar.workbench.jobs.registry import Kind, register
from weerbaar.workbench.rounds.models import Round

if TYPE_CHECKING:
    from weerbaar.evacuation.study import Routing, Settings

NAME = "evacuation-study"
_INPUTS = ("network__sha256", "demand", "routing", "measures", "bin_min", "horizon_h", "capacity_drop")


@dataclass(frozen=True, eq=False)
class Standing:
    """What there is of the study of a plan.

    Attributes:
        worked: the newest result that can be read; None where there is none.
        stale: the plan changed since.
        job: that made it.
        active: the computation that waits or runs.
        ended: the newest one, where it failed or was cancelled and nothing newer is there.
    """

    worked: Worked | None
    stale: bool
    job: Job | None
    active: Job | None
    ended: Job | None


def parameters_of(plan: Plan) -> dict[str, Any]:
    """Return what is asked."""
    return {"plan": plan.pk}


def prepare(round_: Round, level: int, parameters: dict[str, Any]) -> Work:
    """Gather a plan; in the web process.

    Raises:
        WeerbaarError: the plan was removed, or cannot be worked out as it stands.
    """
    plan = Plan.objects.filter(round=round_, pk=parameters["plan"], level__lte=level).select_related("network").first()
    if plan is None:
        raise InputError([Problem("plan", Text(nl="dit plan is er niet meer.", en="this plan is gone."))])
    kept = network_of(plan.network)
    return Work(kept.network, departures_of(plan.name, plan.demand, kept), settings_of(plan))


def settings_of(plan: Plan) -> Settings:
    """Return how the study of a plan is made.

    Raises:
        WeerbaarError: measures that cannot be.
    """
    from weerbaar.evacuation.study import Settings

    return Settings(
        routing=cast("Routing", plan.routing),
        bin_s=plan.bin_min * 60.0,
        horizon_s=None if plan.horizon_h is None else plan.horizon_h * 3600,
        capacity_drop=plan.capacity_drop,
        measures=measures_of(plan.measures, network_of(plan.network).network),
    )


def state(round_: Round, level: int, parameters: dict[str, Any]) -> str:
    """Return the state of all that a study is made from; its name and note do not matter."""
    found = Plan.objects.filter(round=round_, pk=parameters["plan"]).values_list(*_INPUTS).first()
    return _digest(found or ())


def state_of(plan: Plan) -> str:
    """Return the same of a plan that was read with its network."""
    own = (plan.demand, plan.routing, plan.measures, plan.bin_min, plan.horizon_h, plan.capacity_drop)
    return _digest((plan.network.sha256, *own))


def _digest(values: tuple[Any, ...]) -> str:
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


def standing_of(plan: Plan) -> Standing:
    """Return what there is of the study of a plan."""
    found = jobs.standing(plan.round, NAME, parameters_of(plan), plan.level)
    worked = None if found.done is None else worked_of(found.done)
    if worked is not None and worked.course.flow_veh.steps.shape[1] != plan.network.links:
        # The plan was moved to another network: what came of it lies on roads that are not there.
        worked = None
    stale = found.done is not None and jobs.is_stale(found.done, plan.round)
    return Standing(worked, stale, found.done, found.active, found.ended)


@dataclass(frozen=True)
class Line:
    """A plan in a list.

    Attributes:
        clearance: hours until shares of the vehicles are safe, as the result has them; None without a result.
        bound: the same of what no plan can beat.
        stale: the plan changed since.
        active: its study waits or runs.
    """

    clearance: dict[str, float | None] | None
    bound: dict[str, float | None] | None
    stale: bool
    active: bool


def lines_of(round_: Round, plans: list[Plan]) -> dict[int, Line]:
    """Return what there is of each plan, by its key, in one query."""
    done: dict[int, Job] = {}
    active: set[int] = set()
    by_pk = {plan.pk: plan for plan in plans}
    for job in Job.objects.filter(round=round_, kind=NAME):
        plan = by_pk.get(job.parameters.get("plan", 0))
        if plan is None or job.level != plan.level:
            continue
        if job.is_active:
            active.add(plan.pk)
        elif job.state == State.DONE:
            done.setdefault(plan.pk, job)
    found = {}
    for plan in plans:
        last = done.get(plan.pk)
        clearance, bound = (None, None) if last is None else _summary(last)
        found[plan.pk] = Line(clearance, bound, last is not None and last.saw != state_of(plan), plan.pk in active)
    return found


_summaries: dict[str, tuple[Any, Any]] = {}
_MOST_SUMMARIES = 500


def _summary(job: Job) -> tuple[Any, Any]:
    """Return the hours in a result; a result file never changes, so that they are read once."""
    if job.result not in _summaries:
        worked = worked_of(job)
        if worked is None:
            return None, None
        if len(_summaries) >= _MOST_SUMMARIES:
            _summaries.clear()
        bound = worked.result["bound"]
        _summaries[job.result] = (worked.result["clearance"], None if bound is None else bound["clearance"])
    return _summaries[job.result]


def worked_of(job: Job) -> Worked | None:
    """Return what came of a job; None where its result cannot be read any more."""
    from weerbaar.workbench.jobs.objects import UnreadableObjectError

    try:
        found = _worked(job.result)
    except (store.ResultGoneError, UnreadableObjectError):
        return None
    return found if isinstance(found, Worked) else None


@lru_cache(maxsize=8)
def _worked(name: str) -> Any:
    """Return the object in a result file. What cannot be read is not remembered: made anew it has the same name."""
    from weerbaar.workbench.jobs.objects import from_bytes

    return from_bytes(store.read(name))


STUDY = Kind(NAME, Text(nl="Evacuatiestudie", en="Evacuation study"), prepare, run, state)


def register_kind() -> None:
    """Make the kind known to the workbench."""
    register(STUDY)
