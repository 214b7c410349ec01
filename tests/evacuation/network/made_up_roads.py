# SPDX-License-Identifier: EUPL-1.2
"""Small networks for tests: of named links, and random ones."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from weerbaar.evacuation.network import RoadNetwork, Zone

KM_H = 1 / 3.6
VEH_H = 1 / 3600


def roads(
    links: Sequence[tuple[str, str]],
    exits: Sequence[str],
    zones: Sequence[str] = (),
    *,
    length_m: Sequence[float] | float = 1000.0,
    speed_m_s: Sequence[float] | float = 20.0,
    capacity_veh_h: Sequence[float] | float = 1500.0,
    lanes: Sequence[float] | float = 1.0,
    **more: Any,
) -> RoadNetwork:
    """A network whose links are named ``a>b``, with a row of nodes 800 m apart in the order of their first mention."""
    ids = list(dict.fromkeys([name for link in links for name in link] + [*exits, *zones]))
    number = {name: at for at, name in enumerate(ids)}
    m = len(links)
    lane_counts = np.broadcast_to(np.asarray(lanes, float), m).copy()
    fields: dict[str, Any] = {
        "name": "test",
        "node_ids": tuple(ids),
        "x": np.arange(len(ids)) * 800.0,
        "y": np.zeros(len(ids)),
        "link_ids": tuple(f"{a}>{b}" for a, b in links),
        "begin": np.array([number[a] for a, _ in links], np.int64),
        "end": np.array([number[b] for _, b in links], np.int64),
        "length_m": np.broadcast_to(np.asarray(length_m, float), m).copy(),
        "free_speed_m_s": np.broadcast_to(np.asarray(speed_m_s, float), m).copy(),
        "capacity_veh_s": np.broadcast_to(np.asarray(capacity_veh_h, float), m) * VEH_H,
        "lanes": lane_counts,
        "jam_veh_m": lane_counts * 0.125,
        "exits": np.array([number[name] for name in exits], np.int64),
        "exit_capacity_veh_s": np.full(len(exits), np.inf),
        "zones": tuple(Zone(name, name, (number[name],), (1.0,)) for name in zones),
    }
    return RoadNetwork(**(fields | more))


def random_roads(seed: int) -> RoadNetwork:
    """Roads with chains, spurs, twins and one-way stretches: a few junctions, joined by roads of one to four pieces."""
    rng = np.random.default_rng(seed)
    junctions = [f"j{at}" for at in range(int(rng.integers(2, 7)))]
    links: list[tuple[str, str]] = []
    lengths: list[float] = []
    capacities: list[float] = []
    fresh = 0
    for _ in range(int(rng.integers(2, 14))):
        a, b = (str(name) for name in rng.choice(junctions, 2))
        inner = [f"n{fresh + at}" for at in range(int(rng.integers(0, 4)))]
        fresh += len(inner)
        way = [a, *inner] if rng.random() < 0.2 else [a, *inner, b]
        both, equal = rng.random() < 0.6, rng.random() < 0.7
        capacity = float(rng.integers(1, 9)) * 100
        for one, other in pairwise(way):
            size = capacity if equal else float(rng.integers(1, 9)) * 100
            length = float(rng.integers(1, 9)) * 100
            for pair in ((one, other), (other, one)) if both else ((one, other),):
                links.append(pair)
                lengths.append(length)
                capacities.append(size)
    names = sorted({name for link in links for name in link} | {"j0"})
    zones = [str(name) for name in rng.choice(names, min(2, len(names)), replace=False)]
    # Ids of parallel links differ.
    ids = tuple(f"{at}" for at in range(len(links)))
    return roads(links, ["j0"], zones, length_m=lengths, capacity_veh_h=capacities, link_ids=ids)
