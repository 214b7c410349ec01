# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evacuation.flow.timed_nets import at_once, timed
from weerbaar.evacuation.decision import ForecastError, who_goes_first
from weerbaar.evacuation.flow import safe_in_turn

# Two places that share the last road: 2 vehicles a second over it, and one of them has a road of its own beside it.
NETWORK = timed([("a", "m", 0, 5), ("b", "m", 0, 5), ("m", "x", 0, 2), ("b", "x", 0, 1)], {"x": 100.0})


def test_the_most_lives_per_vehicle_first() -> None:
    leaving = at_once(NETWORK, {"a": 100, "b": 200})
    turns = who_goes_first(NETWORK, leaving, np.array([0.1, 0.3]), horizon_s=60)
    assert [turn.name for turn in turns] == ["b", "a"]
    # b sends 180 over both roads; none is left for a.
    assert [turn.in_time for turn in turns] == pytest.approx([180, 0], abs=0.1)
    other = who_goes_first(NETWORK, leaving, np.array([0.3, 0.1]), horizon_s=60)
    assert [turn.name for turn in other] == ["a", "b"]
    assert [turn.in_time for turn in other] == pytest.approx([100, 80], abs=0.1)
    assert [turn.lives for turn in other] == pytest.approx([30, 8], abs=0.1)


def test_places_that_save_as_many_per_vehicle_share_their_place() -> None:
    network = timed([(name, "x", 0, 1) for name in "abcd"], {"x": 100.0})
    leaving = at_once(network, dict.fromkeys("abcd", 10))
    turns = who_goes_first(network, leaving, np.array([0.1, 0.3, 0.1, 0.2]), horizon_s=60)
    assert [(turn.name, turn.shared) for turn in turns] == [("b", (1, 1)), ("d", (2, 2)), ("a", (3, 4)), ("c", (3, 4))]


@given(st.integers(0, 2**32), st.integers(10, 90))
def test_no_order_saves_more(seed: int, horizon: int) -> None:
    generator = np.random.default_rng(seed)
    network = timed(
        [
            ("a", "m", int(generator.integers(0, 20)), float(generator.integers(1, 6))),
            ("b", "m", int(generator.integers(0, 20)), float(generator.integers(1, 6))),
            ("b", "n", int(generator.integers(0, 20)), float(generator.integers(1, 4))),
            ("c", "n", 5, float(generator.integers(1, 6))),
            ("m", "x", 10, 2),
            ("n", "x", 5, 1),
        ],
        {"x": 2.5},
    )
    leaving = at_once(network, {name: float(generator.integers(0, 120)) for name in "abc"})
    lives = generator.random(3)
    best = sum(turn.lives for turn in who_goes_first(network, leaving, lives, float(horizon)))
    for order in permutations(range(3)):
        saved = float(safe_in_turn(network, leaving, order, float(horizon)) @ lives)
        assert saved <= best + 1e-6


@pytest.mark.parametrize(("lives", "horizon_s"), [([0.1], 60.0), ([0.1, -0.1], 60.0), ([0.1, 0.1], 0.0)])
def test_refuses_what_cannot_be(lives: list[float], horizon_s: float) -> None:
    with pytest.raises(ForecastError):
        who_goes_first(NETWORK, at_once(NETWORK, {"a": 100, "b": 200}), np.array(lives), horizon_s)
