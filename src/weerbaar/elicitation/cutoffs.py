# SPDX-License-Identifier: EUPL-1.2
"""Scores of pooled distributions, and the cut-off on calibration that makes the best pool, for many cases at once.

A case is a choice of experts and seed questions. Experts are taken in order of falling calibration; the pool of the
best n is the running sum of weight times cdf, so all cut-offs of a case cost one pass over its experts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from weerbaar.elicitation.calibration import Int, bin_counts, calibration_scores
from weerbaar.elicitation.distributions import bin_masses
from weerbaar.elicitation.information import information
from weerbaar.elicitation.mixture import Mixtures, crossings, tile_rows, truth_bins
from weerbaar.elicitation.panel import Bool, Float

_SAME_SCORE = 1e-12
"""Combined scores that differ relatively less than this are the same."""

_CASES = 128
"""Cases that are scored together; bounds memory."""


@dataclass(frozen=True, eq=False)
class PoolScores:
    """Scores of pools, as if each were an expert.

    Attributes:
        counts: (..., K+1) truths per bin.
        calibration: (...) NaN where nothing can be counted.
        information: (...) mean over the counted seed questions.
    """

    counts: Int
    calibration: Float
    information: Float

    @property
    def combined(self) -> Float:
        """Calibration times information."""
        return self.calibration * self.information


def score_pools(
    quantiles: Float, bins: Int, included: Bool, seeds: Mixtures, tested: Float | None, power: float
) -> PoolScores:
    """Score pools by what they say of the seed questions.

    Args:
        quantiles: (..., S, K) of the pools on the background scale.
        bins: (..., S) in which bin each truth falls; -1 where there is no pool.
        included: broadcasts against ``bins``: which questions count.
        seeds: the seed questions.
        tested: number of questions the test reckons with, broadcast against (...); None = the number counted.
        power: calibration power.
    """
    counts = bin_counts(bins, seeds.probabilities.size + 1, included)
    number = counts.sum(axis=-1)
    masses = bin_masses(seeds.probabilities)
    calibration = calibration_scores(counts, masses, number if tested is None else tested, power)
    said = information(quantiles, seeds.probabilities, seeds.ranges)
    counted = included & (bins >= 0)
    total = np.where(counted, said, 0.0).sum(axis=-1)
    mean = np.divide(total, number, out=np.full(total.shape, np.nan), where=number > 0)
    return PoolScores(counts, calibration, mean)


def best_cutoffs(
    seeds: Mixtures, weights: Float, calibration: Float, included: Bool, tested: Float | None, power: float
) -> Float:
    """Return for each case the cut-off with the highest calibration times information of the pool, (R,).

    The cut-offs tried are the experts' own calibrations. Of cut-offs with the same score (relative difference below
    1e-12) the lowest is taken, which keeps most experts.

    Args:
        seeds: the S seed questions.
        weights: (R, E, S) or (R, E, 1) weights of the experts before the cut-off, not negative.
        calibration: (R, E) calibration of the experts; NaN = takes no part.
        included: (R, S) which questions count.
        tested: (R,) number of questions the test reckons with; None = the number the pool answers.
        power: calibration power.

    Returns:
        NaN where no expert has weight, or no pool has a score.
    """
    result = np.full(len(calibration), np.nan)
    for start in range(0, len(calibration), _CASES):
        part = slice(start, start + _CASES)
        result[part] = _best(
            seeds, weights[part], calibration[part], included[part], None if tested is None else tested[part], power
        )
    return result


def _best(
    seeds: Mixtures, weights: Float, calibration: Float, included: Bool, tested: Float | None, power: float
) -> Float:
    cases = len(calibration)
    s, k = len(seeds.grid), seeds.probabilities.size
    falling = -np.sort(-np.nan_to_num(calibration, nan=0.0), axis=1)
    # No case has more pools than different calibrations above 0.
    pools = max(1, int((np.diff(falling, append=0.0) < 0).sum(axis=1).max()))
    cutoffs = np.full((cases, pools), np.nan)
    quantiles = np.full((cases, pools, s, k), np.nan)
    bins = np.full((cases, pools, s), -1)
    # What is summed over experts, side by side: cdf on the grid, cdf of the truth, and 1 for an answer.
    voices = np.concatenate([seeds.cdf, seeds.at_truth[:, :, None], seeds.answered[:, :, None]], axis=2)
    tile = tile_rows(pools * voices[0].size)
    for start in range(0, cases, tile):
        part = slice(start, start + tile)
        sums = np.zeros((len(calibration[part]), pools, *voices.shape[1:]))
        for r, row in enumerate(range(start, start + len(sums))):
            cutoffs[row] = _running(voices, weights[row], calibration[row], sums[r])
        total = sums[..., -1]
        quantiles[part] = crossings(sums[..., :-2], total, seeds.grid, seeds.probabilities)
        bins[part] = truth_bins(sums[..., -2], total, seeds.probabilities)
    scores = score_pools(
        quantiles, bins, included[:, None, :], seeds, None if tested is None else tested[:, None], power
    )
    combined = np.where(np.isnan(scores.combined), -np.inf, scores.combined)
    highest = combined.max(axis=1, keepdims=True)
    # Cut-offs fall along the row, so the last of equals is the lowest.
    equal = (combined >= highest * (1.0 - _SAME_SCORE)) & np.isfinite(combined)
    lowest = pools - 1 - np.argmax(equal[:, ::-1], axis=1)
    best = cutoffs[np.arange(cases), lowest]
    return np.where(equal.any(axis=1), best, np.nan)


def _running(voices: Float, weights: Float, calibration: Float, sums: Float) -> Float:
    """Sum one case over its experts in order of falling calibration.

    Args:
        voices: (E, S, ...) what is summed.
        weights: (E, S) or (E, 1)
        calibration: (E,)
        sums: (pools, S, ...) gets in row n the sum up to the n-th different calibration; other rows stay.

    Returns:
        (pools,) the calibrations that belong to the rows; NaN beyond.
    """
    cutoffs = np.full(len(sums), np.nan)
    cal = np.nan_to_num(calibration, nan=0.0)
    order = np.argsort(-cal, kind="stable")
    # Who has no weight anywhere changes no pool.
    order = order[(cal[order] > 0) & weights[order].any(axis=1)]
    running, share = np.zeros(voices.shape[1:]), np.empty(voices.shape[1:])
    n = 0
    for i, expert in enumerate(order.tolist()):
        np.multiply(weights[expert][:, None], voices[expert], out=share)
        running += share
        if i + 1 == order.size or cal[order[i + 1]] != cal[expert]:
            sums[n], cutoffs[n] = running, cal[expert]
            n += 1
    return cutoffs
