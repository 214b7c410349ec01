# SPDX-License-Identifier: EUPL-1.2
"""How much an answer says: relative information beside the background measure (Cooke 1991, ch. 9).

An answer is uniform between its quantiles on the background scale of the item; its information is the
Kullback-Leibler divergence, in nats, from the uniform distribution over the intrinsic range.
"""

from __future__ import annotations

import numpy as np

from weerbaar.elicitation.distributions import bin_masses
from weerbaar.elicitation.panel import Float


def information(quantiles: Float, probabilities: Float, ranges: Float) -> Float:
    """Return Σ p ln(p (U - L) / width of the bin), (...).

    Args:
        quantiles: (..., K) quantiles on the background scale.
        probabilities: (K,) their probabilities.
        ranges: (..., 2) intrinsic ranges L, U on the background scale, broadcast against the answers.

    Returns:
        NaN where there is no answer.
    """
    masses = bin_masses(probabilities)
    widths = np.diff(_knots(quantiles, ranges), axis=-1)
    length = ranges[..., 1] - ranges[..., 0]
    return np.asarray(np.log(length) + (masses * np.log(masses / widths)).sum(axis=-1))


def information_beside(
    quantiles: Float, ranges: Float, base_quantiles: Float, base_ranges: Float, probabilities: Float
) -> Float:
    """Return the relative information of answers beside other answers to the same items, (...).

    Both are uniform between their quantiles; the range of the answers must lie within that of the base. This is the
    column that Excalibur's robustness tables give with respect to the original decision maker.

    Args:
        quantiles: (..., K) quantiles on the background scale.
        ranges: (..., 2) their intrinsic ranges.
        base_quantiles: (..., K) quantiles to compare with.
        base_ranges: (..., 2) the intrinsic ranges of the base.
        probabilities: (K,) probabilities of all quantiles.

    Returns:
        NaN where one of the answers is missing.
    """
    masses = bin_masses(probabilities)
    knots, base = _knots(quantiles, ranges), _knots(base_quantiles, base_ranges)
    log_density = np.log(masses / np.diff(base, axis=-1))
    # Integral of the base's log density from its lower end to each knot.
    area = np.zeros(np.broadcast_shapes(knots[..., 0].shape, base[..., 0].shape) + knots.shape[-1:])
    for i in range(masses.size):
        low, high = base[..., i, None], base[..., i + 1, None]
        area += log_density[..., i, None] * (np.clip(knots, low, high) - low)
    widths = np.diff(knots, axis=-1)
    return np.asarray((masses * (np.log(masses / widths) - np.diff(area, axis=-1) / widths)).sum(axis=-1))


def _knots(quantiles: Float, ranges: Float) -> Float:
    shape = np.broadcast_shapes(quantiles.shape[:-1], ranges.shape[:-1])
    low = np.broadcast_to(ranges[..., :1], (*shape, 1))
    high = np.broadcast_to(ranges[..., 1:], (*shape, 1))
    return np.concatenate([low, np.broadcast_to(quantiles, (*shape, quantiles.shape[-1])), high], axis=-1)
