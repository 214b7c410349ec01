# SPDX-License-Identifier: EUPL-1.2
"""Compiled: what who guides sees of the roads, and what becomes of the shares that he says."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from weerbaar.base import kernel
from weerbaar.evacuation.simulation.guide import STANDSTILL
from weerbaar.evacuation.simulation.link_kernel import past

# Numba looks at what it is given; these are for readers.
Array = NDArray[Any]

ROUNDING = 1e-6
"""With fewer vehicles in it there is no queue."""


@kernel
def reached_end(step: int, roads: Array, in_ring: Array) -> Array:
    """Return the vehicles on each link that have driven its whole length and wait, (M)."""
    found = np.empty(roads.size)
    for link in range(roads.size):
        road = roads[link]
        there = past(in_ring, road.in_first, road.in_mask, step, road.free_whole, road.free_part)
        found[link] = max(there - road.left, 0.0)
    return found


@kernel
def observe(
    step: int,
    since: int,
    step_s: float,
    order: Array,
    lag: Array,
    roads: Array,
    in_ring: Array,
    seen: Array,
    found: Array,
) -> None:
    """Find what who guides sees.

    Args:
        step: now.
        since: step of the last look; 0 before the first.
        order: place of each of ``roads`` among those of the network.
        lag: time over each road, steps.
        seen: who had left and who waited at the last look, (M, 2); those of now on return.
        found: travel time (s; infinite where closed), vehicles and capacity (veh/s), (3, M), filled; in the order of
            the network.
    """
    for place in range(roads.size):
        road = roads[place]
        link = order[place]
        there = past(in_ring, road.in_first, road.in_mask, step, road.free_whole, road.free_part)
        queued = there - road.left if there - road.left > ROUNDING else 0.0
        open_road = road.into > 0.0 and road.out_of > 0.0
        rate = road.out_of
        if step > since and queued > 0.0 and seen[place, 1] > 0.0:
            flow = (road.left - seen[place, 0]) / (step - since)
            rate = min(max(flow, STANDSTILL * road.out_of), road.out_of)
        delay = queued / rate if queued > 0.0 and open_road else 0.0
        seen[place, 0] = road.left
        seen[place, 1] = queued
        found[0, link] = (lag[place] + delay) * step_s if open_road else np.inf
        found[1, link] = max(road.entered - road.left, 0.0)
        found[2, link] = min(road.into, road.out_of) / step_s


@kernel
def part_of(share: float, is_open: bool, total: Array) -> float:
    """Return a share as part of those that are open at the node, or of all where none is."""
    if total[1] > 0.0:
        return share / total[1] if is_open else 0.0
    return share / total[0] if total[0] > 0.0 else 0.0


@kernel
def share_out(
    links: Array, exits: Array, order: Array, begin: Array, exit_nodes: Array, roads: Array, nodes: Array, total: Array
) -> int:
    """Let people take these shares; those of closed roads and exits go to the others at the node where one is open.

    Args:
        links: share of each link in the order of the network, (M).
        exits: of each exit, (X).
        order: place of each of ``roads`` among those of the network.
        begin: node where each of ``roads`` begins.
        exit_nodes: node of each exit.
        total: room for the shares at each node, of all roads and of those that are open, (N, 2).

    Returns:
        A node where shares are negative, no numbers, or together neither 1 nor nothing; -1 for none.
    """
    total[:] = 0.0
    wrong = -1
    for place in range(roads.size):
        share = links[order[place]]
        if not share >= 0.0:
            wrong = begin[place]
        total[begin[place], 0] += share
        if roads[place].into > 0.0:
            total[begin[place], 1] += share
    for at in range(exits.size):
        if not exits[at] >= 0.0:
            wrong = exit_nodes[at]
        total[exit_nodes[at], 0] += exits[at]
        if nodes[exit_nodes[at]].exit_limit > 0.0:
            total[exit_nodes[at], 1] += exits[at]
    for node in range(nodes.size):
        if not (abs(total[node, 0] - 1.0) <= 1e-6 or total[node, 0] <= 1e-12):
            wrong = node
        nodes[node].exit_share = 0.0
    for place in range(roads.size):
        road = roads[place]
        road.share = part_of(links[order[place]], road.into > 0.0, total[begin[place]])
    for at in range(exits.size):
        node = nodes[exit_nodes[at]]
        node.exit_share = part_of(exits[at], node.exit_limit > 0.0, total[exit_nodes[at]])
    return wrong
