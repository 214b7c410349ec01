# SPDX-License-Identifier: EUPL-1.2
"""Kernels of who knows the last run and sees today: a queue in closed form, and slow twins on random roads."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from tests.evacuation.routing.roads import roads
from weerbaar.evacuation.network import RoadNetwork
from weerbaar.evacuation.routing import safety_tree
from weerbaar.evacuation.routing.adjusting_kernel import FADING_S, compare, costs_today, move, time_for

Floats = npt.NDArray[np.float64]
PERIOD_S = 60.0


def test_time_for_a_queue_is_that_of_what_its_end_serves() -> None:
    """30, 0 and 90 vehicles in periods of 60 s: 45 take two periods and a sixth of the third."""
    served = np.array([[0.0], [30.0], [30.0], [120.0]])
    assert time_for(served, 0, 0, 15.0, PERIOD_S) == pytest.approx(30.0)
    assert time_for(served, 0, 0, 45.0, PERIOD_S) == pytest.approx(130.0)
    assert time_for(served, 0, 1, 15.0, PERIOD_S) == pytest.approx(70.0)
    assert time_for(served, 0, 2, 500.0, PERIOD_S) == pytest.approx(60.0)
    assert time_for(served, 0, 3, 1.0, PERIOD_S) == 0.0


def _today(net: RoadNetwork, moment: int, last: dict[str, Floats], on_link: Floats) -> Floats:
    costs = np.empty(net.n_links)
    costs_today(
        moment,
        PERIOD_S,
        net.end,
        last["over"],
        net.free_time_s,
        last["served"],
        last["on_link"],
        on_link,
        last["safe"],
        last["next"].astype(np.int64),
        costs,
    )
    return costs


def test_a_longer_queue_costs_what_its_end_needs_for_it_there_and_on_the_way_to_it() -> None:
    """Behind a-t, that serves 0.5 veh/s, stand 60 more than the last time: 120 s, and 120 exp(-120 / 1000) at s-a."""
    net = roads([("s", "a", 120, 1.0), ("a", "t", 120, 0.5), ("s", "t", 400, 1.0)], ["t"])
    last = {
        "over": np.tile([120.0, 300.0, 400.0], (31, 1)),
        "served": np.arange(31)[:, None] * PERIOD_S * np.array([1.0, 0.5, 1.0]),
        "on_link": np.array([0.0, 150.0, 0.0]),
        "safe": np.tile([400.0, 300.0, 0.0], (31, 1)),
        "next": np.array([2, 1, -1]),
    }
    far = np.exp(-120.0 / 1000.0)
    np.testing.assert_allclose(_today(net, 2, last, last["on_link"]), [420.0, 300.0, 400.0])
    np.testing.assert_allclose(_today(net, 2, last, np.array([0.0, 210.0, 0.0])), [420.0 + 120.0 * far, 420.0, 400.0])
    # Without a queue a road takes its free time, not less.
    np.testing.assert_allclose(_today(net, 2, last, np.zeros(3)), [420.0 - 180.0 * far, 120.0, 400.0])
    closed = last | {"over": last["over"].copy()}
    closed["over"][3, 2] = np.inf
    np.testing.assert_allclose(_today(net, 2, closed, last["on_link"]), [420.0, 300.0, np.inf])


def _random_roads(seed: int) -> RoadNetwork:
    ends = np.random.default_rng(seed).integers(0, 8, (40, 2))
    return roads([(str(a), str(b), 60, 1.0) for a, b in ends if a != b], [str(ends[0, 1])])


@pytest.mark.parametrize("seed", range(5))
def test_costs_are_those_of_the_slow_twin(seed: int) -> None:
    net, rng = _random_roads(seed), np.random.default_rng(seed)
    periods, moment = 20, 3
    over = 60.0 + 300.0 * rng.random((periods + 1, net.n_links))
    tree = safety_tree(net, over[moment])
    served = np.vstack([np.zeros(net.n_links), np.cumsum(1.0 + 60.0 * rng.random((periods, net.n_links)), axis=0)])
    before, now = 200.0 * rng.random((2, net.n_links))
    safe = tree.cost * (1.0 + 0.01 * np.arange(periods + 1))[:, None]
    times = np.arange(periods + 1) * PERIOD_S

    def queue(link: int, vehicles: float) -> float:
        gone = float(np.interp(served[moment, link] + vehicles, served[:, link], times))
        return max(60.0, gone - moment * PERIOD_S)

    longer = [max(queue(i, now[i]) - queue(i, before[i]), 60.0 - over[moment, i]) for i in range(net.n_links)]

    def later(node: int) -> float:
        link = tree.next_link[node]
        return 0.0 if link < 0 else longer[link] + later(net.end[link]) * np.exp(-over[moment, link] / FADING_S)

    wanted = np.zeros(net.n_links)
    for chosen in (moment, moment + 1):
        for link, node in enumerate(net.end):
            time = over[chosen, link] + longer[link]
            onward = np.interp(times[chosen] + time, times, safe[:, node])
            wanted[link] += (time + max(onward + later(node) * np.exp(-over[chosen, link] / FADING_S), 0.0)) / 2
    last = {"over": over, "served": served, "on_link": before, "safe": safe, "next": tree.next_link.astype(float)}
    np.testing.assert_allclose(_today(net, moment, last, now), wanted, rtol=1e-9)


def _plain_move(net: RoadNetwork, before: Floats, costs: Floats, slope: Floats, passing: Floats) -> Floats:
    after = before.copy()
    for node in range(net.n_nodes):
        out = [link for link in range(net.n_links) if net.begin[link] == node]
        best = min((link for link in out if costs[link] < np.inf), key=lambda link: (costs[link], link), default=None)
        for link in out:
            if best is not None and link != best:
                equal = passing[node] * (slope[link] + slope[best])
                wanted = (costs[link] - costs[best]) / equal if equal > 0 else np.inf
                moved = min(wanted, before[link]) if before[link] > 0 else 0.0
                after[link] -= moved
                after[best] += moved
    return after


@pytest.mark.parametrize("seed", range(5))
def test_as_many_move_as_the_slow_twin_says(seed: int) -> None:
    net, rng = _random_roads(seed), np.random.default_rng(seed)
    weight = rng.random(net.n_links) * (rng.random(net.n_links) < 0.7)
    before = weight / np.maximum(np.bincount(net.begin, weights=weight, minlength=net.n_nodes)[net.begin], 1e-9)
    costs = np.where(rng.random(net.n_links) < 0.2, np.inf, 1000.0 * rng.random(net.n_links))
    slope, passing = 600.0 * rng.random(net.n_links), np.where(rng.random(net.n_nodes) < 0.2, 0.0, 1.0)
    shares = np.empty(net.n_links)
    move(*net.out_links, before, costs, slope, passing, shares)
    np.testing.assert_allclose(shares, _plain_move(net, before, costs, slope, passing), atol=1e-12)
    assert np.all(shares >= 0)
    together, still = (np.bincount(net.begin, weights=each, minlength=net.n_nodes) for each in (before, shares))
    np.testing.assert_allclose(together, still, atol=1e-12)


def test_what_a_road_costs_more_is_half_at_the_begin_and_half_at_the_end_of_a_period() -> None:
    """Of 0 then 100 s more, against 60 then 0: 50 and 30, so 20 more. What is closed in between is no choice."""
    net = roads([("s", "t", 60, 1.0), ("s", "t", 60, 1.0), ("s", "t", 60, 1.0)], ["t"])
    extra = np.array([[0.0, 60.0, 10.0], [100.0, 0.0, np.inf], [100.0, 80.0, 0.0], [np.inf, np.inf, np.inf]])
    more, best = np.empty((3, 3)), np.empty((3, 2), np.int64)
    compare(*net.out_links, extra, more, best)
    np.testing.assert_allclose(more, [[20.0, 0.0, np.inf], [60.0, 0.0, np.inf], [np.inf, np.inf, np.inf]])
    np.testing.assert_array_equal(best, [[1, -1], [1, -1], [-1, -1]])


@pytest.mark.parametrize("seed", range(3))
def test_the_best_roads_are_those_of_the_slow_twin(seed: int) -> None:
    net, rng = _random_roads(seed), np.random.default_rng(seed)
    extra = np.where(rng.random((9, net.n_links)) < 0.1, np.inf, 100.0 * rng.random((9, net.n_links)))
    more, best = np.empty((8, net.n_links)), np.empty((8, net.n_nodes), np.int64)
    compare(*net.out_links, extra, more, best)
    mean = (extra[:-1] + extra[1:]) / 2
    for period in range(8):
        for node in range(net.n_nodes):
            out = [link for link in range(net.n_links) if net.begin[link] == node and mean[period, link] < np.inf]
            assert best[period, node] == min(out, key=lambda link: mean[period, link], default=-1)
            least = min((mean[period, link] for link in out), default=0.0)
            np.testing.assert_allclose(more[period, out], mean[period, out] - least)
