# SPDX-License-Identifier: EUPL-1.2
"""The years that costs and effects are counted over, and how heavily each year counts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from weerbaar.capability.analysis_file import AnalysisFile
from weerbaar.capability.measures import discount_factors

Float = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Horizon:
    """T calendar years.

    Attributes:
        years: ascending.
        discount: (T,) present value of a euro, or of a risk point, in each year.
    """

    years: tuple[int, ...]
    discount: Float

    @classmethod
    def of(cls, header: AnalysisFile) -> Horizon:
        """Return the years of an analysis."""
        years = tuple(range(header.first_year, header.last_year + 1))
        return cls(years, discount_factors(years, header.discount_rate))

    @property
    def share(self) -> Float:
        """How heavily each year counts in an average over the years, (T,); sums to 1."""
        share: Float = self.discount / self.discount.sum()
        return share

    def average(self, per_year: Float) -> Float:
        """Return the average over the years of an array (T, …), later years discounted."""
        return np.asarray(np.einsum("t,t...->...", self.share, per_year))

    def present_value(self, per_year: Float) -> Float:
        """Return the sum over the years of an array (T, …), later years discounted."""
        return np.asarray(np.einsum("t,t...->...", self.discount, per_year))
