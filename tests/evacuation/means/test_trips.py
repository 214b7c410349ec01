# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np

from tests.evacuation.means.fleets import buses, by_hour, text, travel
from weerbaar.evacuation.means import Need, Refuge
from weerbaar.evacuation.means.trips import trips_of

TIMES = travel(("a", "b", "r", "s"), [[0, 1, 1, 2], [1, 0, 2, np.inf], [1, 2, 0, 2], [2, 1, 2, 0]])
REFUGES = [Refuge("r", text("r"), 10), Refuge("s", text("s"), 10, ("lying",))]


def test_times_are_rounded_up_to_whole_steps() -> None:
    # There and back 2 h and half an hour to load and unload: 2.5 h.
    trips = trips_of(buses(), [Need("a", "walking", 9, 8.0)], REFUGES, TIMES, 1800.0)
    assert trips.duration.tolist() == [[5, 5]]
    assert trips_of(buses(), [Need("a", "walking", 9, 8.0)], REFUGES, TIMES, 3600.0).duration.tolist() == [[3, 3]]
    assert trips.latest.tolist() == [11, 11]
    assert trips.pick_up_s.tolist() == [[3600, 3600]]
    # From where it stood and from r, only to r, which takes who walk.
    assert trips.first.tolist() == [0, 1, 2, 2]
    assert trips.refuge.tolist() == [0, 0]


def test_times_of_the_hour_at_which_each_leg_is_driven() -> None:
    """Hour 0: three times as long to a, which is reached at hour 3 and left at hour 3.25, when it is free again."""
    times = by_hour(TIMES, [3.0, 2.0, 1.0])
    trips = trips_of(buses(), [Need("a", "walking", 9, 8.0, from_h=3.5)], REFUGES, times, 1800.0)
    assert trips.row.tolist() == list(range(16))
    # Out 3 h, then 2.5 h, 2 h and at last 1 h; a quarter to load, back 1 h, a quarter to unload.
    assert (trips.pick_up_s[[0, 1, 2, 4, 5], 0] / 3600).tolist() == [3.0, 2.5, 2.0, 1.0, 1.0]
    assert trips.duration[[0, 1, 2, 4, 5], 0].tolist() == [9, 8, 7, 5, 5]
    # At a by 3.5 h at the earliest: who sets out at 2.5 h.
    assert (trips.earliest[0], trips.latest[0]) == (5, 11)


def test_where_no_road_leads_no_trip_goes() -> None:
    lying = buses(carries={"lying": 2})
    trips = trips_of(lying, [Need("b", "lying", 9, 20.0)], REFUGES, TIMES, 3600.0)
    assert set(trips.refuge.tolist()) == {0}


def test_who_cannot_be_back_in_time_is_left_out() -> None:
    assert len(trips_of(buses(), [Need("a", "walking", 9, 2.4)], REFUGES, TIMES, 1800.0).need) == 0


def test_the_call_and_the_crew_decide_when_a_trip_can_begin() -> None:
    called = trips_of(buses(), [Need("a", "walking", 9, 20.0, from_h=5.0)], REFUGES, TIMES, 3600.0)
    assert called.earliest.tolist() == [4, 4]
    late = trips_of(buses(from_h=6.5), [Need("a", "walking", 9, 20.0, from_h=5.0)], REFUGES, TIMES, 3600.0)
    assert late.earliest.tolist() == [7, 7]


def test_shifts() -> None:
    trips = trips_of(buses(shift_h=3, rest_h=2, from_h=1), [Need("a", "walking", 9, 9.0)], REFUGES, TIMES, 3600.0)
    assert trips.window_end.tolist() == [-1, 4, 4, 4, 4, -1, 9, 9, 9, 9]


def test_trips_from_one_place_run_from_late_to_early() -> None:
    needs = [Need("a", "walking", 9, 6.0), Need("b", "walking", 9, 12.0), Need("a", "walking", 9, 9.0)]
    trips = trips_of(buses(), needs, REFUGES[:1], TIMES, 3600.0)
    for begin, end in zip(trips.first[:-1], trips.first[1:], strict=True):
        assert np.all(np.diff(trips.latest[begin:end]) <= 0)
