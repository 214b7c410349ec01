# SPDX-License-Identifier: EUPL-1.2
"""Quantities with uncertainty: a number, or a distribution that an expert or an engine gave.

Every distribution offers ``cdf`` and ``ppf`` (its inverse) on numpy arrays; that is all the house
needs: class probabilities are differences of ``cdf``, draws are ``ppf`` of uniform numbers. Only
:class:`Point` has mass on a single value: for a half-open class ``[low, high)`` evaluate ``cdf`` just
below the bounds, or ask :func:`~weerbaar.base.class_index`.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Annotated, Any, Literal

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, Field, model_validator

from weerbaar.base.model_complaints import Explained
from weerbaar.base.validation import FileModel

Floats = npt.NDArray[np.float64]

_Z95 = 1.6448536269514722
"""Standard normal quantile of 0.95."""


class Point(FileModel):
    """A number without uncertainty."""

    distribution: Literal["point"] = "point"
    value: float

    def cdf(self, x: npt.ArrayLike) -> Floats:
        """Probability of at most ``x``."""
        return (np.asarray(x, dtype=float) >= self.value).astype(float)

    def ppf(self, q: npt.ArrayLike) -> Floats:
        """Quantile at probability ``q``."""
        return np.full(np.shape(q), self.value)

    @property
    def expected(self) -> float:
        """The value to plot as the centre."""
        return self.value


class Uniform(FileModel):
    """Every value between ``low`` and ``high`` equally likely."""

    distribution: Literal["uniform"]
    low: float
    high: float

    @model_validator(mode="after")
    def _ordered(self) -> Uniform:
        _require_ascending(low=self.low, high=self.high)
        return self

    def cdf(self, x: npt.ArrayLike) -> Floats:
        """Probability of at most ``x``."""
        return (_within(self.low, self.high, np.asarray(x, dtype=float)) - self.low) / (self.high - self.low)

    def ppf(self, q: npt.ArrayLike) -> Floats:
        """Quantile at probability ``q``."""
        return _within(self.low, self.high, self.low + np.asarray(q, dtype=float) * (self.high - self.low))

    @property
    def expected(self) -> float:
        """The median, equal to the mean."""
        return self.low + (self.high - self.low) / 2


class LogUniform(FileModel):
    """Every order of magnitude between ``low`` and ``high`` equally likely; both positive."""

    distribution: Literal["loguniform"]
    low: Annotated[float, Field(gt=0)]
    high: Annotated[float, Field(gt=0)]

    @model_validator(mode="after")
    def _ordered(self) -> LogUniform:
        _require_ascending(low=self.low, high=self.high)
        _require_ratio(low=self.low, high=self.high)
        return self

    def cdf(self, x: npt.ArrayLike) -> Floats:
        """Probability of at most ``x``."""
        inside = _within(self.low, self.high, np.asarray(x, dtype=float))
        # log1p keeps its precision where low and high lie close together.
        share = np.log1p((inside - self.low) / self.low) / math.log1p((self.high - self.low) / self.low)
        # numpy and math round differently.
        return np.asarray(np.where(inside < self.high, np.minimum(share, 1.0), 1.0))

    def ppf(self, q: npt.ArrayLike) -> Floats:
        """Quantile at probability ``q``."""
        growth = math.log1p((self.high - self.low) / self.low) * np.asarray(q, dtype=float)
        return _within(self.low, self.high, self.low + self.low * np.expm1(growth))

    @property
    def expected(self) -> float:
        """The median: the geometric middle."""
        return math.sqrt(self.low) * math.sqrt(self.high)


class Triangular(FileModel):
    """Lower, most likely and upper value with straight flanks."""

    distribution: Literal["triangular"]
    low: float
    mode: float
    high: float

    @model_validator(mode="after")
    def _ordered(self) -> Triangular:
        _require_ascending(low=self.low, high=self.high)
        if not self.low <= self.mode <= self.high:
            raise Explained("mode moet tussen low en high liggen.", "mode must lie between low and high.")
        return self

    def cdf(self, x: npt.ArrayLike) -> Floats:
        """Probability of at most ``x``."""
        inside = _within(self.low, self.high, np.asarray(x, dtype=float))
        width, left, right = self.high - self.low, self.mode - self.low, self.high - self.mode
        # Quotients of lengths, not of squares of lengths: those overflow or vanish for extreme numbers.
        below = (inside - self.low) / width * _share(inside - self.low, left)
        above = 1.0 - (self.high - inside) / width * _share(self.high - inside, right)
        return np.asarray(np.where(inside < self.mode, below, above))

    def ppf(self, q: npt.ArrayLike) -> Floats:
        """Quantile at probability ``q``."""
        p = np.asarray(q, dtype=float)
        width, left, right = self.high - self.low, self.mode - self.low, self.high - self.mode
        below = _within(self.low, self.mode, self.low + width * np.sqrt(p * (left / width)))
        above = _within(self.mode, self.high, self.high - width * np.sqrt((1.0 - p) * (right / width)))
        return np.asarray(np.where(p < left / width, below, above))

    @property
    def expected(self) -> float:
        """The most likely value."""
        return self.mode


class Pert(FileModel):
    """Beta-PERT: a smooth alternative to the triangle, with shape 4 (Clark 1962)."""

    distribution: Literal["pert"]
    low: float
    mode: float
    high: float

    @model_validator(mode="after")
    def _ordered(self) -> Pert:
        _require_ascending(low=self.low, high=self.high)
        if not self.low <= self.mode <= self.high:
            raise Explained("mode moet tussen low en high liggen.", "mode must lie between low and high.")
        return self

    @property
    def _shape(self) -> tuple[float, float]:
        width = self.high - self.low
        return 1 + 4 * (self.mode - self.low) / width, 1 + 4 * (self.high - self.mode) / width

    def cdf(self, x: npt.ArrayLike) -> Floats:
        """Probability of at most ``x``."""
        from scipy.special import betainc

        u = (_within(self.low, self.high, np.asarray(x, dtype=float)) - self.low) / (self.high - self.low)
        return np.asarray(betainc(*self._shape, u))

    def ppf(self, q: npt.ArrayLike) -> Floats:
        """Quantile at probability ``q``."""
        from scipy.special import betaincinv

        p = np.asarray(q, dtype=float)
        # Below about 1e-107 scipy's inverse gives NaN; there the quantile no longer differs from low.
        share = betaincinv(*self._shape, np.where((p > 0) & (p < 1e-100), 1e-100, p))
        return _within(self.low, self.high, self.low + (self.high - self.low) * share)

    @property
    def expected(self) -> float:
        """The most likely value."""
        return self.mode


class LogNormal(FileModel):
    """A positive quantity whose logarithm is normal, given by its 5 % and 95 % quantiles."""

    distribution: Literal["lognormal"]
    p5: Annotated[float, Field(gt=0)]
    p95: Annotated[float, Field(gt=0)]

    @model_validator(mode="after")
    def _ordered(self) -> LogNormal:
        _require_ascending(p5=self.p5, p95=self.p95)
        _require_ratio(p5=self.p5, p95=self.p95)
        return self

    @property
    def _parameters(self) -> tuple[float, float]:
        low, high = math.log(self.p5), math.log(self.p95)
        return (low + high) / 2, math.log1p((self.p95 - self.p5) / self.p5) / (2 * _Z95)

    def cdf(self, x: npt.ArrayLike) -> Floats:
        """Probability of at most ``x``."""
        from scipy.special import ndtr

        mu, sigma = self._parameters
        with np.errstate(divide="ignore"):
            return np.asarray(ndtr((np.log(np.maximum(np.asarray(x, dtype=float), 0.0)) - mu) / sigma))

    def ppf(self, q: npt.ArrayLike) -> Floats:
        """Quantile at probability ``q``."""
        from scipy.special import ndtri

        mu, sigma = self._parameters
        with np.errstate(over="ignore"):
            return np.asarray(np.exp(mu + sigma * ndtri(np.asarray(q, dtype=float))))

    @property
    def expected(self) -> float:
        """The median."""
        return math.sqrt(self.p5) * math.sqrt(self.p95)


class Quantiles(FileModel):
    """A distribution known by some of its quantiles, straight between them.

    ``probabilities`` start at 0 and end at 1, so that the whole support is stated.
    """

    distribution: Literal["quantiles"]
    probabilities: Annotated[tuple[float, ...], Field(min_length=2)]
    values: Annotated[tuple[float, ...], Field(min_length=2)]

    @model_validator(mode="after")
    def _ordered(self) -> Quantiles:
        if len(self.probabilities) != len(self.values):
            raise Explained(
                "probabilities en values moeten even lang zijn.", "probabilities and values must be equally long."
            )
        if self.probabilities[0] != 0 or self.probabilities[-1] != 1:
            raise Explained("probabilities moeten van 0 tot 1 lopen.", "probabilities must run from 0 to 1.")
        for name, numbers in (("probabilities", self.probabilities), ("values", self.values)):
            if any(b <= a for a, b in pairwise(numbers)):
                raise Explained(f"{name} moeten oplopen.", f"{name} must ascend.")
        return self

    def cdf(self, x: npt.ArrayLike) -> Floats:
        """Probability of at most ``x``."""
        return np.asarray(np.interp(np.asarray(x, dtype=float), self.values, self.probabilities))

    def ppf(self, q: npt.ArrayLike) -> Floats:
        """Quantile at probability ``q``."""
        return np.asarray(np.interp(np.asarray(q, dtype=float), self.probabilities, self.values))

    @property
    def expected(self) -> float:
        """The median."""
        return float(self.ppf(0.5))


Distribution = Annotated[
    Point | Uniform | LogUniform | Triangular | Pert | LogNormal | Quantiles, Field(discriminator="distribution")
]
"""Any distribution, told apart by its field ``distribution``."""


def as_distribution(value: Any) -> Any:
    """Let a bare number stand for a :class:`Point`; for use in a pydantic ``BeforeValidator``.

    Raises:
        Explained: neither a number nor something that can be a distribution.
    """
    if isinstance(value, int | float | np.number) and not isinstance(value, bool):
        return {"distribution": "point", "value": value}
    if not isinstance(value, dict | BaseModel):
        raise Explained(
            "hier hoort een getal of een verdeling (distribution: …) te staan.",
            "a number or a distribution (distribution: …) is expected here.",
        )
    return value


def _require_ascending(**bounds: float) -> None:
    (low_name, low), (high_name, high) = bounds.items()
    if not low < high:
        raise Explained(
            f"{low_name} ({low:g}) moet kleiner zijn dan {high_name} ({high:g}).",
            f"{low_name} ({low:g}) must be less than {high_name} ({high:g}).",
        )
    if not math.isfinite(high - low):
        raise _too_far_apart(low_name, high_name)


def _require_ratio(**bounds: float) -> None:
    (low_name, low), (high_name, high) = bounds.items()
    if not math.isfinite((high - low) / low):
        raise _too_far_apart(low_name, high_name)


def _too_far_apart(low_name: str, high_name: str) -> Explained:
    return Explained(
        f"{low_name} en {high_name} liggen te ver uiteen om mee te rekenen.",
        f"{low_name} and {high_name} lie too far apart to compute with.",
    )


def _within(low: float, high: float, x: Floats) -> Floats:
    """Rounding must not put a value just outside the support."""
    return np.asarray(np.clip(x, low, high))


def _share(part: Floats, whole: float) -> Floats:
    """``part / whole``; zero where there is no flank to divide."""
    return part / whole if whole else np.zeros_like(part)
