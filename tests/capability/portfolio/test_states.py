# SPDX-License-Identifier: EUPL-1.2
"""Values over many states at once, and planes above them."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings

from tests.capability.portfolio.small_problems import literal_value, random_family, random_problem, seeds
from weerbaar.capability.portfolio import ProblemFamily


@given(seeds)
@settings(max_examples=25)
def test_values_are_those_of_each_state(seed: int) -> None:
    family = random_family(seed, 4)
    for x in itertools.islice(itertools.product((0, 1), repeat=family.base.n), 0, None, 3):
        expected = [literal_value(family.state(k), x) for k in range(4)]
        assert family.values(np.array(x, dtype=float)) == pytest.approx(np.array(expected), rel=1e-9, abs=1e-9)
        assert family.part(1, 3).values(np.array(x, dtype=float)) == pytest.approx(expected[1:3], rel=1e-9, abs=1e-9)


@given(seeds)
@settings(max_examples=25)
def test_a_plane_touches_where_it_was_made_and_lies_above_elsewhere(seed: int) -> None:
    family = random_family(seed, 3)
    rng = np.random.default_rng(seed)
    share, pairs = rng.dirichlet(np.ones(3)), family.base.pairs
    at = rng.random(family.base.n)
    both = rng.random(len(pairs))
    level, by_option, by_pair = family.tangent(share, at, both)
    assert level + by_option @ at + by_pair @ both == pytest.approx(share @ family.values(at, both), abs=1e-9)
    for x in itertools.product((0.0, 1.0), repeat=family.base.n):
        taken = np.array(x)
        product = taken[pairs.first] * taken[pairs.second]
        assert level + by_option @ taken + by_pair @ product >= share @ family.values(taken) - 1e-9


def test_what_is_not_given_is_the_same_in_all_states() -> None:
    base = random_problem(8)
    family = ProblemFamily(base, 2)
    x = np.ones(base.n)
    assert family.values(x) == pytest.approx(np.full(2, literal_value(base, (1,) * base.n)))
    assert family.state(1).effect is base.effect


@pytest.mark.parametrize(
    ("name", "array", "words"),
    [
        ("weight", np.ones((2, 1)), "weight has shape"),
        ("effect", -np.ones((2, 999)), "effect has shape"),
        ("pair_amount", None, "at least one state"),
    ],
)
def test_what_does_not_fit_is_refused(name: str, array: np.ndarray | None, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        ProblemFamily(random_problem(8), 0 if array is None else 2, **{name: array})


def test_a_negative_weight_is_refused_with_its_state() -> None:
    base = random_problem(8)
    weight = np.ones((3, base.m))
    weight[2, 0] = -1
    with pytest.raises(ValueError, match="weight of state 2 is out of range"):
        ProblemFamily(base, 3, weight=weight)
