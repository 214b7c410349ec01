# SPDX-License-Identifier: EUPL-1.2
"""Total impact of the event graphs that begin with each state: distribution, and what it comes from.

Of one beginning state at a time (or a few, where M is small) all totals are in memory, M × (K + 1) numbers, for its
quantiles; only summaries leave.
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

# Event graphs to summarise at a time where beginnings have few: fewer calls, and still near the processor.
_TOGETHER = 1 << 12

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
    histogram: NDArray[np.int32]
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
    arrays, noise = writable(job.arrays), writable(job.noise.arrays())
    together = max(1, _TOGETHER // job.events)
    found = []
    for first in range(0, len(job.roots), together):
        some = slice(first, first + together)
        found += _summaries(job, arrays, noise, job.roots[some].tolist(), job.conditional[some].tolist())
    return found


def _summaries(
    job: _Job, arrays: tuple[Any, ...], noise: tuple[Any, ...], roots: list[int], conditional: list[bool]
) -> list[_Summary]:
    from weerbaar.cascade.kernels import count_bins, draw_impacts

    rows, columns, n = len(roots), job.indicators + 1, len(arrays[0]) - 1
    totals = np.empty((rows, columns, job.events))
    counts, first_counts = np.zeros((2, rows, n), dtype=np.int64)
    first_sums = np.zeros((rows, n))
    seed = kernel_seed(job.seed)
    for i, root in enumerate(roots):
        out = totals[i], counts[i], first_counts[i], first_sums[i]
        draw_impacts(seed, arrays, noise, root, conditional[i], *out)
    # Each indicator of each beginning is a row from here on.
    flat = totals.reshape(rows * columns, job.events)
    mean = flat.mean(axis=1)
    away = flat - mean[:, None]
    sd = np.sqrt(np.einsum("rm,rm->r", away, away) / (job.events - 1)).reshape(rows, columns)
    histogram = np.zeros((rows * columns, len(HISTOGRAM_EDGES) + 1), dtype=np.int32)
    count_bins(flat, HISTOGRAM_EDGES, _FIRST_EDGE, histogram)
    histograms = histogram.reshape(rows, columns, -1)
    # Last, for this changes the order.
    quantiles = _quantiles(flat).reshape(rows, columns, len(QUANTILES))
    mean = mean.reshape(rows, columns)
    found = []
    for i, root in enumerate(roots):
        own_sum, first_sums[i, root] = float(first_sums[i, root]), 0.0
        states = np.flatnonzero(counts[i])
        effects = states, counts[i, states], first_counts[i, states], first_sums[i, states]
        found.append(_Summary(mean[i], sd[i], quantiles[i], histograms[i], *effects, own_sum))
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


# Of each exponent of a double, how many edges its power of two has reached.
_FIRST_EDGE = np.searchsorted(HISTOGRAM_EDGES, 2.0 ** np.clip(np.arange(2048.0) - 1023, -1022, 1023), side="right")
