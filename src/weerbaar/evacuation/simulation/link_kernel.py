# SPDX-License-Identifier: EUPL-1.2
"""Compiled step of the Link Transmission Model (Yperman 2007) with one stream of vehicles.

A road is two cumulative counts: who entered and who left, each with as much of its past as the model looks back on.
What a road can send was on it a free travel time ago; what it can take is what left a wave time ago plus its storage.
The nodes between divide by shares. Roads and nodes where nothing changes any more are passed over, so that a step
costs what moves, not what exists. Numbers of places are unsigned: numba then need not ask whether they count from the
end, which takes half the time away.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from weerbaar.base import kernel

# Numba looks at what it is given; these are for readers.
Array = NDArray[Any]
Arrays = tuple[Any, ...]

_NEARLY_ALL = 1.0 - 1e-12
_OVER = 1.0 + 1e-9
# A road with less of the people than this is not one that a warden sends others to.
_PLANNED = 1e-3


@kernel
def past(ring: Array, first: int, mask: int, step: int, whole: int, part: float) -> float:
    """Return a cumulative count ``whole + part`` steps before ``step``, straight between steps."""
    now = ring[np.uint64(first + ((step - whole) & mask))]
    before = ring[np.uint64(first + ((step - whole - 1) & mask))]
    return float(now + (before - now) * part)


@kernel
def drift(changing: Array, lag: Array, goal: Array, slope: Array, whole: Array, part: Array) -> None:
    """Let travel times that follow a change of speed come one step nearer to their goal."""
    for at in range(changing.size):
        link = changing[at]
        lag[link] += slope[link]
        if (slope[link] > 0) == (lag[link] > goal[link]):
            lag[link] = goal[link]
            slope[link] = 0.0
        whole[link] = int(lag[link])
        part[link] = lag[link] - whole[link]


@kernel
def give_way(
    total: float, sending: Array, leaving: Array, weight: Array, begin: int, stop: int, wants: float, own: float
) -> float:
    """Divide ``total`` over who wants to go, in proportion to weight; who wants less leaves the rest to the others.

    Links ``begin`` … ``stop`` want ``sending`` and get ``leaving``; who sets out here wants ``wants`` with weight
    ``own`` and gets what is returned.
    """
    weights = 0.0
    for link in range(begin, stop):
        leaving[link] = -1.0 if sending[link] > 0.0 else 0.0
        if sending[link] > 0.0:
            weights += weight[link]
    gone = -1.0 if wants > 0.0 else 0.0
    if wants > 0.0:
        weights += own
    rest = total
    more = True
    while more and weights > 0.0:
        more = False
        unit = rest / weights
        for link in range(begin, stop):
            if leaving[link] < 0.0 and sending[link] <= unit * weight[link]:
                leaving[link] = sending[link]
                rest -= sending[link]
                weights -= weight[link]
                more = True
        if gone < 0.0 and wants <= unit * own:
            gone = wants
            rest -= wants
            weights -= own
            more = True
    unit = max(rest, 0.0) / weights if weights > 0.0 else 0.0
    for link in range(begin, stop):
        if leaving[link] < 0.0:
            leaving[link] = min(unit * weight[link], sending[link])
    if gone < 0.0:
        gone = min(unit * own, wants)
    return gone


@kernel
def advance(
    first: int,
    steps: int,
    directed: bool,
    drop: float,
    topology: Arrays,
    limits: Arrays,
    nodes: Arrays,
    free: Arrays,
    wave: Arrays,
    rings: Arrays,
    now: Arrays,
    scratch: Arrays,
    safe: Array,
) -> float:
    """Take steps ``first`` … ``first + steps - 1``; links are in order of the node where they end.

    Args:
        directed: who cannot go takes another road with a share and room; otherwise first in, first out.
        drop: share of its capacity that a bottleneck with a queue loses.
        topology: (first_in (N + 1), first_out (N + 1), out_link (M), end (M)).
        limits: (into (M), out_of (M), storage (M), share (M)); veh per step, veh.
        nodes: (exit or -1, exit limit, exit share, weight of who sets out, most that set out, release), each (N).
        free: (changing, lag, goal, slope, whole, part) of travel times in steps, each (M) but the first.
        wave: (whole, part) of the times that queues take to move back, in steps.
        rings: (first, mask, counts) of who entered, the same of who left.
        now: (entered (M), left (M), waiting (N), arrived (X)), changed in place.
        scratch: (sending (M), leaving (M), taking (M), unsettled_in (M), unsettled_out (M), awake (N)).
        safe: vehicles at exits after each step, (steps), filled.

    Returns:
        Vehicles that passed nodes.
    """
    first_in, first_out, out_link, end = topology
    into, out_of, storage, share = limits
    exit_of, exit_limit, exit_share, own_weight, own_limit, release = nodes
    changing, lag, goal, slope, free_whole, free_part = free
    wave_whole, wave_part = wave
    in_first, in_mask, in_ring, out_first, out_mask, out_ring = rings
    entered, left, waiting, arrived = now
    sending, leaving, taking, unsettled_in, unsettled_out, awake = scratch
    passed = 0.0
    for step in range(first + 1, first + steps + 1):
        drift(changing, lag, goal, slope, free_whole, free_part)
        for node in range(first_in.size - 1):
            waits = waiting[node] + release[node]
            if not awake[node] and waits == 0.0:
                continue
            begin, stop = first_in[node], first_in[node + 1]
            wants = min(waits, own_limit[node])
            demand = wants
            busy = waits > 0.0
            for link in range(begin, stop):
                s = 0.0
                if unsettled_in[link] > 0 or entered[link] > left[link]:
                    s = (
                        past(in_ring, in_first[link], in_mask[link], step, free_whole[link], free_part[link])
                        - left[link]
                    )
                    most = out_of[link]
                    if s > most * _OVER:
                        s = most * (1.0 - drop)
                    s = min(max(s, 0.0), most)
                sending[link] = s
                demand += s
                busy = busy or s > 0.0 or unsettled_in[link] > 0 or unsettled_out[link] > 0
            total = 0.0
            to_exit = 0.0
            begin_out, stop_out = first_out[node], first_out[node + 1]
            if demand > 0.0:
                e = exit_of[node]
                at_exit = exit_share[node]
                door = 0.0
                if at_exit > 0.0:
                    door = exit_limit[node]
                    if demand * at_exit > door * _OVER:
                        door *= 1.0 - drop
                passing = demand
                if at_exit > 0.0:
                    passing = min(passing, door / at_exit)
                for at in range(begin_out, stop_out):
                    link = out_link[at]
                    if share[link] <= 0.0:
                        taking[link] = 0.0
                        continue
                    room = left[link]
                    if unsettled_out[link] > 0:
                        room = past(out_ring, out_first[link], out_mask[link], step, wave_whole[link], wave_part[link])
                    room = max(room + storage[link] - entered[link], 0.0)
                    most = into[link]
                    if demand * share[link] > most * _OVER:
                        most *= 1.0 - drop
                    room = min(room, most)
                    passing = min(passing, room / share[link])
                    taking[link] = room
                if not directed:
                    to_exit = passing * at_exit
                    total = to_exit
                    for at in range(begin_out, stop_out):
                        link = out_link[at]
                        taking[link] = min(passing * share[link], taking[link])
                        total += taking[link]
                else:
                    # What was planned first; the others over planned roads, in proportion to the room that is left.
                    to_exit = min(demand * at_exit, door)
                    total = to_exit
                    spare = door - to_exit if at_exit > _PLANNED else 0.0
                    for at in range(begin_out, stop_out):
                        link = out_link[at]
                        planned = min(demand * share[link], taking[link])
                        if share[link] > _PLANNED:
                            spare += taking[link] - planned
                        total += planned
                    more = min((demand - total) / spare, 1.0) if spare > 0.0 and demand > total else 0.0
                    if at_exit > _PLANNED:
                        total += more * (door - to_exit)
                        to_exit += more * (door - to_exit)
                    for at in range(begin_out, stop_out):
                        link = out_link[at]
                        planned = min(demand * share[link], taking[link])
                        extra = more * (taking[link] - planned) if share[link] > _PLANNED else 0.0
                        total += extra
                        taking[link] = planned + extra
                if total >= demand * _NEARLY_ALL:
                    for link in range(begin, stop):
                        leaving[link] = sending[link]
                    gone = wants
                elif total > 0.0:
                    gone = give_way(total, sending, leaving, out_of, begin, stop, wants, own_weight[node])
                else:
                    for link in range(begin, stop):
                        leaving[link] = 0.0
                    gone = 0.0
                waits -= gone
                if e >= 0:
                    arrived[e] += to_exit
                passed += total
            waiting[node] = waits
            for link in range(begin, stop):
                if total > 0.0 and leaving[link] > 0.0:
                    left[link] += leaving[link]
                    unsettled_out[link] = out_mask[link] + 1
                elif unsettled_out[link] > 0:
                    unsettled_out[link] -= 1
                else:
                    continue
                out_ring[np.uint64(out_first[link] + (step & out_mask[link]))] = left[link]
            for at in range(begin_out, stop_out):
                link = out_link[at]
                if total > 0.0 and taking[link] > 0.0:
                    entered[link] += taking[link]
                    unsettled_in[link] = in_mask[link] + 1
                    awake[end[link]] = True
                elif unsettled_in[link] > 0:
                    unsettled_in[link] -= 1
                else:
                    continue
                busy = True
                in_ring[np.uint64(in_first[link] + (step & in_mask[link]))] = entered[link]
            awake[node] = busy
        safe[step - first - 1] = arrived.sum()
    return passed


@kernel
def reached_end(step: int, free: Arrays, rings: Arrays, left: Array) -> Array:
    """Return the vehicles on each link that have driven its whole length and wait, (M)."""
    _, _, _, _, whole, part = free
    first, mask, ring, _, _, _ = rings
    found = np.empty(left.size)
    for link in range(left.size):
        found[link] = max(past(ring, first[link], mask[link], step, whole[link], part[link]) - left[link], 0.0)
    return found
