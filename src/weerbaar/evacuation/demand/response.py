# SPDX-License-Identifier: EUPL-1.2
"""Response curves: which share of those who leave has left by each hour after the call to leave.

Logistic (Radwan, Hobeika and Sivasailam 1985), Rayleigh and Weibull are the forms in use; against the traffic
counts of hurricane Irene logistic and Rayleigh fitted best (Transportation Research Record 2376, 2013).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise
from typing import Annotated, Literal

import numpy as np
import numpy.typing as npt
from pydantic import Field, model_validator

from weerbaar.base import Distribution, Explained, FileModel
from weerbaar.evacuation.demand.uncertain import Median, Shape, Slope

Floats = npt.NDArray[np.float64]
Pick = Callable[[Distribution], float]
"""Takes one value of an uncertain number: its median, or a draw."""


class Logistic(FileModel):
    """1 / (1 + exp(-slope (t - half))), cut off before the call and scaled so that nobody has left at 0."""

    curve: Literal["logistic"]
    half_h: Median
    slope_per_h: Slope

    def settle(self, pick: Pick) -> Settled:
        """Return the curve at one value of each of its numbers."""
        return Settled("logistic", pick(self.half_h), pick(self.slope_per_h))


class Rayleigh(FileModel):
    """1 - exp(-t² / (2 σ²)), told by its median σ √(2 ln 2)."""

    curve: Literal["rayleigh"]
    median_h: Median

    def settle(self, pick: Pick) -> Settled:
        """Return the curve at one value of each of its numbers."""
        return Settled("weibull", pick(self.median_h), 2.0)


class Weibull(FileModel):
    """1 - exp(-(t / scale)^shape), told by its median scale (ln 2)^(1 / shape); shape 2 is Rayleigh."""

    curve: Literal["weibull"]
    median_h: Median
    shape: Shape

    def settle(self, pick: Pick) -> Settled:
        """Return the curve at one value of each of its numbers."""
        return Settled("weibull", pick(self.median_h), pick(self.shape))


class Observed(FileModel):
    """A curve of your own, straight between the hours given."""

    curve: Literal["observed"]
    hours: Annotated[tuple[float, ...], Field(min_length=2)]
    shares: Annotated[tuple[float, ...], Field(min_length=2)]

    @model_validator(mode="after")
    def _ascending(self) -> Observed:
        if len(self.hours) != len(self.shares):
            raise Explained("hours en shares moeten even lang zijn.", "hours and shares must be equally long.")
        if self.hours[0] < 0 or any(later <= earlier for earlier, later in pairwise(self.hours)):
            raise Explained("hours moeten oplopen en niet negatief zijn.", "hours must ascend and not be negative.")
        if self.shares[0] != 0 or self.shares[-1] != 1 or any(b < a for a, b in pairwise(self.shares)):
            raise Explained("shares moeten van 0 tot 1 oplopen.", "shares must ascend from 0 to 1.")
        return self

    def settle(self, pick: Pick) -> Settled:
        """Return the curve; nothing in it is uncertain."""
        return Settled("observed", float(np.interp(0.5, self.shares, self.hours)), 0.0, self.hours, self.shares)


Response = Annotated[Logistic | Rayleigh | Weibull | Observed, Field(discriminator="curve")]
"""Any curve, told apart by its field ``curve``."""


class Settled:
    """A response curve without uncertainty.

    Args:
        form: of the curve.
        middle_h: half-loading time of a logistic curve, median of the others.
        steepness: slope per hour of a logistic curve, shape of a Weibull curve.
        hours: of an observed curve.
        shares: of an observed curve.
    """

    def __init__(
        self,
        form: Literal["logistic", "weibull", "observed"],
        middle_h: float,
        steepness: float,
        hours: tuple[float, ...] = (),
        shares: tuple[float, ...] = (),
    ) -> None:
        self._form, self._middle_h, self._steepness = form, middle_h, steepness
        self._hours, self._shares = hours, shares

    def share_left(self, hours: npt.ArrayLike) -> Floats:
        """Return the share that has left by each hour after the call; 0 before it."""
        t = np.maximum(np.asarray(hours, float), 0.0)
        if self._form == "observed":
            return np.asarray(np.interp(t, self._hours, self._shares))
        if self._form == "weibull":
            return np.asarray(-np.expm1(-math.log(2) * (t / self._middle_h) ** self._steepness))
        # (F(t) - F(0)) / (1 - F(0)) comes to this, without differences of numbers that are nearly equal.
        fallen = np.exp(np.minimum(-self._steepness * (t - self._middle_h), 700.0))
        return np.asarray(-np.expm1(-self._steepness * t) / (1 + fallen))

    def hours_until(self, share: float) -> float:
        """Return the hour by which a share (under 1) has left: the inverse of :meth:`share_left`."""
        if self._form == "observed":
            # Where nobody leaves for a while, the first hour at which the share is reached.
            after = int(np.searchsorted(self._shares, share))
            if after == 0:
                return self._hours[0]
            low, high = self._shares[after - 1], self._shares[after]
            return self._hours[after - 1] + (share - low) / (high - low) * (self._hours[after] - self._hours[after - 1])
        if self._form == "weibull":
            return float(self._middle_h * (-math.log1p(-share) / math.log(2)) ** (1 / self._steepness))
        at_once = 1 / (1 + math.exp(min(self._steepness * self._middle_h, 700.0)))
        whole = at_once + share * (1 - at_once)
        return max(self._middle_h + math.log(whole / (1 - whole)) / self._steepness, 0.0)
