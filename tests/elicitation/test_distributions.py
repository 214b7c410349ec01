# SPDX-License-Identifier: EUPL-1.2
"""Densities between quantiles: closed forms, and an approximation whose error is proven."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.elicitation.panels import P3, plain_panel
from weerbaar.elicitation.distributions import (
    PiecewiseDistribution,
    bin_masses,
    distribution_of,
    expert_distribution,
    intrinsic_ranges,
    scaled_ranges,
)
from weerbaar.elicitation.panel import Panel

NAN = float("nan")


def test_the_range_holds_answers_and_truth_and_a_tenth_more() -> None:
    panel = plain_panel([[[2, 3, 4], [1, 2, 3]], [[3, 4, 8], [1, 2, 6]]], [12, NAN])
    assert intrinsic_ranges(panel) == pytest.approx(np.array([[1, 13], [0.5, 6.5]]))
    assert intrinsic_ranges(panel, 0.5) == pytest.approx(np.array([[-3, 17], [-1.5, 8.5]]))


def test_the_range_of_a_logarithmic_item_grows_by_a_share_of_the_ratio() -> None:
    panel = plain_panel([[[1, 10, 100]]], [NAN], log_scale=True)
    assert intrinsic_ranges(panel) == pytest.approx(np.array([[10**-0.2, 10**2.2]]))


def test_bounds_cut_the_overshoot_off_and_never_stretch_it() -> None:
    values = np.array([[[2, 3, 12.0], [2, 3, 12.0]]])
    bounds = np.array([[1.5, 100.0], [NAN, 12.5]])
    panel = Panel(("A",), ("1", "2"), P3, values, np.full(2, NAN), np.zeros(2, dtype=bool), bounds)
    assert intrinsic_ranges(panel) == pytest.approx(np.array([[1.5, 13], [1, 12.5]]))


def test_bounds_on_a_logarithmic_scale() -> None:
    bounds = np.array([[0.0, 150.0]])
    panel = Panel(("A",), ("1",), P3, np.array([[[1, 10, 100.0]]]), np.array([NAN]), np.array([True]), bounds)
    assert intrinsic_ranges(panel) == pytest.approx(np.array([[10**-0.2, 150]]))


def test_the_range_of_some_experts_only() -> None:
    panel = plain_panel([[[2, 3, 4]], [[3, 4, 8]]], [NAN])
    assert scaled_ranges(panel, 0.1, np.array([True, False])) == pytest.approx(np.array([[1.8, 4.2]]))


def test_an_item_without_answers_has_no_range() -> None:
    panel = plain_panel([[[2, 3, 4], [NAN] * 3]], [NAN, 5])
    assert np.isnan(intrinsic_ranges(panel)[1]).all()


@pytest.mark.parametrize("overshoot", [0.0, -0.1, np.inf])
def test_without_overshoot_there_is_no_room_for_the_tails(overshoot: float) -> None:
    with pytest.raises(ValueError, match="overshoot"):
        intrinsic_ranges(plain_panel([[[2, 3, 4]]], [NAN]), overshoot)


def test_masses_sum_to_one() -> None:
    assert bin_masses(P3) == pytest.approx([0.05, 0.45, 0.45, 0.05])


def test_uniform_pieces_by_hand() -> None:
    d = distribution_of(np.array([1, 2, 4.0]), P3, 0.0, 6.0, log_scale=False)
    assert d.cdf([-1, 0.5, 1, 1.5, 3, 5, 7]) == pytest.approx([0, 0.025, 0.05, 0.275, 0.725, 0.975, 1])
    assert d.quantile([0, 0.025, 0.05, 0.275, 0.5, 0.95, 1]).tolist() == pytest.approx([0, 0.5, 1, 1.5, 2, 4, 6])
    assert d.mean == pytest.approx(0.05 * 0.5 + 0.45 * 1.5 + 0.45 * 3 + 0.05 * 5)


def test_log_uniform_pieces_by_hand() -> None:
    d = PiecewiseDistribution(np.array([1.0, 10.0, 1000.0]), np.array([0.0, 0.5, 1.0]), True)
    assert d.cdf([0.1, 10**0.5, 10, 100, 2000]) == pytest.approx([0, 0.25, 0.5, 0.75, 1])
    assert d.quantile([0.25, 0.75]) == pytest.approx([10**0.5, 100])
    assert d.mean == pytest.approx(0.5 * 9 / np.log(10) + 0.5 * 990 / np.log(100))


def test_quantiles_that_were_asked_come_back_exactly() -> None:
    values = np.array([0.1, 0.3, 0.7])
    for log_scale in (False, True):
        d = distribution_of(values, P3, 0.05, 1.1, log_scale=log_scale)
        assert d.quantile(P3).tolist() == values.tolist()


def test_expert_distribution_of_an_answer_and_of_none() -> None:
    panel = plain_panel([[[2, 3, 4], [NAN] * 3]], [12, 5])
    d = expert_distribution(panel, 0, 0)
    assert d is not None
    assert d.knots == pytest.approx([1, 2, 3, 4, 13])
    assert expert_distribution(panel, 0, 1) is None


@pytest.mark.parametrize(
    ("knots", "cumulative", "log_scale"),
    [
        ([1, 1, 2], [0, 0.5, 1], False),
        ([1, 2, 3], [0, 0.6, 0.5], False),
        ([1, 2, 3], [0.1, 0.5, 1], False),
        ([0, 2, 3], [0, 0.5, 1], True),
        ([1, 2], [0, 0.5, 1], False),
    ],
)
def test_knots_that_make_no_distribution(knots: list[float], cumulative: list[float], log_scale: bool) -> None:
    with pytest.raises(ValueError, match="must"):
        PiecewiseDistribution(np.array(knots, dtype=float), np.array(cumulative), log_scale)


def test_a_probability_beyond_one_has_no_quantile() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        distribution_of(np.array([1, 2, 4.0]), P3, 0.0, 6.0, log_scale=False).quantile(1.01)


steps = st.lists(st.floats(0.01, 3), min_size=4, max_size=4)


@given(steps, st.floats(0.01, 50), st.booleans())
@settings(deadline=None, max_examples=60)
def test_quantile_inverts_cdf(gaps: list[float], low: float, log_scale: bool) -> None:
    knots = low + np.concatenate([[0.0], np.cumsum(gaps)])
    d = PiecewiseDistribution(knots, np.array([0, 0.05, 0.5, 0.95, 1]), log_scale)
    p = np.linspace(0, 1, 41)
    assert d.cdf(d.quantile(p)) == pytest.approx(p, abs=1e-9)


@given(steps, st.floats(0.01, 5), st.sampled_from([1e-2, 1e-3, 1e-4]))
@settings(deadline=None, max_examples=60)
def test_a_straightened_log_distribution_is_as_close_as_promised(
    gaps: list[float], low: float, tolerance: float
) -> None:
    knots = low * np.exp(np.concatenate([[0.0], np.cumsum(gaps)]))
    d = PiecewiseDistribution(knots, np.array([0, 0.05, 0.5, 0.95, 1]), True)
    values, probabilities = d.straightened(tolerance)
    assert (np.diff(values) > 0).all()
    assert (np.diff(probabilities) > 0).all()
    x = np.geomspace(knots[0], knots[-1], 4001)
    assert np.abs(np.interp(x, values, probabilities) - d.cdf(x)).max() <= tolerance * (1 + 1e-9)
    assert set(knots.tolist()) <= set(values.tolist())


def test_straightening_takes_no_more_pieces_than_needed() -> None:
    d = PiecewiseDistribution(np.array([1.0, 100.0]), np.array([0.0, 1.0]), True)
    values, probabilities = d.straightened(1e-3)
    coarser = np.geomspace(1, 100, len(values) - 1)
    x = np.geomspace(1, 100, 20001)
    assert np.abs(np.interp(x, coarser, np.linspace(0, 1, len(coarser))) - d.cdf(x)).max() > 1e-3
    assert np.abs(np.interp(x, values, probabilities) - d.cdf(x)).max() <= 1e-3


def test_a_logarithmic_piece_of_hardly_any_width_is_straight_enough() -> None:
    d = PiecewiseDistribution(np.array([1.0, 1.00001]), np.array([0.0, 1.0]), True)
    assert d.straightened(1e-5)[0].tolist() == [1.0, 1.00001]
    # The bend is an eighth of the logarithm of the ratio.
    assert len(d.straightened(1e-6)[0]) == 3


def test_straightened_drops_empty_ends_and_keeps_empty_middles_ascending() -> None:
    d = PiecewiseDistribution(np.arange(6.0), np.array([0, 0, 0.5, 0.5, 1, 1]), False)
    values, probabilities = d.straightened()
    assert values.tolist() == [1, 2, 3, 4]
    assert probabilities.tolist() == [0, 0.5, np.nextafter(0.5, 1), 1]
