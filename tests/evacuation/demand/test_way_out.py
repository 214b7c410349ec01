# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.evacuation.demand.crossroads import NODES, crossroads
from weerbaar.evacuation.demand.way_out import nodes_with_way_out


def test_a_node_without_roads_has_no_way_out() -> None:
    assert nodes_with_way_out(crossroads()).tolist() == [True, True, True, True, False]


def test_a_road_that_carries_nothing_is_no_way_out() -> None:
    network = crossroads()
    closed = network.with_capacity(np.array([0.5, 0.0, 0.5]))
    assert nodes_with_way_out(closed).tolist() == [False, False, True, True, False]


def test_a_closed_exit_is_no_way_out() -> None:
    assert not nodes_with_way_out(replace(crossroads(), exit_capacity_veh_s=np.zeros(1))).any()


@given(st.lists(st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)), min_size=1, max_size=8))
def test_as_walking_from_every_node_finds(roads: list[tuple[str, str]]) -> None:
    def walks_out(node: str, seen: frozenset[str] = frozenset()) -> bool:
        return node == "safe" or any(
            walks_out(end, seen | {node}) for begin, end in roads if begin == node and end not in seen
        )

    found = nodes_with_way_out(crossroads(tuple(roads)))
    assert found.tolist() == [walks_out(node) for node in NODES]
