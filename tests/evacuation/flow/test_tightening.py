# SPDX-License-Identifier: EUPL-1.2
"""Certificates get sharper, never weaker, and as sharp as they can be on small networks."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evacuation.flow.timed_nets import at_once, cases, timed
from weerbaar.evacuation.demand import Departures
from weerbaar.evacuation.flow import Certificate, certified_veh
from weerbaar.evacuation.flow.tightening import Tightening
from weerbaar.evacuation.flow.ways import ways_out
from weerbaar.evacuation.network import RoadNetwork


@given(cases(), st.floats(1, 20), st.data())
def test_never_weaker(case: tuple[RoadNetwork, Departures], horizon: float, data: st.DataObject) -> None:
    network, departures = case
    tighten = Tightening(network, departures, ways_out(network, departures))
    moments = np.array([data.draw(st.floats(0, horizon)) for _ in range(network.n_nodes)])
    start = Certificate(horizon, moments)
    found, value = tighten(start, 4.0, 0.05)
    assert found.horizon_s == horizon
    assert value <= certified_veh(network, departures, start) * (1 + 1e-9) + 1e-9
    assert value == certified_veh(network, departures, found)


def test_a_row_of_roads_moves_together() -> None:
    """No node alone makes it better: the narrow road is the last, and only all of them show it."""
    network = timed([("a", "b", 10, 5), ("b", "c", 10, 5), ("c", "d", 10, 5), ("d", "t", 10, 1)], {"t": np.inf})
    departures = Departures(np.array([0]), np.array([0.0, 100.0]), np.array([[0.0], [1000.0]]), np.ones(1))
    tighten = Tightening(network, departures, ways_out(network, departures))
    found, value = tighten(Certificate(100.0, np.array([7.0, 17.0, 27.0, 37.0, 100.0])), 30.0, 0.01)
    assert value == pytest.approx(60, abs=0.05)
    assert found.moments_s[:4] == pytest.approx([0, 10, 20, 30], abs=0.05)


def test_which_nodes_go_with_the_horizon() -> None:
    network = timed([("a", "b", 10, 5), ("b", "t", 10, 1)], {"t": np.inf})
    departures = at_once(network, {"a": 1000.0})
    tighten = Tightening(network, departures, ways_out(network, departures))
    assert tighten.with_the_horizon(Certificate(100.0, np.array([0.0, 10.0, 100.0])), 1.0).tolist() == [0, 0, 1]
