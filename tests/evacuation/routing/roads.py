# SPDX-License-Identifier: EUPL-1.2
"""Small networks for the tests of route choice."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from weerbaar.evacuation.demand import Departures
from weerbaar.evacuation.network import RoadNetwork

Link = tuple[str, str, float, float]
"""From, to, free time in s, capacity in veh/s."""


def roads(links: Sequence[Link], exits: Sequence[str], exit_veh_s: float = np.inf) -> RoadNetwork:
    """Return a network of links; every link is as long as its free time at 20 m/s and has room for any queue."""
    names = tuple(dict.fromkeys(name for link in links for name in link[:2]))
    number = {name: at for at, name in enumerate(names)}
    time = np.array([link[2] for link in links], float)
    capacity = np.array([link[3] for link in links], float)
    # Room for thousands of vehicles on any link, so that no queue reaches the road behind it.
    storage = 20000.0
    return RoadNetwork(
        name="test",
        node_ids=names,
        x=np.arange(len(names), dtype=float),
        y=np.zeros(len(names)),
        link_ids=tuple(f"l{at}" for at in range(len(links))),
        begin=np.array([number[link[0]] for link in links], np.int64),
        end=np.array([number[link[1]] for link in links], np.int64),
        length_m=time * 20.0,
        free_speed_m_s=np.full(len(links), 20.0),
        capacity_veh_s=capacity,
        lanes=np.ones(len(links)),
        jam_veh_m=storage / (time * 20.0),
        exits=np.array([number[name] for name in exits], np.int64),
        exit_capacity_veh_s=np.full(len(exits), exit_veh_s),
    )


def even(network: RoadNetwork, node: str, rate_veh_s: float, duration_s: float) -> Departures:
    """Return departures from one node at an even rate."""
    return Departures(
        nodes=np.array([network.node_number[node]], np.int64),
        times_s=np.array([0.0, duration_s]),
        released_veh=np.array([[0.0], [rate_veh_s * duration_s]]),
        people_per_vehicle=np.array([2.5]),
    )


def braess(bridge: bool) -> RoadNetwork:
    """Braess's four nodes with queues for costs: s-a and b-t let 0.5 veh/s through, a-t and s-b take half an hour.

    ``bridge`` adds the road a-b of five minutes. In front of each bottleneck is a wide road (to p and to q) for the
    queue; both take 60 s.
    """
    links: list[Link] = [
        ("s", "p", 60, 2.0),
        ("p", "a", 60, 0.5),
        ("s", "b", 1800, 2.0),
        ("a", "t", 1800, 2.0),
        ("b", "q", 60, 2.0),
        ("q", "t", 60, 0.5),
    ]
    if bridge:
        links.append(("a", "b", 300, 2.0))
    return roads(links, ["t"])


def at_once(network: RoadNetwork, vehicles: dict[str, float]) -> Departures:
    """Return departures of vehicles that are ready within the first minute."""
    nodes = np.array([network.node_number[name] for name in vehicles], np.int64)
    amounts = np.array(list(vehicles.values()))
    return Departures(nodes, np.array([0.0, 60.0]), np.array([0.0, 1.0])[:, None] * amounts, np.full(len(nodes), 2.5))
