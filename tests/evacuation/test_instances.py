# SPDX-License-Identifier: EUPL-1.2
"""The instances that peers were measured on: what is proven, what a plan reaches of it, and that nothing beats it.

Drivers who choose for themselves are held against UXsim and SUMO in routing/test_instantaneous.py.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import pairwise
from math import comb
from pathlib import Path

import numpy as np
import pytest

from tests.evacuation.routing.roads import roads
from weerbaar.evacuation.demand import Departures, departures_of
from weerbaar.evacuation.flow import Bound, bound
from weerbaar.evacuation.flow.certifying import certified_veh
from weerbaar.evacuation.network import RoadNetwork, read_instance
from weerbaar.evacuation.routing import Instantaneous, free_flow, managed, nearest_exit
from weerbaar.evacuation.simulation import Clearance, Guide, Outcome, RouteShares, simulate
from weerbaar.evacuation.study import bound_clearance

Case = tuple[RoadNetwork, Departures, Bound]

QUICK = ("grid11x11_200k", "anaheim200k", "nl_zeeland", "nl_rivers")
SLOW = ("chicago200k", "chicago500k")
INSTANCES = [*QUICK, *(pytest.param(name, marks=pytest.mark.thorough) for name in SLOW)]
HOURS = ("t50_h", "t90_h", "t99_h", "last_h")


@cache
def _proven(path: Path) -> Case:
    instance = read_instance(path)
    departures = departures_of(instance)
    return instance.network, departures, bound(instance.network, departures, bin_s=900.0)


@pytest.fixture(params=INSTANCES)
def case(shared: Path, request: pytest.FixtureRequest) -> Case:
    return _proven(shared / "data" / "networks" / "evac_instances" / f"{request.param}.json")


def _never_beats(proven: Bound, outcome: Outcome) -> None:
    """At every moment of the pattern no more are safe than was proven; a step ahead is allowed for.

    That is no theorem: where roads take no whole number of steps the head of a stream spreads, see below. Behind a
    bottleneck that is busy, as those that decide the pattern are, what spreads is a part of a step.
    """
    a_step_before = np.maximum(proven.times_s - outcome.step_s, 0.0)
    safe = np.interp(a_step_before, np.arange(len(outcome.safe_veh)) * outcome.step_s, outcome.safe_veh)
    assert np.all(safe <= proven.out_by_veh + 1e-6 * outcome.total_veh)


def _hours(found: Clearance) -> list[float]:
    hours = [getattr(found, name) for name in HOURS]
    assert None not in hours
    return hours


def test_the_proof_of_the_quickest_evacuation_holds(case: Case) -> None:
    """By its certificate nobody can have everybody safe a second earlier."""
    network, departures, proven = case
    assert certified_veh(network, departures, proven.certificate) <= departures.total_veh * (1 + 1e-9)
    assert np.all(np.diff(proven.out_by_veh) >= -1e-6)
    assert proven.out_by_veh[-1] <= departures.total_veh * (1 + 1e-9)


def test_the_managed_plan_is_within_a_tenth_of_the_bound(case: Case) -> None:
    """Half, nine tenths, 99 in 100 and the last, each within 10 % (asked) of what no plan can beat."""
    network, departures, proven = case
    plan = managed(network, departures)
    outcome = simulate(network, plan.departures, plan.shares)
    assert outcome.out_veh[-1] == pytest.approx(departures.total_veh, rel=1e-6)
    _never_beats(proven, outcome)
    least = bound_clearance(proven.times_s, proven.out_by_veh, departures.total_veh, proven.quickest_s)
    for ours, best in zip(_hours(outcome.clearance()), _hours(least), strict=True):
        assert ours <= 1.10 * best


@pytest.mark.parametrize("guide", [nearest_exit, free_flow, Instantaneous])
def test_no_way_of_choosing_roads_beats_the_bound(
    case: Case, guide: Callable[[RoadNetwork], RouteShares | Guide]
) -> None:
    network, departures, proven = case
    outcome = simulate(network, departures, guide(network))
    assert outcome.out_veh[-1] == pytest.approx(departures.total_veh, rel=1e-6)
    _never_beats(proven, outcome)


@pytest.mark.parametrize("n_roads", [1, 4, 8])
def test_rounding_to_steps_spreads_the_head_of_a_stream_and_keeps_its_mean(n_roads: int) -> None:
    """Roads of 45 s in steps of 30 s: at each half of the people take one step and half take two.

    So those safe by each step are binomial, a few of them steps before the 45 s for each road that are proven to be
    needed; on average they are a step late, that of setting out. In steps of 15 s nobody is ahead.
    """
    names = [f"n{at}" for at in range(n_roads)] + ["t"]
    net = roads([(a, b, 45.0, 100.0) for a, b in pairwise(names)], ["t"])
    ready = np.array([[100.0], [100.0]])
    leaving = Departures(np.array([0]), np.array([0.0, 1.0]), ready, np.ones(1))
    safe = simulate(net, leaving, free_flow(net), step_s=30.0).safe_veh
    taking = 100.0 * np.array([comb(n_roads, more) for more in range(n_roads + 1)]) / 2**n_roads
    np.testing.assert_allclose(np.diff(safe)[n_roads : 2 * n_roads + 1], taking, atol=1e-9)
    assert np.diff(safe) @ np.arange(1, len(safe)) * 30.0 / 100.0 == pytest.approx(45.0 * n_roads + 30.0)
    exact = simulate(net, leaving, free_flow(net), step_s=15.0).safe_veh
    assert exact[3 * n_roads] == 0.0
    assert exact[3 * n_roads + 1] == pytest.approx(100.0)
    assert bound(net, leaving, bin_s=15.0).quickest_s >= 45.0 * n_roads
