# SPDX-License-Identifier: EUPL-1.2
"""Monte Carlo over uncertain scores and weights: totals, classes and ranks of all scenarios at once.

Draws are made in chunks of a fixed size; chunk number i has its own random numbers, spawned from the seed, and
chunks are added in order. The outcome therefore does not depend on who computes a chunk (C9). Within a
chunk the work goes in tiles that stay in the processor's cache. Totals of one draw use the same weights for all
scenarios, so that ranks compare like with like.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from weerbaar.assessment.histogram import Histogram, LogBins
from weerbaar.assessment.ranking import RankCredit
from weerbaar.assessment.sampling import CellGrid, CellTable
from weerbaar.assessment.weights import WeightSpec

Float = NDArray[np.float64]
Int = NDArray[np.int64]

CHUNK = 1 << 16
"""Draws per chunk: part of the definition of the result, as the seed is."""

# Also part of the definition: random numbers are used tile by tile. Measured best of 4,096 … 32,768: larger
# tiles reuse a table more often, smaller ones stay nearer the processor.
_TILE = 1 << 14


@dataclass(frozen=True, eq=False)
class Simulation:
    """What the draws say about S scenarios, K classes and C criteria.

    Attributes:
        draws: number of draws.
        mean: (S,) mean total of the draws.
        standard_error: (S,) of that mean.
        histogram: the draws in narrow bins, for quantiles and clouds.
        class_counts: (S, K) draws per class.
        rank_credit: (S, S) draws per rank, first rank first, ties spread.
        contributions: (S, C) expected weight × value of every criterion. Weights and scores are independent,
            so this is the product of their expectations, without sampling error; its sum is the exact
            expectation that ``mean`` estimates.
    """

    draws: int
    mean: Float
    standard_error: Float
    histogram: Histogram
    class_counts: Int
    rank_credit: Float
    contributions: Float

    @property
    def class_probability(self) -> Float:
        """Share of draws per class, (S, K)."""
        return self.class_counts / self.draws

    @property
    def rank_acceptability(self) -> Float:
        """Share of draws in which a scenario (row) takes a rank (column); ties spread over their ranks."""
        return self.rank_credit / self.draws

    @property
    def mean_rank(self) -> Float:
        """Mean rank, (S,), 1 = highest."""
        return self.rank_acceptability @ np.arange(1.0, self.rank_credit.shape[1] + 1.0)

    def quantiles(self, probabilities: ArrayLike = (0.05, 0.5, 0.95)) -> Float:
        """Return quantiles of the total, (S, P), to within 0.8 % (see :class:`Histogram`)."""
        return self.histogram.quantiles(probabilities)


def simulate(
    cells: Sequence[Sequence[CellTable]],
    weights: WeightSpec,
    class_bounds: ArrayLike,
    *,
    draws: int,
    seed: int | np.random.SeedSequence,
    executor: Executor | None = None,
    chunk: int = CHUNK,
    progress: Callable[[float], None] | None = None,
) -> Simulation:
    """Draw scores and weights, add up, classify and rank.

    Args:
        cells: S rows of C independent cells.
        weights: how the weights are drawn; one vector per draw, shared by all scenarios.
        class_bounds: (K-1,) ascending lower bounds of classes 1, 2, …, above 0.
        draws: number of draws, at least 2.
        seed: seed, or a seed sequence of the caller.
        executor: who runs the chunks; None = here and now.
        chunk: draws per chunk; another value is another, equally valid, set of random numbers.
        progress: called with the share of the chunks that is done.

    Returns:
        The summary. Same seed, input, draws and chunk give the same bytes with any executor.

    Raises:
        ValueError: shapes do not fit, or a number is out of range.
    """
    grid = CellGrid.of(cells)
    s, c = grid.constants.shape
    expected = weights.mean
    if expected.shape != (c,):
        raise ValueError(f"{expected.size} weights for {c} criteria")
    if draws < 2 or chunk < 1:
        raise ValueError("draws must be at least 2 and chunk at least 1")
    contributions = grid.means * expected
    # Weights sum to 1, so no total passes the highest cell; a scenario of zeros only still needs a scale.
    bins = LogBins(float(grid.highest.max()) or 1.0, np.asarray(class_bounds, dtype=np.float64))
    job = _Job(grid, weights, bins, contributions.sum(axis=1))
    sizes = [min(chunk, draws - start) for start in range(0, draws, chunk)]
    sequence = seed if isinstance(seed, np.random.SeedSequence) else np.random.SeedSequence(seed)
    # Built from the key instead of spawn(), which would give a caller's sequence other children next time.
    children = [
        np.random.SeedSequence(sequence.entropy, spawn_key=(*sequence.spawn_key, i), pool_size=sequence.pool_size)
        for i in range(len(sizes))
    ]
    jobs = [job] * len(sizes)
    parts: Iterable[_Part] = (
        map(_run_chunk, jobs, sizes, children) if executor is None else executor.map(_run_chunk, jobs, sizes, children)
    )
    total = _Part.zero(s, bins)
    for done, part in enumerate(parts, start=1):
        total.merge(part)
        if progress is not None:
            progress(done / len(sizes))
    histogram = Histogram(bins, total.counts, total.sums)
    mean_offset = total.offset / draws
    variance = np.maximum(total.square / draws - mean_offset**2, 0.0)
    return Simulation(
        draws=draws,
        mean=job.expected + mean_offset,
        standard_error=np.sqrt(variance / (draws - 1)),
        histogram=histogram,
        class_counts=histogram.class_counts,
        rank_credit=total.credit.total(),
        contributions=contributions,
    )


@dataclass(frozen=True, eq=False)
class _Job:
    grid: CellGrid
    weights: WeightSpec
    bins: LogBins
    expected: Float


@dataclass(eq=False)
class _Part:
    """Sums over some draws. ``offset`` and ``square`` are of total minus its expectation, which keeps a
    small variance exact beside a large mean."""

    counts: Int
    sums: Float
    offset: Float
    square: Float
    credit: RankCredit

    @classmethod
    def zero(cls, scenarios: int, bins: LogBins) -> _Part:
        counts, sums = np.zeros((scenarios, bins.size), dtype=np.int64), np.zeros((scenarios, bins.size))
        return cls(counts, sums, np.zeros(scenarios), np.zeros(scenarios), RankCredit(scenarios))

    def merge(self, other: _Part) -> None:
        self.counts += other.counts
        self.sums += other.sums
        self.offset += other.offset
        self.square += other.square
        self.credit.merge(other.credit)


def _run_chunk(job: _Job, draws: int, seed: np.random.SeedSequence) -> _Part:
    rng = np.random.Generator(np.random.PCG64DXSM(seed))
    part = _Part.zero(len(job.expected), job.bins)
    for start in range(0, draws, _TILE):
        _run_tile(job, min(_TILE, draws - start), rng, part)
    return part


def _run_tile(job: _Job, n: int, rng: np.random.Generator, part: _Part) -> None:
    weights = job.weights.draw(n, rng)
    if job.grid.constants.any():
        # einsum, not a matrix product: a threaded BLAS may add in another order and change the last bit.
        totals = np.einsum("sc,cn->sn", job.grid.constants, weights)
    else:
        totals = np.zeros((len(job.expected), n))
    size = job.bins.size
    for s, total in enumerate(totals):
        job.grid.add_uncertain(s, weights, rng, total)
        place = job.bins.index(total)
        part.counts[s] += np.bincount(place, minlength=size)
        part.sums[s] += np.bincount(place, weights=total, minlength=size)
        offset = total - job.expected[s]
        part.offset[s] += offset.sum()
        part.square[s] += np.einsum("n,n->", offset, offset)
    part.credit.add(totals)
