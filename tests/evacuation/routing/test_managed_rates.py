# SPDX-License-Identifier: EUPL-1.2
"""The rates of a managed plan: closed forms, and the cut that limits them on any network."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evacuation.routing.random_roads import networks
from tests.evacuation.routing.roads import at_once, roads
from weerbaar.evacuation.demand import Departures
from weerbaar.evacuation.flow import NoWayOutError
from weerbaar.evacuation.network import RoadNetwork
from weerbaar.evacuation.routing.managed_rates import Rates, carried_veh_s, everybody, peak_rate


def _fair(network: RoadNetwork, departures: Departures, reserve: float = 0.0) -> np.ndarray:
    return Rates(network, reserve).fair(everybody(network, departures))


def test_zones_share_a_bottleneck_by_their_vehicles() -> None:
    """1 veh/s for 6,000 and 3,000 vehicles as far away: 2/3 and 1/3 veh/s."""
    network = roads([("a", "m", 60, 5), ("b", "m", 60, 5), ("m", "x", 60, 1)], ["x"])
    ready = at_once(network, {"a": 6000.0, "b": 3000.0})
    assert _fair(network, ready) == pytest.approx([2 / 3, 1 / 3], rel=1e-6)
    assert _fair(network, ready, reserve=0.1) == pytest.approx([0.6, 0.3], rel=1e-6)


def test_a_zone_with_its_own_bottleneck_does_not_hold_up_the_others() -> None:
    """a leaves by 0.1 veh/s; what it does not use of the exit's 1 veh/s goes to b."""
    network = roads([("a", "m", 60, 0.1), ("b", "m", 60, 5), ("m", "x", 60, 1)], ["x"])
    rates = _fair(network, at_once(network, {"a": 6000.0, "b": 6000.0}))
    assert rates == pytest.approx([0.1, 0.9], abs=1e-5)


def test_who_drives_longer_gets_a_higher_rate_and_all_arrive_together() -> None:
    """3,600 vehicles each over 1 veh/s, one zone 1,800 s further: with rates r and 1 - r the last of both arrive
    together: 3,600 / r + 1,860 = 3,600 / (1 - r) + 60. Corrected once they come within 3 % of that."""
    network = roads([("far", "m", 1800, 5), ("near", "m", 0.1, 5), ("m", "x", 60, 1)], ["x"])
    far, near = _fair(network, at_once(network, {"far": 3600.0, "near": 3600.0}))
    assert far + near == pytest.approx(1.0, abs=1e-5)
    assert 3600 / far + 1860 == pytest.approx(3600 / near + 60, rel=0.03)


def test_a_road_that_is_full_before_its_capacity_carries_less() -> None:
    """20 vehicles on 1,000 m at 20 m/s and waves of 5 m/s: 20 / (50 + 200) veh/s."""
    network = replace(roads([("s", "x", 50, 1)], ["x"]), jam_veh_m=np.array([0.02]), wave_speed_m_s=np.array([5.0]))
    assert carried_veh_s(network) == pytest.approx([0.08])
    assert carried_veh_s(network.with_capacity(np.array([0.01]))) == pytest.approx([0.01])
    assert carried_veh_s(network.with_capacity(np.array([0.0]))).tolist() == [0.0]


def test_the_peak_is_the_busiest_hour() -> None:
    times = np.array([0.0, 1800.0, 3600.0, 10800.0])
    ready = Departures(np.array([0]), times, np.array([[0.0], [100.0], [500.0], [600.0]]), np.array([2.5]))
    # The hour from 0 to 3,600 s: 500. Half an hour later it is 400 + 100 / 4.
    assert peak_rate(ready) == pytest.approx([500 / 3600])
    ready = replace(ready, released_veh=np.array([[900.0], [900.0], [900.0], [900.0]]))
    assert peak_rate(ready) == pytest.approx([0.25])


def test_who_cannot_get_away_is_named() -> None:
    network = roads([("s", "x", 60, 1), ("x", "lost", 60, 1)], ["x"])
    with pytest.raises(NoWayOutError, match="lost"):
        _fair(network, at_once(network, {"lost": 5.0}))
    assert _fair(network, at_once(network, {"s": 5.0, "lost": 0.0}))[1] == 0.0


def test_more_levels_than_are_raised_one_by_one() -> None:
    """Twenty zones, each with a road of its own: all roads are used in full."""
    capacity = 0.01 * np.arange(1, 21)
    network = roads([(f"z{at}", f"x{at}", 60, c) for at, c in enumerate(capacity)], [f"x{at}" for at in range(20)])
    rates = _fair(network, at_once(network, {f"z{at}": 5000.0 for at in range(20)}))
    assert rates == pytest.approx(capacity, rel=1e-4)


def test_who_is_ready_shares_what_is_left_beside_what_is_fair() -> None:
    """An exit of 1 veh/s: 0.4 is for a, which can use 0.5; what is left goes to a up to that, and to b."""
    network = roads([("a", "m", 60, 5), ("b", "m", 60, 5), ("m", "x", 60, 1)], ["x"])
    leaving = everybody(network, at_once(network, {"a": 6000.0, "b": 3000.0}))
    leaving = replace(leaving, most_veh_s=np.array([0.5, 2.0]))
    rates = Rates(network, 0.0)
    assert rates.raised(leaving, np.array([0.4, 0.0])) == pytest.approx([0.5, 0.5], rel=1e-6)
    assert rates.together(leaving) == pytest.approx(1.0, rel=1e-6)
    assert Rates(network, 0.2).together(leaving) == pytest.approx(0.8, rel=1e-6)
    assert rates.together(replace(leaving, most_veh_s=np.array([0.5, 0.1]))) == pytest.approx(0.6, rel=1e-6)


def narrowest(network: RoadNetwork, rates: dict[int, float]) -> float:
    """Return the least of capacity out of a set of nodes per rate within it, over all sets: the slow twin."""
    least = np.inf
    for size in range(1, network.n_nodes + 1):
        for chosen in combinations(range(network.n_nodes), size):
            inside = np.isin(np.arange(network.n_nodes), chosen)
            rate = sum(rate for node, rate in rates.items() if inside[node])
            if rate > 0:
                out = inside[network.begin] & ~inside[network.end]
                capacity = network.capacity_veh_s[out].sum() + network.exit_capacity_veh_s[inside[network.exits]].sum()
                least = min(least, float(capacity) / rate)
    return least


@given(networks(most_nodes=6), st.lists(st.integers(0, 9000), min_size=6, max_size=6), st.floats(0.1, 2.0))
def test_no_cut_has_room_for_all_rates_to_be_higher(
    network: RoadNetwork, vehicles: list[int], exit_veh_s: float
) -> None:
    """Whoever is held is behind a cut that is full; and no cut has to carry more than it can."""
    network = replace(network, exit_capacity_veh_s=np.full(len(network.exits), exit_veh_s))
    departures = at_once(network, {name: float(vehicles[at]) for at, name in enumerate(network.node_ids)})
    try:
        rates = _fair(network, departures)
    except NoWayOutError:
        return
    room = narrowest(network, dict(zip(departures.nodes.tolist(), rates.tolist(), strict=True)))
    held = rates < peak_rate(departures) * (1 - 1e-6)
    assert room >= 1 - 1e-5
    if held.any():
        assert room == pytest.approx(1.0, abs=1e-5)
