# SPDX-License-Identifier: EUPL-1.2
"""The linear opinion pool: the weighted mean of the experts' cumulative distributions, for many weights at once.

All experts' cdfs are straight between the answers of all experts (on the background scale), so the mixture is known
exactly on that union grid and its quantiles follow by straight interpolation.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from weerbaar.elicitation.calibration import Int
from weerbaar.elicitation.distributions import PiecewiseDistribution, bin_masses
from weerbaar.elicitation.panel import Bool, Float, Panel, scaled, unscaled

_TIE = 1e-12
"""A truth whose pooled cumulative probability exceeds p by less than this equals the quantile of p: rounding of the
weighted sum must not move a tie to the bin above."""

_TILE = 1 << 18
"""Numbers in one array of intermediate results (2 MB), which bounds memory whatever the number of rows."""


@dataclass(frozen=True, eq=False)
class Mixtures:
    """The experts' cdfs on the union grids of Q items, on the background scale.

    Attributes:
        grid: (Q, G) ascending points, from the lower to the upper end of the intrinsic range.
        cdf: (E, Q, G) each expert's cumulative probability there; 0 where there is no answer.
        at_truth: (E, Q) cumulative probability of the realization; 0 where there is no answer or no realization.
        answered: (E, Q) whether the expert answered.
        seeds: (Q,) whether the item has a realization.
        ranges: (Q, 2) intrinsic ranges.
        probabilities: (K,) of the quantiles.
    """

    grid: Float
    cdf: Float
    at_truth: Float
    answered: Bool
    seeds: Bool
    ranges: Float
    probabilities: Float

    @classmethod
    def of(cls, panel: Panel, ranges: Float, items: Bool | None = None) -> Mixtures:
        """Build the mixtures of some items of a panel.

        Args:
            panel: the answers.
            ranges: (Q, 2) intrinsic ranges of all items on the background scale. They may be narrower than the
                answers, where experts are left out: points beyond them are moved to the ends.
            items: (Q,) which items; None = all.
        """
        chosen = slice(None) if items is None else items
        log_scale, limits = panel.log_scale[chosen], ranges[chosen]
        answers = scaled(panel.values[:, chosen], log_scale[:, None])
        low, high = limits[:, :1], limits[:, 1:]
        # Without an answer: the upper end, which is on the grid already.
        points = np.concatenate(list(np.where(np.isnan(answers), high, answers)), axis=1)
        grid = np.concatenate([low, np.sort(np.clip(points, low, high), axis=1), high], axis=1)
        answered = ~np.isnan(answers[:, :, 0])
        truth = panel.realizations[chosen]
        seeds = ~np.isnan(truth)
        # Any point will do where there is no truth: the result is not used.
        point = scaled(np.where(seeds, truth, 1.0), log_scale)[:, None]
        cdf = _cdf(answers, limits, panel.probabilities, grid)
        at_truth = _cdf(answers, limits, panel.probabilities, point)[:, :, 0]
        cdf[~answered] = 0.0
        at_truth[~answered | ~seeds] = 0.0
        return cls(grid, cdf, at_truth, answered, seeds, limits, panel.probabilities)

    def renewed(self, panel: Panel, ranges: Float) -> Mixtures:
        """Return the mixtures with other intrinsic ranges; only what changes is computed."""
        changed = (ranges != self.ranges).any(axis=1) & ~np.isnan(ranges).all(axis=1)
        part = Mixtures.of(panel, ranges, changed)
        grid, cdf, at_truth = self.grid.copy(), self.cdf.copy(), self.at_truth.copy()
        grid[changed], cdf[:, changed], at_truth[:, changed] = part.grid, part.cdf, part.at_truth
        return Mixtures(grid, cdf, at_truth, self.answered, self.seeds, ranges, self.probabilities)

    def only(self, items: Bool) -> Mixtures:
        """Return the mixtures of some items, (Q,) booleans."""
        return Mixtures(
            self.grid[items],
            self.cdf[:, items],
            self.at_truth[:, items],
            self.answered[:, items],
            self.seeds[items],
            self.ranges[items],
            self.probabilities,
        )

    def quantiles(self, weights: Float) -> Float:
        """Return the quantiles of the pool on the background scale, (R, Q, K).

        Args:
            weights: (R, E, Q) or (R, E, 1), not negative, of any sum; those of experts without an answer do not count.

        Returns:
            NaN where no expert with weight answered.
        """
        result = np.empty((len(weights), *self.grid.shape[:1], self.probabilities.size))
        rows = tile_rows(self.grid.size)
        for start in range(0, len(weights), rows):
            part = weights[start : start + rows]
            pooled, total = self.pooled(part)
            result[start : start + rows] = crossings(pooled, total, self.grid, self.probabilities)
        return result

    def pooled(self, weights: Float) -> tuple[Float, Float]:
        """Return weighted sums of cdfs, (R, Q, G), and total weights, (R, Q); see :meth:`quantiles`.

        Summed expert by expert: a matrix product may add in another order on another machine (C9).
        """
        effective = np.where(self.answered, weights, 0.0)
        pooled = np.zeros((len(weights), *self.grid.shape))
        for e in np.flatnonzero(effective.any(axis=(0, 2))):
            pooled += effective[:, e, :, None] * self.cdf[e]
        return pooled, effective.sum(axis=1)


def tile_rows(size: int) -> int:
    """Return how many rows of ``size`` numbers are worked out together."""
    return max(1, _TILE // size)


def pool(panel: Panel, item: int, weights: Float, limits: Float) -> PiecewiseDistribution | None:
    """Return the linear pool of one item as a distribution in its own unit.

    Args:
        panel: the answers.
        item: index of the item.
        weights: (E,) not negative, of any sum; those of experts without an answer do not count.
        limits: (2,) intrinsic range of the item on the background scale.

    Returns:
        None where no expert with weight answered.
    """
    voices = (weights > 0) & panel.answered[:, item]
    if not voices.any():
        return None
    log_scale = bool(panel.log_scale[item])
    shares = weights[voices] / weights[voices].sum()
    knots = np.unique(panel.values[voices, item])
    answers = scaled(panel.values[voices, item][:, None], log_scale)
    cdf = _cdf(answers, limits[None], panel.probabilities, scaled(knots, log_scale)[None])[:, 0]
    pooled = np.clip((shares[:, None] * cdf).sum(axis=0), 0.0, 1.0)
    ends = unscaled(limits, log_scale)
    return PiecewiseDistribution(
        np.concatenate([ends[:1], knots, ends[1:]]),
        np.concatenate([[0.0], np.maximum.accumulate(pooled), [1.0]]),
        log_scale,
    )


def crossings(pooled: Float, total: Float, grid: Float, probabilities: Float) -> Float:
    """Return where pooled cdfs cross the probabilities, (..., Q, K).

    Args:
        pooled: (..., Q, G) weighted sums of cdfs on the grid, not divided by the total weight.
        total: (..., Q) total weights.
        grid: (Q, G) ascending points.
        probabilities: (K,).

    Returns:
        NaN where the total weight is 0.
    """
    size = grid.shape[-1]
    flat = np.ascontiguousarray(pooled).reshape(-1)
    row = np.arange(0, flat.size, size).reshape(*total.shape, 1)
    level = probabilities * total[..., None]
    # Bisection for the last point that is at most the level; the first one is, and the last one is not.
    left = np.zeros(level.shape, dtype=np.int64)
    for power in range(size.bit_length() - 1, -1, -1):
        ahead = np.minimum(left + (1 << power), size - 1)
        left = np.where(flat[row + ahead] <= level, ahead, left)
    left = np.minimum(left, size - 2)
    right = left + 1
    low, high = flat[row + left], flat[row + right]
    points = grid.reshape(-1)
    grid_row = np.arange(0, points.size, size)[:, None]
    start, stop = points[grid_row + left], points[grid_row + right]
    with np.errstate(invalid="ignore", divide="ignore"):
        result = start + (level - low) / (high - low) * (stop - start)
    result[total <= 0] = np.nan
    return np.asarray(result)


def truth_bins(pooled_at_truth: Float, total: Float, probabilities: Float) -> Int:
    """Return in which bin of the pool's quantiles the truth falls, without computing the quantiles.

    Args:
        pooled_at_truth: (..., Q) weighted sums of the cumulative probabilities of the truths.
        total: (..., Q) total weights.
        probabilities: (K,).

    Returns:
        (..., Q) bins as in :func:`weerbaar.elicitation.calibration.realization_bins`; -1 without weight.
    """
    bins: Int = (pooled_at_truth[..., None] > (probabilities + _TIE) * total[..., None]).sum(axis=-1)
    return np.where(total > 0, bins, -1)


def _cdf(answers: Float, limits: Float, probabilities: Float, points: Float) -> Float:
    """Cumulative probabilities, (E, Q, G), of answers (E, Q, K) at points (Q, G); NaN without an answer."""
    low = np.broadcast_to(limits[:, :1], (*answers.shape[:2], 1))
    high = np.broadcast_to(limits[:, 1:], (*answers.shape[:2], 1))
    knots = np.concatenate([low, answers, high], axis=2)
    result = np.zeros((*answers.shape[:2], points.shape[1]))
    for j, mass in enumerate(bin_masses(probabilities).tolist()):
        start, stop = knots[:, :, j, None], knots[:, :, j + 1, None]
        with np.errstate(invalid="ignore", divide="ignore"):
            result += mass * np.clip((points - start) / (stop - start), 0.0, 1.0)
    return result
