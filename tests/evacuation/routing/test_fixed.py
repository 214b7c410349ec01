# SPDX-License-Identifier: EUPL-1.2
"""Drivers who keep to the nearest exit, by road or by time."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.evacuation.routing.roads import even, roads
from weerbaar.evacuation.routing import free_flow, nearest_exit
from weerbaar.evacuation.simulation import simulate

# The short way to x is slow: 1,000 m at 5 m/s; the long one to y is 4,000 m at 20 m/s.
TWO_WAYS = roads([("s", "x", 50, 1), ("s", "y", 200, 1)], ["x", "y"])
SLOW_SHORT = replace(TWO_WAYS, free_speed_m_s=np.array([2.5, 20.0]))


def test_by_metres_and_by_time() -> None:
    assert nearest_exit(SLOW_SHORT).links.tolist() == [[1.0, 0.0]]
    assert free_flow(SLOW_SHORT).links.tolist() == [[0.0, 1.0]]
    assert nearest_exit(SLOW_SHORT).exits.tolist() == [[1.0, 1.0]]


def test_roads_and_exits_of_no_capacity_are_not_chosen() -> None:
    no_road = replace(SLOW_SHORT, capacity_veh_s=np.array([0.0, 1.0]))
    assert nearest_exit(no_road).links.tolist() == [[0.0, 1.0]]
    no_exit = replace(SLOW_SHORT, exit_capacity_veh_s=np.array([0.0, 1.0]))
    assert nearest_exit(no_exit).links.tolist() == [[0.0, 1.0]]
    assert nearest_exit(no_exit).exits.tolist() == [[0.0, 1.0]]


def test_everybody_waits_for_the_chosen_exit() -> None:
    """2 veh/s for 600 s to a road of 1 veh/s: 1,200 s, and 50 s to drive."""
    shares = nearest_exit(TWO_WAYS)
    outcome = simulate(TWO_WAYS, even(TWO_WAYS, "s", 2.0, 600.0), shares, bin_s=60.0)
    assert outcome.arrived_veh[-1].tolist() == pytest.approx([1200.0, 0.0], abs=1e-3)
    assert outcome.clearance().last_h == pytest.approx(1249 / 3600, rel=0.01)
