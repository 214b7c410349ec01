# SPDX-License-Identifier: EUPL-1.2
"""Sensitivity of a weighted sum: 20 inputs, 70 outputs, all indices with their intervals.

Inputs are ten raw weights and, per criterion, one shift of the scores of all scenarios. The outputs are computed
before the clock starts where the job is the analysis only. The plain way of Sobol' indices has the same algebra as
ours: resamples as multiplicities, one output block at a time.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.registry import Facts, Job, benchmark
from weerbaar.assessment.factors import Factor, saltelli_sample
from weerbaar.assessment.morris import morris_screening
from weerbaar.assessment.pawn import pawn
from weerbaar.assessment.sobol import sobol_from_samples

Float = NDArray[np.float64]

A, C = 70, 10
D = 2 * C
RESAMPLES = 100
_RNG = np.random.default_rng(7)
SCORES = _RNG.uniform(0.05, 1.0, (A, C))
LOADS = _RNG.uniform(0.0, 1.0, (A, C))
PROBLEM = {"num_vars": D, "names": [f"x{k}" for k in range(D)], "bounds": [[0.0, 1.0]] * D}

FIRST = Job(
    "sobol",
    "first-order and total indices, 4,096 points, 70 outputs, 100 resamples; analysis only",
    {"sum_ST": 0.002, "conf": 4e-4},
    {"sum_ST": 0.002, "conf": 0.02},
)
SECOND = Job(
    "sobol-pairs",
    "the same with all 190 pairs; analysis only",
    {"S2": 0.01},
    {"S2": 0.2},
)
MORRIS = Job(
    "morris",
    "Morris screening, 1,000 trajectories, 70 outputs, 100 resamples; analysis and model",
    {"mu_star": 0.003},
    {"mu_star": 0.02},
)
PAWN = Job(
    "pawn",
    "PAWN distances, 4,096 rows, 10 slices, 70 outputs",
    {"median": 0.005},
    {"median": 0.05},
)


def model(u: Float) -> Float:
    """Positions (n, 20) to total scores (n, 70)."""
    w = u[:, :C] / u[:, :C].sum(axis=1, keepdims=True)
    return w @ SCORES.T + (w * (0.3 * u[:, C:] - 0.15)) @ LOADS.T


def size(smoke: bool) -> int:
    return 256 if smoke else 4096


@cache
def outputs(n: int) -> tuple[Float, Float, Float, Float]:
    """Outputs at A, B, AB and BA."""
    sample = saltelli_sample(D, n, 1)
    ab = np.stack([model(sample.mixed((k,))) for k in range(D)])
    ba = np.stack([model(sample.mixed_back((k,))) for k in range(D)])
    return model(sample.a), model(sample.b), ab, ba


@cache
def interleaved(n: int, pairs: bool) -> Float:
    """The same outputs in the order of rows that SALib's analysis expects."""
    a, b, ab, ba = outputs(n)
    return np.stack([a, *ab, *(ba if pairs else ()), b], axis=1).reshape(-1, A)


def first_facts(total: Float, error: Float) -> Facts:
    return {"sum_ST": float(total[:, :10].sum()), "conf": float(1.96 * error.mean())}


@benchmark("Weerbaar sobol_from_samples", FIRST, repeats=5)
def _(smoke: bool) -> Facts:
    a, b, ab, _ = outputs(size(smoke))
    found = sobol_from_samples(a, b, ab, seed=1, resamples=RESAMPLES)
    return first_facts(found.total.value, found.first.standard_error)


@benchmark("plain numpy, resamples as multiplicities", FIRST, peer=True, repeats=5)
def _(smoke: bool) -> Facts:
    y = interleaved(size(smoke), False)
    n = len(y) // (D + 2)
    y = (y - y.mean(axis=0)) / y.std(axis=0)
    block = y.reshape(n, D + 2, A)
    a, ab, b = block[:, 0], block[:, 1:-1], block[:, -1]
    m = np.ones((RESAMPLES + 1, n))
    m[1:] = np.random.default_rng(1).multinomial(n, np.full(n, 1 / n), size=RESAMPLES)
    mean = (m @ (a + b)) / (2 * n)
    variance = (m @ (a * a + b * b)) / (2 * n) - mean**2
    first = np.empty((RESAMPLES + 1, D, A))
    total = np.empty((RESAMPLES + 1, D, A))
    for k in range(D):
        step = ab[:, k] - a
        first[:, k] = (m @ (b * step)) / n / variance
        total[:, k] = 0.5 * (m @ (step * step)) / n / variance
    return first_facts(total[0], first[1:].std(axis=0, ddof=1))


