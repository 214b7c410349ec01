# SPDX-License-Identifier: EUPL-1.2
"""Second opinions, shared ranks and exact totals."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from benchmarks.registry import Facts, Job, benchmark
from weerbaar.assessment.aggregation import class_of_total, evamix, medals, promethee_ii, weighted_sum
from weerbaar.assessment.enumeration import enumerate_total
from weerbaar.assessment.ranking import rank_acceptability, ranks
from weerbaar.assessment.sampling import CellTable

Float = NDArray[np.float64]

S, C = 70, 10
BOUNDS = [1 / 81, 1 / 27, 1 / 9, 1 / 3]

PROMETHEE = Job("promethee", "PROMETHEE II net flows, 70 × 10, 10,000 weight vectors", {"phi00": 1e-6})
EVAMIX = Job("evamix", "EVAMIX, five ordinal and five cardinal criteria, 70 × 10, 10,000 weight vectors", {"best0": 0})
RANKS = Job("ranks", "rank acceptability of 200,000 given rows of 70 scores", {"p_first": 1e-9})
TOTALS = Job("totals", "weighted sum, class, medals and ranks of 70 × 10 labels", {"sum": 1e-9, "classes": 0})
EXACT = Job(
    "exact", "exact class probabilities of 70 scenarios, nine criteria of five labels, equal weights", {"p_top": 1e-9}
)


def scores() -> Float:
    return np.random.default_rng(0).uniform(0.0, 1.0, (S, C))


def weights(smoke: bool) -> Float:
    return np.random.default_rng(1).dirichlet(np.ones(C), size=200 if smoke else 10_000)


@benchmark("Weerbaar promethee_ii", PROMETHEE, repeats=9)
def _(smoke: bool) -> Facts:
    flows = promethee_ii(scores(), weights(smoke), "linear", q=0.1, p=0.4)
    return {"phi00": float(flows[0, 0])}


@benchmark("plain numpy, all pairs per weight vector", PROMETHEE, peer=True, share=1 / 50)
def _(smoke: bool) -> Facts:
    x, flows = scores(), []
    for w in weights(smoke)[:200]:
        degree = np.clip((x[:, None, :] - x[None, :, :] - 0.1) / 0.3, 0.0, 1.0) @ w
        flows.append((degree.sum(axis=1) - degree.sum(axis=0)) / (S - 1))
    return {"phi00": float(flows[0][0])}


@benchmark("pymcdm PROMETHEE_II", PROMETHEE, peer=True, share=1 / 20, needs=("pymcdm",))
def _(smoke: bool) -> Facts:
    from pymcdm.methods import PROMETHEE_II

    x, q, p = scores(), np.full(C, 0.1), np.full(C, 0.4)
    # A new object per call: the second call of one object fails (core-peers.md, 4c).
    flows = [
        PROMETHEE_II("vshape_2", p=p, q=q)(x, w, np.ones(C), validation=False)
        for w in weights(smoke)[: 50 if smoke else 500]
    ]
    return {"phi00": float(flows[0][0])}


@benchmark("Weerbaar evamix", EVAMIX, repeats=5)
def _(smoke: bool) -> Facts:
    appraisal = evamix(scores(), weights(smoke), np.arange(C) < 5, standardise=False)
    return {"best0": float(appraisal[0].argmax())}


@benchmark("plain numpy, all pairs, 500 weight vectors at a time", EVAMIX, peer=True)
def _(smoke: bool) -> Facts:
    x, w_all = scores(), weights(smoke)
    sign = np.sign(x[:, None, :5] - x[None, :, :5]).reshape(S * S, 5)
    difference = (x[:, None, 5:] - x[None, :, 5:]).reshape(S * S, 5)
    out = np.empty((len(w_all), S))
    for start in range(0, len(w_all), 500):
        w = w_all[start : start + 500]
        share = w[:, :5].sum(axis=1)[:, None]
        alpha, beta = w[:, :5] @ sign.T, w[:, 5:] @ difference.T
        alpha = (alpha - alpha.min(axis=1, keepdims=True)) / np.ptp(alpha, axis=1)[:, None]
        beta = (beta - beta.min(axis=1, keepdims=True)) / np.ptp(beta, axis=1)[:, None]
        out[start : start + 500] = (share * alpha + (1 - share) * beta).reshape(-1, S, S).mean(axis=2)
    return {"best0": float(out[0].argmax())}


def rows(smoke: bool) -> Float:
    return np.random.default_rng(2).integers(1, 2_000, (2_000 if smoke else 200_000, S)) / 10.0


@benchmark("Weerbaar rank_acceptability", RANKS)
def _(smoke: bool) -> Facts:
    return {"p_first": float(rank_acceptability(rows(smoke))[:, 0].max())}


@benchmark("scipy.stats.rankdata", RANKS, peer=True)
def _(smoke: bool) -> Facts:
    from scipy.stats import rankdata

    x = rows(smoke)
    low, high = rankdata(-x, method="min", axis=1), rankdata(-x, method="max", axis=1)
    credit = (low == 1) / (high - low + 1)
    return {"p_first": float(credit.mean(axis=0).max())}


def labels() -> NDArray[np.int64]:
    return np.random.default_rng(3).integers(0, 6, (S, C))


@benchmark("Weerbaar kernels", TOTALS, repeats=9)
def _(smoke: bool) -> Facts:
    given = labels()
    totals = weighted_sum(np.array([0.0, *3.0 ** np.arange(-4, 1)])[given], np.full(C, 1 / C))
    medals(given, 5)
    ranks(totals)
    return {"sum": float(totals.sum()), "classes": float(class_of_total(totals, BOUNDS).sum())}


@benchmark("plain Python loops", TOTALS, peer=True)
def _(smoke: bool) -> Facts:
    given = labels().tolist()
    totals = [sum((3.0 ** (x - 5) if x else 0.0) / C for x in row) for row in given]
    for key in (totals, [tuple(row.count(k) for k in range(5, 0, -1)) for row in given]):
        for own in key:
            sum(other > own for other in key) + (sum(other == own for other in key) + 1) / 2  # type: ignore[operator]
    return {"sum": sum(totals), "classes": float(sum(sum(t * (1 + 1e-9) >= b for b in BOUNDS) for t in totals))}


def judged(criteria: int) -> list[list[CellTable]]:
    masses = np.random.default_rng(4).dirichlet(np.ones(5), size=(S, criteria))
    return [[CellTable.from_masses(3.0 ** np.arange(-4, 1), cell) for cell in row] for row in masses]


def _criteria(smoke: bool) -> int:
    return 5 if smoke else 9


@benchmark("Weerbaar enumerate_total", EXACT)
def _(smoke: bool) -> Facts:
    c = _criteria(smoke)
    top = []
    for row in judged(c):
        total = enumerate_total(row, np.full(c, 1 / c))
        assert total is not None
        top.append(total.class_probability(BOUNDS)[-1])
    return {"p_top": float(top[0])}


@benchmark("plain numpy, all combinations", EXACT, peer=True, share=1 / 70, repeats=1)
def _(smoke: bool) -> Facts:
    c = _criteria(smoke)
    totals, masses = np.zeros(1), np.ones(1)
    for cell in judged(c)[0]:
        totals = np.add.outer(totals, cell.values / c).ravel()
        masses = np.multiply.outer(masses, cell.masses).ravel()
    return {"p_top": float(masses[totals * (1 + 1e-9) >= BOUNDS[-1]].sum())}
