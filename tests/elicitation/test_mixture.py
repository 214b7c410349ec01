# SPDX-License-Identifier: EUPL-1.2
"""The linear pool on the union grid against the same pool by plain interpolation."""

from __future__ import annotations

import numpy as np
import pytest

from tests.elicitation.panels import P3, plain_panel, random_panel
from weerbaar.elicitation.calibration import realization_bins
from weerbaar.elicitation.distributions import expert_distribution, scaled_ranges
from weerbaar.elicitation.mixture import Mixtures, crossings, pool, tile_rows, truth_bins
from weerbaar.elicitation.panel import Panel, unscaled

NAN = float("nan")


def slow_quantiles(panel: Panel, item: int, weights: np.ndarray) -> np.ndarray:
    """Bisection on the weighted mean of the experts' own cdfs."""
    experts = [e for e in range(len(panel.experts)) if panel.answered[e, item] and weights[e] > 0]
    parts = [expert_distribution(panel, e, item) for e in experts]
    total = sum(weights[e] for e in experts)
    found = []
    for p in panel.probabilities:
        low, high = parts[0].knots[0], parts[0].knots[-1]
        for _ in range(50):
            middle = np.sqrt(low * high) if panel.log_scale[item] else (low + high) / 2
            at = sum(weights[e] * float(d.cdf(middle)) for e, d in zip(experts, parts, strict=True)) / total
            low, high = (middle, high) if at < p else (low, middle)
        found.append(high)
    return np.array(found)


@pytest.mark.parametrize("seed", range(2))
def test_pooled_quantiles_equal_bisection_on_the_mean_cdf(seed: int) -> None:
    panel = random_panel(seed, experts=4, five=seed % 2 == 1, missing=0.2)
    weights = np.random.default_rng(seed).random((1, 4, 9))
    found = unscaled(Mixtures.of(panel, scaled_ranges(panel)).quantiles(weights), panel.log_scale[:, None])
    for q in range(9):
        if panel.answered[:, q].any():
            assert found[0, q] == pytest.approx(slow_quantiles(panel, q, weights[0, :, q]), rel=1e-9)


@pytest.mark.parametrize("seed", range(3))
def test_the_pool_as_a_distribution_is_the_mean_cdf(seed: int) -> None:
    panel = random_panel(seed, experts=4, missing=0.2)
    ranges = scaled_ranges(panel)
    weights = np.array([0.5, 0.0, 2.0, 1.0])
    for q in range(len(panel.items)):
        voices = [e for e in (0, 2, 3) if panel.answered[e, q]]
        d = pool(panel, q, weights, ranges[q])
        assert (d is None) == (not voices)
        if d is None:
            continue
        x = np.linspace(d.knots[0], d.knots[-1], 301)
        parts = [weights[e] * expert_distribution(panel, e, q).cdf(x) for e in voices]
        assert d.cdf(x) == pytest.approx(sum(parts) / weights[voices].sum(), abs=1e-12)


def test_one_expert_alone_gives_back_the_quantiles_asked() -> None:
    panel = random_panel(11, missing=0.1)
    alone = np.zeros((1, 5, 1))
    alone[0, 3] = 0.37
    found = unscaled(Mixtures.of(panel, scaled_ranges(panel)).quantiles(alone)[0], panel.log_scale[:, None])
    assert found == pytest.approx(panel.values[3], rel=1e-12, nan_ok=True)


def test_truth_bins_are_those_of_the_pooled_quantiles() -> None:
    panel = random_panel(3, experts=6, seeds=40, targets=0)
    mixtures = Mixtures.of(panel, scaled_ranges(panel))
    weights = np.random.default_rng(1).random((1, 6, 1))
    at_truth = (weights * mixtures.at_truth).sum(axis=1)
    total = np.broadcast_to(weights.sum(axis=1), at_truth.shape)
    quantiles = unscaled(mixtures.quantiles(weights)[0], panel.log_scale[:, None])
    assert truth_bins(at_truth, total, P3)[0].tolist() == realization_bins(quantiles, panel.realizations).tolist()


def test_a_truth_on_the_pooled_quantile_stays_below_it_whatever_the_rounding() -> None:
    # All experts name the truth as their median, so it is the median of every pool.
    values = np.tile(np.array([[[0.1, 0.3, 0.7]]]), (7, 1, 1))
    panel = plain_panel(values, [0.3])
    mixtures = Mixtures.of(panel, scaled_ranges(panel))
    for seed in range(50):
        weights = np.random.default_rng(seed).random(7)
        at_truth = np.array([(weights * mixtures.at_truth[:, 0]).sum()])
        assert truth_bins(at_truth, np.array([weights.sum()]), P3).tolist() == [1]


def test_without_weight_there_is_no_pool() -> None:
    panel = plain_panel([[[1, 2, 3], [NAN] * 3], [[2, 3, 4], [1, 2, 3]]], [2, 2])
    mixtures = Mixtures.of(panel, scaled_ranges(panel))
    found = mixtures.quantiles(np.array([[[1.0], [0.0]]]))
    assert found[0, 0] == pytest.approx([1, 2, 3])
    assert np.isnan(found[0, 1]).all()
    assert truth_bins(np.array([0.0]), np.array([0.0]), P3).tolist() == [-1]
    assert pool(panel, 1, np.array([1.0, 0.0]), np.array([0.0, 4.0])) is None


def test_crossings_by_hand() -> None:
    grid = np.array([[0.0, 1.0, 2.0, 2.0, 4.0]])
    pooled = np.array([[[0.0, 0.2, 0.4, 0.4, 2.0]], [[0.0, 0.1, 0.2, 0.2, 1.0]]])
    found = crossings(pooled, np.array([[2.0], [1.0]]), grid, np.array([0.05, 0.2, 0.5, 1.0]))
    assert found[0, 0] == pytest.approx([0.5, 2, 2.75, 4])
    assert found[1, 0] == pytest.approx(found[0, 0])


def test_renewed_ranges_equal_a_new_start() -> None:
    panel = random_panel(5, experts=6, missing=0.1)
    fewer = np.array([True, True, False, True, False, True])
    ranges = scaled_ranges(panel, 0.1, fewer)
    renewed = Mixtures.of(panel, scaled_ranges(panel)).renewed(panel, ranges)
    alone = panel.without(experts=["E2", "E4"])
    fresh = Mixtures.of(alone, scaled_ranges(alone))
    weights = np.random.default_rng(0).random((1, 6, 1))
    weights[:, ~fewer] = 0
    assert renewed.quantiles(weights) == pytest.approx(fresh.quantiles(weights[:, fewer]), nan_ok=True, rel=1e-12)


def test_only_some_items() -> None:
    panel = random_panel(6)
    part = Mixtures.of(panel, scaled_ranges(panel)).only(panel.seeds)
    assert len(part.grid) == panel.seeds.sum()
    assert part.seeds.all()


def test_rows_are_worked_out_in_tiles_of_bounded_size() -> None:
    assert tile_rows(1) == 2**18
    assert tile_rows(2**30) == 1
    panel = random_panel(7, experts=3)
    mixtures = Mixtures.of(panel, scaled_ranges(panel))
    weights = np.random.default_rng(2).random((4000, 3, 1))
    whole = mixtures.quantiles(weights)
    assert tile_rows(mixtures.grid.size) < 4000
    assert np.array_equal(whole[3999], mixtures.quantiles(weights[3999:])[0], equal_nan=True)
