# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np

from weerbaar.evacuation.network.stretches import Stretches, network_of


def test_a_link_for_each_direction_that_is_open() -> None:
    line = np.array([[0.0, 0.0], [0.0, 5.0], [3.0, 5.0]])
    network = network_of(
        Stretches(
            ids=["p", "q", "shut"],
            names=["A1", "", ""],
            lines=[line, line[::-1], line],
            begin=np.array([4, 2, 0]),
            end=np.array([2, 3, 1]),
            length_m=np.array([8.0, 9.0, 1.0]),
            open=np.array([[True, True], [False, True], [False, False]]),
            free_speed_m_s=np.array([[10.0, 20.0], [1.0, 30.0], [1.0, 1.0]]),
            lanes=np.array([[1.0, 2.0], [1.0, 3.0], [1.0, 1.0]]),
            capacity_lane_veh_s=np.array([[0.5, 0.25], [1.0, 0.5], [1.0, 1.0]]),
        ),
        name="n",
        node_ids=list("abcde"),
        x=np.arange(5.0),
        y=-np.arange(5.0),
        crs="EPSG:28992",
        jam_veh_m_lane=0.125,
        source="s",
    )
    assert network.link_ids == ("p+", "p-", "q-")
    assert network.node_ids == ("c", "d", "e")
    assert network.x.tolist() == [2, 3, 4]
    assert [(network.node_ids[a], network.node_ids[b]) for a, b in zip(network.begin, network.end, strict=True)] == [
        ("e", "c"), ("c", "e"), ("d", "c")
    ]  # fmt: skip
    assert network.free_speed_m_s.tolist() == [10, 20, 30]
    assert network.lanes.tolist() == [1, 2, 3]
    assert network.capacity_veh_s.tolist() == [0.5, 0.5, 1.5]
    assert network.jam_veh_m.tolist() == [0.125, 0.25, 0.375]
    assert network.length_m.tolist() == [8, 8, 9]
    np.testing.assert_array_equal(network.geometry[1], line[::-1])
    np.testing.assert_array_equal(network.geometry[2], line)
