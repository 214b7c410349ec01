# SPDX-License-Identifier: EUPL-1.2
"""Compiled step of the Link Transmission Model (Yperman 2007) with one stream of vehicles.

A road is two cumulative counts: who entered and who left, each with as much of its past as the model looks back on.
What a road can send was on it a free travel time ago; what it can take is what left a wave time ago plus its storage.
The nodes between divide by shares. Only roads with vehicles or a past that still matters, and the nodes at their ends,
are gone over, so that a step costs what moves, not what exists. All numbers of a road lie side by side in two lines of
the cache: the step waits for memory, not for arithmetic. Numbers of places are unsigned: numba then need not ask
whether they count from the end.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from weerbaar.base import kernel

# Numba looks at what it is given; these are for readers.
Array = NDArray[Any]
Arrays = tuple[Any, ...]

ROAD = np.dtype(
    [
        ("entered", "f8"),  # since the start, veh
        ("left", "f8"),
        ("into", "f8"),  # capacity of the entrance and of the end, veh per step
        ("out_of", "f8"),
        ("storage", "f8"),  # veh
        ("share", "f8"),  # of the people at its begin who take it
        ("leaving", "f8"),  # can leave in this step; once the node at its end has been passed: leave
        ("room", "f8"),  # can enter in this step
        ("taking", "f8"),  # enter in this step
        ("free_part", "f8"),  # times, in steps, as whole and part: to drive over it, and for a queue to move back
        ("wave_part", "f8"),
        ("in_first", "i8"),  # where its past of who entered and of who left begins, a power of two long
        ("out_first", "i8"),
        ("in_mask", "i4"),
        ("out_mask", "i4"),
        ("free_whole", "i4"),
        ("wave_whole", "i4"),
        ("changed", "i4"),  # last step in which anybody entered or left
        ("end", "i4"),  # node
    ]
)
NODE = np.dtype(
    [
        ("waiting", "f8"),  # set out, not yet on the road, veh
        ("release", "f8"),  # set out, veh per step
        ("own_limit", "f8"),  # at most this many, veh per step
        ("own_weight", "f8"),  # of who sets out, against the capacity of the roads that come in
        ("exit_share", "f8"),  # of the people who leave here
        ("exit_limit", "f8"),  # veh per step
        ("exit", "i4"),  # number, where there is one
        ("busy", "i4"),  # whether it is gone over
    ]
)

_NEARLY_ALL = 1.0 - 1e-12
_OVER = 1.0 + 1e-9
ASLEEP = -(2**30)
"""Instead of the last step in which a road changed: it is not gone over."""
_SORTED_ANEW = 32
"""Steps after which roads where nothing moves any more are left out."""


@kernel
def past(ring: Array, first: int, mask: int, step: int, whole: int, part: float) -> float:
    """Return a cumulative count ``whole + part`` steps before ``step``, straight between steps."""
    now = ring[np.uint64(first + ((step - whole) & mask))]
    before = ring[np.uint64(first + ((step - whole - 1) & mask))]
    return float(now + (before - now) * part)


@kernel
def drift(roads: Array, changing: Array, lag: Array, goal: Array, slope: Array) -> None:
    """Let travel times that follow a change of speed come one step nearer to their goal."""
    for at in range(changing.size):
        link = changing[at]
        lag[link] += slope[link]
        if (slope[link] > 0) == (lag[link] > goal[link]):
            lag[link] = goal[link]
            slope[link] = 0.0
        roads[link].free_whole = int(lag[link])
        roads[link].free_part = lag[link] - int(lag[link])


@kernel
def level(total: float, roads: Array, begin: int, stop: int, wants: float, own: float) -> float:
    """Return the flow per unit of capacity with which who wants to go makes up ``total``; who wants less goes at once.

    Roads ``begin`` … ``stop`` want ``leaving`` and have the capacity of their end; who sets out here wants ``wants``
    and has ``own``.
    """
    found = 0.0
    while True:
        rest, weights = total, 0.0
        for link in range(begin, stop):
            if roads[link].leaving > found * roads[link].out_of:
                weights += roads[link].out_of
            else:
                rest -= roads[link].leaving
        if wants > found * own:
            weights += own
        else:
            rest -= wants
        if weights <= 0.0 or rest / weights <= found:
            return found
        found = rest / weights


@kernel
def move_on(links: Array, step: int, drop: float, roads: Array, in_ring: Array, out_ring: Array) -> None:
    """Let who takes and leaves links in ``step`` do so, and find what they can send and take in the next."""
    for place in range(links.size):
        road = roads[links[place]]
        if road.leaving > 0.0 or road.taking > 0.0:
            road.changed = step
            road.left += road.leaving
            road.entered += road.taking
            road.taking = 0.0
        in_ring[np.uint64(road.in_first + (step & road.in_mask))] = road.entered
        out_ring[np.uint64(road.out_first + (step & road.out_mask))] = road.left
        there = past(in_ring, road.in_first, road.in_mask, step + 1, road.free_whole, road.free_part) - road.left
        most = road.out_of
        if there > most * _OVER:
            there = most * (1.0 - drop)
        road.leaving = min(max(there, 0.0), most)
        gone = past(out_ring, road.out_first, road.out_mask, step + 1, road.wave_whole, road.wave_part)
        road.room = min(max(gone + road.storage - road.entered, 0.0), road.into)


@kernel
def wake(step: int, topology: Arrays, roads: Array, nodes: Array, active: Array, busy: Array) -> Any:
    """List the roads that are to be gone over and the nodes at their ends; return how many of each.

    The others are empty, and all that they look back on is what is now.
    """
    first_in, _, _ = topology
    n_active = n_busy = 0
    for at in range(nodes.size):
        node = nodes[at]
        before = n_active
        for link in range(first_in[at], first_in[at + 1]):
            road = roads[link]
            if road.entered > road.left or step - road.changed <= max(road.in_mask, road.out_mask):
                active[n_active] = link
                n_active += 1
            else:
                road.changed = ASLEEP
        node.busy = n_active > before or node.waiting + node.release > 0.0
        if node.busy:
            busy[n_busy] = at
            n_busy += 1
    return n_active, n_busy


@kernel
def advance(
    first: int,
    steps: int,
    drop: float,
    topology: Arrays,
    roads: Array,
    nodes: Array,
    arrived: Array,
    rings: Arrays,
    drifting: Arrays,
    lists: Arrays,
    safe: Array,
) -> float:
    """Take steps ``first`` … ``first + steps - 1``; links are in order of the node where they end.

    Args:
        drop: share of its capacity that a bottleneck with a queue loses.
        topology: (first_in (N + 1), first_out (N + 1), out_link (M)).
        roads: of :data:`ROAD`, (M), changed in place.
        nodes: of :data:`NODE`, (N), changed in place.
        arrived: vehicles at each exit, (X), changed in place.
        rings: the past of who entered and of who left.
        drifting: (changing, lag, goal, slope) of travel times in steps, see :func:`drift`.
        lists: room for the links (M) and nodes (N) that are gone over.
        safe: vehicles at exits after each step, (steps), filled.

    Returns:
        Vehicles that passed nodes.
    """
    first_in, first_out, out_link = topology
    in_ring, out_ring = rings
    changing, lag, goal, slope = drifting
    active, busy = lists
    passed = 0.0
    n_active = n_busy = 0
    # What could leave was found under what held before.
    for link in range(roads.size):
        roads[link].leaving = 0.0
    for step in range(first + 1, first + steps + 1):
        drift(roads, changing, lag, goal, slope)
        if (step - first) % _SORTED_ANEW == 1:
            for link in range(roads.size):
                active[link] = link
            n_active = roads.size
        move_on(active[:n_active], step - 1, drop, roads, in_ring, out_ring)
        if (step - first) % _SORTED_ANEW == 1:
            n_active, n_busy = wake(step, topology, roads, nodes, active, busy)
        for place in range(n_busy):
            node = nodes[busy[place]]
            begin, stop = first_in[busy[place]], first_in[busy[place] + 1]
            begin_out, stop_out = first_out[busy[place]], first_out[busy[place] + 1]
            waits = node.waiting + node.release
            wants = min(waits, node.own_limit)
            demand = wants
            for link in range(begin, stop):
                demand += roads[link].leaving
            # First in, first out: who waits for one road holds up all behind, so that all go by their shares.
            passing = demand
            if node.exit_share > 0.0:
                door = node.exit_limit
                if demand * node.exit_share > door * _OVER:
                    door *= 1.0 - drop
                passing = min(passing, door / node.exit_share)
            for at in range(begin_out, stop_out):
                road = roads[out_link[at]]
                room = road.room
                if drop > 0.0 and demand * road.share > road.into * _OVER:
                    room = min(room, road.into * (1.0 - drop))
                if passing * road.share > room:
                    passing = room / road.share
            total = passing * node.exit_share
            if total > 0.0:
                arrived[node.exit] += total
            for at in range(begin_out, stop_out):
                road = roads[out_link[at]]
                road.taking = min(passing * road.share, road.room)
                total += road.taking
                if road.taking > 0.0 and road.changed == ASLEEP:
                    road.changed = step
                    active[n_active] = out_link[at]
                    n_active += 1
                    if not nodes[road.end].busy:
                        nodes[road.end].busy = True
                        busy[n_busy] = road.end
                        n_busy += 1
            if total < demand * _NEARLY_ALL:
                most = level(total, roads, begin, stop, wants, node.own_weight)
                for link in range(begin, stop):
                    roads[link].leaving = min(roads[link].leaving, most * roads[link].out_of)
                wants = min(wants, most * node.own_weight)
            node.waiting = waits - wants
            passed += total
        safe[step - first - 1] = arrived.sum()
    move_on(active[:n_active], first + steps, drop, roads, in_ring, out_ring)
    return passed
