# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evacuation.advice.plans import ROADS, polder, study
from weerbaar.evacuation.advice.ways import Way, arrives_s, latest_s, main_ways
from weerbaar.evacuation.demand import Departures
from weerbaar.evacuation.network import RoadNetwork
from weerbaar.evacuation.routing import free_flow
from weerbaar.evacuation.simulation import Outcome, simulate


def all_ways(network: RoadNetwork, node: int, been: tuple[int, ...] = ()) -> list[tuple[list[int], int]]:
    """Every way without a loop from a node to an exit."""
    found = [([], node)] if node in network.exits else []
    for link in np.flatnonzero(network.begin == node).tolist():
        end = int(network.end[link])
        if end not in (*been, node):
            found += [([link, *rest], last) for rest, last in all_ways(network, end, (*been, node))]
    return found


def share_of(outcome: Outcome, links: list[int], exit_node: int) -> float:
    network = outcome.network
    entered, arrived = outcome.entered_veh[-1], outcome.arrived_veh[-1]

    def through(node: int) -> float:
        return float(entered[network.begin == node].sum() + arrived[network.exits == node].sum())

    share = float(arrived[network.exits == exit_node].sum()) / max(through(exit_node), 1e-9)
    for link in links:
        share *= entered[link] / through(int(network.begin[link]))
    return share


def test_the_main_way_has_the_largest_share_of_all_ways() -> None:
    outcome = study("managed").outcome
    network = outcome.network
    west, south, hill = main_ways(outcome, [0, 1, 4])
    for way in (west, south, hill):
        assert way is not None
        shares = {tuple(links): share_of(outcome, links, last) for links, last in all_ways(network, way.node)}
        assert way.share == pytest.approx(max(shares.values()), rel=1e-9)
        assert shares[way.links] == pytest.approx(max(shares.values()), rel=1e-9)
    assert west is not None
    assert [ROADS[link][2] for link in west.links] == ["A1", "A1"]


def test_from_a_node_that_nobody_leaves_it_is_the_quickest_and_from_an_island_there_is_none() -> None:
    network = polder()
    only_hill = Departures(np.array([4]), np.array([0.0, 3600.0]), np.array([[0.0], [100.0]]), np.array([2.5]))
    outcome = simulate(network, only_hill, free_flow(network), bin_s=300.0)
    west, hill, island = main_ways(outcome, [0, 4, 5])
    assert west is not None
    assert hill is not None
    assert west.links == (0, 2)
    assert west.share is None
    assert hill.share == pytest.approx(1)
    assert island is None


def test_an_exit_is_its_own_way() -> None:
    (way,) = main_ways(study().outcome, [3])
    assert way is not None
    assert (way.links, way.exit_node) == ((), 3)


def bottleneck() -> tuple[Outcome, Departures, Way]:
    """One road of 10 km at 20 m/s that takes 0.5 veh/s; 3,600 cars set out within an hour, twice what it takes."""
    network = polder()
    one = Departures(np.array([4]), np.array([0.0, 3600.0]), np.array([[0.0], [3600.0]]), np.array([2.5]))
    outcome = simulate(network, one, free_flow(network), bin_s=300.0)
    (way,) = main_ways(outcome, [4])
    assert way is not None
    return outcome, one, way


def test_single_bottleneck_in_closed_form() -> None:
    outcome, departures, way = bottleneck()
    # The very last of the queue falls within a bin of 300 s; before it all is straight.
    moments = np.array([0.0, 600.0, 1800.0, 3450.0])
    # Number t of the queue is served at 2 t; the road itself takes 250 s. The step of the simulation is 12.5 s or less.
    assert arrives_s(outcome, departures, way, moments) == pytest.approx(2 * moments + 250, abs=30)
    # When the queue is gone, only the road is left.
    assert arrives_s(outcome, departures, way, np.array([20_000.0])) == pytest.approx([20_250.0], abs=1)


def test_the_latest_departure_is_the_last_that_is_safe() -> None:
    outcome, departures, way = bottleneck()
    # 2 t + 250 <= 4000: t = 1,875 s; on steps of 300 s that is 1,800 s.
    assert latest_s(outcome, departures, way, 4000.0) == 1800.0
    assert latest_s(outcome, departures, way, 100.0) is None
    assert latest_s(outcome, departures, way, -1.0) is None


@given(st.lists(st.floats(0, 40_000), min_size=2, max_size=8))
def test_who_sets_out_later_is_not_safe_earlier_and_nobody_beats_the_empty_road(moments: list[float]) -> None:
    outcome, departures = study().outcome, study().departures
    at = np.array(sorted(moments))
    for way in main_ways(outcome, [0, 1, 4]):
        assert way is not None
        safe = arrives_s(outcome, departures, way, at)
        assert all(b >= a - 1e-6 for a, b in pairwise(safe.tolist()))
        free = outcome.network.free_time_s[list(way.links)].sum()
        assert np.all(safe >= at + free - 1e-6)


def test_of_a_run_that_was_cut_off_the_rest_is_never_safe() -> None:
    network = polder()
    one = Departures(np.array([4]), np.array([0.0, 3600.0]), np.array([[0.0], [3600.0]]), np.array([2.5]))
    outcome = simulate(network, one, free_flow(network), bin_s=300.0, horizon_s=3600.0)
    (way,) = main_ways(outcome, [4])
    assert way is not None
    assert np.isinf(arrives_s(outcome, one, way, np.array([3000.0]))[0])
