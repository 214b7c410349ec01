# SPDX-License-Identifier: EUPL-1.2
"""Monte Carlo over 70 scenarios × 10 criteria × 1,000,000 draws.

The plain ways are numpy as one would write it, in chunks that keep memory low. Unless their name says more they
give means and ranks only; Weerbaar always gives class counts, histograms and standard errors too.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor

import numpy as np
from numpy.typing import NDArray

from benchmarks.registry import Facts, Job, benchmark
from weerbaar.assessment.montecarlo import Simulation, simulate
from weerbaar.assessment.sampling import CellTable
from weerbaar.assessment.weights import DirichletWeights, FixedWeights

Float = NDArray[np.float64]

S, C = 70, 10
BOUNDS = [1 / 81, 1 / 27, 1 / 9, 1 / 3]
LABELS = np.array([0, 1 / 81, 1 / 27, 1 / 9, 1 / 3, 1])

WEIGHTS = Job(
    "weights",
    "random weights (flat Dirichlet), fixed scores, rank acceptability",
    {"p_first": 0.004},
    {"p_first": 0.05},
)
SCORES = Job(
    "scores",
    "random weights and all 700 scores uncertain (triangular), rank acceptability",
    {"p_first": 0.008},
    {"p_first": 0.05},
)
JUDGED = Job(
    "labels",
    "random weights and all 700 labels uncertain (six outcomes each), rank acceptability",
    {"mean0": 0.005, "p_first": 0.02},
    {"mean0": 0.02, "p_first": 0.05},
)
FIXED = Job(
    "ties",
    "fixed weights, all 700 labels uncertain, tied ranks shared",
    {"mean0": 0.005, "p_first": 0.02},
    {"mean0": 0.02, "p_first": 0.05},
)


def draws(smoke: bool) -> int:
    return 5_000 if smoke else 1_000_000


def fixed_scores() -> Float:
    return np.random.default_rng(0).uniform(0.05, 1.0, size=(S, C))


def label_masses() -> Float:
    return np.random.default_rng(0).dirichlet(np.full(6, 0.7), size=(S, C))


def triangular_quantile(low: float, mode: float, high: float) -> Callable[[Float], Float]:
    turn = (mode - low) / (high - low)

    def quantile(u: Float) -> Float:
        rising = low + np.sqrt(u * (high - low) * (mode - low))
        falling = high - np.sqrt((1 - u) * (high - low) * (high - mode))
        return np.where(u < turn, rising, falling)

    return quantile


def facts_of(result: Simulation) -> Facts:
    return {"p_first": float(result.rank_acceptability[:, 0].max()), "mean0": float(result.mean[0])}


def plain(
    n: int,
    chunk: int,
    totals_of: Callable[[np.random.Generator, Float], Float],
    *,
    ranks: bool = True,
    spread: bool = False,
) -> Facts:
    """Chunked numpy: flat Dirichlet weights, totals (n, S), argsort, counts; ties broken by order.

    ``spread`` adds class counts and a histogram of a thousand bins per scenario, as Weerbaar always does.
    """
    rng = np.random.default_rng(1)
    counts, mean0 = np.zeros(S * S, dtype=np.int64), 0.0
    classes, histogram = np.zeros((len(BOUNDS), S)), np.zeros((S, 1000))
    edges = np.geomspace(1e-4, 1.0, 1001)
    for _ in range(n // chunk):
        w = rng.exponential(size=(chunk, C))
        w /= w.sum(axis=1, keepdims=True)
        totals = totals_of(rng, w)
        mean0 += totals[:, 0].sum() / n
        if ranks:
            order = np.argsort(-totals, axis=1)
            counts += np.bincount((order * S + np.arange(S)).ravel(), minlength=S * S)
        if spread:
            classes += [(totals >= bound).sum(axis=0) for bound in BOUNDS]
            for s in range(S):
                histogram[s] += np.histogram(totals[:, s], edges)[0]
    first = float(counts.reshape(S, S)[:, 0].max() / n)
    return {"mean0": mean0} | ({"p_first": first} if ranks else {})


@benchmark("Weerbaar simulate", WEIGHTS)
def _(smoke: bool) -> Facts:
    cells = [[CellTable.constant(float(v)) for v in row] for row in fixed_scores()]
    return facts_of(simulate(cells, DirichletWeights.flat(C), BOUNDS, draws=draws(smoke), seed=1))


@benchmark("plain numpy: ranks, classes, histogram", WEIGHTS, peer=True, share=1 / 10)
def _(smoke: bool) -> Facts:
    x, n = fixed_scores(), draws(smoke)
    return plain(n if smoke else n // 10, 5_000 if smoke else 20_000, lambda _, w: w @ x.T, spread=True)


@benchmark("plain numpy: ranks only", WEIGHTS, peer=True)
def _(smoke: bool) -> Facts:
    x = fixed_scores()
    return plain(draws(smoke), 5_000 if smoke else 20_000, lambda _, w: w @ x.T)


@benchmark("plain numpy: totals only", WEIGHTS, peer=True)
def _(smoke: bool) -> Facts:
    x = fixed_scores()
    return plain(draws(smoke), 5_000 if smoke else 20_000, lambda _, w: w @ x.T, ranks=False)


@benchmark("pymcdm WSM and rank, one vector at a time", WEIGHTS, peer=True, share=1 / 500, needs=("pymcdm",))
def _(smoke: bool) -> Facts:
    from pymcdm.methods import WSM
    from pymcdm.normalizations import minmax_normalization

    x, types = fixed_scores(), np.ones(C)
    method = WSM(minmax_normalization)
    for w in np.random.default_rng(1).dirichlet(np.ones(C), size=200 if smoke else 2_000):
        method.rank(method(x, w, types, validation=False))
    return {}


@benchmark("Weerbaar simulate", SCORES)
def _(smoke: bool) -> Facts:
    x = fixed_scores()
    cells = [
        [CellTable.from_quantiles(triangular_quantile(max(v - 0.15, 0.0), v, min(v + 0.15, 1.0))) for v in row]
        for row in x.tolist()
    ]
    return facts_of(simulate(cells, DirichletWeights.flat(C), BOUNDS, draws=draws(smoke), seed=1))


@benchmark("plain numpy, rng.triangular", SCORES, peer=True, share=1 / 10, repeats=1)
def _(smoke: bool) -> Facts:
    x = fixed_scores()
    low, high = np.clip(x - 0.15, 0, 1), np.clip(x + 0.15, 0, 1)

    def totals(rng: np.random.Generator, w: Float) -> Float:
        drawn = rng.triangular(low, x, high, size=(len(w), S, C))
        return np.einsum("nsc,nc->ns", drawn, w)

    return plain(draws(smoke) if smoke else draws(smoke) // 10, 5_000, totals)


def label_cells() -> list[list[CellTable]]:
    return [[CellTable.from_masses(LABELS, cell) for cell in row] for row in label_masses()]


@benchmark("Weerbaar simulate", JUDGED)
def _(smoke: bool) -> Facts:
    return facts_of(simulate(label_cells(), DirichletWeights.flat(C), BOUNDS, draws=draws(smoke), seed=1))


@benchmark("Weerbaar simulate, two processes", JUDGED)
def _(smoke: bool) -> Facts:
    with ProcessPoolExecutor(max_workers=2) as pool:
        weights = DirichletWeights.flat(C)
        return facts_of(simulate(label_cells(), weights, BOUNDS, draws=draws(smoke), seed=1, executor=pool))


def plain_labels(rng: np.random.Generator, n: int, cumulative: Float) -> Float:
    u = rng.random((n, S, C))
    label = np.zeros((n, S, C), dtype=np.intp)
    for k in range(cumulative.shape[2] - 1):
        label += u >= cumulative[:, :, k]
    values: Float = LABELS[label]
    return values


@benchmark("plain numpy, compare with cumulative masses", JUDGED, peer=True, share=1 / 20, repeats=1)
def _(smoke: bool) -> Facts:
    cumulative = np.cumsum(label_masses(), axis=2)
    n = draws(smoke) if smoke else draws(smoke) // 20
    return plain(n, 5_000, lambda rng, w: np.einsum("nsc,nc->ns", plain_labels(rng, len(w), cumulative), w))


@benchmark("Weerbaar simulate", FIXED)
def _(smoke: bool) -> Facts:
    weights = FixedWeights(np.full(C, 1 / C))
    return facts_of(simulate(label_cells(), weights, BOUNDS, draws=draws(smoke), seed=1))


@benchmark("plain numpy, ties by scipy.stats.rankdata", FIXED, peer=True, share=1 / 20, repeats=1)
def _(smoke: bool) -> Facts:
    from scipy.stats import rankdata

    cumulative = np.cumsum(label_masses(), axis=2)
    rng = np.random.default_rng(1)
    n = draws(smoke) if smoke else draws(smoke) // 20
    first, mean0 = np.zeros(S), 0.0
    for _ in range(n // 5_000):
        totals = plain_labels(rng, 5_000, cumulative) @ np.full(C, 1 / C)
        mean0 += totals[:, 0].sum() / n
        lowest = rankdata(-np.round(totals, 12), method="min", axis=1)
        at_top = lowest == 1
        first += (at_top / at_top.sum(axis=1, keepdims=True)).sum(axis=0)
    return {"mean0": mean0, "p_first": float(first.max() / n)}
