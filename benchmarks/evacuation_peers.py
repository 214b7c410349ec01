# SPDX-License-Identifier: EUPL-1.2
"""The same evacuation by UXsim and by SUMO (mesoscopic): same roads, vehicles and departures; drivers who look anew.

Each exit leads to one place behind it that is safe, over a road with the capacity of the exit. Answers are the hours
until half, nine tenths and 99 in 100 are there.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from xml.sax.saxutils import quoteattr

import numpy as np
import numpy.typing as npt

from benchmarks.registry import Facts
from tests.evacuation.routing.as_uxsim import EXTRA, LOOK_ANEW_S, whole_departures
from weerbaar.evacuation.demand import Departures
from weerbaar.evacuation.network import RoadNetwork
from weerbaar.evacuation.simulation import Guide, RoadState, RouteShares
from weerbaar.evacuation.simulation.guide import STANDSTILL

REROUTE_S = 1800
"""SUMO: all of them, also while they wait at the start. Oftener costs more."""
BEHIND_EXIT_M = 320.0
BEHIND_EXIT_M_S = 20.0


def hours_until(times_s: npt.NDArray[np.float64], out: npt.NDArray[np.float64], vehicles: float) -> Facts:
    """Return when shares of the vehicles were out; NaN where they were not by the end."""
    found = {}
    for share in (50, 90, 99):
        at = int(np.searchsorted(out, share / 100 * vehicles))
        found[f"t{share}_h"] = float(times_s[at] / 3600) if at < len(out) else float("nan")
    return found


def uxsim_hours(
    network: RoadNetwork,
    departures: Departures,
    platoon: int,
    hours: float,
    *,
    look_anew_s: float = LOOK_ANEW_S,
    seed: int = 0,
    guide: Guide | RouteShares | None = None,
) -> Facts:
    """Simulate in UXsim's compiled engine, one thread.

    Args:
        network, departures: the evacuation; lanes are given to UXsim as they are.
        platoon: vehicles that it moves together; a step takes as many seconds.
        hours: end.
        look_anew_s: time between two looks at the roads; in :data:`LOOK_ANEW_S` half of the drivers look anew.
        seed: of its drawing.
        guide: who says in its place which shares of its drivers take each road. It draws for each platoon that
            stands at a node, and again in each step until there is room on the road drawn.
    """
    import uxsim

    end_s = hours * 3600
    world: Any = uxsim.World(
        name="",
        deltan=platoon,
        tmax=end_s,
        print_mode=0,
        save_mode=0,
        show_mode=0,
        random_seed=seed,
        # It looks once at the begin in any case.
        duo_update_time=look_anew_s if guide is None else 2 * end_s,
        duo_update_weight=1 - 0.5 ** (look_anew_s / LOOK_ANEW_S),
        vehicle_logging_timestep_interval=-1,
        cpp=True,
        threads=1,
    )
    for name, x, y in zip(network.node_ids, network.x, network.y, strict=True):
        world.addNode(name, x, y)
    world.addNode("safe", 0, 0)
    for at in range(network.n_links):
        world.addLink(
            f"l{at}",
            network.node_ids[network.begin[at]],
            network.node_ids[network.end[at]],
            length=network.length_m[at],
            free_flow_speed=network.free_speed_m_s[at],
            jam_density=network.jam_veh_m[at],
            number_of_lanes=max(1, round(network.lanes[at])),
            capacity_out=network.capacity_veh_s[at],
            capacity_in=network.capacity_veh_s[at],
        )
    doors = [f"x{at}" for at in range(len(network.exits))]
    for door, node, capacity in zip(doors, network.exits, network.exit_capacity_veh_s, strict=True):
        # A lane carries less than a vehicle per second there.
        lanes = int(np.ceil(capacity / 0.9))
        world.addLink(
            door,
            network.node_ids[node],
            "safe",
            length=BEHIND_EXIT_M,
            free_flow_speed=BEHIND_EXIT_M_S,
            jam_density=5.0 * lanes,
            number_of_lanes=lanes,
            capacity_out=capacity,
            capacity_in=capacity,
        )
    for origin, begin, end, count in whole_departures(departures, platoon):
        node = network.node_ids[departures.nodes[origin]]
        world.adddemand(node, "safe", begin, end, volume=count + EXTRA * platoon)
    if guide is None:
        world.exec_simulation()
    else:
        _let_guide(world, network, guide, platoon, end_s)
    out = np.sum([world.get_link(door).cum_departure for door in doors], axis=0)
    return hours_until(np.arange(len(out)) * hours * 3600 / len(out), out, departures.total_veh)


class _Watch:
    """The roads of a UXsim world as our guides see them: a queue costs what stands in it over what leaves it."""

    def __init__(self, world: Any, network: RoadNetwork, step_s: float) -> None:
        self._roads = [world.get_link(f"l{at}") for at in range(network.n_links)]
        self._network = network
        self._back = np.rint(network.free_time_s / step_s).astype(int)
        self._step_s = step_s
        self._left = self._queued = np.zeros(network.n_links)
        self._time_s = 0.0

    def state(self, time_s: float) -> RoadState:
        """Return what is seen at ``time_s``, the end of what was simulated."""
        network, now = self._network, int(time_s / self._step_s) - 1
        capacity = network.capacity_veh_s
        entered, left, there = np.zeros((3, network.n_links))
        for at, (road, back) in enumerate(zip(self._roads, self._back.tolist(), strict=True)):
            if now >= 0:
                arrivals = road.cum_arrival
                entered[at], left[at] = arrivals[now], road.cum_departure[now]
                there[at] = arrivals[now - back] if now >= back else 0.0
        queued = np.maximum(there - left, 0.0)
        flow = (left - self._left) / max(time_s - self._time_s, self._step_s)
        stood = (queued > 0) & (self._queued > 0)
        rate = np.where(stood, np.clip(flow, STANDSTILL * capacity, capacity), capacity)
        self._left, self._queued, self._time_s = left, queued, time_s
        return RoadState(
            time_s=time_s,
            travel_time_s=network.free_time_s + queued / rate,
            on_link_veh=entered - left,
            waiting_veh=np.zeros(network.n_nodes),
            capacity_veh_s=capacity,
            exit_capacity_veh_s=network.exit_capacity_veh_s,
        )


def _let_guide(world: Any, network: RoadNetwork, guide: Guide | RouteShares, step_s: float, end_s: float) -> None:
    """Run, and put what a guide says in each period in the place of what UXsim's drivers prefer."""
    watch = _Watch(world, network, step_s)
    # In its first step UXsim makes the table of what they prefer; "safe" is the last of its nodes.
    world.exec_simulation(duration_t=step_s / 2)
    for period in range(int(np.ceil(end_s / guide.period_s))):
        if isinstance(guide, RouteShares):
            row = min(period, guide.n_periods - 1)
            links, exits = guide.links[row], guide.exits[row]
        else:
            links, exits = guide.shares(watch.state(period * guide.period_s))
        preferred = world._cpp_world.route_preference
        preferred[network.n_nodes] = [*links.tolist(), *exits.tolist()]
        world._cpp_world.route_preference = preferred
        world.exec_simulation(until_t=min((period + 1) * guide.period_s, end_s))


