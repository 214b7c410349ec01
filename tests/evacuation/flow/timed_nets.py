# SPDX-License-Identifier: EUPL-1.2
"""Networks of links (from, to, seconds, vehicles per second), and the slow and obvious way to their optimum: an LP."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from hypothesis import strategies as st

from weerbaar.evacuation.demand import Departures
from weerbaar.evacuation.network import RoadNetwork

Link = tuple[str, str, float, float]
Floats = npt.NDArray[np.float64]

FORD_FULKERSON: list[Link] = [("s", "a", 1, 3), ("s", "b", 3, 2), ("a", "b", 1, 2), ("a", "t", 3, 2), ("b", "t", 1, 3)]
ZIG_ZAG: list[Link] = [("s", "a", 0, 1), ("a", "b", 0, 1), ("b", "t", 0, 1), ("s", "b", 2, 1), ("a", "t", 2, 1)]


def timed(links: Sequence[Link], exits: Mapping[str, float]) -> RoadNetwork:
    """A network with those free times and capacities; exits with what they can take, veh/s."""
    ids = list(dict.fromkeys([name for link in links for name in link[:2]] + list(exits)))
    number = {name: at for at, name in enumerate(ids)}
    time = np.array([link[2] for link in links], float)
    return RoadNetwork(
        name="timed",
        node_ids=tuple(ids),
        x=np.zeros(len(ids)),
        y=np.zeros(len(ids)),
        link_ids=tuple(f"{at}" for at in range(len(links))),
        begin=np.array([number[link[0]] for link in links], np.int64),
        end=np.array([number[link[1]] for link in links], np.int64),
        length_m=time * 10,
        free_speed_m_s=np.full(len(links), 10.0),
        capacity_veh_s=np.array([link[3] for link in links], float),
        lanes=np.ones(len(links)),
        jam_veh_m=np.full(len(links), 0.15),
        exits=np.array([number[name] for name in exits], np.int64),
        exit_capacity_veh_s=np.array(list(exits.values()), float),
        wave_speed_m_s=np.full(len(links), 5.0),
    )


def at_once(network: RoadNetwork, vehicles: Mapping[str, float]) -> Departures:
    """Everybody ready at the start."""
    amounts = np.array(list(vehicles.values()), float)
    nodes = np.array([network.node_number[name] for name in vehicles], np.int64)
    return Departures(nodes, np.array([0.0, 1.0]), np.stack([amounts, amounts]), np.ones(len(nodes)))


def lp_out_by(network: RoadNetwork, departures: Departures, horizon: int) -> float:
    """Vehicles out by ``horizon`` (whole seconds) at most, by a linear program in steps of a second.

    Exact where free times and bends of the departures are whole seconds: rates averaged within a second lose nothing.
    """
    from scipy.optimize import linprog
    from scipy.sparse import csr_array

    n, time = network.n_nodes, np.rint(network.free_time_s).astype(int)
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    most: list[float] = []
    gain: list[float] = []

    def column(leaves: int, comes: int | None, limit: float, out: float = 0.0) -> None:
        rows.append(leaves)
        columns.append(len(most))
        values.append(1.0)
        if comes is not None:
            rows.append(comes)
            columns.append(len(most))
            values.append(-1.0)
        most.append(limit)
        gain.append(out)

    for t in range(horizon):
        for link in range(network.n_links):
            if t + time[link] < horizon:
                come = (t + time[link]) * n + network.end[link]
                column(t * n + network.begin[link], come, network.capacity_veh_s[link])
        for x, node in enumerate(network.exits):
            column(t * n + node, None, network.exit_capacity_veh_s[x], 1.0)
        if t + 1 < horizon:
            for node in range(n):
                column(t * n + node, (t + 1) * n + node, np.inf)
    supply = np.zeros((horizon, n))
    before = np.zeros(len(departures.nodes))
    for t in range(horizon):
        now = departures.released(float(t + 1))
        np.add.at(supply[t], departures.nodes, now - before)
        before = now
    leaves = csr_array((values, (rows, columns)), shape=(horizon * n, len(most)))
    done = linprog(
        -np.array(gain), A_ub=leaves, b_ub=supply.ravel(), bounds=[(0, limit) for limit in most], method="highs"
    )
    assert done.status == 0
    return -float(done.fun)


@st.composite
def cases(draw: st.DrawFn) -> tuple[RoadNetwork, Departures]:
    """A small network with whole free times (some 0), parallel roads and loops, and departures in whole seconds."""
    n = draw(st.integers(2, 5))
    names = [f"n{at}" for at in range(n)]
    # From every node a way on to the exit n0, so that nobody is cut off.
    links: list[Link] = [
        (names[at], names[draw(st.integers(0, at - 1))], draw(st.integers(0, 3)), draw(st.integers(1, 4)))
        for at in range(1, n)
    ]
    for _ in range(draw(st.integers(0, 5))):
        a, b = draw(st.integers(0, n - 1)), draw(st.integers(0, n - 1))
        if a != b:
            links.append((names[a], names[b], draw(st.integers(0, 3)), draw(st.sampled_from([0.5, 1, 2, 3, np.inf]))))
    exits = {names[0]: draw(st.sampled_from([1.0, 2.0, np.inf]))}
    if n > 2 and draw(st.booleans()):
        exits[names[1]] = draw(st.sampled_from([0.5, 2.0]))
    network = timed(links, exits)
    origins = draw(st.lists(st.integers(1, n - 1), min_size=1, max_size=3, unique=True))
    released = np.array(
        [np.cumsum([draw(st.integers(0, 4)) for _ in range(4)]) + (1 if z == 0 else 0) for z in range(len(origins))],
        float,
    ).T
    times = np.array([0.0, 1.0, 3.0, 4.0])
    nodes = np.array([network.node_number[names[at]] for at in origins], np.int64)
    return network, Departures(nodes, times, released, np.ones(len(nodes)))
