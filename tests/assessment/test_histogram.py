# SPDX-License-Identifier: EUPL-1.2
"""Bins: order, class bounds, resolution, quantiles."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from weerbaar.assessment.aggregation import class_of_total
from weerbaar.assessment.histogram import Histogram, LogBins

BOUNDS = np.array([1 / 81, 1 / 27, 1 / 9, 1 / 3])


def filled(bins: LogBins, values: np.ndarray) -> Histogram:
    place = bins.index(values)
    counts = np.bincount(place, minlength=bins.size)
    sums = np.bincount(place, weights=values, minlength=bins.size)
    return Histogram(bins, counts[None, :], sums[None, :])


@given(
    hnp.arrays(np.float64, 30, elements=st.floats(0, 1, allow_subnormal=False)),
    st.sampled_from([[], [0.5], list(BOUNDS)]),
)
@settings(deadline=None)
def test_every_number_lies_in_its_bin_and_class(values: np.ndarray, bounds: list[float]) -> None:
    bins = LogBins(1.0, np.array(bounds))
    place = bins.index(values)
    edges = np.append(bins.edges, np.inf)
    assert len(bins.edges) == bins.size
    assert np.all(edges[place] <= values)
    assert np.all(values < edges[place + 1])
    assert bins.class_of_bin[place].tolist() == class_of_total(values, bounds).tolist()


def test_bins_are_at_most_one_128th_wide() -> None:
    edges = LogBins(1.0, BOUNDS).edges[1:]
    assert np.max(edges[1:] / edges[:-1] - 1) <= 1 / 128 + 1e-12


def test_a_bound_reached_but_for_rounding_counts_in_the_class_above() -> None:
    values = np.array([1 / 3 * (1 - 1e-10), 1 / 3 * (1 - 1e-8), 1 / 3])
    assert filled(LogBins(1.0, BOUNDS), values).class_counts.tolist() == [[0, 0, 0, 1, 2]]


def test_class_counts_include_classes_without_draws() -> None:
    histogram = filled(LogBins(1.0, BOUNDS), np.array([0.0, 0.5, 0.9]))
    assert histogram.class_counts.tolist() == [[1, 0, 0, 0, 2]]


def test_separate_points_come_back_exactly() -> None:
    values = np.repeat([0.0, 0.2, 0.7], [2, 5, 3]).astype(float)
    histogram = filled(LogBins(1.0, BOUNDS), values)
    assert histogram.quantiles([0.0, 0.2, 0.5, 0.7, 0.71, 1.0])[0] == pytest.approx(
        [0.0, 0.0, 0.2, 0.2, 0.7, 0.7], rel=1e-15
    )


def test_quantiles_of_a_lognormal_are_within_the_bin_width() -> None:
    values = np.exp(np.random.default_rng(1).normal(-3, 1, 20_000))
    wanted = np.array([0.05, 0.25, 0.5, 0.75, 0.95])
    histogram = filled(LogBins(float(values.max()), BOUNDS), values)
    exact = np.sort(values)[np.ceil(wanted * 20_000).astype(int) - 1]
    assert histogram.quantiles(wanted)[0] == pytest.approx(exact, rel=1 / 128)


@pytest.mark.parametrize("scale", [1e-6, 1.0, 1e12])
def test_the_division_moves_with_the_top(scale: float) -> None:
    values = np.random.default_rng(2).random(500)
    plain = filled(LogBins(1.0, BOUNDS), values).quantiles([0.1, 0.9])
    scaled = filled(LogBins(scale, BOUNDS * scale), values * scale).quantiles([0.1, 0.9])
    assert scaled / scale == pytest.approx(plain, rel=1 / 64)


def test_bounds_must_be_positive_and_ascend() -> None:
    with pytest.raises(ValueError, match="above 0"):
        LogBins(1.0, np.array([0.0, 0.5]))
    with pytest.raises(ValueError, match="ascending"):
        LogBins(1.0, np.array([0.5, 0.5]))
