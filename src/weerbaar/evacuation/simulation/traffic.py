# SPDX-License-Identifier: EUPL-1.2
"""Vehicles on the roads at a moment, and how they move on: the state of the Link Transmission Model."""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt

from weerbaar.evacuation.network import RoadNetwork
from weerbaar.evacuation.simulation.conditions import Conditions
from weerbaar.evacuation.simulation.guide import RoadState

STANDSTILL = 0.01
"""A queue that does not move costs as if it moved at this share of the capacity: much, but not for ever."""

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
        self.network = network
        self.step_s = step_s
        self.step = 0
        self._drop = capacity_drop
        links, nodes = network.n_links, network.n_nodes
        # By the node where they end, so that the roads into a node lie side by side.
        self._order = network.in_links[1]
        self._place = np.empty(links, np.int64)
        self._place[self._order] = np.arange(links)
        first_out, out_link = network.out_links
        self._topology = tuple(
            numbers.astype(np.uint64)
            for numbers in (network.in_links[0], first_out, self._place[out_link], network.end[self._order])
        )
        self._exit_of = np.full(nodes, -1, np.int64)
        self._exit_of[network.exits] = np.arange(len(network.exits))
        widest = np.zeros(nodes)
        np.maximum.at(widest, network.begin, network.capacity_veh_s)
        self._own_weight = origin_priority * np.where(widest > 0, widest, 1.0) * step_s
        capacity = network.capacity_veh_s * usual.capacity
        slow = usual.speed if slowest is None else slowest
        longest, _, _ = times_on_link(network, capacity, slow, usual.storage, step_s)
        back = np.maximum(network.length_m / network.wave_speed_m_s, step_s)
        self._rings = (*self._ring(longest), *self._ring(np.where(np.isfinite(back), back, step_s)))
        self._now = (np.zeros(links), np.zeros(links), np.zeros(nodes), np.zeros(len(network.exits)))
        self._awake = np.zeros(nodes, np.bool_)
        self._scratch = (
            *(np.zeros(links) for _ in range(3)),
            *(np.zeros(links, np.int32) for _ in range(2)),
            self._awake,
        )
        self._share = np.zeros(links)
        self._exit_share = np.zeros(nodes)
        self._directed = False
        self._seen = (0, np.zeros(links), np.zeros(links))
        self._safe = [np.zeros(1)]
        self._lag = np.zeros(0)
        self.meet(usual)

    def _ring(self, longest_s: Floats) -> tuple[Integers, Integers, Floats]:
        steps = np.ceil(longest_s[self._order] / self.step_s).astype(np.int64) + 3
        size = 2 ** np.ceil(np.log2(steps)).astype(np.int64)
        first = np.concatenate([np.zeros(1, np.int64), np.cumsum(size)[:-1]]) if len(size) else size
        return first, (size - 1).astype(np.int32), np.zeros(int(size.sum()))

    def waits(self, nodes: Integers, vehicles: Floats) -> None:
        """Let vehicles stand at the start of the roads of nodes, each node once."""
        self._now[2][nodes] += vehicles

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
        whole = self._lag.astype(np.int32)
        self._free = (np.nonzero(slope)[0].astype(np.uint64), self._lag, goal, slope, whole, self._lag - whole)
        back = wave[self._order] / step_s
        self._wave = (back.astype(np.int32), back - np.floor(back))
        self._into = conditions.into_veh_s(network)[self._order] * step_s
        self._out_of = conditions.out_of_veh_s(network)[self._order] * step_s
        self._storage = storage[self._order]
        self._exit_limit = np.where(self._exit_of >= 0, conditions.exit_veh_s[self._exit_of], 0.0) * step_s
        self._own_limit = conditions.set_out_veh_s * step_s
        # A node at the end of a road that let nobody through has had nothing to do: it may have now.
        self._awake[:] = True

    def direct(self, links: Floats, exits: Floats, node_rule: Literal["fifo", "directed"]) -> None:
        """Let people follow these shares from now on.

        Who finds a road or exit closed takes the others with a share, in proportion; where there is none they wait.

        Args:
            links: share of the people at its begin that takes each road, length M.
            exits: share of the people at its node that leaves at each exit, length X.
            node_rule: see :class:`~weerbaar.evacuation.simulation.RouteShares`.
        """
        begin, at_exit = self.network.begin, self.network.exits
        open_links, open_exits = self._into[self._place] > 0, self.conditions.exit_veh_s > 0
        total = self._together(links, exits)
        if not (open_links.all() and open_exits.all()):
            passable = self._together(links * open_links, exits * open_exits)
            links = np.where(open_links | (passable[begin] <= 0), links, 0.0)
            exits = np.where(open_exits | (passable[at_exit] <= 0), exits, 0.0)
            total = np.where(passable > 0, passable, total)
        total[total <= 0] = 1.0
        self._share = (links / total[begin])[self._order]
        self._exit_share[:] = 0.0
        self._exit_share[at_exit] = exits / total[at_exit]
        self._directed = node_rule == "directed"

    def _together(self, links: Floats, exits: Floats) -> Floats:
        total = np.bincount(self.network.begin, weights=links, minlength=self.network.n_nodes).astype(float)
        np.add.at(total, self.network.exits, exits)
        return total

    def advance(self, steps: int, release_veh: Floats) -> float:
        """Take ``steps`` steps, and return how many times a vehicle passed a node.

        Args:
            steps: at least 1.
            release_veh: sets out in each step, per node, length N.
        """
        from weerbaar.evacuation.simulation import link_kernel

        safe = np.empty(steps)
        passed = link_kernel.advance(
            self.step,
            steps,
            self._directed,
            self._drop,
            self._topology,
            (self._into, self._out_of, self._storage, self._share),
            (self._exit_of, self._exit_limit, self._exit_share, self._own_weight, self._own_limit, release_veh),
            self._free,
            self._wave,
            self._rings,
            self._now,
            self._scratch,
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
        return np.asarray(self._now[0][self._place])

    @property
    def on_link_veh(self) -> Floats:
        """On each link, length M."""
        return np.asarray(np.maximum(self._now[0] - self._now[1], 0.0)[self._place])

    @property
    def waiting_veh(self) -> Floats:
        """Set out, not yet on the road, per node, length N."""
        return self._now[2].copy()

    @property
    def arrived_veh(self) -> Floats:
        """Safe per exit, length X."""
        return self._now[3].copy()

    @property
    def safe_veh(self) -> Floats:
        """Safe at the start and after each step, all exits together."""
        return np.concatenate(self._safe)

    @property
    def inside_veh(self) -> float:
        """On the roads and waiting to come onto them."""
        return float((self._now[0] - self._now[1]).sum() + self._now[2].sum())

    @property
    def queued_veh(self) -> Floats:
        """On each link beyond what moves freely, length M."""
        from weerbaar.evacuation.simulation import link_kernel

        found = link_kernel.reached_end(self.step, self._free, self._rings, self._now[1])
        return np.asarray(found[self._place])

    def state(self) -> RoadState:
        """Return what who guides sees.

        The queue of a road costs what stands in it over what leaves it: the flow that was seen since the last look
        where there was a queue then too (so that a queue from further on counts), and otherwise the capacity.
        """
        network, conditions = self.network, self.conditions
        step, left_before, queued_before = self._seen
        left, queued = self._now[1][self._place], self.queued_veh
        most = conditions.out_of_veh_s(network)
        rate = most
        if self.step > step:
            flow = np.clip((left - left_before) / ((self.step - step) * self.step_s), STANDSTILL * most, most)
            rate = np.where((queued > 0) & (queued_before > 0), flow, most)
        self._seen = (self.step, left, queued)
        into = conditions.into_veh_s(network)
        with np.errstate(divide="ignore", invalid="ignore"):
            delay = np.where(queued > 0, queued / rate, 0.0)
        driving = self._lag[self._place] * self.step_s
        return RoadState(
            time_s=self.time_s,
            travel_time_s=np.where((into > 0) & (most > 0), driving + delay, np.inf),
            on_link_veh=self.on_link_veh,
            waiting_veh=self.waiting_veh,
            capacity_veh_s=np.minimum(into, most),
            exit_capacity_veh_s=conditions.exit_veh_s.copy(),
        )
