# SPDX-License-Identifier: EUPL-1.2
"""Jobs about a plan besides its study: what is asked, and the newest answer to whatever was asked of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.conf import settings

from weerbaar.base import InputError, Problem, Text
from weerbaar.workbench.evacuation import study_job
from weerbaar.workbench.evacuation.leaving import demand_of, departures_of, turnout_of
from weerbaar.workbench.evacuation.models import Plan
from weerbaar.workbench.evacuation.plan_runs import (
    Division,
    EnsembleWork,
    KeptEnsemble,
    MeansWork,
    Order,
    OrderWork,
    run_ensemble,
    run_means,
    run_order,
)
from weerbaar.workbench.evacuation.reading import network_of
from weerbaar.workbench.evacuation.threats import fleet_of, perils_of, read_fleet, threat_of
from weerbaar.workbench.jobs import store
from weerbaar.workbench.jobs import verbs as jobs
from weerbaar.workbench.jobs.models import Job, State
from weerbaar.workbench.jobs.registry import Kind, register
from weerbaar.workbench.rounds.models import Round

if TYPE_CHECKING:
    from weerbaar.evacuation.study import Uncertainty

ENSEMBLE, ORDER, MEANS = "evacuation-ensemble", "evacuation-order", "evacuation-means"
Result = TypeVar("Result", KeptEnsemble, Order, Division)


@dataclass(frozen=True, eq=False)
class Standing(Generic[Result]):
    """What there is of one kind of computation about a plan, whatever exactly was asked.

    Attributes:
        found: the newest result that can be read; None where there is none.
        stale: what goes into it changed since.
        job: that made it.
        active: the computation that waits or runs.
        ended: the newest one, where it failed or was cancelled and nothing newer is there.
    """

    found: Result | None
    stale: bool
    job: Job | None
    active: Job | None
    ended: Job | None


def ensemble_of(plan: Plan) -> Standing[KeptEnsemble]:
    """Return what there is of ensembles of a plan."""
    return _standing(plan, ENSEMBLE, KeptEnsemble)


def order_of(plan: Plan) -> Standing[Order]:
    """Return what there is of the order of its zones."""
    return _standing(plan, ORDER, Order)


def division_of(plan: Plan) -> Standing[Division]:
    """Return what there is of the division of its means."""
    return _standing(plan, MEANS, Division)


def _standing(plan: Plan, kind: str, made: type[Result]) -> Standing[Result]:
    done = active = ended = None
    for job in Job.objects.filter(round=plan.round, kind=kind, level=plan.level, parameters__plan=plan.pk)[:50]:
        if job.is_active:
            active = active or job
        elif job.state == State.DONE:
            done = job
            break
        elif active is None:
            ended = ended or job
    found = None if done is None else _object_of(done, made)
    return Standing(found, done is not None and jobs.is_stale(done, plan.round), done, active, ended)


def _object_of(job: Job, made: type[Result]) -> Result | None:
    from weerbaar.workbench.jobs.objects import UnreadableObjectError

    try:
        found = _read(job.result)
    except (store.ResultGoneError, UnreadableObjectError):
        return None
    return found if isinstance(found, made) else None


@lru_cache(maxsize=4)
def _read(name: str) -> Any:
    """Return the object in a result file. What cannot be read is not remembered: made anew it has the same name."""
    from weerbaar.workbench.jobs.objects import from_bytes

    return from_bytes(store.read(name))


def uncertainty_in(text: str) -> Uncertainty | None:
    """Return what is not known about the roads; None where nothing was given.

    Raises:
        InputError: with every problem and its line.
    """
    from weerbaar.evacuation.study import read_uncertainty
    from weerbaar.workbench.exchange.uploads import in_folder

    if not text.strip():
        return None
    with in_folder("onzekerheid.yaml", text.replace("\r\n", "\n").encode()) as path:
        return read_uncertainty(path)


def prepare_ensemble(round_: Round, level: int, parameters: dict[str, Any]) -> EnsembleWork:
    """Gather what an ensemble is drawn from; in the web process.

    Raises:
        WeerbaarError: the plan was removed, or cannot be worked out as it stands.
    """
    plan = _plan(round_, level, parameters)
    kept = network_of(plan.network)
    demand = demand_of(plan.name, plan.demand, kept) or departures_of(plan.name, plan.demand, kept)
    return EnsembleWork(
        kept.network,
        demand,
        study_job.settings_of(plan),
        parameters["members"],
        parameters["seed"],
        uncertainty_in(parameters["uncertainty"]),
        settings.CORES,
    )


def prepare_order(round_: Round, level: int, parameters: dict[str, Any]) -> OrderWork:
    """Gather what the order of zones is made from; likewise."""
    plan = _plan(round_, level, parameters)
    kept = network_of(plan.network)
    return OrderWork(
        kept.network,
        departures_of(plan.name, plan.demand, kept),
        study_job.settings_of(plan),
        perils_of(threat_of(plan), kept.network),
        parameters["before_h"],
    )


def prepare_means(round_: Round, level: int, parameters: dict[str, Any]) -> MeansWork:
    """Gather the means and who needs them; likewise."""
    from weerbaar.evacuation.means import needs_of

    plan = _plan(round_, level, parameters)
    kept = network_of(plan.network)
    demand = demand_of(plan.name, plan.demand, kept)
    row = fleet_of(plan)
    problems = []
    if demand is None:
        message = Text(
            nl="dit plan zegt alleen hoeveel voertuigen vertrekken, niet wie niet zelf weg kan.",
            en="this plan says only how many vehicles leave, not who cannot leave alone.",
        )
        hint = Text(nl="Vul mensen per zone in.", en="Fill in people per zone.")
        problems.append(Problem("plan", message, hint, field="demand"))
    if row is None:
        message = Text(nl="er zijn nog geen middelen ingevuld.", en="no means were filled in yet.")
        problems.append(Problem("plan", message, field="means"))
    if demand is None or row is None:
        raise InputError(problems)
    perils = perils_of(threat_of(plan), kept.network)
    risk = {peril.zone: peril.risk for peril in perils if peril.risk is not None}
    turnout = turnout_of(demand, kept)
    known = len(risk) == len(perils)
    needs = needs_of(turnout, {peril.zone: peril.before_h for peril in perils}, risk if known else None)
    fleet = read_fleet(row.content, kept.network)
    how = study_job.settings_of(plan)
    return MeansWork(kept.network, turnout.departures, how, needs, fleet, "deaths" if known else "people")


def _plan(round_: Round, level: int, parameters: Mapping[str, Any]) -> Plan:
    found = Plan.objects.filter(round=round_, pk=parameters["plan"], level__lte=level)
    plan = found.select_related("network", "based_on").first()
    if plan is None:
        raise InputError([Problem("plan", Text(nl="dit plan is er niet meer.", en="this plan is gone."))])
    return plan


def _state(round_: Round, level: int, parameters: dict[str, Any], *, threat: bool, fleet: bool) -> str:
    """Return the state of the plan, and of its threat and means where they matter."""
    parts: list[Any] = [study_job.state(round_, level, parameters)]
    plan = Plan.objects.filter(round=round_, pk=parameters["plan"]).select_related("based_on").first()
    if threat and plan is not None and (row := threat_of(plan)) is not None:
        parts += [row.before_h, row.risk, row.zones]
    if fleet and plan is not None and (means := fleet_of(plan)) is not None:
        parts.append(means.content)
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def order_state(round_: Round, level: int, parameters: dict[str, Any]) -> str:
    """Return the state of all that the order of zones is made from."""
    return _state(round_, level, parameters, threat=True, fleet=False)


def means_state(round_: Round, level: int, parameters: dict[str, Any]) -> str:
    """Return the state of all that the division of means is made from."""
    return _state(round_, level, parameters, threat=True, fleet=True)


KINDS = (
    Kind(ENSEMBLE, Text(nl="Ensemble van een evacuatie", en="Evacuation ensemble"), prepare_ensemble, run_ensemble,
         study_job.state),
    Kind(ORDER, Text(nl="Wie eerst vertrekt", en="Who leaves first"), prepare_order, run_order, order_state),
    Kind(MEANS, Text(nl="Verdeling van schaarse middelen", en="Division of scarce means"), prepare_means, run_means,
         means_state),
)  # fmt: skip


def register_kinds() -> None:
    """Make the kinds known to the workbench."""
    for kind in KINDS:
        register(kind)
