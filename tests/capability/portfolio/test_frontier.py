# SPDX-License-Identifier: EUPL-1.2
"""The frontier against every choice at each budget."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from tests.capability.portfolio.plain_model import bench_instance
from tests.capability.portfolio.small_problems import Features, best_value, random_problem, seeds
from weerbaar.capability.portfolio import frontier


@given(seeds)
@settings(max_examples=12)
def test_each_point_is_the_best_at_its_budget(seed: int) -> None:
    problem = random_problem(seed, Features(logic=False, most_options=7))
    limits = problem.bounded()
    budgets = np.linspace(0, limits.use.dense()[0].sum(), 6)
    points = frontier(problem, 0, budgets, gap=1e-9)
    for budget, point in zip(budgets, points, strict=True):
        bound = limits.bound.copy()
        bound[0] = budget
        best = best_value(replace(problem, limits=limits.with_bounds(bound)))
        assert point.value == pytest.approx(best, rel=1e-8, abs=1e-9)
        assert point.bound >= best - 1e-9
        assert point.use[0] <= budget + 1e-9


def test_values_and_bounds_never_fall_with_the_budget_and_executors_do_not_matter() -> None:
    problem = bench_instance(11, 40, 10, 30)
    factors = np.linspace(0.2, 3.0, 23)
    points = frontier(problem, None, factors, node_limit=40)
    with ThreadPoolExecutor(2) as executor:
        again = frontier(problem, None, factors, node_limit=40, executor=executor)
    values, bounds = np.array([p.value for p in points]), np.array([p.bound for p in points])
    assert np.all(np.diff(values) >= 0)
    assert np.all(np.diff(bounds) >= -1e-9)
    assert np.all(bounds >= values)
    assert [p.chosen for p in points] == [p.chosen for p in again]
    assert bounds.tobytes() == np.array([p.bound for p in again]).tobytes()


@pytest.mark.parametrize(
    ("limit", "budgets", "words"),
    [(7, [1.0], "no such limit"), (0, [], "at least one budget"), (0, [2.0, 1.0], "must ascend")],
)
def test_what_makes_no_frontier_is_refused(limit: int, budgets: list[float], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        frontier(random_problem(1), limit, budgets)
