# SPDX-License-Identifier: EUPL-1.2
"""Total impact of the event graphs that begin with each state: distribution, and what it comes from.

Of one beginning state at a time all totals are in memory, M × (K + 1) numbers, for its quantiles; only summaries leave.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from weerbaar.cascade.collisions import kernel_seed, run_all, writable
from weerbaar.cascade.network import Network
from weerbaar.cascade.noise import ImpactNoise, NoiseTables
from weerbaar.cascade.result import HISTOGRAM_EDGES, QUANTILES, Effects, Impacts

Float = NDArray[np.float64]
Int = NDArray[np.int64]

# Event graphs, and beginning states, per piece of work. The outcome does not depend on them.
_GRAPHS = 1 << 16
_ROOTS = 16

# Tells these event graphs from those of other simulations with the same seed.
_PURPOSE = 0x494D5041


@dataclass(frozen=True, eq=False)
class _Job:
    seed: int
    arrays: tuple[Any, ...]
    noise: NoiseTables
    roots: Int
    conditional: NDArray[np.bool_]
    indicators: int
    events: int


@dataclass(frozen=True, eq=False)
class _Summary:
    """One beginning state; see :class:`Impacts` and :class:`Effects`."""

    mean: Float
    sd: Float
    quantiles: Float
    histogram: Int
    states: Int
    counts: Int
    first_counts: Int
    first_sums: Float
    own_sum: float


def simulate_impacts(
    network: Network,
    *,
    events: int,
    seed: int,
    noise: ImpactNoise = "bnra",
    executor: Executor | None = None,
    progress: Callable[[float], None] | None = None,
) -> Impacts:
    """Draw ``events`` event graphs for each beginning state and describe their total impact.

    Args:
        network: what follows, and direct impacts.
        events: at least 2.
        seed: any whole number of at most 64 bits.
        noise: what to do with a direct impact each time that it occurs.
        executor, progress: see :func:`~weerbaar.cascade.simulate`.

    Returns:
        The distributions; the same bytes for any executor.
    """
    if events < 2:
        raise ValueError("a spread takes at least 2 events")
    tables = NoiseTables.of(network, noise)
    conditional = network.actor_state & (network.p_follow_up > 0.0)
    size = max(1, min(_ROOTS, _GRAPHS // events))
    states = np.arange(network.states)
    jobs = [
        _Job(seed ^ _PURPOSE, network.kernel_arrays, tables, some, conditional[some], len(network.indicators), events)
        for some in (states[start : start + size] for start in range(0, len(states), size))
    ]
    rows = [summary for part in run_all(_run, jobs, executor, progress) for summary in part]
    sd = np.array([row.sd for row in rows])
    return Impacts(
        events=events,
        mean=np.array([row.mean for row in rows]),
        sd=sd,
        se=sd / np.sqrt(events),
        quantiles=np.array([row.quantiles for row in rows]),
        histogram=np.array([row.histogram for row in rows]),
        effects=_effects(rows, events),
    )


def _effects(rows: list[_Summary], events: int) -> Effects:
    total = np.array([row.own_sum + row.first_sums.sum() for row in rows])
    scale = np.where(total > 0.0, 1.0 / np.where(total > 0.0, total, 1.0), 0.0)
    sizes = [len(row.states) for row in rows]
    return Effects(
        offsets=np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)]),
        states=np.concatenate([row.states for row in rows]),
        probability=np.concatenate([row.counts for row in rows]) / events,
        first_probability=np.concatenate([row.first_counts for row in rows]) / events,
        impact_share=np.concatenate([row.first_sums for row in rows]) * np.repeat(scale, sizes),
        direct_share=np.array([row.own_sum for row in rows]) * scale,
    )


def _run(job: _Job) -> list[_Summary]:
    from weerbaar.cascade.kernels import draw_impacts

    n = len(job.arrays[0]) - 1
    arrays, noise = writable(job.arrays), writable(job.noise.arrays())
    totals = np.empty((job.indicators + 1, job.events))
    found = []
    for root, conditional in zip(job.roots.tolist(), job.conditional.tolist(), strict=True):
        counts, first_counts, first_sums = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64), np.zeros(n)
        draw_impacts(kernel_seed(job.seed), arrays, noise, root, conditional, totals, counts, first_counts, first_sums)
        own_sum, first_sums[root] = float(first_sums[root]), 0.0
        states = np.flatnonzero(counts)
        mean = totals.mean(axis=1)
        away = totals - mean[:, None]
        # Before the quantiles, which change the order.
        histogram = _histogram(totals[-1])
        found.append(
            _Summary(
                mean=mean,
                sd=np.sqrt(np.einsum("km,km->k", away, away) / (job.events - 1)),
                quantiles=_quantiles(totals),
                histogram=histogram,
                states=states,
                counts=counts[states],
                first_counts=first_counts[states],
                first_sums=first_sums[states],
                own_sum=own_sum,
            )
        )
    return found


def _quantiles(totals: Float) -> Float:
    """Return quantiles of each row, (K + 1, 3), interpolated linearly; changes the order within rows.

    Partitions around the median, then its halves: about two passes, where a sort takes many.
    """
    size = totals.shape[1]
    place = np.array(QUANTILES) * (size - 1)
    low = np.floor(place).astype(np.int64).tolist()
    totals.partition(low[1], axis=1)
    if low[0] < low[1]:
        totals[:, : low[1]].partition(low[0], axis=1)
    if low[2] > low[1]:
        totals[:, low[1] + 1 :].partition(low[2] - low[1] - 1, axis=1)
    result = totals[:, low]
    for i, at in enumerate(low):
        share = place[i] - at
        if share > 0.0:
            # What is larger lies up to the next place that is in order.
            end = next(place for place in (*low, size - 1) if place > at)
            result[:, i] += share * (totals[:, at + 1 : end + 1].min(axis=1) - totals[:, at])
    return result


def _histogram(totals: Float) -> Int:
    place = np.searchsorted(HISTOGRAM_EDGES, totals, side="right")
    return np.bincount(place, minlength=len(HISTOGRAM_EDGES) + 1).astype(np.int64)
