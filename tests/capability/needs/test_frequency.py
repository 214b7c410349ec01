# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import math

import numpy as np
import pytest

from weerbaar.assessment import QUANTILE_PROBABILITIES, Estimate, assess
from weerbaar.capability.needs.frequency import RATE_DRAWS, Rates, drawn_rates, scenario_rates, shortfall_frequency
from weerbaar.dossier import load_dossier
from weerbaar.method import load_method


def estimate(low: float, high: float, window: float) -> Estimate:
    """Every order of magnitude between two probabilities equally likely."""
    quantiles = tuple(low * (high / low) ** q for q in QUANTILE_PROBABILITIES)
    return Estimate("judgements", 0.1, "C", low, high, low, high, {}, 0.1, 0.0, quantiles, True, window)


def test_a_probability_over_a_window_becomes_a_rate() -> None:
    """1 - exp(-5 rate) = p."""
    found = drawn_rates(estimate(0.01, 0.1, 5.0), np.array([0.0, 0.5, 1.0]))
    for rate, chance in zip(found, (0.01, math.sqrt(0.001), 0.1), strict=True):
        assert 1 - math.exp(-5 * rate) == pytest.approx(chance)


def test_a_certain_scenario_has_a_finite_rate() -> None:
    assert np.isfinite(drawn_rates(estimate(0.5, 1.0, 5.0), np.array([1.0]))).all()


def test_rates_and_probabilities_of_a_shortfall_are_multiplied_and_added() -> None:
    rates = Rates({"a": np.full(RATE_DRAWS, 0.02), "b": np.full(RATE_DRAWS, 0.5)})
    found = shortfall_frequency(rates, [("a", 0.5), ("b", 0.1), ("c", 0.0)])
    assert found is not None
    assert (found.mean, found.median, found.low, found.high) == pytest.approx((0.06,) * 4)
    assert found.missing == ()


def test_an_unknown_likelihood_is_named_and_not_taken_for_zero() -> None:
    rates = Rates({"a": np.full(RATE_DRAWS, 0.02)})
    part = shortfall_frequency(rates, [("a", 0.5), ("b", 0.1)])
    assert part is not None
    assert (part.mean, part.missing) == (pytest.approx(0.01), ("b",))
    assert shortfall_frequency(rates, [("b", 0.1)]) is None
    nothing = shortfall_frequency(rates, [("b", 0.0)])
    assert nothing is not None
    assert nothing.high == 0
    assert rates.median("b") is None


def test_rates_are_those_of_the_likelihood_of_the_assessment() -> None:
    dossier, method = load_dossier("voorbeeld-2012"), load_method("nl-nrb-2009")
    rates = scenario_rates(dossier, method, seed=1)
    for result in assess(dossier, draws=1_000).scenarios:
        assert result.likelihood is not None
        chance = 1 - np.exp(-5 * rates.drawn[result.id])
        assert np.quantile(chance, 0.5) == pytest.approx(result.likelihood.quantiles[24], rel=0.01)
        assert np.quantile(chance, 0.9) == pytest.approx(result.likelihood.quantiles[44], rel=0.01)
