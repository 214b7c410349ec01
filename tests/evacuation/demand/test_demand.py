# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.evacuation.demand.crossroads import HEAD, demand_of
from weerbaar.base import LogNormal, Point
from weerbaar.evacuation.demand.demand import Column

ZONES = """zones:
  - {zone: west, residents: 1000, commuters_in: 100, commuters_out: 400, tourists: {summer: 50, winter: 5}}
  - {zone: east, residents: 500, commuters_in: 350, commuters_out: 50}
"""


def test_commuters_move_by_day_and_are_home_by_night(tmp_path: Path) -> None:
    by_hour = demand_of(tmp_path, HEAD + ZONES).people_by_hour()
    assert by_hour.shape == (24, 2)
    assert by_hour[3].tolist() == [1050, 500]
    assert by_hour[12].tolist() == [750, 800]
    # What leaves one zone comes to the other, whatever the hour.
    np.testing.assert_allclose(by_hour.sum(1), 1550)


def test_the_share_at_work_is_straight_between_hours_and_goes_round(tmp_path: Path) -> None:
    demand = demand_of(tmp_path, HEAD + ZONES)
    assert [demand.at_work(hour) for hour in (6.5, 12.0, 23.5, 30.5)] == pytest.approx([0.2, 1.0, 0.0, 0.2])


def test_on_a_day_off_everybody_is_at_home(tmp_path: Path) -> None:
    demand = demand_of(tmp_path, HEAD + "workday: false\n" + ZONES)
    assert demand.at_work(12) == 0
    assert demand.people_by_hour()[12].tolist() == [1050, 500]


def test_night(tmp_path: Path) -> None:
    demand = demand_of(tmp_path, HEAD + ZONES)
    assert [demand.by_night(hour) for hour in (22.9, 23.0, 2.5, 6.9, 7.0)] == [False, True, True, True, False]


def test_the_season_decides_the_tourists(tmp_path: Path) -> None:
    winter = demand_of(tmp_path, HEAD.replace("summer", "winter") + ZONES)
    assert winter.tourists.medians[0] == 5
    assert np.isnan(winter.tourists.medians[1])


def test_a_column_picks_only_what_is_uncertain() -> None:
    uncertain = LogNormal(distribution="lognormal", p5=10, p95=1000)
    column = Column.of([Point(value=3), uncertain, None])
    picked: list[object] = []

    def pick(quantity: object) -> float:
        picked.append(quantity)
        return 42.0

    np.testing.assert_array_equal(column.settle(pick), [3, 42, np.nan])
    assert picked == [uncertain]
    np.testing.assert_allclose(column.medians, [3, 100, np.nan])
