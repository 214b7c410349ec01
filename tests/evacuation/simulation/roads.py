# SPDX-License-Identifier: EUPL-1.2
"""Small networks and departures for tests of the simulation, and random ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from weerbaar.evacuation.demand import Departures
from weerbaar.evacuation.network import RoadNetwork
from weerbaar.evacuation.simulation import RouteShares

Floats = npt.NDArray[np.float64]

HOUR = 3600.0
Link = tuple[str, str, float, float, float, float]
"""From, to, length in km, free speed in km/h, capacity in veh/h, jam density in veh/km (of all lanes)."""


def roads(links: Sequence[Link], exits: Mapping[str, float], wave_km_h: float | None = None) -> RoadNetwork:
    """Return a network whose roads are called "from-to".

    Args:
        links: the roads.
        exits: capacity in veh/h of each node that is an exit.
        wave_km_h: how fast queues move back; None derives it.
    """
    nodes = tuple(dict.fromkeys(name for link in links for name in link[:2]))
    number = {name: at for at, name in enumerate(nodes)}
    length, speed, capacity, jam = (np.array([link[at] for link in links], float) for at in (2, 3, 4, 5))
    return RoadNetwork(
        name="test",
        node_ids=nodes,
        x=np.zeros(len(nodes)),
        y=np.zeros(len(nodes)),
        link_ids=tuple(f"{link[0]}-{link[1]}" for link in links),
        begin=np.array([number[link[0]] for link in links], np.int64),
        end=np.array([number[link[1]] for link in links], np.int64),
        length_m=1000 * length,
        free_speed_m_s=speed / 3.6,
        capacity_veh_s=capacity / HOUR,
        lanes=np.ones(len(links)),
        jam_veh_m=jam / 1000,
        exits=np.array([number[name] for name in exits], np.int64),
        exit_capacity_veh_s=np.array(list(exits.values())) / HOUR,
        wave_speed_m_s=np.empty(0) if wave_km_h is None else np.full(len(links), wave_km_h / 3.6),
    )


def steady(network: RoadNetwork, veh_h: Mapping[str, float], hours: float) -> Departures:
    """Return departures at a constant rate, then none."""
    return Departures(
        nodes=np.array([network.node_number[name] for name in veh_h], np.int64),
        times_s=np.array([0.0, hours * HOUR]),
        released_veh=np.array([[0.0] * len(veh_h), [hours * rate for rate in veh_h.values()]]),
        people_per_vehicle=np.full(len(veh_h), 2.5),
    )


def follow(network: RoadNetwork, weights: Mapping[str, float] | None = None) -> RouteShares:
    """Return shares that are the same all the time; everybody at an exit leaves there.

    Args:
        network: the roads.
        weights: of roads by name, against the others at their begin; 1 where it is not named.
    """
    links = np.array([(weights or {}).get(name, 1.0) for name in network.link_ids])
    links[np.isin(network.begin, network.exits)] = 0.0
    total = np.bincount(network.begin, weights=links, minlength=network.n_nodes)
    links = links / np.where(total > 0, total, 1.0)[network.begin]
    return RouteShares(900.0, links[None, :], np.ones((1, len(network.exits))))


def random_roads(seed: int, nodes: int = 6, links: int = 14) -> tuple[RoadNetwork, Departures, RouteShares]:
    """Return a tangle of roads, with loops, parallel roads and an exit that some pass, and people at every node."""
    rng = np.random.default_rng(seed)
    begin = rng.integers(0, nodes, links)
    end = (begin + rng.integers(1, nodes, links)) % nodes
    lanes = rng.integers(1, 4, links).astype(float)
    capacity = lanes * rng.uniform(0.2, 0.6, links)
    exits = rng.choice(nodes, 2, replace=False).astype(np.int64)
    network = RoadNetwork(
        name=f"random {seed}",
        node_ids=tuple(str(at) for at in range(nodes)),
        x=np.zeros(nodes),
        y=np.zeros(nodes),
        link_ids=tuple(str(at) for at in range(links)),
        begin=begin.astype(np.int64),
        end=end.astype(np.int64),
        length_m=rng.uniform(150, 3000, links),
        free_speed_m_s=rng.uniform(8, 30, links),
        capacity_veh_s=capacity,
        lanes=lanes,
        jam_veh_m=0.15 * lanes,
        exits=exits,
        exit_capacity_veh_s=rng.uniform(0.2, 1.0, 2),
    )
    share = rng.uniform(0, 1, (3, links)) * (rng.uniform(size=(3, links)) < 0.8)
    at_exit = rng.uniform(0.3, 1, (3, 2))
    total = np.stack([np.bincount(begin, weights=row, minlength=nodes) for row in share]).astype(float)
    total[:, exits] += at_exit
    total[total == 0] = 1.0
    times = np.array([0.0, 600.0, 1500.0, 2400.0])
    released = np.concatenate([np.zeros((1, nodes)), np.cumsum(rng.uniform(0, 150, (3, nodes)), 0)])
    return (
        network,
        Departures(np.arange(nodes), times, released, np.full(nodes, 2.5)),
        RouteShares(700.0, share / total[:, begin], at_exit / total[:, exits]),
    )


def street_grid(size: int, vehicles: float) -> tuple[RoadNetwork, Departures]:
    """Return a square of two-way streets of 1 km with an exit at each corner, where everybody leaves by an S-curve.

    The bench instance of the peers for 11 streets and 200,000 vehicles: 72 km/h, 1,800 veh/h, half gone by 3 h.
    """
    row, column = (values.ravel() for values in np.mgrid[0:size, 0:size])
    number = np.arange(size * size)
    begin, end = [], []
    for down, right in ((0, 1), (1, 0), (0, -1), (-1, 0)):
        there = (row + down >= 0) & (row + down < size) & (column + right >= 0) & (column + right < size)
        begin.append(number[there])
        end.append(number[there] + down * size + right)
    links = sum(len(part) for part in begin)
    network = RoadNetwork(
        name=f"grid of {size}",
        node_ids=tuple(str(at) for at in number),
        x=1000.0 * column,
        y=1000.0 * row,
        link_ids=tuple(str(at) for at in range(links)),
        begin=np.concatenate(begin).astype(np.int64),
        end=np.concatenate(end).astype(np.int64),
        length_m=np.full(links, 1000.0),
        free_speed_m_s=np.full(links, 20.0),
        capacity_veh_s=np.full(links, 0.5),
        lanes=np.ones(links),
        jam_veh_m=np.full(links, 0.15),
        exits=np.array([0, size - 1, size * (size - 1), size * size - 1], np.int64),
        exit_capacity_veh_s=np.full(4, 1.0),
    )
    times = np.arange(0.0, 29 * 900.0, 900.0)
    gone = 1 / (1 + np.exp(-(times - 3 * HOUR) / 2400))
    share = (gone - gone[0]) / (gone[-1] - gone[0])
    released = np.outer(share, np.full(len(number), vehicles / len(number))).astype(float)
    return network, Departures(number, times, released, np.full(len(number), 2.5))


def nearer_exit(network: RoadNetwork) -> RouteShares:
    """Return shares that divide people of a street grid over the streets that bring them nearer to an exit."""
    gap = [np.abs(place[:, None] - place[network.exits]) for place in (network.x, network.y)]
    to_exit = (gap[0] + gap[1]).min(1)
    nearer = (to_exit[network.end] < to_exit[network.begin]).astype(float)
    total = np.bincount(network.begin, weights=nearer, minlength=network.n_nodes)
    links = nearer / np.where(total > 0, total, 1.0)[network.begin]
    return RouteShares(900.0, links[None, :], np.ones((1, len(network.exits))))
