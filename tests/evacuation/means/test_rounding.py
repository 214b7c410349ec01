# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np

from tests.evacuation.means.test_master import task_of
from weerbaar.evacuation.means.days import Day
from weerbaar.evacuation.means.master import Master, relax
from weerbaar.evacuation.means.rounding import Remainder, whole_days
from weerbaar.evacuation.means.seating import seated, worth


def test_a_plan_has_no_more_vehicles_than_there_are() -> None:
    task = task_of(8, 4)
    master = Master(task)
    for at in range(len(task.trips)):
        master.add(Day(at, ()))
    plan = whole_days(task, master, relax(task, master, 1e-2))
    used = np.bincount([day.means for day in plan.days], minlength=len(task.trips))
    assert np.all(used <= task.vehicles)
    value = worth(task, seated(task, plan.days))
    assert 0.9 * plan.most <= value <= plan.most + 1e-6


def test_what_is_left_after_days() -> None:
    task = task_of(4, 2)
    bus = task.trips[0]
    trip = int(np.flatnonzero((bus.need == 0) & (bus.refuge == 0))[0])
    day = Day(0, ((trip, 0), (trip, 40)))
    left = Remainder(task)
    assert left.would_take(day) == min(100.0, task.people[0])
    assert left.people[0] == task.people[0]
    after = left.after([day])
    assert after.people[0] == max(task.people[0] - 100, 0)
    assert after.take(day) == min(100.0, max(task.people[0] - 100, 0))
    refuge = bus.refuge[trip]
    assert task.beds[refuge] - left.after([day]).beds[refuge] == min(100.0, task.people[0])
