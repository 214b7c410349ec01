# SPDX-License-Identifier: EUPL-1.2
"""One aim after the other, each brought to its proven optimum and then kept (lexicographic; HiGHS).

Small programmes go to the solver whole. Of large ones the linear relaxation gives a bound, and its vertices show which
columns matter; a programme in whole numbers with only those is quick, and where it reaches the bound nothing is left
to prove. Only where it does not is the whole programme solved, within a limit of time.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from weerbaar.capability.assistance.programme import Programme
from weerbaar.capability.assistance.situation import BASIC, RIOT

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

GAP = 1e-6
"""Difference between value and bound, relative to the value where that is above 1, at which an aim counts as proven."""

SMALL = 4_000
"""Columns up to which the solver gets the whole programme at once."""

_KEPT = 1e-7
_NODES = 30
_ROUNDS = 1
_HOW = 0.4
"""Part of the time that is kept for the aims that are not about shortages."""
_LEAST_S = 0.5


@dataclass(frozen=True, eq=False)
class Aim:
    """One thing to make as small as possible: coefficients per column, 0 or more, and its name."""

    code: str
    cost: Floats


@dataclass(frozen=True)
class Reached:
    """What an aim came to.

    Attributes:
        value: what the plan has.
        bound: nothing below this is possible, given the aims before it.
        proven: value and bound are the same to a millionth.
    """

    code: str
    value: float
    bound: float
    proven: bool

    @property
    def gap(self) -> float:
        """Value minus bound, as a part of the value; 0 when they are equal."""
        return max(0.0, self.value - self.bound) / self.value if self.value > 0 else 0.0


def lexicographic(
    programme: Programme,
    aims: Sequence[Aim],
    *,
    time_limit_s: float = math.inf,
    clock: Callable[[], float] = time.monotonic,
    small: int = SMALL,
) -> tuple[Floats, tuple[Reached, ...]]:
    """Return the values of the columns and what each aim came to, first aim first.

    Args:
        time_limit_s: for all aims together; each may use half of what is left. What stands at the end of its time is
            kept, with its gap.
        clock: seconds, for that.
        small: columns up to which the whole programme is solved at once.
    """
    search = _Search(programme, aims, time_limit_s, clock)
    if programme.columns > small:
        search.look_around()
        search.begin(0)
    for i, aim in enumerate(aims):
        before = search.plan
        if programme.columns > small and i == search.shortages:
            search.begin(i)
            search.polish(i)
        search.reach(i, aim)
        if programme.columns > small and i + 1 < search.shortages and search.plan is not before:
            search.polish(i + 1)
    return search.plan, tuple(search.reached)


class _Search:
    """The plan so far, what was reached, and the columns that seem to matter (None: all)."""

    def __init__(self, programme: Programme, aims: Sequence[Aim], seconds: float, clock: Callable[[], float]) -> None:
        from scipy import sparse

        self.programme = programme
        self.aims = aims
        self.clock = clock
        self.until = clock() + seconds
        self.halfway = self.until - seconds * _HOW if math.isfinite(seconds) else math.inf
        # Aims about shortages come first; the others are left out of account until those are done.
        self.shortages = sum(bool(a.cost[programme.short :].any()) for a in aims)
        self.matrix: Any = sparse.csr_matrix(
            (programme.value, (programme.row, programme.column)), shape=(len(programme.row_low), programme.columns)
        )
        # Nobody goes anywhere but as promised: always possible, and where the search begins.
        self.plan: Floats = settled(programme, programme.low.copy())
        self.reached: list[Reached] = []
        self.near: Flags | None = None

    def look_around(self) -> None:
        """Walk over the aims without whole numbers, and note every column that is used on the way.

        A column with a reduced cost stays where it is in every later optimum, so that each step is smaller.
        """
        from scipy import sparse
        from scipy.optimize import linprog

        p = self.programme
        low, high = p.low.copy(), p.high.copy()
        below, above = np.isfinite(p.row_low), np.isfinite(p.row_high)
        rows = sparse.vstack([-self.matrix[below], self.matrix[above]]).tocsr()
        right = np.r_[-p.row_low[below], p.row_high[above]]
        tight = np.zeros(len(right), dtype=bool)
        near = np.zeros(p.columns, dtype=bool)
        near[p.short :] = True
        near[[c for c, (home, _, r, _) in enumerate(p.duty) if home == r]] = True
        near |= p.low > 0
        for aim in self.aims:
            found = linprog(
                aim.cost / granule(aim.cost),
                A_ub=rows[~tight],
                b_ub=right[~tight],
                A_eq=rows[tight] if tight.any() else None,
                b_eq=right[tight] if tight.any() else None,
                bounds=np.c_[low, high],
                method="highs-ds",
            )
            if found.x is None:
                break
            near |= found.x > 1e-9
            stay_low, stay_high = found.lower.marginals > 1e-9, found.upper.marginals < -1e-9
            low, high = np.where(stay_high, high, low), np.where(stay_low, low, high)
            price = np.zeros(len(right))
            price[~tight] = found.ineqlin.marginals
            tight |= price < -1e-9
        self.near = near

    def _later(self, i: int) -> Sequence[Aim]:
        """Return the aims from ``i`` on that are of its kind: about shortages, or about how."""
        return self.aims[i : self.shortages] if i < self.shortages else self.aims[i:]

    def _left(self, i: int) -> float:
        """Return the seconds left for an aim of this kind."""
        return (self.halfway if i < self.shortages else self.until) - self.clock()

    def begin(self, i: int) -> None:
        """Find a plan that is good for all aims of a kind at once, with a price on every shortage.

        Prices leave every plan possible, which makes the search quick; they need not be exact, because each aim is
        then judged by itself against its own bound.
        """
        self._improve(i, self.near, None)

    def _priced(self, aims: Sequence[Aim]) -> Floats:
        """Return one cost for several aims, in which an earlier one is dearer by far."""
        p = self.programme
        persons = np.r_[p.persons, np.ones(p.columns - p.short)]
        how = [a for a in aims if not a.cost[p.short :].any()]
        dearest = max((float((a.cost / persons).max(initial=0.0)) for a in how[:1]), default=0.0) or 1.0
        largest = float(persons.max(initial=1.0))
        cost = np.zeros(p.columns)
        for j, aim in enumerate(reversed([a for a in aims if a.cost[p.short :].any()]), start=1):
            used = np.flatnonzero(aim.cost)
            price = 4.0 * j * dearest
            if used[0] == p.worst:
                price *= 1000.0
            elif p.cells[used[0] - p.short][2] == RIOT:
                price *= largest
            cost += aim.cost * (price / float(aim.cost.max()))
        for j, aim in enumerate(how):
            size = float(aim.cost.max(initial=0.0))
            if size:
                cost += aim.cost * (1.0 if j == 0 else 1e-3 * dearest / size)
        return cost / dearest

    def _improve(self, i: int, near: Flags | None, fixed: Flags | None) -> None:
        """Look for a plan that is better for the aims from ``i`` on, with some columns as they are.

        Args:
            near: columns that may be used; None for all.
            fixed: columns that stay as they are in the plan.
        """
        aims = self._later(i)
        options: dict[str, float] = {"mip_rel_gap": 1e-3, "node_limit": _NODES}
        left = self._left(i)
        if math.isfinite(left):
            options["time_limit"] = max(_LEAST_S, left / (3 if fixed is None else 20))
        answer = self._call(self._priced(aims), whole=True, high_of=near, options=options, fixed=fixed)
        if answer.x is None:
            return
        found = _rounded(self.programme, answer.x)
        if _lower(found, self.plan, aims):
            self.plan = found
            if self.near is not None:
                self.near |= found > 0

    def polish(self, i: int) -> None:
        """Mend what the search for one aim did to the aims from ``i`` on.

        First only the officers on duty may move, then everything in one shift after the other, until a round brings
        nothing. These are quick: little is free, and what was reached already holds for the plan at hand.
        """
        p = self.programme
        when = np.full(p.columns, -1)
        when[: p.short] = [s for _, s, _, _ in (*p.duty, *p.sent)]
        sent = np.zeros(p.columns, dtype=bool)
        sent[len(p.duty) : p.short] = True
        self._improve(i, None, sent)
        for _ in range(_ROUNDS):
            before = self.plan
            for s in sorted({place[1] for place in p.cells}):
                self._improve(i, None, (when >= 0) & (when != s))
            if self.plan is before:
                break

    def reach(self, i: int, aim: Aim) -> None:
        """Bring one aim as far down as it goes, and keep it there."""
        unit = granule(aim.cost)
        bound = float(aim.cost @ self.programme.low)
        if not self._attained(aim, bound, unit) and self.near is not None:
            bound = max(bound, self._relaxed(aim, unit))
            if not self._attained(aim, bound, unit):
                self._solve(i, aim, guided=bound)
        if not self._attained(aim, bound, unit):
            bound = max(bound, self._solve(i, aim, guided=None))
        value = float(aim.cost @ self.plan)
        bound = min(bound, value)
        proven = value - bound <= GAP * max(1.0, abs(value))
        self.reached.append(Reached(aim.code, value, value if proven else bound, proven))

    def _attained(self, aim: Aim, bound: float, unit: float) -> bool:
        value = float(aim.cost @ self.plan)
        return value - bound <= GAP / 2 * max(1.0, abs(value)) or (unit == 1.0 and value <= _KEPT)

    def _kept(self) -> tuple[Floats, list[Floats], list[float]]:
        """Return upper bounds, and rows with their right-hand sides, that keep what was reached."""
        p = self.programme
        high = p.high.copy()
        rows: list[Floats] = []
        right: list[float] = []
        for aim, done in zip(self.aims, self.reached, strict=False):
            allowed = done.value + _KEPT * max(1.0, abs(done.value))
            used = np.flatnonzero(aim.cost)
            if done.value <= _KEPT:
                # What adds up to nothing is nothing, column by column: presolve takes it out.
                high[used] = p.low[used]
            elif len(used) == 1 and used[0] == p.worst:
                high[p.worst] = allowed
            else:
                unit = granule(aim.cost)
                rows.append(aim.cost / unit)
                right.append(allowed / unit)
        return high, rows, right

    def _relaxed(self, aim: Aim, unit: float) -> float:
        """Return the bound of the linear relaxation; rounded up where the aim goes in whole steps."""
        answer = self._call(aim.cost / unit, whole=False, high_of=None, options={})
        if answer.status != 0:
            return -math.inf
        steps = float(answer.fun)
        if self._in_steps(aim, unit):
            steps = math.ceil(steps - 1e-6)
        return steps * unit

    def _in_steps(self, aim: Aim, unit: float) -> bool:
        relative = aim.cost / unit
        used = relative > 0
        return bool((self.programme.integral[used] > 0).all() and np.allclose(relative, np.round(relative), atol=1e-9))

    def _solve(self, i: int, aim: Aim, *, guided: float | None) -> float:
        """Look for a better plan in whole numbers and return the bound that comes with it.

        Args:
            guided: None for the whole programme; else only columns that seem to matter, and among equals the
                plan that is better for the next aims. The number is the bound: half a step from it is near
                enough to stop.
        """
        unit = granule(aim.cost)
        cost = aim.cost / unit
        options: dict[str, float] = {"mip_rel_gap": GAP / 10}
        if guided is not None:
            rest = self._later(i)[1:]
            for j, later in enumerate(rest[:2]):
                size = float((later.cost * self.programme.high).max(initial=0.0))
                cost = cost + (later.cost * (1e-3 * 10.0**-j / size) if size > 0 else 0.0)
            options |= {"node_limit": _NODES, "mip_rel_gap": min(0.05, 0.5 / max(1.0, guided / unit))}
        left = self._left(i)
        if math.isfinite(left):
            options["time_limit"] = max(_LEAST_S, left / (1 if i == len(self.aims) - 1 else 2))
        answer = self._call(cost, whole=True, high_of=None if guided is None else self.near, options=options)
        if answer.x is not None:
            found = _rounded(self.programme, answer.x)
            if _lower(found, self.plan, self._later(i)):
                self.plan = found
                if self.near is not None:
                    self.near |= found > 0
        if guided is not None or answer.mip_dual_bound is None:
            return -math.inf
        return float(answer.mip_dual_bound) * unit

    def _call(
        self,
        cost: Floats,
        *,
        whole: bool,
        high_of: Flags | None,
        options: dict[str, float],
        fixed: Flags | None = None,
    ) -> Any:
        from scipy import sparse
        from scipy.optimize import Bounds, LinearConstraint, milp

        p = self.programme
        high, rows, right = self._kept()
        if high_of is not None:
            high = np.where(high_of, high, p.low)
        low = p.low
        if fixed is not None:
            low, high = np.where(fixed, self.plan, low), np.where(fixed, self.plan, high)
        constraints = [LinearConstraint(self.matrix, p.row_low, p.row_high)]
        if rows:
            constraints.append(LinearConstraint(sparse.csr_matrix(np.array(rows)), -np.inf, np.array(right)))
        return milp(
            cost,
            constraints=constraints,
            bounds=Bounds(low, high),
            integrality=p.integral if whole else None,
            options=options,
        )


def _lower(one: Floats, other: Floats, aims: Sequence[Aim]) -> bool:
    """Return whether the first plan is better on the first aim on which two plans differ."""
    for aim in aims:
        a, b = float(aim.cost @ one), float(aim.cost @ other)
        if abs(a - b) > _KEPT * max(1.0, abs(b)):
            return a < b
    return False


def granule(cost: Floats) -> float:
    """Return the step of which every coefficient is a multiple; 1 where they have none in common."""
    given = cost[cost > 0]
    if not len(given):
        return 1.0
    least = float(given.min())
    relative = given / least
    return least if np.allclose(relative, np.round(relative), rtol=0, atol=1e-9) else 1.0


def _rounded(programme: Programme, x: Floats) -> Floats:
    """Return whole numbers where they belong, and the shortages that follow from them exactly."""
    plan = np.array(x, dtype=float)
    whole = programme.integral > 0
    plan[whole] = np.round(plan[whole])
    return settled(programme, plan)


def settled(programme: Programme, plan: Floats) -> Floats:
    """Return the plan with shortages and worst share recomputed from who goes where."""
    covered = dict.fromkeys(programme.cells, 0.0)
    places = [(r, s, t) for _, s, r, t in (*programme.duty, *programme.sent)]
    for c in np.flatnonzero(plan[: programme.short]):
        if places[c] in covered:
            covered[places[c]] += programme.counts[c] * plan[c]
    worst = 0.0
    for i, cell in enumerate(programme.cells):
        need = programme.high[programme.short + i]
        missing = max(0.0, need - covered[cell])
        plan[programme.short + i] = 0.0 if missing < 1e-9 * max(1.0, need) else missing
        if cell[2] == BASIC:
            worst = max(worst, plan[programme.short + i] / need)
    plan[programme.worst] = worst
    return plan
