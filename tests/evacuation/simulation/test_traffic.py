# SPDX-License-Identifier: EUPL-1.2
"""Times and storages that go together, and the state that who guides sees."""

from __future__ import annotations

import numpy as np
import pytest

from tests.evacuation.simulation.roads import HOUR, follow, roads, steady
from weerbaar.evacuation.network import RoadNetwork
from weerbaar.evacuation.simulation import (
    STANDSTILL,
    Closure,
    Guide,
    Incident,
    Measure,
    RoadState,
    ShareError,
    simulate,
)
from weerbaar.evacuation.simulation.conditions import Conditions
from weerbaar.evacuation.simulation.traffic import Traffic, times_on_link

FREE = 1e9


def both_ways(
    network: RoadNetwork, capacity: float = 1.0, speed: float = 1.0, step_s: float = 5.0
) -> tuple[float, ...]:
    ones = np.ones(network.n_links)
    found = times_on_link(network, capacity * network.capacity_veh_s, speed * ones, ones, step_s)
    return tuple(float(values[0]) for values in found)


def test_a_triangular_diagram_carries_its_capacity_exactly() -> None:
    """Free and wave time together, times the capacity, are the storage."""
    network = roads([("a", "b", 5, 90, 1875, 125)], {"b": FREE}, wave_km_h=18)
    assert both_ways(network) == pytest.approx((200.0, 1000.0, 625.0))


def test_a_capacity_beyond_the_diagram_is_believed_and_the_wave_follows() -> None:
    network = roads([("a", "b", 5, 90, 1875, 125)], {"b": FREE}, wave_km_h=18)
    free, wave, storage = both_ways(network, capacity=1.2)
    assert (free, storage) == (200.0, 625.0)
    assert (free + wave) * 1.2 * 1875 / HOUR == pytest.approx(625.0)
    free, wave, _ = both_ways(network, speed=0.5)
    assert (free, wave) == pytest.approx((400.0, 800.0))


def test_a_short_road_takes_a_step_and_holds_what_it_carries_in_it() -> None:
    network = roads([("a", "b", 0.01, 90, 1800, 150)], {"b": FREE})
    assert both_ways(network, step_s=10.0) == pytest.approx((10.0, 10.0, 10.0))


def test_a_road_without_capacity_does_not_break_the_times() -> None:
    network = roads([("a", "b", 1, 90, 0, 0)], {"b": FREE})
    assert np.all(np.isfinite(both_ways(network)))


class Watcher:
    """A guide that remembers what it has seen."""

    period_s = 900.0

    def __init__(self, network: RoadNetwork) -> None:
        self.seen: list[RoadState] = []
        self.plan = follow(network)

    def shares(self, state: RoadState) -> tuple[np.ndarray, np.ndarray]:
        self.seen.append(state)
        return self.plan.links[0], self.plan.exits[0]


def watch(network: RoadNetwork, veh_h: float, measures: list[Measure], hours: float = 3) -> list[RoadState]:
    watcher = Watcher(network)
    guide: Guide = watcher  # type: ignore[assignment]
    simulate(network, steady(network, {"a": veh_h}, hours), guide, measures=measures, step_s=10, horizon_s=hours * HOUR)
    return watcher.seen


def test_a_guide_is_asked_every_period_and_sees_queues_as_time() -> None:
    network = roads([("a", "b", 10, 100, 1800, 150), ("b", "c", 10, 100, 1800, 150)], {"c": FREE})
    seen = watch(network, 1500, [Incident(link="a-b", from_s=HOUR, to_s=2 * HOUR, remaining=0.5)])
    assert [state.time_s for state in seen] == [900.0 * at for at in range(12)]
    assert seen[0].travel_time_s == pytest.approx([360, 360])
    assert seen[2].travel_time_s == pytest.approx([360, 360])
    assert seen[2].on_link_veh == pytest.approx([150, 150])
    # At 1.5 h 300 vehicles wait for 900 veh/h, at 2 h 600 for 1,800 veh/h (they were served at 900 until now).
    assert seen[6].travel_time_s[0] == pytest.approx(360 + 1200)
    assert seen[6].capacity_veh_s * HOUR == pytest.approx([900, 1800])
    assert seen[9].travel_time_s[0] == pytest.approx(360 + 525 / 0.5)


def test_a_queue_from_further_on_costs_what_leaves_it() -> None:
    """The exit passes 600 veh/h of 1,200: the road before is as slow, though it could carry 1,800."""
    network = roads([("a", "b", 10, 100, 1800, 150), ("b", "c", 1, 100, 1800, 150)], {"c": 600})
    seen = watch(network, 1200, [])
    queued = seen[-1].on_link_veh[0] - 600 * 0.1
    assert seen[-1].travel_time_s[0] == pytest.approx(360 + queued / 600 * HOUR, rel=0.05)


def test_a_closed_road_takes_for_ever_and_a_standstill_does_not() -> None:
    network = roads([("a", "b", 5, 100, 1800, 150), ("b", "c", 5, 100, 1800, 150)], {"c": FREE})
    seen = watch(network, 1000, [Closure(link="b-c", from_s=HOUR)])
    assert seen[-1].travel_time_s[1] == np.inf
    assert seen[-1].capacity_veh_s[1] == 0
    standing = seen[-1].on_link_veh[0]
    assert seen[-1].travel_time_s[0] == pytest.approx(180 + standing / (0.5 * STANDSTILL))
    assert seen[-1].waiting_veh[0] > 100


def test_shares_of_a_guide_are_held_against_the_network() -> None:
    network = roads([("a", "b", 5, 100, 1800, 150)], {"b": FREE})
    watcher = Watcher(network)
    watcher.plan = follow(roads([("a", "b", 5, 100, 1800, 150), ("b", "c", 5, 100, 1800, 150)], {"c": FREE}))
    with pytest.raises(ShareError):
        simulate(network, steady(network, {"a": 1}, 1), watcher)  # type: ignore[arg-type]


def test_vehicles_that_wait_at_the_start_come_onto_the_road() -> None:
    network = roads([("a", "b", 1, 72, 1800, 150)], {"b": FREE})
    traffic = Traffic(network, 10.0, usual=Conditions.usual(network))
    traffic.waits(np.array([0]), np.array([12.0]))
    traffic.direct(np.ones(1), np.ones(1))
    assert traffic.advance(2, np.zeros(2)) == pytest.approx(10)
    assert (traffic.time_s, traffic.waiting_veh[0], traffic.on_link_veh[0]) == pytest.approx((20, 2, 10))
    assert traffic.advance(10, np.zeros(2)) == pytest.approx(2 + 12)
    assert traffic.safe_veh.tolist() == pytest.approx([0.0] * 6 + [5.0, 10.0] + [12.0] * 5)
    assert traffic.arrived_veh == pytest.approx([12])
    assert traffic.inside_veh == pytest.approx(0, abs=1e-12)
    assert traffic.queued_veh == pytest.approx([0], abs=1e-12)
