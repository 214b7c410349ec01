# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest

from weerbaar.evacuation.demand import DemandError, Departures


def departures(times: list[float], released: list[list[float]]) -> Departures:
    n = len(released[0])
    return Departures(np.arange(n), np.array(times), np.array(released), np.full(n, 2.0))


def test_totals() -> None:
    gone = departures([0, 600, 1200], [[0, 5], [10, 5], [30, 9]])
    assert gone.vehicles.tolist() == [30, 9]
    assert gone.total_veh == 39
    assert gone.people == 78


def test_between_moments_it_is_straight_and_after_the_last_level() -> None:
    gone = departures([0, 600, 1200], [[0, 5], [10, 5], [30, 9]])
    assert gone.released(900.0).tolist() == [20, 7]
    assert gone.released(np.array([300.0, 5000.0])).tolist() == [5, 9]
    assert gone.released(-10.0).tolist() == [0, 5]


@pytest.mark.parametrize(
    ("times", "released", "said"),
    [
        ([-600, 0, 600], [[0], [1], [2]], "tijden beginnen bij 0"),
        ([0, 600, 600], [[0], [1], [2]], "tijden beginnen bij 0"),
        ([0], [[0]], "tijden beginnen bij 0"),
        ([0, 600], [[3], [1]], "komt niet terug"),
        ([0, 600], [[-1], [1]], "komt niet terug"),
        ([0, 600], [[0], [1], [2]], "per moment en herkomst"),
    ],
)
def test_what_cannot_be_is_refused(times: list[float], released: list[list[float]], said: str) -> None:
    with pytest.raises(DemandError) as caught:
        departures(times, released)
    assert said in caught.value.render("nl")
