# SPDX-License-Identifier: EUPL-1.2
"""Which options belong to the best choice in every state of the world, in some, or in none.

Core index and core, borderline and exterior projects: Liesiö, Mild & Salo, Preference programming for robust portfolio
modeling and project selection, European Journal of Operational Research 181 (2007). There over all non-dominated
portfolios (see ``nondominated.py``), here over the best choice of each sampled state.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from weerbaar.base import Lang, Text, percentage
from weerbaar.capability.portfolio.local_search import starting_choice
from weerbaar.capability.portfolio.problem import relative_gap
from weerbaar.capability.portfolio.rules import rows_of
from weerbaar.capability.portfolio.solver import Experience, search
from weerbaar.capability.portfolio.states import ProblemFamily

Float = NDArray[np.float64]
Bool = NDArray[np.bool_]

CHUNK = 25
"""States that share what they learn: part of the definition of the result."""

NODE_LIMIT = 2000
"""Relaxations per state; with 200 options some 0.2 s."""

_STEPS = 150


@dataclass(frozen=True, eq=False)
class Core:
    """The best choices in K states.

    Attributes:
        options: n names.
        taken: (K, n) the choice of each state.
        value, bound: (K,) what it is worth, and what none exceeds.
        proven: (K, n) whether every best choice of the state has the option on the same side: forcing it to the other
            gives a bound below the value reached.
        requested_gap: relative gap that was asked for.
        nodes: (K,) relaxations solved.
    """

    options: tuple[str, ...]
    taken: Bool
    value: Float
    bound: Float
    proven: Bool
    requested_gap: float
    nodes: NDArray[np.int64]

    @property
    def states(self) -> int:
        """K."""
        return len(self.value)

    @property
    def gap(self) -> Float:
        """Relative gap reached in each state, (K,)."""
        return np.array([relative_gap(v, b) for v, b in zip(self.value, self.bound, strict=True)])

    @property
    def share(self) -> Float:
        """Share of the states whose choice has the option, (n,)."""
        found: Float = self.taken.mean(axis=0)
        return found

    @property
    def share_proven_in(self) -> Float:
        """Share of the states in which every best choice has the option, (n,)."""
        found: Float = (self.taken & self.proven).mean(axis=0)
        return found

    @property
    def share_proven_out(self) -> Float:
        """Share of the states in which no best choice has the option, (n,)."""
        found: Float = (~self.taken & self.proven).mean(axis=0)
        return found

    @property
    def core(self) -> tuple[int, ...]:
        """Options chosen in all states."""
        return tuple(np.nonzero(self.taken.all(axis=0))[0].tolist())

    @property
    def never(self) -> tuple[int, ...]:
        """Options chosen in no state."""
        return tuple(np.nonzero(~self.taken.any(axis=0))[0].tolist())

    @property
    def borderline(self) -> tuple[int, ...]:
        """Options chosen in some states and not in others."""
        return tuple(np.nonzero(self.taken.any(axis=0) & ~self.taken.all(axis=0))[0].tolist())

    def interval(self, confidence: float = 0.95) -> Float:
        """Return Wilson's interval for the share over all states, (n, 2); one-sided exact where it is 0 or 1.

        Of K states and none against, the share against is below ``1 - (1 - confidence)^(1/K)``, some 3/K at 95 %.
        """
        k, p = self.states, self.share
        z = NormalDist().inv_cdf(0.5 + confidence / 2)
        middle = (p + z * z / (2 * k)) / (1 + z * z / k)
        half = z * np.sqrt(p * (1 - p) / k + z * z / (4 * k * k)) / (1 + z * z / k)
        low, high = middle - half, middle + half
        most = 1 - (1 - confidence) ** (1 / k)
        low = np.where(p == 1, 1 - most, np.where(p == 0, 0.0, low))
        high = np.where(p == 0, most, np.where(p == 1, 1.0, high))
        return np.column_stack([low, high])

    def statement(self, option: int, confidence: float = 0.95) -> Text:
        """Return what the states say about one option, in a sentence."""
        name, k = self.options[option], self.states
        count = int(self.taken[:, option].sum())
        low, high = self.interval(confidence)[option]
        proven = int((self.proven[:, option] & (self.taken[:, option] == (2 * count >= k))).sum())
        nl, en = (_Shares(lang, confidence, count / k, low, high) for lang in _LANGUAGES)
        if count == k:
            return Text(
                nl=f"{name} zit in de beste keuze van alle {k} toestanden, in {proven} daarvan bewezen; met {nl.sure} "
                f"zekerheid in meer dan {nl.low} van alle denkbare.",
                en=f"{name} is in the best choice of all {k} states, proven in {proven} of them; with {en.sure} "
                f"confidence in more than {en.low} of all conceivable ones.",
            )
        if count == 0:
            return Text(
                nl=f"{name} zit in geen van de {k} toestanden in de beste keuze, in {proven} daarvan bewezen; met "
                f"{nl.sure} zekerheid in minder dan {nl.high} van alle denkbare.",
                en=f"{name} is in the best choice of none of the {k} states, proven in {proven} of them; with "
                f"{en.sure} confidence in less than {en.high} of all conceivable ones.",
            )
        return Text(
            nl=f"{name} zit in {count} van de {k} toestanden in de beste keuze, {nl.count} ({nl.low} tot {nl.high}).",
            en=f"{name} is in the best choice of {count} of the {k} states, {en.count} ({en.low} to {en.high}).",
        )


_LANGUAGES: tuple[Lang, Lang] = ("nl", "en")


class _Shares:
    """Shares in words."""

    def __init__(self, lang: Lang, confidence: float, count: float, low: float, high: float) -> None:
        self.sure, self.count = percentage(confidence, lang), percentage(count, lang, 3)
        self.low, self.high = percentage(low, lang, 3), percentage(high, lang, 3)


def robust_core(
    family: ProblemFamily,
    *,
    gap: float = 1e-3,
    node_limit: int = NODE_LIMIT,
    executor: Executor | None = None,
    progress: Callable[[float], None] | None = None,
) -> Core:
    """Return the best choice of every state, with its gap and what is proven about each option.

    Args:
        family: the states.
        gap: relative gap to stop at in each state.
        node_limit: relaxations per state; what is not proven within it keeps the gap it has.
        executor: who does the chunks of states; None = here and now. The outcome is the same.
        progress: called with the share of the chunks that is done.

    Raises:
        InfeasibleError: no choice is within the rules.
    """
    rows = rows_of(family.base)
    first = starting_choice(family.base, rows)
    first = search(family.base, rows, first, gap=gap, node_limit=node_limit).taken
    edges = [(a, min(a + CHUNK, family.states)) for a in range(0, family.states, CHUNK)]
    jobs = [_Chunk(family.part(a, b), first, gap, node_limit) for a, b in edges]
    parts: Iterable[_Part] = map(_solved, jobs) if executor is None else executor.map(_solved, jobs)
    done: list[_Part] = []
    for part in parts:
        done.append(part)
        if progress is not None:
            progress(len(done) / len(jobs))
    return Core(
        options=family.base.options,
        taken=np.concatenate([part.taken for part in done]),
        value=np.concatenate([part.value for part in done]),
        bound=np.concatenate([part.bound for part in done]),
        proven=np.concatenate([part.proven for part in done]),
        requested_gap=gap,
        nodes=np.concatenate([part.nodes for part in done]),
    )


@dataclass(frozen=True, eq=False)
class _Chunk:
    family: ProblemFamily
    first: Float
    gap: float
    node_limit: int


@dataclass(frozen=True, eq=False)
class _Part:
    taken: Bool
    value: Float
    bound: Float
    proven: Bool
    nodes: NDArray[np.int64]


def _solved(chunk: _Chunk) -> _Part:
    family, rows = chunk.family, rows_of(chunk.family.base)
    k, n = family.states, family.base.n
    part = _Part(
        np.zeros((k, n), np.bool_), np.zeros(k), np.zeros(k), np.zeros((k, n), np.bool_), np.zeros(k, np.int64)
    )
    # Good choices of other states are good starts; what branching did there helps to branch here.
    pool = [chunk.first]
    worth = [family.values(chunk.first)]
    experience = Experience.none(n)
    for state in range(k):
        start = pool[int(np.argmax([values[state] for values in worth]))]
        found = search(
            family.state(state),
            rows,
            start,
            gap=chunk.gap,
            steps=_STEPS,
            node_limit=chunk.node_limit,
            experience=experience,
        )
        part.taken[state] = found.taken > 0.5
        part.value[state], part.bound[state], part.nodes[state] = found.value, found.bound, found.nodes
        below = found.value - 1e-9 * abs(found.value)
        part.proven[state] = np.where(part.taken[state], found.bound_with(0.0), found.bound_with(1.0)) < below
        if not any(np.array_equal(found.taken, other) for other in pool):
            pool.append(found.taken)
            worth.append(family.values(found.taken))
    return part
