# SPDX-License-Identifier: EUPL-1.2
"""The relaxation's data describe the same choice as the problem."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings

from tests.capability.portfolio.small_problems import literal_value, random_problem, seeds
from weerbaar.capability.portfolio.kernels import worth
from weerbaar.capability.portfolio.relaxation import bounds_of, ceiling_of, model_of
from weerbaar.capability.portfolio.rules import rows_of


@given(seeds)
@settings(max_examples=40)
def test_profits_less_losses_are_the_value(seed: int) -> None:
    problem = random_problem(seed)
    model = model_of(problem, rows_of(problem), 4.0)
    for x in itertools.product((0, 1), repeat=problem.n):
        assert 4 * worth(model, np.array(x, dtype=float)) == pytest.approx(literal_value(problem, x), abs=1e-9)


@given(seeds)
@settings(max_examples=40)
def test_nothing_is_worth_more_than_the_ceiling(seed: int) -> None:
    problem = random_problem(seed)
    every = itertools.product((0, 1), repeat=problem.n)
    assert max(literal_value(problem, x) for x in every) <= ceiling_of(problem) + 1e-12


def test_fixed_options_have_one_value() -> None:
    low, high = bounds_of(random_problem(1).with_fixed([0], [1]))
    assert (low[0], high[0], low[1], high[1]) == (1, 1, 0, 0)
