# SPDX-License-Identifier: EUPL-1.2
"""The choice of measures as arrays: options, what they do in each cell, what limits them, what goes with what.

The value of a choice x (0 or 1 per option) is the sum over cells s of ``weight[s] * phi_s(z_s)``, where
``z_s = sum_i effect[i, s] x_i + sum_(i, j, s, g) g x_i x_j`` and phi_s is concave: ``min(z, cap)``, or
``scale * (1 - exp(-z / scale))``, or the lower of the two. All numbers are in the units of the caller; costs and bounds
of a limit share theirs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from weerbaar.base import Text, WeerbaarError
from weerbaar.capability.portfolio.sparse import SparseRows

Float = NDArray[np.float64]
Int = NDArray[np.int64]

Proof = Literal["proven", "stopped at limit"]


class CyclicRequirementError(WeerbaarError):
    """Options that need each other in a circle.

    Attributes:
        cycle: names in order; the last needs the first.
    """

    def __init__(self, cycle: Sequence[str]) -> None:
        self.cycle = tuple(cycle)
        ring = [*self.cycle, self.cycle[0]]
        super().__init__(
            Text(
                nl="de maatregelen vragen elkaar in een kring: " + ", dat vraagt ".join(ring) + ".",
                en="the measures need each other in a circle: " + ", which needs ".join(ring) + ".",
            )
        )


@dataclass(frozen=True, eq=False)
class Pairs:
    """Interactions of two options in one cell.

    Attributes:
        first, second: (P,) options, different from each other.
        cell: (P,).
        amount: (P,) what both together add to the cell beyond their own effects: above 0 they reinforce each other,
            below 0 they overlap.
    """

    first: Int
    second: Int
    cell: Int
    amount: Float

    def __post_init__(self) -> None:
        for name, kind in (("first", np.int64), ("second", np.int64), ("cell", np.int64), ("amount", np.float64)):
            object.__setattr__(self, name, np.ascontiguousarray(getattr(self, name), dtype=kind))
        if self.first.ndim != 1 or not self.first.shape == self.second.shape == self.cell.shape == self.amount.shape:
            raise ValueError("first, second, cell and amount must be one-dimensional and of equal length")
        if np.any(self.first == self.second):
            raise ValueError("an option cannot interact with itself")
        if not np.all(np.isfinite(self.amount)):
            raise ValueError("the amount of an interaction is not a finite number")

    @classmethod
    def none(cls) -> Pairs:
        """Return no interactions."""
        return cls(np.zeros(0), np.zeros(0), np.zeros(0), np.zeros(0))  # type: ignore[arg-type]

    def __len__(self) -> int:
        return len(self.first)


@dataclass(frozen=True, eq=False)
class Limits:
    """Rows ``sum_i use[k, i] x_i <= bound[k]``: budgets per year, people, anything that runs out.

    Attributes:
        names: K texts a reader knows the rows by, for instance "budget 2014".
        use: (K, n).
        bound: (K,) finite.
    """

    names: tuple[Text, ...]
    use: SparseRows
    bound: Float

    def __post_init__(self) -> None:
        object.__setattr__(self, "bound", np.ascontiguousarray(self.bound, dtype=np.float64))
        if not len(self.names) == self.use.rows == len(self.bound) or self.bound.ndim != 1:
            raise ValueError("names, use and bound must have one entry per limit")
        if not np.all(np.isfinite(self.bound)):
            raise ValueError("the bound of a limit is not a finite number")

    @classmethod
    def none(cls, options: int) -> Limits:
        """Return no limits on ``options`` options."""
        return cls((), SparseRows(np.zeros(1), np.zeros(0), np.zeros(0), options), np.zeros(0))  # type: ignore[arg-type]

    @classmethod
    def budget(cls, cost: ArrayLike, bound: float, name: Text | None = None) -> Limits:
        """Return one budget: ``cost`` (n,), ``bound`` in the same unit."""
        name = name or Text(nl="budget", en="budget")
        return cls((name,), SparseRows.of_dense(np.atleast_2d(np.asarray(cost, np.float64))), np.array([bound]))

    def with_bounds(self, bound: ArrayLike) -> Limits:
        """Return the same rows with other bounds, (K,)."""
        return replace(self, bound=np.asarray(bound, dtype=np.float64))


@dataclass(frozen=True)
class AtLeast:
    """At least ``count`` of ``members`` are chosen; ``name`` says what they share, for instance a region."""

    name: Text
    members: tuple[int, ...]
    count: int = 1


@dataclass(frozen=True, eq=False)
class Problem:
    """A choice of measures.

    Attributes:
        options: n names.
        cells: m names of the places where good is done: scenarios, or scenarios × years.
        effect: (n, m) what an option alone adds to a cell; not negative.
        weight: (m,) weight of each cell, not negative; without it 1.
        cap: (m,) ceiling of a cell; without it infinite.
        scale: (m,) scale of exponential saturation; without it infinite, which is no such saturation.
        pairs: interactions.
        limits: budgets and the like.
        requires: pairs (i, j): option i needs option j.
        excludes: sets of options of which at most one may be chosen.
        at_least: groups of which some must be chosen.
        fixed_in, fixed_out: options that are chosen, or not, whatever their worth.

    Raises:
        ValueError: shapes do not fit, a number is not finite, an effect or weight is negative, an option is unknown.
        CyclicRequirementError: options need each other in a circle.
    """

    options: tuple[str, ...]
    cells: tuple[str, ...]
    effect: SparseRows
    weight: Float = field(default_factory=lambda: np.zeros(0))
    cap: Float = field(default_factory=lambda: np.zeros(0))
    scale: Float = field(default_factory=lambda: np.zeros(0))
    pairs: Pairs = field(default_factory=Pairs.none)
    limits: Limits | None = None
    requires: tuple[tuple[int, int], ...] = ()
    excludes: tuple[tuple[int, ...], ...] = ()
    at_least: tuple[AtLeast, ...] = ()
    fixed_in: frozenset[int] = frozenset()
    fixed_out: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        n, m = len(self.options), len(self.cells)
        for name, default in (("weight", 1.0), ("cap", np.inf), ("scale", np.inf)):
            given = np.ascontiguousarray(getattr(self, name), dtype=np.float64)
            object.__setattr__(self, name, np.full(m, default) if m and not given.size else given)
        object.__setattr__(self, "fixed_in", frozenset(self.fixed_in))
        object.__setattr__(self, "fixed_out", frozenset(self.fixed_out))
        if (self.effect.rows, self.effect.width) != (n, m):
            raise ValueError(f"effect is {self.effect.rows} × {self.effect.width}, not {n} options × {m} cells")
        if np.any(self.effect.value < 0):
            i = int(self.effect.row_of[np.argmin(self.effect.value)])
            raise ValueError(f"option {self.options[i]!r} has a negative effect")
        for name in ("weight", "cap", "scale"):
            if getattr(self, name).shape != (m,):
                raise ValueError(f"{name} must have one entry per cell")
        if not np.all(np.isfinite(self.weight)) or np.any(self.weight < 0):
            raise ValueError("a weight is negative or not a finite number")
        if np.any(~(self.cap >= 0)) or np.any(~(self.scale > 0)):
            raise ValueError("a cap is negative, a scale is not above 0, or one of them is not a number")
        if len(self.pairs) and (
            min(self.pairs.first.min(), self.pairs.second.min(), self.pairs.cell.min()) < 0
            or max(self.pairs.first.max(), self.pairs.second.max()) >= n
            or self.pairs.cell.max() >= m
        ):
            raise ValueError("an interaction names an option or a cell that is not there")
        if self.limits is not None and self.limits.use.width != n:
            raise ValueError(f"the limits are about {self.limits.use.width} options, not {n}")
        named = {
            *(i for pair in self.requires for i in pair),
            *(i for members in self.excludes for i in members),
            *(i for group in self.at_least for i in group.members),
            *self.fixed_in,
            *self.fixed_out,
        }
        if named and not 0 <= min(named) <= max(named) < n:
            raise ValueError("a rule names an option that is not there")
        cycle = _cycle(n, self.requires)
        if cycle:
            raise CyclicRequirementError([self.options[i] for i in cycle])

    @property
    def n(self) -> int:
        """Number of options."""
        return len(self.options)

    @property
    def m(self) -> int:
        """Number of cells."""
        return len(self.cells)

    def bounded(self) -> Limits:
        """Return the limits; none where none were given."""
        return self.limits if self.limits is not None else Limits.none(self.n)

    def with_fixed(self, fixed_in: Sequence[int] = (), fixed_out: Sequence[int] = ()) -> Problem:
        """Return the problem with more options fixed."""
        return replace(self, fixed_in=self.fixed_in | set(fixed_in), fixed_out=self.fixed_out | set(fixed_out))


@dataclass(frozen=True, eq=False)
class Choice:
    """A set of options and what is known about it.

    Attributes:
        chosen: numbers of the options, ascending.
        names: their names.
        value: what the choice is worth.
        bound: no choice is worth more.
        cell_values: (m,) ``phi_s(z_s)`` of each cell, not weighted.
        use: (K,) how much of each limit is used.
        requested_gap: relative gap at which the search was to stop.
        nodes: subproblems that were looked at.
    """

    chosen: tuple[int, ...]
    names: tuple[str, ...]
    value: float
    bound: float
    cell_values: Float
    use: Float
    requested_gap: float
    nodes: int = 0

    @property
    def gap(self) -> float:
        """Distance between value and bound, relative to the value; infinite for a value of 0 below its bound."""
        return relative_gap(self.value, self.bound)

    @property
    def proof(self) -> Proof:
        """Whether the gap reached is the one asked for."""
        return "proven" if self.gap <= self.requested_gap else "stopped at limit"


def relative_gap(value: float, bound: float) -> float:
    """Return ``(bound - value) / |value|``, not below 0; 0 where both are 0."""
    distance = max(bound - value, 0.0)
    if distance == 0.0:
        return 0.0
    return distance / abs(value) if value else float("inf")


def _cycle(n: int, requires: Sequence[tuple[int, int]]) -> list[int]:
    """Return options that need each other in a circle, in order; empty where there is none."""
    needs: list[list[int]] = [[] for _ in range(n)]
    for i, j in requires:
        needs[i].append(j)
    state = [0] * n  # 0 not seen, 1 on the path, 2 done
    for root in range(n):
        path, turns = [root], [0]
        while path:
            i = path[-1]
            if state[i] == 2:
                path.pop()
                turns.pop()
                continue
            state[i] = 1
            if turns[-1] == len(needs[i]):
                state[i] = 2
                path.pop()
                turns.pop()
                continue
            j = needs[i][turns[-1]]
            turns[-1] += 1
            if state[j] == 1:
                return path[path.index(j) :]
            if state[j] == 0:
                path.append(j)
                turns.append(0)
    return []