@benchmark("SALib analyze, one output at a time", FIRST, peer=True, share=1 / 7, repeats=1, needs=("SALib",))
def _(smoke: bool) -> Facts:
    from SALib.analyze import sobol

    y = interleaved(size(smoke), False)
    found = [sobol.analyze(PROBLEM, y[:, k], calc_second_order=False, seed=1) for k in range(10)]
    return {"sum_ST": float(sum(one["ST"].sum() for one in found))}


@benchmark("Weerbaar sobol_from_samples", SECOND)
def _(smoke: bool) -> Facts:
    a, b, ab, ba = outputs(size(smoke))
    found = sobol_from_samples(a, b, ab, ba, seed=1, resamples=RESAMPLES)
    assert found.second is not None
    return {"S2": float(found.second.value[0, 0])}


@benchmark("SALib analyze, one output", SECOND, peer=True, share=1 / A, repeats=1, needs=("SALib",))
def _(smoke: bool) -> Facts:
    from SALib.analyze import sobol

    found = sobol.analyze(PROBLEM, interleaved(size(smoke), True)[:, 0], calc_second_order=True, seed=1)
    return {"S2": float(found["S2"][0, 1])}


def paths(smoke: bool) -> int:
    return 20 if smoke else 1000


@benchmark("Weerbaar morris_screening", MORRIS)
def _(smoke: bool) -> Facts:
    factors = [Factor(name) for name in PROBLEM["names"]]
    found = morris_screening(model, factors, paths(smoke), seed=1, resamples=RESAMPLES)
    return {"mu_star": float(found.mu_star.value[C, 0])}


@benchmark("SALib morris, model, analyze one output at a time", MORRIS, peer=True, repeats=1, needs=("SALib",))
def _(smoke: bool) -> Facts:
    from SALib.analyze import morris
    from SALib.sample import morris as sampler

    x = sampler.sample(PROBLEM, paths(smoke), num_levels=4, seed=1)
    y = model(np.clip(x, 1e-9, 1.0))
    found: list[Any] = [morris.analyze(PROBLEM, x, y[:, k], num_resamples=RESAMPLES, seed=1) for k in range(A)]
    return {"mu_star": float(found[0]["mu_star"][C])}


@cache
def given(n: int) -> tuple[Float, Float]:
    u = np.random.default_rng(1).random((n, D))
    return u, model(u)


@benchmark("Weerbaar pawn, with thresholds", PAWN)
def _(smoke: bool) -> Facts:
    found = pawn(*given(size(smoke)), seed=1)
    return {"median": float(found.median[0, 0])}


@benchmark("plain numpy, cumulative counts per slice", PAWN, peer=True)
def _(smoke: bool) -> Facts:
    u, y = given(size(smoke))
    n = len(u)
    slices = (np.argsort(np.argsort(u, axis=0), axis=0) * 10) // n
    inside = np.stack([slices == s for s in range(10)]).astype(float)
    inside /= inside.sum(axis=1, keepdims=True)
    whole = np.arange(1, n + 1)[:, None] / n
    median = np.empty((D, A))
    for k in range(A):
        apart = np.cumsum(inside[:, np.argsort(y[:, k])], axis=1) - whole
        median[:, k] = np.median(np.abs(apart).max(axis=1), axis=0)
    return {"median": float(median[0, 0])}


@benchmark("SALib pawn, one output", PAWN, peer=True, share=1 / A, repeats=1, needs=("SALib",))
def _(smoke: bool) -> Facts:
    from SALib.analyze import pawn as peer

    u, y = given(size(smoke))
    return {"median": float(peer.analyze(PROBLEM, u, y[:, 0], S=10, seed=1)["median"][0])}
