# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evacuation.means.fleets import buses, region, text, travel
from weerbaar.evacuation.means import Need, Refuge, assign
from weerbaar.evacuation.means.days import Day
from weerbaar.evacuation.means.master import Master, Prices, Task, proven_most, relax
from weerbaar.evacuation.means.trips import trips_of


def task_of(zones: int, seed: int) -> Task:
    means, needs, refuges, times = region(zones, seed)
    return Task(
        tuple(trips_of(one, needs, refuges, times, 600.0) for one in means),
        np.array([one.number for one in means], float),
        np.array([need.people for need in needs]),
        np.ones(len(needs)),
        np.array([refuge.beds for refuge in refuges]),
        600.0,
    )


SMALL = task_of(4, 2)
HELPED = assign(*region(4, 2), step_s=600.0).value


@given(st.integers(0, 2**32))
def test_any_prices_prove_a_bound(seed: int) -> None:
    random = np.random.default_rng(seed)
    bed = random.uniform(0, 1, 4) * np.isfinite(SMALL.beds)
    assert proven_most(SMALL, Prices(random.uniform(0, 1, len(SMALL.people)), bed)) >= HELPED - 1e-9


def test_a_price_for_beds_without_end_proves_nothing() -> None:
    assert proven_most(SMALL, Prices(np.zeros(len(SMALL.people)), np.ones(4))) == np.inf


def test_the_proof_is_as_tight_as_was_asked() -> None:
    task = task_of(12, 3)
    master = Master(task)
    for at in range(len(task.trips)):
        master.add(Day(at, ()))
    relaxed = relax(task, master, 1e-3)
    assert relaxed.solution.value <= relaxed.most + 1e-6
    # Beside what was asked, the hours weigh at most 0.05 of a person.
    assert relaxed.most - relaxed.solution.value <= 1e-3 * relaxed.solution.value + 0.06
    assert np.all(relaxed.proof.need >= 0)
    assert np.all(relaxed.proof.bed >= 0)


def test_the_same_trips_at_other_hours_are_the_same_day() -> None:
    trips = trips_of(
        buses(),
        [Need("z", "walking", 99, 9.0)],
        [Refuge("r", text("r"), 9)],
        travel(("z", "r"), [[0, 1], [1, 0]]),
        1800.0,
    )
    task = Task((trips,), np.ones(1), np.array([99.0]), np.ones(1), np.array([9.0]), 1800.0)
    master = Master(task)
    assert master.add(Day(0, ((0, 0),)))
    assert not master.add(Day(0, ((0, 3),)))
    assert not master.add(Day(0, ((1, 3),)))
    # One bus of 50 to 9 beds: seats stay empty.
    whole = master.solve_whole(task)
    assert whole is not None
    assert whole.count.tolist() == [1]
    assert whole.value == pytest.approx(9, abs=0.06)
