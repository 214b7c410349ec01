# SPDX-License-Identifier: EUPL-1.2
"""Three- and four-point answers brought to one confidence, so that they can be compared and pooled.

Hemming et al. (2018), A practical guide to structured expert elicitation using the IDEA protocol, Methods in Ecology
and Evolution 9(1), section 2.5: linear extrapolation of the distance from the best estimate to each end.
"""

from __future__ import annotations

import math

_KEPT_OFF = 1e-3
"""An end that would pass a natural limit is put this share of the way from the limit to the best estimate."""


def standardised(
    lowest: float,
    best: float,
    highest: float,
    confidence_pct: float,
    *,
    target_pct: float,
    log_scale: bool = False,
    lower: float | None = None,
    upper: float | None = None,
) -> tuple[float, float, float]:
    """Return the ends of the interval of ``target_pct`` confidence with the best estimate between them.

    ``low = best - (best - lowest) * target / confidence``, and likewise for the high end. On a logarithmic item the
    same is done with logarithms, so that an end never reaches zero. An end that would reach or pass a natural limit
    is held just inside it. An end too large for a number is infinite.

    Args:
        lowest, best, highest: as the expert gave them, ascending.
        confidence_pct: how sure the expert is that the truth lies between lowest and highest, above 0, at most 100.
        target_pct: confidence of the interval that is asked for.
        log_scale: work with logarithms; all three are then above 0.
        lower, upper: natural limits of the quantity, if any.
    """
    to, back = (math.log, _exp) if log_scale else (_same, _same)
    factor = target_pct / confidence_pct
    centre = to(best)
    low = back(centre - (centre - to(lowest)) * factor)
    high = back(centre + (to(highest) - centre) * factor)
    if lower is not None and low <= lower:
        low = lower + (best - lower) * _KEPT_OFF
    if upper is not None and high >= upper:
        high = upper - (upper - best) * _KEPT_OFF
    return low, best, high


def _exp(value: float) -> float:
    try:
        return math.exp(value)
    except OverflowError:
        return math.inf


def _same(value: float) -> float:
    return value
