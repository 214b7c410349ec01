# SPDX-License-Identifier: EUPL-1.2
"""From fractions of vehicles to whole ones: a day for each vehicle, and how many people it really takes along."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from weerbaar.evacuation.means.days import Day, best_day, every_day
from weerbaar.evacuation.means.master import HOURS_WORTH, Master, Relaxed, Task
from weerbaar.evacuation.means.seating import seated, worth

Floats = npt.NDArray[np.float64]

_UP = 0.6
"""A fraction from here on counts as a vehicle."""
_NOTHING = 1e-9
_FEW = 400
"""Days of one vehicle up to which all of them are weighed in whole vehicles."""


class Remainder:
    """Who is still waiting and which beds are still free, while days are handed out."""

    def __init__(self, task: Task) -> None:
        self._task = task
        # Lists, because single numbers of arrays are slow to come by.
        self._people, self._beds, self._value = task.people.tolist(), task.beds.tolist(), task.value.tolist()
        self._stops: dict[Day, list[tuple[int, int, float]]] = {}

    def after(self, days: Iterable[Day]) -> Remainder:
        """Return what is left of the task when these days are done."""
        left = copy(self)
        left._people, left._beds = self._task.people.tolist(), self._task.beds.tolist()
        for day in days:
            left.take(day)
        return left

    @property
    def people(self) -> Floats:
        """Of each need, length I."""
        return np.array(self._people)

    @property
    def beds(self) -> Floats:
        """Of each receiving place, length R."""
        return np.array(self._beds)

    def take(self, day: Day) -> float:
        """Let a vehicle do its day; return what that is worth."""
        worth = 0.0
        for need, refuge, load in self._stops_of(day):
            people = min(load, self._people[need], self._beds[refuge])
            self._people[need] -= people
            self._beds[refuge] -= people
            worth += people * self._value[need]
        return worth

    def would_take(self, day: Day) -> float:
        """Return what a day is worth, and leave everything as it is."""
        trial = copy(self)
        trial._people, trial._beds = list(self._people), list(self._beds)
        return trial.take(day)

    def _stops_of(self, day: Day) -> list[tuple[int, int, float]]:
        if day not in self._stops:
            trips = self._task.trips[day.means]
            self._stops[day] = [
                (int(trips.need[trip]), int(trips.refuge[trip]), float(trips.load[trip])) for trip, _ in day.trips
            ]
        return self._stops[day]


@dataclass(frozen=True)
class Plan:
    """A day for each vehicle that has something to do.

    Attributes:
        days: of the vehicles.
        most: what no plan can exceed.
    """

    days: Sequence[Day]
    most: float


def whole_days(task: Task, master: Master, relaxed: Relaxed) -> Plan:
    """Return a day for each vehicle that has something to do.

    Where all days that a vehicle can have are few, they are all weighed, and the plan is the best there is.

    Args:
        task: what is divided.
        master: with the days that matter.
        relaxed: in fractions of vehicles.
    """
    days = _improved(task, _dived(task, master, relaxed.solution.count))
    each = [every_day(at, trips, _FEW) for at, trips in enumerate(task.trips)]
    if any(known is None for known in each):
        return Plan(days, relaxed.most)
    for known in each:
        for day in known or ():
            master.add(day)
    whole = master.solve_whole(task)
    if whole is None:
        return Plan(days, relaxed.most)
    other = [day for day, count in zip(master.days, whole.count, strict=True) for _ in range(int(count))]
    if worth(task, seated(task, other)) > worth(task, seated(task, days)) + _NOTHING * task.value.max():
        days = other
    # Of the value of people only what the hours weigh can have been left.
    most = whole.value + HOURS_WORTH * float(task.value[task.value > 0].min())
    return Plan(days, min(most, relaxed.most))


def _dived(task: Task, master: Master, fractions: Floats) -> list[Day]:
    """Fix the days that (nearly) whole vehicles do, solve for the rest, and so on."""
    vehicles, left = task.vehicles.copy(), Remainder(task)
    plan: list[Day] = []
    while vehicles.sum() >= 1:
        whole = np.floor(fractions + 1e-6)
        part = fractions - whole
        whole[part >= _UP] += 1
        if not whole.any():
            whole[int(np.argmax(part))] = 1
        fixed = 0.0
        for at in np.argsort(-whole, kind="stable"):
            day = master.days[at]
            for _ in range(int(min(whole[at], vehicles[day.means]))):
                if left.would_take(day) <= _NOTHING * task.value.max():
                    break
                fixed += left.take(day)
                vehicles[day.means] -= 1
                plan.append(day)
        if not fixed:
            break
        rest = master.solve(replace(task, vehicles=vehicles, people=left.people, beds=left.beds))
        if rest.value <= _NOTHING * task.value.max():
            break
        fractions = rest.count
    return plan


def _improved(task: Task, plan: list[Day]) -> list[Day]:
    """Give each vehicle in turn, and each that was left at home, the best day on what the others leave."""
    plan, idle = list(plan), task.vehicles.copy()
    for day in plan:
        idle[day.means] -= 1
    plan += [Day(at, ()) for at, count in enumerate(idle) for _ in range(int(min(count, _MOST_IDLE)))]
    left = Remainder(task).after(plan)
    for _ in range(_PASSES):
        better = False
        for at, day in enumerate(plan):
            without = left.after([*plan[:at], *plan[at + 1 :]]) if day.trips else left
            other = _best_on(task, day.means, without)
            if without.would_take(other) > without.would_take(day) + _NOTHING * task.value.max():
                plan[at], better = other, True
                left = left.after(plan)
        if not better:
            break
    return [day for day in plan if day.trips]


def _best_on(task: Task, means: int, left: Remainder) -> Day:
    """The best day of one vehicle on what is left, when going to the same people twice finds fewer the second time."""
    trips, people = task.trips[means], left.people
    room = np.minimum(np.minimum(trips.load, people[trips.need]), left.beds[trips.refuge])
    price = task.value.copy()
    best, most = Day(means, ()), 0.0
    for _ in range(_CORRECTIONS):
        _, day = best_day(means, trips, price[trips.need] * room, task.step_cost, room > _NOTHING)
        taken = left.would_take(day)
        if taken > most:
            best, most = day, taken
        made = np.array([trip for trip, _ in day.trips], np.int64)
        claimed = np.bincount(trips.need[made], weights=room[made], minlength=len(price))
        short = claimed > people + _NOTHING
        if not short.any():
            break
        price[short] *= people[short] / claimed[short]
    return best


_MOST_IDLE = 20
_PASSES = 2
_CORRECTIONS = 4
