# SPDX-License-Identifier: EUPL-1.2
"""From one division over the roads to the next: one clock for ways of any length, no road that is asked too much."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.evacuation.routing.roads import at_once, even, roads
from weerbaar.evacuation.demand import Departures, departures_of
from weerbaar.evacuation.flow import bound
from weerbaar.evacuation.network import read_instance
from weerbaar.evacuation.routing import managed
from weerbaar.evacuation.routing.managed_changes import clock, metered
from weerbaar.evacuation.routing.managed_rates import Rates, everybody
from weerbaar.evacuation.routing.managed_roads import least_driving
from weerbaar.evacuation.simulation import simulate


def test_the_clock_of_ways_of_two_lengths_is_between_them() -> None:
    """Half over 60 s and half over 600 s from m, 60 s from s."""
    network = roads([("s", "m", 60, 9), ("m", "x", 60, 1), ("m", "y", 600, 1)], ["x", "y"])
    ready = even(network, "s", 3.0, 7200.0)
    flow = least_driving(network, ready.nodes, Rates(network, 0.0).fair(everybody(network, ready)), 0.0)
    nodes = [network.node_number[name] for name in "sm"]
    assert clock(network, [flow])[nodes] == pytest.approx([390.0, 330.0], rel=1e-3)


def test_no_clock_is_right_for_ways_of_two_lengths_and_this_one_is_least_wrong() -> None:
    """From u half is at x at once, half over v in 600 s at y: of the five steps from out at x to out at y each is 120 s
    wrong. By averages u would be 300 s from safety and v 600, though who drives from u to v is there at once.
    """
    network = roads([("u", "x", 0.001, 1), ("u", "v", 0.001, 1), ("v", "y", 600, 1)], ["x", "y"])
    ready = at_once(network, {"u": 6000.0})
    flow = least_driving(network, ready.nodes, np.array([2.0]), 0.0)
    nodes = [network.node_number[name] for name in "uv"]
    assert flow.time_s[nodes] == pytest.approx([300.0, 600.0], rel=1e-3)
    assert clock(network, [flow])[nodes] == pytest.approx([240.0, 360.0], rel=1e-3)


def test_fewer_set_out_while_people_of_both_divisions_meet() -> None:
    """a sends 1 veh/s over a road of 600 s to m, then nobody; b, next to m, sends 1 veh/s from then on: m carries 1.

    By a clock that takes a for as near as b the last of a and the first of b meet for 600 s: half of each has room.
    """
    network = roads([("a", "m", 600, 9), ("b", "m", 0.001, 9), ("m", "x", 60, 1)], ["x"])
    a, b = (network.node_number[name] for name in "ab")
    nodes = np.array([a, b])
    flows = [least_driving(network, nodes, np.array(rates), 0.0) for rates in ([1.0, 0.0], [0.0, 1.0])]
    stage = np.repeat([0] * 8 + [1] * 8, network.n_nodes).reshape(16, network.n_nodes)
    setting_out = np.zeros((16, network.n_nodes))
    setting_out[:8, a] = setting_out[8:, b] = 1.0
    clock_s = clock(network, flows)
    room = metered(network, flows, clock_s, stage, setting_out, 300.0, 0.0)
    # Between two steps a little of a comes in the next.
    assert room[:8, a] == pytest.approx([1.0] * 6 + [0.5] * 2, abs=1e-3)
    assert room[8:, b] == pytest.approx([0.5] * 2 + [1.0] * 6, abs=1e-3)
    assert np.all(metered(network, flows, clock_s, stage, 0.5 * setting_out, 300.0, 0.0) == 1.0)


@pytest.mark.parametrize(
    ("name", "later_h"), [("grid11x11_200k", 2), pytest.param("chicago500k", 2, marks=pytest.mark.thorough)]
)
def test_the_eastern_half_hours_later(shared: Path, name: str, later_h: float) -> None:
    """Within a tenth of what no plan can beat, also where a queue lets 10 % less through.

    Before people were counted over the roads a change made a queue in Chicago that stayed: the last was 21 % later.
    """
    instance = read_instance(shared / "data" / "networks" / "evac_instances" / f"{name}.json")
    first, network = departures_of(instance), instance.network
    east = network.x[first.nodes] >= np.median(network.x[first.nodes])
    times = np.union1d(first.times_s, first.times_s + later_h * 3600.0)
    later = np.array(
        [first.released(float(at) - later_h * 3600.0) if at >= later_h * 3600.0 else 0 * first.vehicles for at in times]
    )
    released = np.where(east, later, [first.released(float(at)) for at in times])
    ready = Departures(first.nodes, times, released, first.people_per_vehicle)
    plan = managed(network, ready)
    outcome = simulate(network, plan.departures, plan.shares, capacity_drop=0.1)
    last_h = outcome.clearance().last_h
    assert plan.stages > 1
    assert last_h is not None
    assert last_h * 3600.0 <= 1.1 * bound(network, ready).quickest_s
    queued_h = float(np.trapezoid(outcome.queued_veh.sum(1), outcome.times_s)) / 3600
    assert queued_h / ready.total_veh < 0.5 / 60
