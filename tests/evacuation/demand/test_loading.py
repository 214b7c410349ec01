# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest

from tests.evacuation.demand.crossroads import crossroads
from weerbaar.evacuation.demand import DemandError
from weerbaar.evacuation.demand.loading import Timing, load
from weerbaar.evacuation.demand.response import Settled

RAYLEIGH = Settled("weibull", 4.0, 2.0)


def rayleigh(hours: float) -> float:
    return 1 - 2 ** -((max(hours, 0.0) / 4) ** 2)


def test_cars_per_node_by_the_closed_form_of_the_curve() -> None:
    gone = load(
        crossroads(),
        np.array([0, 1, 2]),
        np.array([0.0, 6.0, 0.0]),
        np.array([100.0, 40.0, 10.0]),
        np.array([200.0, 120.0, 30.0]),
        Timing(RAYLEIGH, delay_h=1.0, stretch=1.0),
        900.0,
    )
    # West and half of the middle share a node.
    assert gone.nodes.tolist() == [0, 1, 2]
    assert gone.vehicles == pytest.approx([120, 20, 10], rel=1e-12)
    assert gone.people_per_vehicle == pytest.approx([260 / 120, 3, 3])
    for hours in (0.5, 3.0, 7.25, 10.0):
        at = round(hours * 4)
        late = rayleigh(hours - 7)
        expected = [100 * rayleigh(hours - 1) + 20 * late, 20 * late, 10 * rayleigh(hours - 1)]
        assert gone.released_veh[at] == pytest.approx(expected, rel=1e-12)


def test_who_is_left_at_the_end_leaves_in_the_last_step() -> None:
    one = np.array([1000.0])
    gone = load(crossroads(), np.array([0]), np.zeros(1), one, one, Timing(RAYLEIGH, 0.0, 1.0), 900.0)
    assert gone.vehicles[0] == 1000
    assert 999 < gone.released_veh[-2, 0] < 1000


def test_by_night_the_same_share_takes_twice_as_long() -> None:
    day, night = Timing(RAYLEIGH, 1.0, 1.0), Timing(RAYLEIGH, 1.0, 2.0)
    hours = np.linspace(0, 12, 40)
    np.testing.assert_allclose(night.share_left(2 * hours), day.share_left(hours), atol=1e-15)
    assert night.end_h == pytest.approx(2 * day.end_h)


def test_a_step_of_a_second_over_weeks_is_refused() -> None:
    one = np.ones(1)
    with pytest.raises(DemandError, match="longer steps"):
        load(crossroads(), np.array([0]), np.zeros(1), one, one, Timing(RAYLEIGH, 200.0, 1.0), 1.0)


def test_zones_without_cars_make_departures_of_nothing() -> None:
    gone = load(crossroads(), np.array([0]), np.zeros(1), np.zeros(1), np.zeros(1), Timing(RAYLEIGH, 0, 1), 900.0)
    assert gone.total_veh == 0
    assert np.isfinite(gone.people_per_vehicle).all()
