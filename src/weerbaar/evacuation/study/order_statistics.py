# SPDX-License-Identifier: EUPL-1.2
"""Quantiles of draws with their standard error, where some draws never get there."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

_NEGLIGIBLE = 1e-9


def quantile_with_error(draws: Floats, probability: float) -> tuple[float, float]:
    """Return a quantile and its standard error, both NaN where they lie among draws that never got there.

    Standard error by Maritz and Jarrett (1978): the spread of the order statistic, whose place has a beta distribution.

    Args:
        draws: one value per member, NaN for later than anything.
        probability: of the quantile, above 0 and below 1.
    """
    from scipy.special import betainc

    n = len(draws)
    ordered = np.sort(np.where(np.isnan(draws), np.inf, draws))
    place = probability * (n - 1)
    low, high = ordered[int(np.floor(place))], ordered[int(np.ceil(place))]
    if not np.isfinite(high):
        return np.nan, np.nan
    value = float(low + (high - low) * (place - np.floor(place)))
    edges = betainc(probability * (n + 1), (1 - probability) * (n + 1), np.arange(n + 1) / n)
    weight = np.diff(edges)
    never = ~np.isfinite(ordered)
    if weight[never].sum() > _NEGLIGIBLE:
        return value, np.nan
    weight, got_there = weight[~never], ordered[~never]
    middle = float(weight @ got_there)
    return value, float(np.sqrt(max(float(weight @ (got_there - middle) ** 2), 0.0)))
