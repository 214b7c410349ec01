# SPDX-License-Identifier: EUPL-1.2
"""Kernel: which share can go on where more come than a road carries (compiled; import inside functions)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from weerbaar.base import kernel

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


@kernel
def share_that_fits(
    begin: Integers,
    end: Integers,
    lag: Floats,
    capacity: Floats,
    exits: Integers,
    exit_capacity: Floats,
    stage: Integers,
    links: Floats,
    leaving: Floats,
    through: Floats,
) -> None:
    """Find which share of those at each node in each step can go on so far that none is too many.

    People are counted forwards over the roads. What is too much on one is then taken off, backwards in time, from all
    who come there: who passes several such roads is held back for the worst.

    Args:
        begin, end: nodes of links, length M, in an order in which a link of less than a step comes before those that
            begin at its end.
        lag: steps that each link takes, length M.
        capacity: of links, length M.
        exits, exit_capacity: nodes where people leave and what can leave there, length X.
        stage: which shares hold at each node in each period, shape (P, N); a period has T / P steps.
        links, leaving: shares of links and of exits in each of S stages, shapes (S, M) and (S, X).
        through: who sets out at each node in each step, shape (T, N), the only array of that size; becomes the share.
    """
    steps, n_nodes = through.shape
    per_period = steps // len(stage)
    whole = lag.astype(np.int64)
    for at in range(steps):
        for link in range(len(begin)):
            flow = through[at, begin[link]] * links[stage[at // per_period, begin[link]], link]
            part, then = lag[link] - whole[link], at + whole[link]
            if then < steps:
                through[then, end[link]] += flow * (1.0 - part)
            if part > 0 and then + 1 < steps:
                through[then + 1, end[link]] += flow * part
    fits = np.empty(n_nodes)
    for at in range(steps - 1, -1, -1):
        fits[:] = 1.0
        for x in range(len(exits)):
            flow = through[at, exits[x]] * leaving[stage[at // per_period, exits[x]], x]
            if flow > exit_capacity[x]:
                fits[exits[x]] = exit_capacity[x] / flow
        for link in range(len(begin) - 1, -1, -1):
            node = begin[link]
            flow = through[at, node] * links[stage[at // per_period, node], link]
            if flow > 0:
                then = at + whole[link]
                share = min(fits[node], capacity[link] / flow)
                if then < steps:
                    share = min(share, fits[end[link]] if then == at else through[then, end[link]])
                if lag[link] > whole[link] and then + 1 < steps:
                    share = min(share, through[then + 1, end[link]])
                fits[node] = share
        # Of later steps only the share matters from here on.
        through[at] = fits
