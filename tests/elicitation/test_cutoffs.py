# SPDX-License-Identifier: EUPL-1.2
"""The best cut-off against trying them one by one, and its rule for ties."""

from __future__ import annotations

import numpy as np
import pytest

from tests.elicitation.panels import plain_panel, random_panel
from tests.elicitation.slow_cooke import slow_expert_scores, slow_pool
from weerbaar.elicitation.calibration import realization_bins
from weerbaar.elicitation.cutoffs import best_cutoffs, score_pools
from weerbaar.elicitation.distributions import scaled_ranges
from weerbaar.elicitation.mixture import Mixtures
from weerbaar.elicitation.panel import scaled


@pytest.mark.parametrize("seed", range(6))
def test_the_cutoff_is_the_best_of_all(seed: int) -> None:
    panel = random_panel(seed, experts=6, seeds=8, targets=0)
    scores = slow_expert_scores(panel)
    calibration = np.array([[s["calibration"] for s in scores]])
    weights = np.array([s["calibration"] * s["information_seeds"] for s in scores])
    mixtures = Mixtures.of(panel, scaled_ranges(panel))
    found = best_cutoffs(
        mixtures, weights[None, :, None], calibration, np.ones((1, 8), dtype=bool), np.array([8.0]), 1.0
    )
    combined = {
        alpha: slow_pool(
            panel, [[w * (c >= alpha)] * 8 for w, c in zip(weights, calibration[0], strict=True)], 0.1, 1, "minimum", 8
        ).combined
        for alpha in set(calibration[0].tolist())
    }
    assert found[0] == max(combined, key=lambda alpha: combined[alpha])


def test_of_equal_scores_the_lowest_cutoff_wins() -> None:
    # Two experts with the same answers; a third bin of truths makes the calibration given here arbitrary.
    panel = plain_panel([[[1, 2, 3]] * 4] * 2, [0.5, 1.5, 2.5, 3.5])
    mixtures = Mixtures.of(panel, scaled_ranges(panel))
    everything = np.ones((1, 4), dtype=bool)
    found = best_cutoffs(mixtures, np.ones((1, 2, 1)), np.array([[0.3, 0.2]]), everything, np.array([4.0]), 1.0)
    assert found.tolist() == [0.2]


def test_who_takes_no_part_and_who_has_no_weight_set_no_cutoff() -> None:
    panel = random_panel(1, experts=3, seeds=5, targets=0)
    mixtures = Mixtures.of(panel, scaled_ranges(panel))
    everything = np.ones((3, 5), dtype=bool)
    calibration = np.array([[0.5, np.nan, 0.1], [0.5, 0.4, 0.0], [np.nan] * 3])
    weights = np.array([[[0.0], [1], [2]], [[0], [3], [0]], [[0], [0], [0]]])
    found = best_cutoffs(mixtures, weights, calibration, everything, np.full(3, 5.0), 1.0)
    assert found.tolist() == pytest.approx([0.1, 0.4, np.nan], nan_ok=True)


def test_cases_do_not_depend_on_their_company() -> None:
    panel = random_panel(2, experts=5, seeds=7, targets=0)
    mixtures = Mixtures.of(panel, scaled_ranges(panel))
    rng = np.random.default_rng(0)
    calibration, weights = rng.random((300, 5)).round(1), rng.random((300, 5, 1))
    included = rng.random((300, 7)) < 0.8
    together = best_cutoffs(mixtures, weights, calibration, included, None, 1.0)
    for r in (0, 127, 128, 299):
        part = slice(r, r + 1)
        alone = best_cutoffs(mixtures, weights[part], calibration[part], included[part], None, 1.0)
        assert np.array_equal(alone, together[part], equal_nan=True)


def test_scores_of_a_pool_that_is_one_expert_are_those_of_the_expert() -> None:
    panel = random_panel(4, experts=3, seeds=9, targets=0)
    mixtures = Mixtures.of(panel, scaled_ranges(panel))
    expected = slow_expert_scores(panel)
    values = scaled(panel.values, panel.log_scale[:, None])
    bins = realization_bins(panel.values, panel.realizations)
    scores = score_pools(values, bins, np.ones(9, dtype=bool), mixtures, None, 1.0)
    assert scores.calibration == pytest.approx([s["calibration"] for s in expected])
    assert scores.information == pytest.approx([s["information_seeds"] for s in expected])
    assert scores.combined == pytest.approx([s["calibration"] * s["information_seeds"] for s in expected])
    none = score_pools(values, bins, np.zeros(9, dtype=bool), mixtures, None, 1.0)
    assert np.isnan(none.combined).all()
