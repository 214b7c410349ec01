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
        ([0, 600], [[-1], [1]], "een getal van 0 of meer"),
        ([0, 600], [[0], [np.nan]], "een getal van 0 of meer"),
        ([0, 600], [[0], [np.inf]], "een getal van 0 of meer"),
        ([0, np.nan], [[0], [1]], "tijden beginnen bij 0"),
        ([0, 600], [[0], [1], [2]], "per moment en herkomst"),
    ],
)
def test_what_cannot_be_is_refused(times: list[float], released: list[list[float]], said: str) -> None:
    with pytest.raises(DemandError) as caught:
        departures(times, released)
    assert said in caught.value.render("nl")


@pytest.mark.parametrize(
    ("nodes", "people", "said"),
    [
        ([3, 3], [2.0, 2.0], "staat er twee keer"),
        ([3, 4], [2.0], "mensen per voertuig"),
        ([3, 4], [2.0, -1.0], "mensen per voertuig"),
        ([3, 4], [2.0, np.nan], "mensen per voertuig"),
    ],
)
def test_origins_that_cannot_be_are_refused(nodes: list[int], people: list[float], said: str) -> None:
    """Of a node that is there twice a simulation would let only one part set out."""
    with pytest.raises(DemandError) as caught:
        Departures(np.array(nodes), np.array([0.0, 1.0]), np.array([[0.0, 0.0], [1.0, 1.0]]), np.array(people))
    assert said in caught.value.render("nl")
