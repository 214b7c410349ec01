# SPDX-License-Identifier: EUPL-1.2
"""Flows over time: the bound with its whole pattern and proofs, and the optimum, on a grid of roads.

The peer is what one would write with scipy: a maximum flow of the whole expansion for each horizon, times rounded
down, and bisection on the horizon. It gives the quickest moment to a layer; the others give it to a second, and the
pattern besides.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from benchmarks.registry import Facts, Job, benchmark
from weerbaar.evacuation.demand import Departures
from weerbaar.evacuation.flow import Bound, Throughput, bound, optimum
from weerbaar.evacuation.flow.expansion import Expansion
from weerbaar.evacuation.flow.ways import ways_out
from weerbaar.evacuation.network import RoadNetwork

QUICKEST = Job(
    "quickest-flow-20x20",
    "20 × 20 nodes, 1,520 links, 200,000 vehicles, 4 exits: the quickest clearance",
    {"quickest_h": 0.3},
    {"quickest_h": 0.5},
)
LARGE = Job("quickest-flow-71x71", "71 × 71 nodes, 19,880 links, 500,000 vehicles, 12 exits", {"quickest_h": 0.5})
CUT = Job(
    "minimum-cut-71x71", "who is held up when 500,000 vehicles set out in six hours: 19,880 links", {"held_up": 1e-3}
)
WHAT_IF = Job("what-if-20x20", "one of the roads that decide closed: the bound again", {"quickest_h": 1e-2})


@lru_cache
def grid(side: int, vehicles: float, exits: int) -> tuple[RoadNetwork, Departures]:
    """A square of two-way roads with speeds and lanes drawn from a seed; exits along its border."""
    rng = np.random.default_rng(side)
    number = np.arange(side * side).reshape(side, side)
    pairs = np.concatenate(
        [
            np.stack([number[:, :-1].ravel(), number[:, 1:].ravel()]),
            np.stack([number[:-1].ravel(), number[1:].ravel()]),
        ],
        axis=1,
    )
    begin, end = np.concatenate([pairs, pairs[::-1]], axis=1)
    lanes = rng.integers(1, 3, len(begin)).astype(float)
    border = np.unique(np.concatenate([number[0], number[-1], number[:, 0], number[:, -1]]))
    safe = border[np.linspace(0, len(border) - 1, exits).astype(int)]
    capacity = lanes * 1500 / 3600
    network = RoadNetwork(
        name="grid",
        node_ids=tuple(map(str, range(side * side))),
        x=(np.arange(side * side) % side) * 800.0,
        y=(np.arange(side * side) // side) * 800.0,
        link_ids=tuple(map(str, range(len(begin)))),
        begin=begin,
        end=end,
        length_m=rng.uniform(400, 1200, len(begin)),
        free_speed_m_s=rng.uniform(9, 22, len(begin)),
        capacity_veh_s=capacity,
        lanes=lanes,
        jam_veh_m=lanes * 0.15,
        exits=safe,
        exit_capacity_veh_s=np.bincount(end, weights=capacity, minlength=side * side)[safe],
    )
    origins = np.setdiff1d(np.arange(side * side), safe)
    times = np.arange(0, 25201, 900.0)
    share = 1 / (1 + np.exp(-(times - 10800) / 2700))
    share = (share - share[0]) / (share[-1] - share[0])
    amounts = rng.uniform(0.5, 1.5, len(origins))
    amounts *= vehicles / amounts.sum()
    return network, Departures(origins, times, share[:, None] * amounts, np.full(len(origins), 2.5))


def middle(smoke: bool) -> tuple[RoadNetwork, Departures]:
    return grid(6, 20_000.0, 4) if smoke else grid(20, 200_000.0, 4)


@benchmark("Weerbaar bound, with pattern and proofs", QUICKEST)
def _(smoke: bool) -> Facts:
    return {"quickest_h": bound(*middle(smoke)).quickest_s / 3600}


@benchmark("Weerbaar optimum, the flow itself", QUICKEST)
def _(smoke: bool) -> Facts:
    return {"quickest_h": optimum(*middle(smoke)).clearance_s / 3600}


@benchmark("scipy maximum_flow, bisection on the horizon", QUICKEST, peer=True, repeats=1)
def _(smoke: bool) -> Facts:
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import maximum_flow

    network, departures = middle(smoke)
    layer_s = 600.0
    layers = Expansion(network, departures, ways_out(network, departures), layer_s, feasible=False)
    # Ten units to a vehicle fit in the 32 bits of scipy.
    layers.grow(256)
    scale = layers.units_per_veh / 10
    ways, n = layers.ways, len(layers.ways.nodes)

    def everybody(horizon: int) -> bool:
        link, k = np.nonzero(np.arange(horizon)[None, :] + layers.steps[:, None] < horizon)
        here = [k * n + ways.begin[link], np.arange(n * (horizon - 1))]
        there = [(k + layers.steps[link]) * n + ways.end[link], np.arange(n, n * horizon)]
        most = [np.ceil(layers.capacity[link] / scale), np.full(n * (horizon - 1), 2.0**30)]
        node, k = np.nonzero(layers.supply[:, :horizon])
        given = np.floor(layers.supply[node, k] / scale)
        here.append(np.full(len(node), n * horizon))
        there.append(k * n + node)
        most.append(given)
        at = np.flatnonzero(layers.exit_of_node >= 0)
        x, k = np.repeat(at, horizon), np.tile(np.arange(horizon), len(at))
        here.append(k * n + x)
        there.append(np.full(len(x), n * horizon + 1))
        most.append(np.ceil(layers.exit_capacity[layers.exit_of_node[x]] / scale))
        graph = coo_array(
            (np.concatenate(most).astype(np.int32), (np.concatenate(here), np.concatenate(there))),
            shape=(n * horizon + 2,) * 2,
        ).tocsr()
        graph.indices, graph.indptr = graph.indices.astype(np.int32), graph.indptr.astype(np.int32)
        released = np.floor(layers.supply / scale).sum()
        return bool(maximum_flow(graph, n * horizon, n * horizon + 1).flow_value >= released)

    low, high = 0, layers.n_layers
    while high - low > 1:
        half = (low + high) // 2
        low, high = (low, half) if everybody(half) else (half, high)
    return {"quickest_h": high * layer_s / 3600}


@benchmark("Weerbaar bound, with pattern and proofs", LARGE, repeats=1)
def _(smoke: bool) -> Facts:
    return {"quickest_h": bound(*(middle(smoke) if smoke else grid(71, 500_000.0, 12))).quickest_s / 3600}


def in_six_hours(smoke: bool) -> tuple[RoadNetwork, npt.NDArray[np.float64]]:
    network, departures = middle(smoke) if smoke else grid(71, 500_000.0, 12)
    rates = np.bincount(departures.nodes, departures.vehicles / 21_600, network.n_nodes)
    return network, rates


@benchmark("Weerbaar throughput", CUT)
def _(smoke: bool) -> Facts:
    network, rates = in_six_hours(smoke)
    _, rest = Throughput(network, network.capacity_veh_s, network.exit_capacity_veh_s).held_up(rates)
    return {"held_up": rest / float(rates.sum())}


@benchmark("scipy maximum_flow", CUT, peer=True)
def _(smoke: bool) -> Facts:
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import maximum_flow

    network, rates = in_six_hours(smoke)
    n = network.n_nodes
    # Units that fit in the 32 bits of scipy.
    units = 1e8 / rates.sum()
    most = np.concatenate([network.capacity_veh_s, rates, network.exit_capacity_veh_s]) * units
    begin = np.concatenate([network.begin, np.full(n, n), network.exits])
    end = np.concatenate([network.end, np.arange(n), np.full(len(network.exits), n + 1)])
    roads = coo_array((np.rint(most).astype(np.int32), (begin, end)), shape=(n + 2, n + 2)).tocsr()
    roads.indices, roads.indptr = roads.indices.astype(np.int32), roads.indptr.astype(np.int32)
    return {"held_up": 1 - maximum_flow(roads, n, n + 1).flow_value / 1e8}


@lru_cache
def closed(smoke: bool) -> RoadNetwork:
    network, departures = middle(smoke)
    roads = [found.number for found in bound(network, departures).bottlenecks if found.kind == "road"]
    capacity = network.capacity_veh_s.copy()
    capacity[roads[0] if roads else 0] = 0.0
    return network.with_capacity(capacity)


@lru_cache
def before(smoke: bool) -> Bound:
    return bound(*middle(smoke))


@benchmark("Weerbaar bound, from the bound before", WHAT_IF)
def _(smoke: bool) -> Facts:
    return {"quickest_h": bound(closed(smoke), middle(smoke)[1], start=before(smoke)).quickest_s / 3600}


@benchmark("Weerbaar bound, from nothing", WHAT_IF, peer=True)
def _(smoke: bool) -> Facts:
    return {"quickest_h": bound(closed(smoke), middle(smoke)[1]).quickest_s / 3600}
