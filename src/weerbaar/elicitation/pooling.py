# SPDX-License-Identifier: EUPL-1.2
"""Many opinions to one: linear pool, averages and medians of quantiles, pools of probabilities and of labels.

Weights are None (equal), one per expert, or one per expert and item. An expert without an answer to an item has no say
in it; the weights of the others are scaled up. Where nobody with weight answered, the pool is NaN or None.
"""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from weerbaar.base import Text
from weerbaar.elicitation.distributions import OVERSHOOT, PiecewiseDistribution, scaled_ranges
from weerbaar.elicitation.mixture import pool
from weerbaar.elicitation.panel import Bool, Float, Panel, PanelError, scaled, unscaled

ProbabilityPool = Literal["mean", "median", "log_odds"]
PROBABILITY_POOLS: tuple[ProbabilityPool, ...] = get_args(ProbabilityPool)


def linear_pool(
    panel: Panel, weights: npt.ArrayLike | None = None, overshoot: float = OVERSHOOT
) -> tuple[PiecewiseDistribution | None, ...]:
    """Return for every item the weighted mean of the experts' cumulative distributions (Stone 1961)."""
    shares = _shares(weights, panel.answered)
    limits = scaled_ranges(panel, overshoot)
    return tuple(pool(panel, q, shares[:, q], limits[q]) for q in range(len(panel.items)))


def quantile_average(panel: Panel, weights: npt.ArrayLike | None = None) -> Float:
    """Return the weighted mean of the experts' quantiles, (Q, K), in the item's unit ("Vincentizing").

    On a logarithmic scale it is the geometric mean. Compared with the linear pool the result is as narrow as the
    experts are on average: disagreement between experts does not widen it.

    Source: Vincent (1912); Lichtendahl, Grushka-Cockayne and Winkler (2013), Management Science 59, 1594-1611.
    """
    shares = _shares(weights, panel.answered)
    values = scaled(panel.values, panel.log_scale[:, None])
    mean = (shares[:, :, None] * np.where(np.isnan(values), 0.0, values)).sum(axis=0)
    mean[~(shares > 0).any(axis=0)] = np.nan
    return unscaled(mean, panel.log_scale[:, None])


def quantile_median(panel: Panel, weights: npt.ArrayLike | None = None) -> Float:
    """Return the weighted median of the experts' quantiles, (Q, K), in the item's unit.

    The median is the value with at most half of the weight below and at most half above it; where two values share
    that, it lies midway between them on the item's scale. With equal weights it is the ordinary median.
    """
    shares = _shares(weights, panel.answered)
    values = scaled(panel.values, panel.log_scale[:, None])
    result = np.stack([_median(values[:, :, k], shares) for k in range(values.shape[2])], axis=-1)
    return unscaled(result, panel.log_scale[:, None])


def pool_probabilities(
    values: npt.ArrayLike, weights: npt.ArrayLike | None = None, method: ProbabilityPool = "mean"
) -> Float:
    """Pool the experts' probabilities of events, (Q,).

    Args:
        values: (E, Q) probabilities, NaN = no answer.
        weights: see the module.
        method: ``mean``; ``median``; or ``log_odds``, the mean of the logarithm of the odds, which is the geometric
            mean of the odds (Satopää and others 2014, International Journal of Forecasting 30, 344-356).

    Raises:
        ValueError: a probability outside 0 to 1, or an unknown method.
        PanelError: log-odds of an event that one expert calls impossible and another certain.
    """
    p = np.asarray(values, dtype=np.float64)
    known = ~np.isnan(p)
    if (p[known] < 0).any() or (p[known] > 1).any():
        raise ValueError("probabilities must lie between 0 and 1")
    shares = _shares(weights, known)
    if method == "median":
        return _median(p, shares)
    if method == "mean":
        result = (shares * np.where(known, p, 0.0)).sum(axis=0)
    elif method == "log_odds":
        result = _log_odds_pool(p, shares)
    else:
        raise ValueError(f"method must be one of {', '.join(PROBABILITY_POOLS)}, not {method!r}")
    result[~(shares > 0).any(axis=0)] = np.nan
    return np.asarray(result)


