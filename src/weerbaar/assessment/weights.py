# SPDX-License-Identifier: EUPL-1.2
"""Weights of the criteria: one profile, several profiles with a probability each, or spread (Dirichlet)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Float = NDArray[np.float64]

_SUM_TOLERANCE = 1e-9


@dataclass(frozen=True, eq=False)
class FixedWeights:
    """One weight profile, (C,), not negative, summing to 1."""

    profile: Float

    def __post_init__(self) -> None:
        object.__setattr__(self, "profile", _shares(self.profile, "weights"))

    @property
    def mean(self) -> Float:
        """Expected weights, (C,)."""
        return self.profile

    def draw(self, n: int, rng: np.random.Generator) -> Float:
        """Return (C, n) weights, criteria first."""
        return np.broadcast_to(self.profile[:, None], (len(self.profile), n))


@dataclass(frozen=True, eq=False)
class WeightProfiles:
    """Several profiles, (P, C); each draw takes one, with the given probabilities (P,)."""

    profiles: Float
    probabilities: Float

    def __post_init__(self) -> None:
        rows = np.asarray(self.profiles, dtype=np.float64)
        if rows.ndim != 2:
            raise ValueError(f"profiles must have shape (profiles, criteria), not {rows.shape}")
        object.__setattr__(self, "profiles", np.stack([_shares(row, "weights") for row in rows]))
        chances = _shares(self.probabilities, "probabilities")
        if len(chances) != len(rows):
            raise ValueError(f"{len(chances)} probabilities for {len(rows)} profiles")
        object.__setattr__(self, "probabilities", chances)

    @classmethod
    def equally_likely(cls, profiles: Sequence[ArrayLike]) -> WeightProfiles:
        """Give every profile the same probability."""
        rows = np.array([np.asarray(row, dtype=np.float64) for row in profiles])
        return cls(rows, np.full(len(rows), 1.0 / len(rows)))

    @property
    def mean(self) -> Float:
        """Expected weights, (C,)."""
        return self.probabilities @ self.profiles

    def draw(self, n: int, rng: np.random.Generator) -> Float:
        """Return (C, n) weights, criteria first."""
        inner = np.cumsum(self.probabilities)[:-1]
        chosen = np.searchsorted(inner, rng.random(n), side="right")
        return np.ascontiguousarray(self.profiles.T[:, chosen])


@dataclass(frozen=True, eq=False)
class DirichletWeights:
    """Weights spread over the simplex with parameters ``alpha`` (C,): mean alpha / sum(alpha).

    The variance of weight k with mean m_k is m_k (1 - m_k) / (sum(alpha) + 1). A criterion with alpha 0 keeps
    weight 0.
    """

    alpha: Float

    def __post_init__(self) -> None:
        alpha = np.asarray(self.alpha, dtype=np.float64)
        if alpha.ndim != 1 or not np.all(np.isfinite(alpha)) or np.any(alpha < 0):
            raise ValueError("alpha must be one row of finite numbers, none negative")
        if not alpha.size or alpha.max() < 0.1:
            # Below this all gamma draws of a row may underflow to 0 together.
            raise ValueError("the largest alpha must be at least 0.1; raise the concentration")
        object.__setattr__(self, "alpha", alpha)

    @classmethod
    def flat(cls, criteria: int) -> DirichletWeights:
        """Make every weight vector equally likely."""
        return cls(np.ones(criteria))

    @classmethod
    def around(cls, profile: ArrayLike, concentration: float) -> DirichletWeights:
        """Spread around a profile; the higher the concentration (sum of alpha), the closer to it."""
        if not concentration > 0:
            raise ValueError(f"concentration must be above 0, not {concentration}")
        return cls(_shares(profile, "weights") * concentration)

    @property
    def mean(self) -> Float:
        """Expected weights, (C,)."""
        expected: Float = self.alpha / self.alpha.sum()
        return expected

    def draw(self, n: int, rng: np.random.Generator) -> Float:
        """Return (C, n) weights, criteria first."""
        w = np.empty((len(self.alpha), n))
        for row, alpha in zip(w, self.alpha, strict=True):
            if alpha == 1.0:
                rng.standard_exponential(out=row)
            else:
                rng.standard_gamma(float(alpha), out=row)
        w /= w.sum(axis=0)
        return w


WeightSpec = FixedWeights | WeightProfiles | DirichletWeights


def _shares(values: ArrayLike, what: str) -> Float:
    row = np.asarray(values, dtype=np.float64)
    if row.ndim != 1 or not row.size or not np.all(np.isfinite(row)) or np.any(row < 0):
        raise ValueError(f"{what} must be one row of finite numbers, none negative")
    if abs(float(row.sum()) - 1.0) > _SUM_TOLERANCE:
        raise ValueError(f"{what} must sum to 1, not {row.sum():.6g}")
    return row
