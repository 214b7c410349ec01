# SPDX-License-Identifier: EUPL-1.2
"""Scale functions of the Belgian National Risk Assessment (nrb-method.md, section 8.3).

From the public source code of the National Crisis Centre (NCCN-CIPRA/cipra-bnra, commit 01be75b). A class
k of a scale runs from k - 0.5 to k + 0.5.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

CLASS_BOUNDS_7: tuple[float, ...] = (0.0, 0.0001, 0.10, 0.25, 0.40, 0.55, 0.75, 0.90, 1.0)
"""Probabilities at which classes 0 to 7 of the conditional probability and motivation scales begin."""


def euro_from_d5(D: float) -> float:
    """Return the damage in euro at place ``D`` (0 to 5.5) on the scale of direct impact per indicator."""
    _require_place(D)
    return D / 0.5 * 5e6 if D <= 0.5 else 1.6e6 * 10**D


def euro_from_t5(T: float) -> float:
    """Return the damage in euro at place ``T`` (0 to 5.5) on the scale of total impact."""
    _require_place(T)
    return T * 8e8 if T <= 1 else 8e8 * 5 ** (T - 1)


def euro_from_i7(I: float, n: float = 1) -> float:  # noqa: E741 - the symbol of the formula
    """Return the damage in euro at place ``I`` (0 to 7.5) on the seven-point scale.

    Args:
        I: place on the scale.
        n: number of indicators aggregated; the part below 0.5 does not depend on it.
    """
    _require_place(I)
    return I / 0.5 * 5e5 if I <= 0.5 else n * math.exp(1.92 * (I - 0.5) + 13.2)


def return_period_months_from_p5(P: float) -> float:
    """Return the return period in months at place ``P`` on the five-point probability scale."""
    _require_place(P)
    return float(36 * 10 ** (4.5 - P))


def return_period_months_from_p7(P: float) -> float:
    """Return the return period in months at place ``P`` on the seven-point probability scale."""
    _require_place(P)
    return 12 * math.exp(12 - 2.3 * P)


def p_in_t_months(return_period_months: float, t: float) -> float:
    """Return the probability of at least one event in ``t`` months (Poisson)."""
    if not return_period_months > 0 or not t >= 0:
        raise ValueError("a return period must be above 0 and a period 0 or more")
    return -math.expm1(-t / return_period_months)


def conditional_probability_from_cp7(CP: float) -> float:
    """Return the probability at place ``CP`` (0 to 7.5) on the scale of conditional probability (cascades)."""
    _require_place(CP)
    k = math.floor(CP + 0.5)
    if k == 0:
        return CP / 0.5 * CLASS_BOUNDS_7[1]
    if k > 7:
        return 1.0
    low, high = CLASS_BOUNDS_7[k], CLASS_BOUNDS_7[k + 1]
    return low + (high - low) * (CP + 0.5 - k)


def probability_3y_from_m7(M: float) -> float:
    """Return the probability of an attack within three years at place ``M`` on the motivation scale."""
    return conditional_probability_from_cp7(M)


def _require_place(place: float) -> None:
    if not (place >= 0 and math.isfinite(place)):
        raise ValueError(f"{place!r} is not a place on a scale that starts at 0")


FORMULAS: Mapping[str, Callable[..., float]] = {
    function.__name__: function
    for function in (
        euro_from_d5,
        euro_from_t5,
        euro_from_i7,
        return_period_months_from_p5,
        return_period_months_from_p7,
        p_in_t_months,
        conditional_probability_from_cp7,
        probability_3y_from_m7,
    )
}
"""The functions that a method file may name under ``formulas``."""
