# SPDX-License-Identifier: EUPL-1.2
"""Pools by hand, with weights and with missing answers, and what must hold for any pool."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.elicitation.panels import plain_panel, random_panel
from weerbaar.elicitation.cooke import ClassicalModel
from weerbaar.elicitation.panel import PanelError
from weerbaar.elicitation.pooling import (
    linear_pool,
    pool_labels,
    pool_probabilities,
    quantile_average,
    quantile_median,
)

NAN = float("nan")
THREE = [[[1, 2, 3], [1, 10, 100]], [[2, 4, 9], [10, 100, 1000]], [[4, 5, 6], [NAN] * 3]]


def test_the_linear_pool_is_the_decision_maker_with_those_weights() -> None:
    panel = random_panel(1, experts=4, missing=0.2)
    decision = ClassicalModel(weighting="item").decision_maker(panel)
    pools = linear_pool(panel, decision.item_weights)
    for q, d in enumerate(pools):
        assert (d is None) == bool(np.isnan(decision.quantiles[q, 0]))
        if d is not None:
            assert d.quantile(panel.probabilities) == pytest.approx(decision.quantiles[q], rel=1e-9)


def test_equal_weights_are_the_default() -> None:
    panel = random_panel(2, experts=3)
    one, two = linear_pool(panel), linear_pool(panel, [2, 2, 2])
    assert [d.knots.tolist() for d in one if d] == [d.knots.tolist() for d in two if d]
    assert one[0] is not None
    assert two[0] is not None
    assert one[0].cumulative == pytest.approx(two[0].cumulative)


def test_quantile_average_by_hand() -> None:
    panel = plain_panel(THREE, [NAN, NAN], log_scale=[False, True])
    assert quantile_average(panel) == pytest.approx(np.array([[7 / 3, 11 / 3, 6], [10**0.5, 10**1.5, 10**2.5]]))
    assert quantile_average(panel, [1, 3, 0]) == pytest.approx(
        np.array([[1.75, 3.5, 7.5], [10**0.75, 10**1.75, 10**2.75]])
    )


def test_quantile_median_by_hand() -> None:
    panel = plain_panel(THREE, [NAN, NAN], log_scale=[False, True])
    assert quantile_median(panel) == pytest.approx(np.array([[2, 4, 6], [10**0.5, 10**1.5, 10**2.5]]))
    # More than half of the weight decides alone; exactly half shares with the next.
    assert quantile_median(panel, [5, 2, 2])[0] == pytest.approx([1, 2, 3])
    assert quantile_median(panel, [2, 1, 1])[0] == pytest.approx([1.5, 3, 4.5])


def test_weights_per_item() -> None:
    panel = plain_panel(THREE, [NAN, NAN])
    found = quantile_average(panel, [[1, 0], [0, 0], [0, 1]])
    assert found[0].tolist() == [1, 2, 3]
    assert np.isnan(found[1]).all()
    assert np.isnan(quantile_median(panel, [[1, 0], [0, 0], [0, 1]])[1]).all()
    assert linear_pool(panel, [[1, 0], [0, 0], [0, 1]])[1] is None


@pytest.mark.parametrize("weights", [[1, -1, 1], [1, np.inf, 1], [1, 1], [[1, 1, 1]]])
def test_weights_that_are_none(weights: object) -> None:
    with pytest.raises(ValueError, match="weights"):
        quantile_average(plain_panel(THREE, [NAN, NAN]), weights)  # type: ignore[arg-type]


@given(st.integers(0, 10_000), st.lists(st.floats(0, 5), min_size=4, max_size=4).filter(lambda w: sum(w) > 0.01))
@settings(deadline=None, max_examples=30)
def test_pools_lie_between_the_experts_and_ascend(seed: int, weights: list[float]) -> None:
    panel = random_panel(seed, experts=4, missing=0.2)
    say = np.array(weights) > 0
    with np.errstate(all="ignore"):
        answers = np.where(panel.answered[say][:, :, None], panel.values[say], np.nan)
    for found in (quantile_average(panel, weights), quantile_median(panel, weights)):
        for q in range(len(panel.items)):
            given_here = answers[panel.answered[say][:, q], q]
            if not len(given_here):
                assert np.isnan(found[q]).all()
                continue
            slack = 1e-9 * np.abs(given_here).max()
            assert (found[q] >= given_here.min(axis=0) - slack).all()
            assert (found[q] <= given_here.max(axis=0) + slack).all()
            assert (np.diff(found[q]) > 0).all()


def test_probabilities_by_hand() -> None:
    p = [[0.1, 0.2, NAN], [0.4, NAN, NAN], [0.9, 0.6, NAN]]
    assert pool_probabilities(p) == pytest.approx([1.4 / 3, 0.4, NAN], nan_ok=True)
    assert pool_probabilities(p, method="median") == pytest.approx([0.4, 0.4, NAN], nan_ok=True)
    odds = (0.1 / 0.9 * 0.4 / 0.6 * 0.9 / 0.1) ** (1 / 3), (0.2 / 0.8 * 0.6 / 0.4) ** 0.5
    expected = [odds[0] / (1 + odds[0]), odds[1] / (1 + odds[1]), NAN]
    assert pool_probabilities(p, method="log_odds") == pytest.approx(expected, nan_ok=True)
    assert pool_probabilities(p, [1, 0, 3])[:2] == pytest.approx([0.7, 0.5])
    assert pool_probabilities(p, [1, 0, 3], "median")[:2] == pytest.approx([0.9, 0.6])


def test_log_odds_of_a_tiny_probability_keep_their_digits() -> None:
    assert pool_probabilities([[1e-12], [1e-8]], method="log_odds") == pytest.approx([1e-10], rel=1e-6)
    assert pool_probabilities([[1e-300], [1e-300]], method="log_odds") == pytest.approx([1e-300], rel=1e-9)


def test_log_odds_of_the_impossible_and_the_certain() -> None:
    p = [[0.0, 1.0, 0.0], [0.5, 0.2, 1.0]]
    assert pool_probabilities([row[:2] for row in p], method="log_odds").tolist() == [0, 1]
    with pytest.raises(PanelError, match=r"no mean odds \(item no\. 3\)"):
        pool_probabilities(p, method="log_odds")
    # Without weight nobody is contradicted.
    assert pool_probabilities(p, [1, 0], "log_odds").tolist() == [0, 1, 0]


def test_probabilities_out_of_range_and_unknown_methods() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        pool_probabilities([[1.2]])
    with pytest.raises(ValueError, match="method must be one of mean, median, log_odds"):
        pool_probabilities([[0.2]], method="mode")  # type: ignore[arg-type]


def test_labels_by_hand() -> None:
    masses = [[[1, 0, 0], [NAN] * 3], [[0, 0.5, 0.5], [NAN] * 3]]
    assert pool_labels(masses)[0].tolist() == [0.5, 0.25, 0.25]
    assert pool_labels(masses, [3, 1])[0].tolist() == [0.75, 0.125, 0.125]
    assert np.isnan(pool_labels(masses)[1]).all()


@pytest.mark.parametrize("masses", [[0.5, 0.4, 0.0], [1.5, -0.5, 0.0], [0.5, 0.5, NAN]])
def test_masses_that_are_none(masses: list[float]) -> None:
    with pytest.raises(ValueError, match="mass"):
        pool_labels([[masses]])
