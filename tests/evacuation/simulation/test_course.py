# SPDX-License-Identifier: EUPL-1.2
"""What comes when in a run, and the check that nobody gets lost."""

from __future__ import annotations

import numpy as np
import pytest

from tests.evacuation.simulation.roads import HOUR, follow, random_roads, roads, steady
from weerbaar.evacuation.demand import Departures
from weerbaar.evacuation.simulation import Closure, RouteShares, simulate
from weerbaar.evacuation.simulation.course import ConservationError, Course, OutcomeTooLargeError
from weerbaar.evacuation.simulation.traffic import Traffic

FREE = 1e9
FORK = roads([("a", "b", 5, 100, 1800, 150), ("a", "c", 5, 100, 1800, 150)], {"b": FREE, "c": FREE})


def test_shares_change_per_period_and_the_last_goes_on() -> None:
    guide = RouteShares(1800.0, np.array([[1.0, 0.0], [0.25, 0.75]]), np.ones((2, 2)))
    found = simulate(FORK, steady(FORK, {"a": 1000}, 2), guide, step_s=10, bin_s=900)
    assert found.entered_veh[[2, 4, 8]] == pytest.approx(np.array([[500, 0], [625, 375], [875, 1125]]))


def test_departures_are_exact_whatever_the_steps() -> None:
    """Breaks within a step and bins that are no whole number of steps: by every moment who should have set out has."""
    times = np.array([0.0, 37.0, 61.0, 64.0, 1000.0])
    departures = Departures(np.array([0]), times, np.array([[5.0], [9.0], [9.5], [30.0], [80.0]]), np.array([2.5]))
    found = simulate(FORK, departures, follow(FORK), step_s=7, bin_s=50)
    assert found.times_s[:4].tolist() == [0, 49, 98, 147]
    inside = found.waiting_veh.sum(1) + found.on_link_veh.sum(1) + found.out_veh
    assert inside == pytest.approx([departures.released(moment)[0] for moment in found.times_s])
    assert inside[0] == 5


def test_a_closure_that_begins_and_ends_between_steps_is_rounded_to_them() -> None:
    closed = [Closure(link="a-b", from_s=0, to_s=4), Closure(link="a-c", from_s=903, to_s=1804)]
    found = simulate(FORK, steady(FORK, {"a": 1000}, 1), follow(FORK), measures=closed, step_s=10, bin_s=10)
    to_c = np.diff(found.entered_veh[:, 1])
    assert to_c[:90] == pytest.approx(10 / HOUR * 500)
    assert to_c[90:180] == pytest.approx(0)
    assert to_c[180:360] == pytest.approx(10 / HOUR * 500)


def test_a_run_waits_for_a_road_that_opens_later() -> None:
    """Two days closed is longer than anybody waits for somebody to move, but it is known to end."""
    closed = [Closure(link="a-b", to_s=48 * HOUR), Closure(link="a-c", to_s=48 * HOUR)]
    found = simulate(FORK, steady(FORK, {"a": 100}, 1), follow(FORK), measures=closed, step_s=30)
    assert found.stuck_veh == 0
    assert found.clearance().last_h == pytest.approx(48.05 + 99 / 3600, abs=0.02)


def test_an_end_or_bin_shorter_than_a_step_takes_a_step() -> None:
    found = simulate(FORK, steady(FORK, {"a": 1000}, 1), follow(FORK), step_s=10, bin_s=1e-9, horizon_s=0.1)
    assert found.times_s.tolist() == [0, 10]
    assert found.waiting_veh.sum() + found.on_link_veh.sum() == pytest.approx(1000 / 360)


def test_an_outcome_that_does_not_fit_in_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("weerbaar.evacuation.simulation.course.MOST_BYTES", 8 * (3 * 2 + 3 + 1) * 100)
    few = simulate(FORK, steady(FORK, {"a": 1000}, 1), follow(FORK), step_s=10, bin_s=60)
    assert len(few.times_s) < 100
    with pytest.raises(OutcomeTooLargeError) as caught:
        simulate(FORK, steady(FORK, {"a": 1000}, 1), follow(FORK), step_s=10, bin_s=10)
    assert "na 0,3 uur is de uitkomst voor 2 wegen groter dan" in caught.value.render("nl")


def test_no_departures_end_at_once() -> None:
    found = simulate(FORK, steady(FORK, {"a": 0}, 1), follow(FORK), step_s=10)
    assert found.times_s[-1] == HOUR
    assert found.warnings == ()


@pytest.mark.parametrize("seed", range(3))
def test_a_coarser_outcome_is_part_of_a_finer_one(seed: int) -> None:
    network, departures, guide = random_roads(seed)
    fine, coarse = (simulate(network, departures, guide, step_s=10, bin_s=bin_s, horizon_s=3600) for bin_s in (60, 600))
    assert coarse.entered_veh == pytest.approx(fine.entered_veh[::10], abs=1e-9)
    assert fine.safe_veh == pytest.approx(coarse.safe_veh, abs=1e-9)


def test_a_vehicle_that_gets_lost_is_a_fault_of_the_simulation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Traffic, "inside_veh", property(lambda self: 0.0))
    with pytest.raises(ConservationError, match="missing"):
        simulate(FORK, steady(FORK, {"a": 100}, 1), follow(FORK), step_s=10)


def test_without_roads_the_same_people_arrive() -> None:
    course = Course(
        FORK,
        steady(FORK, {"a": 1000}, 1),
        follow(FORK),
        measures=(),
        step_s=10,
        bin_s=900,
        horizon_s=None,
        origin_priority=1.0,
        capacity_drop=0.0,
        roads=False,
    )
    course.drive()
    full = simulate(FORK, steady(FORK, {"a": 1000}, 1), follow(FORK), step_s=10)
    assert course.arrived_veh.tobytes() == full.arrived_veh.tobytes()
    assert course.times_s.tolist() == full.times_s.tolist()
    assert course.clearance() == full.clearance()
