# SPDX-License-Identifier: EUPL-1.2
"""Simulation against exact distributions, a slow twin on the same draws, and with several workers."""

from __future__ import annotations

import pickle
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor

import numpy as np
import pytest

from weerbaar.assessment.aggregation import class_of_total
from weerbaar.assessment.enumeration import enumerate_total
from weerbaar.assessment.montecarlo import Simulation, simulate
from weerbaar.assessment.ranking import rank_acceptability
from weerbaar.assessment.sampling import CellTable
from weerbaar.assessment.weights import DirichletWeights, FixedWeights, WeightProfiles

BOUNDS = [1 / 81, 1 / 27, 1 / 9, 1 / 3]
BASE3 = np.concatenate([[0.0], 3.0 ** np.arange(-4, 1)])
DRAWS = 60_000


def uncertain(scenarios: int, criteria: int, seed: int = 1) -> list[list[CellTable]]:
    rng = np.random.default_rng(seed)
    return [
        [CellTable.from_masses(BASE3, rng.dirichlet(np.full(6, 0.7))) for _ in range(criteria)]
        for _ in range(scenarios)
    ]


def everything(simulation: Simulation) -> bytes:
    return pickle.dumps(
        [
            simulation.mean,
            simulation.standard_error,
            simulation.histogram.counts,
            simulation.histogram.sums,
            simulation.class_counts,
            simulation.rank_credit,
            simulation.contributions,
        ]
    )


def test_class_probabilities_agree_with_enumeration_within_four_standard_errors() -> None:
    cells, weights = uncertain(5, 6), np.array([0.3, 0.2, 0.2, 0.1, 0.1, 0.1])
    result = simulate(cells, FixedWeights(weights), BOUNDS, draws=DRAWS, seed=7)
    for s, row in enumerate(cells):
        exact = enumerate_total(row, weights)
        assert exact is not None
        p = exact.class_probability(BOUNDS)
        assert np.all(np.abs(result.class_probability[s] - p) <= 4 * np.sqrt(p * (1 - p) / DRAWS) + 6 * 2.0**-16)
        assert abs(result.mean[s] - exact.mean) <= 4 * result.standard_error[s]
        spread = np.sqrt(exact.masses @ (exact.values - exact.mean) ** 2 / DRAWS)
        assert result.standard_error[s] == pytest.approx(spread, rel=0.03)


def test_contributions_are_exact_and_sum_to_the_mean() -> None:
    cells = uncertain(4, 3)
    spec = DirichletWeights(np.array([1.0, 2.0, 5.0]))
    result = simulate(cells, spec, BOUNDS, draws=DRAWS, seed=3)
    expected = [[w * cell.mean for w, cell in zip([1 / 8, 2 / 8, 5 / 8], row, strict=True)] for row in cells]
    assert result.contributions == pytest.approx(np.array(expected))
    assert np.all(np.abs(result.contributions.sum(axis=1) - result.mean) <= 4 * result.standard_error)


def test_fixed_scores_equal_the_plain_computation_on_the_same_weights() -> None:
    """The weights of the first chunk are drawn again here and handled one draw at a time."""
    scores = np.random.default_rng(5).random((6, 4))
    cells = [[CellTable.constant(float(v)) for v in row] for row in scores]
    spec = DirichletWeights.flat(4)
    result = simulate(cells, spec, BOUNDS, draws=3000, seed=11)
    child = np.random.SeedSequence(11).spawn(1)[0]
    w = spec.draw(3000, np.random.Generator(np.random.PCG64DXSM(child))).T
    totals = np.array([[sum(w[n, c] * scores[s, c] for c in range(4)) for s in range(6)] for n in range(3000)])
    assert result.mean == pytest.approx(totals.mean(axis=0))
    assert result.standard_error == pytest.approx(totals.std(axis=0, ddof=1) / np.sqrt(3000))
    classes = class_of_total(totals, BOUNDS)
    expected = [[np.sum(classes[:, s] == k) for k in range(5)] for s in range(6)]
    assert result.class_counts.tolist() == expected
    assert result.rank_acceptability == pytest.approx(rank_acceptability(totals), abs=1e-12)
    ordered = np.sort(totals, axis=0)
    exact = ordered[[149, 1499, 2849]].T
    assert result.quantiles() == pytest.approx(exact, rel=1 / 128)


def test_ranks_of_two_exchangeable_scenarios_are_even_and_sums_are_one() -> None:
    cells = uncertain(1, 4)[0]
    better = [CellTable.from_masses(c.values * 0.2, c.masses) for c in cells]
    result = simulate([cells, cells, better], FixedWeights(np.full(4, 0.25)), BOUNDS, draws=DRAWS, seed=2)
    a = result.rank_acceptability
    assert a.sum(axis=0) == pytest.approx(np.ones(3))
    assert a.sum(axis=1) == pytest.approx(np.ones(3))
    assert a[0] == pytest.approx(a[1], abs=4 * np.sqrt(0.5 / DRAWS))
    assert result.mean_rank.sum() == pytest.approx(6.0)
    assert result.mean_rank[2] > result.mean_rank[0]


def test_identical_certain_scenarios_share_all_ranks() -> None:
    row = [CellTable.constant(1 / 9), CellTable.constant(1 / 3)]
    result = simulate([row, row, row], DirichletWeights.flat(2), BOUNDS, draws=500, seed=1)
    assert result.rank_acceptability == pytest.approx(np.full((3, 3), 1 / 3))
    assert result.mean_rank == pytest.approx([2.0, 2.0, 2.0])


