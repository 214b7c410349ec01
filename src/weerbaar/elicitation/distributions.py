# SPDX-License-Identifier: EUPL-1.2
"""From quantiles to a whole distribution, as in Cooke's classical model.

Between its quantiles an expert's distribution is uniform, or log-uniform where the item has a logarithmic scale: the
density with the least information beside the background measure that has these quantiles (Cooke 1991, ch. 8). It
reaches over the intrinsic range: the smallest interval that holds all answers and the realization, longer at both
sides by a share of its length, the overshoot.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from weerbaar.elicitation.panel import Bool, Float, Panel, scaled, unscaled

OVERSHOOT = 0.1
"""The usual overshoot; Excalibur's default."""


def scaled_ranges(panel: Panel, overshoot: float = OVERSHOOT, experts: Bool | None = None) -> Float:
    """Return the intrinsic range of every item on its background scale, (Q, 2).

    Args:
        panel: the answers.
        overshoot: share of the length that is added at both sides, above 0; bounds of an item cut it off.
        experts: (E,) experts whose answers count; None = all.

    Raises:
        ValueError: the overshoot is not above 0, which would leave no room beyond the outermost quantiles.
    """
    if not (overshoot > 0 and math.isfinite(overshoot)):
        raise ValueError(f"overshoot must be above 0, not {overshoot:g}")
    values = panel.values if experts is None else panel.values[experts]
    # fmin and fmax pass over NaN, and keep it where there is nothing else.
    low = np.fmin(np.fmin.reduce(values[:, :, 0], axis=0), panel.realizations)
    high = np.fmax(np.fmax.reduce(values[:, :, -1], axis=0), panel.realizations)
    unanswered = np.isnan(values[:, :, 0]).all(axis=0)
    low[unanswered] = high[unanswered] = np.nan
    ends = scaled(np.stack([low, high], axis=1), panel.log_scale[:, None])
    length = ends[:, 1] - ends[:, 0]
    ends[:, 0] -= overshoot * length
    ends[:, 1] += overshoot * length
    limits = np.where(panel.log_scale[:, None] & ~(panel.bounds > 0), np.nan, panel.bounds)
    limits = scaled(limits, panel.log_scale[:, None])
    ends[:, 0] = np.where(limits[:, 0] > ends[:, 0], limits[:, 0], ends[:, 0])
    ends[:, 1] = np.where(limits[:, 1] < ends[:, 1], limits[:, 1], ends[:, 1])
    return ends


def intrinsic_ranges(panel: Panel, overshoot: float = OVERSHOOT) -> Float:
    """Return the intrinsic range of every item in its own unit, (Q, 2); NaN where nobody answered.

    See :func:`scaled_ranges`.
    """
    return unscaled(scaled_ranges(panel, overshoot), panel.log_scale[:, None])


def bin_masses(probabilities: Float) -> Float:
    """Return the probability between successive quantiles, from 0 to 1, (K+1,)."""
    return np.diff(probabilities, prepend=0.0, append=1.0)


