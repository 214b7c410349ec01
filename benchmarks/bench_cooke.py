# SPDX-License-Identifier: EUPL-1.2
"""Cooke's classical model over 30 experts, 20 seed questions and 70 targets; optimised global weights.

The plain way is numpy as one would write it: a loop over cases, cut-offs and items with one interpolation each. It
pools the seed questions only; Weerbaar and anduryl pool the targets too.

Three of the experts share the highest calibration: truths 1 9 8 2, 2 9 8 1 and 2 9 8 1 in bins of 5 45 45 5 %. Rounding
makes the first the highest in anduryl, which then optimises to that expert alone (0.8283 and 0.6174). A cut-off on
calibration cannot part them, so Weerbaar and the plain way pool the three. Only the experts' scores are comparable
with anduryl.
"""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.registry import Facts, Job, benchmark
from weerbaar.elicitation.cooke import ClassicalModel
from weerbaar.elicitation.panel import Panel
from weerbaar.elicitation.robustness import leave_experts_out, leave_items_out

Float = NDArray[np.float64]

Z = 1.6448536269514722
P = np.array([0.05, 0.5, 0.95])
MASSES = np.array([0.05, 0.45, 0.45, 0.05])
OVERSHOOT = 0.1

AGREE = {"best": 1e-9, "said": 1e-9, "cal": 1e-9, "info": 1e-9}

DECISION = Job("cooke", "Cooke's model, optimised decision maker, 30 experts, 20 + 70 items", AGREE, AGREE)
ITEMS = Job("cooke-items", "leave two of 20 seed questions out, 190 decision makers", AGREE, AGREE)
EXPERTS = Job("cooke-experts", "leave one of 30 experts out", AGREE, AGREE)


def study(smoke: bool) -> tuple[Float, Float]:
    """Quantiles (E, Q, 3) of experts who differ in skill and confidence, and realizations (Q,)."""
    experts, seeds, targets = (6, 8, 4) if smoke else (30, 20, 70)
    rng = np.random.default_rng(5)
    n = seeds + targets
    truth = rng.normal(50, 15, n)
    sd = rng.uniform(4, 12, experts)[:, None] * rng.uniform(0.7, 1.3, (experts, n))
    confidence = rng.uniform(0.3, 1.2, experts)[:, None]
    middle = truth + sd * rng.standard_normal((experts, n))
    half = Z * confidence * sd
    values = np.stack([middle - half, middle, middle + half], axis=2)
    return values, np.where(np.arange(n) < seeds, truth, np.nan)


def panel(smoke: bool) -> Panel:
    values, truth = study(smoke)
    e, q, _ = values.shape
    names = tuple(f"e{i}" for i in range(e)), tuple(f"i{i}" for i in range(q))
    return Panel(*names, P, values, truth, np.zeros(q, dtype=bool))


def mean_facts(calibration: Any, information: Any) -> Facts:
    """Scores of the decision maker, averaged over cases."""
    return {"cal": float(np.mean(calibration)), "info": float(np.mean(information))}


def expert_facts(calibration: Any, information: Any) -> Facts:
    """Highest calibration of an expert, and mean information of the experts on the seed questions."""
    return {"best": float(np.max(calibration)), "said": float(np.mean(information))}


@benchmark("Weerbaar ClassicalModel", DECISION)
def _(smoke: bool) -> Facts:
    found = ClassicalModel().decision_maker(panel(smoke))
    experts = expert_facts(found.scores.calibration, found.scores.information_seeds)
    return experts | mean_facts(found.calibration, found.information_seeds)


@benchmark("Weerbaar leave_items_out", ITEMS)
def _(smoke: bool) -> Facts:
    table = leave_items_out(panel(smoke), ClassicalModel(), 2)
    return mean_facts(table.calibration, table.information_seeds)


@benchmark("Weerbaar leave_experts_out", EXPERTS)
def _(smoke: bool) -> Facts:
    table = leave_experts_out(panel(smoke), ClassicalModel(), 1)
    return mean_facts(table.calibration, table.information_seeds)


def plain_range(values: Float, truth: Float) -> tuple[Float, Float]:
    low = np.fmin(values[:, :, 0].min(axis=0), truth)
    high = np.fmax(values[:, :, -1].max(axis=0), truth)
    return low - OVERSHOOT * (high - low), high + OVERSHOOT * (high - low)


