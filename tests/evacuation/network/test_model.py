# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evacuation.network.made_up_roads import random_roads, roads
from weerbaar.evacuation.network import NetworkError, Zone

NETWORK = roads([("a", "b"), ("b", "c"), ("a", "c")], ["c"], ["a"], road_names=("A2", "", "N3"))


def test_what_follows_from_the_arrays() -> None:
    assert NETWORK.free_time_s.tolist() == [50, 50, 50]
    assert NETWORK.storage_veh.tolist() == [125, 125, 125]
    assert NETWORK.node_number == {"a": 0, "b": 1, "c": 2}
    assert NETWORK.link_number["b>c"] == 1
    first, links = NETWORK.out_links
    assert [links[first[v] : first[v + 1]].tolist() for v in range(3)] == [[0, 2], [1], []]
    first, links = NETWORK.in_links
    assert [links[first[v] : first[v + 1]].tolist() for v in range(3)] == [[], [0], [1, 2]]
    assert [NETWORK.road(link) for link in (0, 1)] == ["A2 a → b", "b → c"]


def test_wave_speed_is_that_of_the_triangle_or_of_newell_if_faster() -> None:
    # Newell: one lane, 0.125 veh/m, 1 s: 8 m/s. Triangle: 0.5 / (0.03 - 0.5 / 20) = 100 m/s.
    assert NETWORK.wave_speed_m_s == pytest.approx([8, 8, 8])
    dense = replace(NETWORK, capacity_veh_s=np.full(3, 0.5), jam_veh_m=np.full(3, 0.03), wave_speed_m_s=np.empty(0))
    assert dense.wave_speed_m_s == pytest.approx([100, 100, 100])
    assert np.isinf(replace(dense, jam_veh_m=np.full(3, 0.02), wave_speed_m_s=np.empty(0)).wave_speed_m_s).all()
    assert NETWORK.with_capacity(np.zeros(3)).wave_speed_m_s.tolist() == NETWORK.wave_speed_m_s.tolist()


@pytest.mark.parametrize(
    ("other", "message"),
    [
        ({"begin": np.array([0, 1, 7])}, "begin of a road: there is no node 7"),
        ({"end": np.array([1, 2, -1])}, "end of a road: there is no node -1"),
        ({"exits": np.array([3])}, "exit: there is no node 3"),
        ({"exits": np.array([2, 2]), "exit_capacity_veh_s": np.ones(2)}, "an exit twice"),
        ({"exit_capacity_veh_s": np.ones(2)}, "every exit should have a capacity"),
        ({"zones": (Zone("z", "z", (9,), (1.0,)),)}, "zone: there is no node 9"),
        ({"zones": (Zone("z", "z", (0, 1), (1.0,)),)}, "needs a share"),
        ({"lanes": np.ones(2)}, "lanes should have 3 values"),
        ({"x": np.ones(2)}, "x should have 3 values"),
    ],
)
def test_arrays_that_make_no_network(other: dict[str, object], message: str) -> None:
    with pytest.raises(NetworkError, match=message):
        replace(NETWORK, **other)  # type: ignore[arg-type]


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_part_has_the_same_roads_between_the_same_places(seed: int, other: int) -> None:
    network = random_roads(seed)
    rng = np.random.default_rng(other)
    nodes, links = rng.random(network.n_nodes) < 0.7, rng.random(network.n_links) < 0.8
    zones = tuple(zone for zone in network.zones if nodes[zone.nodes[0]])
    part = network.restricted(nodes, links, zones)
    kept = [at for at in range(network.n_links) if links[at] and nodes[network.begin[at]] and nodes[network.end[at]]]
    assert part.link_ids == tuple(network.link_ids[at] for at in kept)
    assert [part.road(at) for at in range(part.n_links)] == [network.road(at) for at in kept]
    assert part.length_m.tolist() == network.length_m[kept].tolist()
    assert part.wave_speed_m_s.tolist() == network.wave_speed_m_s[kept].tolist()
    assert [part.node_ids[zone.nodes[0]] for zone in part.zones] == [zone.id for zone in zones]
    assert [part.node_ids[at] for at in part.exits] == [network.node_ids[at] for at in network.exits if nodes[at]]


def test_places_have_their_names_where_there_are_any() -> None:
    network = roads([("a", "b"), ("b", "c")], ["c"])
    named = replace(network, node_names=("Knp. Deil", "", "Tiel"))
    assert named.road(0) == "Knp. Deil → b"
    part = named.restricted(np.array([False, True, True]), np.array([True, True]), ())
    assert part.road(0) == "b → Tiel"
