# SPDX-License-Identifier: EUPL-1.2
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.evacuation.decision import zones_first


def test_the_most_lives_per_vehicle_first():
    # One road carries 100 in time.
    turns = zones_first(np.array([80.0, 50.0, 0.0]), np.array([0.1, 0.3, 9.0]), lambda zones: min(100.0, 130.0))
    assert [turn.zone for turn in turns] == [1, 0]

    def out_by(zones):
        return min(100.0, sum((80.0, 50.0, 0.0)[zone] for zone in zones))

    turns = zones_first(np.array([80.0, 50.0, 0.0]), np.array([0.1, 0.3, 9.0]), out_by)
    assert [(turn.zone, turn.in_time) for turn in turns] == [(1, 50.0), (0, 50.0)]
    assert sum(turn.lives for turn in turns) == pytest.approx(20.0)


@given(st.integers(0, 2**32))
def test_no_order_saves_more(seed):
    """Zones that share roads: what sets of zones can bring out is the flow through two layers of roads."""
    generator = np.random.default_rng(seed)
    vehicles, lives = generator.integers(0, 60, 4).astype(float), generator.random(4)
    left, right, both = generator.integers(10, 80, 3).astype(float)

    def out_by(zones):
        west = min(left, sum(vehicles[z] for z in zones if z < 2))
        east = min(right, sum(vehicles[z] for z in zones if z >= 2))
        return min(both, west + east)

    best = sum(turn.lives for turn in zones_first(vehicles, lives, out_by))
    for order in permutations(range(4)):
        before, saved = 0.0, 0.0
        for place, zone in enumerate(order):
            after = out_by(order[: place + 1])
            saved += (after - before) * lives[zone]
            before = after
        assert saved <= best + 1e-9
