# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest

from tests.capability.measures.proposals import header
from weerbaar.capability.weighing import Horizon


def test_every_year_counts_alike_without_discount() -> None:
    horizon = Horizon.of(header(first_year=2014, last_year=2017))
    assert horizon.years == (2014, 2015, 2016, 2017)
    assert horizon.average(np.array([4.0, 0.0, 0.0, 0.0])) == pytest.approx(1.0)
    assert horizon.present_value(np.arange(4.0)) == pytest.approx(6.0)


def test_later_years_count_less_with_discount() -> None:
    horizon = Horizon.of(header(first_year=2014, last_year=2015, discount_rate=0.1))
    assert horizon.discount == pytest.approx([1, 1 / 1.1])
    assert horizon.average(np.array([1.0, 0.0])) == pytest.approx(1.1 / 2.1)
    assert horizon.present_value(np.array([[1.0], [1.1]])) == pytest.approx([2.0])
