# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest

from weerbaar.capability.assistance.travel import great_circle_km, share_of_shift, travel_hours


def test_a_degree_of_latitude_is_111_km() -> None:
    assert great_circle_km(52, 5, 53, 5) == pytest.approx(111.195, abs=0.01)


def test_amsterdam_to_maastricht() -> None:
    assert great_circle_km(52.3702, 4.8952, 50.8514, 5.6910) == pytest.approx(178, abs=1.5)


def test_listed_journeys_go_before_coordinates_both_ways() -> None:
    hours = travel_hours([(52, 5), (53, 5), None], {(0, 2): 1.0, (0, 1): 3.0}, 100, 1.3)
    assert hours[1, 0] == hours[0, 1] == 3.0
    assert hours[2, 0] == 1.0
    assert np.isnan(hours[1, 2])
    assert travel_hours([(52, 5), (53, 5)], {}, 100, 1.3)[0, 1] == pytest.approx(1.3 * 1.11195, rel=1e-4)


def test_who_is_late_works_a_part_and_who_is_later_than_the_end_nothing() -> None:
    assert share_of_shift(-1, 0, 8) == share_of_shift(0, 0, 8) == 1
    assert share_of_shift(2, 0, 8) == 0.75
    assert share_of_shift(9, 0, 8) == 0
