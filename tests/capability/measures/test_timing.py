# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest

from weerbaar.capability.measures.timing import paid_part, working_part

YEARS = range(2014, 2019)


def test_a_measure_works_after_its_lead_time() -> None:
    lead = np.array([0.0, 1.5, 9.0])
    part = working_part(2014, lead, None, YEARS)
    assert part[:, 0].tolist() == [1, 1, 1, 1, 1]
    assert part[:, 1].tolist() == [0, 0.5, 1, 1, 1]
    assert part[:, 2].tolist() == [0, 0, 0, 0, 0]


def test_it_stops_at_the_end_of_its_life() -> None:
    part = working_part(2015, np.array([0.25]), 2.0, YEARS)
    assert part[:, 0] == pytest.approx([0, 0.75, 1, 0.25, 0])
    assert part.sum() == pytest.approx(2.0)


def test_it_is_paid_from_the_start_until_it_stops() -> None:
    paid = paid_part(2015, np.array([0.25, 0.25]), 2.0, YEARS)
    assert paid[:, 0] == pytest.approx([0, 1, 1, 0.25, 0])
    assert paid_part(2016, np.array([3.0]), None, YEARS)[:, 0].tolist() == [0, 0, 1, 1, 1]
