# SPDX-License-Identifier: EUPL-1.2
"""Kernels: drivers who know the last time, and see how today differs (compiled; import inside functions)."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from weerbaar.base import kernel
from weerbaar.evacuation.routing.experience_kernel import at_moment

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

FADING_S = 1000.0
"""Far away today's queues say less: who is on the way there has not joined them. A third counts after so long."""


@kernel
def time_for(served: Floats, link: int, moment: int, vehicles: float, period_s: float) -> float:
    """Return the time from a moment until the end of a link has served so many more, s; at most to the last moment.

    Args:
        served: vehicles that the end of each link can have served by each moment, shape (P + 1, M).
        link: number.
        moment: number.
        vehicles: how many stand before who enters.
        period_s: between two moments, s.
    """
    last = served.shape[0] - 1
    wanted = served[moment, link] + vehicles
    if served[last, link] <= wanted:
        return float((last - moment) * period_s)
    before, after = moment, last
    while after - before > 1:
        middle = (before + after) // 2
        if served[middle, link] <= wanted:
            before = middle
        else:
            after = middle
    share = (wanted - served[before, link]) / (served[after, link] - served[before, link])
    return float((before - moment + share) * period_s)


@kernel
def costs_today(
    moment: int,
    period_s: float,
    end: Integers,
    over: Floats,
    free_s: Floats,
    served: Floats,
    on_link_before: Floats,
    on_link: Floats,
    safe: Floats,
    next_link: Integers,
    costs: Floats,
) -> None:
    """Fill the time to safety over each link: that of the last run, and what today's queues make it differ.

    A queue that is longer than at this moment of the last run costs what its end needs for the vehicles that are too
    many. On the quickest way of the last run the differences add up, and count less the longer the way to them
    (:data:`FADING_S`): else all on the way react to one queue, before they can see what the others did. Where today
    is as the last run, costs are those that were experienced, half at the begin of the period and half at its end.

    Args:
        moment: number of the moment at which the period begins, below P.
        period_s: between two moments, s.
        end: node where each link ends, length M.
        over: time over each link for who entered at each moment, shape (P + 1, M), s; infinite where closed.
        free_s: time over each link with nobody in the way, now, length M.
        served: see :func:`time_for`.
        on_link_before: vehicles on each link at this moment of the last run, length M.
        on_link: today, length M.
        safe: time to safety from each node at each moment, shape (P + 1, N), s.
        next_link: first link of the quickest way from each node at this moment, length N; -1 where there is none.
        costs: out, length M, s.
    """
    links, nodes = len(end), len(next_link)
    longer = np.zeros(links)
    for link in range(links):
        if over[moment, link] < np.inf and on_link[link] != on_link_before[link]:
            now = max(free_s[link], time_for(served, link, moment, on_link[link], period_s))
            then = max(free_s[link], time_for(served, link, moment, on_link_before[link], period_s))
            longer[link] = max(now - then, free_s[link] - over[moment, link])
    later = np.zeros(nodes)
    # From near to far, so that what the end of a link meets is known before its begin.
    for node in np.argsort(safe[moment], kind="mergesort"):
        link = next_link[node]
        if link >= 0:
            later[node] = longer[link] + later[end[link]] * math.exp(-over[moment, link] / FADING_S)
    costs[:] = 0.0
    for chosen in (moment, moment + 1):
        for link in range(links):
            time = over[chosen, link] + longer[link]
            if time < np.inf:
                differs = later[end[link]] * math.exp(-over[chosen, link] / FADING_S)
                onward = at_moment(safe, end[link], chosen + time / period_s) + differs
                costs[link] += (time + max(onward, 0.0)) / 2
            else:
                costs[link] = np.inf


@kernel
def move(
    first_out: Integers,
    out_links: Integers,
    before: Floats,
    costs: Floats,
    slope: Floats,
    passing: Floats,
    shares: Floats,
) -> None:
    """Fill the shares after people moved to the best road at their node, as many as make the costs equal.

    Args:
        first_out: with ``out_links``, the links that begin at each node, lengths N + 1 and M.
        out_links: see ``first_out``.
        before: shares, length M.
        costs: of each link to safety, length M, infinite where closed.
        slope: what one vehicle per second more costs who takes the link, length M.
        passing: people at each node, length N, veh/s.
        shares: out, length M.
    """
    for node in range(len(first_out) - 1):
        best = -1
        for place in range(first_out[node], first_out[node + 1]):
            link = out_links[place]
            shares[link] = before[link]
            if costs[link] < np.inf and (best < 0 or costs[link] < costs[best]):
                best = link
        if best < 0:
            continue
        for place in range(first_out[node], first_out[node + 1]):
            link = out_links[place]
            if link != best and before[link] > 0.0:
                lost = costs[link] - costs[best]
                each = passing[node] * (slope[link] + slope[best])
                moved = before[link] if lost >= before[link] * each else lost / each
                shares[link] -= moved
                shares[best] += moved


@kernel
def compare(first_out: Integers, out_links: Integers, extra: Floats, more: Floats, best: Integers) -> None:
    """Fill what each link costs more than the best at its node, for who chooses within each period.

    Args:
        first_out: with ``out_links``, the links that begin at each node, lengths N + 1 and M.
        out_links: see ``first_out``.
        extra: what each link costs more than the best for who comes at each moment, shape (P + 1, M), s.
        more: out, shape (P, M), s; half of it at the begin of the period and half at its end.
        best: out, that best link, shape (P, N); -1 where there is none.
    """
    for period in range(len(more)):
        for node in range(len(first_out) - 1):
            least = np.inf
            best[period, node] = -1
            for place in range(first_out[node], first_out[node + 1]):
                link = out_links[place]
                more[period, link] = (extra[period, link] + extra[period + 1, link]) / 2
                if more[period, link] < least:
                    least = more[period, link]
                    best[period, node] = link
            if least < np.inf:
                for place in range(first_out[node], first_out[node + 1]):
                    more[period, out_links[place]] -= least
