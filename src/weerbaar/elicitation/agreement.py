# SPDX-License-Identifier: EUPL-1.2
"""Do experts agree? Krippendorff's alpha, weighted kappa, and the spread of answers per item.

Krippendorff (2011), Computing Krippendorff's Alpha-Reliability; Cohen (1968), Psychological Bulletin 70, 213-220.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from weerbaar.elicitation.panel import Float, Panel, scaled, unscaled

Level = Literal["nominal", "ordinal", "interval", "ratio"]
LEVELS: tuple[Level, ...] = get_args(Level)
KappaWeights = Literal["none", "linear", "quadratic"]


@dataclass(frozen=True)
class Interval:
    """An interval by resampling.

    Attributes:
        low: lower end; NaN where no resample had a value.
        high: upper end.
        used: resamples with a value; those in which nothing varies have none.
    """

    low: float
    high: float
    used: int


@dataclass(frozen=True, eq=False)
class Spread:
    """How far the answers of Q items lie apart; NaN where fewer than two experts answered (one for the first four).

    Attributes:
        lowest: (Q,) lowest of the experts' medians, in the item's unit.
        lower_quartile: (Q,) of the experts' medians.
        upper_quartile: (Q,)
        highest: (Q,)
        distance: (Q,) mean distance between the medians of two experts, divided by the mean width of the experts'
            intervals between their outermost quantiles, on the item's scale. 0 = same medians; above 1 = experts
            differ by more than they admit themselves.
        overlap: (Q,) mean over pairs of experts of the common part of their intervals as a share of the two together;
            1 = same intervals, 0 = no two intervals meet.
    """

    lowest: Float
    lower_quartile: Float
    upper_quartile: Float
    highest: Float
    distance: Float
    overlap: Float

    @property
    def range(self) -> Float:
        """(Q,) from the lowest to the highest median."""
        return self.highest - self.lowest

    @property
    def interquartile(self) -> Float:
        """(Q,) between the quartiles of the medians."""
        return self.upper_quartile - self.lower_quartile


def krippendorff_alpha(ratings: npt.ArrayLike, level: Level) -> float:
    """Return 1 - observed / expected disagreement: 1 = perfect, 0 = as by chance, below 0 = worse.

    Args:
        ratings: (E, Q) values or codes, NaN = not rated. Items with fewer than two ratings do not count.
        level: how far two values lie apart: ``nominal`` = same or not, ``ordinal`` = by ranks, ``interval`` = by
            difference, ``ratio`` = by difference relative to the sum (values must not be negative).

    Returns:
        NaN where it is undefined: nothing to compare, or all values the same.

    Raises:
        ValueError: an unknown level, or a negative value at ratio level.
    """
    return _alpha(_pairable(ratings, level), level)


def krippendorff_interval(
    ratings: npt.ArrayLike, level: Level, *, seed: int, resamples: int = 1000, confidence: float = 0.95
) -> Interval:
    """Return a percentile interval of alpha by resampling items with all their ratings.

    Args:
        ratings: see :func:`krippendorff_alpha`.
        level: see there.
        seed: same seed, same interval.
        resamples: number of bootstrap samples.
        confidence: share of the samples within the interval.
    """
    values = _pairable(ratings, level)
    units = values.shape[1]
    if units == 0:
        return Interval(float("nan"), float("nan"), 0)
    rng = np.random.Generator(np.random.PCG64DXSM(seed))
    found = np.array([_alpha(values[:, rng.integers(0, units, units)], level) for _ in range(resamples)])
    found = found[~np.isnan(found)]
    if not found.size:
        return Interval(float("nan"), float("nan"), 0)
    low, high = np.quantile(found, [(1 - confidence) / 2, (1 + confidence) / 2])
    return Interval(float(low), float(high), found.size)


def weighted_kappa(
    first: npt.ArrayLike,
    second: npt.ArrayLike,
    categories: int,
    weights: KappaWeights | npt.ArrayLike = "linear",
) -> float:
    """Return Cohen's weighted kappa of two raters: 1 - observed / expected weighted disagreement.

    Args:
        first: (Q,) codes 0 to ``categories`` - 1, NaN = not rated; only items that both rated count.
        second: (Q,) the same of the other rater.
        categories: number of categories.
        weights: ``linear`` or ``quadratic`` in the distance of the codes, ``none`` = any difference counts the same, or
            disagreement weights of your own, (categories, categories).

    Returns:
        NaN where it is undefined: no item in common, or no disagreement could be expected.
    """
    a, b = _codes(first, categories), _codes(second, categories)
    both = ~np.isnan(a) & ~np.isnan(b)
    if not both.any():
        return float("nan")
    pairs = a[both].astype(np.int64) * categories + b[both].astype(np.int64)
    table = np.bincount(pairs, minlength=categories**2).reshape(categories, categories) / both.sum()
    apart = _disagreement(categories, weights)
    expected = float(np.sum(apart * np.outer(table.sum(axis=1), table.sum(axis=0))))
    return 1.0 - float(np.sum(apart * table)) / expected if expected > 0 else float("nan")


def mean_pairwise_kappa(
    ratings: npt.ArrayLike, categories: int, weights: KappaWeights | npt.ArrayLike = "linear"
) -> float:
    """Return the mean of :func:`weighted_kappa` over all pairs of raters for whom it is defined; NaN if for none.

    Args:
        ratings: (E, Q) codes, NaN = not rated.
        categories: number of categories.
        weights: see :func:`weighted_kappa`.
    """
    rows = np.asarray(ratings, dtype=np.float64)
    found = [weighted_kappa(rows[i], rows[j], categories, weights) for i, j in combinations(range(len(rows)), 2)]
    known = [kappa for kappa in found if not np.isnan(kappa)]
    return float(np.mean(known)) if known else float("nan")


def spread(panel: Panel) -> Spread:
    """Return how far the experts' answers lie apart, per item.

    Raises:
        ValueError: the quantiles asked lie all above or all below one half, so that there is no median.
    """
    p = panel.probabilities
    if not p[0] <= 0.5 <= p[-1]:
        raise ValueError("a median needs quantiles at both sides of 0.5")
    values = scaled(panel.values, panel.log_scale[:, None])
    right = int(np.clip(np.searchsorted(p, 0.5), 1, max(1, p.size - 1)))
    left = right - 1 if p.size > 1 else 0
    right = min(right, p.size - 1)
    share = (0.5 - p[left]) / (p[right] - p[left]) if right > left else 0.0
    medians = values[:, :, left] * (1.0 - share) + values[:, :, right] * share
    q = len(panel.items)
    numbers = np.full((4, q), np.nan)
    distance, overlap = np.full(q, np.nan), np.full(q, np.nan)
    for i in range(q):
        there = panel.answered[:, i]
        if there.any():
            numbers[:, i] = np.quantile(medians[there, i], [0.0, 0.25, 0.75, 1.0])
        if np.count_nonzero(there) > 1:
            low, high, middle = values[there, i, 0], values[there, i, -1], medians[there, i]
            distance[i], overlap[i] = _pairwise(low, high, middle)
    own = unscaled(numbers, panel.log_scale)
    return Spread(own[0], own[1], own[2], own[3], distance, overlap)


def _pairwise(low: Float, high: Float, middle: Float) -> tuple[float, float]:
    i, j = np.triu_indices(low.size, 1)
    common = np.maximum(np.minimum(high[i], high[j]) - np.maximum(low[i], low[j]), 0.0)
    together = (high[i] - low[i]) + (high[j] - low[j]) - common
    width = float(np.mean(high - low))
    # With one quantile asked there are no intervals.
    if width == 0:
        return float("nan"), float("nan")
    return float(np.mean(np.abs(middle[i] - middle[j]))) / width, float(np.mean(common / together))


def _pairable(ratings: npt.ArrayLike, level: Level) -> Float:
    values = np.asarray(ratings, dtype=np.float64)
    if values.ndim != 2:
        raise ValueError("ratings must have a row per expert and a column per item")
    if level not in LEVELS:
        raise ValueError(f"level must be one of {', '.join(LEVELS)}, not {level!r}")
    if level == "ratio" and (values < 0).any():
        raise ValueError("ratings at ratio level must not be negative")
    return values[:, (~np.isnan(values)).sum(axis=0) >= 2]


def _alpha(values: Float, level: Level) -> float:
    """Alpha of ratings in which every item has at least two."""
    known = ~np.isnan(values)
    flat = values[known]
    n = flat.size
    if n == 0:
        return float("nan")
    codes, inverse, counts = np.unique(flat, return_inverse=True, return_counts=True)
    if codes.size == 1:
        return float("nan")
    per_unit = known.sum(axis=0)
    if level in ("ordinal", "interval"):
        # The ordinal distance of Krippendorff is the squared difference of mid-ranks.
        scale = np.cumsum(counts) - counts / 2 if level == "ordinal" else codes - codes.mean()
        placed = np.zeros(values.shape)
        placed[known] = scale[inverse]
        # Sum over ordered pairs of (x - y)² is 2 (m Σx² - (Σx)²).
        within = 2 * (per_unit * (placed**2).sum(axis=0) - placed.sum(axis=0) ** 2)
        observed = float(np.sum(within / (per_unit - 1))) / n
        total = 2 * (n * np.sum(counts * scale**2) - np.sum(counts * scale) ** 2)
        return 1.0 - observed / (float(total) / (n * (n - 1)))
    apart = _apart(codes, level)
    table = np.zeros((values.shape[1], codes.size))
    np.add.at(table, (np.nonzero(known.T)[0], _inverse_by_unit(values, known, codes)), 1.0)
    within = np.einsum("uc,ck,uk->u", table, apart, table, optimize=True)
    observed = float(np.sum(within / (per_unit - 1))) / n
    expected = float(counts @ apart @ counts) / (n * (n - 1))
    return 1.0 - observed / expected


def _inverse_by_unit(values: Float, known: npt.NDArray[np.bool_], codes: Float) -> npt.NDArray[np.int64]:
    return np.asarray(np.searchsorted(codes, values.T[known.T]), dtype=np.int64)


def _apart(codes: Float, level: Level) -> Float:
    if level == "nominal":
        return 1.0 - np.eye(codes.size)
    total = codes[:, None] + codes
    return np.divide(codes[:, None] - codes, total, out=np.zeros(total.shape), where=total > 0) ** 2


def _codes(ratings: npt.ArrayLike, categories: int) -> Float:
    values = np.asarray(ratings, dtype=np.float64)
    known = values[~np.isnan(values)]
    if not (np.isin(known, np.arange(categories))).all():
        raise ValueError(f"ratings must be whole numbers from 0 to {categories - 1}")
    return values


def _disagreement(categories: int, weights: KappaWeights | npt.ArrayLike) -> Float:
    codes = np.arange(categories)
    apart = np.abs(codes[:, None] - codes).astype(np.float64)
    if isinstance(weights, str):
        if weights == "none":
            return np.asarray(np.minimum(apart, 1.0))
        if weights == "linear":
            return np.asarray(apart)
        if weights == "quadratic":
            return np.asarray(apart**2)
        raise ValueError(f"weights must be none, linear, quadratic or an array, not {weights!r}")
    own = np.asarray(weights, dtype=np.float64)
    if own.shape != apart.shape or (own < 0).any() or np.diag(own).any():
        raise ValueError("disagreement weights must be square, not negative, and 0 on the diagonal")
    return own
