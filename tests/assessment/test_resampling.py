# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weerbaar.assessment.resampling import (
    IndexEstimate,
    check_interval,
    grid_for,
    multiplicities,
    plain,
    round_to_grid,
    summary,
)


def test_multiplicities_count_the_rows_that_were_drawn() -> None:
    counts = multiplicities(50, 8, seed=4)
    drawn = np.random.default_rng(4).integers(0, 50, size=(8, 50))
    assert counts[0].tolist() == [1.0] * 50
    for row, rows in zip(counts[1:], drawn, strict=True):
        assert row.tolist() == [list(rows).count(k) for k in range(50)]


def test_many_resamples_are_drawn_in_blocks_and_each_is_as_large_as_the_sample() -> None:
    counts = multiplicities(1 << 16, 70, seed=1)
    assert counts.dtype == np.uint8
    assert counts.sum(axis=1, dtype=np.int64).tolist() == [1 << 16] * 71
    # Poisson with mean 1, about: a share 1/e is not drawn
    assert float((counts[1:] == 0).mean()) == pytest.approx(np.exp(-1), abs=1e-3)


def test_no_resamples_is_the_sample_alone() -> None:
    assert multiplicities(3, 0, seed=1).tolist() == [[1.0, 1.0, 1.0]]


@settings(max_examples=40)
@given(st.integers(2, 3000), st.floats(1e-6, 1e6), st.integers(0, 99))
def test_sums_on_the_grid_are_exact_in_any_order_and_near_the_true_ones(n: int, size: float, seed: int) -> None:
    rng = np.random.default_rng(seed)
    values = rng.uniform(-size, size, n)
    counts = np.bincount(rng.integers(0, n, n), minlength=n).astype(float)
    largest = float(np.abs(values).max())
    rounded = values.copy()
    round_to_grid(rounded, grid_for(np.array([largest]), n))
    exact = sum(Fraction(c) * Fraction(v) for c, v in zip(counts.tolist(), rounded.tolist(), strict=True))
    order = rng.permutation(n)
    assert Fraction(float(counts @ rounded)) == exact
    assert Fraction(float(np.cumsum((counts * rounded)[order])[-1])) == exact
    assert np.abs(rounded - values).max() <= 2.0**-50 * n * largest


def test_a_grid_for_zeros_leaves_zeros() -> None:
    zeros = np.zeros((4, 2))
    round_to_grid(zeros, grid_for(np.zeros(2), 4))
    assert zeros.tolist() == [[0.0, 0.0]] * 4


def test_normal_interval_is_the_value_and_its_standard_errors() -> None:
    found = summary(np.array([[2.0], [1.0], [3.0], [2.0]]), 0.95, "normal")
    assert found.value.tolist() == [2.0]
    assert found.standard_error == pytest.approx([1.0])
    assert found.low == pytest.approx([2 - 1.959964])
    assert found.high == pytest.approx([2 + 1.959964])


def test_percentile_interval_is_quantiles_of_the_resamples() -> None:
    resampled = np.concatenate([[[5.0]], np.arange(101.0)[:, None]])
    found = summary(resampled, 0.9, "percentile")
    assert (found.low[0], found.high[0]) == pytest.approx((5.0, 95.0))


def test_without_resamples_the_uncertainty_is_unknown_not_zero() -> None:
    found = summary(np.array([[2.0, 3.0]]), 0.95, "normal")
    assert found.as_dict() == {
        "value": [2.0, 3.0],
        "standard_error": [None, None],
        "low": [None, None],
        "high": [None, None],
    }


def test_estimates_are_stacked_reshaped_and_chosen() -> None:
    rows = [summary(np.arange(12.0).reshape(3, 4) + k, 0.95, "normal") for k in range(2)]
    both = IndexEstimate.stacked(rows)
    assert both.value.tolist() == [[0, 1, 2, 3], [1, 2, 3, 4]]
    assert both.reshaped(2, 2, 2).value[1].tolist() == [[1, 2], [3, 4]]
    assert both.outputs(slice(1, 3)).low.shape == (2, 2)


def test_plain_data_has_none_for_what_is_not_a_number() -> None:
    assert plain(np.array([[1.5, np.nan]])) == [[1.5, None]]
    assert plain(np.array(2.0)) == 2.0


@pytest.mark.parametrize(
    ("level", "interval", "resamples", "said"),
    [
        (1.0, "normal", 10, "level must lie between 0 and 1"),
        (0.9, "exact", 10, "'normal' or 'percentile', not 'exact'"),
        (0.9, "normal", 1, "0 or at least 2, not 1"),
    ],
)
def test_impossible_intervals_are_refused(level: float, interval: str, resamples: int, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        check_interval(level, interval, resamples)
