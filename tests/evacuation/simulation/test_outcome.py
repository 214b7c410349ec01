# SPDX-License-Identifier: EUPL-1.2
"""Hours until shares are safe."""

from __future__ import annotations

import numpy as np
import pytest

from tests.evacuation.simulation.roads import follow, roads, steady
from weerbaar.evacuation.simulation import Clearance, Outcome, clearance, simulate


def test_hours_are_interpolated_and_unknown_where_not_reached() -> None:
    times, out = np.array([0.0, 3600.0, 7200.0]), np.array([0.0, 60.0, 95.0])
    assert clearance(times, out, 100.0) == Clearance(pytest.approx(50 / 60), pytest.approx(1 + 30 / 35), None, None)
    assert clearance(times, out, 95.0).last_h == pytest.approx(1 + 34 / 35)


def test_without_vehicles_there_are_no_hours() -> None:
    assert clearance(np.array([0.0, 1.0]), np.zeros(2), 0.0) == Clearance(None, None, None, None)


def test_who_is_out_at_the_start_took_no_time() -> None:
    assert clearance(np.array([0.0, 3600.0]), np.array([60.0, 100.0]), 100.0).t50_h == 0.0


def test_an_outcome_of_moments_alone_interpolates_between_them() -> None:
    network = roads([("a", "b", 5, 100, 1800, 150)], {"b": 1e9})
    full = simulate(network, steady(network, {"a": 1800}, 1), follow(network), step_s=10)
    bare = Outcome(
        network=network,
        times_s=full.times_s,
        arrived_veh=full.arrived_veh,
        waiting_veh=full.waiting_veh,
        on_link_veh=full.on_link_veh,
        queued_veh=full.queued_veh,
        entered_veh=full.entered_veh,
        total_veh=full.total_veh,
    )
    assert full.clearance().t50_h == pytest.approx(0.55, abs=1e-9)
    assert bare.clearance().t50_h == pytest.approx(0.55, abs=0.02)
    assert full.left_veh[-1] == pytest.approx([1800])
