# SPDX-License-Identifier: EUPL-1.2
"""Probabilities over a stated window, and the conversions between windows (C5).

All conversions go through the rate of a Poisson process (nrb-method, section 3.3):
``P(T) = 1 - exp(-rate * T)``.
"""

from __future__ import annotations

import math

from weerbaar.base.problems import WeerbaarError
from weerbaar.base.text import Text


class ProbabilityError(WeerbaarError, ValueError):
    """A number that is not a probability, or a window that is not a positive time."""


def _checked(probability: float) -> float:
    if not 0.0 <= probability <= 1.0:
        raise ProbabilityError(
            Text(
                nl=f"{probability!r} is geen kans tussen 0 en 1.",
                en=f"{probability!r} is not a probability between 0 and 1.",
            )
        )
    return probability + 0.0  # turns -0.0 into 0.0


def _checked_window(window_years: float) -> float:
    if not (window_years > 0 and math.isfinite(window_years)):
        raise ProbabilityError(
            Text(
                nl=f"een periode van {window_years!r} jaar is geen positieve tijd.",
                en=f"a window of {window_years!r} years is not a positive time.",
            )
        )
    return window_years


def rate_per_year(probability: float, window_years: float) -> float:
    """Return the yearly rate that gives ``probability`` of at least one event in ``window_years``.

    A probability of exactly 1 gives an infinite rate.

    Raises:
        ProbabilityError: not a probability, or not a positive, finite time.
    """
    p, window = _checked(probability), _checked_window(window_years)
    return math.inf if p == 1.0 else -math.log1p(-p) / window


def probability_from_rate(rate: float, window_years: float) -> float:
    """Return the probability of at least one event in ``window_years`` at ``rate`` events per year.

    Raises:
        ProbabilityError: a negative rate, or not a positive, finite time.
    """
    if not rate >= 0:
        raise ProbabilityError(
            Text(
                nl=f"{rate!r} per jaar is geen frequentie van 0 of meer.",
                en=f"{rate!r} per year is not a rate of 0 or more.",
            )
        )
    return -math.expm1(-(rate + 0.0) * _checked_window(window_years))


def convert_window(probability: float, from_years: float, to_years: float) -> float:
    """Return the probability over ``to_years`` that goes with ``probability`` over ``from_years``.

    Raises:
        ProbabilityError: not a probability, or not a positive, finite time.
    """
    return probability_from_rate(rate_per_year(probability, from_years), to_years)


def return_period_years(probability: float, window_years: float) -> float:
    """Return the mean time between events in years; infinite for a probability of 0, 0 for certainty.

    Raises:
        ProbabilityError: not a probability, or not a positive, finite time.
    """
    rate = rate_per_year(probability, window_years)
    return math.inf if rate == 0 else 1.0 / rate
