# SPDX-License-Identifier: EUPL-1.2
"""Equilibrium in time: Braess with queues and with his own costs, against the best plan, and an honest gap."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from tests.evacuation.routing.roads import braess, even, roads
from weerbaar.evacuation.demand import departures_of
from weerbaar.evacuation.network import read_instance
from weerbaar.evacuation.routing import RouteError, equilibrium, safety_tree
from weerbaar.evacuation.routing.adjusting_kernel import move
from weerbaar.evacuation.routing.equilibrium import Equilibrium
from weerbaar.evacuation.routing.paths import tree_shares
from weerbaar.evacuation.simulation import Closure, ExitClosure, RoadState, RouteShares, simulate

RATE, DURATION_S = 1.0, 5400.0

Floats = npt.NDArray[np.float64]


def _seconds_per_vehicle(found: Equilibrium) -> float:
    outcome = found.outcome
    inside = outcome.on_link_veh.sum(1) + outcome.waiting_veh.sum(1)
    return float(np.trapezoid(inside, outcome.times_s)) / outcome.total_veh


def test_braess_with_queues_a_new_road_makes_everybody_later() -> None:
    """Bottlenecks of 0.5 veh/s at s-a and b-t, 1 veh/s for 1.5 h.

    Without a-b both ways take 1,920 s and there is no queue: the last is out at 5,400 + 1,920 s. With it the way over
    a-b takes 540 s, so all take it until the queue at s-a has grown, by 1 s per s, to 1,380 s; then the queue at b-t
    does so; from 2,760 s on every way takes 3,300 s. Last out at 5,400 + 3,300 s; on average
    (1,380 × 1,230 + 1,380 × 2,610 + 2,640 × 3,300) / 5,400 = 2,594.7 s. Tolerance 1 % on average,
    and 1.5 % on the last: two choices of 60 s.
    """
    without = equilibrium(braess(False), even(braess(False), "s", RATE, DURATION_S), period_s=150.0)
    assert without.converged
    assert without.outcome.clearance().last_h == pytest.approx(7320 / 3600, rel=0.001)
    assert _seconds_per_vehicle(without) == pytest.approx(1920, rel=0.001)

    with_bridge = equilibrium(braess(True), even(braess(True), "s", RATE, DURATION_S), period_s=60.0, tolerance=0.002)
    assert with_bridge.converged
    assert with_bridge.gap <= 0.002
    assert with_bridge.outcome.clearance().last_h == pytest.approx(8700 / 3600, rel=0.015)
    assert _seconds_per_vehicle(with_bridge) == pytest.approx(2594.7, rel=0.01)


def test_braess_1968_with_his_costs() -> None:
    """Cost 10 x on 1-3 and 4-2, 50 + x on 1-4 and 3-2, 10 + x on 3-4; 6 vehicles: 3/3 at 83, with 3-4 2/2/2 at 92.

    The same moves on costs that depend on flow; tolerance 0.01 in cost.
    """
    for bridge, cost, flow in ((False, 83.0, [3, 3, 3, 3]), (True, 92.0, [4, 2, 2, 4, 2])):
        links = [("1", "3", 1, 1), ("1", "4", 1, 1), ("3", "2", 1, 1), ("4", "2", 1, 1), ("3", "4", 1, 1)]
        net = roads(links[: 5 if bridge else 4], ["2"])
        fixed, slope = np.array([0.0, 50, 50, 0, 10])[: net.n_links], np.array([10.0, 1, 1, 10, 1])[: net.n_links]
        shares = tree_shares(net, safety_tree(net, np.ones(net.n_links)))[0]
        for _ in range(400):
            at_node = np.zeros(net.n_nodes)
            at_node[net.node_number["1"]] = 6.0
            volume = np.zeros(net.n_links)
            for name in ("1", "3", "4"):
                out = np.flatnonzero(net.begin == net.node_number[name])
                volume[out] = at_node[net.node_number[name]] * shares[out]
                np.add.at(at_node, net.end[out], volume[out])
            costs = fixed + slope * volume
            tree = safety_tree(net, costs)
            after = np.empty(net.n_links)
            # Who changes at one node changes what follows too: twenty times the slope, so that all come together.
            move(*net.out_links, shares, costs + tree.cost[net.end], 20 * slope, at_node, after)
            shares = after
        assert tree.cost[net.node_number["1"]] == pytest.approx(cost, abs=0.01)
        np.testing.assert_allclose(volume, flow, atol=0.01)


def test_no_equilibrium_beats_the_best_plan() -> None:
    """Best plan of the network of Braess with queues, as a linear program in Ziliaskopoulos's manner (2000).

    Vehicles on links in layers of 60 s. A plan may leave a-b alone, so the optimum is at most the 1,920 s of the
    network without it, and at least the 540 s of the quickest way; the equilibrium takes 2,594.7 s.
    """
    from scipy.optimize import linprog

    net = braess(True)
    layer, layers, sources = 60.0, 160, int(DURATION_S / 60)
    lag = np.round(net.free_time_s / layer).astype(int)
    sink = net.node_number["t"]
    # Unknowns: entries into link l in layer k, and who waits at node v at the end of layer k.
    columns = net.n_links * layers
    total = columns + net.n_nodes * layers
    rows = np.zeros((net.n_nodes * layers, total))
    given = np.zeros(net.n_nodes * layers)
    for k in range(layers):
        for node in range(net.n_nodes):
            row = node * layers + k
            rows[row, columns + row] = 1.0
            if k:
                rows[row, columns + row - 1] = -1.0
            for link in np.flatnonzero(net.begin == node):
                rows[row, link * layers + k] = 1.0
            for link in np.flatnonzero(net.end == node):
                if k >= lag[link]:
                    rows[row, link * layers + k - lag[link]] = -1.0
        if k < sources:
            given[net.node_number["s"] * layers + k] = RATE * layer
    cost = np.zeros(total)
    cost[:columns] = np.repeat(lag * layer, layers)
    waits = np.arange(columns, total).reshape(net.n_nodes, layers)
    cost[waits] = layer
    cost[waits[sink]] = 0.0
    cost[waits[[node for node in range(net.n_nodes) if node != sink], -1]] = 1e6
    upper = np.concatenate([np.repeat(net.capacity_veh_s * layer, layers), np.full(net.n_nodes * layers, np.inf)])
    best = linprog(cost, A_eq=rows, b_eq=given, bounds=np.column_stack([np.zeros(total), upper]), method="highs")
    assert best.status == 0
    each = best.fun / (RATE * DURATION_S)
    assert 540 < each <= 1920 + 1e-6
    found = equilibrium(net, even(net, "s", RATE, DURATION_S), period_s=150.0, iterations=10)
    assert _seconds_per_vehicle(found) >= each


def test_gap_is_what_was_driven_over_what_was_quickest() -> None:
    """Everybody over the longer of two free roads of 600 and 900 s loses exactly 300 of 600 s."""
    from weerbaar.evacuation.routing.equilibrium import _Onlooker, _Round

    class OverTheLonger:
        period_s = 300.0

        def shares(self, state: RoadState) -> tuple[Floats, Floats]:
            return np.array([0.0, 1.0]), np.array([1.0])

    net = roads([("s", "t", 600, 1.0), ("s", "t", 900, 1.0)], ["t"])
    seen = _Onlooker(OverTheLonger())
    outcome = simulate(net, even(net, "s", 0.5, 3600.0), seen, bin_s=300.0)
    assert _Round(net, seen, outcome).gap == pytest.approx(0.5, rel=1e-3)


def test_history_and_best_round() -> None:
    net = braess(True)
    done: list[float] = []
    found = equilibrium(
        net, even(net, "s", RATE, DURATION_S), period_s=300.0, iterations=6, tolerance=0.0, progress=done.append
    )
    assert not found.converged
    assert len(found.history) == 6
    assert found.gap == min(found.history) < found.history[0]
    assert done == sorted(done)
    assert done[-1] == 1.0
    found.shares.check(net)
    again = simulate(net, even(net, "s", RATE, DURATION_S), found.shares, bin_s=300.0)
    np.testing.assert_allclose(again.out_veh, found.outcome.out_veh[: len(again.out_veh)], atol=1e-6)
    same = equilibrium(net, even(net, "s", RATE, DURATION_S), period_s=300.0, iterations=6, tolerance=0.0)
    assert same.history == found.history
    np.testing.assert_array_equal(same.shares.links, found.shares.links)


def test_a_road_that_closes_is_known_beforehand() -> None:
    """The quick way closes behind its first half at 1,800 s: nobody gets caught there, the last take the long way."""
    net = roads([("s", "a", 60, 1.0), ("a", "t", 600, 1.0), ("s", "b", 60, 1.0), ("b", "t", 900, 1.0)], ["t"])
    leaving = even(net, "s", 0.5, 3600.0)
    found = equilibrium(net, leaving, measures=[Closure(link="l1", from_s=1800.0)], iterations=5)
    assert found.converged
    entered = found.outcome.entered_veh
    at_closing = int(np.searchsorted(found.outcome.times_s, 1800.0))
    assert entered[at_closing, 0] == pytest.approx(entered[-1, 1], abs=1e-6)
    assert entered[-1, 0] >= 0.5 * 1200
    assert found.outcome.out_veh[-1] == pytest.approx(leaving.total_veh, abs=1e-3)
    assert found.outcome.clearance().last_h == pytest.approx((3600 + 960) / 3600, rel=0.01)


def test_two_ways_around_a_bottleneck() -> None:
    """1 veh/s for an hour; 0.5 veh/s over the way of 600 s, or 900 s without a queue (Vickrey 1969, two routes).

    All take the quick way until its queue costs 300 s, which grows by 1 s per s: until 300 s. From then on half of
    them take the other and both take 900 s. Tolerance 1 % of the time per vehicle, a choice of 60 s for the moment.
    """
    net = roads([("s", "p", 60, 2.0), ("p", "t", 540, 0.5), ("s", "t", 900, 2.0)], ["t"])
    found = equilibrium(net, even(net, "s", 1.0, 3600.0), period_s=60.0, tolerance=0.001)
    assert found.converged
    assert _seconds_per_vehicle(found) == pytest.approx((300 * 750 + 3300 * 900) / 3600, rel=0.01)
    other = np.interp(np.arange(0, 3601, 300.0), found.outcome.times_s, found.outcome.entered_veh[:, 2])
    assert other[1] == pytest.approx(0.0, abs=15.0)
    np.testing.assert_allclose(np.diff(other[2:]), 150.0, atol=15.0)
    assert other[-1] == pytest.approx(1650.0, rel=0.02)


def test_a_full_road_that_is_the_quickest_keeps_everybody_from_a_free_one() -> None:
    """From u a road with room for 60 leads to a bottleneck of 0.2 veh/s: full, it takes 300 s, and 20 s follow.

    The other takes 450 s, so nobody gains by it, also while the road is full. But who waits at u for the full road
    holds up all behind: 600 vehicles need 3,000 s, and the free road, that takes 1 veh/s, stays empty. If four in five
    took it, all would be out 450 s after the last set out; each of them would lose 130 s or more by that.
    """
    links = [("s", "u", 60, 1.0), ("u", "w", 60, 1.0), ("w", "t", 20, 0.2), ("u", "t", 450, 1.0)]
    net = roads(links, ["t"])
    net = replace(net, jam_veh_m=np.array([20000.0, 60.0, 20000.0, 20000.0]) / net.length_m)
    leaving = even(net, "s", 1.0, 600.0)
    found = equilibrium(net, leaving, tolerance=0.001)
    assert found.converged
    assert found.outcome.entered_veh[-1, 3] < 6
    assert found.outcome.clearance().last_h == pytest.approx((600 / 0.2 + 140) / 3600, rel=0.02)
    sent = RouteShares(60.0, np.array([[1.0, 0.2, 1.0, 0.8]]), np.array([[1.0]]))
    assert simulate(net, leaving, sent).clearance().last_h == pytest.approx((600 + 60 + 450) / 3600, rel=0.02)


def test_an_exit_that_closes_sends_people_on_and_those_before_leave_there() -> None:
    """The near exit closes at 1,800 s; whoever comes later drives on to the next, 600 s further."""
    net = roads([("s", "a", 300, 1.0), ("s", "a", 400, 1.0), ("a", "t", 600, 1.0)], ["a", "t"])
    closes = ExitClosure(exit="a", from_s=1800.0)
    found = equilibrium(net, even(net, "s", 0.5, 3600.0), measures=[closes], iterations=4, tolerance=0.0, period_s=60.0)
    arrived = found.outcome.arrived_veh[-1]
    assert arrived[0] == pytest.approx(0.5 * 1500, rel=0.05)
    assert arrived.sum() == pytest.approx(1800, abs=1e-3)


@pytest.mark.parametrize(("step_s", "period_s", "found_s"), [(None, None, 60.0), (7.0, 100.0, 98.0), (7.0, 3.0, 7.0)])
def test_periods_are_whole_steps(step_s: float | None, period_s: float | None, found_s: float) -> None:
    net = braess(True)
    found = equilibrium(net, even(net, "s", 0.2, 600.0), period_s=period_s, step_s=step_s, iterations=2)
    assert found.shares.period_s == pytest.approx(found_s)
    assert found.outcome.times_s[1] == pytest.approx(found_s)


@pytest.mark.thorough
@pytest.mark.parametrize(("name", "rounds"), [("nl_zeeland", 12), ("nl_rivers", 4)])
def test_on_main_roads_nobody_gains_by_another_way(shared: Path, name: str, rounds: int) -> None:
    """Drivers who follow the queues of the moment could save 4.4 and 1.7 %; that becomes 1 % in some rounds."""
    instance = read_instance(shared / "data" / "networks" / "evac_instances" / f"{name}.json")
    found = equilibrium(instance.network, departures_of(instance), iterations=rounds)
    assert found.history[0] > 0.015
    assert found.converged


@pytest.mark.thorough
def test_in_a_town_full_of_queues_a_gap_is_left(shared: Path) -> None:
    """Streets of 50 s, choices every 30 s: with one step for all nodes 5.5 % was left after as many rounds."""
    instance = read_instance(shared / "data" / "networks" / "evac_instances" / "grid11x11_200k.json")
    found = equilibrium(instance.network, departures_of(instance), iterations=25)
    assert found.gap < 0.04 < 0.08 < found.history[0]
    assert not found.converged


@pytest.mark.parametrize("wrong", [{"iterations": 0}, {"tolerance": -1.0}, {"period_s": 0.0}])
def test_settings_out_of_range(wrong: dict[str, float]) -> None:
    net = braess(False)
    with pytest.raises(RouteError):
        equilibrium(net, even(net, "s", 1.0, 600.0), **wrong)  # type: ignore[arg-type]
