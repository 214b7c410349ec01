# SPDX-License-Identifier: EUPL-1.2
"""The best choice for many states at once, by planes: an outer approximation that closes in on the best.

Value in a state is concave in options and pairs taken together, so a plane that touches it at one choice lies on or
above it at all others (Duran & Grossmann 1986). A master problem over the planes gives a bound and a choice, the choice
gives new planes. Regret, tail and mean differ only in which planes they ask for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from weerbaar.capability.portfolio.local_search import starting_choice
from weerbaar.capability.portfolio.relaxation import bounds_of
from weerbaar.capability.portfolio.rules import Rows, rows_of
from weerbaar.capability.portfolio.sparse import grouped
from weerbaar.capability.portfolio.states import ProblemFamily

Float = NDArray[np.float64]

Plane = tuple[float, Float, Float]
"""Level, slope per option (n,) and per pair (P,)."""

ROUNDS = 80
"""Masters solved at most."""

_RELAXED_ROUNDS = 60

# Choices to begin with that give planes: the best of those given.
_STARTS = 12

# Of one master; a limit on nodes, not on time, so that the outcome does not depend on the machine.
_MASTER_NODES = 1000


@dataclass(frozen=True, eq=False)
class Aim:
    """What is maximised.

    Attributes:
        worth: values (K,) in the states to the number that counts.
        planes: relaxed or whole options (n,) and pairs (P,), with the values there (K,), to planes that lie on or above
            what is maximised.
    """

    worth: Callable[[Float], float]
    planes: Callable[[Float, Float, Float], Sequence[Plane]]


@dataclass(frozen=True, eq=False)
class Outcome:
    """A choice (n,) for all states, what it is worth, a bound, and the masters it took."""

    taken: Float
    value: float
    bound: float
    rounds: int


def closed_in(
    family: ProblemFamily, aim: Aim, starts: Sequence[Float], *, gap: float, slack: float, rounds: int = ROUNDS
) -> Outcome:
    """Return the best choice for an aim.

    Args:
        family: the states.
        aim: what is maximised.
        starts: choices to begin with; those outside the rules are left out.
        gap: relative to the value, to stop at.
        slack: distance between value and bound that is good enough whatever the value, for instance where it is 0.
        rounds: masters to solve at most; each looks at no more than 1,000 nodes.

    Raises:
        InfeasibleError: no choice is within the rules.
    """
    base, rows = family.base, rows_of(family.base)
    first = starting_choice(base, rows)
    low, high = bounds_of(base)
    begin = [x for x in starts if rows.allow(x) and np.all((low <= x) & (x <= high))] or [first]
    worth = [aim.worth(family.values(x)) for x in begin]
    order = np.argsort(-np.array(worth), kind="stable")
    best, value = begin[order[0]], worth[order[0]]
    master = _Master(family, rows)
    for k in order[:_STARTS]:
        both = begin[k][base.pairs.first] * begin[k][base.pairs.second]
        master.add(aim.planes(begin[k], both, family.values(begin[k], both)))
    bound, done, whole = np.inf, 0, False
    tried: set[bytes] = set()
    while done < rounds:
        done += 1
        answer = master.solve(whole=whole, gap=gap / 4)
        bound = min(bound, answer.bound)
        if answer.taken is None or bound - value <= max(gap * abs(value), slack):
            break
        x, both = answer.taken, answer.both
        seen = family.values(x, both)
        master.add(aim.planes(x, both, seen))
        if not whole:
            # Once the relaxation is as good as its planes, in whole options.
            close = max(gap * abs(value), slack)
            whole = answer.worth - aim.worth(seen) <= close / 2 or done >= _RELAXED_ROUNDS
            continue
        if aim.worth(seen) > value and rows.allow(x):
            best, value = x, aim.worth(seen)
        # A master stopped at its limit may come with the same choice again, and then has no more to say.
        if bound - value <= max(gap * abs(value), slack) or x.tobytes() in tried:
            break
        tried.add(x.tobytes())
    return Outcome(best, value, max(bound, value), done)


@dataclass(frozen=True, eq=False)
class _Answer:
    """What a master says: options (n,) or None, pairs (P,), the worth under the planes there, and a bound."""

    taken: Float | None
    both: Float
    worth: float
    bound: float


class _Master:
    """Options, pairs and the worth under all planes so far."""

    def __init__(self, family: ProblemFamily, rows: Rows) -> None:
        from scipy import sparse

        base = family.base
        # Two options may interact in many cells; whether both are chosen is one unknown.
        ends = np.sort(np.column_stack([base.pairs.first, base.pairs.second]), axis=1).reshape(-1, 2)
        together, self.pair = np.unique(ends, axis=0, return_inverse=True)
        self.pair = self.pair.reshape(-1)
        first, second = together[:, 0], together[:, 1]
        self.n, self.pairs = base.n, len(together)
        self.low, self.high = bounds_of(base)
        width = self.n + self.pairs + 1
        number = np.arange(self.pairs)
        one = np.ones(self.pairs)
        # Interactions may change sign between states, hence y = x_i x_j from both sides.
        row = np.concatenate([number, number, self.pairs + number, self.pairs + number])
        column = np.concatenate([self.n + number, first, self.n + number, second])
        upper = sparse.csr_matrix((np.concatenate([one, -one, one, -one]), (row, column)), (2 * self.pairs, width))
        row, column = np.concatenate([number] * 3), np.concatenate([first, second, self.n + number])
        lower = sparse.csr_matrix((np.concatenate([one, one, -one]), (row, column)), (self.pairs, width))
        rules = sparse.hstack([rows.matrix.scipy(), sparse.csr_matrix((rows.matrix.rows, self.pairs + 1))])
        self.fixed: Any = sparse.vstack([rules, upper, lower]).tocsr()
        self.right = np.concatenate([rows.bound, np.zeros(2 * self.pairs), one])
        self.rows = rows
        self.planes: list[Float] = []
        self.levels: list[float] = []

    def add(self, planes: Sequence[Plane]) -> None:
        """Add planes: worth <= level + slopes."""
        for level, by_option, by_pair in planes:
            self.planes.append(np.concatenate([-by_option, -grouped(self.pair, by_pair, self.pairs), [1.0]]))
            self.levels.append(level)

    def solve(self, *, whole: bool, gap: float) -> _Answer:
        """Solve the master in whole options, or relaxed."""
        from scipy import sparse
        from scipy.optimize import Bounds, LinearConstraint, milp

        width = self.n + self.pairs + 1
        cost = np.zeros(width)
        cost[-1] = -1.0
        kind = np.zeros(width)
        kind[: self.n] = float(whole)
        answer = milp(
            cost,
            constraints=LinearConstraint(
                sparse.vstack([self.fixed, sparse.csr_matrix(np.array(self.planes))]),
                -np.inf,
                np.concatenate([self.right, self.levels]),
            ),
            bounds=Bounds(
                np.concatenate([self.low, np.zeros(self.pairs), [-np.inf]]),
                np.concatenate([self.high, np.ones(self.pairs), [np.inf]]),
            ),
            integrality=kind,
            options={"mip_rel_gap": gap, "node_limit": _MASTER_NODES},
        )
        dual = answer.mip_dual_bound if whole else answer.fun
        bound = np.inf if dual is None else -float(dual)
        if answer.x is None:
            return _Answer(None, np.zeros(0), -np.inf, bound)
        x: Float = np.clip(answer.x[: self.n], 0.0, 1.0)
        both: Float = np.clip(answer.x[self.n : -1], 0.0, 1.0)
        if whole:
            x, both = np.round(x), np.round(both)
        return _Answer(x, both[self.pair], -float(answer.fun), bound)
