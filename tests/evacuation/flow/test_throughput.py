# SPDX-License-Identifier: EUPL-1.2
"""Steady rates: who is held up, and by how much."""

from __future__ import annotations

import numpy as np
import pytest

from tests.evacuation.flow.timed_nets import timed
from weerbaar.evacuation.flow import Throughput

NETWORK = timed([("a", "m", 0, 1.0), ("b", "m", 0, 9.0), ("m", "t", 0, 2.0), ("c", "t", 0, np.inf)], {"t": np.inf})


def test_who_is_behind_the_bottleneck() -> None:
    """a and b send 3 veh/s together over a road of 2; c has a road of its own."""
    roads = Throughput(NETWORK, NETWORK.capacity_veh_s, NETWORK.exit_capacity_veh_s)
    rates = {"a": 0.5, "b": 2.5, "c": 100.0}
    held, rest = roads.held_up(np.array([rates.get(name, 0.0) for name in NETWORK.node_ids]))
    assert {name for name, up in zip(NETWORK.node_ids, held, strict=True) if up} == {"a", "b", "m"}
    assert rest == pytest.approx(1.0)
    assert roads.held_up(np.zeros(NETWORK.n_nodes))[1] == 0.0


def test_an_exit_holds_up_as_a_road_does() -> None:
    roads = Throughput(NETWORK, NETWORK.capacity_veh_s, np.array([1.5]))
    held, rest = roads.held_up(np.array([float(name == "b") * 2.0 for name in NETWORK.node_ids]))
    assert rest == pytest.approx(0.5)
    assert held.all()
