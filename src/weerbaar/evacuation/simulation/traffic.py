# SPDX-License-Identifier: EUPL-1.2
"""Vehicles on the roads at a moment, and how they move on: the state of the Link Transmission Model."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from weerbaar.evacuation.network import RoadNetwork
from weerbaar.evacuation.simulation.conditions import Conditions
from weerbaar.evacuation.simulation.guide import RoadState
from weerbaar.evacuation.simulation.shares import RouteShares

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


def times_on_link(
    network: RoadNetwork, capacity_veh_s: Floats, speed: Floats, storage: Floats, step_s: float
) -> tuple[Floats, Floats, Floats]:
    """Return free travel times (s), times in which a queue moves back (s) and storages (veh) that go together.

    Nobody passes a road in less than a step: shorter roads take a step, and hold what they carry in it. A capacity is
    a measured fact and a wave speed is derived, so where the two and the storage disagree queues move back faster,
    until the capacity can be reached (the top of the fundamental diagram).

    Args:
        network: the roads.
        capacity_veh_s: of each road now, length M.
        speed: factor on the free speed, length M.
        storage: factor on the storage, length M.
        step_s: step of the simulation, s.
    """
    free = np.maximum(network.length_m / (network.free_speed_m_s * speed), step_s)
    room = network.storage_veh * storage
    with np.errstate(divide="ignore", invalid="ignore"):
        most = np.where(capacity_veh_s > 0, room / capacity_veh_s - free, np.inf)
        wave = np.maximum(np.minimum(network.length_m / network.wave_speed_m_s, most), step_s)
    wave = np.where(np.isfinite(wave), wave, step_s)
    return free, wave, np.maximum(room, capacity_veh_s * (free + wave))


class Traffic:
    """The roads in motion, step by step. Arrays that come in or go out are in the order of the network."""

    def __init__(
        self,
        network: RoadNetwork,
        step_s: float,
        *,
        usual: Conditions,
        slowest: Floats | None = None,
        origin_priority: float = 1.0,
        capacity_drop: float = 0.0,
    ) -> None:
        """Begin with empty roads.

        Args:
            network: the roads.
            step_s: length of a step, s.
            usual: conditions at the start.
            slowest: the smallest factor on the free speed that each road will meet, length M; None: always ``usual``.
            origin_priority: see :func:`~weerbaar.evacuation.simulation.simulate`.
            capacity_drop: share of the capacity that a bottleneck loses when there is a queue.
        """
        from weerbaar.evacuation.simulation.link_kernel import ASLEEP, NODE, ROAD

        self.network = network
        self.step_s = step_s
        self.step = 0
        self._drop = capacity_drop
        # By the node where they end, so that the roads into a node lie side by side.
        first_in, self._order = network.in_links
        self._place = np.empty_like(self._order)
        self._place[self._order] = np.arange(network.n_links)
        first_out, out_link = network.out_links
        self._begin = network.begin[self._order]
        self._topology = tuple(numbers.astype(np.uint64) for numbers in (first_in, first_out, self._place[out_link]))
        self._roads = roads = np.zeros(network.n_links, ROAD)
        self._nodes = nodes = np.zeros(network.n_nodes, NODE)
        self._arrived = np.zeros(len(network.exits))
        nodes["exit"] = -1
        nodes["exit"][network.exits] = np.arange(len(network.exits))
        widest = np.zeros(network.n_nodes)
        np.maximum.at(widest, network.begin, network.capacity_veh_s)
        nodes["own_weight"] = origin_priority * np.where(widest > 0, widest, 1.0) * step_s
        roads["end"] = network.end[self._order]
        roads["changed"] = ASLEEP
        capacity = network.capacity_veh_s * usual.capacity
        slow = usual.speed if slowest is None else slowest
        longest, _, _ = times_on_link(network, capacity, slow, usual.storage, step_s)
        back = np.maximum(network.length_m / network.wave_speed_m_s, step_s)
        self._rings = (self._ring("in", longest), self._ring("out", np.where(np.isfinite(back), back, step_s)))
        self._lists = (np.empty(network.n_links, np.uint64), np.empty(network.n_nodes, np.uint64))
        self._at_nodes = np.empty((network.n_nodes, 2))
        self._seen, self._seen_at = np.zeros((network.n_links, 2)), 0
        self._safe = [np.zeros(1)]
        self._lag = np.zeros(0)
        self.meet(usual)

    def _ring(self, which: str, longest_s: Floats) -> Floats:
        """Make room for the past of who entered or left each road, as long as is ever looked back on."""
        steps = np.ceil(longest_s[self._order] / self.step_s).astype(np.int64) + 3
        size = 2 ** np.ceil(np.log2(steps)).astype(np.int64)
        self._roads[f"{which}_first"] = np.cumsum(size) - size
        self._roads[f"{which}_mask"] = size - 1
        return np.zeros(int(size.sum()))

    def waits(self, nodes: Integers, vehicles: Floats) -> None:
        """Let vehicles stand at the start of the roads of nodes, each node once."""
        self._nodes["waiting"][nodes] += vehicles

    def meet(self, conditions: Conditions) -> None:
        """Let other conditions hold from now on.

        Who is on a road when the free speed changes drives on at the new speed: the travel time comes to its new
        value while they drive off, and nobody overtakes.
        """
        network, step_s = self.network, self.step_s
        self.conditions = conditions
        capacity = network.capacity_veh_s * conditions.capacity
        free, wave, storage = times_on_link(network, capacity, conditions.speed, conditions.storage, step_s)
        goal = free[self._order] / step_s
        if self.step == 0:
            self._lag = goal.copy()
        slope = (goal - self._lag) / goal
        self._drifting = (np.nonzero(slope)[0].astype(np.uint64), self._lag, goal, slope)
        roads, nodes = self._roads, self._nodes
        roads["free_whole"], roads["free_part"] = np.floor(self._lag), self._lag % 1.0
        back = wave[self._order] / step_s
        roads["wave_whole"], roads["wave_part"] = np.floor(back), back % 1.0
        roads["into"] = conditions.into_veh_s(network)[self._order] * step_s
        roads["out_of"] = conditions.out_of_veh_s(network)[self._order] * step_s
        roads["storage"] = storage[self._order]
        nodes["exit_limit"][network.exits] = conditions.exit_veh_s * step_s
        nodes["own_limit"] = conditions.set_out_veh_s * step_s

    def direct(self, links: Floats, exits: Floats) -> None:
        """Let people follow these shares from now on.

        Who finds a road or exit closed takes the others with a share, in proportion; where there is none they wait.

        Args:
            links: share of the people at its begin that takes each road, length M.
            exits: share of the people at its node that leaves at each exit, length X.

        Raises:
            ShareError: shares of another network, or that are together neither 1 nor 0 at a node.
        """
        from weerbaar.evacuation.simulation.guiding_kernel import share_out

        network = self.network
        fit = len(links) == network.n_links and len(exits) == len(network.exits)
        where = (self._order, self._begin, network.exits, self._roads, self._nodes, self._at_nodes)
        if not fit or share_out(np.asarray(links, float), np.asarray(exits, float), *where) >= 0:
            RouteShares(np.inf, links[None, :], exits[None, :]).check(network)

    def advance(self, steps: int, release_veh: Floats) -> float:
        """Take ``steps`` steps, and return how many times a vehicle passed a node.

        Args:
            steps: at least 1.
            release_veh: sets out in each step, per node, length N.
        """
        from weerbaar.evacuation.simulation import link_kernel

        self._nodes["release"] = release_veh
        safe = np.empty(steps)
        passed = link_kernel.advance(
            self.step,
            steps,
            self._drop,
            self._topology,
            self._roads,
            self._nodes,
            self._arrived,
            self._rings,
            self._drifting,
            self._lists,
            safe,
        )
        self._safe.append(safe)
        self.step += steps
        return passed

    @property
    def time_s(self) -> float:
        """Time since the start, s."""
        return self.step * self.step_s

    @property
    def entered_veh(self) -> Floats:
        """Entered each link since the start, length M."""
        return np.asarray(self._roads["entered"][self._place])

    @property
    def on_link_veh(self) -> Floats:
        """On each link, length M."""
        return np.asarray(np.maximum(self._roads["entered"] - self._roads["left"], 0.0)[self._place])

    @property
    def waiting_veh(self) -> Floats:
        """Set out, not yet on the road, per node, length N."""
        return self._nodes["waiting"].copy()

    @property
    def arrived_veh(self) -> Floats:
        """Safe per exit, length X."""
        return self._arrived.copy()

    @property
    def safe_veh(self) -> Floats:
        """Safe at the start and after each step, all exits together."""
        return np.concatenate(self._safe)

    @property
    def inside_veh(self) -> float:
        """On the roads and waiting to come onto them."""
        return float((self._roads["entered"] - self._roads["left"]).sum() + self._nodes["waiting"].sum())

    @property
    def queued_veh(self) -> Floats:
        """On each link beyond what moves freely, length M."""
        from weerbaar.evacuation.simulation.guiding_kernel import reached_end

        found = reached_end(self.step, self._roads, self._rings[0])
        return np.asarray(found[self._place])

    def state(self) -> RoadState:
        """Return what who guides sees.

        The queue of a road costs what stands in it over what leaves it: the flow that was seen since the last look
        where there was a queue then too (so that a queue from further on counts), and otherwise the capacity.
        """
        from weerbaar.evacuation.simulation.guiding_kernel import observe

        found = np.empty((3, self.network.n_links))
        observe(
            self.step,
            self._seen_at,
            self.step_s,
            self._order,
            self._lag,
            self._roads,
            self._rings[0],
            self._seen,
            found,
        )
        self._seen_at = self.step
        return RoadState(
            time_s=self.time_s,
            travel_time_s=found[0],
            on_link_veh=found[1],
            waiting_veh=self.waiting_veh,
            capacity_veh_s=found[2],
            exit_capacity_veh_s=self.conditions.exit_veh_s.copy(),
        )
