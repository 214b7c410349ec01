# SPDX-License-Identifier: EUPL-1.2
"""The exact choice: against every choice, against plain HiGHS, and on the three measured instances."""

from __future__ import annotations

import _thread
import signal
import threading

import numpy as np
import pytest
from hypothesis import given, settings

from tests.capability.portfolio.plain_model import bench_instance, plain_optimum
from tests.capability.portfolio.small_problems import (
    Features,
    best_value,
    chosen_vector,
    literal_value,
    literally_allowed,
    random_problem,
    seeds,
)
from weerbaar.capability.portfolio import InfeasibleError, Limits, Problem, SparseRows, solve


@given(seeds)
@settings(max_examples=150)
def test_the_choice_is_the_best_of_all_choices(seed: int) -> None:
    problem = random_problem(seed)
    best = best_value(problem)
    if best == -np.inf:
        with pytest.raises(InfeasibleError):
            solve(problem)
        return
    choice = solve(problem)
    taken = chosen_vector(problem, choice.chosen)
    assert literally_allowed(problem, taken)
    assert choice.value == pytest.approx(literal_value(problem, taken), rel=1e-12, abs=1e-12)
    assert choice.value == pytest.approx(best, rel=2e-6, abs=1e-9)
    assert choice.bound >= best - 1e-9
    assert choice.proof == "proven"


@given(seeds)
@settings(max_examples=6)
def test_highs_on_the_plain_model_agrees_where_there_are_too_many_choices_to_try(seed: int) -> None:
    problem = random_problem(seed, Features(curves=False, most_options=30))
    best = plain_optimum(problem)
    if best == -np.inf:
        with pytest.raises(InfeasibleError):
            solve(problem)
        return
    choice = solve(problem)
    assert choice.value == pytest.approx(best, rel=2e-6, abs=1e-6)
    assert choice.bound >= best - 1e-6 * max(1.0, abs(best))


@pytest.mark.parametrize(
    ("seed", "best"),
    [
        (12, 1938.3490959),
        pytest.param(11, 1908.5178222, marks=pytest.mark.thorough),
        pytest.param(13, 2076.4340120, marks=pytest.mark.thorough),
    ],
)
def test_the_optima_of_the_measured_instances(seed: int, best: float) -> None:
    """200 measures × 50 scenarios × 300 interactions; optima by HiGHS 1.16 with a gap of 1e-6."""
    choice = solve(bench_instance(seed))
    assert choice.value == pytest.approx(best, rel=1e-6)
    assert choice.gap <= 1e-6
    assert choice.bound >= best - 1e-6


def test_twelve_measures_by_hand() -> None:
    """Twelve measures of cost 1, worth 12 down to 1, a budget of 3, the best two exclude each other: 12 + 10 + 9."""
    problem = Problem(
        options=tuple(f"m{i + 1}" for i in range(12)),
        cells=("flood",),
        effect=SparseRows.of_dense(np.arange(12.0, 0.0, -1.0)[:, None]),
        limits=Limits.budget(np.ones(12), 3.0),
        excludes=((0, 1),),
    )
    choice = solve(problem)
    assert choice.names == ("m1", "m3", "m4")
    assert (choice.value, choice.bound) == (31.0, pytest.approx(31.0))
    assert choice.use.tolist() == [3.0]
    assert choice.cell_values.tolist() == [31.0]


def test_a_budget_is_met_to_the_cent_in_spite_of_binary_fractions() -> None:
    """0.1 + 0.2 exceeds 0.3 as binary fractions; nobody means that."""
    problem = Problem(("a", "b"), ("s",), SparseRows.of_dense([[1.0], [1.0]]), limits=Limits.budget([0.1, 0.2], 0.3))
    assert solve(problem).chosen == (0, 1)


def test_a_limit_on_nodes_leaves_a_true_bound_and_the_same_bytes() -> None:
    problem = bench_instance(13)
    first, second = (solve(problem, gap=1e-6, node_limit=300) for _ in range(2))
    assert first.proof == "stopped at limit"
    assert first.bound > 2076.4340
    assert first.value <= 2076.4341
    assert 1e-6 < first.gap < 0.01
    assert (first.chosen, first.value, first.bound, first.nodes) == (
        second.chosen,
        second.value,
        second.bound,
        second.nodes,
    )


def test_a_limit_of_no_time_still_gives_a_choice_and_a_bound() -> None:
    choice = solve(bench_instance(13), time_limit_s=0.0)
    assert choice.value > 0.98 * 2076.434
    assert choice.bound >= 2076.434


def test_a_choice_to_start_from_is_used_when_it_is_within_the_rules() -> None:
    problem = bench_instance(12)
    best = solve(problem)
    again = solve(problem, start=best.chosen, node_limit=1)
    assert again.chosen == best.chosen
    assert solve(problem, start=range(200), node_limit=1).value <= best.value


def test_full_cells_prove_the_choice_at_once() -> None:
    """With a large budget every cell is at its cap, and the sum of the caps is the bound."""
    problem = bench_instance(11, share=0.55)
    choice = solve(problem, gap=1e-9)
    assert choice.value == pytest.approx(float(problem.cap.sum()))
    assert choice.nodes == 1


@pytest.mark.parametrize("wrong", [{"gap": -1.0}, {"gap": float("nan")}, {"time_limit_s": -1.0}, {"node_limit": -1}])
def test_negative_limits_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="cannot be negative"):
        solve(bench_instance(11, 10, 9, 3), **wrong)  # type: ignore[arg-type]


def test_ctrl_c_ends_a_search_that_would_take_long() -> None:
    """Compiled code holds no signals back: the search runs beside the main thread, which waits for them."""
    hard = bench_instance(13, share=0.4)
    solve(hard, node_limit=1)  # compiled
    timer = threading.Timer(0.3, _thread.interrupt_main)
    # Who runs the tests in the background of a shell passes on that Ctrl-C is to be ignored.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        timer.start()
        with pytest.raises(KeyboardInterrupt):
            solve(hard, gap=0.0)
    finally:
        timer.cancel()
        signal.signal(signal.SIGINT, before)
