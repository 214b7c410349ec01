# SPDX-License-Identifier: EUPL-1.2
"""The division of means as a linear programme over days of vehicles, made one day at a time (Dantzig and Wolfe 1960).

Each vehicle gets one day out of all that are possible. Prices of the programme say which day would still help; when no
day does, the prices prove that no division helps more people (or avoids more deaths) than the programme says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from weerbaar.evacuation.means.days import Day, best_day
from weerbaar.evacuation.means.trips import Trips

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

HOURS_WORTH = 0.05
"""All vehicles together driving all day weigh as much as this part of one person: of two divisions that help as many,
the one with fewer vehicle hours."""
_CLOSE = 1e-9


@dataclass(frozen=True, eq=False)
class Task:
    """What is to be divided; I needs, R receiving places, K kinds of means.

    Attributes:
        trips: of each kind, length K.
        vehicles: of each kind, length K.
        people: of each need, length I.
        value: of one person of each need helped, length I.
        beds: of each receiving place, length R.
        step_s: of the clock, s.
    """

    trips: tuple[Trips, ...]
    vehicles: Floats
    people: Floats
    value: Floats
    beds: Floats
    step_s: float

    @property
    def step_cost(self) -> float:
        """What a step of one vehicle on the way weighs against people."""
        steps = sum(count * trips.steps for count, trips in zip(self.vehicles, self.trips, strict=True))
        least = float(self.value[self.value > 0].min(initial=np.inf))
        return HOURS_WORTH * least / steps if steps > 0 and np.isfinite(least) else 0.0


@dataclass(frozen=True, eq=False)
class Prices:
    """A proof: what one more of each scarce thing would be worth.

    Attributes:
        need: of one more person in each need, length I.
        bed: of one more bed in each receiving place, length R.
    """

    need: Floats
    bed: Floats


def proven_most(task: Task, prices: Prices) -> float:
    """Return what no division can exceed: any prices that are not negative prove it.

    Whoever is helped in need i at place r is worth at most ``need[i] + bed[r]`` plus what is left of their value, and
    what is left is paid to the vehicles: no vehicle earns more than on its most valuable day.
    """
    return _most(task, prices, 0.0)[0]


def _most(task: Task, prices: Prices, step_cost: float) -> tuple[float, list[Day]]:
    left = np.maximum(task.value[:, None] - prices.need[:, None] - prices.bed[None, :], 0.0)
    total = float((prices.need * task.people).sum())
    total += float((prices.bed * np.where(prices.bed > 0, task.beds, 0.0)).sum())
    days: list[Day] = []
    for at, trips in enumerate(task.trips):
        if task.vehicles[at] > 0:
            worth, day = best_day(at, trips, trips.load * left[trips.need, trips.refuge], step_cost)
            total += float(task.vehicles[at]) * worth
            days.append(day)
    return total, days


@dataclass(frozen=True, eq=False)
class Solution:
    """Of the programme on the days known; D days.

    Attributes:
        value: people helped times their value, less what the hours weigh.
        count: vehicles on each day, fractions allowed, length D.
        prices: of needs and beds.
    """

    value: float
    count: Floats
    prices: Prices


class Master:
    """The programme with the days found so far."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self.days: list[Day] = []
        self._known: dict[tuple[int, tuple[int, ...]], int] = {}
        self._rows: list[Integers] = []
        self._amounts: list[Floats] = []
        self._gains: list[float] = []
        limited = np.flatnonzero(np.isfinite(task.beds))
        taken = np.zeros((len(task.people), len(task.beds)), bool)
        for trips in task.trips:
            taken[trips.need, trips.refuge] = True
        need, refuge = np.nonzero(taken[:, limited])
        self._empty_need, self._empty_bed = need, limited[refuge]

    def add(self, day: Day) -> bool:
        """Keep a day; tell whether it is new. Of days with the same trips the one with the fewest hours is kept."""
        task, trips = self._task, self._task.trips[day.means]
        made = np.array([trip for trip, _ in day.trips], np.int64)
        pairs = trips.need[made] * len(task.beds) + trips.refuge[made]
        key = (day.means, tuple(sorted(pairs.tolist())))
        load = trips.load[made]
        people = np.bincount(trips.need[made], weights=load, minlength=len(task.people))
        beds = np.bincount(trips.refuge[made], weights=load, minlength=len(task.beds))
        vehicles = np.zeros(len(task.trips))
        vehicles[day.means] = 1.0
        steps = sum(trips.takes(trip, step) for trip, step in day.trips)
        gain = float((people * task.value).sum()) - task.step_cost * steps
        if key in self._known:
            at = self._known[key]
            if gain <= self._gains[at]:
                return False
            self.days[at], self._gains[at] = day, gain
            return True
        self._known[key] = len(self.days)
        column = np.concatenate([people, beds, vehicles])
        rows = np.flatnonzero(column)
        self.days.append(day)
        self._rows.append(rows)
        self._amounts.append(column[rows])
        self._gains.append(gain)
        return True

    def solve(self, task: Task) -> Solution:
        """Solve the programme on the days known, fractions of vehicles allowed.

        Args:
            task: of the same trips, perhaps with other numbers of people, beds or vehicles.
        """
        from scipy.optimize import linprog

        cost, matrix, limit, scale = self._programme(task)
        found = linprog(cost, A_ub=matrix, b_ub=limit, method="highs-ds")
        price = np.maximum(-found.ineqlin.marginals * scale, 0.0)
        n, r = len(task.people), len(task.beds)
        return Solution(-found.fun * scale, found.x[: len(self.days)], Prices(price[:n], price[n : n + r]))

    def solve_whole(self, task: Task) -> Solution | None:
        """Solve it in whole vehicles, on the days known; its value is proven. None where that takes too long."""
        from scipy.optimize import Bounds, LinearConstraint, milp

        cost, matrix, limit, scale = self._programme(task)
        found = milp(
            cost,
            integrality=(np.arange(len(cost)) < len(self.days)).astype(int),
            constraints=[
                LinearConstraint(matrix, -np.inf, limit),
                LinearConstraint(self._empty_within_seats(), -np.inf, 0.0),
            ],
            bounds=Bounds(0),
            options={"node_limit": _MOST_NODES, "mip_rel_gap": _CLOSE},
        )
        if found.status != 0:
            return None
        nothing = Prices(np.zeros(len(task.people)), np.zeros(len(task.beds)))
        return Solution(-found.mip_dual_bound * scale, np.round(found.x[: len(self.days)]), nothing)

    def _empty_within_seats(self) -> Any:
        """No more seats stay empty towards a receiving place than there are; left out, the programme only says more."""
        from scipy.sparse import csr_array

        pair = {(int(i), int(r)): at for at, (i, r) in enumerate(zip(self._empty_need, self._empty_bed, strict=True))}
        d, n, empty = len(self.days), len(self._task.people), len(pair)
        rows, columns, amounts = list(range(empty)), list(range(d + n, d + n + empty)), [1.0] * empty
        for at, day in enumerate(self.days):
            trips = self._task.trips[day.means]
            for trip, _ in day.trips:
                row = pair.get((int(trips.need[trip]), int(trips.refuge[trip])))
                if row is not None:
                    rows.append(row)
                    columns.append(at)
                    amounts.append(-float(trips.load[trip]))
        # The same pair twice on one day adds up.
        return csr_array((amounts, (rows, columns)), shape=(empty, d + n + empty))

    def _programme(self, task: Task) -> tuple[Floats, Any, Floats, float]:
        """Cost, matrix and limits, and by what the cost was divided; seats that stay empty take nobody and no bed."""
        from scipy.sparse import csc_array

        n, r, d, empty = len(task.people), len(task.beds), len(self.days), len(self._empty_need)
        one, pairs = np.arange(n), np.column_stack([self._empty_need, n + self._empty_bed]).ravel()
        sizes = np.concatenate([[len(rows) for rows in self._rows], np.ones(n), np.full(empty, 2)]).astype(np.int64)
        amounts = np.concatenate([*self._amounts, np.full(n + 2 * empty, -1.0)])
        first = np.concatenate([[0], np.cumsum(sizes)])
        matrix = csc_array(
            (amounts, np.concatenate([*self._rows, one, pairs]), first), shape=(n + r + len(task.trips), d + n + empty)
        )
        limit = np.concatenate([task.people, np.minimum(task.beds, _ENDLESS), task.vehicles])
        # Around 1, whatever a person is worth: the solver's tolerances are absolute.
        scale = float(task.value.max(initial=0.0)) or 1.0
        cost = np.concatenate([-np.array(self._gains), task.value, task.value[self._empty_need]]) / scale
        return cost, matrix, limit, scale


