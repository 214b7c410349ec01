# SPDX-License-Identifier: EUPL-1.2
"""Draws as a distribution by their quantiles, as a judgement holds it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from weerbaar.base import Distribution, Point, Quantiles

PROBABILITIES = (0.0, 0.01, 0.025, 0.05, *(round(0.1 * k, 1) for k in range(1, 10)), 0.95, 0.975, 0.99, 1.0)
"""Where the distribution is stated."""

_DIGITS = 4
_APART = 1e-3


def distribution_of(draws: npt.NDArray[np.float64]) -> Distribution:
    """Return draws as a distribution: straight between quantiles, or one value where all are nearly the same.

    Values are rounded to four digits. Quantiles have to ascend, so that draws of the same value get quantiles that lie
    a thousandth apart; a mass on 0 becomes values just above it.

    Args:
        draws: at least one.
    """
    values = [float(f"{value:.{_DIGITS}g}") for value in np.quantile(draws, PROBABILITIES).tolist()]
    step = _APART * max(abs(values[-1]), abs(values[0])) / len(values)
    if values[-1] - values[0] <= step * len(values):
        return Point(value=float(f"{float(np.median(draws)):.{_DIGITS}g}"))
    for at in range(1, len(values)):
        values[at] = max(values[at], values[at - 1] + step)
    return Quantiles(distribution="quantiles", probabilities=PROBABILITIES, values=tuple(values))
