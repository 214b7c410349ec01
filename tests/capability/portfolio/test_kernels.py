# SPDX-License-Identifier: EUPL-1.2
"""The bound is true whatever the tableau says; the tableau is the linear programme that it stands for."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import assume, given, settings
from numpy.typing import NDArray

from tests.capability.portfolio.small_problems import Features, every_choice, literal_value, random_problem, seeds
from weerbaar.capability.portfolio import Problem
from weerbaar.capability.portfolio.kernels import (
    LOGIC,
    OPTIMAL,
    Model,
    Tableau,
    add_row,
    certified,
    copied,
    fix,
    new_tableau,
    penalty,
    relaxed,
)
from weerbaar.capability.portfolio.relaxation import bounds_of, model_of
from weerbaar.capability.portfolio.rules import rows_of

Float = NDArray[np.float64]


def root(problem: Problem) -> tuple[Model, Tableau, Float, Float, int, float]:
    """The first relaxation of a problem, solved."""
    model = model_of(problem, rows_of(problem), 1.0)
    low, high = bounds_of(problem)
    n = problem.n
    tab = new_tableau(model, len(model.row_bound) + 5, n + 5)
    for i in range(n):
        tab.in_column[i], tab.place[i], tab.cost[i] = i, -1 - i, model.profit[i]
        tab.value[i] = high[i] if model.profit[i] > 0 else low[i]
    tab.size[1] = n
    for r in range(len(model.row_bound)):
        add_row(model, tab, LOGIC, r, 0.0, 0.0)
    start = float(model.profit @ tab.value[:n])
    tab, status, objective, _ = relaxed(model, tab, low, high, start, -np.inf, 1e-9)
    return model, tab, low, high, status, objective


def plain_relaxation(problem: Problem) -> float:
    """The linear programme in full, by HiGHS."""
    from scipy.optimize import linprog

    model, rows = model_of(problem, rows_of(problem), 1.0), rows_of(problem)
    n, p, m = problem.n, len(model.price), problem.m
    matrix, right = [], []
    for row, bound in zip(rows.dense, rows.bound, strict=True):
        matrix.append(np.concatenate([row, np.zeros(p + m)]))
        right.append(bound)
    for q in range(p):
        row = np.zeros(n + p + m)
        row[model.first[q]] += 1
        row[model.second[q]] += -1 if model.sign[q] > 0 else 1
        row[n + q] = -1
        matrix.append(row)
        right.append(0.0 if model.sign[q] > 0 else 1.0)
    for s in range(m):
        if np.isfinite(model.cap[s]):
            row = np.zeros(n + p + m)
            part = slice(model.cell_start[s], model.cell_start[s + 1])
            row[model.cell_option[part]] = model.cell_amount[part]
            part = slice(model.loss_start[s], model.loss_start[s + 1])
            row[n + model.loss_product[part]] = -model.loss_amount[part]
            row[n + p + s] = -1
            matrix.append(row)
            right.append(model.cap[s])
    low, high = bounds_of(problem)
    bounds = [*zip(low, high, strict=True), *[(0, None)] * (p + m)]
    cost = np.concatenate([-model.profit, model.price, model.weight])
    answer = linprog(cost, A_ub=np.array(matrix), b_ub=np.array(right), bounds=bounds)
    return -float(answer.fun) if answer.status == 0 else -np.inf


@given(seeds)
@settings(max_examples=60)
def test_the_relaxation_is_the_linear_programme(seed: int) -> None:
    problem = random_problem(seed, Features(curves=False))
    model, tab, low, high, status, objective = root(problem)
    expected = plain_relaxation(problem)
    assert (status == OPTIMAL) == (expected > -np.inf)
    if status == OPTIMAL:
        assert objective == pytest.approx(expected, abs=1e-6)
        assert certified(model, tab, low, high, np.zeros(problem.n)) == pytest.approx(expected, abs=1e-6)


@given(seeds)
@settings(max_examples=60)
def test_wrong_numbers_in_the_tableau_do_not_make_a_wrong_bound(seed: int) -> None:
    problem = random_problem(seed)
    choices = every_choice(problem)
    assume(choices)
    best = max(literal_value(problem, x) for x in choices)
    model, tab, low, high, _, _ = root(problem)
    cost = np.zeros(problem.n)
    rng = np.random.default_rng(seed)
    for _ in range(3):
        bound = certified(model, tab, low, high, cost)
        assert bound >= best - 1e-9
        for x in choices:
            # Each option away from its better side takes its reduced cost off the bound.
            better = np.where(cost > 0, high, low)
            assert literal_value(problem, x) <= bound + cost @ (np.array(x) - better) + 1e-9
        tab.cost[: tab.size[1]] += rng.normal(0, 1, tab.size[1])


@given(seeds)
@settings(max_examples=40)
def test_a_penalty_is_no_more_than_what_branching_takes_off(seed: int) -> None:
    problem = random_problem(seed)
    model, tab, low, high, status, objective = root(problem)
    assume(status == OPTIMAL)
    n, width = problem.n, int(tab.size[1])
    work = np.empty(width, np.int64), np.empty(width), np.empty(width)
    for r in range(tab.size[0]):
        option = int(tab.in_row[r])
        if option >= n or not 1e-6 < tab.value[option] < 1 - 1e-6:
            continue
        for side in (0.0, 1.0):
            part = abs(side - tab.value[option])
            promised = penalty(model, tab, low, high, r, 1.0 if side else -1.0, part, *work)
            child, child_low, child_high = copied(model, tab, low, high, 5, False), low.copy(), high.copy()
            start = fix(model, child, child_low, child_high, option, side, objective)
            child, status, reached, _ = relaxed(model, child, child_low, child_high, start, -np.inf, 1e-9)
            fall = objective - reached if status == OPTIMAL else np.inf
            assert promised <= fall + 1e-7


@given(seeds)
@settings(max_examples=30)
def test_a_shrunk_copy_solves_to_the_same_bound(seed: int) -> None:
    problem = random_problem(seed)
    model, tab, low, high, status, objective = root(problem)
    assume(status == OPTIMAL)
    for option, side in itertools.product(range(problem.n), (0.0, 1.0)):
        if low[option] == high[option]:
            continue
        ends = []
        for shrink in (False, True):
            child, child_low, child_high = copied(model, tab, low, high, 5, shrink), low.copy(), high.copy()
            start = fix(model, child, child_low, child_high, option, side, objective)
            _, status, reached, _ = relaxed(model, child, child_low, child_high, start, -np.inf, 1e-9)
            ends.append(reached if status == OPTIMAL else -np.inf)
        assert ends[0] == pytest.approx(ends[1], rel=1e-6, abs=1e-6)
