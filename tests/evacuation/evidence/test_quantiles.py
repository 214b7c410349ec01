# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.base import Point
from weerbaar.evacuation.evidence.quantiles import PROBABILITIES, distribution_of


def test_quantiles_are_those_of_the_draws() -> None:
    draws = np.random.default_rng(1).lognormal(3.0, 1.0, 20_000)
    found = distribution_of(draws)
    assert found.ppf(PROBABILITIES) == pytest.approx(np.quantile(draws, PROBABILITIES), rel=5e-4)


def test_one_value_is_a_point() -> None:
    assert distribution_of(np.full(10, 1234.0)) == Point(value=1234.0)
    assert distribution_of(np.zeros(10)) == Point(value=0.0)


def test_draws_of_nought_stay_below_one() -> None:
    draws = np.concatenate([np.zeros(600), np.linspace(1, 100, 400)])
    found = distribution_of(draws)
    # Six in ten have no deaths; a criterion counts less than one as none.
    assert float(found.cdf(1.0)) == pytest.approx(0.6, abs=0.05)


@given(st.lists(st.floats(0, 1e12), min_size=1, max_size=60))
def test_any_draws_make_a_distribution_near_them(values: list[float]) -> None:
    draws = np.array(values)
    found = distribution_of(draws)
    tolerance = 2e-3 * draws.max() + 1e-9
    assert found.ppf(PROBABILITIES) == pytest.approx(np.quantile(draws, PROBABILITIES), abs=tolerance)
    assert float(found.ppf(0.0)) >= 0
