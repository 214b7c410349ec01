# SPDX-License-Identifier: EUPL-1.2
"""Acceptability analysis of 70 scenarios × 10 criteria × 1,000,000 draws, and the value of every answer.

The same scores as in ``bench_montecarlo.py``. Weerbaar always gives rank acceptability with standard errors, central
weights and confidence factors; the plain ways give what their name says.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from benchmarks.bench_montecarlo import (
    BOUNDS,
    LABELS,
    C,
    S,
    draws,
    fixed_scores,
    label_masses,
    plain,
    triangular_quantile,
)
from benchmarks.registry import Facts, Job, benchmark
from weerbaar.assessment.leave_one import class_probability_given
from weerbaar.assessment.montecarlo import simulate
from weerbaar.assessment.polytope import LinearConstraint, WeightPolytope
from weerbaar.assessment.sampling import CellTable
from weerbaar.assessment.smaa import AcceptabilityAnalysis, acceptability_analysis
from weerbaar.assessment.weights import DirichletWeights
from weerbaar.base import Text

Float = NDArray[np.float64]

CERTAIN = Job(
    "smaa",
    "SMAA-2, free weights, scores certain: ranks, central weights, confidence factors",
    {"p_first": 0.004},
    {"p_first": 0.05},
)
UNCERTAIN = Job(
    "smaa-uncertain",
    "SMAA-2, free weights, all 700 scores uncertain (triangular)",
    {"p_first": 0.008},
    {"p_first": 0.05},
)
INTERVALS = Job(
    "smaa-intervals",
    "SMAA-2, every weight between 0.02 and 0.25, scores certain",
    {"p_first": 0.01},
    {"p_first": 0.2},
)
ANSWERS = Job(
    "answers",
    "class probabilities of 70 scenarios given every answer to 700 questions (six labels each), weights unequal",
    {"p_class": 0.01},
    {"p_class": 0.05},
)


def facts_of(analysis: AcceptabilityAnalysis) -> Facts:
    return {"p_first": float(analysis.rank_acceptability[:, 0].max())}


def certain_cells() -> list[list[CellTable]]:
    return [[CellTable.constant(float(v)) for v in row] for row in fixed_scores()]


def triangular_cells() -> list[list[CellTable]]:
    return [
        [CellTable.from_quantiles(triangular_quantile(max(v - 0.15, 0.0), v, min(v + 0.15, 1.0))) for v in row]
        for row in fixed_scores().tolist()
    ]


@benchmark("Weerbaar", CERTAIN)
def _(smoke: bool) -> Facts:
    free = WeightPolytope.free(C)
    return facts_of(acceptability_analysis(certain_cells(), free, draws=draws(smoke), seed=1, pairwise=False))


@benchmark("Weerbaar, pairwise winning indices too", CERTAIN)
def _(smoke: bool) -> Facts:
    return facts_of(acceptability_analysis(certain_cells(), WeightPolytope.free(C), draws=draws(smoke), seed=1))


@benchmark("Weerbaar, pairwise too, two threads", CERTAIN)
def _(smoke: bool) -> Facts:
    with ThreadPoolExecutor(2) as pool:
        free = WeightPolytope.free(C)
        return facts_of(acceptability_analysis(certain_cells(), free, draws=draws(smoke), seed=1, executor=pool))


@benchmark("Weerbaar simulate (ranks, classes, histogram)", CERTAIN)
def _(smoke: bool) -> Facts:
    result = simulate(certain_cells(), DirichletWeights.flat(C), BOUNDS, draws=draws(smoke), seed=1)
    return {"p_first": float(result.rank_acceptability[:, 0].max())}


@benchmark("plain numpy: ranks only", CERTAIN, peer=True)
def _(smoke: bool) -> Facts:
    x = fixed_scores()
    found = plain(draws(smoke), 5_000 if smoke else 20_000, lambda _, w: w @ x.T)
    return {"p_first": found["p_first"]}


@benchmark("pymcdm WSM and rank, one vector at a time", CERTAIN, peer=True, share=1 / 500, needs=("pymcdm",))
def _(smoke: bool) -> Facts:
    from pymcdm.methods import WSM
    from pymcdm.normalizations import minmax_normalization

    x, types = fixed_scores(), np.ones(C)
    method = WSM(minmax_normalization)
    for w in np.random.default_rng(1).dirichlet(np.ones(C), size=200 if smoke else 2_000):
        method.rank(method(x, w, types, validation=False))
    return {}


@benchmark("Weerbaar", UNCERTAIN)
def _(smoke: bool) -> Facts:
    free = WeightPolytope.free(C)
    return facts_of(acceptability_analysis(triangular_cells(), free, draws=draws(smoke), seed=1, pairwise=False))


@benchmark("Weerbaar, pairwise winning indices too", UNCERTAIN)
def _(smoke: bool) -> Facts:
    return facts_of(acceptability_analysis(triangular_cells(), WeightPolytope.free(C), draws=draws(smoke), seed=1))


@benchmark("Weerbaar simulate (ranks, classes, histogram)", UNCERTAIN)
def _(smoke: bool) -> Facts:
    result = simulate(triangular_cells(), DirichletWeights.flat(C), BOUNDS, draws=draws(smoke), seed=1)
    return {"p_first": float(result.rank_acceptability[:, 0].max())}


@benchmark("plain numpy, rng.triangular: ranks only", UNCERTAIN, peer=True, share=1 / 20, repeats=1)
def _(smoke: bool) -> Facts:
    x = fixed_scores()
    low, high = np.clip(x - 0.15, 0, 1), np.clip(x + 0.15, 0, 1)

    def totals(rng: np.random.Generator, w: Float) -> Float:
        return np.einsum("nsc,nc->ns", rng.triangular(low, x, high, size=(len(w), S, C)), w)

    found = plain(draws(smoke) if smoke else draws(smoke) // 20, 5_000, totals)
    return {"p_first": found["p_first"]}


def intervals() -> WeightPolytope:
    rows = np.eye(C)
    upper = [LinearConstraint(Text(nl="max"), row, 0.25) for row in rows]
    return WeightPolytope.of(C, [*upper, *(LinearConstraint(Text(nl="min"), -row, -0.02) for row in rows)])


@benchmark("Weerbaar, hit-and-run", INTERVALS)
def _(smoke: bool) -> Facts:
    return facts_of(acceptability_analysis(certain_cells(), intervals(), draws=draws(smoke), seed=1, pairwise=False))


@benchmark("plain numpy, rejection: ranks only", INTERVALS, peer=True, share=1 / 10, repeats=1)
def _(smoke: bool) -> Facts:
    rng, x, n = np.random.default_rng(1), fixed_scores(), draws(smoke) // (1 if smoke else 10)
    first, done = np.zeros(S), 0
    while done < n:
        w = 0.02 + 0.8 * rng.dirichlet(np.ones(C), size=20_000)
        w = w[w.max(axis=1) <= 0.25]
        order = np.argsort(-(w @ x.T), axis=1)
        first += np.bincount(order[:, 0], minlength=S)
        done += len(w)
    return {"p_first": float(first.max() / done)}


def scenarios(smoke: bool) -> int:
    return 3 if smoke else S


def unequal() -> Float:
    return np.arange(1.0, C + 1.0) / (C * (C + 1) / 2)


@benchmark("Weerbaar, exact", ANSWERS)
def _(smoke: bool) -> Facts:
    tables = [[CellTable.from_masses(LABELS, m) for m in row] for row in label_masses()[: scenarios(smoke)]]
    found = [class_probability_given(row, unequal(), BOUNDS) for row in tables]
    return {"p_class": float(found[0][0][0, 3])}


@benchmark("plain numpy, 20,000 draws per question and answer", ANSWERS, peer=True, share=1 / 35, repeats=1)
def _(smoke: bool) -> Facts:
    rng, n, masses, w = np.random.default_rng(1), 20_000, label_masses(), unequal()
    first = 0.0
    for s in range(scenarios(smoke) if smoke else S // 35):
        for c in range(C):
            for label in LABELS:
                total = np.zeros(n)
                for k in range(C):
                    total += w[k] * (label if k == c else rng.choice(LABELS, n, p=masses[s, k]))
                shares = np.bincount(np.searchsorted(BOUNDS, total, side="right"), minlength=5) / n
                if s == c == 0 and label == 0:
                    first = float(shares[3])
    return {"p_class": first}
