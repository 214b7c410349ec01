# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evacuation.means.fleets import buses, text, travel
from weerbaar.evacuation.means import Need, Refuge
from weerbaar.evacuation.means.days import Day, best_day, every_day
from weerbaar.evacuation.means.trips import Trips, trips_of

TIMES = travel(("a", "b", "r", "s"), [[0, 1, 1, 2], [1, 0, 2, 1], [1, 2, 0, 2], [2, 1, 2, 0]])


def two_zones(before_a: float, before_b: float, shift_h: float | None = None) -> Trips:
    needs = [Need("a", "walking", 9, before_a), Need("b", "walking", 9, before_b)]
    refuges = [Refuge("r", text("r"), 10), Refuge("s", text("s"), 10)]
    means = buses(load_s=0, unload_s=0, shift_h=shift_h, rest_h=1.0)
    return trips_of(means, needs, refuges, TIMES, 3600.0)


def test_the_best_day_by_hand() -> None:
    """From r: a and back takes 2 h, b to s 3 h; from s: b and back 2 h. Prices: 5 at a, 8 at b; 7 hours."""
    trips = two_zones(7, 7)
    value = np.where(trips.need == 0, 5.0, 8.0)
    worth, day = best_day(0, trips, value)
    # To b and s, and twice more to b: 3 + 2 + 2 = 7 h.
    assert worth == 24
    assert [int(trips.need[trip]) for trip, _ in day.trips] == [1, 1, 1]
    assert [step for _, step in day.trips] == [0, 3, 5]


def test_only_what_is_looked_at() -> None:
    trips = two_zones(7, 7)
    worth, day = best_day(3, trips, np.where(trips.need == 0, 5.0, 8.0), worth_it=trips.need == 0)
    assert worth == 15
    assert day.means == 3
    assert {int(trips.need[trip]) for trip, _ in day.trips} == {0}


@given(
    st.integers(1, 8),
    st.integers(1, 8),
    st.sampled_from([None, 3.0, 5.0]),
    st.lists(st.floats(0, 9), min_size=4, max_size=4),
)
def test_the_best_day_is_the_best_of_every_day(a: int, b: int, shift_h: float | None, prices: list[float]) -> None:
    trips = two_zones(a, b, shift_h)
    value = np.array([prices[2 * i + r] for i, r in zip(trips.need, trips.refuge, strict=True)], float)
    days = every_day(0, trips, 10_000)
    assert days is not None
    worth, _ = best_day(0, trips, value)
    assert worth == pytest.approx(max(sum(value[trip] for trip, _ in day.trips) for day in days))


def test_no_day_is_part_of_another() -> None:
    trips = two_zones(8, 6)
    days = every_day(0, trips, 10_000)
    assert days is not None
    counts = [Counter((int(trips.need[t]), int(trips.refuge[t])) for t, _ in day.trips) for day in days]
    assert not any(one < other for one in counts for other in counts)


def test_where_there_are_too_many_days_none_are_given() -> None:
    assert every_day(0, two_zones(24, 24), 20) is None


def test_a_vehicle_without_trips_has_an_empty_day() -> None:
    assert every_day(2, two_zones(1, 1), 20) == [Day(2, ())]
    assert best_day(2, two_zones(1, 1), np.zeros(0)) == (0.0, Day(2, ()))
