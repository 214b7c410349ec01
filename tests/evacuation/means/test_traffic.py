# SPDX-License-Identifier: EUPL-1.2
"""How long roads take in a simulated evacuation: queues in closed form, lines at a zone, roads that close."""

from __future__ import annotations

import numpy as np
import pytest

from tests.evacuation.routing.roads import even, roads
from weerbaar.evacuation.demand import Departures
from weerbaar.evacuation.means import Traffic, traffic_of, travel_times
from weerbaar.evacuation.network import RoadNetwork
from weerbaar.evacuation.routing import free_flow
from weerbaar.evacuation.simulation import Closure, Measure, simulate


def driven(net: RoadNetwork, leaving: Departures, *measures: Measure) -> Traffic:
    outcome = simulate(net, leaving, free_flow(net), measures=measures, step_s=5.0, bin_s=300.0)
    return traffic_of(outcome, leaving, measures)


def test_in_the_queue_of_a_narrow_road() -> None:
    """1 veh/s for 900 s through 0.5 veh/s: who comes t after the first waits t more."""
    net = roads([("s", "m", 300, 1.0), ("m", "t", 300, 0.5), ("t", "m", 300, 0.5)], ["t"])
    found = driven(net, even(net, "s", 1.0, 900.0))
    assert found.period_s == 300.0
    expected = 300.0 + np.array([0, 300, 600, 900, 600, 300, 0])
    np.testing.assert_allclose(found.queued_s[:7, 0], expected, atol=15)
    assert np.all(found.queued_s[:, 1:] == 300.0)
    assert np.all(found.free_s == 300.0)
    assert np.all(found.wait_s == 0.0)


def test_a_road_without_a_queue_is_free_to_the_second() -> None:
    """Straight between two moments, the curves of departures that rise and fall would say up to 170 s more."""
    net = roads([("s", "t", 130, 1.0)], ["t"])
    times_s = np.linspace(0.0, 3600.0, 13)
    leaving = Departures(
        nodes=np.array([0]), times_s=times_s, people_per_vehicle=np.ones(1),
        released_veh=900.0 * np.sin(np.pi * times_s / 7200.0)[:, None] ** 2,
    )  # fmt: skip
    found = driven(net, leaving)
    assert np.all(found.queued_s == found.free_s)
    assert np.all(found.wait_s == 0.0)


def test_in_line_with_who_leaves_there() -> None:
    """1 veh/s for 900 s onto a road of 0.5 veh/s: who sets out at t waits t before the road begins."""
    net = roads([("s", "t", 300, 0.5), ("t", "s", 300, 0.5)], ["t"])
    found = driven(net, even(net, "s", 1.0, 900.0))
    np.testing.assert_allclose(found.wait_s[:4, 0], [0, 300, 600, 900], atol=15)
    np.testing.assert_allclose(found.wait_s[:, 1], 0.0)
    np.testing.assert_allclose(found.queued_s, 300.0, atol=10)
    times = travel_times(net, {"zone": (0,), "hall": (1,)}, found)
    assert times.hourly is not None
    # With the stream in line and over the road; against it only over the road.
    np.testing.assert_allclose(times.hourly.queued_s[:4, 0, 1], [300, 600, 900, 1200], atol=20)
    np.testing.assert_allclose(times.hourly.queued_s[:, 1, 0], 300.0, atol=10)
    np.testing.assert_allclose(times.hourly.past_s[:, 0, 1], 300.0)


def test_a_road_that_opens_after_everybody_is_safe() -> None:
    net = roads([("s", "t", 300, 1.0), ("t", "s", 300, 1.0)], ["t"])
    found = driven(net, even(net, "s", 0.1, 300.0), Closure(link="l1", from_s=0.0, to_s=9000.0))
    assert np.isinf(found.queued_s[:30, 1]).all()
    assert found.queued_s[30, 1] == 300.0
    times = travel_times(net, {"zone": (0,), "hall": (1,)}, found)
    assert times.hourly is not None
    # Who wants to go in before waits until the road opens; past the queues too.
    for into in (times.hourly.queued_s[:, 1, 0], times.hourly.past_s[:, 1, 0]):
        np.testing.assert_allclose(into[[0, 10, 29, 30]], [9300, 6300, 600, 300])


def test_who_stands_still_for_ever_never_comes_off() -> None:
    net = roads([("s", "m", 300, 1.0), ("m", "t", 300, 1.0)], ["t"])
    found = driven(net, even(net, "s", 1.0, 900.0), Closure(link="l1", from_s=600.0))
    # The first to enter by 300 s come to the closed road at 600 s.
    assert found.queued_s[0, 0] == pytest.approx(300.0, abs=10)
    assert np.isinf(found.queued_s[2:, 0]).all()
    times = travel_times(net, {"zone": (0,), "hall": (2,)}, found)
    assert times.hourly is not None
    assert np.isinf(times.hourly.queued_s[2:, 0, 1]).all()
