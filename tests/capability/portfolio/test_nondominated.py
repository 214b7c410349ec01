# SPDX-License-Identifier: EUPL-1.2
"""Non-dominated choices against the definition, and by hand."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import assume, given, settings

from tests.capability.portfolio.small_problems import Features, every_choice, literal_value, random_problem, seeds
from weerbaar.capability.portfolio import (
    InfeasibleError,
    Limits,
    Problem,
    SparseRows,
    TooManyOptionsError,
    nondominated,
)


def literally(worth: np.ndarray) -> list[int]:
    """Rows (N, V) of values at all corners that no other row beats."""
    beaten = [any(np.all(other >= row - 1e-9) and np.any(other > row + 1e-9) for other in worth) for row in worth]
    return [k for k, out in enumerate(beaten) if not out]


@given(seeds)
@settings(max_examples=30)
def test_certain_effects_with_interactions_and_saturation(seed: int) -> None:
    problem = random_problem(seed, Features(most_options=6))
    choices = every_choice(problem)
    assume(choices)
    corners = np.random.default_rng(seed).dirichlet(np.ones(problem.m), 3)
    worth = np.array([[literal_value(weighted(problem, w), x) for w in corners] for x in choices])
    expected = {choices[k] for k in literally(worth)}
    found = nondominated(problem, corners)
    assert {tuple(int(v) for v in row) for row in found.taken} == expected
    assert found.core_index == pytest.approx(np.mean(list(expected), axis=0))


def weighted(problem: Problem, weight: np.ndarray) -> Problem:
    from dataclasses import replace

    return replace(problem, weight=problem.weight * weight)


@given(seeds)
@settings(max_examples=20)
def test_effects_in_intervals(seed: int) -> None:
    """Dominance over a box of effects is dominance at all its corners: value is linear in each effect."""
    rng = np.random.default_rng(seed)
    effect = SparseRows.of_dense(rng.uniform(0.5, 4, (4, 2)) * (rng.random((4, 2)) < 0.7))
    problem = Problem(tuple("abcd"), ("s", "t"), effect, limits=Limits.budget(rng.uniform(1, 3, 4), 5.0))
    low, high = effect.value * rng.uniform(0.5, 1, len(effect.value)), effect.value * rng.uniform(1, 1.5)
    corners = np.array([[1.0, 0.0], [0.3, 0.7]])
    choices = every_choice(problem)
    boxes = [effect.with_values(v).dense() for v in itertools.product(*zip(low, high, strict=True))]
    worth = np.array([[np.array(x) @ box @ w for box in boxes for w in corners] for x in choices])
    expected = {choices[k] for k in literally(worth)}
    found = nondominated(problem, corners, np.array([low, high]))
    assert {tuple(int(v) for v in row) for row in found.taken} == expected


def test_by_hand() -> None:
    """One of four, two criteria, weight of the first between 0.4 and 1: at the corners the options are worth 4 and 10,
    6.4 and 7, 4.8 and 3, and 6 and 0, so only the first two stand, and which is better depends on the weight."""
    effect = SparseRows.of_dense([[10.0, 0.0], [7.0, 6.0], [3.0, 6.0], [0.0, 10.0]])
    problem = Problem(tuple("abcd"), ("s", "t"), effect, limits=Limits.budget(np.ones(4), 1.0))
    corners = [[0.4, 0.6], [1.0, 0.0]]
    found = nondominated(problem, corners)
    assert [problem.options[int(np.argmax(row))] for row in found.taken] == ["a", "b"]
    assert found.core_index.tolist() == [0.5, 0.5, 0, 0]
    # If b may be worth as little as 3 and 5, and c as much as 4 and 8, nothing is ruled out.
    low, high = effect.dense(), effect.dense()
    low[1], high[2] = [3.0, 5.0], [4.0, 8.0]
    ends = np.array([bound[effect.row_of, effect.column] for bound in (low, high)])
    wider = nondominated(problem, corners, ends)
    assert sorted(problem.options[int(np.argmax(row))] for row in wider.taken) == ["a", "b", "c", "d"]


def test_too_many_options_and_what_cannot_be_combined_are_refused() -> None:
    many = Problem(tuple(f"m{i}" for i in range(21)), ("s",), SparseRows.of_dense(np.ones((21, 1))))
    with pytest.raises(TooManyOptionsError, match="at most 20 measures; these are 21"):
        nondominated(many, [[1.0]])
    capped = Problem(("a",), ("s",), SparseRows.of_dense([[1.0]]), cap=np.array([1.0]))
    with pytest.raises(ValueError, match="cannot be combined"):
        nondominated(capped, [[1.0]], [[1.0], [1.0]])
    with pytest.raises(ValueError, match="one column per cell"):
        nondominated(capped, [[1.0, 1.0]])
    with pytest.raises(InfeasibleError):
        nondominated(capped.with_fixed([0], [0]), [[1.0]])


def test_twenty_options_are_not_too_many() -> None:
    rng = np.random.default_rng(2)
    effect = SparseRows.of_dense(rng.uniform(1, 5, (20, 2)))
    problem = Problem(tuple(f"m{i}" for i in range(20)), ("s", "t"), effect, limits=Limits.budget(np.ones(20), 3.0))
    found = nondominated(problem, [[1.0, 0.0], [0.0, 1.0]])
    every = [sum(effect.dense()[i] for i in three) for three in itertools.combinations(range(20), 3)]
    assert len(found.taken) == len(literally(np.array(every)))
