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
    from weerbaar.evacuation.routing.experience_kernel import quickest_in_time, times_over_links

    moments = len(entered_veh)
    over = np.empty((moments, network.n_links))
    times_over_links(
        period_s,
        np.ascontiguousarray(entered_veh),
        np.ascontiguousarray(left_veh),
        np.ascontiguousarray(at_least_s),
        over,
    )
    safe = np.empty((moments, network.n_nodes))
    following = np.empty((moments, network.n_nodes), np.int64)
    extra = np.empty((moments, network.n_links))
    first, links = network.in_links
    quickest_in_time(
        period_s,
        first,
        links,
        network.begin,
        network.end,
        over,
        network.exits,
        np.ascontiguousarray(exit_open),
        safe,
        following,
        extra,
    )
    return Experience(period_s, over, safe, following, extra)
