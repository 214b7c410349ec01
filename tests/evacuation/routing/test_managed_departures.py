# SPDX-License-Identifier: EUPL-1.2
"""Phased departures: at the rate of the zone, and never before being ready."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.evacuation.demand import Departures
from weerbaar.evacuation.routing.managed_departures import STEP_S, phased


def _ready(times: list[float], *origins: list[float]) -> Departures:
    return Departures(np.arange(len(origins)), np.array(times), np.array(origins, float).T, np.full(len(origins), 2.5))


def test_the_rate_holds_back_who_is_ready() -> None:
    """1,200 ready at 600 s, 1 veh/s: 600 have gone by then, the last goes at 1,200 s; 60 an hour later are free."""
    plan = phased(_ready([0.0, 600.0, 4200.0], [0, 1200, 1260], [0, 30, 30]), np.array([1.0, 1.0]))
    assert plan.released(600.0) == pytest.approx([600.0, 30.0])
    assert plan.released(1200.0)[0] == pytest.approx(1200.0, abs=10.0)
    assert plan.released(3000.0)[0] == pytest.approx(1240.0)
    assert plan.vehicles.tolist() == [1260.0, 30.0]


def test_who_is_ready_at_the_start_leaves_in_turn() -> None:
    plan = phased(_ready([0.0, 60.0], [900, 900]), np.array([0.5]))
    assert plan.released(0.0).tolist() == [0.0]
    assert plan.released(900.0) == pytest.approx([450.0])
    assert plan.times_s[-1] == pytest.approx(1800.0)


def test_days_do_not_take_more_moments() -> None:
    plan = phased(_ready([0.0, 60.0], [0, 1e6]), np.array([1.0]))
    assert plan.times_s[-1] == pytest.approx(1e6, rel=2e-3)
    assert len(plan.times_s) < 1010


def test_nobody_at_all() -> None:
    plan = phased(_ready([0.0, 60.0], [0, 0]), np.array([0.0]))
    assert plan.vehicles.tolist() == [0.0]
    assert plan.times_s[-1] <= STEP_S


@given(
    st.lists(st.integers(0, 500), min_size=2, max_size=6),
    st.lists(st.floats(1.0, 5000.0), min_size=6, max_size=6),
    st.floats(0.01, 5.0),
)
def test_for_any_curve(steps: list[int], lengths: list[float], rate: float) -> None:
    times = np.concatenate([[0.0], np.cumsum(lengths[: len(steps) - 1])])
    ready = _ready(times.tolist(), np.cumsum(steps).tolist())
    plan = phased(ready, np.array([rate]))
    slopes = np.diff(plan.released_veh[:, 0]) / np.diff(plan.times_s)
    assert slopes.max() <= rate * (1 + 1e-6)
    moments = np.union1d(plan.times_s, times)
    for moment in moments.tolist():
        assert plan.released(moment)[0] <= ready.released(moment)[0] + 1e-9
    assert plan.total_veh == ready.total_veh
