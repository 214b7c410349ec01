# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evacuation.network.made_up_roads import random_roads, roads
from weerbaar.evacuation.network import NetworkError, RoadNetwork, Zone, closed, drop_unreachable
from weerbaar.evacuation.network.reach import reaches_exit


def obvious(network: RoadNetwork) -> list[bool]:
    """Twin: go back over open roads until nothing changes."""
    found = set(network.exits.tolist())
    while True:
        more = {
            int(a)
            for a, b, c in zip(network.begin, network.end, network.capacity_veh_s, strict=True)
            if b in found and c > 0
        }
        if more <= found:
            return [node in found for node in range(network.n_nodes)]
        found |= more


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_reach_is_that_of_the_twin(seed: int, other: int) -> None:
    network = random_roads(seed)
    shut = np.random.default_rng(other).random(network.n_links) < 0.2
    network = closed(network, np.flatnonzero(shut))
    assert reaches_exit(network).tolist() == obvious(network)
    found = drop_unreachable(network, np.ones(len(network.zones)))
    assert found.network.n_nodes == sum(obvious(network))
    assert reaches_exit(found.network).all()
    assert found.vehicles is not None
    assert found.lost_vehicles is not None
    assert found.vehicles.sum() + found.lost_vehicles == len(network.zones)


def test_who_is_lost_is_said() -> None:
    network = roads([("a", "x"), ("a", "b"), ("b", "c")], ["x"], ["a", "b"])
    zones = (*network.zones, Zone("half", "Half", (0, 2), (0.25, 0.75)))
    network = RoadNetwork(**{f: getattr(network, f) for f in RoadNetwork.__dataclass_fields__} | {"zones": zones})
    found = drop_unreachable(network, np.array([10.0, 1500.0, 4.0]))
    assert found.network.node_ids == ("a", "x")
    assert found.network.link_ids == ("a>x",)
    assert found.zones.tolist() == [0, 2]
    assert found.vehicles is not None
    assert found.vehicles.tolist() == [10.0, 4.0]
    assert found.network.zones[1] == Zone("half", "Half", (0,), (1.0,))
    assert [zone.id for zone in found.lost_zones] == ["b"]
    assert found.lost_vehicles == 1500.0
    assert [note.render("en") for note in found.notes] == [
        "test: 2 nodes and 2 roads reach no exit and were left out.",
        'test: "b" - 1 zones, with 1,500 vehicles, reach no exit and take no part.',
        "test: 1 zones set out only at the nodes that reach an exit.",
    ]


def test_nothing_is_said_where_nothing_is_lost() -> None:
    network = roads([("a", "x")], ["x"], ["a"])
    found = drop_unreachable(network)
    assert (found.notes, found.lost_vehicles, found.vehicles) == ((), None, None)
    with pytest.raises(NetworkError, match="every zone"):
        drop_unreachable(network, np.ones(3))
