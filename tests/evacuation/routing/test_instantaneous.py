# SPDX-License-Identifier: EUPL-1.2
"""Drivers who follow the queues of the moment: shares in closed form, no loops, closed roads, and beside UXsim."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evacuation.routing.random_roads import networks
from tests.evacuation.routing.roads import even, roads
from weerbaar.evacuation.demand import departures_of
from weerbaar.evacuation.network import RoadNetwork, read_instance
from weerbaar.evacuation.routing import Instantaneous, RouteError, free_flow
from weerbaar.evacuation.simulation import Closure, RoadState, RouteShares, simulate

TWO = roads([("s", "t", 100, 1.0), ("s", "t", 110, 1.0)], ["t"])


def _state(network: RoadNetwork, time_s: float, travel_time_s: list[float] | npt.NDArray[np.float64]) -> RoadState:
    return RoadState(
        time_s=time_s,
        travel_time_s=np.asarray(travel_time_s, float),
        on_link_veh=np.zeros(network.n_links),
        waiting_veh=np.zeros(network.n_nodes),
        capacity_veh_s=network.capacity_veh_s,
        exit_capacity_veh_s=network.exit_capacity_veh_s,
    )


def test_logit_of_two_roads() -> None:
    """10 % longer with a spread of 0.1: 1 to e^-1, so 0.731 and 0.269 (logistic of 1)."""
    links, exits = Instantaneous(TWO).shares(_state(TWO, 0.0, [100, 110]))
    np.testing.assert_allclose(links, [1 / (1 + np.exp(-1)), 1 / (1 + np.exp(1))], rtol=1e-12)
    assert exits.tolist() == [1.0]
    assert Instantaneous(TWO, spread=0.0).shares(_state(TWO, 0.0, [100, 110]))[0].tolist() == [1.0, 0.0]


def test_half_of_the_drivers_look_anew_in_the_half_time() -> None:
    guide = Instantaneous(TWO, spread=0.0, period_s=300.0, half_opinion_s=600.0)
    guide.shares(_state(TWO, 0.0, [100, 110]))
    guide.shares(_state(TWO, 300.0, [200, 110]))
    np.testing.assert_allclose(guide.shares(_state(TWO, 600.0, [200, 110]))[0], [0.5, 0.5], rtol=1e-12)
    # A new run has no opinion yet.
    assert guide.shares(_state(TWO, 0.0, [100, 110]))[0].tolist() == [1.0, 0.0]


@given(networks(), st.data())
def test_shares_are_whole_and_nobody_drives_in_circles(network: RoadNetwork, data: st.DataObject) -> None:
    guide = Instantaneous(network, spread=data.draw(st.sampled_from([0.0, 0.1, 0.5])))
    some = st.sampled_from([5.0, 10.0, 20.0, 300.0, np.inf])
    for period in range(3):
        time = np.array(data.draw(st.lists(some, min_size=network.n_links, max_size=network.n_links)))
        links, exits = guide.shares(_state(network, 300.0 * period, time))
        RouteShares(300.0, links[None, :], exits[None, :]).check(network)
        used = links > 0
        seen = np.zeros(network.n_nodes, bool)
        # Take nodes away from which no used link leads to a node that is left: all go if there is no loop.
        for _ in range(network.n_nodes):
            stays = np.zeros(network.n_nodes, bool)
            stays[network.begin[used & ~seen[network.end]]] = True
            seen = ~stays
        open_links = used & np.isfinite(time)
        if np.all(np.isfinite(time)):
            assert seen.all()
        else:
            assert not np.any(open_links & seen[network.begin] & ~seen[network.end])


def test_a_closed_road_is_left_and_who_has_no_way_waits() -> None:
    net = roads([("s", "t", 100, 1.0), ("s", "t", 150, 1.0)], ["t"])
    leaving = even(net, "s", 0.5, 3600.0)
    one = simulate(net, leaving, Instantaneous(net, spread=0.0), measures=[Closure(link="l0")], bin_s=300.0)
    assert one.entered_veh[-1].tolist() == pytest.approx([0.0, 1800.0], abs=1e-3)
    both = [Closure(link=name, to_s=1800.0) for name in net.link_ids]
    later = simulate(net, leaving, Instantaneous(net), measures=both, bin_s=300.0)
    assert later.waiting_veh[6, net.node_number["s"]] == pytest.approx(900.0, abs=1e-3)
    assert later.out_veh[-1] == pytest.approx(1800.0, abs=1e-3)


def test_queues_spread_people_over_roads_that_one_tree_leaves_empty() -> None:
    """2 veh/s for an hour to two bottlenecks of 1 veh/s: 3,600 s with both in use all the time, 7,200 s with one."""
    net = roads([("s", "a", 60, 4), ("a", "t", 60, 1), ("s", "b", 90, 4), ("b", "t", 60, 1)], ["t"])
    leaving = even(net, "s", 2.0, 3600.0)
    one = simulate(net, leaving, free_flow(net)).clearance().last_h
    two = simulate(net, leaving, Instantaneous(net)).clearance().last_h
    assert one == pytest.approx(7320 / 3600, rel=0.01)
    assert two is not None
    assert 3720 / 3600 - 0.01 <= two <= 1.15 * 3720 / 3600


@pytest.mark.parametrize("wrong", [{"period_s": 0.0}, {"half_opinion_s": -1.0}, {"spread": np.nan}])
def test_settings_out_of_range(wrong: dict[str, float]) -> None:
    with pytest.raises(RouteError):
        Instantaneous(TWO, **wrong)


def _as_uxsim_had_it(network: RoadNetwork) -> RoadNetwork:
    """The same roads with the flow that UXsim 1.15 lets through where all lanes are given to it as one.

    With one lane and a reaction time of 1 s a road of free speed u and jam density k carries u / (u + 1 / k) veh/s,
    less than 1 whatever its lanes; so does the connector behind each exit (20 m/s, 5 veh/m).
    """
    wave = 1 / network.jam_veh_m
    most = network.free_speed_m_s / (network.free_speed_m_s + wave)
    capacity = np.minimum(network.capacity_veh_s, most)
    exit_limit = 20 / (20 + 1 / 5.0)
    return replace(
        network,
        capacity_veh_s=capacity,
        wave_speed_m_s=wave,
        exit_capacity_veh_s=np.minimum(network.exit_capacity_veh_s, exit_limit),
    )


# Hours t50, t90, last out. "As published": UXsim 1.15.1 with every road as one lane; "by lanes": the same with the
# lanes of the roads (platoons of 20 vehicles). Route choice of UXsim: half of the drivers to the best way per 600 s.
BESIDE_UXSIM = [
    ("grid11x11_200k", True, (7.61, 13.2, 14.9)),
    ("anaheim200k", True, (8.0, 14.0, 15.8)),
    pytest.param("chicago200k", True, (6.76, 10.77, 13.95), marks=pytest.mark.thorough),
    ("chicago500k", True, (13.3, 22.9, 27.3)),
    ("grid11x11_200k", False, (7.63, 13.19, 14.98)),
    ("anaheim200k", False, (5.01, 8.29, 9.74)),
    pytest.param("chicago200k", False, (5.06, 7.75, 9.52), marks=pytest.mark.thorough),
    ("chicago500k", False, (8.75, 14.71, 17.39)),
]


@pytest.mark.parametrize(("name", "one_lane", "hours"), BESIDE_UXSIM)
def test_beside_uxsim(shared: Path, name: str, one_lane: bool, hours: tuple[float, float, float]) -> None:
    """Half out within 10 %, nine tenths within 12 %, the last within 18 %: what platoon sizes and seeds change."""
    instance = read_instance(shared / "data" / "networks" / "evac_instances" / f"{name}.json")
    network = _as_uxsim_had_it(instance.network) if one_lane else instance.network
    found = simulate(network, departures_of(instance), Instantaneous(network)).clearance()
    for ours, theirs, tolerance in zip((found.t50_h, found.t90_h, found.last_h), hours, (0.1, 0.12, 0.18), strict=True):
        assert ours == pytest.approx(theirs, rel=tolerance)


def test_zeeland_lies_between_the_peers(shared: Path) -> None:
    """UXsim 9.1/23.1/28.5 h, SUMO 8.7/16.8/22.6 and 9.3/32.1/41.0 h, path4gmns 6.5/14.8/17.5 h."""
    instance = read_instance(shared / "data" / "networks" / "evac_instances" / "nl_zeeland.json")
    found = simulate(instance.network, departures_of(instance), Instantaneous(instance.network)).clearance()
    for ours, least, most in zip(
        (found.t50_h, found.t90_h, found.last_h), (6.5, 14.8, 17.5), (9.3, 32.1, 41.0), strict=True
    ):
        assert ours is not None
        assert least <= ours <= most