@dataclass(frozen=True, eq=False)
class PiecewiseDistribution:
    """A distribution that is uniform or log-uniform between knots.

    Attributes:
        knots: (M,) ascending values in the item's unit; the first and last are the ends of the support.
        cumulative: (M,) probability of at most the knot, from 0 to 1, nowhere descending.
        log_scale: log-uniform between the knots, which are then positive.
    """

    knots: Float
    cumulative: Float
    log_scale: bool

    def __post_init__(self) -> None:
        if self.knots.shape != self.cumulative.shape or self.knots.ndim != 1 or self.knots.size < 2:
            raise ValueError("knots and cumulative must be equally long, and at least two")
        if not (np.diff(self.knots) > 0).all() or (np.diff(self.cumulative) < 0).any():
            raise ValueError("knots must ascend and cumulative must not descend")
        if self.cumulative[0] != 0 or self.cumulative[-1] != 1:
            raise ValueError("cumulative must run from 0 to 1")
        if self.log_scale and not self.knots[0] > 0:
            raise ValueError("knots on a logarithmic scale must be above 0")

    def cdf(self, x: npt.ArrayLike) -> Float:
        """Probability of at most ``x``, of the shape of ``x``."""
        at = np.clip(np.asarray(x, dtype=np.float64), self.knots[0], self.knots[-1])
        i = np.clip(np.searchsorted(self.knots, at, side="right") - 1, 0, self.knots.size - 2)
        low, high = self.knots[i], self.knots[i + 1]
        share = np.log(at / low) / np.log(high / low) if self.log_scale else (at - low) / (high - low)
        return np.asarray(self.cumulative[i] + share * (self.cumulative[i + 1] - self.cumulative[i]))

    def quantile(self, p: npt.ArrayLike) -> Float:
        """Smallest value with probability ``p`` of at most that value, of the shape of ``p``.

        Raises:
            ValueError: a probability outside 0 to 1.
        """
        at = np.asarray(p, dtype=np.float64)
        if not ((at >= 0) & (at <= 1)).all():
            raise ValueError("probabilities must lie between 0 and 1")
        upper = np.clip(np.searchsorted(self.cumulative, at, side="left"), 1, self.knots.size - 1)
        low, high = self.knots[upper - 1], self.knots[upper]
        below, above = self.cumulative[upper - 1], self.cumulative[upper]
        share = np.divide(at - below, above - below, out=np.zeros_like(at), where=above > below)
        inside = low * np.exp(share * np.log(high / low)) if self.log_scale else low + share * (high - low)
        # A quantile that is a knot is that knot, not its neighbour by rounding.
        return np.asarray(np.where(share == 1, high, np.clip(inside, low, high)))

    @property
    def mean(self) -> float:
        """Expected value."""
        low, high = self.knots[:-1], self.knots[1:]
        centre = (high - low) / np.log1p((high - low) / low) if self.log_scale else low + (high - low) / 2
        return float(np.sum(np.diff(self.cumulative) * centre))

    def straightened(self, tolerance: float = 1e-3) -> tuple[Float, Float]:
        """Return values and probabilities whose straight connection is this cdf to within ``tolerance``.

        A uniform piece is straight already; a log-uniform one is cut in pieces of equal ratio until its bend is small
        enough. All knots with probability between them stay, so their probabilities remain exact.

        Returns:
            Values and probabilities, both strictly ascending, the latter from 0 to 1.
        """
        first = int(np.flatnonzero(self.cumulative == 0)[-1])
        last = int(np.flatnonzero(self.cumulative == 1)[0])
        knots, cumulative = self.knots[first : last + 1].tolist(), self.cumulative[first : last + 1].tolist()
        values, probabilities = [knots[0]], [0.0]
        for (low, below), (high, above) in pairwise(zip(knots, cumulative, strict=True)):
            parts = _parts(high / low, above - below, tolerance) if self.log_scale else 1
            for share in (np.arange(1, parts) / parts).tolist():
                values.append(low * (high / low) ** share)
                probabilities.append(below + share * (above - below))
            values.append(high)
            # A piece whose probability is lost in rounding still has to ascend.
            probabilities.append(max(above, math.nextafter(probabilities[-1], 2.0)))
        return np.array(values), np.array(probabilities)


def _parts(ratio: float, mass: float, tolerance: float) -> int:
    """Smallest number of pieces of equal ratio with a bend of at most ``tolerance`` each."""
    parts = 1
    while mass / parts * _bend(math.log(ratio) / parts) > tolerance:
        parts += 1
    return parts


def _bend(log_ratio: float) -> float:
    """Largest distance between the cdf of a log-uniform distribution and the straight line, over its support."""
    if log_ratio < 1e-4:
        # The difference below would lose its digits; this is its first term.
        return log_ratio / 8
    width = math.expm1(log_ratio)
    return (math.log(width / log_ratio) - 1) / log_ratio + 1 / width


def distribution_of(
    quantiles: Float, probabilities: Float, low: float, high: float, *, log_scale: bool
) -> PiecewiseDistribution:
    """Return the distribution with these quantiles over ``low`` to ``high``.

    Args:
        quantiles: (K,) ascending, between ``low`` and ``high``.
        probabilities: (K,) ascending, between 0 and 1.
    """
    knots = np.concatenate([[low], quantiles, [high]])
    return PiecewiseDistribution(knots, np.concatenate([[0.0], probabilities, [1.0]]), log_scale)


def expert_distribution(
    panel: Panel, expert: int, item: int, overshoot: float = OVERSHOOT
) -> PiecewiseDistribution | None:
    """Return the distribution of one expert for one item (by index); None where there is no answer."""
    if not panel.answered[expert, item]:
        return None
    low, high = intrinsic_ranges(panel, overshoot)[item]
    return distribution_of(
        panel.values[expert, item], panel.probabilities, low, high, log_scale=bool(panel.log_scale[item])
    )
