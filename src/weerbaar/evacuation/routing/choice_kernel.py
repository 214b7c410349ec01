# SPDX-License-Identifier: EUPL-1.2
"""Kernel: drivers who look at the way to safety and spread over the roads at their node (compiled; import inside
functions)."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from weerbaar.base import kernel

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


@kernel
def is_nearer(rank: Integers, here: int, there: int, time_s: float) -> bool:
    """Whether an open link leads from a node to one from where safety is nearer."""
    return 0 <= rank[there] < rank[here] and time_s < math.inf


@kernel
def choose(
    first_out: Integers,
    out_links: Integers,
    end: Integers,
    time_s: Floats,
    cost: Floats,
    next_link: Integers,
    rank: Integers,
    usual: Floats,
    spread: float,
    renewed: float,
    opinion: Floats,
    shares: Floats,
) -> None:
    """Fill the shares of links, and let drivers look anew.

    Args:
        first_out: with ``out_links``, the links that begin at each node, lengths N + 1 and M.
        out_links: see ``first_out``.
        end: node where each link ends, length M.
        time_s: over each link, infinite where closed, length M.
        cost: time to safety from each node, length N.
        next_link: first link of the quickest way, length N; -1 where one leaves or there is no way.
        rank: order from near to far, length N; -1 where there is no way.
        usual: shares of who has no way, length M.
        spread: of the logit, as a share of the time to safety; 0 for the best road only.
        renewed: share of the drivers that looks anew.
        opinion: shares that drivers had in mind, length M; changed in place.
        shares: out, length M; of roads that bring one nearer to safety only, together 1 at every node on the way.
    """
    for node in range(rank.size):
        begin, stop = first_out[node], first_out[node + 1]
        total = 0.0
        for place in range(begin, stop):
            link = out_links[place]
            weight = 1.0 if link == next_link[node] else 0.0
            if spread > 0.0 and is_nearer(rank, node, end[link], time_s[link]):
                longer = time_s[link] + cost[end[link]] - cost[node]
                weight = math.exp(-longer / (spread * (cost[node] if cost[node] > 0.0 else 1.0)))
            shares[link] = weight
            total += weight
        kept = 0.0
        for place in range(begin, stop):
            link = out_links[place]
            wanted = shares[link] / total if total > 0.0 else 0.0
            opinion[link] += renewed * (wanted - opinion[link])
            shares[link] = opinion[link] if is_nearer(rank, node, end[link], time_s[link]) else 0.0
            kept += shares[link]
        for place in range(begin, stop):
            link = out_links[place]
            if rank[node] < 0:
                shares[link] = usual[link]
            elif next_link[node] >= 0 and kept > 0.0:
                shares[link] /= kept
            else:
                shares[link] = 0.0
