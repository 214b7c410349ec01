# SPDX-License-Identifier: EUPL-1.2
"""Closed forms of queues on roads, and what the verb says of input that cannot be."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.evacuation.simulation.roads import HOUR, follow, nearer_exit, roads, steady, street_grid
from weerbaar.evacuation.demand import Departures, departures_of
from weerbaar.evacuation.network import read_instance
from weerbaar.evacuation.simulation import Outcome, RouteShares, ShareError, SimulationError, simulate
from weerbaar.evacuation.simulation.simulating import choose_step

FREE = 1e9
"""Capacity of an exit that holds up nobody, veh/h."""


def standing(outcome: Outcome) -> np.ndarray:
    """Vehicles in queues at each moment, on the road or before it."""
    return np.asarray(outcome.waiting_veh.sum(1) + outcome.queued_veh.sum(1))


def veh_hours(times_s: np.ndarray, vehicles: np.ndarray) -> float:
    return float(np.trapezoid(vehicles, times_s)) / HOUR


def test_single_bottleneck_with_logistic_departures() -> None:
    """20,000 vehicles, half of them by 3 h, spread 0.5 h, over 3,000 veh/h: closed form by integration."""
    times = np.arange(0, 14 * HOUR + 1, 30.0)
    released = 20_000 / (1 + np.exp(-(times / HOUR - 3) / 0.5))
    network = roads([("a", "b", 1, 72, 3000, 1e3)], {"b": FREE})
    departures = Departures(np.array([0]), times, (released - released[0])[:, None], np.array([2.5]))
    found = simulate(network, departures, follow(network), step_s=10, bin_s=60)
    queue, hours = standing(found), found.times_s / HOUR
    worst = int(queue.argmax())
    assert queue[worst] == pytest.approx(9_473.6, abs=0.5)
    assert hours[worst] == pytest.approx(4.2099, abs=0.01)
    assert hours[np.argmax(queue > 0.5)] == pytest.approx(1.7901, abs=0.05)
    assert np.interp(-100.0, -queue[worst:], hours[worst:]) == pytest.approx(7.9119, abs=0.05)
    assert veh_hours(found.times_s, queue) == pytest.approx(31_171.9, rel=2e-4)


def test_ready_at_the_start_through_one_road() -> None:
    """Clearance is free time and vehicles over capacity."""
    network = roads([("1", "2", 2, 72, 1800, 150)], {"2": 1800})
    departures = Departures(np.array([0]), np.array([0.0, 1.0]), np.full((2, 1), 10_000.0), np.array([2.5]))
    found = simulate(network, departures, follow(network), step_s=10)
    assert found.times_s[-1] == pytest.approx(100 + 20_000, abs=900)
    assert found.clearance().last_h == pytest.approx((100 + 9_999 * 2) / HOUR, abs=1e-6)


def test_merge() -> None:
    """1,500 + 1,500 veh/h for an hour into 1,800 veh/h."""
    network = roads(
        [("a", "c", 10, 100, 1800, 150), ("b", "c", 10, 100, 1800, 150), ("c", "d", 10, 100, 1800, 150)], {"d": FREE}
    )
    found = simulate(network, steady(network, {"a": 1500, "b": 1500}, 1), follow(network), step_s=10, bin_s=10)
    queue = standing(found)
    assert queue.max() == pytest.approx(1200, abs=1e-6)
    assert veh_hours(found.times_s, queue) == pytest.approx(1000, rel=1e-4)
    left = found.left_veh[:, :2].sum(1)
    assert found.times_s[np.argmax(left > 3000 - 1e-6)] == pytest.approx(1.66667 * HOUR + 360, abs=10)
    assert found.queued_veh[:, 0] == pytest.approx(found.queued_veh[:, 1])


def test_merge_of_a_motorway_and_a_lane_divides_by_capacity() -> None:
    network = roads(
        [("a", "c", 10, 100, 3600, 300), ("b", "c", 10, 100, 1800, 150), ("c", "d", 10, 100, 3600, 300)], {"d": FREE}
    )
    found = simulate(network, steady(network, {"a": 3000, "b": 1500}, 1), follow(network), step_s=10, horizon_s=HOUR)
    flow = np.diff(found.left_veh, axis=0)[-1] / 900 * HOUR
    assert flow[:2] == pytest.approx([2400, 1200])


def test_diverge_first_in_first_out_holds_up_who_wants_the_free_road() -> None:
    """2,000 veh/h, half to a road for 500 veh/h: 500 + 500."""
    network = roads(
        [("a", "b", 5, 100, 2000, 150), ("b", "c", 5, 100, 500, 150), ("b", "d", 5, 100, 2000, 150)],
        {"c": FREE, "d": FREE},
    )
    found = simulate(network, steady(network, {"a": 2000}, 1), follow(network), step_s=10, horizon_s=HOUR)
    assert np.diff(found.arrived_veh, axis=0)[-1] * 4 == pytest.approx([500.0, 500.0])


LANE_DROP = roads([("a", "b", 5, 90, 3750, 250), ("b", "c", 5, 90, 1875, 125)], {"c": FREE}, wave_km_h=18)


def test_lane_drop_shock_wave() -> None:
    """Two lanes to one, u = 90 and w = 18 km/h, 125 veh/km jam density a lane, 3,000 veh/h for ever."""
    found = simulate(
        LANE_DROP, steady(LANE_DROP, {"a": 3000}, 2), follow(LANE_DROP), step_s=10, bin_s=10, horizon_s=5000
    )
    free = 5 / 90

    def on_road(hours: float) -> float:
        return float(np.interp(hours * HOUR, found.times_s, found.on_link_veh[:, 0]))

    def flow(counts: np.ndarray, hours: float) -> float:
        return (
            float(
                np.interp((hours + 0.02) * HOUR, found.times_s, counts) - np.interp(hours * HOUR, found.times_s, counts)
            )
            / 0.02
        )

    assert on_road(free) == pytest.approx(5 * 33.333, abs=0.01)
    assert flow(found.left_veh[:, 0], free + 0.2) == pytest.approx(1875)
    for after in (0.1, 0.25, 0.4):
        tail = 10 * after
        assert on_road(free + after) == pytest.approx((5 - tail) * 33.333 + tail * 145.833, abs=0.1)
    assert flow(found.entered_veh[:, 0], free + 0.47) == pytest.approx(3000)
    assert flow(found.entered_veh[:, 0], free + 0.51) == pytest.approx(1875)
    assert on_road(free + 0.6) == pytest.approx(5 * 145.833, abs=0.1)
    assert np.interp((free + 0.6) * HOUR, found.times_s, found.waiting_veh[:, 0]) == pytest.approx(0.1 * 1125, abs=0.5)


def test_spillback_reaches_a_road_that_has_nothing_to_do_with_it() -> None:
    """A full road to c holds up at a who goes to d, from the moment that the queue has grown over the road."""
    network = roads(
        [("a", "b", 5, 90, 3750, 250), ("b", "c", 2.5, 90, 1875, 125), ("b", "d", 5, 90, 1875, 125)],
        {"c": 600, "d": FREE},
        wave_km_h=18,
    )
    found = simulate(network, steady(network, {"a": 2400}, 2), follow(network), step_s=10, bin_s=60, horizon_s=2 * HOUR)
    to_d = np.diff(found.entered_veh[:, 2]) * 60
    # The exit passes 600 veh/h: 91.667 veh/km in the queue of one lane against 13.333 that come; shock −7.6596 km/h.
    full = 5 / 90 + 2.5 / 90 + 2.5 / ((1200 - 600) / (125 - 600 / 18 - 1200 / 90))
    minutes = found.times_s[1:] / 60
    assert to_d[minutes < full * 60 - 1].max() == pytest.approx(1200)
    assert to_d[minutes > full * 60 + 2] == pytest.approx(600)


def test_a_bottleneck_with_a_queue_loses_capacity() -> None:
    network = roads([("a", "b", 5, 100, 3600, 300), ("b", "c", 5, 100, 1800, 150)], {"c": FREE})
    for asked, drop, passed in ((3000, 0.1, 1620), (3000, 0.0, 1800), (1800, 0.1, 1800)):
        departures = steady(network, {"a": asked}, 1)
        found = simulate(network, departures, follow(network), step_s=10, horizon_s=HOUR, capacity_drop=drop)
        assert np.diff(found.left_veh[:, 0])[-1] * 4 == pytest.approx(passed)


def test_an_exit_that_some_pass() -> None:
    """Half leave at b, the others drive on to c."""
    network = roads([("a", "b", 5, 100, 1800, 150), ("b", "c", 5, 100, 1800, 150)], {"b": FREE, "c": FREE})
    guide = RouteShares(900.0, np.array([[1.0, 0.5]]), np.array([[0.5, 1.0]]))
    found = simulate(network, steady(network, {"a": 1000}, 1), guide, step_s=10)
    assert found.arrived_veh[-1] == pytest.approx([500, 500])


def test_who_sets_out_competes_with_who_comes_by() -> None:
    network = roads([("a", "b", 5, 100, 1800, 150), ("b", "c", 5, 100, 1800, 150)], {"c": FREE})
    departures = steady(network, {"a": 1800, "b": 1800}, 1)
    for priority, coming in ((1.0, 900.0), (0.5, 1200.0)):
        found = simulate(network, departures, follow(network), step_s=10, horizon_s=2400, origin_priority=priority)
        assert np.diff(found.left_veh[:, 0])[-1] * HOUR / (found.times_s[-1] - found.times_s[-2]) == pytest.approx(
            coming
        )


def test_gridlock_is_told_with_the_place() -> None:
    """A ring where everybody has to pass the others, and half of the people at b go round."""
    network = roads(
        [("a", "b", 0.5, 50, 1800, 150), ("b", "a", 0.5, 50, 1800, 150), ("b", "c", 0.5, 50, 100, 150)], {"c": FREE}
    )
    guide = follow(network, {"b-a": 3.0})
    found = simulate(network, steady(network, {"a": 1500, "b": 1500}, 1), guide, step_s=10)
    assert found.stuck_veh > 100
    assert found.out_veh[-1] + found.stuck_veh == pytest.approx(found.total_veh)
    assert found.clearance().last_h is None
    assert "a → b" in found.warnings[0].en
    assert "staan vast" in found.warnings[0].nl
    assert found.times_s[-1] < 72 * HOUR


def test_who_has_no_way_out_waits_and_is_told() -> None:
    network = roads(
        [("a", "b", 5, 100, 1800, 150), ("b", "a", 5, 100, 1800, 150), ("d", "c", 5, 100, 1800, 150)], {"c": FREE}
    )
    guide = RouteShares(900.0, np.array([[0.0, 0.0, 1.0]]), np.ones((1, 1)))
    found = simulate(network, steady(network, {"a": 100, "d": 100}, 1), guide, step_s=10)
    assert found.stuck_veh == pytest.approx(100)
    assert found.out_veh[-1] == pytest.approx(100)
    assert "they wait at the start" in found.warnings[0].en


def test_a_horizon_ends_the_run_and_says_who_is_not_safe() -> None:
    network = roads([("a", "b", 5, 100, 1800, 150)], {"b": FREE})
    found = simulate(network, steady(network, {"a": 3600}, 1), follow(network), step_s=10, horizon_s=1800)
    assert found.times_s[-1] == 1800
    assert found.stuck_veh == 0
    assert found.total_veh == 3600
    assert [warning.en for warning in found.warnings] == ["at the end of the run 2,790 vehicles are not safe yet."]


def test_a_road_shorter_than_a_step_is_said_and_carries_its_capacity() -> None:
    network = roads([("a", "b", 0.02, 100, 1800, 150), ("b", "c", 2, 100, 1800, 150)], {"c": FREE})
    assert choose_step(network) == 5.0
    found = simulate(network, steady(network, {"a": 1800}, 1), follow(network))
    assert "tot 4,3 s langer" in found.warnings[0].nl
    assert found.waiting_veh.max() == pytest.approx(0, abs=1e-9)
    assert found.clearance().last_h == pytest.approx(1 + (5 + 72 - 2) / HOUR, abs=1e-3)


@pytest.mark.parametrize(("km", "step_s"), [(10.0, 30.0), (0.5, 15.0), (0.3, 10.0), (0.01, 5.0)])
def test_the_step_follows_the_shortest_road(km: float, step_s: float) -> None:
    assert choose_step(roads([("a", "b", km, 100, 1800, 150)], {"b": FREE})) == step_s


def test_progress_goes_to_one() -> None:
    network = roads([("a", "b", 5, 100, 1800, 150)], {"b": FREE})
    told: list[float] = []
    simulate(network, steady(network, {"a": 1800}, 1), follow(network), progress=told.append)
    assert told == sorted(told)
    assert told[-1] == pytest.approx(1.0)


def test_the_same_input_gives_the_same_bytes() -> None:
    runs = [simulate(LANE_DROP, steady(LANE_DROP, {"a": 3000}, 1), follow(LANE_DROP)) for _ in range(2)]
    for name in ("arrived_veh", "waiting_veh", "on_link_veh", "queued_veh", "entered_veh", "times_s"):
        assert getattr(runs[0], name).tobytes() == getattr(runs[1], name).tobytes()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"step_s": 0.0}, "the step"),
        ({"bin_s": -1.0}, "between two results"),
        ({"horizon_s": 0.0}, "the end"),
        ({"origin_priority": 0.0}, "weight of who sets out"),
        ({"capacity_drop": 1.0}, "capacity lost"),
    ],
)
def test_numbers_that_cannot_be(options: dict[str, float], said: str) -> None:
    with pytest.raises(SimulationError, match=said):
        simulate(LANE_DROP, steady(LANE_DROP, {"a": 3000}, 1), follow(LANE_DROP), **options)  # type: ignore[arg-type]


def test_departures_and_shares_of_another_network() -> None:
    departures = Departures(np.array([7]), np.array([0.0, 1.0]), np.zeros((2, 1)), np.array([2.5]))
    with pytest.raises(SimulationError, match="another network"):
        simulate(LANE_DROP, departures, follow(LANE_DROP))
    with pytest.raises(ShareError):
        simulate(LANE_DROP, steady(LANE_DROP, {"a": 1}, 1), RouteShares(900.0, np.ones((1, 1)), np.ones((1, 1))))


def test_a_grid_as_the_peers_have_it() -> None:
    """UXsim: half out at 7.6 h, 90 % at 13.2 h, the last at 14.9 h; its drivers choose, these divide over all ways."""
    network, departures = street_grid(11, 200_000)
    hours = simulate(network, departures, nearer_exit(network)).clearance()
    assert hours.t50_h == pytest.approx(7.6, abs=0.3)
    assert hours.t90_h == pytest.approx(13.2, abs=0.4)
    assert hours.last_h == pytest.approx(14.9, abs=0.6)


def test_the_grid_is_that_of_the_peers(shared: Path) -> None:
    instance = read_instance(shared / "data/networks/evac_instances/grid11x11_200k.json")
    given = simulate(instance.network, departures_of(instance), nearer_exit(instance.network)).clearance()
    network, departures = street_grid(11, 200_000)
    made = simulate(network, departures, nearer_exit(network)).clearance()
    for name in ("t50_h", "t90_h", "last_h"):
        assert getattr(given, name) == pytest.approx(getattr(made, name), abs=0.02)
