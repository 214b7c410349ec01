# SPDX-License-Identifier: EUPL-1.2
"""Statistical accuracy of quantiles: the calibration score of Cooke's classical model (Cooke 1991, ch. 9).

The truths of N seed questions fall in the K+1 bins between an expert's quantiles. If the expert's probabilities p
held, 2 N I(s, p) of the observed shares s would be about chi-square with K degrees of freedom; the score is the
probability of a value at least as large.
"""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from weerbaar.elicitation.panel import Float

Int = npt.NDArray[np.int64]
SeedCount = Literal["minimum", "own"]
SEED_COUNTS: tuple[SeedCount, ...] = get_args(SeedCount)

_EQUAL_SHARES = 1e-12
"""Shares that differ relatively less than this from their probability differ by rounding only (9/20 and 0.95 - 0.5).
Other shares of n seeds differ by at least the precision in which a probability is written down."""

_EQUAL_SCORES = 1e-10
"""Calibrations that differ relatively less than this are the same; different counts differ far more."""


def chi_square_tail(x: npt.ArrayLike, degrees: int) -> Float:
    """Return the probability that a chi-square variable is at least ``x``.

    Args:
        x: any shape, at least 0.
        degrees: degrees of freedom, at least 1.
    """
    from scipy.special import chdtrc

    return np.asarray(chdtrc(float(degrees), np.asarray(x, dtype=np.float64)))


def realization_bins(values: Float, realizations: Float) -> Int:
    """Return in which bin of an answer the truth falls: 0 = at most the lowest quantile, K = above the highest.

    A truth that equals a quantile belongs to the bin below it, as in Excalibur (share of truths at most the quantile).

    Args:
        values: (..., Q, K) quantiles.
        realizations: (Q,) truths.

    Returns:
        (..., Q) bins; -1 where there is no answer or no truth.
    """
    with np.errstate(invalid="ignore"):
        bins: Int = (realizations[:, None] > values).sum(axis=-1)
    known = ~np.isnan(realizations) & ~np.isnan(values[..., 0])
    return np.where(known, bins, -1)


def bin_counts(bins: Int, size: int, included: npt.ArrayLike = True) -> Int:
    """Return how many truths fall in each bin, (..., size).

    Args:
        bins: (..., Q) bins as :func:`realization_bins` gives them.
        size: number of bins, K+1.
        included: booleans that broadcast against ``bins``: which questions count.
    """
    hit = (bins[..., None] == np.arange(size)) & np.asarray(included, dtype=np.bool_)[..., None]
    counts: Int = hit.sum(axis=-2)
    return counts


def relative_information(counts: npt.ArrayLike, masses: Float) -> Float:
    """Return I(s, p) = Σ s ln(s/p) of the shares s of ``counts`` beside the probabilities p, in nats, (...).

    It is summed as Σ p h(s/p) with h(t) = t ln t - t + 1, which is the same since both sum to one, but has no negative
    terms that could cancel: nearly perfect shares keep their digits.

    Args:
        counts: (..., K+1) numbers of truths per bin.
        masses: (K+1,) probabilities of the bins, above 0.

    Returns:
        NaN where nothing was counted.
    """
    n = np.asarray(counts, dtype=np.float64)
    total = n.sum(axis=-1, keepdims=True)
    with np.errstate(invalid="ignore", divide="ignore"):
        excess = n / total / masses - 1.0
        excess = np.where(np.abs(excess) <= _EQUAL_SHARES, 0.0, excess)
        # An empty bin has h(0) = 1.
        terms = np.where(n == 0, 1.0, (1.0 + excess) * np.log1p(excess) - excess)
    return np.where(total[..., 0] > 0, (masses * terms).sum(axis=-1), np.nan)


def calibration_scores(counts: npt.ArrayLike, masses: Float, seeds: npt.ArrayLike, power: float = 1.0) -> Float:
    """Return the calibration score, P(chi-square with K degrees ≥ 2 · seeds · I(s, p) · power), (...).

    Args:
        counts: (..., K+1) numbers of truths per bin.
        masses: (K+1,) probabilities of the bins.
        seeds: number of seed questions that the test reckons with, broadcast against the scores. Cooke equalises
            experts with different numbers of answers by the smallest number; see :func:`effective_seeds`.
        power: calibration power, above 0 and at most 1 in practice: below 1 it makes the test less sharp.

    Returns:
        1 for shares that equal their probabilities; NaN where nothing was counted.
    """
    information = relative_information(counts, masses)
    return chi_square_tail(2.0 * np.asarray(seeds, dtype=np.float64) * information * power, masses.size - 1)


def tied(calibration: Float) -> Float:
    """Return calibrations, (R, E), with those that differ by rounding only made equal, to the highest of them.

    The same truths in bins of the same probabilities, in another order, give sums that differ in the last digit; a
    cut-off must not part such experts.
    """
    order = np.argsort(-calibration, axis=1, kind="stable")
    falling = np.take_along_axis(calibration, order, axis=1)
    same = falling[:, 1:] >= falling[:, :-1] * (1.0 - _EQUAL_SCORES)
    first = np.where(np.pad(~same, ((0, 0), (1, 0)), constant_values=True), np.arange(falling.shape[1]), 0)
    leaders = np.take_along_axis(falling, np.maximum.accumulate(first, axis=1), axis=1)
    result = np.empty(calibration.shape)
    np.put_along_axis(result, order, leaders, axis=1)
    return result


def effective_seeds(answered: npt.ArrayLike, seed_count: SeedCount) -> Float:
    """Return the number of seed questions in each expert's test, (..., E).

    Args:
        answered: (..., E) numbers of seed questions answered.
        seed_count: ``minimum`` = for all experts the smallest number above 0, the habit of Excalibur, so that an expert
            does not win by answering less; ``own`` = each expert's own number.
    """
    numbers = np.asarray(answered, dtype=np.float64)
    if seed_count == "own":
        return numbers
    positive = np.where(numbers > 0, numbers, np.inf)
    return np.broadcast_to(positive.min(axis=-1, keepdims=True), numbers.shape)
