# SPDX-License-Identifier: EUPL-1.2
"""The best tail mean and the best mean, against every choice."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.capability.portfolio.small_problems import Features, every_choice, random_family, seeds
from weerbaar.capability.portfolio import best_on_average, best_tail
from weerbaar.capability.portfolio.tail import tail_mean


def literal_tail(values: list[float], alpha: float) -> float:
    """max over t of t - mean(max(t - v, 0)) / alpha, at one of the values."""
    return max(t - sum(max(t - v, 0.0) for v in values) / len(values) / alpha for t in values)


def test_the_worst_quarter_of_ten() -> None:
    """2.5 states: (1 + 2 + 0.5 × 3) / 2.5."""
    assert tail_mean(np.arange(10.0, 0.0, -1.0), 0.25) == pytest.approx(1.8)


@given(st.lists(st.floats(-100, 100), min_size=1, max_size=12), st.floats(0.01, 1))
def test_the_tail_mean_is_that_of_rockafellar_and_uryasev(values: list[float], alpha: float) -> None:
    assert tail_mean(np.array(values), alpha) == pytest.approx(literal_tail(values, alpha), rel=1e-9, abs=1e-7)


@given(seeds, st.sampled_from([0.2, 0.35, 1.0]))
@settings(max_examples=20)
def test_the_choice_has_the_best_tail_of_all_choices(seed: int, alpha: float) -> None:
    family = random_family(seed, 6, Features(most_options=6))
    choices = every_choice(family.base)
    assume(choices)
    best = max(literal_tail(family.values(np.array(x, dtype=float)).tolist(), alpha) for x in choices)
    found = best_tail(family, alpha, gap=1e-6)
    assert found.value == pytest.approx(best, rel=3e-6, abs=1e-6)
    assert found.bound >= best - 1e-6
    assert tail_mean(found.state_values, alpha) == pytest.approx(found.value)
    if alpha == 1.0:
        assert best_on_average(family, gap=1e-6).value == pytest.approx(best, rel=3e-6, abs=1e-6)


@pytest.mark.parametrize("alpha", [0.0, -0.1, 1.1, float("nan")])
def test_a_share_outside_0_to_1_is_refused(alpha: float) -> None:
    with pytest.raises(ValueError, match="alpha must be above 0"):
        best_tail(random_family(1, 2), alpha)
