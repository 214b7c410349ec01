# SPDX-License-Identifier: EUPL-1.2
"""A minimum cut without time: which nodes cannot get rid of what they have too much of, over the roads that there are.

By pushing what is too much to nodes nearer to where there is too little (Goldberg and Tarjan 1988). Whole units: exact.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from weerbaar.base import kernel

Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@kernel
def cut_off(begin: Integers, end: Integers, capacity: Integers, surplus: Integers) -> tuple[Flags, int]:
    """Send as much as possible from nodes with a surplus to nodes with a shortage; N nodes, M links.

    Args:
        begin, end: nodes of each link, length M.
        capacity: of each link, length M; at least 0.
        surplus: of each node, below 0 where there is a shortage, length N.

    Returns:
        The nodes from which no more can be sent, length N: of all minimum cuts the one with most nodes on the side of
        the surplus; and how much was left.
    """
    n = len(surplus)
    # Only links that carry anything take part: each stands with both its ends, the second time to send back.
    first = np.zeros(n + 1, np.int64)
    for link in range(len(begin)):
        if capacity[link] > 0:
            first[begin[link] + 1] += 1
            first[end[link] + 1] += 1
    for node in range(n):
        first[node + 1] += first[node]
    place = first[:-1].copy()
    other = np.empty(first[n], np.int64)
    room = np.empty(first[n], np.int64)
    back = np.empty(first[n], np.int64)
    for link in range(len(begin)):
        if capacity[link] > 0:
            here = place[begin[link]]
            place[begin[link]] += 1
            there = place[end[link]]
            place[end[link]] += 1
            other[here], room[here], back[here] = end[link], capacity[link], there
            other[there], room[there], back[there] = begin[link], 0, here
    left = surplus.copy()
    steps = np.empty(n, np.int64)
    arc = np.empty(n, np.int64)
    line = np.empty(n + 1, np.int64)
    waiting = np.zeros(n, np.bool_)
    while True:
        # Steps from each node to the nearest shortage; n where there is no way.
        steps[:] = n
        count = 0
        for node in range(n):
            if left[node] < 0:
                steps[node] = 0
                line[count] = node
                count += 1
        at = 0
        while at < count:
            node = line[at]
            at += 1
            for way in range(first[node], first[node + 1]):
                from_ = other[way]
                if steps[from_] == n and room[back[way]] > 0:
                    steps[from_] = steps[node] + 1
                    line[count] = from_
                    count += 1
        arc[:] = first[:-1]
        head, tail = 0, 0
        for node in range(n):
            waiting[node] = left[node] > 0 and steps[node] < n
            if waiting[node]:
                line[tail] = node
                tail += 1
        if tail == 0:
            break
        # Steps go stale as roads fill up: they are counted anew after as much work as that takes.
        work, enough = 0, 4 * (n + first[n])
        while head != tail and work < enough:
            node = line[head]
            head = head + 1 if head < n else 0
            waiting[node] = False
            while left[node] > 0:
                if arc[node] == first[node + 1]:
                    lowest = n
                    for way in range(first[node], first[node + 1]):
                        if room[way] > 0 and steps[other[way]] + 1 < lowest:
                            lowest = steps[other[way]] + 1
                    work += first[node + 1] - first[node]
                    steps[node] = lowest
                    arc[node] = first[node]
                    if lowest >= n:
                        break
                way = arc[node]
                to = other[way]
                if room[way] > 0 and steps[to] == steps[node] - 1:
                    amount = min(left[node], room[way])
                    room[way] -= amount
                    room[back[way]] += amount
                    left[node] -= amount
                    left[to] += amount
                    work += 1
                    if left[to] > 0 and not waiting[to]:
                        waiting[to] = True
                        line[tail] = to
                        tail = tail + 1 if tail < n else 0
                else:
                    arc[node] += 1
    rest = 0
    for node in range(n):
        if left[node] > 0:
            rest += left[node]
    return steps == n, rest
