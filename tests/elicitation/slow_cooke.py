# SPDX-License-Identifier: EUPL-1.2
"""The classical model once more: slow, item by item and expert by expert, from the formulas of Cooke (1991)."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.stats import chi2

from weerbaar.elicitation.panel import Panel


@dataclass
class SlowPool:
    cutoff: float
    weights: list[float]
    quantiles: list[list[float]]
    calibration: float
    information_seeds: float
    information_all: float

    @property
    def combined(self) -> float:
        return self.calibration * self.information_seeds


def to_scale(x: float, log: bool) -> float:
    return math.log(x) if log else x


def from_scale(x: float, log: bool) -> float:
    return math.exp(x) if log else x


def answered(panel: Panel, e: int, q: int) -> bool:
    return not math.isnan(panel.values[e, q, 0])


def slow_range(panel: Panel, q: int, overshoot: float) -> tuple[float, float] | None:
    """Intrinsic range on the background scale."""
    log = bool(panel.log_scale[q])
    seen = [float(v) for e in range(len(panel.experts)) if answered(panel, e, q) for v in panel.values[e, q]]
    if not seen:
        return None
    if not math.isnan(panel.realizations[q]):
        seen.append(float(panel.realizations[q]))
    low, high = to_scale(min(seen), log), to_scale(max(seen), log)
    low, high = low - overshoot * (high - low), high + overshoot * (high - low)
    bottom, top = (float(b) for b in panel.bounds[q])
    if not math.isnan(bottom) and not (log and bottom <= 0):
        low = max(low, to_scale(bottom, log))
    if not math.isnan(top):
        high = min(high, to_scale(top, log))
    return low, high


def slow_information(quantiles: list[float], probabilities: list[float], low: float, high: float) -> float:
    knots, p = [low, *quantiles, high], [0.0, *probabilities, 1.0]
    total = 0.0
    for i in range(len(knots) - 1):
        mass = p[i + 1] - p[i]
        total += mass * math.log(mass / ((knots[i + 1] - knots[i]) / (high - low)))
    return total


def slow_calibration(bins: list[int], probabilities: list[float], seeds: float, power: float) -> float:
    """``bins``: of each counted seed question the bin of the truth."""
    p = np.diff([0.0, *probabilities, 1.0])
    shares = [bins.count(b) / len(bins) for b in range(len(p))]
    divergence = sum(s * math.log(s / mass) for s, mass in zip(shares, p, strict=True) if s > 0)
    return float(chi2.sf(max(0.0, 2 * seeds * divergence * power), len(probabilities)))


def bin_of(truth: float, quantiles: list[float]) -> int:
    return sum(truth > q for q in quantiles)


def slow_expert_scores(
    panel: Panel, overshoot: float = 0.1, power: float = 1.0, seed_count: str = "minimum"
) -> list[dict[str, float]]:
    """Calibration and information of each expert, and the number of seed questions of the test."""
    p = panel.probabilities.tolist()
    seeds = [q for q in range(len(panel.items)) if not math.isnan(panel.realizations[q])]
    result = []
    numbers = [sum(answered(panel, e, q) for q in seeds) for e in range(len(panel.experts))]
    smallest = min((n for n in numbers if n > 0), default=0)
    for e, n in enumerate(numbers):
        bins = [bin_of(panel.realizations[q], panel.values[e, q].tolist()) for q in seeds if answered(panel, e, q)]
        said = {}
        for q in range(len(panel.items)):
            if answered(panel, e, q):
                log = bool(panel.log_scale[q])
                low, high = slow_range(panel, q, overshoot) or (0.0, 0.0)
                said[q] = slow_information([to_scale(float(v), log) for v in panel.values[e, q]], p, low, high)
        tested = n if seed_count == "own" else smallest
        on_seeds = [said[q] for q in seeds if q in said]
        result.append(
            {
                "calibration": slow_calibration(bins, p, tested, power) if bins else math.nan,
                "information_seeds": sum(on_seeds) / len(on_seeds) if on_seeds else math.nan,
                "information_all": sum(said.values()) / len(said),
                "smallest": smallest,
                **{f"said{q}": v for q, v in said.items()},
            }
        )
    return result


def slow_pool(
    panel: Panel, weights: list[list[float]], overshoot: float, power: float, seed_count: str, smallest: float
) -> SlowPool:
    """``weights[e][q]`` not negative, of any sum."""
    p = panel.probabilities.tolist()
    quantiles: list[list[float]] = []
    bins: list[int] = []
    on_seeds: list[float] = []
    everywhere: list[float] = []
    for q in range(len(panel.items)):
        log = bool(panel.log_scale[q])
        voices = [e for e in range(len(panel.experts)) if answered(panel, e, q) and weights[e][q] > 0]
        if not voices:
            quantiles.append([math.nan] * len(p))
            continue
        low, high = slow_range(panel, q, overshoot) or (0.0, 0.0)
        total = sum(weights[e][q] for e in voices)
        grid = sorted({to_scale(float(v), log) for e in voices for v in panel.values[e, q]} | {low, high})
        pooled = np.zeros(len(grid))
        for e in voices:
            knots = [low, *(to_scale(float(v), log) for v in panel.values[e, q]), high]
            pooled += weights[e][q] / total * np.interp(grid, knots, [0.0, *p, 1.0])
        found = np.interp(p, pooled, grid).tolist()
        quantiles.append([from_scale(x, log) for x in found])
        said = slow_information(found, p, low, high)
        everywhere.append(said)
        truth = float(panel.realizations[q])
        if not math.isnan(truth):
            # Rounding of the sum must not decide about ties.
            at = float(np.interp(to_scale(truth, log), grid, pooled))
            bins.append(sum(at > level + 1e-12 for level in p))
            on_seeds.append(said)
    tested = len(bins) if seed_count == "own" else smallest
    return SlowPool(
        cutoff=0.0,
        weights=[],
        quantiles=quantiles,
        calibration=slow_calibration(bins, p, tested, power) if bins else math.nan,
        information_seeds=sum(on_seeds) / len(on_seeds) if on_seeds else math.nan,
        information_all=sum(everywhere) / len(everywhere),
    )


def slow_decision_maker(
    panel: Panel,
    weighting: str = "global",
    cutoff: float | None = None,
    overshoot: float = 0.1,
    power: float = 1.0,
    seed_count: str = "minimum",
) -> SlowPool:
    """``cutoff`` None = optimised; equal weights have none."""
    scores = slow_expert_scores(panel, overshoot, power, seed_count)
    items = range(len(panel.items))

    def at(alpha: float) -> SlowPool:
        weights, general = [], []
        for s in scores:
            if weighting == "equal":
                general.append(1.0)
                weights.append([1.0 for _ in items])
                continue
            kept = not math.isnan(s["calibration"]) and s["calibration"] >= alpha * (1 - 1e-10)
            general.append(s["calibration"] * s["information_seeds"] if kept else 0.0)
            if weighting == "global":
                weights.append([general[-1] for _ in items])
            else:
                weights.append([s["calibration"] * s.get(f"said{q}", 0.0) if kept else 0.0 for q in items])
        pool = slow_pool(panel, weights, overshoot, power, seed_count, scores[0]["smallest"])
        pool.cutoff = alpha
        pool.weights = [w / sum(general) for w in general]
        return pool

    if weighting == "equal":
        return at(0.0)
    if cutoff is not None:
        return at(cutoff)
    alphas = sorted({s["calibration"] for s in scores if not math.isnan(s["calibration"]) and s["calibration"] > 0})
    pools = [at(alpha) for alpha in alphas]
    pools = [pool for pool in pools if not math.isnan(pool.combined)]
    best = max(pool.combined for pool in pools)
    return next(pool for pool in pools if pool.combined >= best * (1 - 1e-12))
