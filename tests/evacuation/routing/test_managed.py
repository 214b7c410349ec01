# SPDX-License-Identifier: EUPL-1.2
"""The managed plan in the simulation: close to the bound that no plan can beat, without queues."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evacuation.routing.random_roads import networks
from tests.evacuation.routing.roads import even, roads
from weerbaar.evacuation.demand import Departures, departures_of
from weerbaar.evacuation.flow import NoWayOutError, bound
from weerbaar.evacuation.network import RoadNetwork, read_instance
from weerbaar.evacuation.routing import RouteError, free_flow, managed
from weerbaar.evacuation.simulation import Outcome, clearance, simulate

WITHIN = 1.10
"""A managed plan ends within 10 % of the bound."""


def _lost_h(outcome: Outcome) -> float:
    """Vehicle-hours in queues and on the ramp."""
    waiting = outcome.queued_veh.sum(1) + outcome.waiting_veh.sum(1)
    return float(np.trapezoid(waiting, outcome.times_s)) / 3600


@pytest.mark.parametrize(
    "name",
    [
        "grid11x11_200k",
        "nl_zeeland",
        pytest.param("anaheim200k", marks=pytest.mark.thorough),
        pytest.param("chicago200k", marks=pytest.mark.thorough),
        pytest.param("chicago500k", marks=pytest.mark.thorough),
        pytest.param("nl_rivers", marks=pytest.mark.thorough),
        pytest.param("nl_coast", marks=pytest.mark.thorough),
    ],
)
def test_within_ten_per_cent_of_what_no_plan_can_beat(shared: Path, name: str) -> None:
    """Of the last vehicle and of half, 90 and 99 % of all, also where a queue lets 10 % less through."""
    instance = read_instance(shared / "data" / "networks" / "evac_instances" / f"{name}.json")
    network, ready = instance.network, departures_of(instance)
    plan = managed(network, ready)
    best = bound(network, ready, bin_s=900.0)
    least = clearance(best.times_s, best.out_by_veh, ready.total_veh)
    outcome = simulate(network, plan.departures, plan.shares, capacity_drop=0.1)
    found = outcome.clearance()
    for ours, theirs in (
        (found.t50_h, least.t50_h),
        (found.t90_h, least.t90_h),
        (found.t99_h, least.t99_h),
        (found.last_h, least.last_h),
        (found.last_h, best.quickest_s / 3600),
    ):
        assert ours is not None
        assert theirs is not None
        assert ours <= theirs * WITHIN
    # And the bound is one: at no moment are more out than it says. Who comes within a step counts at its begin.
    most = np.interp(best.times_s - outcome.step_s, outcome.times_s, outcome.out_veh)
    assert np.all(most <= best.out_by_veh + 1e-6 * ready.total_veh)
    assert outcome.stuck_veh == 0.0
    # On average nobody stands still for more than two minutes.
    assert _lost_h(outcome) / ready.total_veh < 2 / 60


def test_a_bottleneck_is_used_in_full_and_has_no_queue() -> None:
    """7,200 vehicles ready in an hour, two roads of 0.5 veh/s: 7,200 s, and 120 or 660 s to drive."""
    network = roads([("s", "m", 60, 9), ("m", "x", 60, 0.5), ("m", "y", 600, 0.5)], ["x", "y"])
    ready = even(network, "s", 2.0, 3600.0)
    plan = managed(network, ready, reserve=0.0)
    outcome = simulate(network, plan.departures, plan.shares, bin_s=60.0)
    # By an exact plan the far road would stop 540 s before the near one: 7,200 - 270 + 120 s… 7,200 + 660 s.
    assert outcome.clearance().last_h == pytest.approx((7200 + 660) / 3600, rel=0.02)
    assert outcome.arrived_veh[-1] == pytest.approx([3600.0, 3600.0], rel=0.01)
    # What arrives at the end of a road within one step counts as queued in that step.
    assert outcome.queued_veh.max() < 1.01 * outcome.step_s
    assert plan.rate_veh_s == pytest.approx([1.0], abs=1e-4)


def test_without_phasing_only_the_roads_are_shared_out() -> None:
    network = roads([("s", "x", 60, 1), ("s", "y", 600, 1)], ["x", "y"])
    ready = even(network, "s", 4.0, 3600.0)
    plan = managed(network, ready, phase=False)
    assert plan.departures is ready
    assert plan.busy_s == np.inf
    assert plan.shares.links == pytest.approx(np.array([[0.5, 0.5]]), abs=1e-5)


def test_who_fits_on_the_quickest_roads_is_free_from_the_start() -> None:
    network = roads([("s", "x", 60, 1), ("s", "y", 600, 1)], ["x", "y"])
    ready = even(network, "s", 0.5, 7200.0)
    plan = managed(network, ready)
    assert plan.busy_s == 0.0
    assert plan.shares.links.tolist() == free_flow(network).links.tolist()
    assert plan.link_veh_s == pytest.approx(np.array([[0.5, 0.0]]))
    assert plan.departures.released(3600.0) == pytest.approx(ready.released(3600.0))


def test_a_reserve_keeps_capacity_free() -> None:
    network = roads([("s", "x", 60, 1)], ["x"])
    plan = managed(network, even(network, "s", 4.0, 3600.0), reserve=0.25)
    assert plan.rate_veh_s == pytest.approx([0.75], abs=1e-4)
    for wrong in (-0.1, 1.0, np.nan):
        with pytest.raises(RouteError, match="reserve"):
            managed(network, even(network, "s", 4.0, 3600.0), reserve=wrong)


@given(networks(most_nodes=6), st.floats(0.2, 3.0), st.data())
def test_on_any_network_everybody_gets_out(network: RoadNetwork, rate: float, data: st.DataObject) -> None:
    """The shares are sound, nobody sets out before being ready, nobody is stuck, and two plans are the same bytes."""
    node = data.draw(st.sampled_from(network.node_ids))
    ready = even(network, node, rate, 1800.0)
    try:
        plan = managed(network, ready)
    except NoWayOutError:
        return
    plan.shares.check(network)
    for moment in plan.departures.times_s.tolist():
        assert np.all(plan.departures.released(moment) <= ready.released(moment) + 1e-9)
    outcome = simulate(network, plan.departures, plan.shares)
    assert outcome.stuck_veh == 0.0
    assert outcome.out_veh[-1] == pytest.approx(ready.total_veh, rel=1e-6)
    again = managed(network, ready)
    assert again.shares.links.tobytes() == plan.shares.links.tobytes()
    assert again.departures.released_veh.tobytes() == plan.departures.released_veh.tobytes()


def test_says_what_it_needs_when_there_are_too_many_roads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("weerbaar.evacuation.routing.managed"), "MOST_LINKS", 1)
    network = roads([("a", "b", 60, 1), ("b", "x", 60, 1)], ["x"])
    with pytest.raises(RouteError, match="a plan can have 1"):
        managed(network, even(network, "a", 0.5, 60.0))


def test_a_village_is_not_held_back_for_an_hour() -> None:
    """1,800 ready at once before two roads of 0.5 veh/s: half an hour and the drive; an hour was planned."""
    net = roads([("s", "t", 60, 0.5), ("s", "t", 300, 0.5)], ["t"])
    ready = Departures(np.array([0]), np.array([0.0, 1.0]), np.array([[1800.0], [1800.0]]), np.ones(1))
    plan = managed(net, ready)
    last_h = simulate(net, plan.departures, plan.shares).clearance().last_h
    assert last_h is not None
    assert last_h * 3600.0 <= 1.1 * bound(net, ready).quickest_s
