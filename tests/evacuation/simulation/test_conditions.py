# SPDX-License-Identifier: EUPL-1.2
"""Conditions as flows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.evacuation.simulation.roads import HOUR, roads
from weerbaar.evacuation.simulation.conditions import Conditions

ROADS = roads([("a", "b", 1, 100, 1800, 150), ("b", "c", 1, 100, 3600, 300)], {"c": 900})


def test_usual_conditions_are_those_of_the_network_and_a_copy() -> None:
    usual = Conditions.usual(ROADS)
    assert usual.into_veh_s(ROADS) == pytest.approx(ROADS.capacity_veh_s)
    assert usual.out_of_veh_s(ROADS) == pytest.approx(ROADS.capacity_veh_s)
    usual.exit_veh_s[0] = 0
    assert ROADS.exit_capacity_veh_s[0] == 900 / HOUR


def test_what_comes_in_and_out_follows_the_factors_and_the_limit() -> None:
    now = replace(
        Conditions.usual(ROADS),
        capacity=np.array([0.5, 1.0]),
        entry_veh_s=np.array([np.inf, 0.25]),
        end=np.array([0.5, 1.0]),
    )
    assert now.into_veh_s(ROADS) * HOUR == pytest.approx([900, 900])
    assert now.out_of_veh_s(ROADS) * HOUR == pytest.approx([450, 3600])
