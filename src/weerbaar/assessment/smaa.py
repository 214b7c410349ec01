# SPDX-License-Identifier: EUPL-1.2
"""Stochastic multicriteria acceptability analysis (SMAA-2): which weights, and which outcomes of uncertain scores, put
a scenario on which rank (Lahdelma and Salminen 2001; Tervonen and Figueira 2008).

Draws are made in chunks with random numbers of their own, added in order, so that the outcome does not depend on who
computes a chunk (C9). Ranks and ties are those of ``ranking.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from weerbaar.assessment.lookup_tables import BLOCK, LookUpTables
from weerbaar.assessment.polytope import Mixing, WeightPolytope
from weerbaar.assessment.ranking import MAX_SCENARIOS
from weerbaar.assessment.sampling import CellTable
from weerbaar.assessment.sorting_network import sorting_network

Float = NDArray[np.float64]

CHUNK = 1 << 16
"""Draws per chunk: part of the definition of the result, as the seed is."""

CONFIDENCE_DRAWS = 20_000
"""Draws of the scores for the confidence factors; their standard error is then at most 0.0036."""

_CONFIDENCE_CHUNK = 1 << 12
_MOST_PER_BATCH, _LEAST_PER_BATCH, _BATCHES = 8192, 256, 64


@dataclass(frozen=True, eq=False)
class AcceptabilityAnalysis:
    """What the draws say about S scenarios and C criteria.

    Attributes:
        draws: number of draws.
        rank_acceptability: (S, S) share of the draws in which a scenario (row) takes a rank (column, first rank first);
            tied scenarios share their ranks.
        standard_error: (S, S) Monte Carlo error of that share: binomial for independent weights, from the differences
            between independent groups of chains for hit-and-run (NaN where the draws make one group only).
        central_weights: (S, C) mean of the weights that put a scenario first; NaN where no draw did.
        confidence: (S,) confidence factor: probability that a scenario is first when the weights are its central
            weights; NaN where it has none.
        confidence_error: (S,) its standard error; 0 where the scores are certain.
        pairwise: (S, S) share of the draws in which the row is above the column, ties counting half; one half on the
            diagonal. None when not asked for.
        mixing: of the chains; None for independent weights.
    """

    draws: int
    rank_acceptability: Float
    standard_error: Float
    central_weights: Float
    confidence: Float
    confidence_error: Float
    pairwise: Float | None
    mixing: Mixing | None

    @property
    def expected_rank(self) -> Float:
        """Mean rank, (S,), 1 = highest."""
        return self.rank_acceptability @ np.arange(1.0, len(self.rank_acceptability) + 1.0)

    @property
    def holistic(self) -> Float:
        """Holistic acceptability, (S,): the acceptabilities of the ranks, weighted by the centroid weights.

        The weight of rank r is Σ_{i≥r} 1/i divided by Σ_i 1/i (Lahdelma and Salminen 2001, section 4).
        """
        tail = np.cumsum(1.0 / np.arange(len(self.rank_acceptability), 0, -1))[::-1]
        weighted: Float = self.rank_acceptability @ (tail / tail[0])
        return weighted

    def as_dict(self) -> dict[str, Any]:
        """Return plain lists and numbers for JSON; None stands for what is not defined."""
        return {
            "draws": self.draws,
            "rank_acceptability": self.rank_acceptability.tolist(),
            "standard_error": [[_number(v) for v in row] for row in self.standard_error],
            "expected_rank": self.expected_rank.tolist(),
            "holistic_acceptability": self.holistic.tolist(),
            "central_weights": [None if np.isnan(row[0]) else row.tolist() for row in self.central_weights],
            "confidence": [_number(v) for v in self.confidence],
            "confidence_error": [_number(v) for v in self.confidence_error],
            "pairwise": None if self.pairwise is None else self.pairwise.tolist(),
            "mixing": None
            if self.mixing is None
            else {"r_hat": self.mixing.r_hat.tolist(), "effective_draws": self.mixing.effective.tolist()},
        }


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def acceptability_analysis(
    cells: Sequence[Sequence[CellTable]],
    weights: WeightPolytope,
    *,
    draws: int,
    seed: int | np.random.SeedSequence,
    confidence_draws: int = CONFIDENCE_DRAWS,
    pairwise: bool = True,
    executor: Executor | None = None,
    progress: Callable[[float], None] | None = None,
) -> AcceptabilityAnalysis:
    """Draw weights and scores together, rank, and tell what supports each scenario.

    The value of a scenario is the weighted sum of its cells. Weights are uniform on the polytope, cells independent.

    Args:
        cells: S rows of C cells.
        weights: which weights are admissible.
        draws: number of draws, at least 2.
        seed: seed, or a seed sequence of the caller.
        confidence_draws: draws of the scores for the confidence factors; certain scores need none.
        pairwise: whether to count how often each scenario is above each other one.
        executor: who runs the chunks; None = here and now.
        progress: called with the share of the chunks that is done.

    Returns:
        The analysis. Same seed, input and numbers of draws give the same bytes with any executor.

    Raises:
        ValueError: shapes do not fit, too many scenarios, or too few draws.
    """
    tables = LookUpTables.of(cells)
    s, c = tables.shape
    if weights.criteria != c:
        raise ValueError(f"weights for {weights.criteria} criteria, but cells for {c}")
    if draws < 2 or confidence_draws < 2:
        raise ValueError("draws and confidence_draws must be at least 2")
    if s > MAX_SCENARIOS:
        raise ValueError(f"ranks are for 1 to {MAX_SCENARIOS} scenarios, not {s}")
    sequence = seed if isinstance(seed, np.random.SeedSequence) else np.random.SeedSequence(seed)
    job = _Job(tables, weights, pairwise, _batch_size(draws, weights))
    sizes = _split(draws, CHUNK)
    later = _split(1 if tables.certain else confidence_draws, _CONFIDENCE_CHUNK)
    steps = len(sizes) + len(later)

    def tell(done: int) -> None:
        if progress is not None:
            progress(done / steps)

    total = _Part.zero(s, c, pairwise)
    parts = _map(executor, _rank_chunk, [job] * len(sizes), sizes, [_key(sequence, 0, i) for i in range(len(sizes))])
    for done, part in enumerate(parts, start=1):
        total.merge(part)
        tell(done)
    credit = _credit(total.counts, total.tied)
    acceptability = credit / draws
    first = credit[:, 0] > 0
    central = np.full((s, c), np.nan)
    central[first] = total.central[first] / credit[first, :1]
    chosen = np.flatnonzero(first)
    order = np.lexsort((acceptability @ np.arange(s), -acceptability[:, 0]))
    won = np.zeros(len(chosen))
    trial = _Trial(tables, chosen, np.ascontiguousarray(central[chosen]), order)
    keys = [_key(sequence, 1, i) for i in range(len(later))]
    for done, gained in enumerate(
        _map(executor, _confidence_chunk, [trial] * len(later), later, keys), start=len(sizes) + 1
    ):
        won += gained
        tell(done)
    confidence, error = np.full(s, np.nan), np.full(s, np.nan)
    confidence[chosen] = won / sum(later)
    error[chosen] = 0.0 if tables.certain else _binomial(confidence[chosen], sum(later))
    return AcceptabilityAnalysis(
        draws=draws,
        rank_acceptability=acceptability,
        standard_error=_binomial(acceptability, draws) if weights.independent else total.batch_error(acceptability),
        central_weights=central,
        confidence=confidence,
        confidence_error=error,
        pairwise=_shares_won(total.wins, draws) if pairwise else None,
        mixing=None if weights.independent else _mixing(total),
    )


@dataclass(frozen=True, eq=False)
class _Job:
    tables: LookUpTables
    weights: WeightPolytope
    pairwise: bool
    batch: int


@dataclass(frozen=True, eq=False)
class _Trial:
    """The scenarios with central weights (P,), those weights (P, C), and all scenarios, strongest first."""

    tables: LookUpTables
    chosen: NDArray[np.int64]
    profiles: Float
    order: NDArray[np.int64]


@dataclass(eq=False)
class _Part:
    """Sums over some draws; of hit-and-run also over batches, each of which has chains of its own.

    Attributes:
        sizes: draws of every batch.
        square, cross: Σ credit² and Σ credit × size over batches, (S, S).
        chains: per batch the mean and the variance of the weights of every chain, and the chains' length.
    """

    counts: NDArray[np.int64]
    tied: Float
    central: Float
    wins: Float
    square: Float
    cross: Float
    sizes: list[int] = field(default_factory=list)
    chains: list[tuple[Float, Float, int]] = field(default_factory=list)

    @classmethod
    def zero(cls, s: int, c: int, pairwise: bool) -> _Part:
        n = s if pairwise else 0
        square, cross = np.zeros((s, s)), np.zeros((s, s))
        return cls(
            np.zeros((s, s), dtype=np.int64), np.zeros((s, s + 1)), np.zeros((s, c)), np.zeros((n, n)), square, cross
        )

    def merge(self, other: _Part) -> None:
        self.counts += other.counts
        self.tied += other.tied
        self.central += other.central
        self.wins += other.wins
        self.square += other.square
        self.cross += other.cross
        self.sizes += other.sizes
        self.chains += other.chains

    def batch_error(self, p: Float) -> Float:
        """Return the standard error of ``p`` from the differences between batches, which may differ in size."""
        n = np.array(self.sizes, dtype=np.float64)
        b = len(n)
        if b < 2:
            return np.full_like(p, np.nan)
        squares = np.maximum(self.square - 2 * p * self.cross + p**2 * (n @ n), 0.0)
        error: Float = np.sqrt(squares * b / (b - 1)) / n.sum()
        return error


def _batch_size(draws: int, weights: WeightPolytope) -> int:
    """Return draws per batch: of hit-and-run some 64 batches or more, unless that makes them very short."""
    from weerbaar.assessment.weight_kernels import CHAINS

    if weights.independent:
        return CHUNK
    wanted = draws // _BATCHES // CHAINS * CHAINS
    return min(_MOST_PER_BATCH, max(_LEAST_PER_BATCH, wanted))


def _split(draws: int, chunk: int) -> list[int]:
    return [min(chunk, draws - start) for start in range(0, draws, chunk)]


def _key(sequence: np.random.SeedSequence, purpose: int, chunk: int) -> np.random.SeedSequence:
    # Built from the key instead of spawn(), which would give a caller's sequence other children next time.
    own = (*sequence.spawn_key, purpose, chunk)
    return np.random.SeedSequence(sequence.entropy, spawn_key=own, pool_size=sequence.pool_size)


def _map(executor: Executor | None, function: Callable[..., Any], *jobs: Sequence[Any]) -> Iterable[Any]:
    return map(function, *jobs) if executor is None else executor.map(function, *jobs)


def _rank_chunk(job: _Job, draws: int, seed: np.random.SeedSequence) -> _Part:
    from weerbaar.assessment import smaa_kernels as kernels

    s, c = job.tables.shape
    total = _Part.zero(s, c, job.pairwise)
    keys = _keys(seed, 1 + s * c)
    weights_key, cell_keys = keys[0], keys[1:].copy()
    # The random numbers belong to the draws, so the size of a tile changes no outcome.
    tile = kernels.TILE // 4 if job.tables.certain else kernels.TILE
    w = np.zeros((job.tables.constants.shape[1], tile + 2 * BLOCK))
    scores = np.empty((tile // kernels.STRIP, s, kernels.STRIP))
    start = 0
    for number, size in enumerate(_split(draws, job.batch)):
        part = _Part.zero(s, c, job.pairwise)
        source = _Weights(job.weights, weights_key, number, start)
        for n in _split(size, tile):
            source.fill(w, n)
            kernels.rank_tile(
                cell_keys,
                start,
                n,
                *job.tables.arrays,
                sorting_network(s),
                w,
                scores,
                part.counts,
                part.tied,
                part.central,
                part.wins,
            )
            # Every batch but the last of a chunk is a multiple of four, as the kernel wants it.
            start += n
        if not job.weights.independent:
            credit = _credit(part.counts, part.tied)
            part.square, part.cross, part.sizes = credit**2, size * credit, [size]
            part.chains = [source.chains()]
        total.merge(part)
    return total


class _Weights:
    """Where the weights of one batch come from, tile after tile."""

    def __init__(self, polytope: WeightPolytope, key: np.uint64, batch: int, start: int) -> None:
        from weerbaar.assessment import weight_kernels as kernels

        self._kernels = kernels
        self._polytope = polytope
        self._drawn = start
        self._steps = 0
        self._rounds = 0
        self._key = key
        if polytope.vertices is None:
            c = polytope.criteria
            self._key = kernels.splitmix(key, np.uint64(batch))
            self._position = np.zeros((polytope.dimension, kernels.CHAINS))
            self._sum, self._square = np.zeros((kernels.CHAINS, c)), np.zeros((kernels.CHAINS, c))
            self._walk(np.empty((c, kernels.CHAINS)), 1, polytope.burn_in)

    def _walk(self, w: Float, rounds: int, thinning: int) -> None:
        p = self._polytope
        shape = (p.facets, p.bounds, p.origin, p.axes, self._position)
        self._kernels.chain_weights(np.uint64(self._key), self._steps, rounds, thinning, *shape, w)
        self._steps += rounds * thinning

    def fill(self, w: Float, n: int) -> None:
        """Write the next n weight vectors to the columns of ``w``."""
        p, c = self._polytope, self._polytope.criteria
        if p.vertices is not None:
            network = sorting_network(p.dimension)
            self._kernels.simplex_weights(self._key, self._drawn, n, network, p.vertices, p.is_whole, w)
            self._drawn += n
            return
        chains = self._kernels.CHAINS
        rounds = -(-n // chains)
        self._walk(w, rounds, p.thinning)
        walked = w[:c, : rounds * chains].reshape(c, rounds, chains) - p.origin[:, None, None]
        self._sum += walked.sum(axis=1).T
        self._square += np.einsum("crk,crk->kc", walked, walked)
        self._rounds += rounds

    def chains(self) -> tuple[Float, Float, int]:
        """Return the mean and the variance of the weights of each chain, (CHAINS, C), and the chains' length."""
        mean = self._sum / self._rounds
        variance = np.maximum(self._square / self._rounds - mean**2, 0.0)
        return mean + self._polytope.origin, variance * self._rounds / max(self._rounds - 1, 1), self._rounds


