# SPDX-License-Identifier: EUPL-1.2
"""What choices are worth, against the definition."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings

from tests.capability.portfolio.small_problems import literal_value, random_problem, seeds
from weerbaar.capability.portfolio import values
from weerbaar.capability.portfolio.evaluation import cell_values, choice_of, saturated, slope, totals


@given(seeds)
@settings(max_examples=30)
def test_all_choices_at_once_are_worth_what_the_definition_says(seed: int) -> None:
    problem = random_problem(seed)
    every = np.array(list(itertools.product((0, 1), repeat=problem.n)))
    expected = [literal_value(problem, tuple(x)) for x in every]
    assert values(problem, every) == pytest.approx(np.array(expected), abs=1e-9)
    assert values(problem, every[3]) == pytest.approx(expected[3], abs=1e-9)
    assert cell_values(problem, every).shape == totals(problem, every).shape == (len(every), problem.m)


def test_independent_shares_of_a_risk_multiply() -> None:
    """Measures that take away 20 % and 50 % of a risk of 10 leave 10 × 0.8 × 0.5 = 4."""
    z = -10 * np.log(0.8) - 10 * np.log(0.5)
    assert saturated(np.array([z]), np.array([np.inf]), np.array([10.0]))[0] == pytest.approx(6.0)


def test_the_slope_is_the_derivative() -> None:
    cap, scale = np.array([3.0, np.inf, 2.0, 3.0]), np.array([np.inf, 4.0, 4.0, np.inf])
    for at in (0.5, 2.0, 5.0):
        z = np.full(4, at)
        numeric = (saturated(z + 1e-6, cap, scale) - saturated(z - 1e-6, cap, scale)) / 2e-6
        assert slope(z, cap, scale) == pytest.approx(numeric, abs=1e-6)


def test_a_choice_carries_its_use_and_lifts_a_bound_below_its_value() -> None:
    problem = random_problem(5)
    x = np.zeros(problem.n)
    x[[0, 1]] = 1
    choice = choice_of(problem, x, -1e9, requested_gap=1e-6)
    assert choice.names == ("m1", "m2")
    assert choice.use == pytest.approx(problem.bounded().use.dense()[:, :2].sum(axis=1))
    assert choice.bound == choice.value
