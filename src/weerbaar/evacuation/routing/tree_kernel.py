# SPDX-License-Identifier: EUPL-1.2
"""Kernel: Dijkstra from all exits at once against the direction of the roads (compiled; import inside functions)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from weerbaar.base import kernel

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


@kernel
def push(keys: Floats, nodes: Integers, size: int, key: float, node: int) -> int:
    """Add to a binary heap that is ordered by key and, where keys are equal, by node; return its size."""
    at = size
    while at > 0:
        above = (at - 1) // 2
        if keys[above] < key or (keys[above] == key and nodes[above] <= node):
            break
        keys[at] = keys[above]
        nodes[at] = nodes[above]
        at = above
    keys[at] = key
    nodes[at] = node
    return size + 1


@kernel
def pop(keys: Floats, nodes: Integers, size: int) -> int:
    """Take the first off the heap (read it at place 0 before); return its size."""
    size -= 1
    key = keys[size]
    node = nodes[size]
    at = 0
    while True:
        below = 2 * at + 1
        if below >= size:
            break
        right = below + 1
        if right < size and (keys[right] < keys[below] or (keys[right] == keys[below] and nodes[right] < nodes[below])):
            below = right
        if key < keys[below] or (key == keys[below] and node <= nodes[below]):
            break
        keys[at] = keys[below]
        nodes[at] = nodes[below]
        at = below
    keys[at] = key
    nodes[at] = node
    return size


@kernel
def grow(
    first_in: Integers,
    in_links: Integers,
    begin: Integers,
    cost: Floats,
    exits: Integers,
    exit_cost: Floats,
    times: Floats,
    next_link: Integers,
    rank: Integers,
) -> bool:
    """Fill the least cost to any exit, the first link of that way and the order in which nodes were reached.

    Args:
        first_in: with ``in_links``, the links that end at each node, lengths N + 1 and M.
        in_links: see ``first_in``.
        begin: node where each link begins, length M.
        cost: of each link, not negative; infinite where closed.
        exits: nodes where people are safe, length X.
        exit_cost: of leaving there; infinite where closed.
        times: out, length N; infinite where there is no way.
        next_link: out, length N; -1 where one leaves or there is no way.
        rank: out, length N; -1 where there is no way.

    Returns:
        Whether there is a tree: not where a cost is negative or no number.
    """
    for link in range(len(cost)):
        if not cost[link] >= 0.0:
            return False
    for exit_number in range(len(exit_cost)):
        if not exit_cost[exit_number] >= 0.0:
            return False
    heap_keys = np.empty(len(begin) + len(exits) + 1)
    heap_nodes = np.empty(len(begin) + len(exits) + 1, np.int64)
    size = 0
    times[:] = np.inf
    next_link[:] = -1
    rank[:] = -1
    for exit_number in range(len(exits)):
        node = exits[exit_number]
        if exit_cost[exit_number] < times[node]:
            times[node] = exit_cost[exit_number]
            size = push(heap_keys, heap_nodes, size, times[node], node)
    reached = 0
    while size > 0:
        key = heap_keys[0]
        node = heap_nodes[0]
        size = pop(heap_keys, heap_nodes, size)
        if rank[node] >= 0:
            continue
        rank[node] = reached
        reached += 1
        for place in range(first_in[node], first_in[node + 1]):
            link = in_links[place]
            start = begin[link]
            if rank[start] >= 0:
                continue
            through = key + cost[link]
            if through < times[start]:
                times[start] = through
                next_link[start] = link
                size = push(heap_keys, heap_nodes, size, through, start)
            elif through == times[start] and next_link[start] > link and through < np.inf:
                next_link[start] = link
    return True
