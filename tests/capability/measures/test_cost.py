# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest

from tests.capability.measures.proposals import measure
from weerbaar.capability.measures.cost import CostDraws, discount_factors

YEARS = range(2014, 2019)


def test_once_in_the_first_year_and_every_year_from_then_on() -> None:
    dear = measure("a", cost={"one_off_eur": 10, "yearly_eur": 2})
    cost = CostDraws.of(dear, 3, 1)
    paid = cost.per_year(2015, np.zeros(3), None, YEARS)
    assert paid[:, 0].tolist() == [0, 12, 2, 2, 2]
    short = cost.per_year(2015, np.full(3, 0.5), 1.0, YEARS)
    assert short[:, 1] == pytest.approx([0, 12, 1, 0, 0])


def test_what_is_dear_to_begin_with_is_dear_to_keep() -> None:
    span = {"distribution": "uniform", "low": 0, "high": 1}
    cost = CostDraws.of(measure("a", cost={"one_off_eur": span, "yearly_eur": span}), 50, 1)
    assert np.array_equal(cost.one_off, cost.yearly)
    other = CostDraws.of(measure("b", cost={"one_off_eur": span}), 50, 1)
    assert not np.array_equal(cost.one_off, other.one_off)
    assert not other.yearly.any()


def test_the_cost_at_a_quantile() -> None:
    span = {"distribution": "uniform", "low": 10, "high": 20}
    assert CostDraws.at(measure("a", cost={"yearly_eur": span}), np.array([0.7])).yearly == pytest.approx([17.0])


def test_present_values_count_from_the_first_year() -> None:
    assert discount_factors(YEARS, 0.0).tolist() == [1, 1, 1, 1, 1]
    assert discount_factors(YEARS, 0.025) == pytest.approx([1.025**-t for t in range(5)])
