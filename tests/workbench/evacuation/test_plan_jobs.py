# SPDX-License-Identifier: EUPL-1.2
"""Ensemble, order and division as jobs: stale only when what goes into them changed, and found again as they were."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import HttpRequest

from weerbaar.base import InputError
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.evacuation import aid_verbs, plan_jobs
from weerbaar.workbench.evacuation.models import Network, Plan
from weerbaar.workbench.evacuation.reading import network_of
from weerbaar.workbench.jobs.models import Job
from weerbaar.workbench.rounds.models import Round

pytestmark = pytest.mark.django_db


def test_an_ensemble_comes_back_as_it_was_drawn_and_asks_for_the_study_too(
    plan: Plan, request_: HttpRequest, round_: Round, made: Callable[[Job], Job]
) -> None:
    job = made(aid_verbs.ask_ensemble(request_, round_, plan, members=3, seed=7))
    assert Job.objects.filter(kind="evacuation-study").count() == 1
    again = plan_jobs.prepare_ensemble(round_, plan.level, job.parameters)
    kept = plan_jobs.ensemble_of(plan).found
    assert kept is not None
    found = kept.ensemble(network_of(plan.network).network)
    from weerbaar.evacuation.study import ensemble_json, make_ensemble

    drawn = make_ensemble(again.network, again.demand, again.settings, 3, 7)
    assert ensemble_json(found) == ensemble_json(drawn)
    assert aid_verbs.ask_ensemble(request_, round_, plan, members=3, seed=7) == job
    assert aid_verbs.ask_ensemble(request_, round_, plan, members=3, seed=8) != job


def test_the_newest_ensemble_counts_and_a_changed_plan_makes_it_stale(
    plan: Plan, request_: HttpRequest, round_: Round, made: Callable[[Job], Job]
) -> None:
    made(aid_verbs.ask_ensemble(request_, round_, plan, members=2, seed=1))
    newest = made(aid_verbs.ask_ensemble(request_, round_, plan, members=4, seed=1))
    standing = plan_jobs.ensemble_of(plan)
    assert standing.job == newest
    assert not standing.stale
    plan.change(plan.version, name="Anders")
    assert not plan_jobs.ensemble_of(plan).stale
    plan.change(plan.version, routing="nearest")
    assert plan_jobs.ensemble_of(plan).stale


def test_zones_go_first_by_the_lives_a_vehicle_saves(
    town: Plan, request_: HttpRequest, round_: Round, made: Callable[[Job], Job]
) -> None:
    aid_verbs.save_threat(
        request_, round_, town, before_h=1.0, risk=0.01, zones={"dijk": {"before_h": None, "risk": 0.5}}
    )
    made(aid_verbs.ask_order(request_, round_, town, before_h=1.0))
    order = plan_jobs.order_of(town).found
    assert order is not None
    assert [turn.name for turn in order.turns] == ["dijk", "dorp"]
    first = order.turns[0]
    assert first.lives == pytest.approx(first.in_time * 0.5 * _per_vehicle(town, "dijk"))
    assert order.record.settings["before_h"] == 1.0


def _per_vehicle(town: Plan, zone: str) -> float:
    from weerbaar.workbench.evacuation.leaving import departures_of

    kept = network_of(town.network)
    leave = departures_of(town.name, town.demand, kept)
    node = next(one.nodes[0] for one in kept.network.zones if one.id == zone)
    return float(leave.people_per_vehicle[leave.nodes.tolist().index(node)])


def test_means_help_who_cannot_leave_alone_and_the_police_stands_where_it_counts(
    town: Plan, request_: HttpRequest, round_: Round, made: Callable[[Job], Job], fleet: str
) -> None:
    with pytest.raises(InputError, match="no means"):
        aid_verbs.ask_means(request_, round_, town)
    aid_verbs.save_fleet(request_, round_, town, content=fleet)
    with pytest.raises(InputError, match="of no zone"):
        aid_verbs.ask_means(request_, round_, town)
    aid_verbs.save_threat(request_, round_, town, before_h=6.0, risk=None, zones={})
    made(aid_verbs.ask_means(request_, round_, town))
    division = plan_jobs.division_of(town).found
    assert division is not None
    plan = division.assignment
    assert plan.aim == "people"
    assert plan.value == pytest.approx(float(plan.served.sum()))
    assert 0 < plan.value <= plan.most * (1 + 1e-9)
    assert division.posts is not None
    assert division.posts.police.officers == 4
    assert not plan_jobs.division_of(town).stale
    aid_verbs.save_fleet(request_, round_, town, content=fleet.replace("number: 2", "number: 3"), version=1)
    assert plan_jobs.division_of(town).stale


def test_a_plan_of_another_level_has_its_own_results(
    plan: Plan, network: Network, request_: HttpRequest, round_: Round, made: Callable[[Job], Job], analyst: User
) -> None:
    made(aid_verbs.ask_ensemble(request_, round_, plan, members=2, seed=1))
    plan.change(plan.version, level=plan.level + 1)
    assert plan_jobs.ensemble_of(plan).found is None
