# SPDX-License-Identifier: EUPL-1.2
"""Random networks for properties of route choice: loops, links side by side, ties, nodes without a way out."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from hypothesis import strategies as st

from tests.evacuation.routing.roads import roads
from weerbaar.evacuation.network import RoadNetwork

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


@st.composite
def networks(draw: st.DrawFn, most_nodes: int = 8) -> RoadNetwork:
    """Return networks of some nodes and up to thirty links whose times are whole tens of seconds, so there are ties."""
    nodes = draw(st.integers(2, most_nodes))
    pair = st.tuples(st.integers(0, nodes - 1), st.integers(0, nodes - 1)).filter(lambda ends: ends[0] != ends[1])
    ends = draw(st.lists(pair, min_size=1, max_size=30))
    times = draw(st.lists(st.integers(1, 40), min_size=len(ends), max_size=len(ends)))
    used = sorted({node for pair in ends for node in pair})
    exits = draw(st.lists(st.sampled_from(used), min_size=1, max_size=3, unique=True))
    links = [(str(a), str(b), 10.0 * time, 0.5) for (a, b), time in zip(ends, times, strict=True)]
    return roads(links, [str(node) for node in exits])


def follow(network: RoadNetwork, next_link: Integers, cost: Floats, node: int) -> float:
    """Return the cost of the way from a node, link by link; it ends within N links or never."""
    total = 0.0
    for _ in range(network.n_nodes + 1):
        link = int(next_link[node])
        if link < 0:
            return total
        total += float(cost[link])
        node = int(network.end[link])
    raise AssertionError("the way goes round")
