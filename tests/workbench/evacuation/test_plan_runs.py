# SPDX-License-Identifier: EUPL-1.2
"""Ensemble, order and division are worked out without a database, and come back from what is kept as they were."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
from django.http import HttpRequest

from weerbaar.workbench.evacuation import aid_verbs, plan_jobs
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
from weerbaar.workbench.jobs.objects import from_bytes
from weerbaar.workbench.rounds.models import Round


@pytest.fixture
def parameters(town: Plan, request_: HttpRequest, round_: Round, fleet: str) -> dict[str, Any]:
    """What every kind of work is asked with, of a plan with a threat and means."""
    zones: dict[str, dict[str, float | None]] = {"dijk": {"before_h": 4.0, "risk": 0.5}}
    aid_verbs.save_threat(request_, round_, town, before_h=6.0, risk=0.01, zones=zones)
    aid_verbs.save_fleet(request_, round_, town, content=fleet)
    return {"plan": town.pk, "before_h": 6.0, "members": 3, "seed": 7, "uncertainty": ""}


@pytest.fixture
def work_of(parameters: dict[str, Any], round_: Round, town: Plan) -> Callable[..., Any]:
    """Gather the work of a kind."""
    return lambda prepare: prepare(round_, town.level, parameters)


@pytest.mark.django_db
def test_an_ensemble_is_kept_without_its_roads(work_of: Callable[..., Any]) -> None:
    from weerbaar.evacuation.study import ensemble_json, make_ensemble

    work: EnsembleWork = work_of(plan_jobs.prepare_ensemble)
    shares: list[float] = []
    kept = from_bytes(run_ensemble(work, shares.append))
    assert isinstance(kept, KeptEnsemble)
    assert "network" not in kept.values
    drawn = make_ensemble(work.network, work.demand, work.settings, 3, 7)
    assert ensemble_json(kept.ensemble(work.network)) == ensemble_json(drawn)
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1.0)


@pytest.mark.django_db
def test_an_ensemble_is_the_same_on_any_number_of_cores(work_of: Callable[..., Any], settings: Any) -> None:
    settings.CORES = 3
    work: EnsembleWork = replace(work_of(plan_jobs.prepare_ensemble), members=20)
    assert work.cores == 3
    alone = run_ensemble(replace(work, cores=1), lambda share: None)
    shares: list[float] = []
    together = run_ensemble(work, shares.append)
    assert together == alone
    assert shares == sorted(shares)


@pytest.mark.django_db
def test_an_order_is_kept_with_the_open_data_that_say_the_same(work_of: Callable[..., Any]) -> None:
    from weerbaar.evacuation.decision import order_schema

    work: OrderWork = work_of(plan_jobs.prepare_order)
    order = from_bytes(run_order(work, lambda share: None))
    assert isinstance(order, Order)
    data = json.loads(order.published)
    jsonschema.validate(data, order_schema())
    assert [turn["name"] for turn in data["turns"]] == [turn.name for turn in order.turns] == ["dijk", "dorp"]
    assert data["vehicles"] == pytest.approx(order.total_veh)
    assert data["in_time"] == pytest.approx(sum(turn.in_time for turn in order.turns))
    assert data["run_record"]["id"] == order.record.id
    later = from_bytes(run_order(replace(work, before_h=24.0), lambda share: None))
    assert later.record.id != order.record.id
    assert sum(turn.in_time for turn in later.turns) > sum(turn.in_time for turn in order.turns)


@pytest.mark.django_db
def test_trips_are_divided_and_posts_only_where_there_are_officers(work_of: Callable[..., Any]) -> None:
    work: MeansWork = work_of(plan_jobs.prepare_means)
    assert work.aim == "deaths"
    division = from_bytes(run_means(work, lambda share: None))
    assert isinstance(division, Division)
    assert division.posts is not None
    assert division.posts.police.officers == 4
    assert division.record.settings["means"] == "oefening"
    alone = from_bytes(run_means(replace(work, fleet=replace(work.fleet, police=None)), lambda share: None))
    assert alone.posts is None
    assert alone.assignment.value == pytest.approx(division.assignment.value)
    assert alone.record.id != division.record.id


@pytest.mark.django_db
def test_means_meet_the_queues_of_the_plan(work_of: Callable[..., Any]) -> None:
    work: MeansWork = work_of(plan_jobs.prepare_means)
    # Fifty times as many vehicles: after an hour and a quarter there is a line at the zone where most people live.
    crowded = replace(work, departures=replace(work.departures, released_veh=50 * work.departures.released_veh))
    shares: list[float] = []
    quiet = from_bytes(run_means(work, shares.append))
    late = from_bytes(run_means(crowded, lambda share: None))
    assert late.routing == work.settings.routing == "instantaneous"
    assert late.assignment.most < quiet.assignment.value - 0.1
    lane = replace(work.fleet, means=tuple(replace(one, past_queues=True) for one in work.fleet.means))
    past = from_bytes(run_means(replace(crowded, fleet=lane), lambda share: None))
    assert past.assignment.value == pytest.approx(quiet.assignment.value, rel=1e-3)
    assert shares == sorted(shares)
    # Where the plan is looked at for an hour only, the queues after it are the same.
    short = replace(crowded, settings=replace(work.settings, horizon_s=3600.0))
    assert from_bytes(run_means(short, lambda share: None)).assignment.trips == late.assignment.trips
