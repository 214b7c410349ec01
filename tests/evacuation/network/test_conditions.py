# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evacuation.network.made_up_roads import random_roads, roads
from weerbaar.evacuation.network import NetworkError, closed, contraflow, opposite

BOTH = [("a", "b"), ("b", "a"), ("b", "c")]


def test_a_closed_road_keeps_its_number_and_carries_nothing() -> None:
    network = roads(BOTH, ["c"], ["a"])
    found = closed(network, [2])
    assert (found.capacity_veh_s * 3600).tolist() == [1500, 1500, 0]
    assert network.capacity_veh_s[2] > 0
    assert found.wave_speed_m_s.tolist() == network.wave_speed_m_s.tolist()
    with pytest.raises(NetworkError, match="no road 3"):
        closed(network, [3])


def test_contraflow_gains_65_percent_and_closes_the_other_way() -> None:
    network = roads(BOTH, ["c"], ["a"], lanes=[2, 1, 1], capacity_veh_h=[3000, 1500, 1500])
    found = contraflow(network, [(0, 1)])
    # One reversed lane is half of what the two lanes out have.
    assert found.capacity_veh_s * 3600 == pytest.approx([3000 * (1 + 0.65 / 2), 0, 1500])
    assert found.lanes.tolist() == [3, 1, 1]
    assert found.jam_veh_m.tolist() == [0.375, 0.125, 0.125]
    equal = contraflow(roads(BOTH, ["c"], ["a"]), [(0, 1)], gain=0.7)
    assert equal.capacity_veh_s[0] * 3600 == pytest.approx(1500 * 1.7)


@pytest.mark.parametrize(
    ("pairs", "gain", "message"),
    [
        ([(0, 2)], 0.65, "not each other's opposite"),
        ([(0, 1), (1, 0)], 0.65, "named twice"),
        ([(0, 7)], 0.65, "no road 7"),
        ([(0, 1)], 0.0, "gain"),
        ([(0, 1)], 1.5, "gain"),
    ],
)
def test_contraflow_that_cannot_be(pairs: list[tuple[int, int]], gain: float, message: str) -> None:
    with pytest.raises(NetworkError, match=message):
        contraflow(roads(BOTH, ["c"], ["a"]), pairs, gain)


def test_the_way_back_is_the_one_of_about_the_same_length() -> None:
    links = [("a", "b"), ("a", "b"), ("b", "a"), ("b", "a"), ("b", "c"), ("c", "c")]
    network = roads(links, ["c"], ["a"], length_m=[1000, 3000, 3010, 1010, 5, 5], link_ids=tuple("123456"))
    assert opposite(network).tolist() == [3, 2, 1, 0, -1, -1]


@given(st.integers(0, 10**6))
def test_ways_back_come_in_pairs(seed: int) -> None:
    network = random_roads(seed)
    back = opposite(network)
    for link in np.flatnonzero(back >= 0):
        assert back[back[link]] == link
        assert (network.begin[link], network.end[link]) == (network.end[back[link]], network.begin[back[link]])
    pairs = [(int(link), int(back[link])) for link in np.flatnonzero(back >= 0) if link < back[link]]
    if pairs:
        assert (contraflow(network, pairs).capacity_veh_s > 0).sum() == network.n_links - len(pairs)
