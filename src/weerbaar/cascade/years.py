# SPDX-License-Identifier: EUPL-1.2
"""Simulated years, counted: what the Belgian engine does day by day, without walking the days.

Most days nothing starts, and from most beginnings nothing follows. How many days do, in all years together, is one
multinomial and one binomial number; only event graphs with a consequence are drawn.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from weerbaar.cascade.collisions import kernel_seed, run_all, writable
from weerbaar.cascade.network import DAYS_PER_YEAR, Network
from weerbaar.cascade.result import YearCounts

Float = NDArray[np.float64]
Int = NDArray[np.int64]

# Event graphs per piece of work. Counts are whole numbers, so the outcome does not depend on it.
_GRAPHS = 1 << 17

# Tells the event graphs of years from those of other simulations with the same seed.
_PURPOSE = 0x59454152


@dataclass(frozen=True, eq=False)
class _Job:
    seed: int
    arrays: tuple[Any, ...]
    roots: Int
    first: Int
    last: Int


def simulate_years(
    network: Network,
    *,
    years: int,
    seed: int,
    executor: Executor | None = None,
    progress: Callable[[float], None] | None = None,
) -> YearCounts:
    """Count in how many event graphs of ``years`` × 365 days each state occurs.

    Args:
        network: what starts and what follows.
        years: at least 1.
        seed: any whole number of at most 64 bits.
        executor, progress: see :func:`~weerbaar.cascade.simulate`.

    Returns:
        The counts; the same for any executor. Of two states of the same event graph the counts are correlated;
        standard errors are those of one state, from a binomial number of days per beginning risk.
    """
    starts, graphs = _beginnings(network, years * DAYS_PER_YEAR, seed)
    root_counts = np.zeros((len(network.ids), network.states), dtype=np.int64)
    link_counts = np.zeros(network.p.shape, dtype=np.int64)
    jobs = [_Job(seed ^ _PURPOSE, network.kernel_arrays, *part) for part in _pieces(graphs)]
    intensities = len(network.intensities)
    for job, (per_root, per_link) in zip(jobs, run_all(_run, jobs, executor, progress), strict=True):
        np.add.at(root_counts, job.roots // intensities, per_root)
        link_counts += per_link
    own = np.arange(network.states)
    root_counts[own // intensities, own] += starts
    counts = root_counts.sum(axis=0)
    share = root_counts / (years * DAYS_PER_YEAR)
    variance = (root_counts * (1.0 - share)).sum(axis=0)
    possible = network.reached(network.starts_per_year > 0.0)
    se = np.sqrt(np.where((counts == 0) & possible, 1.0, variance)) / years
    return YearCounts(years, counts, counts / years, se, starts, link_counts)


def _beginnings(network: Network, days: int, seed: int) -> tuple[Int, Int]:
    """Draw, per state, the number of root events, and of those that have a consequence; an actor has no others."""
    intensities = len(network.intensities)
    counted = np.minimum(network.starts_per_year / DAYS_PER_YEAR, 1.0).reshape(-1, intensities)
    starts, graphs = np.zeros(network.states, dtype=np.int64), np.zeros(network.states, dtype=np.int64)
    for risk, chances in enumerate(counted):
        rng = np.random.Generator(np.random.PCG64DXSM(np.random.SeedSequence([seed % 2**64, _PURPOSE, risk])))
        states = slice(risk * intensities, (risk + 1) * intensities)
        # One draw a day for all intensities together: two of them never start on the same day.
        rest = max(0.0, 1.0 - float(chances.sum()))
        drawn = rng.multinomial(days, np.append(chances, rest) / (chances.sum() + rest))[:-1]
        starts[states] = drawn
        graphs[states] = drawn if network.actor[risk] else rng.binomial(drawn, network.p_follow_up[states])
    return starts, graphs


def _pieces(graphs: Int) -> list[tuple[Int, Int, Int]]:
    """Cut the event graphs of all states into pieces of work: (states, first numbers, last numbers)."""
    pieces: list[tuple[Int, Int, Int]] = []
    rows: list[tuple[int, int, int]] = []
    room = _GRAPHS
    for root in np.flatnonzero(graphs).tolist():
        first, total = 0, int(graphs[root])
        while first < total:
            last = min(total, first + room)
            rows.append((root, first, last))
            room -= last - first
            first = last
            if room == 0:
                pieces.append(_columns(rows))
                rows, room = [], _GRAPHS
    if rows:
        pieces.append(_columns(rows))
    return pieces


def _columns(rows: list[tuple[int, int, int]]) -> tuple[Int, Int, Int]:
    table = np.array(rows, dtype=np.int64)
    return table[:, 0].copy(), table[:, 1].copy(), table[:, 2].copy()


def _run(job: _Job) -> tuple[Int, Int]:
    from weerbaar.cascade.kernels import count_years

    n = len(job.arrays[0]) - 1
    per_root = np.zeros((len(job.roots), n), dtype=np.int64)
    per_link = np.zeros(job.arrays[5].shape, dtype=np.int64)
    roots, first, last = writable((job.roots, job.first, job.last))
    count_years(kernel_seed(job.seed), writable(job.arrays), roots, first, last, per_root, per_link)
    return per_root, per_link
