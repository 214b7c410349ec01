# SPDX-License-Identifier: EUPL-1.2
"""How uncertain the direct impact of one occurrence is: the noise of the Belgian engine, or none.

That engine (BNRA, NCCN) puts an impact on a scale from 0 to 7, adds a normal error of 0.255, and converts back.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from weerbaar.cascade.network import Network

Float = NDArray[np.float64]
Int = NDArray[np.int64]

ImpactNoise = Literal["bnra", "none"]
IMPACT_NOISES: tuple[ImpactNoise, ...] = get_args(ImpactNoise)

STRATA = 1 << 16
"""The normal distribution is drawn as one of so many equally likely strata, each replaced by its mean."""

_SIGMA = 0.255
_STEEP = 1.92
_LEVEL = 13.2
_BEND_EURO = 500_000.0
_BEND = 0.5


def bnra_scale(euro: Float) -> Float:
    """Return impacts on the Belgian scale, rounded to 0.1 (halves up): straight to 500,000 euro, then logarithmic."""
    safe = np.maximum(euro, _BEND_EURO)
    raw = np.where(euro > _BEND_EURO, (np.log(safe) - _LEVEL) / _STEEP + _BEND, euro / _BEND_EURO * _BEND)
    return np.floor(raw * 10.0 + 0.5) / 10.0


def expected_impact(impact: Float, noise: ImpactNoise) -> Float:
    """Return the expected direct impact of one occurrence, in euro, exactly.

    Args:
        impact: euro, any shape; 0 stays 0.
        noise: see :data:`IMPACT_NOISES`.
    """
    if noise == "none":
        return impact.copy()
    from scipy.special import ndtr

    x = bnra_scale(impact)
    zero, bend = -x / _SIGMA, (_BEND - x) / _SIGMA
    density = (np.exp(-0.5 * zero**2) - np.exp(-0.5 * bend**2)) / np.sqrt(2.0 * np.pi)
    straight = (x * (ndtr(bend) - ndtr(zero)) + _SIGMA * density) * (_BEND_EURO / _BEND)
    growth = _STEEP * _SIGMA
    curved = np.exp(_STEEP * (x - _BEND) + _LEVEL + 0.5 * growth**2) * ndtr(growth - bend)
    return np.where(impact > 0.0, straight + curved, 0.0)


def expected_direct_impact(network: Network, noise: ImpactNoise) -> Float:
    """Return the expected direct impact of one occurrence of each state, (n, K + 1); the last column is the sum."""
    expected = expected_impact(network.impact.reshape(network.states, -1), noise)
    return np.column_stack([expected, expected.sum(axis=1)])


@dataclass(frozen=True, eq=False)
class NoiseTables:
    """Impacts above 0 of the states, ready for :func:`~weerbaar.cascade.kernels.draw_impacts`; see there."""

    start: Int
    indicator: Int
    scale: Float
    base: Float
    slope: float
    turn: Int

    @classmethod
    def of(cls, network: Network, noise: ImpactNoise) -> NoiseTables:
        """Return the tables of a network."""
        states = network.impact.reshape(network.states, -1)
        state, indicator = np.nonzero(states)
        euro = states[state, indicator]
        start = np.searchsorted(state, np.arange(network.states + 1)).astype(np.int64)
        if noise == "none":
            return cls(start, indicator, euro, np.zeros_like(euro), 0.0, np.zeros(len(euro), dtype=np.int64))
        x = bnra_scale(euro)
        to_euro = _BEND_EURO / _BEND
        turn = np.searchsorted(_strata()[1], (_BEND - x) / _SIGMA, side="right").astype(np.int64)
        scale = np.exp(_STEEP * (x - _BEND) + _LEVEL)
        return cls(start, indicator, scale, x * to_euro, _SIGMA * to_euro, turn)

    def arrays(self) -> tuple[Int, Int, Float, Float, float, Int, Float, Float]:
        """Return what the kernel takes; the large tables of the strata are made in the process that needs them."""
        exponentials, normals = _strata()
        if self.slope == 0.0:
            exponentials = np.ones_like(exponentials)
        return self.start, self.indicator, self.scale, self.base, self.slope, self.turn, exponentials, normals


@lru_cache(maxsize=1)
def _strata() -> tuple[Float, Float]:
    """Means over each stratum of exp(1.92 σ Z) and of Z, (STRATA,)."""
    from scipy.special import ndtr, ndtri

    edges = ndtri(np.arange(STRATA + 1) / STRATA)
    growth = _STEEP * _SIGMA
    # By symmetry from the upper tail, where differences of ndtr keep their digits.
    exponentials = np.exp(0.5 * growth**2) * np.diff(ndtr(edges - growth)) * STRATA
    normals = -np.diff(np.exp(-0.5 * edges**2)) / np.sqrt(2.0 * np.pi) * STRATA
    return exponentials, normals
