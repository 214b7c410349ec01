# SPDX-License-Identifier: EUPL-1.2
"""Scoring rules for when the outcome is known. All are losses: lower is better, and honesty pays (they are proper).

Missing forecasts or outcomes (NaN) are not counted. Gneiting and Raftery (2007), Journal of the American Statistical
Association 102, 359-378; Murphy (1973), Journal of Applied Meteorology 12, 595-600.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from weerbaar.elicitation.distributions import PiecewiseDistribution
from weerbaar.elicitation.panel import Float

_SHORT = 0.1
"""Log-uniform pieces shorter than this (in logarithm) are integrated by Gauss-Legendre, which is exact to rounding
there, because the closed form would lose digits."""


@dataclass(frozen=True)
class Murphy:
    """The Brier score taken apart: reliability - resolution + uncertainty + within.

    Attributes:
        reliability: how far the forecasts of a group lie from the observed frequency; lower is better.
        resolution: how far the groups' frequencies lie from the overall one; higher is better.
        uncertainty: variance of the outcomes, whatever the forecasts.
        within: what differs between forecasts of one group (Stephenson and others 2008); 0 where groups hold equal
            forecasts.
    """

    reliability: float
    resolution: float
    uncertainty: float
    within: float

    @property
    def brier(self) -> float:
        """The Brier score itself."""
        return self.reliability - self.resolution + self.uncertainty + self.within


@dataclass(frozen=True)
class HitRate:
    """How often intervals held the truth.

    Attributes:
        hits: intervals that did.
        asked: intervals with a known truth.
        low: lower end of the binomial interval (Clopper and Pearson 1934) of the rate.
        high: upper end.
    """

    hits: int
    asked: int
    low: float
    high: float

    @property
    def rate(self) -> float:
        """Share of hits; NaN where nothing was asked."""
        return self.hits / self.asked if self.asked else math.nan


def brier(probabilities: npt.ArrayLike, outcomes: npt.ArrayLike) -> float:
    """Return the mean of (p - o)² over events; NaN without events.

    Args:
        probabilities: (N,) between 0 and 1.
        outcomes: (N,) 1 where the event happened, 0 where it did not.
    """
    p, o = _events(probabilities, outcomes)
    return float(np.mean((p - o) ** 2)) if p.size else math.nan


def murphy(probabilities: npt.ArrayLike, outcomes: npt.ArrayLike, groups: int | None = None) -> Murphy:
    """Take the Brier score apart.

    Args:
        probabilities: (N,) between 0 and 1.
        outcomes: (N,) 0 or 1.
        groups: number of groups of equal width between 0 and 1; None = one group per different probability.

    Raises:
        ValueError: no events.
    """
    p, o = _events(probabilities, outcomes)
    if not p.size:
        raise ValueError("at least one event with a known outcome is needed")
    keys = p if groups is None else np.minimum(np.floor(p * groups), groups - 1)
    _, group = np.unique(keys, return_inverse=True)
    size = np.bincount(group).astype(np.float64)
    forecast, frequency = np.bincount(group, p) / size, np.bincount(group, o) / size
    overall, n = o.mean(), p.size
    deviation = p - forecast[group]
    within = float(np.sum(deviation**2) - 2 * np.sum(deviation * (o - frequency[group]))) / n
    return Murphy(
        reliability=float(np.sum(size * (forecast - frequency) ** 2) / n),
        resolution=float(np.sum(size * (frequency - overall) ** 2) / n),
        uncertainty=float(overall * (1 - overall)),
        within=0.0 if groups is None else within,
    )


def logarithmic(probabilities: npt.ArrayLike, outcomes: npt.ArrayLike) -> float:
    """Return the mean of -ln of the probability of what happened; infinite where it was called impossible."""
    p, o = _events(probabilities, outcomes)
    if not p.size:
        return math.nan
    with np.errstate(divide="ignore"):
        # log1p keeps the digits of a small probability of an event that did not happen.
        said = np.where(o == 1, np.log(p), np.log1p(-p))
    return float(-np.mean(said))


def crps(distribution: PiecewiseDistribution, outcome: float) -> float:
    """Return the continuous ranked probability score ∫ (F(x) - [x ≥ outcome])² dx, in the unit of the item.

    Closed form per piece of the cdf; NaN for an unknown outcome.
    """
    if math.isnan(outcome):
        return math.nan
    knots, cumulative = distribution.knots, distribution.cumulative
    inside = bool(knots[0] < outcome < knots[-1])
    if inside:
        place = int(np.searchsorted(knots, outcome))
        cumulative = np.insert(cumulative, place, float(distribution.cdf(outcome)))
        knots = np.insert(knots, place, outcome)
    low, high = knots[:-1], knots[1:]
    # Left of the outcome F² counts, right of it (1 - F)².
    left = high <= outcome
    first = np.where(left, cumulative[:-1], 1.0 - cumulative[:-1])
    last = np.where(left, cumulative[1:], 1.0 - cumulative[1:])
    wide = high > low
    area = _log_squares if distribution.log_scale else _squares
    total = float(np.sum(area(low[wide], high[wide], first[wide], last[wide])))
    beyond = max(knots[0] - outcome, 0.0) + max(outcome - knots[-1], 0.0)
    return total + float(beyond)


def pinball(values: npt.ArrayLike, probabilities: npt.ArrayLike, outcomes: npt.ArrayLike) -> Float:
    """Return the quantile loss (p - [y < q]) (y - q) of every quantile, (..., K).

    Args:
        values: (..., K) quantiles.
        probabilities: (K,)
        outcomes: (...) truths.
    """
    q, y = np.asarray(values, dtype=np.float64), np.asarray(outcomes, dtype=np.float64)[..., None]
    p = np.asarray(probabilities, dtype=np.float64)
    return np.asarray(np.maximum(p * (y - q), (p - 1.0) * (y - q)))


def interval_score(low: npt.ArrayLike, high: npt.ArrayLike, outcomes: npt.ArrayLike, coverage: float = 0.9) -> Float:
    """Return the width of central intervals plus 2/(1 - coverage) times the distance by which they miss, (...).

    Args:
        low: (...) lower ends.
        high: (...) upper ends.
        outcomes: (...) truths.
        coverage: probability that the interval should hold, between 0 and 1.
    """
    if not 0 < coverage < 1:
        raise ValueError(f"coverage must lie between 0 and 1, not {coverage:g}")
    a, b = np.asarray(low, dtype=np.float64), np.asarray(high, dtype=np.float64)
    y = np.asarray(outcomes, dtype=np.float64)
    missed = np.maximum(a - y, 0.0) + np.maximum(y - b, 0.0)
    return np.asarray(b - a + 2.0 / (1.0 - coverage) * missed)


def hit_rate(low: npt.ArrayLike, high: npt.ArrayLike, outcomes: npt.ArrayLike, confidence: float = 0.95) -> HitRate:
    """Count the intervals that hold the truth; an end of the interval belongs to it.

    Args:
        low: (N,) lower ends.
        high: (N,) upper ends.
        outcomes: (N,) truths.
        confidence: of the binomial interval.
    """
    from scipy.special import betaincinv

    a, b = np.asarray(low, dtype=np.float64), np.asarray(high, dtype=np.float64)
    y = np.asarray(outcomes, dtype=np.float64)
    known = ~(np.isnan(a) | np.isnan(b) | np.isnan(y))
    asked = int(np.count_nonzero(known))
    hits = int(np.count_nonzero(known & (a <= y) & (y <= b)))
    tail = (1.0 - confidence) / 2
    bottom = float(betaincinv(hits, asked - hits + 1, tail)) if hits else 0.0
    top = float(betaincinv(hits + 1, asked - hits, 1.0 - tail)) if hits < asked else 1.0
    return HitRate(hits, asked, bottom, top)


def _events(probabilities: npt.ArrayLike, outcomes: npt.ArrayLike) -> tuple[Float, Float]:
    p, o = np.asarray(probabilities, dtype=np.float64), np.asarray(outcomes, dtype=np.float64)
    if p.shape != o.shape or p.ndim != 1:
        raise ValueError(f"{p.shape} probabilities for {o.shape} outcomes")
    known = ~(np.isnan(p) | np.isnan(o))
    p, o = p[known], o[known]
    if (p < 0).any() or (p > 1).any():
        raise ValueError("probabilities must lie between 0 and 1")
    if not np.isin(o, (0.0, 1.0)).all():
        raise ValueError("outcomes must be 0 or 1")
    return p, o


def _squares(low: Float, high: Float, first: Float, last: Float) -> Float:
    """∫ g² over [low, high] of g that is straight from ``first`` to ``last``."""
    return (high - low) * (first**2 + first * last + last**2) / 3


def _log_squares(low: Float, high: Float, first: Float, last: Float) -> Float:
    """∫ g² over [low, high] of g that is straight in the logarithm, from ``first`` to ``last``.

    With t = ln(x/low): low ∫ (first + c t)² eᵗ dt, whose primitive is eᵗ (g² - 2 c g + 2 c²).
    """
    length = np.log(high / low)
    slope = (last - first) / length
    closed = high * (last**2 - 2 * slope * last + 2 * slope**2) - low * (first**2 - 2 * slope * first + 2 * slope**2)
    points, weights = np.polynomial.legendre.leggauss(8)
    share = (points + 1) / 2
    g = first[:, None] + (last - first)[:, None] * share
    by_points = low * length / 2 * (weights * g**2 * np.exp(length[:, None] * share)).sum(axis=1)
    return np.where(length < _SHORT, by_points, closed)