def sumo_hours(network: RoadNetwork, departures: Departures, hours: float) -> Facts:
    """Simulate in SUMO's mesoscopic engine, one thread; the network is built once.

    Args:
        network, departures: the evacuation.
        hours: end.
    """
    import sumo

    folder = Path(_sumo_files(network, departures).name)
    subprocess.run(
        [
            f"{sumo.SUMO_HOME}/bin/sumo", "--mesosim", "-n", "net.xml", "-r", "trips.xml", "-a", "types.xml,out.xml",
            "--end", str(int(hours * 3600)), "--no-step-log", "--no-warnings", "--time-to-teleport", "-1",
            "--max-depart-delay", "-1", "--meso-junction-control", "false", "--meso-recheck", "60",
            "--device.rerouting.probability", "1", "--device.rerouting.period", str(REROUTE_S),
            "--device.rerouting.pre-period", str(REROUTE_S),
            "--device.rerouting.adaptation-interval", "60", "--device.rerouting.adaptation-steps", "5",
        ],
        check=True,
        cwd=folder,
        capture_output=True,
    )  # fmt: skip
    times, out = [], []
    for interval in ET.parse(folder / "edges.xml").getroot():
        times.append(float(interval.get("end", 0)))
        out.append(sum(float(edge.get("left", 0)) for edge in interval))
    return hours_until(np.array(times), np.cumsum(out), departures.total_veh)


