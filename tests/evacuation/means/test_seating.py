# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np

from tests.evacuation.means.fleets import buses, text, travel
from weerbaar.evacuation.means import Need, Refuge
from weerbaar.evacuation.means.days import Day
from weerbaar.evacuation.means.master import Task
from weerbaar.evacuation.means.seating import seated, worth
from weerbaar.evacuation.means.trips import trips_of

TIMES = travel(("a", "b", "r"), [[0, 1, 1], [1, 0, 1], [1, 1, 0]])


def test_few_beds_go_to_whom_they_save_most() -> None:
    needs = [Need("a", "walking", 50, 20.0), Need("b", "walking", 40, 20.0)]
    trips = trips_of(buses(capacity=30), needs, [Refuge("r", text("r"), 35)], TIMES, 3600.0)
    task = Task((trips,), np.ones(1), np.array([50.0, 40.0]), np.array([0.01, 0.02]), np.array([35.0]), 3600.0)
    to_a, to_b = (int(np.flatnonzero(trips.need == need)[0]) for need in (0, 1))
    plan = [Day(0, ((to_a, 0), (to_b, 3)))]
    assert seated(task, plan).tolist() == [[5.0], [30.0]]
    np.testing.assert_allclose(worth(task, seated(task, plan)), 0.65)
    assert seated(task, []).tolist() == [[0.0], [0.0]]
