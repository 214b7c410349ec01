# SPDX-License-Identifier: EUPL-1.2
"""What people went through in a run, road by road and moment by moment, and what they could have had instead."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from weerbaar.evacuation.network import RoadNetwork

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Experience:
    """Journeys of who is at each node at each moment; P + 1 moments, N nodes, M links.

    Attributes:
        period_s: between two moments, s.
        link_time_s: over each link for who enters then, shape (P + 1, M); infinite where closed.
        safe_time_s: to safety by the quickest way, shape (P + 1, N); infinite where there is none.
        next_link: first link of that way, shape (P + 1, N); -1 where one leaves or there is no way.
        extra_s: what it costs to take each link instead, shape (P + 1, M).
    """

    period_s: float
    link_time_s: Floats
    safe_time_s: Floats
    next_link: Integers
    extra_s: Floats


def experience(
    network: RoadNetwork,
    period_s: float,
    entered_veh: Floats,
    left_veh: Floats,
    at_least_s: Floats,
    exit_open: npt.NDArray[np.bool_],
) -> Experience:
    """Return what journeys took, and the quickest way in time (Cooke and Halsey 1966, by Dijkstra per moment).

    The time over a link is that between equal numbers on its curves of who entered and who left (first in, first
    out). Between two moments times run straight.

    Args:
        network: the roads.
        period_s: between two moments, s.
        entered_veh: entered each link by each moment, shape (P + 1, M).
        left_veh: left each link by each moment, shape (P + 1, M).
        at_least_s: time over each link when nobody is in the way, infinite where closed, shape (P + 1, M).
        exit_open: whether one can leave at each exit at each moment, shape (P + 1, X).
    """
    over = link_times(period_s, entered_veh, left_veh, at_least_s)
    safe, following, extra = quickest_ways(
        network.n_nodes, network.begin, network.end, over, period_s, network.exits, exit_open
    )
    return Experience(period_s, over, safe, following, extra)


def link_times(period_s: float, entered_veh: Floats, left_veh: Floats, at_least_s: Floats) -> Floats:
    """Return the time over each of M links for who enters at each of B moments, s, shape (B, M).

    It is that between equal numbers on the curves of who entered and who left (first in, first out). Who did not come
    off during the run is taken to come off at its last moment.

    Args:
        period_s: between two moments, s.
        entered_veh: entered each link by each moment, shape (B, M).
        left_veh: left each link by each moment, shape (B, M).
        at_least_s: time over each link when nobody is in the way, infinite where closed, shape (B, M).
    """
    from weerbaar.evacuation.routing.experience_kernel import times_over_links

    over = np.empty(entered_veh.shape)
    entered, left, at_least = (np.ascontiguousarray(curves) for curves in (entered_veh, left_veh, at_least_s))
    times_over_links(period_s, entered, left, at_least, over)
    return over


def quickest_ways(
    n_nodes: int,
    begin: Integers,
    end: Integers,
    over_s: Floats,
    period_s: float,
    goals: Integers,
    goal_open: npt.NDArray[np.bool_],
) -> tuple[Floats, Integers, Floats]:
    """Return the quickest ways in time to the nearest of some nodes (Cooke and Halsey 1966, by Dijkstra per moment).

    Args:
        n_nodes: number of nodes, N.
        begin: node where each link begins, length M.
        end: node where each link ends, length M.
        over_s: time over each link for who enters at each of B moments, shape (B, M), s.
        period_s: between two moments, s.
        goals: numbers of the nodes to go to, length X.
        goal_open: whether one can stop there at each moment, shape (B, X).

    Returns:
        Time from each node at each moment, shape (B, N), infinite where there is no way; the first link of that way,
        shape (B, N), -1 at a goal or where there is no way; what it costs to take each link instead, shape (B, M).
    """
    from weerbaar.evacuation.routing.experience_kernel import quickest_in_time

    order = np.argsort(end, kind="stable").astype(np.int64)
    first = np.searchsorted(end[order], np.arange(n_nodes + 1)).astype(np.int64)
    safe = np.empty((len(over_s), n_nodes))
    following = np.empty(safe.shape, np.int64)
    extra = np.empty(over_s.shape)
    quickest_in_time(
        period_s, first, order, begin, end, over_s, goals, np.ascontiguousarray(goal_open), safe, following, extra
    )
    return safe, following, extra