def test_without_uncertainty_there_is_no_error_and_every_quantile_is_the_value() -> None:
    cells = [[CellTable.constant(1 / 27), CellTable.constant(1 / 3)]]
    result = simulate(cells, FixedWeights(np.array([0.5, 0.5])), BOUNDS, draws=100, seed=1)
    total = 0.5 / 27 + 0.5 / 3
    assert result.mean == pytest.approx([total], rel=1e-14)
    assert result.standard_error[0] < 1e-16
    assert result.quantiles()[0] == pytest.approx([total] * 3)
    assert result.class_probability[0].tolist() == [0, 0, 0, 1, 0]


def test_a_scenario_to_which_nothing_applies_is_zero_and_in_the_lowest_class() -> None:
    result = simulate([[CellTable.constant(0.0)]], FixedWeights(np.ones(1)), BOUNDS, draws=10, seed=1)
    assert result.mean.tolist() == [0.0]
    assert result.class_counts.tolist() == [[10, 0, 0, 0, 0]]


def test_profiles_average_over_profiles() -> None:
    cells = [[CellTable.constant(1.0), CellTable.constant(0.1)]]
    spec = WeightProfiles(np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([0.25, 0.75]))
    result = simulate(cells, spec, [0.5], draws=DRAWS, seed=4)
    assert result.class_probability[0, 1] == pytest.approx(0.25, abs=4 * np.sqrt(0.25 * 0.75 / DRAWS))
    assert result.contributions.tolist() == pytest.approx(np.array([[0.25, 0.075]]))


def test_raising_a_label_never_lowers_mean_or_class() -> None:
    cells = uncertain(2, 3)
    raised = [list(row) for row in cells]
    first = cells[0][1]
    raised[0][1] = CellTable.from_masses(np.minimum(first.values * 3, 1.0), first.masses)
    before = simulate(cells, DirichletWeights.flat(3), BOUNDS, draws=20_000, seed=6)
    after = simulate(raised, DirichletWeights.flat(3), BOUNDS, draws=20_000, seed=6)
    assert after.mean[0] > before.mean[0]
    reached = lambda r: np.cumsum(r.class_counts[0][::-1])  # noqa: E731
    assert np.all(reached(after) >= reached(before))
    assert after.mean[1] == before.mean[1]


def test_order_of_scenarios_changes_nothing_but_sampling_error() -> None:
    cells = uncertain(4, 3)
    forward = simulate(cells, DirichletWeights.flat(3), BOUNDS, draws=DRAWS, seed=8)
    backward = simulate(cells[::-1], DirichletWeights.flat(3), BOUNDS, draws=DRAWS, seed=8)
    error = np.hypot(forward.standard_error, backward.standard_error[::-1])
    assert np.all(np.abs(forward.mean - backward.mean[::-1]) <= 4 * error)
    assert forward.contributions == pytest.approx(backward.contributions[::-1])


@pytest.mark.parametrize("kind", [ThreadPoolExecutor, ProcessPoolExecutor])
@pytest.mark.parametrize("workers", [1, 2])
def test_same_seed_same_bytes_whoever_computes(kind: type[Executor], workers: int) -> None:
    cells = uncertain(5, 4)
    cells[2][1] = CellTable.from_quantiles(lambda u: u**2)
    cells[3][0] = CellTable.constant(1 / 9)
    spec = DirichletWeights.around([0.4, 0.3, 0.2, 0.1], 20.0)
    here = simulate(cells, spec, BOUNDS, draws=10_500, seed=42, chunk=2000)
    with kind(max_workers=workers) as executor:  # type: ignore[call-arg]
        there = simulate(cells, spec, BOUNDS, draws=10_500, seed=42, chunk=2000, executor=executor)
    assert everything(here) == everything(there)


def test_another_seed_gives_other_draws_and_a_callers_sequence_is_left_as_it_was() -> None:
    cells = uncertain(2, 2)
    sequence = np.random.SeedSequence(1)
    spec = DirichletWeights.flat(2)
    once = simulate(cells, spec, BOUNDS, draws=500, seed=sequence)
    again = simulate(cells, spec, BOUNDS, draws=500, seed=sequence)
    plain = simulate(cells, spec, BOUNDS, draws=500, seed=1)
    other = simulate(cells, spec, BOUNDS, draws=500, seed=2)
    assert everything(once) == everything(again) == everything(plain)
    assert everything(once) != everything(other)


def test_progress_reaches_one_and_changes_nothing() -> None:
    cells, spec, seen = uncertain(2, 2), DirichletWeights.flat(2), []
    told = simulate(cells, spec, BOUNDS, draws=1000, seed=1, chunk=300, progress=seen.append)
    assert seen == [0.25, 0.5, 0.75, 1.0]
    assert everything(told) == everything(simulate(cells, spec, BOUNDS, draws=1000, seed=1, chunk=300))


def test_impossible_requests_are_refused() -> None:
    cells = uncertain(2, 2)
    with pytest.raises(ValueError, match="3 weights for 2 criteria"):
        simulate(cells, DirichletWeights.flat(3), BOUNDS, draws=10, seed=1)
    with pytest.raises(ValueError, match="at least 2"):
        simulate(cells, DirichletWeights.flat(2), BOUNDS, draws=1, seed=1)
    with pytest.raises(ValueError, match="above 0"):
        simulate(cells, DirichletWeights.flat(2), [0.0, 0.1], draws=10, seed=1)