def pool_labels(masses: npt.ArrayLike, weights: npt.ArrayLike | None = None) -> Float:
    """Pool the experts' probabilities of the labels of a scale, (Q, L): the weighted mean.

    Args:
        masses: (E, Q, L) not negative, sum 1 over the labels; all NaN = no answer. A single label is a mass of 1.
        weights: see the module.

    Raises:
        ValueError: masses that are negative, do not sum to 1, or are partly NaN.
    """
    m = np.asarray(masses, dtype=np.float64)
    missing = np.isnan(m)
    known: Bool = np.asarray(~missing.all(axis=2))
    if (missing.any(axis=2) & known).any():
        raise ValueError("an answer must give the mass of every label, or none")
    if (m[~missing] < 0).any() or not np.allclose(m[known].sum(axis=1), 1.0, rtol=0.0, atol=1e-9):
        raise ValueError("the masses of an answer must not be negative, and sum to 1")
    shares = _shares(weights, known)
    result = (shares[:, :, None] * np.where(missing, 0.0, m)).sum(axis=0)
    result[~(shares > 0).any(axis=0)] = np.nan
    return np.asarray(result)


def _shares(weights: npt.ArrayLike | None, answered: Bool) -> Float:
    """Return weights (E, Q) that sum to 1 over those who answered; 0 for the others and where there are none."""
    given = np.ones(answered.shape[0]) if weights is None else np.asarray(weights, dtype=np.float64)
    if given.ndim == 1:
        given = given[:, None]
    if given.shape not in (answered.shape, (answered.shape[0], 1)):
        raise ValueError(f"weights have shape {given.shape}, expected one per expert or per expert and item")
    # NaN is what a decision maker has where nobody with weight answered.
    given = np.nan_to_num(given, nan=0.0, posinf=np.inf)
    if (given < 0).any() or np.isinf(given).any():
        raise ValueError("weights must be finite and not negative")
    effective = np.where(answered, given, 0.0)
    total = effective.sum(axis=0)
    return np.asarray(np.divide(effective, total, out=np.zeros(effective.shape), where=total > 0))


def _median(values: Float, shares: Float) -> Float:
    """Weighted median over the first axis of (E, Q) values with shares that sum to 1."""
    order = np.argsort(values, axis=0)
    # NaN comes last in the order, and has no share.
    ordered = np.take_along_axis(values, order, axis=0)
    reached = np.cumsum(np.take_along_axis(shares, order, axis=0), axis=0)
    # Rounding in the sum must not make a median of two values one of them.
    lower = (reached < 0.5 - 1e-12).sum(axis=0, keepdims=True)
    upper = (reached < 0.5 + 1e-12).sum(axis=0, keepdims=True)
    last = len(values) - 1
    low = np.take_along_axis(ordered, np.minimum(lower, last), axis=0)[0]
    high = np.take_along_axis(ordered, np.minimum(upper, last), axis=0)[0]
    return np.where((shares > 0).any(axis=0), low + (high - low) / 2, np.nan)


def _log_odds_pool(p: Float, shares: Float) -> Float:
    weighty = shares > 0
    impossible, certain = (weighty & (p == 0)).any(axis=0), (weighty & (p == 1)).any(axis=0)
    clash = np.flatnonzero(impossible & certain)
    if clash.size:
        shown = ", ".join(str(q + 1) for q in clash)
        raise PanelError(
            Text(
                nl="kans 0 van de ene en kans 1 van de andere deskundige hebben geen gemiddelde odds"
                f" (vraag nr. {shown}); gebruik het gemiddelde of de mediaan.",
                en=f"probability 0 of one expert and 1 of another have no mean odds (item no. {shown});"
                " use the mean or the median.",
            )
        )
    inside = weighty & (p > 0) & (p < 1)
    safe = np.where(inside, p, 0.5)
    mean = (shares * (np.log(safe) - np.log1p(-safe))).sum(axis=0)
    # The logistic function, without overflow for large means.
    small = np.exp(-np.abs(mean))
    pooled = np.where(mean >= 0, 1.0 / (1.0 + small), small / (1.0 + small))
    return np.where(impossible, 0.0, np.where(certain, 1.0, pooled))