def _confidence_chunk(trial: _Trial, draws: int, seed: np.random.SeedSequence) -> Float:
    from weerbaar.assessment import smaa_kernels as kernels

    s, c = trial.tables.shape
    keys = _keys(seed, s * c)
    credit = np.zeros(len(trial.chosen))
    for start in range(0, draws, kernels.STRIP):
        n = min(kernels.STRIP, draws - start)
        kernels.confidence_tile(keys, start, n, *trial.tables.arrays, trial.chosen, trial.profiles, trial.order, credit)
    return credit


def _keys(seed: np.random.SeedSequence, count: int) -> NDArray[np.uint64]:
    return seed.generate_state(count, np.uint64).astype(np.uint64)


def _credit(counts: NDArray[np.int64], tied: Float) -> Float:
    """Return the draws per scenario and rank, ties shared; rounding leaves no share below zero."""
    return counts.astype(np.float64) + np.maximum(np.cumsum(tied, axis=1)[:, :-1], 0.0)


def _binomial(p: Float, n: int) -> Float:
    return np.sqrt(np.maximum(p * (1.0 - p), 0.0) / n)


def _shares_won(wins: Float, draws: int) -> Float:
    share = wins / draws
    np.fill_diagonal(share, 0.5)
    return share


def _mixing(total: _Part) -> Mixing:
    """Judge the chains of the batches of the usual size; the others are shorter."""
    length = max(rounds for _, _, rounds in total.chains)
    alike = [(m, v) for m, v, rounds in total.chains if rounds == length]
    return Mixing.of(np.concatenate([m for m, _ in alike]), np.concatenate([v for _, v in alike]), length)