def plain_calibration(quantiles: Float, truth: Float) -> float:
    from scipy.stats import chi2

    counts = np.bincount((truth[:, None] > quantiles).sum(axis=1), minlength=4)
    s = counts / counts.sum()
    divergence = np.sum(s[s > 0] * np.log(s[s > 0] / MASSES[s > 0]))
    return float(chi2.sf(max(0.0, 2 * counts.sum() * divergence), 3))


def plain_information(quantiles: Float, low: Float, high: Float) -> float:
    knots = np.column_stack([low, quantiles, high])
    return float(np.mean(np.log(high - low) + (MASSES * np.log(MASSES / np.diff(knots, axis=1))).sum(axis=1)))


def plain_decision_maker(values: Float, truth: Float) -> tuple[float, float]:
    """Calibration and information of the optimised decision maker on the seed questions."""
    seeds = ~np.isnan(truth)
    low, high = plain_range(values, truth)
    values, truth, low, high = values[:, seeds], truth[seeds], low[seeds], high[seeds]
    calibration = np.array([plain_calibration(v, truth) for v in values])
    weights = calibration * np.array([plain_information(v, low, high) for v in values])
    p = np.concatenate([[0.0], P, [1.0]])
    grids, cdfs = [], []
    for q in range(len(truth)):
        grid = np.concatenate([[low[q]], np.unique(values[:, q]), [high[q]]])
        grids.append(grid)
        cdfs.append(np.array([np.interp(grid, np.concatenate([[low[q]], v, [high[q]]]), p) for v in values[:, q]]))
    best = (-1.0, 0.0, 0.0)
    # Mirrored experts tie but for rounding.
    for alpha in np.unique(calibration):
        kept = np.where(calibration >= alpha * (1 - 1e-10), weights, 0.0)
        kept = kept / kept.sum()
        pooled = np.array([np.interp(P, kept @ cdf, grid) for cdf, grid in zip(cdfs, grids, strict=True)])
        score, said = plain_calibration(pooled, truth), plain_information(pooled, low, high)
        best = max(best, (score * said, score, said))
    return best[1], best[2]


@benchmark("plain numpy, loops over cut-offs and items", DECISION, peer=True)
def _(smoke: bool) -> Facts:
    return mean_facts(*plain_decision_maker(*study(smoke)))


@benchmark("plain numpy, loops over cases, cut-offs and items", ITEMS, peer=True, repeats=1)
def _(smoke: bool) -> Facts:
    values, truth = study(smoke)
    found = []
    for gone in combinations(np.flatnonzero(~np.isnan(truth)).tolist(), 2):
        left = np.setdiff1d(np.arange(len(truth)), gone)
        found.append(plain_decision_maker(values[:, left], truth[left]))
    return mean_facts(*zip(*found, strict=True))


@benchmark("plain numpy, loops over cases, cut-offs and items", EXPERTS, peer=True, repeats=1)
def _(smoke: bool) -> Facts:
    values, truth = study(smoke)
    return mean_facts(
        *zip(*(plain_decision_maker(np.delete(values, e, axis=0), truth) for e in range(len(values))), strict=True)
    )


def anduryl_project(smoke: bool) -> Any:
    from anduryl.core.main import Project

    values, truth = study(smoke)
    project = Project()
    for i in range(len(truth)):
        project.items.add_item(f"i{i}")
    project.items.realizations[:] = truth
    for e in range(len(values)):
        project.experts.add_expert(f"e{e}", f"e{e}", None, "actual")
    project.assessments.array[:] = values.transpose(0, 2, 1)
    return project


@benchmark("anduryl calculate_decision_maker", DECISION, peer=True, needs=("anduryl",))
def _(smoke: bool) -> Facts:
    project = anduryl_project(smoke)
    project.calculate_decision_maker("global", OVERSHOOT, "DM", alpha=None, overwrite=True)
    experts = project.experts.actual_experts
    return expert_facts(project.experts.calibration[experts], project.experts.info_real[experts])


@benchmark("anduryl calculate_item_robustness", ITEMS, peer=True, repeats=1, needs=("anduryl",))
def _(smoke: bool) -> Facts:
    project = anduryl_project(smoke)
    project.calculate_item_robustness("global", OVERSHOOT, max_exclude=2, min_exclude=2)
    return {}


@benchmark("anduryl calculate_expert_robustness", EXPERTS, peer=True, repeats=1, needs=("anduryl",))
def _(smoke: bool) -> Facts:
    project = anduryl_project(smoke)
    project.calculate_expert_robustness("global", OVERSHOOT, max_exclude=1, min_exclude=1)
    return {}
