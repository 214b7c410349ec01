# SPDX-License-Identifier: EUPL-1.2
"""Tabu search stays within the rules, counts right, and finds the best of small problems."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings

from tests.capability.portfolio.small_problems import (
    every_choice,
    literal_value,
    literally_allowed,
    random_problem,
    seeds,
)
from weerbaar.capability.portfolio.local_search import terrain_of
from weerbaar.capability.portfolio.local_search_kernels import fill, tabu_search
from weerbaar.capability.portfolio.rules import rows_of


@given(seeds)
@settings(max_examples=40)
def test_the_value_kept_along_the_way_is_the_value(seed: int) -> None:
    problem = random_problem(seed)
    choices = every_choice(problem)
    assume(choices)
    rows = rows_of(problem)
    fixed = np.zeros(problem.n, np.int64)
    fixed[[*problem.fixed_in, *problem.fixed_out]] = 1
    start = np.array(choices[seed % len(choices)], dtype=float)
    found, value = tabu_search(terrain_of(problem, rows), start, fixed, np.zeros(len(rows.bound)), 40, 7)
    taken = tuple(int(v) for v in found)
    assert literally_allowed(problem, taken)
    assert value == pytest.approx(literal_value(problem, taken), abs=1e-9)
    assert value >= literal_value(problem, choices[seed % len(choices)]) - 1e-9


def test_totals_and_uses_are_those_of_the_choice() -> None:
    problem = random_problem(3)
    rows = rows_of(problem)
    x = np.zeros(problem.n)
    x[:2] = 1
    z, used = np.zeros(problem.m), np.zeros(len(rows.bound))
    value = fill(terrain_of(problem, rows), x, z, used)
    assert value == pytest.approx(literal_value(problem, tuple(int(v) for v in x)))
    assert used == pytest.approx(rows.dense[:, :2].sum(axis=1))
