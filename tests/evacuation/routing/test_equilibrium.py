# SPDX-License-Identifier: EUPL-1.2
"""Equilibrium in time: Braess with queues and with his own costs, against the best plan, and an honest gap."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.evacuation.routing.roads import braess, even, roads
from weerbaar.evacuation.demand import departures_of
from weerbaar.evacuation.network import read_instance
from weerbaar.evacuation.routing import RouteError, equilibrium, safety_tree, tree_shares
from weerbaar.evacuation.routing.equilibrium import Equilibrium, swap
from weerbaar.evacuation.simulation import Closure, simulate

RATE, DURATION_S = 1.0, 5400.0


def _seconds_per_vehicle(found: Equilibrium) -> float:
    outcome = found.outcome
    inside = outcome.on_link_veh.sum(1) + outcome.waiting_veh.sum(1)
    return float(np.trapezoid(inside, outcome.times_s)) / outcome.total_veh


def test_braess_with_queues_a_new_road_makes_everybody_later() -> None:
    """Bottlenecks of 0.5 veh/s at s-a and b-t, 1 veh/s for 1.5 h.

    Without a-b both ways take 1,920 s and there is no queue: the last is out at 5,400 + 1,920 s. With it the way over
    a-b takes 540 s, so all take it until the queue at s-a has grown, by 1 s per s, to 1,380 s; then the queue at b-t
    does so; from 2,760 s on every way takes 3,300 s. Last out at 5,400 + 3,300 s; on average
    (1,380 × 1,230 + 1,380 × 2,610 + 2,640 × 3,300) / 5,400 = 2,594.7 s. Tolerance 2 % on average, and
    3 % on the last: who drives in the last choice of 150 s (1.7 %) with a gap of 1 %.
    """
    without = equilibrium(braess(False), even(braess(False), "s", RATE, DURATION_S), period_s=150.0)
    assert without.converged
    assert without.outcome.clearance().last_h == pytest.approx(7320 / 3600, rel=0.001)
    assert _seconds_per_vehicle(without) == pytest.approx(1920, rel=0.001)

    with_bridge = equilibrium(
        braess(True), even(braess(True), "s", RATE, DURATION_S), period_s=150.0, iterations=60, tolerance=0.01
    )
    assert with_bridge.converged
    assert with_bridge.gap <= 0.01
    assert with_bridge.outcome.clearance().last_h == pytest.approx(8700 / 3600, rel=0.03)
    assert _seconds_per_vehicle(with_bridge) == pytest.approx(2594.7, rel=0.02)


def test_braess_1968_with_his_costs() -> None:
    """Cost 10 x on 1-3 and 4-2, 50 + x on 1-4 and 3-2, 10 + x on 3-4; 6 vehicles: 3/3 at 83, with 3-4 2/2/2 at 92.

    The same steps on costs that depend on flow; tolerance 0.01 in cost.
    """
    for bridge, cost, flow in ((False, 83.0, [3, 3, 3, 3]), (True, 92.0, [4, 2, 2, 4, 2])):
        links = [("1", "3", 1, 1), ("1", "4", 1, 1), ("3", "2", 1, 1), ("4", "2", 1, 1), ("3", "4", 1, 1)]
        net = roads(links[: 5 if bridge else 4], ["2"])
        fixed, slope = np.array([0.0, 50, 50, 0, 10])[: net.n_links], np.array([10.0, 1, 1, 10, 1])[: net.n_links]
        shares = tree_shares(net, safety_tree(net, np.ones(net.n_links)))[0]
        step = 1.0
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
            whole = tree.cost[net.begin]
            extra = (costs + tree.cost[net.end] - whole) / np.where(whole > 0, whole, 1.0)
            shares = swap(net, shares[None, :], extra[None, :], step)[0]
            step = max(step * 0.98, 0.05)
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
    from weerbaar.evacuation.routing.equilibrium import _Keeping, _Onlooker, _Round

    net = roads([("s", "t", 600, 1.0), ("s", "t", 900, 1.0)], ["t"])
    seen = _Onlooker(_Keeping(300.0, np.array([[0.0, 1.0]]), np.array([[1.0]])))
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


@pytest.mark.thorough
def test_zeeland_comes_closer_round_by_round(shared: Path) -> None:
    """Drivers who follow the queues of the moment could save 4.4 %; in 25 rounds that becomes under 4 %."""
    instance = read_instance(shared / "data" / "networks" / "evac_instances" / "nl_zeeland.json")
    found = equilibrium(instance.network, departures_of(instance), iterations=25)
    assert found.history[0] == pytest.approx(0.044, abs=0.005)
    assert found.gap < 0.04
    assert not found.converged


@pytest.mark.parametrize("wrong", [{"iterations": 0}, {"tolerance": -1.0}, {"period_s": 0.0}])
def test_settings_out_of_range(wrong: dict[str, float]) -> None:
    net = braess(False)
    with pytest.raises(RouteError):
        equilibrium(net, even(net, "s", 1.0, 600.0), **wrong)  # type: ignore[arg-type]
