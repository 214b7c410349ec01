# SPDX-License-Identifier: EUPL-1.2
"""Phased departures: at the rate of the zone, never before being ready, and changed on the clock of the exits."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.evacuation.demand import Departures
from weerbaar.evacuation.routing.managed_departures import EASY, Phasing


def _ready(times: list[float], *origins: list[float]) -> Departures:
    return Departures(np.arange(len(origins)), np.array(times), np.array(origins, float).T, np.full(len(origins), 2.5))


def _phased(ready: Departures, rates: list[float], way_s: list[float] | None = None) -> Departures:
    per_s = np.array(rates)
    phasing = Phasing(ready, per_s, np.array(way_s or [0.0] * len(rates)), 0.0)
    while not phasing.done or not phasing.stages:
        phasing.fill(per_s)
    return phasing.departures()


def test_the_rate_holds_back_who_is_ready() -> None:
    """1,200 ready at 600 s, 1 veh/s: 600 have gone by then, the last goes at 1,200 s; 60 an hour later are free."""
    plan = _phased(_ready([0.0, 600.0, 4200.0], [0, 1200, 1260], [0, 30, 30]), [1.0, 1.0])
    assert plan.released(600.0) == pytest.approx([600.0, 30.0])
    assert plan.released(1200.0)[0] == pytest.approx(1200.0, abs=10.0)
    assert plan.released(3000.0)[0] == pytest.approx(1240.0)
    assert plan.vehicles.tolist() == [1260.0, 30.0]


def test_who_is_ready_at_the_start_leaves_in_turn() -> None:
    plan = _phased(_ready([0.0, 60.0], [900, 900]), [0.5], [1200.0])
    assert plan.released(0.0).tolist() == [0.0]
    assert plan.released(900.0) == pytest.approx([450.0])
    assert plan.times_s[-1] == pytest.approx(1800.0)


def test_a_change_of_rates_meets_everybody_at_the_exits() -> None:
    """Two hours at 1 veh/s each, then 0.2 and 2: half an hour from the exits that begins half an hour earlier."""
    ready = _ready([0.0, 60.0], [0, 20000], [0, 20000])
    first, second, easy_s = np.array([1.0, 1.0]), np.array([0.2, 2.0]), 600.0
    phasing = Phasing(ready, first, np.array([1800.0, 0.0]), easy_s)
    phasing.fill(first)
    phasing.fill(first)
    while not phasing.done:
        phasing.fill(second)
    assert [at for at, _ in phasing.stages] == [0.0, 2 * phasing.hour_s]
    plan = phasing.departures()
    change_s = 2 * phasing.hour_s
    assert plan.released(change_s - 1800.0) == pytest.approx([change_s - 1800.0] * 2, rel=0.01)
    far, near = plan.released(change_s)
    assert near == pytest.approx(change_s, rel=0.01)
    assert far < change_s - 1800.0 + 0.25 * 1800
    # Half of the new rate at first, then all of it.
    gained = plan.released(change_s + easy_s + 3 * phasing.step_s)[1] - near
    assert gained == pytest.approx(EASY * 2.0 * easy_s + 2.0 * 3 * phasing.step_s, rel=0.05)


def test_who_is_still_to_set_out() -> None:
    """600 of 1,000 ready within the hour, the others from the third hour; half an hour to the exits."""
    hours = [0.0, 3600.0, 7200.0, 10800.0]
    phasing = Phasing(_ready(hours, [0, 600, 600, 1000]), np.array([0.1]), np.array([1800.0]), 0.0)
    soon = phasing.left(within_the_hour=True)
    assert phasing.hour_s == 3600.0
    assert soon.most_veh_s == pytest.approx([300 / 3600])
    assert soon.wait_s == pytest.approx([1800.0])
    assert phasing.left(within_the_hour=False).most_veh_s == pytest.approx([600 / 3600])
    phasing.fill(np.array([0.05]))
    assert phasing.left(within_the_hour=True).vehicles == pytest.approx([1000 - 0.05 * 1800])
    assert phasing.left(within_the_hour=True).wait_s.tolist() == [0.0]


def test_days_do_not_take_more_moments() -> None:
    plan = _phased(_ready([0.0, 60.0], [0, 1e6]), [1.0])
    assert plan.times_s[-1] == pytest.approx(1e6, rel=2e-3)
    assert len(plan.times_s) < 1010


def test_nobody_at_all() -> None:
    plan = _phased(_ready([0.0, 60.0], [0, 0]), [0.0])
    assert plan.vehicles.tolist() == [0.0]


@given(
    st.lists(st.integers(0, 500), min_size=2, max_size=6),
    st.lists(st.floats(1.0, 5000.0), min_size=6, max_size=6),
    st.floats(0.01, 5.0),
    st.floats(0.0, 5000.0),
)
def test_for_any_curve(steps: list[int], lengths: list[float], rate: float, way_s: float) -> None:
    times = np.concatenate([[0.0], np.cumsum(lengths[: len(steps) - 1])])
    ready = _ready(times.tolist(), np.cumsum(steps).tolist())
    plan = _phased(ready, [rate], [way_s])
    slopes = np.diff(plan.released_veh[:, 0]) / np.diff(plan.times_s)
    assert slopes.max() <= rate * (1 + 1e-6)
    moments = np.union1d(plan.times_s, times)
    for moment in moments.tolist():
        assert plan.released(moment)[0] <= ready.released(moment)[0] + 1e-9
    assert plan.total_veh == ready.total_veh
