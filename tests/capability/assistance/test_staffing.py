# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weerbaar.capability.assistance.staffing import (
    cars_needed,
    erlang_b,
    erlang_c,
    handling_hours,
    officers_for_shift,
    profile_of_shift,
    served_within,
    workload,
)


def plain_erlang_c(c: int, a: float) -> float:
    """The formula as it stands in textbooks, with factorials."""
    top = a**c / math.factorial(c) * c / (c - a)
    return top / (sum(a**k / math.factorial(k) for k in range(c)) + top)


def test_one_server_waits_as_often_as_it_is_busy() -> None:
    for load in (0.1, 0.5, 0.9):
        assert erlang_c(1, load) == pytest.approx(load, rel=1e-12)


def test_two_servers_in_closed_form() -> None:
    for load in (0.2, 1.0, 1.7):
        assert erlang_c(2, load) == pytest.approx(load**2 / (2 + load), rel=1e-12)
        assert erlang_b(2, load) == pytest.approx(load**2 / (2 + 2 * load + load**2), rel=1e-12)


@given(st.integers(1, 40), st.floats(0.05, 0.98))
@settings(max_examples=60)
def test_recursion_is_the_formula_with_factorials(servers: int, busy: float) -> None:
    assert erlang_c(servers, busy * servers) == pytest.approx(plain_erlang_c(servers, busy * servers), rel=1e-9)


def test_an_overloaded_queue_never_serves() -> None:
    assert erlang_c(5, 5.0) == 1.0
    assert served_within(5, 6.0, 1.0, 100.0) == 0.0
    assert served_within(3, 0.0, 1.0, 0.0) == 1.0


@given(st.floats(0.01, 300), st.floats(0.05, 3), st.floats(0, 1), st.floats(0.5, 0.999))
@settings(max_examples=60)
def test_needed_cars_reach_the_level_and_one_fewer_does_not(
    load: float, handling: float, within: float, level: float
) -> None:
    cars = cars_needed(load, handling, within, level)
    assert served_within(cars, load, handling, within) >= level - 1e-12
    assert served_within(cars - 1, load, handling, within) < level


def test_square_root_staffing_is_near_for_a_large_system() -> None:
    """Halfin and Whitt (1981): with c = a + b sqrt(a) the probability of waiting tends to 1/(1 + b Phi(b)/phi(b))."""
    load, beta = 2500.0, 1.0
    phi, big_phi = math.exp(-0.5) / math.sqrt(2 * math.pi), 0.8413447460685429
    wanted = 1 / (1 + beta * big_phi / phi)
    assert erlang_c(int(load + beta * math.sqrt(load)), load) == pytest.approx(wanted, abs=0.005)


def test_handling_time_per_class_of_the_police_incidents_of_2019() -> None:
    """Shares of incidents and of time as published (NSCR, 2019): a health call takes twice the mean."""
    numbers = [5.2, 11.6, 2.5, 2.7, 33.4, 9.3, 24.5, 10.8]
    time = [2.3, 15.8, 3.3, 5.5, 21.3, 14.4, 30.1, 7.3]
    hours = handling_hours(numbers, time, 1.0)
    assert hours[3] == pytest.approx(5.5 / 2.7, rel=0.001)
    assert np.average(hours, weights=numbers) == pytest.approx(1.0)


def test_workload_rises_with_the_class_that_happens_more_often() -> None:
    load, mean = workload(10.0, [0.5, 0.5], [1.0, 2.0], [1.0, 1.0])
    assert (load, mean) == (15.0, 1.5)
    load, mean = workload(10.0, [0.5, 0.5], [1.0, 2.0], [1.0, 2.0])
    assert load == 25.0
    assert mean == pytest.approx(25 / 15)


def test_profile_follows_the_clock_over_midnight() -> None:
    profile = [float(h) for h in range(24)]
    assert profile_of_shift(profile, 22, 4).tolist() == pytest.approx([22 / 11.5, 23 / 11.5, 0.0, 1 / 11.5])


def test_the_busiest_hour_of_the_shift_counts() -> None:
    profile = np.array([1.0, 3.0])
    needed, work = officers_for_shift(4.0, [1.0], [1.0], [1.0], profile, crew=2, within_h=0.1, level=0.9)
    assert needed == 2 * cars_needed(12.0, 1.0, 0.1, 0.9)
    assert work == pytest.approx(2 * 8.0)
