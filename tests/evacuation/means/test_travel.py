# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.evacuation.demand.crossroads import crossroads
from tests.evacuation.means.fleets import buses, by_hour, leg_h, text, travel
from weerbaar.evacuation.means import Hourly, Means, MeansError, Traffic, TravelTimes, travel_times
from weerbaar.evacuation.network import RoadNetwork

HELI = Means("heli", text("heli"), "air", 1, "west", {"lying": 2}, speed_m_s=50.0, detour=1.2)
PLACES = {"west": (0,), "hall": (3,), "east": (2, 1)}


def test_over_the_roads() -> None:
    times = travel_times(crossroads(), PLACES)
    # a to b to safe: two links of 10 km at 20 m/s; from b, the nearer of two nodes, one. Nothing leads from the hall to
    # a; into a and c, which no road leads to, go the roads out of them.
    assert times.road_s.tolist() == [[0, 1000, 500], [np.inf, 0, 500], [500, 500, 0]]
    assert times.of(buses()) is times.road_s


def traffic(network: RoadNetwork, queued_s: list[list[float]], wait_s: float = 0.0) -> Traffic:
    """Times over the roads by the quarter of an hour; who sets out at a waits at first."""
    wait = np.zeros((len(queued_s), network.n_nodes))
    wait[0, 0] = wait_s
    free_s = np.tile(network.free_time_s, (len(queued_s), 1))
    return Traffic(900.0, np.array(queued_s), free_s, wait)


def hourly(times: TravelTimes) -> Hourly:
    assert times.hourly is not None
    return times.hourly


def test_with_the_queues_of_the_hour_at_which_each_road_is_entered() -> None:
    """From a to safe over b: at first 900 s and then 1,300 s; a quarter later 500 s and 5/9 of the way to 500 s."""
    queued = [[900.0, 500.0, 500.0], [500.0, 1300.0, 500.0], [500.0, 500.0, 500.0]]
    times = travel_times(crossroads(), PLACES, traffic(crossroads(), queued))
    assert times.road_s[0, 1] == 1000
    assert hourly(times).queued_s[:, 0, 1] == pytest.approx([2200, 500 + 1300 - 800 * 5 / 9, 1000])
    assert np.array_equal(hourly(times).past_s, np.broadcast_to(times.road_s, (3, 3, 3)))
    # Against the stream roads that only lead out are free.
    assert hourly(times).queued_s[:, 1, 2].tolist() == [500, 500, 500]


def test_who_sets_out_stands_in_line_with_who_leaves_there() -> None:
    times = travel_times(crossroads(), PLACES, traffic(crossroads(), [[500.0] * 3] * 3, wait_s=300.0))
    assert hourly(times).queued_s[:, 0, 1].tolist() == [1300, 1000, 1000]
    assert leg_h(times, buses(), "west", "hall", 0.125) == pytest.approx(1150 / 3600)
    assert leg_h(times, buses(past_queues=True), "west", "hall", 0.125) == pytest.approx(1000 / 3600)
    assert leg_h(times, buses(), "west", "hall", 99.0) == pytest.approx(1000 / 3600)


def test_who_sets_out_later_never_arrives_earlier() -> None:
    random = np.random.default_rng(3)
    queued_s = random.uniform(500, 4000, (12, 3))
    queued_s[4:6, 1] = np.inf
    times = travel_times(crossroads(), PLACES, traffic(crossroads(), queued_s.tolist(), 2000.0))
    arrives_s = 900.0 * np.arange(12)[:, None, None] + hourly(times).queued_s
    assert np.isfinite(hourly(times).queued_s[:, 0, 1]).all()
    assert np.all(arrives_s[1:] >= arrives_s[:-1])


def test_through_the_air_it_does_not_matter_when() -> None:
    times = by_hour(travel(("z", "r"), [[0, 1], [1, 0]]), [1, 5])
    heli = Means("heli", text("heli"), "air", 1, "r", {"lying": 2}, speed_m_s=10.0)
    assert not times.varies(heli)
    assert times.varies(buses())
    assert leg_h(times, heli, "r", "z", 1.0) == pytest.approx(1.0)
    assert leg_h(times, buses(), "r", "z", 1.0) == pytest.approx(5.0)


def test_of_parallel_roads_the_quickest() -> None:
    network = crossroads((("a", "safe"), ("a", "safe"), ("a", "safe")))
    network = replace(network, length_m=np.array([18_000.0, 6_000.0, 12_000.0]))
    assert travel_times(network, PLACES).road_s[0, 1] == 300


def test_through_the_air() -> None:
    network = replace(crossroads(), crs="EPSG:28992", x=np.arange(5) * 3000.0, y=np.arange(5) * 4000.0)
    times = travel_times(network, PLACES)
    assert times.straight_m[0].tolist() == [0, 15_000, 10_000]
    assert times.of(HELI)[0] == pytest.approx([0, 15_000 * 1.2 / 50, 240])


def test_without_reference_system_distances_are_not_known() -> None:
    with pytest.raises(MeansError) as caught:
        travel_times(crossroads(), PLACES).of(HELI)
    assert "heli: de afstanden zijn niet bekend" in caught.value.render("nl")


def test_bad_input_gives_one_message() -> None:
    with pytest.raises(MeansError, match="another network"):
        travel_times(crossroads(), PLACES, Traffic(900.0, np.zeros((1, 2)), np.zeros((1, 2)), np.zeros((1, 5))))
    with pytest.raises(MeansError, match="x lies at no node"):
        travel_times(crossroads(), {"x": ()})
