# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.evacuation.advice.plans import flooded
from weerbaar.evacuation.advice.water_here import is_dry, water_here


def test_the_deepest_and_the_earliest_of_several_floods_count() -> None:
    shallow = flooded({"W": 1.0}, arrival_h=2.0, dry={"W": 100.0})
    deep = flooded({"W": 3.5}, arrival_h=8.0)
    water = water_here("W", (shallow, deep))
    assert water is not None
    assert (water.wet_share, water.depth_m, water.first_s) == (1.0, 3.5, 7200.0)


def test_depth_is_that_of_nearly_all_and_not_of_the_deepest_hole() -> None:
    one = flooded({"W": 1.0})
    many = replace(
        one,
        zone=np.zeros(2, np.int64),
        people=np.array([97.0, 3.0]),
        depth_m=np.array([1.0, 6.0]),
        arrival_s=np.array([3600.0, 7200.0]),
        rise_m_s=np.full(2, np.nan),
        velocity_m_s=np.zeros(2),
        breach_possible=np.ones(2, bool),
    )
    water = water_here("W", (many,))
    assert water is not None
    assert water.depth_m == 1.0
    assert water.first_s == 3600.0


def test_unknown_is_not_dry() -> None:
    assert water_here("elders", (flooded({"W": 1.0}),)) is None
    assert water_here("S", (flooded({"W": 1.0}),)) is None  # in the list of zones, but nobody lives there
    assert water_here("W", ()) is None
    assert not is_dry(None)
    mostly_outside = water_here("S", (flooded({"W": 1.0}, dry={"S": 10.0}, outside={"S": 90.0}),))
    assert mostly_outside is not None
    assert mostly_outside.unknown_share == pytest.approx(0.9)
    assert not is_dry(mostly_outside)
    assert is_dry(water_here("S", (flooded({"W": 1.0}, dry={"S": 100.0}, outside={"S": 2.0}),)))


def test_arrival_that_is_unknown_for_some_is_unknown() -> None:
    water = water_here("W", (flooded({"W": 1.0}, arrival_h=np.nan), flooded({"W": 1.0})))
    assert water is not None
    assert water.first_s is None


@pytest.mark.parametrize(
    ("depth", "velocity", "share"), [(3.5, 2.0, 1.0), (3.4, 2.0, 0.0), (7.0, 1.9, 0.0), (1.0, 7.0, 1.0)]
)
def test_houses_collapse_at_the_limits_of_the_breach_zone(depth: float, velocity: float, share: float) -> None:
    # Jonkman (2007): depth x velocity of 7 m2/s or more, and 2 m/s or more.
    water = water_here("W", (flooded({"W": depth}, velocity_m_s=velocity),))
    assert water is not None
    assert water.collapse_share == share


def test_collapse_is_unknown_where_the_velocity_is() -> None:
    unknown = flooded({"W": 4.0}, velocity_m_s=np.nan)
    water = water_here("W", (unknown,))
    far = water_here("W", (replace(unknown, breach_possible=np.zeros(1, bool)),))
    assert water is not None
    assert far is not None
    assert water.collapse_share is None
    assert far.collapse_share == 0.0
