# SPDX-License-Identifier: EUPL-1.2
"""Starting within the rules, and good choices quickly."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from tests.capability.portfolio.plain_model import bench_instance
from tests.capability.portfolio.small_problems import every_choice, literally_allowed, random_problem, seeds
from weerbaar.capability.portfolio import InfeasibleError
from weerbaar.capability.portfolio.local_search import improved, starting_choice
from weerbaar.capability.portfolio.rules import rows_of


@given(seeds)
@settings(max_examples=40)
def test_a_start_is_within_the_rules_or_there_is_none(seed: int) -> None:
    problem = random_problem(seed)
    if every_choice(problem):
        start = starting_choice(problem, rows_of(problem), range(problem.n))
        assert literally_allowed(problem, tuple(int(v) for v in start))
    else:
        with pytest.raises(InfeasibleError):
            starting_choice(problem, rows_of(problem))


def test_prices_of_the_relaxation_lead_to_within_half_a_percent_of_the_best() -> None:
    """A price of 1.0 per unit of budget is near that of the relaxation; 1938.349 is the optimum."""
    problem = bench_instance(12)
    rows = rows_of(problem)
    price = np.array([float(problem.bounded().use.value.max())])
    found, value = improved(problem, rows, np.zeros(problem.n), price, steps=600)
    assert 0.995 * 1938.349 < value <= 1938.3491
    assert rows.allow(found)


def test_the_same_key_finds_the_same() -> None:
    problem = bench_instance(12)
    rows = rows_of(problem)
    first, second = (improved(problem, rows, np.zeros(problem.n), np.zeros(1), steps=60)[0] for _ in range(2))
    assert np.array_equal(first, second)
