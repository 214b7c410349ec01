# SPDX-License-Identifier: EUPL-1.2
"""Ranks and rank acceptability against a slow twin and their invariants."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from weerbaar.assessment.ranking import RankCredit, rank_acceptability, ranks, ranks_of_keys


def credit_slowly(scores: np.ndarray) -> np.ndarray:
    n, s = scores.shape
    result = np.zeros((s, s))
    for row in scores:
        tolerance = 1e-12 * max(abs(row))
        order = sorted(range(s), key=lambda i: -row[i])
        start = 0
        while start < s:
            stop = start + 1
            while stop < s and row[order[stop - 1]] - row[order[stop]] <= tolerance:
                stop += 1
            for member in order[start:stop]:
                result[member, start:stop] += 1 / (stop - start) / n
            start = stop
    return result


def test_ties_share_the_average_rank() -> None:
    assert ranks([0.2, 0.5, 0.2, 0.9]).tolist() == [3.5, 2.0, 3.5, 1.0]
    assert ranks([[1.0, 1.0], [2.0, 3.0]]).tolist() == [[1.5, 1.5], [2.0, 1.0]]
    assert ranks([4.0]).tolist() == [1.0]


def test_rounding_makes_a_tie_and_a_real_difference_does_not() -> None:
    assert ranks([0.1 + 0.2, 0.3, 0.3 + 1e-9]).tolist() == [2.5, 2.5, 1.0]
    assert rank_acceptability([[0.1 + 0.2, 0.3, 0.3 + 1e-9]])[2].tolist() == [1.0, 0.0, 0.0]


def test_flows_that_cancel_to_zero_tie() -> None:
    assert ranks([0.5, 1e-17, -1e-17, -0.5]).tolist() == [1.0, 2.5, 2.5, 4.0]


def test_a_score_that_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="finite"):
        ranks([0.1, np.nan])


def test_keys_compare_first_column_first() -> None:
    assert ranks_of_keys([[1, 0], [0, 9], [1, 0], [2, 0]]).tolist() == [2.5, 4.0, 2.5, 1.0]


@pytest.mark.parametrize(("draws", "scenarios"), [(1, 1), (7, 2), (3000, 5), (1025, 70)])
def test_acceptability_equals_its_slow_twin_without_ties(draws: int, scenarios: int) -> None:
    scores = np.random.default_rng(draws).random((draws, scenarios))
    assert rank_acceptability(scores) == pytest.approx(credit_slowly(scores), abs=1e-12)


@pytest.mark.parametrize("levels", [1, 2, 4])
def test_acceptability_equals_its_slow_twin_with_many_ties(levels: int) -> None:
    scores = np.random.default_rng(levels).integers(0, levels, (1500, 9)) / 10
    assert rank_acceptability(scores) == pytest.approx(credit_slowly(scores), abs=1e-12)


@given(hnp.arrays(np.float64, (6, 5), elements=st.floats(-5, 5, allow_subnormal=False)))
@settings(deadline=None)
def test_acceptability_of_any_scores_equals_its_slow_twin(scores: np.ndarray) -> None:
    # Differences at the tolerance itself may fall on either side; keep to clear ties and clear differences.
    result = rank_acceptability(np.round(scores, 6))
    assert result == pytest.approx(credit_slowly(np.round(scores, 6)), abs=1e-12)
    assert result.sum(axis=0) == pytest.approx(np.ones(5))
    assert result.sum(axis=1) == pytest.approx(np.ones(5))


@given(
    hnp.arrays(np.float64, (4, 6), elements=st.integers(1, 50).map(float)),
    st.floats(1e-6, 1e6),
    st.permutations(range(6)),
)
@settings(deadline=None)
def test_acceptability_ignores_scale_and_follows_scenarios(scores: np.ndarray, factor: float, order: list[int]) -> None:
    plain = rank_acceptability(scores)
    assert rank_acceptability(scores * factor) == pytest.approx(plain, abs=1e-12)
    assert rank_acceptability(scores[:, order]) == pytest.approx(plain[order], abs=1e-12)


def test_mean_of_acceptability_is_the_mean_rank() -> None:
    scores = np.random.default_rng(5).integers(0, 6, (400, 8)).astype(float)
    expected = rank_acceptability(scores) @ np.arange(1, 9)
    assert expected == pytest.approx(ranks(scores).mean(axis=0))


def test_batches_add_up() -> None:
    scores = np.random.default_rng(6).integers(0, 3, (300, 4)).astype(float)
    parts = [RankCredit(4), RankCredit(4)]
    parts[0].add(np.ascontiguousarray(scores[:100].T))
    parts[1].add(np.ascontiguousarray(scores[100:].T))
    parts[0].merge(parts[1])
    assert parts[0].total() / 300 == pytest.approx(rank_acceptability(scores))


def test_too_many_scenarios_and_no_draws_are_refused() -> None:
    with pytest.raises(ValueError, match="4096"):
        RankCredit(4097)
    with pytest.raises(ValueError, match="at least one draw"):
        rank_acceptability(np.empty((0, 3)))
