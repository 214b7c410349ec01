# SPDX-License-Identifier: EUPL-1.2
"""Shares that cannot be are refused where they are made or first used."""

from __future__ import annotations

import numpy as np
import pytest

from tests.evacuation.simulation.roads import roads
from weerbaar.evacuation.simulation import RouteShares, ShareError

FORK = roads([("a", "b", 5, 100, 1800, 150), ("a", "c", 5, 100, 1800, 150)], {"b": 100, "c": 100})


def test_shares_have_a_shape_and_are_not_negative() -> None:
    with pytest.raises(ShareError, match="missing"):
        RouteShares(900.0, np.ones(2), np.ones((1, 2)))
    with pytest.raises(ShareError, match="missing"):
        RouteShares(900.0, np.ones((2, 2)), np.ones((1, 2)))
    with pytest.raises(ShareError, match="missing"):
        RouteShares(900.0, np.ones((0, 2)), np.ones((0, 2)))
    with pytest.raises(ShareError, match="negative"):
        RouteShares(900.0, np.array([[2.0, -1.0]]), np.ones((1, 2)))
    with pytest.raises(ShareError, match="negative"):
        RouteShares(900.0, np.array([[np.nan, 1.0]]), np.ones((1, 2)))
    with pytest.raises(ShareError, match="longer than 0 s"):
        RouteShares(0.0, np.ones((1, 2)), np.ones((1, 2)))


def test_shares_are_together_one_or_nothing() -> None:
    RouteShares(900.0, np.array([[0.5, 0.5], [0.0, 0.0]]), np.ones((2, 2))).check(FORK)
    with pytest.raises(ShareError, match="node a"):
        RouteShares(900.0, np.array([[0.5, 0.5], [0.5, 0.4]]), np.ones((2, 2))).check(FORK)
    with pytest.raises(ShareError, match="node a"):
        RouteShares(900.0, np.array([[np.inf, 0.0]]), np.ones((1, 2))).check(FORK)
    with pytest.raises(ShareError, match="another network"):
        RouteShares(900.0, np.ones((1, 3)), np.ones((1, 2))).check(FORK)
