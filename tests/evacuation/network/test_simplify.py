# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evacuation.network.made_up_roads import random_roads, roads
from weerbaar.evacuation.network import RoadNetwork, Zone, read_instance, simplify


def most_out(network: RoadNetwork) -> float:
    """Maximal flow from all zones to all exits, veh/h, by scipy."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import maximum_flow

    n = network.n_nodes
    starts = [node for zone in network.zones for node in zone.nodes]
    many = 10**7
    begin = np.concatenate([network.begin, np.full(len(starts), n), network.exits])
    end = np.concatenate([network.end, starts, np.full(len(network.exits), n + 1)]).astype(int)
    size = np.concatenate([np.rint(network.capacity_veh_s * 3600), np.full(len(starts) + len(network.exits), many)])
    table = csr_array((size.astype(np.int32), (begin, end)), shape=(n + 2, n + 2))
    table.sum_duplicates()
    return float(maximum_flow(table, n, n + 1).flow_value)


def free_times(network: RoadNetwork) -> np.ndarray:
    """Shortest free time from each node of a zone to an exit, by relaxing all links n times."""
    time = np.full(network.n_nodes, np.inf)
    time[network.exits] = 0
    for _ in range(network.n_nodes):
        np.minimum.at(time, network.begin, network.free_time_s + time[network.end])
    return time[[node for zone in network.zones for node in zone.nodes]]


def same_traffic(before: RoadNetwork, after: RoadNetwork) -> None:
    assert most_out(after) == most_out(before)
    assert free_times(after) == pytest.approx(free_times(before), rel=1e-12)
    assert [zone.id for zone in after.zones] == [zone.id for zone in before.zones]


@given(st.integers(0, 10**6), st.booleans())
def test_flow_and_free_times_stay(seed: int, unequal: bool) -> None:
    before = random_roads(seed)
    found = simplify(before, unequal=unequal)
    same_traffic(before, found.network)
    again = simplify(found.network, unequal=unequal)
    assert again.network.n_links == found.network.n_links


@given(st.integers(0, 10**6))
def test_what_is_kept_is_mapped_and_keeps_length_and_storage(seed: int) -> None:
    before = random_roads(seed)
    found = simplify(before)
    kept = found.link_of >= 0
    assert set(found.link_of[kept].tolist()) == set(range(found.network.n_links))
    for name in ("length_m", "storage_veh", "free_time_s"):
        summed = np.bincount(found.link_of[kept], getattr(before, name)[kept], found.network.n_links)
        assert getattr(found.network, name) == pytest.approx(summed, rel=1e-9)


def test_a_two_way_road_in_pieces_becomes_two_links() -> None:
    way = ["a", "b", "c", "d"]
    pairs = list(pairwise(way))
    links = pairs + [(b, a) for a, b in pairs]
    drawn = tuple(np.array([[i, 0.0], [i + 1, 0.0]]) for i in range(6))
    network = roads(links, ["d"], ["a"], road_names=("A15", "A15", "A27", "", "", ""), geometry=drawn)
    found = simplify(network)
    assert found.network.node_ids == ("a", "d")
    assert found.network.link_ids == ("a>b", "d>c")
    assert found.link_of.tolist() == [0, 0, 0, 1, 1, 1]
    assert found.network.length_m.tolist() == [3000.0, 3000.0]
    assert found.network.free_time_s.tolist() == [150.0, 150.0]
    assert found.network.storage_veh.tolist() == [375.0, 375.0]
    assert found.network.road_names == ("A15/A27", "")
    assert found.network.geometry[0].tolist() == [[0, 0], [1, 0], [2, 0], [3, 0]]
    assert found.network.zones == (Zone("a", "a", (0,), (1.0,)),)


def test_unequal_roads_are_joined_only_when_asked() -> None:
    network = roads([("a", "b"), ("b", "c")], ["c"], ["a"], speed_m_s=[10, 20], capacity_veh_h=[1500, 1000])
    assert simplify(network).network.n_links == 2
    joined = simplify(network, unequal=True).network
    assert joined.free_time_s == pytest.approx([150.0])
    assert joined.capacity_veh_s * 3600 == pytest.approx([1000.0])


def test_dead_ends_go_and_zones_in_them_stay() -> None:
    two_way = [("a", "x"), ("a", "s"), ("s", "t"), ("a", "z")]
    network = roads([*two_way, *((b, a) for a, b in two_way)], ["x"], ["a", "z"])
    found = simplify(network)
    assert set(found.network.node_ids) == {"a", "x", "z"}
    assert (found.link_of < 0).tolist() == [False, True, True, False, False, True, True, False]


def test_twins_are_kept_dropped_or_added() -> None:
    network = roads([("a", "b"), ("a", "b"), ("a", "b")], ["b"], ["a"], capacity_veh_h=[1500, 1500, 1200])
    assert simplify(network).network.n_links == 3
    dropped = simplify(network, twins="drop")
    assert dropped.link_of.tolist() == [0, 0, 1]
    assert dropped.network.capacity_veh_s * 3600 == pytest.approx([1500, 1200])
    added = simplify(network, twins="add").network
    assert added.capacity_veh_s * 3600 == pytest.approx([3000, 1200])
    assert added.lanes.tolist() == [2, 1]
    assert most_out(added) == most_out(network)


def test_a_ring_and_nothing_at_all_are_left_in_peace() -> None:
    ring = roads([("a", "b"), ("b", "c"), ("c", "a")], [], [])
    assert simplify(ring).network.n_links == 3
    nothing = roads([("a", "b")], ["c"], ["d"])
    assert simplify(nothing).link_of.tolist() == [-1]
    assert simplify(nothing).network.node_ids == ("c", "d")


def test_national_roads_lose_only_what_does_not_count(shared: Path) -> None:
    before = read_instance(shared / "data/networks/evac_instances/nl_zeeland.json").network
    after = simplify(before).network
    same_traffic(before, after)
    assert (before.n_links, after.n_links) == (408, 368)
