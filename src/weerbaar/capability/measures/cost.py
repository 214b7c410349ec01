# SPDX-License-Identifier: EUPL-1.2
"""What a measure costs per calendar year, and what that is worth today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from weerbaar.assessment import keyed_uniforms
from weerbaar.capability.measures.file_model import Measure
from weerbaar.capability.measures.timing import paid_part

Float = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class CostDraws:
    """Amounts in euro at the price level of the analysis.

    Attributes:
        one_off: (K,) in the year of the start.
        yearly: (K,) for every full year from then on.
    """

    one_off: Float
    yearly: Float

    @classmethod
    def of(cls, measure: Measure, draws: int, seed: int) -> CostDraws:
        """Draw the cost of a measure; what is dear to begin with is dear to keep, so both take the same quantile."""
        return cls.at(measure, keyed_uniforms(draws, seed, "cost", measure.id))

    @classmethod
    def at(cls, measure: Measure, quantile: Float) -> CostDraws:
        """Return the amounts at these quantiles, (K,)."""
        cost, none = measure.cost, np.zeros(len(quantile))
        return cls(
            none if cost.one_off_eur is None else np.asarray(cost.one_off_eur.ppf(quantile)),
            none if cost.yearly_eur is None else np.asarray(cost.yearly_eur.ppf(quantile)),
        )

    def per_year(self, start: int, lead: Float, lifetime: float | None, years: Sequence[int]) -> Float:
        """Return what is paid in each of the T years, (T, K).

        Args:
            start: year of the start; the one-off amount falls in it.
            lead, lifetime, years: see :func:`~weerbaar.capability.measures.timing.paid_part`.
        """
        first = (np.asarray(years) == start)[:, None]
        paid: Float = self.one_off * first + self.yearly * paid_part(start, lead, lifetime, years)
        return paid


def discount_factors(years: Sequence[int], rate: float) -> Float:
    """Return what a euro in each year is worth in the first of them, (T,)."""
    span = np.asarray(years, dtype=np.float64)
    factors: Float = (1 + rate) ** -(span - span[0])
    return factors
