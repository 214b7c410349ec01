# SPDX-License-Identifier: EUPL-1.2
"""Kernels: what a journey took by the curves of a run, and the quickest way in time (compiled; import in functions)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from weerbaar.base import kernel
from weerbaar.evacuation.routing.tree_kernel import pop, push

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


@kernel
def times_over_links(period_s: float, entered: Floats, left: Floats, at_least_s: Floats, times: Floats) -> None:
    """Fill the time over each link for who enters at each moment: until as many have left as had entered then.

    Nobody overtakes, so who enters never comes off before who entered earlier; who did not come off during the run is
    taken to come off at its last moment.

    Args:
        period_s: between two moments, s.
        entered: vehicles that entered by each moment, shape (P + 1, M).
        left: vehicles that left by each moment, shape (P + 1, M).
        at_least_s: time over the link with nobody in the way at each moment, infinite where closed, shape (P + 1, M).
        times: out, shape (P + 1, M), s.
    """
    moments, links = entered.shape
    for link in range(links):
        after = 0
        before_off = 0.0
        for moment in range(moments):
            wanted = entered[moment, link] - 1e-6
            while after < moments - 1 and left[after, link] < wanted:
                after += 1
            off = after * period_s
            if after > 0 and left[after, link] > wanted > left[after - 1, link]:
                share = (wanted - left[after - 1, link]) / (left[after, link] - left[after - 1, link])
                off = (after - 1 + share) * period_s
            now = moment * period_s
            if at_least_s[moment, link] == np.inf:
                times[moment, link] = np.inf
                continue
            before_off = max(before_off, off, now + at_least_s[moment, link])
            times[moment, link] = before_off - now


@kernel
def at_moment(times: Floats, node: int, place: float) -> float:
    """Return the time to safety from a node at a moment counted in periods, straight between the moments known."""
    last = times.shape[0] - 1
    if place >= last:
        return float(times[last, node])
    whole = int(place)
    part = place - whole
    if part == 0.0:
        return float(times[whole, node])
    return float((1 - part) * times[whole, node] + part * times[whole + 1, node])


@kernel
def quickest_in_time(
    period_s: float,
    first_in: Integers,
    in_links: Integers,
    begin: Integers,
    end: Integers,
    over: Floats,
    exits: Integers,
    exit_open: npt.NDArray[np.bool_],
    times: Floats,
    next_link: Integers,
    extra: Floats,
) -> None:
    """Fill the least time to safety of who is at each node at each moment, the last moment first.

    Args:
        period_s: between two moments, s.
        first_in: with ``in_links``, the links that end at each node, lengths N + 1 and M.
        in_links: see ``first_in``.
        begin: node where each link begins, length M.
        end: node where each link ends, length M.
        over: time over each link for who enters at each moment, shape (P + 1, M), s.
        exits: nodes where people are safe, length X.
        exit_open: whether one can leave there at each moment, shape (P + 1, X).
        times: out, shape (P + 1, N), s; infinite where there is no way.
        next_link: out, first link of that way, shape (P + 1, N); -1 where one leaves or there is no way.
        extra: out, what it costs to take each link instead of the best from its begin, shape (P + 1, M), s.
    """
    moments, nodes = times.shape
    links = len(begin)
    keys = np.empty(links + nodes + 1)
    heap = np.empty(links + nodes + 1, np.int64)
    done = np.zeros(nodes, np.bool_)
    for back in range(moments):
        moment = moments - 1 - back
        last = back == 0
        size = 0
        done[:] = False
        label = times[moment]
        best = next_link[moment]
        label[:] = np.inf
        best[:] = -1
        for number in range(len(exits)):
            if exit_open[moment, number]:
                label[exits[number]] = 0.0
        if not last:
            # A link that takes a period or more leads to a moment that is known already.
            for link in range(links):
                if over[moment, link] >= period_s:
                    through = over[moment, link] + at_moment(times, end[link], moment + over[moment, link] / period_s)
                    if through < label[begin[link]]:
                        label[begin[link]] = through
                        best[begin[link]] = link
        for node in range(nodes):
            if label[node] < np.inf:
                size = push(keys, heap, size, label[node], node)
        while size > 0:
            node = heap[0]
            size = pop(keys, heap, size)
            if done[node]:
                continue
            done[node] = True
            for place in range(first_in[node], first_in[node + 1]):
                link = in_links[place]
                start = begin[link]
                if done[start] or (not last and over[moment, link] >= period_s):
                    continue
                through = over[moment, link] + at_moment(times, node, moment + over[moment, link] / period_s)
                if through < label[start]:
                    label[start] = through
                    best[start] = link
                    size = push(keys, heap, size, through, start)
        for link in range(links):
            through = over[moment, link] + at_moment(times, end[link], moment + over[moment, link] / period_s)
            start = begin[link]
            extra[moment, link] = max(through - label[start], 0.0) if label[start] < np.inf else 0.0