@dataclass(frozen=True, eq=False)
class Relaxed:
    """The programme with every day that matters.

    Attributes:
        solution: fractions of vehicles allowed.
        proof: prices that prove ``most``.
        most: no division exceeds this.
    """

    solution: Solution
    proof: Prices
    most: float


def relax(task: Task, master: Master, tolerance: float) -> Relaxed:
    """Add days until the programme is within ``tolerance`` (a share) of what its prices prove.

    Prices are drawn towards the best ones so far (Wentges 1997), which saves most of the rounds.
    """
    solution = master.solve(task)
    best = solution.prices
    least = _most(task, best, task.step_cost)[0]
    while least - solution.value > tolerance * abs(solution.value) and len(master.days) < _MOST_DAYS:
        drawn = Prices(
            _DRAWN * best.need + (1 - _DRAWN) * solution.prices.need,
            _DRAWN * best.bed + (1 - _DRAWN) * solution.prices.bed,
        )
        added = 0
        for prices in (drawn, solution.prices):
            most, days = _most(task, prices, task.step_cost)
            if most < least:
                least, best = most, prices
            added = sum(master.add(day) for day in days)
            if added:
                break
        if not added:
            break
        solution = master.solve(task)
    return Relaxed(solution, best, proven_most(task, best))


_DRAWN = 0.7
_MOST_DAYS = 5_000
_MOST_NODES = 2_000
_ENDLESS = 1e12