@cache
def _sumo_files(network: RoadNetwork, departures: Departures) -> tempfile.TemporaryDirectory[str]:
    """Write the files of SUMO in a folder that goes when the process ends, and build its network."""
    import sumo

    kept = tempfile.TemporaryDirectory(prefix="bench-sumo-")
    folder = Path(kept.name)
    space_m = 1 / float(np.median(network.jam_veh_m / network.lanes))
    taus: dict[str, float] = {}
    nodes = [(f"n{at}", 1000.0 * at, 0.0) for at in range(network.n_nodes)]
    nodes += [("safe", 0.0, 1e5), ("home", 1000.0, 1e5)]
    edges: list[tuple[str, str, str, float, float, int, str]] = []

    def edge(name: str, begin: str, end: str, length: float, speed: float, lanes: int, capacity: float) -> None:
        # Who follows at free speed keeps this time to the vehicle before, beside the time of its own space.
        tau = max(0.01, lanes / capacity - space_m / max(speed, 8.0))
        kind = f"t{len(taus)}"
        taus[kind] = tau
        edges.append((name, begin, end, length, speed, lanes, kind))

    for at in range(network.n_links):
        begin, end = f"n{network.begin[at]}", f"n{network.end[at]}"
        lanes = max(1, round(network.lanes[at]))
        edge(f"l{at}", begin, end, network.length_m[at], network.free_speed_m_s[at], lanes, network.capacity_veh_s[at])
    doors = [f"x{at}" for at in range(len(network.exits))]
    for door, node, capacity in zip(doors, network.exits, network.exit_capacity_veh_s, strict=True):
        edge(door, f"n{node}", "safe", BEHIND_EXIT_M, BEHIND_EXIT_M_S, max(1, round(2 * capacity)), capacity)
    wide = 4 + int(np.ceil(2 * network.exit_capacity_veh_s.sum()))
    edge("all", "safe", "home", BEHIND_EXIT_M, BEHIND_EXIT_M_S, wide, 0.6 * wide)
    for origin, vehicles in enumerate(departures.vehicles):
        # Room for all of the origin before the first road, so that the choice of roads is made when they can go.
        length = max(BEHIND_EXIT_M, 2 * float(vehicles) * space_m / 8)
        nodes.append((f"o{origin}", 1000.0 * origin, -1e4))
        edge(f"o{origin}", f"o{origin}", f"n{departures.nodes[origin]}", length, length / 16, 8, 8 * 0.6)
    into: dict[str, list[tuple[str, str, int]]] = {}
    for name, begin, end, _, _, lanes, _ in edges:
        into.setdefault(end, []).append((name, begin, lanes))

    def write(name: str, root: str, rows: Iterator[str] | list[str]) -> None:
        (folder / name).write_text(f"<{root}>" + "".join(rows) + f"</{root}>", encoding="utf-8")

    write("nodes.xml", "nodes", [f'<node id="{name}" x="{x}" y="{y}"/>' for name, x, y in nodes])
    write(
        "edges.plain.xml",
        "edges",
        [
            f'<edge id="{name}" from="{begin}" to="{end}" length="{length:.1f}" speed="{speed:.3f}" '
            f'numLanes="{lanes}" type="{kind}"/>'
            for name, begin, end, length, speed, lanes, kind in edges
        ],
    )
    write("edgetypes.xml", "types", [f'<type id="{kind}"/>' for kind in taus])
    write(
        "connections.xml",
        "connections",
        (
            f'<connection from="{name}" to="{onward}" fromLane="{lane}" toLane="{min(lane, onward_lanes - 1)}"/>'
            for onward, begin, end, _, _, onward_lanes, _ in edges
            for name, back, lanes in into.get(begin, [])
            if back != end
            for lane in range(lanes)
        ),
    )
    write(
        "types.xml",
        "additional",
        [
            f'<type id="{kind}"><meso tauff="{tau:.3f}" taufj="{tau:.3f}" taujf="1" taujj="1"/></type>'
            for kind, tau in taus.items()
        ],
    )
    watched = quoteattr(" ".join(doors))
    write("out.xml", "additional", [f'<edgeData id="e" file="edges.xml" freq="60" edges={watched}/>'])
    trips = sorted((begin, end, origin, count) for origin, begin, end, count in whole_departures(departures, 1))
    write(
        "trips.xml",
        "routes",
        [
            f'<vType id="c" length="{space_m - 2.5:.3f}" minGap="2.5" tau="1" speedDev="0"/>',
            *(
                f'<flow id="f{at}" type="c" begin="{begin:g}" end="{end:g}" number="{count}" from="o{origin}" '
                'to="all" departLane="random" departSpeed="max"/>'
                for at, (begin, end, origin, count) in enumerate(trips)
            ),
        ],
    )
    subprocess.run(
        [
            f"{sumo.SUMO_HOME}/bin/netconvert", "-n", "nodes.xml", "-e", "edges.plain.xml", "-t", "edgetypes.xml",
            "-x", "connections.xml", "-o", "net.xml", "--no-internal-links", "--no-turnarounds",
            "--junctions.limit-turn-speed", "-1", "--default.junctions.keep-clear", "false",
        ],
        check=True,
        cwd=folder,
        capture_output=True,
    )  # fmt: skip
    return kept
