# SPDX-License-Identifier: EUPL-1.2
"""Random small problems with every feature, and the slow and obvious answer to each: all choices, one by one."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from weerbaar.base import Text
from weerbaar.capability.portfolio import AtLeast, Limits, Pairs, Problem, ProblemFamily, SparseRows

Float = NDArray[np.float64]


def literal_value(problem: Problem, taken: tuple[int, ...]) -> float:
    """The value of zeros and ones, as the definition reads."""
    effect = problem.effect.dense()
    value = 0.0
    for s in range(problem.m):
        z = sum(effect[i, s] for i in range(problem.n) if taken[i])
        for i, j, cell, g in zip(
            problem.pairs.first, problem.pairs.second, problem.pairs.cell, problem.pairs.amount, strict=True
        ):
            if cell == s and taken[i] and taken[j]:
                z += g
        if math.isfinite(problem.scale[s]):
            z = problem.scale[s] * (1 - math.exp(-z / problem.scale[s]))
        value += problem.weight[s] * min(z, problem.cap[s])
    return float(value)


def literally_allowed(problem: Problem, taken: tuple[int, ...]) -> bool:
    limits = problem.bounded()
    use = limits.use.dense()
    for k in range(len(limits.names)):
        if sum(use[k, i] for i in range(problem.n) if taken[i]) > limits.bound[k] * (1 + 1e-9) + 1e-12:
            return False
    return (
        all(not taken[i] or taken[j] for i, j in problem.requires)
        and all(sum(taken[i] for i in set(members)) <= 1 for members in problem.excludes)
        and all(sum(taken[i] for i in set(group.members)) >= group.count for group in problem.at_least)
        and all(taken[i] for i in problem.fixed_in)
        and not any(taken[i] for i in problem.fixed_out)
    )


def every_choice(problem: Problem) -> list[tuple[int, ...]]:
    """All choices within the rules."""
    return [x for x in itertools.product((0, 1), repeat=problem.n) if literally_allowed(problem, x)]


def best_value(problem: Problem) -> float:
    """The best value by looking at every choice; -inf where none is within the rules."""
    return max((literal_value(problem, x) for x in every_choice(problem)), default=-math.inf)


def chosen_vector(problem: Problem, chosen: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(int(i in chosen) for i in range(problem.n))


@dataclass(frozen=True)
class Features:
    """What a random problem may have."""

    pairs: bool = True
    caps: bool = True
    curves: bool = True
    logic: bool = True
    most_options: int = 8


def random_problem(seed: int, features: Features | None = None) -> Problem:
    """A problem with a seed: up to a handful of options and cells, one or two budgets, and the features wanted."""
    wanted = features or Features()
    rng = np.random.default_rng(seed)
    n, m = int(rng.integers(2, wanted.most_options + 1)), int(rng.integers(1, 5))
    effect = np.where(rng.random((n, m)) < 0.6, rng.uniform(0, 5, (n, m)), 0.0)
    cost = np.round(rng.uniform(1, 5, (int(rng.integers(1, 3)), n)), 1)
    bound = np.round(cost.sum(axis=1) * rng.uniform(0.2, 0.8), 1)
    names = tuple(Text(nl=f"begroting {2014 + k}", en=f"budget {2014 + k}") for k in range(len(bound)))
    cap = np.where(rng.random(m) < 0.5, effect.sum(axis=0) * rng.uniform(0.2, 0.9, m), np.inf)
    scale = np.where(rng.random(m) < 0.5, effect.sum(axis=0) * rng.uniform(0.2, 0.9, m) + 0.1, np.inf)
    pairs = Pairs.none()
    if wanted.pairs:
        count = int(rng.integers(0, 2 * n))
        ends = np.array([rng.choice(n, 2, replace=False) for _ in range(count)], dtype=np.int64).reshape(-1, 2)
        cell = rng.integers(0, m, count)
        # Overlap takes away at most what the lesser of the two does there; reinforcement needs no effect to begin with.
        shared = np.minimum(effect[ends[:, 0], cell], effect[ends[:, 1], cell])
        amount = np.where(rng.random(count) < 0.5, -rng.uniform(0, 1, count) * shared, rng.uniform(0, 3, count))
        pairs = Pairs(ends[:, 0], ends[:, 1], cell, amount)
    requires: tuple[tuple[int, int], ...] = ()
    excludes: tuple[tuple[int, ...], ...] = ()
    at_least: tuple[AtLeast, ...] = ()
    fixed_in, fixed_out = frozenset[int](), frozenset[int]()
    if wanted.logic:
        order = rng.permutation(n)
        if rng.random() < 0.5:
            requires = ((int(order[0]), int(order[1])),)
        if rng.random() < 0.4:
            excludes = (tuple(int(i) for i in rng.choice(n, 2, replace=False)),)
        if rng.random() < 0.4:
            members = tuple(int(i) for i in rng.choice(n, min(3, n), replace=False))
            at_least = (AtLeast(Text(nl="regio Zeeland", en="region Zeeland"), members),)
        if rng.random() < 0.2:
            fixed_in = frozenset({int(rng.integers(n))})
        if rng.random() < 0.2:
            fixed_out = frozenset({int(rng.integers(n))}) - fixed_in
    return Problem(
        options=tuple(f"m{i + 1}" for i in range(n)),
        cells=tuple(f"s{s + 1}" for s in range(m)),
        effect=SparseRows.of_dense(effect),
        weight=np.round(rng.uniform(0, 2, m), 2),
        cap=cap if wanted.caps else np.full(m, np.inf),
        scale=scale if wanted.curves else np.full(m, np.inf),
        pairs=pairs,
        limits=Limits(names, SparseRows.of_dense(cost), bound),
        requires=requires,
        excludes=excludes,
        at_least=at_least,
        fixed_in=fixed_in,
        fixed_out=fixed_out,
    )


def random_family(seed: int, states: int, features: Features | None = None) -> ProblemFamily:
    """States of the world around a random problem, in all that may vary."""
    base = random_problem(seed, features)
    rng = np.random.default_rng(seed + 1)

    def around(values: Float) -> Float:
        return values * rng.uniform(0.4, 1.6, (states, len(values)))

    return ProblemFamily(
        base,
        states,
        weight=around(base.weight),
        cap=around(base.cap),
        effect=around(base.effect.value),
        pair_amount=around(base.pairs.amount),
    )


seeds = st.integers(0, 2**32 - 1)
