# SPDX-License-Identifier: EUPL-1.2
"""Nearly as good choices, opposites and turning points, against every choice."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.capability.portfolio.small_problems import (
    Features,
    chosen_vector,
    every_choice,
    literal_value,
    random_problem,
    seeds,
)
from weerbaar.capability.portfolio import (
    InfeasibleError,
    Limits,
    Problem,
    SparseRows,
    alternatives,
    flip_cost,
    flip_effect,
    opposites,
    solve,
)


@given(seeds, st.integers(1, 3))
@settings(max_examples=20)
def test_each_next_choice_is_the_best_that_differs_enough(seed: int, distance: int) -> None:
    problem = random_problem(seed, Features(most_options=6))
    left = every_choice(problem)
    assume(left)
    for choice in alternatives(problem, 4, distance, gap=1e-9):
        best = max(literal_value(problem, x) for x in left)
        assert choice.value == pytest.approx(best, rel=1e-8, abs=1e-9)
        taken = chosen_vector(problem, choice.chosen)
        assert taken in left
        assert len(choice.use) == len(problem.bounded().names)
        left = [x for x in left if sum(a != b for a, b in zip(x, taken, strict=True)) >= distance]


def test_there_are_no_more_alternatives_than_choices() -> None:
    problem = Problem(("a", "b"), ("s",), SparseRows.of_dense([[1.0], [2.0]]), limits=Limits.budget([1, 1], 1))
    assert [choice.names for choice in alternatives(problem, 9)] == [("b",), ("a",), ()]
    with pytest.raises(ValueError, match="at least 1"):
        alternatives(problem, 0)


@given(seeds)
@settings(max_examples=20)
def test_opposites_are_the_best_with_the_option_on_the_other_side(seed: int) -> None:
    problem = random_problem(seed, Features(most_options=6))
    choices = every_choice(problem)
    assume(choices)
    best = solve(problem, gap=1e-9)
    for opposite in opposites(problem, best, gap=1e-9, node_limit=None):
        i = opposite.option
        assert opposite.taken == (i in best.chosen)
        worth = [literal_value(problem, x) for x in choices if bool(x[i]) != opposite.taken]
        if not worth:
            assert opposite.choice is None
            assert opposite.loss == np.inf
            continue
        assert opposite.choice is not None
        assert opposite.choice.value == pytest.approx(max(worth), rel=1e-8, abs=1e-9)
        assert opposite.loss == pytest.approx(best.value - max(worth), abs=1e-6)
        assert opposite.loss_at_least <= opposite.loss + 1e-12


def two_of_three() -> Problem:
    return Problem(
        ("dike", "pump", "sirens"),
        ("s",),
        SparseRows.of_dense([[6.0], [5.0], [4.0]]),
        limits=Limits.budget([2.0, 2.0, 1.0], 3.0),
    )


def test_the_cost_at_which_an_option_leaves() -> None:
    """The dike goes with the sirens up to a cost of 2; alone, up to 3, it is worth less than pump and sirens."""
    flip = flip_cost(two_of_three(), 0, 0)
    assert flip.now == 2.0
    assert flip.stays_at is not None
    assert flip.leaves_at is not None
    assert flip.stays_at <= 2.0 <= flip.leaves_at
    assert flip.leaves_at - flip.stays_at <= 0.005 * flip.leaves_at


def test_the_cost_at_which_an_option_enters() -> None:
    """Up to a cost of 1 the pump fits beside the dike, and is worth more there than the sirens."""
    flip = flip_cost(two_of_three(), 1, 0)
    assert flip.now == 2.0
    assert flip.stays_at is not None
    assert flip.leaves_at is not None
    assert flip.stays_at <= 1.0 < flip.leaves_at <= 1.0051


def test_the_effect_at_which_an_option_enters_or_leaves() -> None:
    """The pump replaces the dike from 6 / 5 of its effect, the dike gives way below 5 / 6 of its own."""
    entering, leaving = flip_effect(two_of_three(), 1), flip_effect(two_of_three(), 0)
    assert entering.leaves_at is not None
    assert entering.leaves_at <= 1.2 <= entering.stays_at * (1 + 1e-9)  # type: ignore[operator]
    assert entering.stays_at == pytest.approx(1.2, rel=0.006)
    assert leaving.stays_at == pytest.approx(5 / 6, rel=0.006)


@given(seeds)
@settings(max_examples=10)
def test_turning_points_against_every_choice(seed: int) -> None:
    problem = random_problem(seed, Features(most_options=5, logic=False))
    option = seed % problem.n
    choices = every_choice(problem)
    out = max(literal_value(problem, x) for x in choices if not x[option])
    flip = flip_effect(problem, option)

    def best_with(factor: float) -> float:
        mine = problem.effect.row_of == option
        changed = problem.effect.with_values(np.where(mine, factor * problem.effect.value, problem.effect.value))
        other = replace(problem, effect=changed)
        return max((literal_value(other, x) for x in choices if x[option]), default=-np.inf)

    tolerance = 1e-7 * max(1.0, abs(out))
    if flip.stays_at is not None:
        assert best_with(flip.stays_at) >= out - tolerance
    if flip.leaves_at is not None:
        assert best_with(flip.leaves_at) <= out + tolerance


def test_what_cannot_be_left_out_has_no_turning_point() -> None:
    with pytest.raises(InfeasibleError):
        flip_cost(two_of_three().with_fixed([0]), 0, 0)
