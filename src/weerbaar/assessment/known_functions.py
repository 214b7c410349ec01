# SPDX-License-Identifier: EUPL-1.2
"""Functions whose sensitivity indices are known exactly: to check a method with, and to learn what its figures mean."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from weerbaar.assessment.factors import Factor

Float = NDArray[np.float64]


@dataclass(frozen=True)
class Ishigami:
    """sin x1 + a sin² x2 + b x3⁴ sin x1, with x1, x2, x3 uniform between -π and π.

    Source: Ishigami and Homma (1990); a = 7, b = 0.1 after Marrel et al. (2009).
    """

    a: float = 7.0
    b: float = 0.1

    def __call__(self, x: Float) -> Float:
        """Return the function at x (n, 3)."""
        values: Float = np.sin(x[:, 0]) * (1 + self.b * x[:, 2] ** 4) + self.a * np.sin(x[:, 1]) ** 2
        return values

    @property
    def factors(self) -> tuple[Factor, ...]:
        """The three inputs."""
        return tuple(Factor(name, _between_minus_pi_and_pi) for name in ("x1", "x2", "x3"))

    @property
    def variance(self) -> float:
        """Variance of the output."""
        return self._alone[0] + self._alone[1] + self._together

    @property
    def first(self) -> Float:
        """First-order indices, (3,)."""
        return np.array([*self._alone, 0.0]) / self.variance

    @property
    def total(self) -> Float:
        """Total indices, (3,)."""
        one, two = self._alone
        return np.array([one + self._together, two, self._together]) / self.variance

    @property
    def second(self) -> Float:
        """Second-order indices of the pairs (1, 2), (1, 3), (2, 3)."""
        return np.array([0.0, self._together, 0.0]) / self.variance

    @property
    def _alone(self) -> tuple[float, float]:
        return 0.5 * (1 + self.b * math.pi**4 / 5) ** 2, self.a**2 / 8

    @property
    def _together(self) -> float:
        return 8 * self.b**2 * math.pi**8 / 225


@dataclass(frozen=True)
class SobolG:
    """Sobol's product function: Π (|4 x - 2| + a) / (1 + a), with every x uniform between 0 and 1.

    With ``shift`` and ``power`` this is the modified function G*: Π ((1 + α) |2 frac(x + δ) - 1|^α + a) / (1 + a).
    A factor counts for less the larger its a. Sources: Saltelli and Sobol' (1995); Saltelli et al. (2010), table 5.

    Attributes:
        a: (D,) not negative.
        power: (D,) α, positive; empty for 1 everywhere, which gives G.
        shift: (D,) δ, from 0 to 1; empty for 0 everywhere. The indices do not depend on it.
    """

    a: tuple[float, ...]
    power: tuple[float, ...] = ()
    shift: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        for name in ("a", "power", "shift"):
            given = getattr(self, name)
            if len(given) not in (0, len(self.a)) or not all(v >= 0 for v in given):
                raise ValueError(f"{name} must be {len(self.a)} numbers, none negative")
        if not self.a or 0.0 in self.power:
            raise ValueError("a needs at least one number, and a power must be above 0")

    def __call__(self, x: Float) -> Float:
        """Return the function at x (n, D)."""
        a, power, shift = self._rows
        bent = np.abs(2 * np.mod(x + shift, 1.0) - 1) ** power
        values: Float = np.prod(((1 + power) * bent + a) / (1 + a), axis=1)
        return values

    @property
    def factors(self) -> tuple[Factor, ...]:
        """The D inputs."""
        return tuple(Factor(f"x{k + 1}") for k in range(len(self.a)))

    @property
    def variance(self) -> float:
        """Variance of the output."""
        return float(np.prod(1 + self._partial)) - 1

    @property
    def first(self) -> Float:
        """First-order indices, (D,)."""
        return self._partial / self.variance

    @property
    def total(self) -> Float:
        """Total indices, (D,)."""
        v = self._partial
        rest: Float = v * np.prod(1 + v) / (1 + v) / self.variance
        return rest

    @property
    def second(self) -> Float:
        """Second-order indices of the pairs (1, 2), (1, 3), …"""
        v = self._partial
        return np.array([v[i] * v[j] for i, j in combinations(range(len(v)), 2)]) / self.variance

    @property
    def _rows(self) -> tuple[Float, Float, Float]:
        d = len(self.a)
        return np.array(self.a), np.array(self.power or (1.0,) * d), np.array(self.shift or (0.0,) * d)

    @property
    def _partial(self) -> Float:
        a, power, _ = self._rows
        part: Float = power**2 / ((1 + 2 * power) * (1 + a) ** 2)
        return part


@dataclass(frozen=True)
class LinearGaussian:
    """Σ coefficient × x, with x jointly normal around 0.

    With correlation a factor has two sets of indices: the full ones include what it does through the factors it
    goes together with, the uncorrelated ones leave that out. The function is additive, so a total index equals the
    first-order one of the same set. Sources: Kucherenko, Tarantola and Annoni (2012), test case 1; Mara and
    Tarantola (2012).

    Attributes:
        coefficients: (D,).
        deviations: (D,) standard deviations, positive.
        correlation: (D, D) rows of the correlation matrix.
    """

    coefficients: tuple[float, ...]
    deviations: tuple[float, ...]
    correlation: tuple[tuple[float, ...], ...]

    def __call__(self, x: Float) -> Float:
        """Return the function at x (n, D)."""
        values: Float = np.einsum("nd,d->n", x, np.array(self.coefficients))
        return values

    @property
    def factors(self) -> tuple[Factor, ...]:
        """The D inputs; their correlation is for the caller to pass on."""
        return tuple(Factor(f"x{k + 1}", partial(_normal, sd)) for k, sd in enumerate(self.deviations))

    @property
    def variance(self) -> float:
        """Variance of the output."""
        c = np.array(self.coefficients)
        return float(c @ self._covariance @ c)

    @property
    def full(self) -> Float:
        """Full first-order, and full total, indices (D,)."""
        with_output = self._covariance @ np.array(self.coefficients)
        share: Float = (with_output / np.array(self.deviations)) ** 2 / self.variance
        return share

    @property
    def uncorrelated(self) -> Float:
        """Uncorrelated first-order, and uncorrelated total, indices (D,)."""
        left = 1 / np.diag(np.linalg.inv(self._covariance))
        share: Float = np.array(self.coefficients) ** 2 * left / self.variance
        return share

    @property
    def _covariance(self) -> Float:
        sd = np.array(self.deviations)
        covariance: Float = np.array(self.correlation) * np.outer(sd, sd)
        return covariance


def _between_minus_pi_and_pi(u: Float) -> Float:
    x: Float = np.pi * (2 * u - 1)
    return x


def _normal(deviation: float, u: Float) -> Float:
    from scipy.special import ndtri

    x: Float = deviation * ndtri(u)
    return x
