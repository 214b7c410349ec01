# SPDX-License-Identifier: EUPL-1.2
"""Which share of the people in the water dies, by depth, rate of rise and velocity (Jonkman 2007, family of SSM2017).

Three zones: where a breach tears houses down, where water rises faster than people can climb, and all the rest. Where
rise or velocity is not known it is not known which zone it is, and the result is a range over the zones that can be.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import numpy as np
import numpy.typing as npt
from pydantic import BeforeValidator, Field

from weerbaar.base import Distribution, FileModel, Point, Text, WeerbaarError, as_distribution, read_yaml, validate
from weerbaar.evacuation.flood.areas import Certainty, folder

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

SECONDS_PER_HOUR = 3600.0

Uncertain = Annotated[Distribution, BeforeValidator(as_distribution)]
Positive = Annotated[float, Field(gt=0)]


class MortalityError(WeerbaarError):
    """Water that cannot be."""


class BreachZone(FileModel):
    """Where the current tears houses down: both thresholds reached."""

    depth_velocity_m2_s: Positive
    velocity_m_s: Positive
    mortality: Annotated[float, Field(gt=0, le=1)]


class RapidZone(FileModel):
    """Where water rises fast and high: both thresholds reached; mortality lognormal in depth (m)."""

    rise_m_h: Positive
    depth_m: Positive
    mu: Uncertain
    sigma: Uncertain


class RemainingZone(FileModel):
    """Everywhere else; mortality lognormal in depth (m)."""

    mu: Uncertain
    sigma: Uncertain


class MortalityMethod(FileModel):
    """The zones and their functions, from a file.

    Attributes:
        unknown: what the method does not know, for whoever reads the result.
    """

    schema_version: Literal[1] = Field(alias="schema")
    name: Text
    source: str
    certainty: Certainty
    breach: BreachZone
    rapid: RapidZone
    remaining: RemainingZone
    unknown: Text

    @property
    def certain(self) -> bool:
        """Whether every parameter is one number."""
        return all(isinstance(one, Point) for one in self._uncertain)

    @property
    def _uncertain(self) -> tuple[Distribution, ...]:
        return self.rapid.mu, self.rapid.sigma, self.remaining.mu, self.remaining.sigma

    def parameters(self, quantiles: npt.ArrayLike = (0.5, 0.5, 0.5, 0.5)) -> MortalityParameters:
        """Return the functions with their parameters at a quantile each.

        Args:
            quantiles: of μ and σ of the rapid zone, then of the remaining zone; length 4.

        Raises:
            MortalityError: a σ that is not above 0.
        """
        at = np.asarray(quantiles, float)
        drawn = [float(one.ppf(q)) for one, q in zip(self._uncertain, at, strict=True)]
        if drawn[1] <= 0 or drawn[3] <= 0:
            raise MortalityError(
                Text(
                    nl="sigma van een mortaliteitsfunctie hoort boven 0.",
                    en="sigma of a mortality function is above 0.",
                )
            )
        return MortalityParameters(
            breach_depth_velocity_m2_s=self.breach.depth_velocity_m2_s,
            breach_velocity_m_s=self.breach.velocity_m_s,
            breach_mortality=self.breach.mortality,
            rapid_rise_m_s=self.rapid.rise_m_h / SECONDS_PER_HOUR,
            rapid_depth_m=self.rapid.depth_m,
            rapid=(drawn[0], drawn[1]),
            remaining=(drawn[2], drawn[3]),
        )


@dataclass(frozen=True)
class MortalityParameters:
    """Numbers of the three functions, SI; ``rapid`` and ``remaining`` are μ and σ of the logarithm of depth in m."""

    breach_depth_velocity_m2_s: float
    breach_velocity_m_s: float
    breach_mortality: float
    rapid_rise_m_s: float
    rapid_depth_m: float
    rapid: tuple[float, float]
    remaining: tuple[float, float]


@dataclass(frozen=True, eq=False)
class Mortality:
    """Share of the people in the water that dies: between ``low`` and ``high``, equal where the zone is known."""

    low: Floats
    high: Floats


def read_mortality(path: Path) -> MortalityMethod:
    """Read a file with other parameters.

    Raises:
        InputError: with every problem in the file.
    """
    return validate(MortalityMethod, read_yaml(path))


@cache
def mortality_method() -> MortalityMethod:
    """Return the method that comes with the product."""
    return read_mortality(folder() / "mortality.yaml")


def lognormal_share(depth_m: npt.ArrayLike, mu: float, sigma: float) -> Floats:
    """Φ((ln depth − μ) / σ); 0 without water."""
    from scipy.special import ndtr

    depth = np.asarray(depth_m, float)
    with np.errstate(divide="ignore"):
        return np.asarray(np.where(depth > 0, ndtr((np.log(np.maximum(depth, 0.0)) - mu) / sigma), 0.0))


def mortality(
    depth_m: npt.ArrayLike,
    rise_m_s: npt.ArrayLike,
    velocity_m_s: npt.ArrayLike,
    *,
    breach_possible: npt.ArrayLike = True,
    parameters: MortalityParameters | None = None,
) -> Mortality:
    """Return which share of the people in the water dies; arguments may have any shapes that broadcast.

    In the rapid zone nobody is better off than outside it: between 1.5 and 2.1 m the published curve of that zone lies
    below the other one, and the higher of both holds there. (With the threshold of 2.1 m, where the curves cross, the
    result is the same.)

    Args:
        depth_m: greatest depth, m; 0 is dry.
        rise_m_s: rate of rise, m/s; NaN where unknown: then both the rapid and the remaining zone can be.
        velocity_m_s: velocity, m/s; NaN where unknown: then the breach zone can be where ``breach_possible``.
        breach_possible: false where a place is known to lie outside the breach zone.
        parameters: other ones than those of :func:`mortality_method`.

    Raises:
        MortalityError: a depth that is negative or unknown, a negative rise or velocity.
    """
    p = parameters or mortality_method().parameters()
    depth, rise, velocity = (np.asarray(one, float) for one in (depth_m, rise_m_s, velocity_m_s))
    if not np.all(depth >= 0):
        raise MortalityError(
            Text(nl="een waterdiepte is bekend en niet negatief.", en="a depth is known and not negative.")
        )
    if np.any(rise < 0) or np.any(velocity < 0):
        raise MortalityError(
            Text(nl="stijgsnelheid en stroomsnelheid zijn niet negatief.", en="rise and velocity are not negative.")
        )
    remaining = lognormal_share(depth, *p.remaining)
    fast = np.where(depth >= p.rapid_depth_m, np.maximum(lognormal_share(depth, *p.rapid), remaining), remaining)
    low = np.where(rise >= p.rapid_rise_m_s, fast, remaining)
    high = np.where((rise >= p.rapid_rise_m_s) | np.isnan(rise), fast, remaining)
    torn = (velocity >= p.breach_velocity_m_s) & (depth * velocity >= p.breach_depth_velocity_m2_s)
    may_be = torn | (np.isnan(velocity) & (depth > 0) & np.asarray(breach_possible, bool))
    low = np.where(torn, np.maximum(p.breach_mortality, low), low)
    high = np.where(may_be, np.maximum(p.breach_mortality, high), high)
    low, high = np.broadcast_arrays(low, high)
    return Mortality(np.array(low), np.array(high))
