# SPDX-License-Identifier: EUPL-1.2
"""Writes about a plan besides the plan itself: its threat, its means, and what is worked out of them."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpRequest

from weerbaar.base import InputError, Problem, Text
from weerbaar.workbench.accounts.permissions import Action, require
from weerbaar.workbench.audit import log
from weerbaar.workbench.evacuation import plan_jobs, study_job
from weerbaar.workbench.evacuation.models import Fleet, Plan, Threat
from weerbaar.workbench.evacuation.opening import who
from weerbaar.workbench.evacuation.reading import network_of
from weerbaar.workbench.evacuation.threats import LONGEST_H, perils_of, problems_of, read_fleet, threat_of
from weerbaar.workbench.jobs import verbs as jobs
from weerbaar.workbench.jobs.models import Job
from weerbaar.workbench.rounds.models import Round
from weerbaar.workbench.shell.versioned import StaleVersionError

MEMBERS = (2, 2000)
"""Least and most members of an ensemble."""
LARGEST_SEED = 2**31 - 1
_LONGEST_UNCERTAINTY = 100_000


@transaction.atomic
def save_threat(
    request: HttpRequest,
    round_: Round,
    plan: Plan,
    *,
    before_h: float | None,
    risk: float | None,
    zones: dict[str, dict[str, float | None]],
    version: int = 0,
) -> Threat:
    """Save what threatens the zones of a plan.

    Args:
        request: of who saves it.
        round_: the round.
        plan: whose threat it is.
        before_h: when who is not safe is too late, h after the start, in every zone without its own hour.
        risk: chance that who stays dies, likewise; None where it is not known.
        zones: code of a zone to its own ``before_h`` and ``risk``.
        version: that the change is based on; 0 where the plan had none of its own.

    Raises:
        InputError: every problem. Nothing was saved.
        StaleVersionError: somebody changed it meanwhile.
        PermissionDenied: this person may not do this.
    """
    require(who(request), Action.WRITE, round_)
    problems = problems_of(before_h, risk, zones, network_of(plan.network).network)
    if problems:
        raise InputError(problems)
    own = {zone: values for zone, values in zones.items() if any(value is not None for value in values.values())}
    found = _saved(request, Threat, plan, version, {"before_h": before_h, "risk": risk, "zones": own})
    log.record(request, "evacuation-threat.saved", found, level=plan.level, name=plan.name)
    return found


@transaction.atomic
def save_fleet(request: HttpRequest, round_: Round, plan: Plan, *, content: str, version: int = 0) -> Fleet:
    """Save the means of a plan.

    Args:
        request: of who saves it.
        round_: the round.
        plan: whose means they are.
        content: YAML.
        version: that the change is based on; 0 where the plan had none of its own.

    Raises:
        InputError: every problem with its line. Nothing was saved.
        StaleVersionError: somebody changed it meanwhile.
        PermissionDenied: this person may not do this.
    """
    require(who(request), Action.WRITE, round_)
    read_fleet(content, network_of(plan.network).network)
    found = _saved(request, Fleet, plan, version, {"content": content})
    log.record(request, "evacuation-fleet.saved", found, level=plan.level, name=plan.name)
    return found


def _saved(request: HttpRequest, kind: Any, plan: Plan, version: int, values: dict[str, Any]) -> Any:
    there = kind.objects.select_for_update().filter(plan=plan).first()
    values = {**values, "changed_by": who(request)}
    if there is None:
        return kind.objects.create(plan=plan, **values)
    if there.version != version:
        raise StaleVersionError(there, values)
    there.change_held(version, **values)
    return there


def ask_ensemble(
    request: HttpRequest,
    round_: Round,
    plan: Plan,
    *,
    members: int,
    seed: int,
    uncertainty: str = "",
) -> Job:
    """Ask for an ensemble of a plan, and for its study: the ensemble is drawn beside what no plan can beat.

    The same question gives the ensemble that there is.

    Args:
        request: of who asks.
        round_: the round.
        plan: as it is now.
        members: how many.
        seed: of the draws.
        uncertainty: YAML of what is not known about the roads; empty takes what comes with Weerbaar.

    Raises:
        InputError: a number or a text that cannot be; every problem.
        PermissionDenied: this person may not do this.
    """
    require(who(request), Action.ANALYSE, round_, blind=True)
    problems = []
    if not MEMBERS[0] <= members <= MEMBERS[1]:
        problems.append(_problem("members", "hoort 2 tot 2.000 te zijn.", "should be 2 to 2,000.", str(members)))
    if not 0 <= seed <= LARGEST_SEED:
        problems.append(
            _problem("seed", "hoort een geheel getal van 0 of meer te zijn.", "should be 0 or more.", str(seed))
        )
    if len(uncertainty) > _LONGEST_UNCERTAINTY:
        problems.append(_problem("uncertainty", "de tekst is te lang.", "the text is too long.", ""))
    else:
        try:
            plan_jobs.uncertainty_in(uncertainty)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    jobs.ask(request, round_, study_job.NAME, study_job.parameters_of(plan), plan.level)
    parameters = {"plan": plan.pk, "members": members, "seed": seed, "uncertainty": uncertainty.strip()}
    return jobs.ask(request, round_, plan_jobs.ENSEMBLE, parameters, plan.level)


def ask_order(request: HttpRequest, round_: Round, plan: Plan, *, before_h: float) -> Job:
    """Ask which zones go first; the same question gives the order that there is.

    Args:
        request: of who asks.
        round_: the round.
        plan: as it is now.
        before_h: the hour by which people have to be safe.

    Raises:
        InputError: an hour that cannot be, or a zone of which hour or chance is not known.
        PermissionDenied: this person may not do this.
    """
    require(who(request), Action.ANALYSE, round_, blind=True)
    if not 0 < before_h <= LONGEST_H:
        text = ("hoort boven 0 tot 1.000 uur te zijn.", "should be above 0 and at most 1,000 hours.")
        raise InputError([_problem("before_h", *text, f"{before_h:g}")])
    perils = perils_of(threat_of(plan), network_of(plan.network).network)
    unknown = [peril.zone for peril in perils if peril.risk is None]
    if unknown:
        text = ("hier ontbreekt de kans dat wie blijft omkomt.", "the chance that who stays dies is missing here.")
        raise InputError([_problem("risk", *text, ", ".join(unknown[:10]))])
    return jobs.ask(request, round_, plan_jobs.ORDER, {"plan": plan.pk, "before_h": float(before_h)}, plan.level)


def ask_means(request: HttpRequest, round_: Round, plan: Plan) -> Job:
    """Ask for the division of the means of a plan; the same question gives the division that there is.

    Raises:
        WeerbaarError: threat, means or people are missing, or cannot be.
        PermissionDenied: this person may not do this.
    """
    require(who(request), Action.ANALYSE, round_, blind=True)
    parameters = {"plan": plan.pk}
    plan_jobs.prepare_means(round_, plan.level, parameters)
    return jobs.ask(request, round_, plan_jobs.MEANS, parameters, plan.level)


def stop(request: HttpRequest, round_: Round, plan: Plan, *, kind: str) -> Job | None:
    """Stop what is being worked out of a plan; None where nothing is.

    Args:
        request: of who stops it.
        round_: the round.
        plan: of the computation.
        kind: name of the kind of computation.

    Raises:
        InputError: no such kind.
        PermissionDenied: this person may not do this.
    """
    require(who(request), Action.ANALYSE, round_, blind=True)
    if kind not in {one.name for one in plan_jobs.KINDS}:
        raise InputError([_problem("kind", "deze berekening is er niet.", "there is no such computation.", kind)])
    active = [
        job
        for job in Job.objects.filter(round=round_, kind=kind, level=plan.level, parameters__plan=plan.pk)[:50]
        if job.is_active
    ]
    return jobs.cancel(request, active[0]) if active else None


def _problem(field: str, nl: str, en: str, value: str) -> Problem:
    return Problem("plan", Text(nl=nl, en=en), field=field, value=value)
