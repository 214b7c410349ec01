# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evacuation.flow.timed_nets import at_once, lp_out_by, timed
from weerbaar.evacuation.flow import bound, safe_in_turn

NETWORK = timed(
    [("a", "m", 3, 5), ("b", "m", 7, 5), ("b", "n", 2, 2), ("m", "x", 10, 2), ("n", "x", 20, 1), ("n", "m", 1, 4)],
    {"x": 2.5},
)


def test_each_costs_those_before_it_nothing() -> None:
    leaving = at_once(NETWORK, {"a": 100, "b": 100})
    first = safe_in_turn(NETWORK, leaving, [0, 1], 60.0, layer_s=1.0)
    alone = safe_in_turn(NETWORK, leaving, [0], 60.0, layer_s=1.0)
    assert first[0] == pytest.approx(alone[0])
    assert alone[1] == 0
    # Alone: over the road of 2 a second after 13 s; together no more than the exit takes.
    assert alone[0] == pytest.approx(2 * (60 - 13), abs=2)


@given(st.integers(0, 60), st.integers(0, 60), st.integers(20, 50))
def test_all_together_are_as_many_as_can_be(a: int, b: int, horizon: int) -> None:
    """Whatever the order, by a linear program; and never more than the bound."""
    leaving = at_once(NETWORK, {"a": float(a), "b": float(b)})
    most = lp_out_by(NETWORK, leaving, horizon)
    for order in ([0, 1], [1, 0]):
        together = safe_in_turn(NETWORK, leaving, order, float(horizon), layer_s=1.0).sum()
        assert together == pytest.approx(most, abs=1e-6)
    proven = bound(NETWORK, leaving, bin_s=float(horizon))
    if a + b:
        assert most <= proven.out_by_veh[0] + 1e-6


def test_longer_layers_are_on_the_safe_side() -> None:
    leaving = at_once(NETWORK, {"a": 100, "b": 100})
    fine, coarse = (safe_in_turn(NETWORK, leaving, [0, 1], 60.0, layer_s=step).sum() for step in (1.0, 15.0))
    assert 0 < coarse <= fine + 1e-6


def test_nobody_and_nowhere() -> None:
    assert not safe_in_turn(NETWORK, at_once(NETWORK, {"a": 0.0}), [0], 60.0).any()
    assert not safe_in_turn(NETWORK, at_once(NETWORK, {"a": 5.0}), [], 60.0).any()
    assert np.array_equal(safe_in_turn(NETWORK, at_once(NETWORK, {"a": 5.0}), [0], 2.0), [0.0])
