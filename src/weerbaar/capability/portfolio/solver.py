# SPDX-License-Identifier: EUPL-1.2
"""The best choice of measures, with its proof: tabu search for the choice, branch and bound for the proof."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from weerbaar.capability.portfolio.evaluation import choice_of
from weerbaar.capability.portfolio.local_search import STEPS, improved, starting_choice
from weerbaar.capability.portfolio.problem import Choice, Problem, relative_gap
from weerbaar.capability.portfolio.relaxation import bounds_of, ceiling_of, model_of
from weerbaar.capability.portfolio.rules import Rows, rows_of

Float = NDArray[np.float64]
Int = NDArray[np.int64]

Outcome = TypeVar("Outcome")

UNLIMITED = 1 << 60
_BETWEEN_SIGNALS_S = 0.2

# Candidates tried out before a branching: measured best of 0, 4, 8 and 16 on the three instances of the benchmark.
_LOOK = 8


@dataclass(eq=False)
class Experience:
    """What earlier searches learned about branching on each option; a search reads it and adds to it.

    Attributes:
        gains: (2, n) how far the bound fell per unit when an option was forced out, or in.
        tries: (2, n) how often.
    """

    gains: Float
    tries: Float

    @classmethod
    def none(cls, options: int) -> Experience:
        """Return no experience with so many options."""
        return cls(np.zeros((2, options)), np.zeros((2, options)))


class _Plan:
    """Which gap to try to prove next: the nodes it takes grow about exponentially as the gap narrows."""

    def __init__(self, gap: float, node_limit: int, root_gap: float) -> None:
        self.gap, self.node_limit = gap, node_limit
        self.points = [(root_gap, 1.0)]

    def learn(self, gap: float, nodes: int) -> None:
        """Remember what a gap took."""
        self.points.append((gap, float(max(nodes, 1))))

    def next_gap(self, reached: float, spent: int) -> float | None:
        """Return the gap to try; None where the one asked for is reached or no narrower one is in reach."""
        left = self.node_limit - spent
        if reached <= self.gap or left < 2:
            return None
        (wide, few), (narrow, many) = self.points[-2:] if len(self.points) > 1 else (self.points[0],) * 2
        if len(self.points) == 1 or not np.isfinite(narrow):
            return max(self.gap, 0.6 * reached) if np.isfinite(reached) else self.gap
        rate = max(math.log(many / few), 0.5) / max(wide - narrow, 1e-12)
        room = math.log(0.7 * left / many)
        aim = max(self.gap, narrow - room / rate)
        return aim if room > 0 and aim < 0.95 * reached else None


@dataclass(frozen=True, eq=False)
class Search:
    """The outcome of one search.

    Attributes:
        taken: (n,) zeros and ones.
        value, bound: of the best choice.
        nodes: relaxations solved.
        root_cost: (n,) reduced cost of each option in the first relaxation.
        root_bound: bound of that relaxation; forcing an option to the other side lowers it by its reduced cost.
        low, high: (n,) what is fixed.
    """

    taken: Float
    value: float
    bound: float
    nodes: int
    root_cost: Float
    root_bound: float
    low: Float
    high: Float

    def bound_with(self, side: float) -> Float:
        """Return for each option (n,) a bound on the choices that have it out (side 0) or in (side 1)."""
        # The relaxation's bound already holds each option at the better of its bounds.
        here = np.where(self.root_cost > 0, self.high, self.low)
        with_side = self.root_bound + self.root_cost * (side - here)
        return np.where((self.low <= side) & (side <= self.high), np.minimum(with_side, self.bound), -np.inf)


def solve(
    problem: Problem,
    *,
    gap: float = 1e-6,
    time_limit_s: float | None = None,
    node_limit: int | None = None,
    start: Sequence[int] | None = None,
) -> Choice:
    """Return the choice of greatest value.

    Args:
        problem: what there is to choose from.
        gap: stop when no choice can be better by more than this share of the value.
        time_limit_s: stop after so many seconds; the outcome then depends on the machine.
        node_limit: stop after so many relaxations; the outcome does not depend on the machine.
        start: a choice to start from, if it is within the rules.

    Raises:
        InfeasibleError: no choice is within the rules.
        ValueError: the gap or a limit is negative.
    """
    if not gap >= 0 or (time_limit_s is not None and not time_limit_s >= 0) or (node_limit or 0) < 0:
        raise ValueError("the gap and the limits cannot be negative")
    rows = rows_of(problem)
    with stopping_after(time_limit_s) as stop:
        first = starting_choice(problem, rows, start)
        found = search(problem, rows, first, gap=gap, node_limit=node_limit, stop=stop)
    return choice_of(problem, found.taken, found.bound, requested_gap=gap, nodes=found.nodes)


def search(
    problem: Problem,
    rows: Rows,
    start: Float,
    *,
    gap: float,
    steps: int = STEPS,
    node_limit: int | None = None,
    experience: Experience | None = None,
    stop: Int | None = None,
    target: float | None = None,
) -> Search:
    """Improve a choice within the rules and search for better ones until the gap is proven.

    With a ``target`` only choices worth more than it matter: the search ends when nothing can pass it, and then leaves
    the value below the target. With a ``node_limit`` the gap is narrowed in steps, each as far as the nodes that are
    left are expected to reach, so that the bound is worth its work where the gap cannot be proven.
    """
    from weerbaar.capability.portfolio.kernels import Root, branch_and_bound

    n = problem.n
    experience = experience or Experience.none(n)
    stop = np.zeros(1, dtype=np.int64) if stop is None else stop
    ceiling = ceiling_of(problem)
    unit = ceiling if ceiling > 0 else 1.0
    model = model_of(problem, rows, unit)
    low, high = bounds_of(problem)
    root = Root(np.zeros(n), np.full(1, np.inf), start.copy(), np.zeros(len(rows.bound)))

    def branch(best: Float, value: float, gap: float, most: int, stop: Int) -> tuple[float, float, int]:
        learned = (experience.gains, experience.tries)
        reached = (best, value / unit, gap, most, _LOOK, *learned, stop, root)
        value, bound, nodes, _ = _interruptible(
            lambda: branch_and_bound(model, ceiling / unit, low, high, *reached), stop
        )
        return value * unit, bound * unit, nodes

    def better_than(choice: Float) -> tuple[Float, float]:
        return _interruptible(lambda: improved(problem, rows, choice, root.price * unit, steps=steps), stop)

    # The relaxation alone first: its prices make the tabu search find good choices.
    branch(start.copy(), -np.inf, gap, 1, np.zeros(1, dtype=np.int64))
    bound = min(float(root.bound[0]) * unit, ceiling)
    best, value = better_than(start)
    rounded = _rounded(rows, root.taken, low)
    if rounded is not None:
        other, worth = better_than(rounded)
        if worth > value:
            best, value = other, worth
    spent = 1
    if target is not None and value < target < bound:
        passed, bound, nodes = branch(best, target, gap, UNLIMITED, stop)
        value, spent = (passed if passed > target + 1e-12 * abs(target) else value), spent + nodes
    elif target is not None:
        pass
    elif node_limit is None and bound > value + gap * abs(value):
        value, reached, nodes = branch(best, value, gap, UNLIMITED, stop)
        bound, spent = min(bound, reached), spent + nodes
    elif node_limit is not None:
        plan = _Plan(gap, node_limit, relative_gap(value, bound))
        while not stop[0] and (aim := plan.next_gap(relative_gap(value, bound), spent)) is not None:
            value, reached, nodes = branch(best, value, aim, node_limit - spent, stop)
            plan.learn(aim, nodes)
            bound, spent = min(bound, reached), spent + nodes
    return Search(best, value, bound, spent, root.cost * unit, float(root.bound[0]) * unit, low, high)


def _interruptible(run: Callable[[], Outcome], stop: Int) -> Outcome:
    """Run compiled code that looks at ``stop`` so that Ctrl-C ends it: signals wait until the main thread is free."""
    if threading.current_thread() is not threading.main_thread():
        return run()
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(run)
        try:
            while True:
                try:
                    return running.result(timeout=_BETWEEN_SIGNALS_S)
                except TimeoutError:
                    if running.done():
                        raise
        except KeyboardInterrupt:
            stop[0] = 1
            raise


def _rounded(rows: Rows, relaxed: Float, low: Float) -> Float | None:
    """Take options in the order of the relaxation as long as the rules allow it; None where even the first do not."""
    x = low.copy()
    if not rows.allow(x):
        return None
    use = rows.dense @ x
    for i in np.argsort(-relaxed, kind="stable"):
        if x[i] < 0.5 and relaxed[i] > 1e-6 and np.all(use + rows.dense[:, i] <= rows.bound):
            x[i] = 1.0
            use += rows.dense[:, i]
    return x


@contextmanager
def stopping_after(seconds: float | None) -> Iterator[Int]:
    """Give a flag (1,) that is set after so many seconds."""
    stop = np.zeros(1, dtype=np.int64)
    if seconds is None:
        yield stop
        return

    def ring() -> None:
        stop[0] = 1

    timer = threading.Timer(seconds, ring)
    timer.daemon = True
    timer.start()
    try:
        yield stop
    finally:
        timer.cancel()
